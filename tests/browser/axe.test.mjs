// axe-core with all of its rules, best practice included, over the demo and the card in every theme, with statements
// open, in forced colours, and over an error card.
import { audit } from './audit.mjs';
import { browser, cardPage, openCard, openDocument, openPage, ready, server, startForFile, test } from './harness.mjs';

startForFile();

const page = attributes =>
  cardPage(attributes).replace(/(<depesche-card.*)$/, '<main>$1</main>');

for (const theme of ['light', 'dark', 'sepia', 'contrast']) {
  test(`the card, ${theme}, statements open`, async () => {
    const { page: opened, close } = await openCard(page(`src="/articles/summit.json" lang="de" theme="${theme}"`));
    await audit(opened);
    await opened.getByRole('button', { name: 'Alle öffnen' }).click();
    await opened.getByRole('button', { name: 'Alle schließen' }).waitFor();
    await audit(opened);
    await close();
  });
}

test('the card in forced colours', async () => {
  const body = page('src="/articles/summit.json" lang="ru"');
  const { page: opened, close } = await openCard(body, { forcedColors: 'active' });
  await audit(opened);
  await close();
});

test('an error card', async () => {
  server.answer('/broken.json', 200, 'application/json', '{"format": "depesche/1", "languages": ["de"], "headline": 7, "body": {}}');
  const { page: opened, close } = await openCard(page('src="/broken.json" lang="de"'));
  await audit(opened);
  await close();
});

test('the plain reader', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'gone');
  const { page: opened, close } = await openDocument(page('src="/articles/summit.json" lang="en"'));
  await opened.locator('.plain-reader:not([aria-busy])').waitFor();
  server.routes.delete('/wasm/depesche.wasm');
  await audit(opened);
  await close();
});

test('the demo', async () => {
  const { page: opened, close } = await openPage(browser);
  await opened.goto(`${server.url}/demo/`);
  await ready(opened);
  await audit(opened);
  await close();
});
