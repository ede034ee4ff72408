import { defineConfig } from 'vite';

const islands = ['app', 'form-viewer', 'modeler', 'replay'];

// assetsInlineLimit 0: the pages' Content-Security-Policy knows no data: fonts or styles.
export default defineConfig({
  base: '/static/dist/',
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
