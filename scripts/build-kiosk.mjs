// The kiosk's part of dist/: kiosk.html with its style and script, the service worker, the sample's settings. Called by
// scripts/build-web.mjs last, since the service worker names every file that the page needs, with its hash.
import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { minified } from './minify.mjs';

/**
 * @param shared  options of esbuild that all bundles have
 * @param wasm  where kiosk.wasm was built
 */
export async function buildKiosk(shared, define, wasm) {
  cpSync(join(wasm, 'kiosk.wasm'), 'dist/wasm/kiosk.wasm');
  await build({ ...shared, plugins: [minified], define, entryPoints: ['web/kiosk/kiosk.ts'], outdir: 'dist' });
  const { code } = await transform(readFileSync('web/kiosk/kiosk.css', 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
  writeFileSync('dist/kiosk.css', code);
  for (const file of ['kiosk.html', 'kiosk.json']) cpSync(join('web/kiosk', file), join('dist', file));

  // What the page and its cards load, whatever the article: everything of ours but other pages and the sample.
  const files = readdirSync('dist')
    .filter(file => /\.(js|css)$/.test(file) || file === 'kiosk.html')
    .concat(...['wasm', 'fonts', 'strings', 'hyphenation'].map(folder => list(join('dist', folder))))
    .sort()
    .map(path => [path, createHash('sha256').update(readFileSync(join('dist', path))).digest('hex')]);
  await build({
    ...shared,
    plugins: [minified],
    entryPoints: { 'kiosk-worker': 'web/kiosk/service_worker.ts' },
    outdir: 'dist',
    define: {
      FILES: JSON.stringify(files),
      FILES_VERSION: JSON.stringify(createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)),
    },
  });
}

function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative('dist', join(entry.parentPath ?? entry.path, entry.name)));
}
