// What esbuild has bundled, minified a second time: Terser works out more of what code means, and brotli makes less of it.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { minify } from 'terser';

/** A plugin of esbuild. */
export const minified = {
  name: 'minified',
  setup({ initialOptions, onEnd }) {
    initialOptions.metafile = true;
    onEnd(async ({ metafile, errors }) => {
      if (errors.length > 0) return;
      for (const path of Object.keys(metafile.outputs).filter(path => path.endsWith('.js'))) {
        const { code, map } = await minify(readFileSync(path, 'utf8'), {
          module: true,
          ecma: 2022,
          // `unsafe`: 'a' + b for `a${b}`, x + '' for String(x), the same for all that is text, number or error.
          compress: { passes: 3, unsafe: true },
          format: { comments: false },
          sourceMap: { content: readFileSync(`${path}.map`, 'utf8'), includeSources: true, url: `${basename(path)}.map` },
        });
        writeFileSync(path, code);
        writeFileSync(`${path}.map`, map);
      }
    });
  },
};
