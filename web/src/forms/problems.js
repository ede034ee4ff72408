// The server's problems, put beside the fields they are about.

// `problems`: [{path: "subjects/0/name", ...}]; `instances`: form-js's field instances with `valuePath`.
// Gives form-js's error tree {fieldId: [...]} or {fieldId: {row: [...]}} and the problems no visible field answers for.
export function place(problems, instances, text) {
  const errors = {};
  const homeless = [];
  for (const problem of problems) {
    const instance = instances.find(({ valuePath }) => valuePath.join('/') === problem.path);
    if (!instance) homeless.push(problem);
    else append(errors, [instance.id, ...Object.values(instance.indexes ?? {})], text(problem));
  }
  return { errors, homeless };
}

function append(tree, path, message) {
  const last = path.at(-1);
  let node = tree;
  for (const key of path.slice(0, -1)) node = node[key] ??= {};
  (node[last] ??= []).push(message);
}
