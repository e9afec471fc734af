// The article where there is no engine to be had: whole, in each of its languages, and in the reader's sight.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { cardPage, openDocument, root, sample, server, startForFile, test, until } from './harness.mjs';

startForFile();
beforeEach(() => {
  server.routes.clear();
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'gone');
});

const cli = process.env.DEPESCHE_CLI ?? join(root, 'build/native/depesche');

/** The article's words as the engine's own code writes them without an engine: `depesche html`. */
const written = (file, language) =>
  execFileSync(cli, ['html', file, '--base', '/articles/', '--lang', language], { encoding: 'utf8' }).match(/<article.*<\/article>/s)[0];
const sorted = html => html.replace(/<br>/g, ' ').replace(/<[^>]*>|&nbsp;/g, ' ').replaceAll('\u00ad', '').match(/[\p{L}\p{N}]+/gu).sort();

for (const [name, file, joins] of [
  ['the sample', 'assets/articles/summit.json', []],
  // A time of day is joined to its date as the browser does it.
  ['an article with every block', 'tests/cases/layout/every-block.json', ['um', 'at', 'в']],
])
  test(`nothing of ${name} is lacking that depesche html writes`, async () => {
    server.answer('/given.json', 200, 'application/json', readFileSync(join(root, file), 'utf8'));
    for (const language of ['de', 'en', 'ru']) {
      const { page, close } = await openDocument(cardPage(`src="/given.json" lang="${language}"`));
      const whole = page.locator('.whole');
      await whole.waitFor();
      const ours = sorted(await whole.evaluate(article => [...article.children].filter(({ localName }) => localName !== 'nav').map(part => part.outerHTML).join(' ')));
      const left = [...ours];
      const missing = sorted(written(join(root, file), language)).filter(word => {
        const at = left.indexOf(word);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      });
      assert.deepEqual(missing, [], `lacking in ${language}`);
      assert.deepEqual(left.filter(word => !joins.includes(word)), [], `too much in ${language}`);
      assert.ok(ours.length > 60, `${ours.length} words compared`);
      await close();
    }
  });

test('a statement has its place and its source, a banner its label, a picture whose it is', async () => {
  const { page, close } = await openDocument(cardPage('src="/articles/summit.json" lang="en"'));
  const whole = page.locator('.whole');
  await whole.waitFor();
  assert.equal(await whole.locator('.byline').textContent(), 'Depesche staff · Published September 11, 2025 · 3 min read');
  assert.equal(await whole.locator('.byline time').getAttribute('datetime'), '2025-09-11');
  const timeline = sample.body.find(({ type }) => type === 'timeline');
  const index = timeline.entries.findIndex(({ place, source }) => place && source?.url);
  const entry = whole.locator('details').nth(index);
  await entry.locator('summary').click();
  assert.ok(await entry.getByText(`Where: ${timeline.entries[index].place.en}`).isVisible());
  assert.equal(await entry.getByRole('link', { name: timeline.entries[index].source.label }).evaluate(({ href }) => href), new URL(timeline.entries[index].source.url).href);
  assert.ok(await whole.getByText(/^Advertisement · /).isVisible());
  assert.equal(await whole.locator('.banner a[rel=sponsored]').count(), 1);
  assert.equal(await whole.locator('figure small').first().textContent(), 'Image: Depesche (illustration)');
  await close();
});

/** As the reader sees it: the part at the top of the view, and where. */
const placeOf = page => page.evaluate(() => {
  const article = document.querySelector('depesche-card').shadowRoot.querySelector('.plain-reader');
  const parts = [...article.querySelectorAll(':scope > :not(.banner, nav, section), .entries > li')];
  const at = parts.findIndex(part => part.getBoundingClientRect().bottom > 0);
  return { at, top: Math.round(parts[at].getBoundingClientRect().top) };
});

