// form-js-viewer 2.0.0 hard-codes a few words past its translate service. Exact replacement at build time; a text that
// no longer occurs fails the build, so an upgrade cannot lose a translation silently.
const REPLACED = [
  ["valueLabel || 'Select'", "valueLabel || jianduSay('请选择')"],
  ["placeholder: 'Search'", "placeholder: jianduSay('搜索')"],
  ['placeholder: getLocaleReadableDateFormat()', "placeholder: jianduSay('年/月/日')"],
];

export default function formJsWords(wordsModule) {
  return {
    name: 'form-js-words',
    enforce: 'pre',
    transform(code, id) {
      if (!/form-js-viewer\/dist\/index\.es\.js$/.test(id)) return null;
      let text = code;
      for (const [from, to] of REPLACED) {
        if (!text.includes(from)) this.error(`form-js no longer contains: ${from}`);
        text = text.replaceAll(from, to);
      }
      return { code: `import { say as jianduSay } from ${JSON.stringify(wordsModule)};\n${text}`, map: null };
    },
  };
}
