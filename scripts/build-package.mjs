// What makes dist/ an npm package: package.json, types, the custom elements manifest, licences, hashes of what a page
// loads. Called by scripts/build-web.mjs last.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Declarations that the public ones lead to, in build/types. */
const declared = ['depesche', 'element', 'messages', 'semantic_patch'];

export function buildPackage(version) {
  mkdirSync('dist/types', { recursive: true });
  for (const name of declared) {
    const text = readFileSync(`build/types/${name}.d.ts`, 'utf8');
    for (const [, other] of text.matchAll(/from '\.\/([^']+)\.js'/g)) {
      if (!declared.includes(other)) throw new Error(`${name}.d.ts leads to ${other}.d.ts, which is not public`);
    }
    writeFileSync(`dist/types/${name}.d.ts`, text);
  }
  const manifest = readFileSync('web/custom-elements.json', 'utf8');
  writeFileSync('dist/custom-elements.json', manifest);
  cpSync('LICENSE', 'dist/LICENSE');
  cpSync('web/package.md', 'dist/README.md');

  const modules = readdirSync('dist').filter(file => file.endsWith('.js') && !file.startsWith('kiosk'));
  const folders = ['fonts', 'hyphenation', 'licenses', 'schema', 'strings', 'types', 'wasm'];
  writeFileSync(
    'dist/integrity.json',
    `${JSON.stringify(Object.fromEntries([...modules, 'wasm/depesche.wasm', 'wasm/seldom.wasm'].map(path => [path, integrity(join('dist', path))])), null, 2)}\n`,
  );
  const files = [...modules, 'kiosk.js', 'kiosk-worker.js'].flatMap(file => [file, `${file}.map`]);
  writeFileSync(
    'dist/package.json',
    `${JSON.stringify(
      {
        name: 'depesche',
        version,
        description: 'A news article as a card for any web page: one tag, one JSON file. Set and painted by C++ in WebAssembly, read as real text.',
        keywords: ['news', 'article', 'card', 'custom-element', 'web-component', 'webassembly', 'typography', 'kiosk'],
        license: 'MIT',
        type: 'module',
        sideEffects: ['./depesche.js', './register.js', './embed.js', './embed-host.js', './kiosk.js', './kiosk-worker.js', './engine_thread.js'],
        exports: {
          '.': { types: './types/depesche.d.ts', default: './register.js' },
          './element': { types: './types/element.d.ts', default: './element.js' },
          './engine_thread.js': './engine_thread.js',
          './custom-elements.json': './custom-elements.json',
          './integrity.json': './integrity.json',
          './package.json': './package.json',
          ...Object.fromEntries(folders.filter(folder => folder !== 'types').map(folder => [`./${folder}/*`, `./${folder}/*`])),
        },
        types: './types/depesche.d.ts',
        customElements: 'custom-elements.json',
        jsdelivr: 'depesche.js',
        unpkg: 'depesche.js',
        files: [
          ...files,
          'custom-elements.json',
          'integrity.json',
          'embed.html',
          'embed.css',
          'kiosk.html',
          'kiosk.css',
          'kiosk.json',
          ...folders,
        ],
      },
      null,
      2,
    )}\n`,
  );
}

/** Subresource integrity of a file. @param algorithm  sha256 where bytes count */
export function integrity(path, algorithm = 'sha384') {
  return `${algorithm}-${createHash(algorithm).update(readFileSync(path)).digest('base64')}`;
}
