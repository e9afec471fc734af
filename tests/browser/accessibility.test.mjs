// What Chromium tells assistive technology of a card: roles, names, levels and states in reading order, one line a node,
// compared with the files in expected/. DEPESCHE_ACCEPT=NAME (or `all`) takes the present tree as the expected one.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityTree } from './accessibility_tree.mjs';
import { cardPage, openCard, root, server, startForFile, test } from './harness.mjs';

const folder = join(root, 'tests/browser/expected');
const accept = process.env.DEPESCHE_ACCEPT ?? '';

const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>';
startForFile({
  prepare() {
    // The cases' pictures; what they show does not matter.
    for (const name of ['lead.jpg', 'one.png', 'inner.png', 'banner.png']) {
      server.answer(`/${name}`, 200, 'image/svg+xml', picture);
    }
  },
});

const openAll = page => page.locator('.timeline > .button').click();
const cases = [
  ...['de', 'en', 'ru'].flatMap(lang => [
    { name: `summit.${lang}`, lang },
    { name: `summit.${lang}.open`, lang, act: openAll },
  ]),
  { name: 'every-block', file: 'tests/cases/layout/every-block.json' },
  { name: 'right-to-left-card', lang: 'ar', file: 'tests/cases/layout/right-to-left-card.json' },
  // There are no Swedish words of the interface: they are asked for once, and the English ones are marked as English.
  { name: 'without-words', lang: 'sv', article: { languages: ['sv'], headline: 'Båtarna återvänder', body: [{ type: 'paragraph', text: 'Vid middagstid var hamnen full.' }] }, missing: 1 },
  { name: 'search', lang: 'en', act: page => page.getByRole('searchbox').fill('Macron') },
];

/** The tree once it is the expected one, or what it still is a while later: words come after the pixels, how long after depends on the machine. */
async function settledTree(page, expected) {
  const end = Date.now() + 10_000;
  for (;;) {
    await page.waitForTimeout(200);
    const tree = await accessibilityTree(page);
    if (tree === expected || Date.now() > end) return tree;
  }
}

for (const { name, lang, file, article, act, missing = 0 } of cases) {
  test(`${name}: the accessibility tree is the expected one`, async () => {
    if (file) server.answer(`/${name}.json`, 200, 'application/json', readFileSync(join(root, file)));
    if (article) server.answer(`/${name}.json`, 200, 'application/json', JSON.stringify({ format: 'depesche/1', ...article }));
    const src = file || article ? `/${name}.json` : '/articles/summit.json';
    const body = cardPage(`src="${src}"${lang ? ` lang="${lang}"` : ''}`);
    const { page, problems, close } = await openCard(body, { today: '2025-09-11' });
    await act?.(page);
    const path = join(folder, `${name}.accessibility`);
    const tree = await settledTree(page, existsSync(path) ? readFileSync(path, 'utf8') : '');
    if (accept === 'all' || accept === name) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, tree);
    }
    assert.ok(existsSync(path), `${path} is missing: DEPESCHE_ACCEPT=${name} writes it`);
    assert.equal(tree, readFileSync(path, 'utf8'));
    assert.equal(problems.length, missing, problems.join('\n'));
    await close();
  });
}

test('no expected tree is left over', () => {
  const used = cases.map(({ name }) => `${name}.accessibility`);
  assert.deepEqual(readdirSync(folder).filter(file => file.endsWith('.accessibility') && !used.includes(file)), []);
});
