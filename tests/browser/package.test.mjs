// dist/ as an npm package: what is in it, that its promises (exports, types, manifest, hashes) are kept by its files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  browser, cardPage, openPage, ready, root, server, startForFile, temporaryDirectory, test,
} from './harness.mjs';
import { integrity } from '../../scripts/build-package.mjs';

const dist = join(root, 'dist');
const json = path => JSON.parse(readFileSync(join(dist, path), 'utf8'));
let packed;

startForFile({
  prepare() {
    const npm = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
    const listing = execFileSync('npm', npm, { cwd: dist, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    [packed] = JSON.parse(listing);
  },
});

test('the package holds what a page loads, and nothing of the demo', () => {
  const paths = packed.files.map(({ path }) => path);
  const folders = ['fonts', 'hyphenation', 'licenses', 'schema', 'strings', 'wasm'];
  const wanted = [
    ...readdirSync(dist).filter(file => /\.(js|js\.map|css|html)$/.test(file)),
    ...folders.flatMap(folder => readdirSync(join(dist, folder)).map(file => `${folder}/${file}`)),
    ...['types/depesche.d.ts', 'types/element.d.ts', 'types/messages.d.ts', 'types/semantic_patch.d.ts'],
    ...['LICENSE', 'README.md', 'custom-elements.json', 'integrity.json', 'kiosk.json', 'package.json'],
  ];
  assert.deepEqual(paths.toSorted(), wanted.toSorted());
  assert.equal(packed.name, 'depesche');
  assert.equal(packed.version, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
});

test('every export, and every file that package.json names, is there', () => {
  const { exports, files, types, customElements, unpkg, jsdelivr } = json('package.json');
  const targets = Object.values(exports).flatMap(target => (typeof target === 'string' ? [target] : Object.values(target)));
  for (const path of [...targets, ...files, types, customElements, unpkg, jsdelivr]) {
    assert.ok(existsSync(join(dist, path.replace('/*', ''))), path);
  }
});

/** @return what tsc says of a strict host's files, given by name; '' is good */
function typeErrors(files, options = ['--module', 'nodenext']) {
  const directory = temporaryDirectory();
  try {
    mkdirSync(join(directory.path, 'node_modules/@types'), { recursive: true });
    symlinkSync(dist, join(directory.path, 'node_modules/depesche'));
    for (const name of ['react', '@types/react', 'csstype']) symlinkSync(join(root, 'node_modules', name), join(directory.path, 'node_modules', name));
    for (const [name, text] of Object.entries({ 'package.json': '{"type": "module"}', ...files })) writeFileSync(join(directory.path, name), text);
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', ...options, '--target', 'es2022', '--lib', 'es2023,dom', '--types', '', ...Object.keys(files)],
      { cwd: directory.path, encoding: 'utf8' },
    );
    return '';
  } catch (error) {
    if (error.stdout === undefined) throw error;
    return error.stdout;
  } finally {
    directory.cleanUp();
  }
}
const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler'];

test('the types serve a host that checks strictly', () => {
  const use = `import type { Statistics } from 'depesche';
import 'depesche';
import { DepescheCard, type Diagnostic, type ErrorDetail } from 'depesche/element';
DepescheCard.base = '/depesche/';
const card: DepescheCard = document.createElement('depesche-card');
card.textSize = 'large';
card.poster = null;
card.src = undefined;
const src: string = card.src;
const found: readonly Diagnostic[] = card.diagnostics;
const counted: Promise<Statistics> = card.statistics();
card.addEventListener('entrytoggle', event => { const open: boolean = event.detail.open; console.log(open); });
card.addEventListener('click', event => { const x: number = event.clientX; console.log(x); });
const shown = (event: CustomEvent<{diagnostics: readonly unknown[]}>) => console.log(event.detail.diagnostics);
card.addEventListener('load', shown, { once: true });
card.removeEventListener('load', shown);
card.addEventListener('anything', () => {});
card.addEventListener('error', event => { const detail: ErrorDetail = event.detail; console.log(detail.diagnostics[0]?.line); });
const opened: Promise<boolean> = card.openEntry('macron');
const picture: Promise<Blob> = card.toPng();
console.log(opened, picture, card.language.length, src, found, counted);
`;
  const check = (source, options) => typeErrors({ 'host.ts': source }, options);
  assert.equal(check(use), '');
  assert.equal(check(use, bundler), '');
  assert.match(check(`${use}card.textSize = 3;`), /TS2322/);
  assert.match(check(`${use}card.language = 'de';`), /TS2540/);
});

test('the types for React, as documented', () => {
  const [, declared] = /```ts\n([^`]+\n(?:[^`]|`[^`\n]+`)*)```/.exec(readFileSync(join(root, 'docs/embedding.md'), 'utf8'));
  const check = tag => typeErrors({ 'card.d.ts': declared, 'app.tsx': `import 'depesche';\nexport const App = () => ${tag};\n` }, [...bundler, '--jsx', 'react-jsx']);
  const use = `<depesche-card src="/a.json" lang="de" text-size="large" className="wide" article={{}} ref={card => { void card?.reload(); }}
    onload={event => console.log(event.detail.diagnostics[0]?.line)} onentrytoggle={({ detail }) => console.log(detail.open)} />`;
  assert.equal(check(use), '');
  assert.match(check(use.replace('"/a.json"', '{3}')), /TS2322/);
  assert.match(check(use.replace('detail.open', 'detail.closed')), /TS2339/);
});

test('the class alone has no side effect, the other entry registers it', async () => {
  const { page, problems, close } = await openPage(browser);
  server.answer('/empty.html', 200, 'text/html', '<!doctype html><link rel="icon" href="data:,"><title>Empty</title>');
  await page.goto(`${server.url}/empty.html`);
  const known = () => page.evaluate(() => customElements.get('depesche-card') !== undefined);
  await page.evaluate(() => import('/element.js'));
  assert.equal(await known(), false);
  await page.evaluate(() => import('/depesche.js'));
  assert.equal(await known(), true);
  assert.deepEqual(problems, []);
  await close();
});

test('a server may import the package: nothing is registered, nothing thrown', () => {
  for (const entry of ['depesche.js', 'register.js', 'element.js']) {
    const printed = execFileSync(process.execPath, ['-e', `import('./${entry}').then(({ DepescheCard }) => console.log(DepescheCard.name.length > 0))`], { cwd: dist, encoding: 'utf8' });
    assert.equal(printed, 'true\n', entry);
  }
});

test('nothing that a bundler cannot follow: modules of Node, files beside a script that is put elsewhere', () => {
  for (const file of readdirSync(dist).filter(name => name.endsWith('.js') && !name.startsWith('kiosk'))) {
    const text = readFileSync(join(dist, file), 'utf8');
    assert.doesNotMatch(text, /['"`]node:/, file);
    const named = [...text.matchAll(/new URL\(["']([^"']*)["'],import\.meta\.url\)/g)].map(([, path]) => path);
    for (const path of named) assert.ok(existsSync(join(dist, path)) && /\.js$/.test(path), `${file}: ${path}`);
  }
});

