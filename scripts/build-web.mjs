// node scripts/build-web.mjs [--wasm DIR] [--quiet]: makes dist/ from web/, assets/ and the built WASM, after
// checking the types. Everything that a page loads lies in dist/ afterwards; nothing else is looked for anywhere.
import { build, transform } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { buildKiosk } from './build-kiosk.mjs';
import { buildPackage, integrity } from './build-package.mjs';
import { likelyResources } from './likely-resources.mjs';
import { minified } from './minify.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const { values: options } = parseArgs({
  options: { wasm: { type: 'string', default: 'build/wasm' }, quiet: { type: 'boolean', default: false } },
});

const fail = message => {
  console.error(`build-web: ${message}`);
  process.exit(1);
};
const json = path => JSON.parse(readFileSync(path, 'utf8'));

for (const file of ['depesche.mjs', 'split/depesche.wasm', 'split/seldom.wasm', 'kiosk.wasm']) {
  if (!existsSync(join(options.wasm, file))) fail(`${join(options.wasm, file)} is missing: ./dev build makes it`);
}

// The declarations that it writes are the package's.
const declarations = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', 'build/types'];
try {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json', ...declarations], { stdio: 'inherit' });
} catch {
  fail('the types do not check');
}

/** Style sheets are imported as text; they ship minified. */
const styleText = {
  name: 'style-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** What a module imports when it is needed is a file of its own beside it. */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\// }, ({ path, kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined));
  },
};

/** Of the loader's own way to the WASM, which the engine's thread does not take (web/wasm.ts): bundlers would look for the file. */
const loaderWithoutAddress = {
  name: 'loader-without-address',
  setup({ onLoad }) {
    onLoad({ filter: /depesche\.mjs$/ }, ({ path }) => ({ contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', '""') }));
  },
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/wasm', { recursive: true });
for (const file of ['depesche.mjs', 'split/depesche.wasm', 'split/seldom.wasm']) cpSync(join(options.wasm, file), join('dist/wasm', basename(file)));
for (const [from, to] of [
  ['build/assets/fonts', 'fonts'],
  ['build/assets/hyphenation', 'hyphenation'],
  ['build/assets/licenses', 'licenses'],
  ['assets/strings', 'strings'],
  ['assets/schema', 'schema'],
  ['assets/articles', 'articles'],
  ['assets/images', 'images'],
]) {
  if (existsSync(from)) cpSync(from, join('dist', to), { recursive: true });
  else console.error(`build-web: ${from} is missing, dist/ goes without it`);
}

const strings = readdirSync('assets/strings').map(file => json(join('assets/strings', file)));
const likely = await likelyResources('dist', 'assets/articles/summit.json');
const [first = [], ...others] = Object.values(likely);
const common = first.filter(path => others.every(paths => paths.includes(path)));
const shared = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  legalComments: 'none',
  charset: 'utf8',
  plugins: [styleText, apart, loaderWithoutAddress, minified],
  logLevel: 'warning',
};
await build({
  ...shared,
  entryPoints: {
    depesche: 'web/depesche.ts',
    element: 'web/element.ts',
    card: 'web/card.ts',
    methods: 'web/methods.ts',
    reading: 'web/reading.ts',
    seldom: 'web/seldom.ts',
    theming: 'web/theming.ts',
    read_aloud: 'web/read_aloud.ts',
    engine_thread: 'web/engine_thread.ts',
    plain_reader: 'web/plain_reader.ts',
    plain_alone: 'web/plain_alone.ts',
    embed: 'web/embed/embed.ts',
    'embed-host': 'web/embed/host.ts',
  },
  alias: { 'depesche-glue': resolve(options.wasm, 'depesche.mjs') },
  outdir: 'dist',
  define: {
    VERSION: JSON.stringify(json('package.json').version),
    WASM_INTEGRITY: JSON.stringify(integrity('dist/wasm/depesche.wasm', 'sha256')),
    SELDOM_INTEGRITY: JSON.stringify(integrity('dist/wasm/seldom.wasm', 'sha256')),
    COMMON_RESOURCES: JSON.stringify(common.join(' ')),
    LIKELY_RESOURCES: JSON.stringify(
      Object.fromEntries(Object.entries(likely).map(([language, paths]) => [language, paths.filter(path => !common.includes(path)).map(path => ` ${path}`).join('')])),
    ),
    FONT_SUBSETS: JSON.stringify(json('assets/fonts.json').subsets.map(({ name }) => name)),
    ERROR_TITLES: JSON.stringify(
      Object.fromEntries(strings.map(({ language, messages }) => [language, [messages['error-title'], messages['error-last-good']]])),
    ),
  },
});
// The same for who imports the package: with the class that `depesche/element` gives, not with one of its own.
await build({ ...shared, plugins: [minified], entryPoints: { register: 'web/depesche.ts' }, external: ['./element.js'], outdir: 'dist' });
await build({ ...shared, plugins: [minified], entryPoints: ['demo', 'snippets', 'theming', 'hundred'].map(name => `web/demo/${name}.ts`), outdir: 'dist/demo' });
// The pages share their navigation; each is marked in its own.
const sections = readFileSync('web/demo/sections.html', 'utf8').trimEnd().replaceAll('\n', '\n      ');
for (const file of readdirSync('web/demo').filter(name => !name.endsWith('.ts') && name !== 'sections.html')) {
  if (!file.endsWith('.html')) {
    cpSync(join('web/demo', file), join('dist/demo', file));
    continue;
  }
  const here = sections.replace(`href="${file === 'index.html' ? './' : file}"`, '$& aria-current="page"');
  writeFileSync(join('dist/demo', file), readFileSync(join('web/demo', file), 'utf8').replace('<!-- sections -->', here));
}
for (const file of ['embed.html', 'embed.css']) cpSync(join('web/embed', file), join('dist', file));
await buildKiosk(shared, { VERSION: JSON.stringify(json('package.json').version) }, options.wasm);
buildPackage(json('package.json').version);

if (!options.quiet) {
  const shown = ['depesche.js', 'card.js', 'reading.js', 'engine_thread.js', 'wasm/depesche.wasm', 'wasm/seldom.wasm', 'kiosk.js', 'wasm/kiosk.wasm', 'demo/demo.js'];
  for (const path of shown) {
    const bytes = readFileSync(join('dist', path));
    const brotli = brotliCompressSync(bytes).length;
    const kb = size => `${(size / 1000).toFixed(1)} KB`.padStart(10);
    console.log(`  ${path.padEnd(20)}${kb(bytes.length)}${kb(brotli)} brotli`);
  }
}
