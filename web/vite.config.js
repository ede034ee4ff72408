import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import formJsWords from './form-js-words.js';
import gzip from './gzip.js';
import tablerSubset from './tabler-subset.js';

const islands = ['app', 'form-viewer', 'modeler', 'replay'];

// assetsInlineLimit 0: the pages' Content-Security-Policy knows no data: fonts or styles.
export default defineConfig({
  base: '/static/dist/',
  plugins: [formJsWords(fileURLToPath(new URL('./src/lib/words.js', import.meta.url))), tablerSubset(), gzip()],
  build: {
    outDir: '../api/static/dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
    rollupOptions: {
      input: Object.fromEntries(islands.map((name) => [name, `src/islands/${name}.js`])),
    },
  },
});