test('custom-elements.json says what the class is', async () => {
  const { schemaVersion, modules } = json('custom-elements.json');
  assert.equal(schemaVersion, '2.1.0');
  const [declaration] = modules[0].declarations;
  const { page, close } = await openPage(browser);
  server.answer('/card.html', 200, 'text/html', cardPage());
  await page.goto(`${server.url}/card.html`);
  await ready(page);
  const found = await page.evaluate(async () => {
    const { DepescheCard } = await import('/element.js');
    const described = Object.entries(Object.getOwnPropertyDescriptors(DepescheCard.prototype)).filter(
      ([name]) => name !== 'constructor' && !/Callback$/.test(name),
    );
    const card = document.createElement('depesche-card');
    return {
      attributes: DepescheCard.observedAttributes,
      fields: described.filter(([, { get }]) => get).map(([name, { set }]) => ({ name, readonly: !set, value: set && name !== 'article' ? card[name] : undefined })),
      methods: described.filter(([, { value }]) => typeof value === 'function').map(([name, { value }]) => [name, value.length]),
      statics: Object.keys(DepescheCard).filter(name => name !== 'observedAttributes'),
      slots: [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('slot')].map(({ name }) => name),
    };
  });
  await close();
  const names = list => list.map(({ name }) => name).toSorted();
  const fields = declaration.members.filter(({ kind, static: own }) => kind === 'field' && !own);
  assert.deepEqual(names(declaration.attributes), found.attributes.toSorted());
  assert.deepEqual(names(fields), names(found.fields));
  assert.deepEqual(names(fields.filter(({ readonly }) => readonly)), names(found.fields.filter(({ readonly }) => readonly)));
  for (const { fieldName, default: initial } of declaration.attributes.filter(attribute => attribute.fieldName)) {
    const value = found.fields.find(({ name }) => name === fieldName).value;
    assert.equal(typeof value === 'string' ? `'${value}'` : String(value), initial, fieldName);
  }
  const methods = declaration.members.filter(({ kind }) => kind === 'method');
  assert.deepEqual(
    methods.map(({ name, parameters = [] }) => [name, parameters.filter(each => each.default === undefined).length]).toSorted(),
    found.methods.toSorted(),
  );
  assert.deepEqual(names(declaration.members.filter(({ static: own }) => own)), found.statics.toSorted());
  assert.deepEqual(names(declaration.slots), found.slots.toSorted());

  const source = name => readFileSync(join(root, 'web', name), 'utf8');
  const events = /interface CardEventDetails \{([^}]+(?:\{[^}]*\}[^}]*)*)\n\}/.exec(source('element.ts'))[1].match(/^ {2}\w+(?=:)/gm);
  assert.deepEqual(names(declaration.events), events.map(name => name.trim()).toSorted());
  const styles = ['card.css', 'reading.css', 'page_layer.css', 'element.css'].map(source).join('');
  const roles = /const colours = \{([^}]+)\}/.exec(source('theming.ts'))[1].match(/[a-z'][\w'-]*(?=:)/g).map(role => role.replaceAll("'", ''));
  const read = [...roles, 'measure', ...[...styles.matchAll(/var\(--depesche-([\w-]+)/g)].map(([, name]) => name)].filter(name => name !== 'ink');
  assert.deepEqual(names(declaration.cssProperties), [...new Set(read)].map(name => `--depesche-${name}`).toSorted());
  const parts = ['card.ts', 'notice.ts', 'element.ts'].flatMap(name => [...source(name).matchAll(/(?:part = |'part', )'([\w-]+)'/g)].map(([, part]) => part));
  assert.deepEqual(names(declaration.cssParts), parts.toSorted());
});

