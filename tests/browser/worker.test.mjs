// The engine's thread: a Worker where the page may have one, the page itself where it may not; one for all cards.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cardPage, inPage, openForEachTest, other, page, problems, ready, root, server, show, startForFile, test, until,
} from './harness.mjs';

startForFile({ twoServers: true });
openForEachTest();

async function open(body, headers) {
  await show(body, headers);
  await ready(page);
}
/** The card answers the reader. */
async function answers() {
  await page.getByRole('button', { name: 'English' }).first().click();
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
}

test('one Worker for all cards', { skip: inPage }, async () => {
  await open(`${cardPage()}<depesche-card src="/articles/summit.json" lang="ru"></depesche-card>`);
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
  assert.equal(page.workers().length, 1);
  await answers();
});

test('a policy that forbids the Worker: the same card from the page', async () => {
  await open(cardPage(), { 'Content-Security-Policy': "worker-src 'none'" });
  assert.equal(page.workers().length, 0);
  await answers();
  // What the browser itself reports of the policy.
  problems.splice(0, problems.length, ...problems.filter(line => !/worker-src/.test(line)));
});

test('a policy that forbids to name trusted addresses: the same card from the page', async () => {
  await open(cardPage(), { 'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types 'none'" });
  assert.equal(page.workers().length, 0);
  await answers();
  problems.splice(0, problems.length, ...problems.filter(line => !/policy/i.test(line)));
});

test('a policy that names ours: a Worker', { skip: inPage }, async () => {
  await open(cardPage(), { 'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types depesche" });
  assert.equal(page.workers().length, 1);
});

test('worker="none": no Worker is asked for', async () => {
  await open(cardPage('src="/articles/summit.json" lang="de" worker="none"'), {
    'Content-Security-Policy': "worker-src 'none'",
  });
  await answers();
  assert.equal(page.workers().length, 0);
});

const elsewhere = body => body.replace('/depesche.js', `${other.url}/depesche.js`);

test('scripts from another origin: the card from the page', async () => {
  await open(elsewhere(cardPage()));
  assert.equal(page.workers().length, 0, 'no browser gives a Worker across origins');
  await answers();
  assert.ok(other.requests.includes('/wasm/depesche.wasm') && !server.requests.includes('/wasm/depesche.wasm'));
});

test('scripts from another origin, and one line on the own: a Worker', { skip: inPage }, async () => {
  server.answer('/our-worker.js', 200, 'text/javascript', `import '${other.url}/engine_thread.js';`);
  await open(elsewhere(cardPage('src="/articles/summit.json" lang="de" worker="/our-worker.js"')));
  assert.equal(page.workers().length, 1);
  await answers();
});

test('a Worker that cannot be had: the card from the page', async () => {
  await open(cardPage('src="/articles/summit.json" lang="de" worker="/missing.js"'));
  assert.equal(page.workers().length, 0);
  await answers();
  problems.splice(0, problems.length, ...problems.filter(line => !/Failed to load/.test(line)));
});

test('an isolated page (COOP and COEP): a Worker, where the script says that it may be embedded', { skip: inPage }, async () => {
  const isolated = {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  };
  server.answer('/engine_thread.js', 200, 'text/javascript', readFileSync(join(root, 'dist/engine_thread.js')), {
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  await open(cardPage(), isolated);
  assert.ok(await page.evaluate(() => globalThis.crossOriginIsolated));
  assert.equal(page.workers().length, 1);
  await answers();
});

test('an isolated page whose server does not say so for the Worker: the card from the page', async () => {
  await open(cardPage(), {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  assert.equal(page.workers().length, 0);
  await answers();
  problems.splice(0, problems.length, ...problems.filter(line => !/Failed to load|ERR_BLOCKED_BY_RESPONSE/.test(line)));
});

/** Opens a lazy card far below the view. */
async function openLazy(attributes = '') {
  server.answer('/lazy.html', 200, 'text/html', cardPage(`src="/articles/summit.json" lang="de" loading="lazy" ${attributes}`, {
    style: 'depesche-card{margin-top:5000px}',
  }));
  await page.goto(`${server.url}/lazy.html`);
}

test('lazy: nothing but the script is fetched before the card comes near the view', async () => {
  await openLazy();
  await page.waitForTimeout(500);
  assert.deepEqual(server.requests, ['/lazy.html', '/depesche.js']);
  await page.evaluate(() => scrollTo(0, 3500));
  await ready(page);
  assert.equal(server.requests.filter(path => path === '/articles/summit.json').length, 1);
});

test('lazy: its poster comes near the view with the card', async () => {
  await openLazy('poster="/images/elysee-640.jpg"');
  await page.waitForTimeout(500);
  assert.deepEqual(server.requests, ['/lazy.html', '/depesche.js']);
  await page.evaluate(() => scrollTo(0, 3500));
  await until(() => server.requests.includes('/images/elysee-640.jpg'), 'the poster');
  await ready(page);
});

test('lazy becomes eager when the host says so', async () => {
  await openLazy();
  await page.evaluate(async () => {
    await customElements.whenDefined('depesche-card');
    document.querySelector('depesche-card').loading = 'eager';
  });
  await ready(page);
});
