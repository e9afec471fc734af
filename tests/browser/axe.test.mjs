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

for (const [name, files, seen] of [
  ['the plain reader', ['/wasm/depesche.wasm', '/plain_alone.js'], '.plain-reader.final:not(.whole)'],
  ['the whole article without an engine', ['/wasm/depesche.wasm'], '.whole'],
])
  for (const colorScheme of ['light', 'dark'])
    test(`${name}, ${colorScheme}`, async () => {
      for (const path of files) server.answer(path, 404, 'text/plain', 'gone');
      const { page: opened, close } = await openDocument(page('src="/articles/summit.json" lang="en"'), { colorScheme });
      await opened.locator(seen).waitFor();
      for (const path of files) server.routes.delete(path);
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
