// Where the reader's system or paper wants text instead of pixels: forced colours and print.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessibilityTree } from './accessibility_tree.mjs';
import { cardPage, openCard, openDocument, root, sample, server, startForFile, temporaryDirectory, test, words } from './harness.mjs';

startForFile();

const open = (options, language = 'de') =>
  openCard(cardPage(`src="/articles/summit.json" lang="${language}"`), options);

/** Without what a typesetter may change: spaces, line ends, soft hyphens. */
const letters = text => text.replace(/[\s\u00a0\u00ad\u202f]/g, '').normalize('NFC');

test('forced colours: the text itself is shown, in the system\'s colours, and no pixels', async () => {
  const { page, problems, close } = await open({ forcedColors: 'active' });
  const seen = await page.evaluate(() => {
    const shadow = document.querySelector('depesche-card').shadowRoot;
    const colour = selector => getComputedStyle(shadow.querySelector(selector)).color;
    const probe = document.createElement('div');
    probe.style.color = 'CanvasText';
    document.body.append(probe);
    return {
      tiles: getComputedStyle(shadow.querySelector('.tiles')).display,
      text: colour('h1'),
      system: getComputedStyle(probe).color,
      symbols: [...shadow.querySelectorAll('button[data-action]:empty')].map(button => getComputedStyle(button, '::before').content),
      hyphens: shadow.querySelectorAll('.hyphen').length,
      hyphen: getComputedStyle(shadow.querySelector('.hyphen'), '::before').content,
    };
  });
  assert.equal(seen.tiles, 'none');
  assert.equal(seen.text, seen.system);
  assert.equal(seen.symbols.length, 3);
  assert.ok(seen.symbols.every(symbol => symbol !== 'none'), String(seen.symbols));
  assert.ok(seen.hyphens > 0);
  assert.equal(seen.hyphen, '"\u2010\\a " / ""');
  await page.getByRole('searchbox').fill('Ukraine');
  await page.waitForFunction(() => CSS.highlights.get('depesche-match')?.size > 5);
  assert.equal(await page.evaluate(() => [...CSS.highlights.get('depesche-current-match')].join()), 'Ukraine');
  assert.deepEqual(problems, []);
  await close();
});

test('forced colours: a control that cannot act now has the colour for that', async () => {
  const { page, close } = await openCard(cardPage('src="/articles/summit.json" lang="de" text-size="small"'), { forcedColors: 'active' });
  const grey = await page.evaluate(() => {
    const shadow = document.querySelector('depesche-card').shadowRoot;
    const probe = document.createElement('div');
    probe.style.color = 'GrayText';
    document.body.append(probe);
    const { color } = getComputedStyle(probe);
    return [...shadow.querySelectorAll('.layer button')].filter(button => getComputedStyle(button).color === color).map(({ ariaLabel, ariaDisabled }) => [ariaLabel, ariaDisabled]);
  });
  assert.deepEqual(grey, [['Text verkleinern', 'true']]);
  await close();
});

const listed = {
  format: 'depesche/1',
  languages: ['he'],
  headline: 'כותרת',
  body: [
    { type: 'list', ordered: true, items: ['אחד', 'שתיים'] },
    { type: 'list', items: ['נקודה'] },
  ],
};
/** Markers of lists, which are painted where pixels are shown. */
const signs = async page => (await accessibilityTree(page)).match(/\d\.|•/gu);

test('forced colours: the items of a numbered list have their numbers, beside them, and signs run from left to right', async () => {
  server.answer('/articles/listed.json', 200, 'application/json', JSON.stringify(listed));
  const { page, close } = await openCard(cardPage('src="/articles/listed.json" lang="he"'), { forcedColors: 'active' });
  const markers = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector('depesche-card');
      const items = [...shadowRoot.querySelectorAll('.layer .list-item')];
      return {
        direction: getComputedStyle(shadowRoot.querySelector('[data-action]:empty'), '::before').direction,
        own: items.map(item => getComputedStyle(item).listStyleType),
        written: items.map(({ firstElementChild }) => getComputedStyle(firstElementChild, '::before').content),
      };
    });
  assert.deepEqual(await markers(), { direction: 'ltr', own: ['none', 'none', 'none'], written: ['counter(item) "."', 'counter(item) "."', '"•"'] });
  assert.deepEqual(await signs(page), ['1.', '2.', '•']);
  // Where text flows they are the browser's.
  await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').classList.add('flow'));
  assert.deepEqual((({ own, written }) => ({ own, written }))(await markers()), { own: ['decimal', 'decimal', 'disc'], written: ['none', 'none', 'none'] });
  await close();
});

/** What a page prints. */
async function printed(page) {
  const scratch = temporaryDirectory();
  try {
    const file = join(scratch.path, 'card.pdf');
    await page.pdf({ path: file, format: 'A4' });
    return letters(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }));
  } finally {
    scratch.cleanUp();
  }
}
const lastStatement = sample.body.find(({ type }) => type === 'timeline').entries.at(-1).statement.find(({ type }) => type === 'paragraph').text.de;

test('print: a card that scrolls in a box of its own is on paper as a whole', async () => {
  const { page, close } = await openCard(cardPage('src="/articles/summit.json" lang="de"', { style: 'depesche-card{height:32rem;overflow:auto}' }));
  assert.ok((await printed(page)).includes(letters(words(lastStatement))));
  await close();
});

test('print without an engine: closed statements, too, and no choice of languages', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'gone');
  const { page, close } = await openDocument(cardPage('src="/articles/summit.json" lang="de"'));
  await page.locator('.whole').waitFor();
  const text = await printed(page);
  server.routes.clear();
  assert.ok(text.includes(letters(words(lastStatement))));
  assert.ok(!text.includes('Русский'));
  await close();
});

for (const language of ['de', 'en', 'ru']) {
  test(`print (${language}): the PDF holds the article's text, closed statements too, and no tools`, async () => {
    const { page, close } = await open({}, language);
    const text = await printed(page);
    let compared = 0;
    let points = 0;
    const expectPrinted = value => {
      // A link's address stands after it on paper: compare what lies between links.
      const parts = (Array.isArray(value[language]) ? value[language] : [value[language] ?? value]).map(words);
      for (const part of parts) assert.ok(text.includes(letters(part)), part);
      compared += 1;
    };
    expectPrinted(sample.headline);
    expectPrinted(sample.lead);
    for (const block of sample.body) {
      if (block.type === 'paragraph' || block.type === 'heading') expectPrinted(block.text);
      if (block.type !== 'timeline') continue;
      for (const entry of block.entries) {
        expectPrinted(entry.place);
        expectPrinted(entry.source.label);
        for (const part of entry.statement) {
          if (part.type === 'paragraph') expectPrinted(part.text);
          if (part.type !== 'list') continue;
          for (const item of part.items) expectPrinted(item);
          points += part.items.length;
        }
      }
    }
    assert.ok(points > 5, `${points} points`);
    await page.emulateMedia({ media: 'print' });
    const marked = await page.evaluate(() =>
      [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.statement li')].filter(item => {
        const { display, listStyleType } = getComputedStyle(item);
        return display === 'list-item' && listStyleType === 'disc';
      }).length);
    assert.equal(marked, points);
    assert.ok(compared > 25, `${compared} texts compared`);
    assert.ok(text.includes('(https://www.ft.com/)'), 'addresses after links');
    const strings = JSON.parse(readFileSync(join(root, `assets/strings/${language}.json`), 'utf8'));
    assert.ok(!text.includes(letters(strings.messages['open-all'])), 'no buttons');
    await close();
  });
}