test('the reader chooses among the languages: what is open, the place and the focus stay, and the page is told', async () => {
  const { page, problems, close } = await openDocument(cardPage('src="/articles/summit.json" lang="de"'), {
    prepare: page => page.addInitScript(() => {
      globalThis.told = [];
      addEventListener('languagechange', ({ detail }) => globalThis.told.push(detail), true);
    }),
  });
  const whole = page.locator('.whole');
  await whole.waitFor();
  const button = name => whole.getByRole('navigation').getByRole('button', { name, exact: true });
  assert.deepEqual(await whole.getByRole('button').allTextContents(), ['Deutsch', 'English', 'Русский']);
  assert.equal(await button('Deutsch').getAttribute('aria-current'), 'true');
  await whole.locator('summary').nth(2).click();
  await whole.locator('summary').nth(2).evaluate(element => element.scrollIntoView());
  const before = await placeOf(page);
  await button('Русский').evaluate(element => { element.focus({ preventScroll: true }); element.click(); });
  await whole.getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  // The one that is shown already is no change.
  await button('Русский').evaluate(element => element.click());
  assert.equal(await whole.getAttribute('lang'), 'ru');
  assert.ok(await button('Русский').evaluate(element => element.matches(':focus[aria-current=true]')));
  assert.deepEqual(await whole.locator('details').evaluateAll(all => all.map(({ open }) => open)), sample.body.find(({ type }) => type === 'timeline').entries.map((_, index) => index === 2));
  const after = await placeOf(page);
  assert.equal(after.at, before.at);
  assert.ok(Math.abs(after.top - before.top) <= 1, `${before.top} to ${after.top}`);
  assert.deepEqual(await page.evaluate(() => globalThis.told), [{ language: 'ru' }]);

  // What the host sets is no event.
  await page.locator('depesche-card').evaluate(card => card.setAttribute('lang', 'en'));
  await whole.getByRole('heading', { level: 1, name: /^Macron says/ }).waitFor();
  await page.locator('depesche-card').evaluate(card => card.setAttribute('lang', 'de'));
  await whole.getByRole('heading', { level: 1, name: /^Macron: / }).waitFor();
  assert.deepEqual(await page.evaluate(() => globalThis.told), [{ language: 'ru' }]);
  await whole.evaluate(article => { globalThis.german = article; });
  // One that the article lacks is not half of it: neither its words nor its direction are shown with another's text.
  await page.locator('depesche-card').evaluate(card => card.setAttribute('lang', 'ar'));
  await until(() => page.locator('depesche-card').evaluate(card => card.shadowRoot.querySelector('.whole') !== globalThis.german), 'the answer to a language that is not there');
  assert.equal(await whole.getAttribute('dir'), 'ltr');
  assert.match(await whole.locator('.byline').textContent(), /Veröffentlicht am/);
  assert.equal(await page.locator('.plain-reader').count(), 1);
  assert.deepEqual(problems.filter(problem => !/404/.test(problem)), []);
  await close();
});

for (const [theme, ground, ink] of [['light', [255, 254, 251], [26, 26, 25]], ['dark', [23, 24, 26], [232, 230, 225]], ['sepia', [246, 236, 217], [58, 44, 28]], ['contrast', [0, 0, 0], [255, 255, 255]]]) {
  test(`the theme of the element is that of the words: ${theme}`, async () => {
    const { page, close } = await openDocument(cardPage(`src="/articles/summit.json" lang="de" theme="${theme}"`));
    const colours = () => page.locator('.plain-reader').evaluate(element => {
      const { backgroundColor, color } = getComputedStyle(element);
      return [backgroundColor, color];
    });
    await page.locator('.whole').waitFor();
    assert.deepEqual(await colours(), [`rgb(${ground.join(', ')})`, `rgb(${ink.join(', ')})`]);
    await page.evaluate(() => (document.querySelector('depesche-card').theme = 'dark'));
    assert.deepEqual(await colours(), ['rgb(23, 24, 26)', 'rgb(232, 230, 225)']);
    await close();
  });
}

