// Hosts as they are: strict policies, other origins, integrity, frameworks, and style sheets that mean everything.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { build } from 'esbuild';
import { build as buildWithVite } from 'vite';
import webpack from 'webpack';
import { anotherEngine } from './faulty_engine.mjs';
import {
  cardPage, cardPixels, inPage, openForEachTest, openPage, other, page, ready, root, server, show, startBrowser, startForFile, temporaryDirectory, test,
} from './harness.mjs';

startForFile({ twoServers: true });
openForEachTest();
beforeEach(() => server.answer('/favicon.ico', 200, 'image/x-icon', ''));

const bare = () => cardPage().replace(/<style>.*?<\/style>/, '').replace(/<link[^>]*>/, '');
async function answers() {
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
}

test('the policy of docs/security.md, word for word, is enough for everything, the Worker included', { skip: inPage }, async () => {
  const documented = /^ {4}(default-src 'none'; script-src [^`]+?)\n\n/m.exec(readFileSync(join(root, 'docs/security.md'), 'utf8'))[1];
  const policy = documented.replace(/\s+/g, ' ');
  assert.match(policy, /worker-src 'self'/);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types depesche/);
  await show(bare(), { 'Content-Security-Policy': policy });
  await ready(page);
  assert.equal(page.workers().length, 1);
  await answers();
  await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron'));
  assert.ok(await page.evaluate(async () => (await document.querySelector('depesche-card').toPng()).size > 10_000));
});

test('scripts and engine from another origin with CORS, under a policy that names it', async () => {
  const policy = `default-src 'none'; script-src ${other.url} 'wasm-unsafe-eval'; connect-src 'self' ${other.url}; img-src 'self'; require-trusted-types-for 'script'; trusted-types depesche`;
  const body = bare().replace('src="/depesche.js"', `src="${other.url}/depesche.js"`);
  await show(body, { 'Content-Security-Policy': policy });
  await ready(page);
  await answers();
});

test('integrity: the script by its attribute, the modules by an import map', async () => {
  const hashes = JSON.parse(readFileSync(join(root, 'dist/integrity.json'), 'utf8'));
  const map = { integrity: Object.fromEntries(Object.entries(hashes).filter(([path]) => path.endsWith('.js')).map(([path, hash]) => [`/${path}`, hash])) };
  const guarded = cardPage()
    .replace('<script type="module"', `<script type="importmap">${JSON.stringify(map)}</script><script type="module" integrity="${hashes['depesche.js']}"`);
  await show(guarded);
  await ready(page);
  await answers();

  server.answer('/card.js', 200, 'text/javascript', `${readFileSync(join(root, 'dist/card.js'), 'utf8')}\n;globalThis.stranger = true;`);
  await page.addInitScript(() => {
    document.addEventListener('error', event => event.detail && (globalThis.failed = event.detail.type), true);
  });
  await show(guarded);
  await page.waitForFunction(() => globalThis.failed === 'engine');
  assert.equal(await page.evaluate(() => globalThis.stranger), undefined);
});

test('integrity without Web Crypto, where the page has not come securely: the browser makes sure', async () => {
  const plain = await startBrowser(['--host-resolver-rules=MAP news.test 127.0.0.1']);
  try {
    server.answer('/test.html', 200, 'text/html', cardPage());
    const opened = async () => {
      const { page, problems, close } = await openPage(plain);
      await page.addInitScript(() => document.addEventListener('error', ({ detail }) => detail && (globalThis.failed = detail), true));
      await page.goto(`${server.url.replace('127.0.0.1', 'news.test')}/test.html`);
      assert.equal(await page.evaluate(() => globalThis.crypto.subtle), undefined);
      return { page, problems, close };
    };
    const good = await opened();
    await ready(good.page);
    assert.equal(await good.page.locator('depesche-card .alone').count(), 0);
    assert.deepEqual(good.problems, []);
    await good.close();

    server.answer('/wasm/depesche.wasm', 200, 'application/wasm', anotherEngine());
    const bad = await opened();
    await bad.page.waitForFunction(() => globalThis.failed);
    assert.equal(await bad.page.evaluate(() => globalThis.failed.type), 'engine');
    assert.match(await bad.page.evaluate(() => globalThis.failed.message), /depesche\.wasm: TypeError/);
    await bad.close();
  } finally {
    await plain.close();
  }
});

const bundle = async (contents, options = {}) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'jsx' },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
    logLevel: 'error',
    ...options,
  });
  return outputFiles[0].text;
};
/** The package as a project has it, whose bundle lies in /app/ and begins with main.js; what the package fetches lies in /depesche/. */
async function bundledPackage(bundler, contents) {
  const project = temporaryDirectory();
  try {
    const [from, to] = ['main.js', 'out'].map(name => join(project.path, name));
    mkdirSync(join(project.path, 'node_modules'));
    symlinkSync(join(root, 'dist'), join(project.path, 'node_modules/depesche'));
    writeFileSync(join(project.path, 'package.json'), '{"type": "module"}');
    writeFileSync(from, contents);
    await bundlers[bundler](project.path, from, to);
    for (const file of readdirSync(to)) server.answer(`/app/${file}`, 200, 'text/javascript', readFileSync(join(to, file)));
  } finally {
    project.cleanUp();
  }
  for (const folder of ['wasm', 'fonts', 'strings', 'hyphenation']) {
    for (const file of readdirSync(join(root, 'dist', folder))) {
      server.answer(`/depesche/${folder}/${file}`, 200, file.endsWith('.wasm') ? 'application/wasm' : '', readFileSync(join(root, 'dist', folder, file)));
    }
  }
}
const bundlers = {
  esbuild: (_, from, to) => build({ entryPoints: [from], bundle: true, splitting: true, format: 'esm', logLevel: 'silent', outdir: to }),
  vite: (folder, from, to) =>
    buildWithVite({
      root: folder,
      configFile: false,
      base: '/app/',
      logLevel: 'error',
      build: { outDir: to, assetsDir: '.', rolldownOptions: { input: from, output: { entryFileNames: 'main.js' } } },
    }),
  webpack: (folder, from, to) =>
    new Promise((done, fail) => {
      const settings = { mode: 'production', context: folder, entry: from, output: { path: to, publicPath: '/app/' }, performance: { hints: false } };
      webpack(settings, (error, result) => {
        const { errors = [], warnings = [] } = result?.toJson({ all: false, errors: true, warnings: true }) ?? {};
        const [fault = error] = [...errors, ...warnings];
        if (fault) fail(new Error(fault.message));
        else done();
      });
    }),
};

for (const [bundler, base, workers] of [
  ['esbuild', '/depesche/', 0], // does not look for a Worker's script (docs/embedding.md)
  ['vite', '/depesche/', 1],
  ['webpack', '/depesche', 1],
]) {
  test(`in a bundle of ${bundler}, with its resources at ${base}, which is said after the imports`, async () => {
    await bundledPackage(bundler, `
      import 'depesche';
      import { DepescheCard } from 'depesche/element';
      DepescheCard.base = '${base}';
      globalThis.isOne = customElements.get('depesche-card') === DepescheCard;`);
    await show(cardPage().replace(/<link[^>]*>/g, '<link rel="icon" href="data:,">').replace('src="/depesche.js"', 'src="/app/main.js"'));
    await ready(page);
    await answers();
    assert.equal(await page.evaluate(() => globalThis.isOne), true);
    if (!inPage) assert.equal(page.workers().length, workers);
    const elsewhere = server.requests.filter(path => !/^\/(app|depesche|articles|images|test\.html)/.test(path));
    assert.deepEqual(elsewhere, []);
  });
}

const framework = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>App</title>
  <script type="module" src="/depesche.js"></script><div id="app"></div><script type="module" src="/app.js"></script>`;

test('in React: attributes, properties, events, removal', async () => {
  server.answer('/app.js', 200, 'text/javascript', await bundle(`
    import { createElement, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    function App() {
      const [size, setSize] = useState('medium');
      const [theme, setTheme] = useState('dark');
      const [src, setSrc] = useState(null);
      const [toggled, setToggled] = useState('');
      const [shown, setShown] = useState(true);
      return createElement('main', null,
        createElement('button', { onClick: () => setSrc('/articles/summit.json') }, 'Show'),
        createElement('button', { onClick: () => setSize('large') }, 'Bigger'),
        createElement('button', { onClick: () => setTheme(undefined) }, 'As ever'),
        createElement('button', { onClick: () => setShown(false) }, 'Away'),
        createElement('output', null, toggled),
        shown && createElement('depesche-card', { src, lang: 'de', 'text-size': size, theme, onentrytoggle: event => setToggled(event.detail.entry) }));
    }
    createRoot(document.querySelector('#app')).render(createElement(App));`));
  await show(framework);
  assert.deepEqual(await page.locator('depesche-card').evaluate(card => card.getAttributeNames()), ['lang', 'text-size', 'theme']);
  await page.getByRole('button', { name: 'Show' }).click();
  await ready(page);
  assert.ok(!server.requests.includes('/null'));
  await page.getByRole('button', { name: /Emmanuel Macron/ }).click();
  await page.getByRole('status').filter({ hasText: 'macron' }).or(page.locator('output', { hasText: 'macron' })).first().waitFor();
  const height = () => page.evaluate(() => document.querySelector('depesche-card').getBoundingClientRect().height);
  const before = await height();
  await page.getByRole('button', { name: 'Bigger' }).click();
  await page.waitForFunction(least => document.querySelector('depesche-card').getBoundingClientRect().height > least, before);
  await page.getByRole('button', { name: 'As ever' }).click();
  assert.equal(await page.locator('depesche-card').getAttribute('theme'), null);
  await page.getByRole('button', { name: 'Away' }).click();
  assert.equal(await page.locator('depesche-card').count(), 0);
});

test('in Vue: an inline article as a property, events', async () => {
  server.answer('/app.js', 200, 'text/javascript', await bundle(`
    import { createApp, h, ref } from 'vue';
    const article = ref({ format: 'depesche/1', languages: ['en'], headline: 'From Vue', body: [] });
    const loads = ref(0);
    createApp({ render: () => h('main', [
      h('button', { onClick: () => (article.value = { ...article.value, headline: 'Changed by Vue' }) }, 'Change'),
      h('output', String(loads.value)),
      h('depesche-card', { lang: 'en', '.article': article.value, onLoad: () => loads.value++ }),
    ]) }).mount('#app');`));
  await show(framework);
  await page.getByRole('article', { name: 'From Vue' }).waitFor();
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('article', { name: 'Changed by Vue' }).waitFor();
  await page.locator('output', { hasText: '2' }).waitFor();
});

test('a page whose style sheet means everything: pixels, places and pictures are the same', async () => {
  const hostile = `* { box-sizing: content-box !important; margin: 7px !important; padding: 5px !important; border: 3px dashed lime !important;
      font: 900 31px/3 fantasy !important; letter-spacing: 4px !important; color: lime !important; background: magenta !important; text-transform: uppercase !important;
      float: right !important; direction: rtl !important; white-space: nowrap !important; zoom: 1 !important; }
    body * { position: relative !important; } img, canvas { width: 10px !important; max-width: 10px !important; } a, button { display: none !important; }
    depesche-card { all: revert !important; display: block !important; width: 500px !important; direction: ltr !important; }`;
  const places = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('depesche-card');
      const { left, top } = shadowRoot.querySelector('.card').getBoundingClientRect();
      return [...shadowRoot.querySelectorAll('.node')].map(node => {
        const box = node.getBoundingClientRect();
        return [node.id, Math.round(box.left - left), Math.round(box.top - top), Math.round(box.width), Math.round(box.height)].join(' ');
      });
    });
  await show(cardPage(undefined, { style: 'depesche-card{width:500px}' }));
  await ready(page);
  const [plain, calm] = [await cardPixels(page), await places()];
  await show(cardPage(undefined, { style: hostile }));
  await ready(page);
  const [pixels, moved] = [await cardPixels(page), await places()];
  assert.deepEqual(moved, calm);
  assert.deepEqual(pixels, plain);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 0, 255)', 'and ours does not leak out');
});
