// Evaluates cases with feelin, the FEEL of form-js in the browser. Reads and writes JSON.
//   node run.mjs <feelin/dist/index.js>   stdin: {now, cases: [{test, expression, context}]}   stdout: [value]
// A condition of a form is a unary test, as form-js has it; a rule is an expression. {"@feel": "date(...)"} in a context
// is the value of that expression.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { evaluate, unaryTest } = await import(pathToFileURL(process.argv[2]));
const { now, cases } = JSON.parse(readFileSync(0, "utf8"));

const valueOf = (text) => evaluate(text, {}).value;
const clock = { now: () => valueOf(`date and time("${now}")`), today: () => valueOf(`date("${now.slice(0, 10)}")`) };

function read(value) {
  if (Array.isArray(value)) return value.map(read);
  if (value === null || typeof value !== "object") return value;
  if ("@feel" in value) return valueOf(value["@feel"]);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item)]));
}

const results = cases.map(({ test, expression, context }) => {
  const scope = { ...clock, ...read(context) };
  const { value } = test ? unaryTest(expression, scope) : evaluate(expression, scope);
  return value === undefined ? null : value;
});
process.stdout.write(JSON.stringify(results));
