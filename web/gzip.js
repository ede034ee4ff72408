// Writes a .gz beside every script and style sheet: the small server that comes with the program compresses nothing itself.
import { gzipSync } from 'node:zlib';

const SMALLEST = 1024; // bytes

export default function gzip() {
  return {
    name: 'gzip-beside',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const { fileName, code, source } of Object.values(bundle)) {
          const content = code ?? source;
          if (!/\.(js|css|svg)$/.test(fileName) || content.length < SMALLEST) continue;
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(content, { level: 9 }) });
        }
      },
    },
  };
}
