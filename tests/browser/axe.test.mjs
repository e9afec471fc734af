// axe-core with all of its rules, best practice included, over the demo and the card in every theme, with statements
// open, in forced colours, and over an error card.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { browser, cardPage, openCard, openDocument, openPage, ready, server, startForFile, test } from './harness.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

startForFile();

const page = attributes =>
  cardPage(attributes).replace(/(<depesche-card.*)$/, '<main>$1</main>');

async function audit(page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  assert.ok(passes.length > 10, 'axe has looked at something');
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

for (const theme of ['light', 'dark', 'sepia', 'contrast']) {
  test(`the card, ${theme}, statements open`, async () => {
    const { page: opened, close } = await openCard(page(`src="/articles/summit.json" lang="de" theme="${theme}"`));
    assert.deepEqual(await audit(opened), []);
    await opened.getByRole('button', { name: 'Alle öffnen' }).click();
    await opened.getByRole('button', { name: 'Alle schließen' }).waitFor();
    assert.deepEqual(await audit(opened), []);
    await close();
  });
}

test('the card in forced colours', async () => {
  const body = page('src="/articles/summit.json" lang="ru"');
  const { page: opened, close } = await openCard(body, { forcedColors: 'active' });
  assert.deepEqual(await audit(opened), []);
  await close();
});

test('an error card', async () => {
  server.answer('/broken.json', 200, 'application/json', '{"format": "depesche/1", "languages": ["de"], "headline": 7, "body": {}}');
  const { page: opened, close } = await openCard(page('src="/broken.json" lang="de"'));
  assert.deepEqual(await audit(opened), []);
  await close();
});

test('the plain reader', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'gone');
  const { page: opened, close } = await openDocument(page('src="/articles/summit.json" lang="en"'));
  await opened.locator('.plain-reader:not([aria-busy])').waitFor();
  assert.deepEqual(await audit(opened), []);
  server.routes.delete('/wasm/depesche.wasm');
  await close();
});

test('the demo', async () => {
  const { page: opened, close } = await openPage(browser);
  await opened.goto(`${server.url}/demo/`);
  await ready(opened);
  assert.deepEqual(await audit(opened), []);
  await close();
});