test('hashes are those of the files, and the loader insists on the WASM\'s', async () => {
  const hashes = json('integrity.json');
  for (const [path, hash] of Object.entries(hashes)) assert.equal(hash, integrity(join(dist, path)), path);
  assert.ok('depesche.js' in hashes && 'card.js' in hashes && 'wasm/depesche.wasm' in hashes);
  const altered = Buffer.concat([readFileSync(join(dist, 'wasm/depesche.wasm')), Buffer.from([0, 3, 1, 0x78, 0])]);
  assert.ok(WebAssembly.validate(altered), 'an empty custom section more');
  server.answer('/wasm/depesche.wasm', 200, 'application/wasm', altered);
  server.answer('/card.html', 200, 'text/html', cardPage());
  const { page, problems, close } = await openPage(browser);
  await page.addInitScript(() => {
    document.addEventListener('error', event => event.detail && (globalThis.failed = event.detail.type), true);
  });
  await page.goto(`${server.url}/card.html`);
  await page.waitForFunction(() => globalThis.failed === 'engine');
  await page.getByRole('heading', { level: 1, name: /^Macron/ }).waitFor();
  assert.deepEqual(problems, []);
  server.routes.delete('/wasm/depesche.wasm');
  await close();
});

test('every script has its map, with the sources in it', () => {
  for (const file of readdirSync(dist).filter(name => name.endsWith('.js'))) {
    const { sources, sourcesContent } = json(`${file}.map`);
    assert.ok(sources.length > 0 && sourcesContent.length === sources.length, file);
  }
});

test('the licences of everything that is inside', () => {
  const files = readdirSync(join(dist, 'licenses')).sort();
  const code = ['harfbuzz', 'imgui', 'musl', 'nlohmann_json', 'qrcodegen', 'sheenbidi', 'stb', 'unibreak'].map(name => `code-${name}.txt`);
  for (const file of code) assert.ok(files.includes(file), file);
  for (const file of readdirSync(join(dist, 'hyphenation'))) assert.ok(files.includes(`hyphenation-${file.replace('.dic', '.txt')}`), file);
  const families = Object.keys(JSON.parse(readFileSync(join(root, 'assets/fonts.json'), 'utf8')).packages);
  for (const family of families) assert.ok(files.includes(`font-${family}.txt`), family);
  for (const file of files) assert.ok(readFileSync(join(dist, 'licenses', file), 'utf8').length > 400, file);
});
