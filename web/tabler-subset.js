// Tabler's style sheet is 570 kB, our pages use a few per cent of it. What no template and no island names is left out.
import { fileURLToPath } from 'node:url';
import { PurgeCSS } from 'purgecss';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const CONTENT = [path('../api/pages/templates/**/*.html'), path('./src/**/*.js')];

export default function tablerSubset() {
  return {
    name: 'tabler-subset',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('/tabler.min.css')) return null;
      const [{ css }] = await new PurgeCSS().purge({ content: CONTENT, css: [{ raw: code }], variables: true });
      return { code: css, map: null };
    },
  };
}
