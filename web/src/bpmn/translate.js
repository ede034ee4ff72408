// Words of the diagram tools. `missed` makes untranslated ones testable: the browser test asserts that it is empty.
export const missed = new Set();

export default function translateModule(dictionary) {
  function translate(template, replacements = {}) {
    const found = dictionary?.[template];
    if (dictionary && found === undefined) missed.add(template);
    return (found ?? template).replace(/{([^}]+)}/g, (_, name) => replacements[name] ?? `{${name}}`);
  }
  return { translate: ['value', translate] };
}