test('a statement that the reader, or the host, opens: the page is told of the one, and answered about the other', async () => {
  const { page, problems, close } = await openDocument(cardPage('src="/articles/summit.json" lang="en"'));
  await page.locator('.whole').waitFor();
  await page.evaluate(() => {
    globalThis.told = [];
    document.addEventListener('entrytoggle', ({ detail, target }) => globalThis.told.push([target.localName, detail]));
  });
  const told = () => page.evaluate(() => globalThis.told);
  const summary = page.locator('[data-entry=macron] summary');
  await summary.click();
  await until(async () => (await told()).length === 1, 'the event');
  await summary.focus();
  await page.keyboard.press('Enter');
  await until(async () => (await told()).length === 2, 'the other event');
  const opened = await page.locator('depesche-card').evaluate(async card => [await card.openEntry('meloni'), await card.openEntry('nobody')]);
  assert.deepEqual(opened, [true, false]);
  const { top, bottom } = await page.locator('[data-entry=meloni]').evaluate(entry => entry.getBoundingClientRect());
  assert.ok(top >= 0 && bottom <= (await page.evaluate(() => innerHeight)), `${top} to ${bottom}`);
  const open = () => page.locator('[data-entry]:has([open])').evaluateAll(all => all.map(({ dataset }) => dataset.entry));
  assert.deepEqual(await open(), ['meloni']);
  assert.equal(await page.locator('depesche-card').evaluate(card => card.openEntry('')), true);
  assert.equal((await open()).length, sample.body.find(({ type }) => type === 'timeline').entries.length);
  // Another language takes the place of the article, with everything open: that is no reader's doing.
  await page.getByRole('button', { name: 'Deutsch', exact: true }).click();
  await page.locator('.whole[lang=de]').waitFor();
  await page.waitForTimeout(100);
  assert.deepEqual(await told(), [['depesche-card', { entry: 'macron', open: true }], ['depesche-card', { entry: 'macron', open: false }]]);
  assert.deepEqual(problems.filter(problem => !/404/.test(problem)), []);
  await close();
});

test('text in another language than the article\'s runs its own way', async () => {
  const article = { format: 'depesche/1', languages: ['de', 'ar'], headline: 'Titel', body: [{ type: 'paragraph', text: { ar: 'نص (مقتطف).' } }, { type: 'paragraph', text: 'Deutsch.' }] };
  server.answer('/given.json', 200, 'application/json', JSON.stringify(article));
  const { page, close } = await openDocument(cardPage('src="/given.json" lang="de"'));
  await page.locator('.whole').waitFor();
  const directions = await page.locator('.whole > p:not(.byline)').evaluateAll(all => all.map(paragraph => [paragraph.lang, getComputedStyle(paragraph).direction]));
  assert.deepEqual(directions, [['ar', 'rtl'], ['', 'ltr']]);
  await close();
});

test('an engine that fails late: who reads already keeps the place, the open statement, the focus and the picture', async () => {
  let fail;
  const failing = new Promise(resolve => (fail = resolve));
  server.routes.set('/wasm/depesche.wasm', async (_, response) => {
    await failing;
    response.writeHead(404).end();
  });
  const { page, close } = await openDocument(cardPage());
  const plain = page.locator('.plain-reader:not([aria-busy])');
  await plain.waitFor();
  await plain.locator('summary').nth(4).click();
  await plain.locator('summary').nth(4).evaluate(element => element.scrollIntoView());
  await plain.locator('img').first().evaluate(image => { globalThis.picture = image; });
  const before = await placeOf(page);
  fail();
  await page.locator('.whole').waitFor();
  const after = await placeOf(page);
  assert.equal(after.at, before.at);
  assert.ok(Math.abs(after.top - before.top) <= 1, `${before.top} to ${after.top}`);
  assert.ok(await page.locator('.whole details').nth(4).evaluate(({ open }) => open));
  assert.ok(await page.locator('.whole summary').nth(4).evaluate(element => element.matches(':focus')));
  assert.ok(await page.locator('.whole img').first().evaluate(image => image === globalThis.picture), 'the picture is the same');
  await close();
});

test('its headings are below those of the page, as the host says', async () => {
  const { page, close } = await openDocument(cardPage('src="/articles/summit.json" lang="en" heading-level="3"'));
  const whole = page.locator('.whole');
  await whole.waitFor();
  const tree = await whole.getByRole('heading').evaluateAll(all => all.map(({ ariaLevel, textContent }) => [ariaLevel, textContent]));
  assert.match(tree[0].join(), /^3,Macron says/);
  assert.deepEqual([...new Set(tree.map(([level]) => level))], ['3', '4']);
  await close();
});

test('where the rest cannot be had either, the article is there without it, and without room for it', async () => {
  server.answer('/plain_alone.js', 404, 'text/plain', 'gone');
  const { page, close } = await openDocument(cardPage());
  await page.locator('.plain-reader.final:not(.whole)').waitFor();
  const top = await page.locator('.plain-reader').evaluate(article => article.querySelector('.kicker').getBoundingClientRect().top - article.getBoundingClientRect().top);
  assert.equal(top, 40);
  await close();
});

test('without the card’s own words names, dates and languages stand by themselves', async () => {
  server.answer('/strings/de.json', 404, 'text/plain', 'gone');
  const { page, close } = await openDocument(cardPage());
  await page.locator('.whole').waitFor();
  assert.equal(await page.locator('.whole .byline').textContent(), 'Redaktion Depesche · 11. September 2025');
  assert.equal(await page.locator('.whole nav button').count(), 3);
  await close();
});

test('another article, and an engine that comes after all, take its place', async () => {
  const { page, close } = await openDocument(cardPage());
  await page.locator('.whole').waitFor();
  await page.locator('depesche-card').evaluate(card => (card.article = { format: 'depesche/1', languages: ['en'], headline: 'Short', body: [{ type: 'paragraph', text: 'Boats.' }] }));
  await page.locator('.whole').getByRole('heading', { level: 1, name: 'Short' }).waitFor();
  assert.equal(await page.locator('.whole nav').count(), 0, 'nothing to choose from');
  // The card of the first article hears no more of the host's language.
  await page.locator('depesche-card').evaluate(card => card.setAttribute('lang', 'ru'));
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.whole h1').textContent(), 'Short');

  server.routes.clear();
  await page.locator('depesche-card').evaluate(card => card.reload());
  await page.locator('depesche-card .painted').waitFor();
  assert.equal(await page.locator('.plain-reader').count(), 0);
  await close();
});

test('only links that may be followed are links, and what is hostile stays text', async () => {
  const bad = 'javascript:alert(1)';
  server.answer('/hostile.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1', languages: ['en', '"><img src=x>', 7], headline: 'H', published: '<b>2025-13-99', readingMinutes: '<b>',
    authors: [{ name: '<img src=x onerror=alert(1)>', url: bad }, null, 'text'],
    body: [
      { type: 'quotation', paragraphs: ['Q'], attribution: 'By', cite: bad }, { type: 'quotation', paragraphs: ['Q'], cite: bad },
      { type: 'banner', link: bad, image: { sources: [{ url: '/images/banner-640.jpg', width: 640, height: 160 }], alt: '' }, sponsor: '<i>S</i>' }, { type: 'banner' },
      { type: 'timeline', entries: [{ speaker: 'S', summary: 'T', statement: 'none', place: 7, source: { label: 'L', url: bad } }, 'none'] },
    ],
  }));
  const { page, problems, close } = await openDocument(cardPage('src="/hostile.json"'));
  await page.locator('.whole').waitFor();
  assert.equal(await page.locator('.whole a').count(), 0);
  assert.equal(await page.locator('.whole :is(b, i), .whole img:not([src*=banner])').count(), 0);
  assert.equal(await page.locator('.whole .banner').count(), 1);
  assert.match(await page.locator('.whole .byline').textContent(), /^<img src=x onerror=alert\(1\)>/);
  assert.deepEqual(await page.locator('.whole nav button').allTextContents(), ['English', '"><img src=x>']);
  assert.deepEqual(problems.filter(problem => !/404/.test(problem)), []);
  await close();
});

test('the languages are targets for a finger, and nothing is wider than a telephone', async () => {
  const { page, close } = await openDocument(cardPage('src="/articles/summit.json" lang="ru"'), { viewport: { width: 320, height: 700 } });
  await page.locator('.whole').waitFor();
  const sizes = await page.locator('.whole nav button').evaluateAll(all => all.map(button => button.getBoundingClientRect()).map(({ width, height }) => [width, height]));
  assert.ok(sizes.every(([width, height]) => width >= 44 && height >= 44), JSON.stringify(sizes));
  await until(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no horizontal scrolling');
  await close();
});
