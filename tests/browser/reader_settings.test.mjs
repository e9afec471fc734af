// What a reader's browser makes of the text: other words (translation), other type (minimum size, spacing of WCAG
// 1.4.12), 400 % zoom, a text fragment in the address; and that the hand-over from the fallback moves nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { browsers, isMissing } from './drivers.mjs';
import { baselineShifts, cardPage, openCard, openDocument, ready, root, server, startForFile, test, until, whole } from './harness.mjs';

startForFile();

async function open(options) {
  const opened = await openCard(cardPage(), { viewport: { width: 720, height: 900 }, ...options });
  await opened.page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.ruler'));
  return opened;
}

/** In the page: whether text is shown instead of pixels, and what of it is cut off or lies over another text. */
const state = () => {
  const shadow = document.querySelector('depesche-card').shadowRoot;
  const blocks = [...shadow.querySelectorAll('.layer .text:not(.ruler)')].filter(block => !block.closest('[hidden]') && block.getClientRects().length > 0);
  const boxes = blocks.map(block => {
    const range = document.createRange();
    range.selectNodeContents(block);
    const gap = block.querySelector('.gap');
    if (gap) range.setEndBefore(gap);
    return { words: block.textContent.trim(), ...range.getBoundingClientRect().toJSON() };
  });
  const overlaps = boxes.flatMap((a, i) =>
    boxes.slice(i + 1).filter(b => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
      .map(b => `${a.words.slice(0, 30)} / ${b.words.slice(0, 30)}`));
  return {
    flows: shadow.querySelector('.card').classList.contains('flow'),
    shown: shadow.querySelectorAll('.shown').length,
    fill: getComputedStyle(blocks.find(block => block.classList.contains('paragraph'))).webkitTextFillColor,
    tiles: getComputedStyle(shadow.querySelector('.tiles')).display,
    outside: boxes.filter(({ right }) => right > innerWidth + 1).map(({ words }) => words.slice(0, 40)),
    overlaps,
    count: blocks.length,
  };
};

/** What the empty search field shows of its own. */
const hint = () => {
  const input = document.querySelector('depesche-card').shadowRoot.querySelector('.layer input');
  const { webkitTextFillColor } = getComputedStyle(input, '::placeholder');
  return { words: input.placeholder, seen: webkitTextFillColor !== 'rgba(0, 0, 0, 0)' };
};

const spacing = '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }';

test('as it is, text lies on pixels', async () => {
  const { page, problems, close } = await open();
  await page.waitForTimeout(300);
  const { flows, shown, fill, tiles } = await page.evaluate(state);
  assert.deepEqual({ flows, shown, fill, tiles }, { flows: false, shown: 0, fill: 'rgba(0, 0, 0, 0)', tiles: 'block' });
  assert.equal((await page.evaluate(hint)).words, '', 'browsers copy it along with the text around');
  assert.deepEqual(problems, []);
  await close();
});

test('text spacing of WCAG 1.4.12: the text flows, none is lost, and pixels come back without it', async () => {
  const { page, problems, close } = await open();
  await page.evaluate(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    globalThis.before = [...document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets];
    document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets = [...globalThis.before, sheet];
  }, spacing);
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow'));
  const seen = await page.evaluate(state);
  assert.match(seen.fill, /^rgb\(/);
  assert.equal(seen.tiles, 'none');
  assert.ok(seen.count > 40);
  assert.deepEqual(seen.outside, []);
  assert.deepEqual(seen.overlaps, []);
  assert.deepEqual(await page.evaluate(hint), { words: 'Suchen', seen: true });
  // Its controls work as ever.
  await page.getByRole('button', { name: 'Alle öffnen' }).click();
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.statement[hidden]'));
  assert.deepEqual((await page.evaluate(state)).overlaps, []);
  await page.evaluate(() => {
    document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets = globalThis.before;
  });
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow'));
  assert.deepEqual(problems, []);
  await close();
});

test('what comes while the reader has more space lies on its pixels once that ends', async () => {
  const { page, close } = await open();
  await page.evaluate(css => {
    globalThis.space = new CSSStyleSheet();
    globalThis.space.replaceSync(css);
    document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets.push(globalThis.space);
  }, spacing);
  await page.locator('.card.flow').waitFor();
  const size = () => page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.layer .headline').style.fontSize);
  const before = await size();
  await page.evaluate(() => (document.querySelector('depesche-card').textSize = 'large'));
  await until(async () => (await size()) !== before, 'larger text');
  await whole(page);
  await page.evaluate(() => globalThis.space.replaceSync(''));
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow'));
  const after = await baselineShifts(page);
  await close();
  const fresh = await openCard(cardPage('src="/articles/summit.json" lang="de" text-size="large"'), { viewport: { width: 720, height: 900 } });
  assert.deepEqual(after, await baselineShifts(fresh.page));
  await fresh.close();
});

test('a little more space in an article of short lines is seen, too', async () => {
  const article = { format: 'depesche/1', languages: ['de'], headline: 'Kurz', body: [{ type: 'paragraph', text: 'Ein Satz.' }] };
  server.answer('/short.json', 200, 'application/json', JSON.stringify(article));
  const { page, close } = await openCard(cardPage('src="/short.json" lang="de"'));
  await page.waitForTimeout(300);
  const flows = () => page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').classList.contains('flow'));
  assert.equal(await flows(), false);
  for (const style of ['letter-spacing: 0.02em', 'word-spacing: 0.05em', 'line-height: 1.7']) {
    await page.evaluate(css => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { ${css} !important }`);
      const { shadowRoot } = document.querySelector('depesche-card');
      globalThis.before = [...shadowRoot.adoptedStyleSheets];
      shadowRoot.adoptedStyleSheets.push(sheet);
    }, style);
    await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow'));
    await page.evaluate(() => {
      document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets = globalThis.before;
    });
    await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow'));
  }
  await close();
});

/** Words that the browser marks as found, and those of the current match with its place in the window. */
const marks = () => {
  const words = name => [...(CSS.highlights.get(name) ?? [])].map(range => range.toString());
  const [current] = CSS.highlights.get('depesche-current-match') ?? [];
  return { all: words('depesche-match'), current: words('depesche-current-match'), top: current?.getBoundingClientRect().top ?? null };
};

const counted = (page, number) => page.locator('.search-count').filter({ hasText: new RegExp(`^${number} von`) }).waitFor({ state: 'attached' });

/** Goes on to the next match. @param number  of it */
const step = async (page, number) => {
  await page.keyboard.press('Enter');
  await counted(page, number);
  await page.waitForTimeout(100);
};

test('where text flows, the search marks what it finds there, and leads to it', async () => {
  const { page, problems, close } = await open();
  const field = page.getByRole('searchbox');
  await field.fill('mitglied');
  await counted(page, 1);
  assert.deepEqual(await page.evaluate(marks), { all: [], current: [], top: null }, 'painted');
  await page.evaluate(css => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets.push(sheet);
  }, spacing);
  await page.waitForFunction(() => CSS.highlights.get('depesche-current-match')?.size === 1);
  assert.equal((await page.evaluate(marks)).current[0].toLowerCase(), 'mitglied');

  await field.fill('Waffenstillstand');
  await counted(page, 1);
  for (const number of [2, 3]) {
    await step(page, number);
    const { all, current, top } = await page.evaluate(marks);
    assert.match(current.join(), /^Waffenstillstand/);
    assert.ok(all.length > 0 && all.every(words => words === 'Waffenstillstand'), all.join());
    assert.ok(top >= 0 && top < 900, `match ${number} at ${top}`);
  }
  // A match in a closed statement.
  await field.fill('auf See Schiffe');
  await page.waitForFunction(() => [...(CSS.highlights.get('depesche-current-match') ?? [])].join() === 'auf See Schiffe');
  const { top } = await page.evaluate(marks);
  assert.ok(top >= 0 && top < 900, `at ${top}`);

  await field.fill('');
  await page.waitForFunction(() => CSS.highlights.get('depesche-current-match').size === 0);
  assert.deepEqual((await page.evaluate(marks)).all, []);
  await field.fill('Ukraine');
  await page.waitForFunction(() => CSS.highlights.get('depesche-match').size > 5);
  await page.evaluate(() => document.querySelector('depesche-card').remove());
  assert.deepEqual(await page.evaluate(marks), { all: [], current: [], top: null }, 'a card that is gone is not kept');
  assert.deepEqual(problems, []);
  await close();
});

test('a minimum font size (of Firefox): the text flows in it', async t => {
  const driver = await browsers.Firefox({ 'font.minimum-size.x-western': 28 });
  if (isMissing(t, driver)) return;
  try {
    server.answer('/test.html', 200, 'text/html', cardPage());
    await driver.resize(720, 900);
    await driver.goto(`${server.url}/test.html`);
    const flows = await driver.evaluate(async () => {
      for (let tries = 0; tries < 200; tries++) {
        // What is out of view comes after the rest.
        if (document.querySelector('depesche-card').shadowRoot.querySelector('.painted .card.flow .layer:not(:has([aria-busy]))')) return true;
        await new Promise(done => setTimeout(done, 50));
      }
      return false;
    });
    assert.ok(flows);
    const seen = await driver.evaluate(state);
    assert.ok(seen.count > 40);
    assert.deepEqual(seen.outside, []);
    assert.deepEqual(seen.overlaps, []);
  } finally {
    await driver.close();
  }
});

test('other words in a block are shown in its place; more than fit there make the text flow; the article\'s own bring pixels back', async () => {
  const { page, problems, close } = await open();
  // As translators do: the text nodes go, <font> elements with other words come.
  const translate = words =>
    page.evaluate(text => {
      const block = document.querySelector('depesche-card').shadowRoot.querySelectorAll('.paragraph.text')[1];
      globalThis.original ??= [...block.childNodes];
      const font = document.createElement('font');
      font.textContent = text;
      block.replaceChildren(font);
    }, words);
  await translate('Después de un alto el fuego, 26 de los 35 países están dispuestos a contribuir.');
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.shown'));
  let seen = await page.evaluate(state);
  assert.deepEqual({ flows: seen.flows, shown: seen.shown, tiles: seen.tiles }, { flows: false, shown: 1, tiles: 'block' });
  assert.deepEqual(seen.overlaps, []);
  const look = await page.evaluate(() => {
    const { webkitTextFillColor, backgroundColor } = getComputedStyle(document.querySelector('depesche-card').shadowRoot.querySelector('.shown'));
    return [webkitTextFillColor, backgroundColor];
  });
  for (const colour of look) assert.match(colour, /^rgb\(/, 'words on an opaque ground');

  await translate('Después de un alto el fuego, muchos países están dispuestos a contribuir. '.repeat(20));
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow'));
  seen = await page.evaluate(state);
  assert.deepEqual(seen.overlaps, []);
  assert.equal(seen.tiles, 'none');

  // More words come while somebody reads the end of what is higher now.
  const translateAt = (index, words) =>
    page.evaluate(([index, text]) => {
      const block = document.querySelector('depesche-card').shadowRoot.querySelectorAll('.paragraph.text')[index];
      (globalThis.others ??= new Map()).set(block, [...block.childNodes]);
      block.textContent = text;
    }, [index, words]);
  await translateAt(2, 'Muchas palabras más. '.repeat(300));
  await page.waitForTimeout(100);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const place = await page.evaluate(() => scrollY);
  assert.ok(place > 3000);
  await translateAt(3, 'Menos palabras.');
  await page.waitForTimeout(100);
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - place) < 400, `${place} and ${await page.evaluate(() => scrollY)}`);

  await page.evaluate(() => {
    document.querySelector('depesche-card').shadowRoot.querySelectorAll('.paragraph.text')[1].replaceChildren(...globalThis.original);
    for (const [block, nodes] of globalThis.others) block.replaceChildren(...nodes);
  });
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow, .shown'));
  assert.deepEqual(problems, []);
  await close();
});

test('a language switch of the card takes other words away', async () => {
  const { page, close } = await open();
  await page.evaluate(() => {
    document.querySelector('depesche-card').shadowRoot.querySelector('.headline.text').textContent = 'Otro título';
  });
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.shown'));
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: /^Macron says/ }).waitFor();
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.card.flow, .shown'));
  await close();
});

test('what the card writes itself is not watched; other words that come meanwhile are found', async () => {
  const { page, close } = await open({
    prepare: page => page.addInitScript(() => {
      const { MutationObserver } = globalThis;
      globalThis.Unwatched = MutationObserver;
      globalThis.records = 0;
      globalThis.MutationObserver = class extends MutationObserver {
        constructor(told) {
          super((records, observer) => {
            globalThis.records += records.filter(({ target }) => target.getRootNode() instanceof ShadowRoot).length;
            told(records, observer);
          });
        }
        takeRecords() {
          const records = super.takeRecords();
          globalThis.records += records.length;
          return records;
        }
      };
    }),
  });
  await whole(page);
  // The ruler, and that all is there.
  const atStart = await page.evaluate(() => globalThis.records);
  assert.ok(atStart > 0 && atStart < 20, `${atStart} records`);
  // While texts out of view are still to come.
  const busy = await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('depesche-card');
    shadowRoot.querySelector('.language-choice[lang=en]').click();
    const block = shadowRoot.querySelector('.headline.text');
    await new Promise(written => new globalThis.Unwatched(written).observe(block, { childList: true, subtree: true }));
    block.textContent = 'Otro título';
    return shadowRoot.querySelector('.layer > article').ariaBusy;
  });
  assert.equal(busy, 'true');
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.headline.shown'));
  await whole(page);
  const since = await page.evaluate(() => globalThis.records) - atStart;
  // None at all where they came while the card wrote: all texts are compared after that.
  assert.ok(since < 20, `${since} records`);
  // And it watches again.
  const again = await page.evaluate(async () => {
    const before = globalThis.records;
    document.querySelector('depesche-card').shadowRoot.querySelector('.headline.text').textContent = 'Otro título más';
    await new Promise(done => setTimeout(done, 100));
    return globalThis.records - before;
  });
  assert.ok(again > 0 && again < 20, `${again} records of other words`);
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelectorAll('.shown').length), 1);
  await close();
});

test('400 % zoom reflows: no second direction of scrolling, nothing outside', async () => {
  const { page, close } = await open({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
  const seen = await page.evaluate(state);
  assert.deepEqual(seen.outside, []);
  assert.deepEqual(seen.overlaps, []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await close();
});

const html = join(root, 'build/native/depesche');
for (const [name, children, fontsLate] of [
  ['the plain reader', () => ''],
  ['the plain reader without the card’s fonts', () => '', true],
  ['light DOM of `depesche html`', () => execFileSync(html, ['html', join(root, 'assets/articles/summit.json'), '--lang', 'de'], { encoding: 'utf8' })],
]) {
  for (const scroll of [0, 1500]) {
    test(`the hand-over from ${name} moves nothing (at ${scroll} px)`, async () => {
      const body = cardPage(undefined, { style: children() ? '' : 'depesche-card:not(:defined){display:block;min-height:100vh}' }).replace('</depesche-card>', `${children()}</depesche-card><p>Danach</p>`)
        .replace('<script type="module"', '<script>globalThis.shifts=[];new PerformanceObserver(list=>{for(const {value} of list.getEntries())shifts.push(value)}).observe({type:"layout-shift",buffered:true})</script><script type="module"');
      // The engine comes late, so that there is a hand-over.
      server.delay('/engine_thread.js', 600);
      if (fontsLate) for (const file of readdirSync(join(root, 'dist/fonts'))) server.delay(`/fonts/${file}`, 400);
      const { page, close } = await openDocument(body, { viewport: { width: 720, height: 900 } });
      await page.waitForFunction(() => document.body.scrollHeight > 3000);
      await page.evaluate(top => scrollTo(0, top), scroll);
      await ready(page);
      await page.waitForTimeout(300);
      server.routes.clear();
      const total = (await page.evaluate(() => globalThis.shifts)).reduce((sum, value) => sum + value, 0);
      assert.ok(total < 0.02, `${total}`);
      await close();
    });
  }
}

for (const [name, children] of [
  ['the plain reader', () => ''],
  ['light DOM of `depesche html`', () => execFileSync(html, ['html', join(root, 'assets/articles/summit.json'), '--lang', 'de'], { encoding: 'utf8' })],
]) {
  test(`what the reader has opened in ${name} stays open in the card, keeps the focus, and stays where it is`, async () => {
    const release = server.hold('/engine_thread.js');
    const { page, problems, close } = await openDocument(cardPage().replace('</depesche-card>', `${children()}</depesche-card><p>Danach</p>`), { viewport: { width: 720, height: 900 } });
    await page.evaluate(() => document.querySelector('depesche-card').addEventListener('load', ({ target }) => { globalThis.seen = !!target.shadowRoot.querySelector('.painted'); }));
    await page.waitForFunction(() => document.body.scrollHeight > 3000);
    const summary = page.locator('summary', { hasText: 'Emmanuel Macron' });
    await page.locator('summary', { hasText: 'Giorgia Meloni' }).click();
    await summary.scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(100);
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await summary.locator('..').evaluate(({ open }) => open), true);
    const { y: before } = await summary.boundingBox();
    release();
    await ready(page);
    const button = page.getByRole('button', { name: /Emmanuel Macron/ });
    await button.and(page.locator('[aria-expanded=true]')).waitFor();
    await page.getByRole('button', { name: /Giorgia Meloni/, expanded: true }).waitFor();
    assert.equal(await page.getByRole('button', { expanded: true }).count(), 2);
    assert.ok(await button.evaluate(element => element.matches(':focus')));
    const { y: after } = await button.boundingBox();
    assert.ok(Math.abs(after - before) <= 16, `${before} to ${after}`);
    assert.equal(await page.evaluate(() => globalThis.seen), true, 'the page is told of an article that can be seen');
    // From here on it is the card's.
    await button.click();
    await page.getByRole('button', { name: /Emmanuel Macron/, expanded: false }).waitFor();
    server.routes.clear();
    assert.deepEqual(problems, []);
    await close();
  });
}

test('a text fragment in the address is found, and its place kept once the card is there', async () => {
  const { page, close } = await open({ fragment: '#:~:text=Was%20die%20Koalition%20zusagt' });
  await page.waitForFunction(() => scrollY > 0);
  await page.waitForTimeout(800);
  const place = await page.evaluate(() => {
    const heading = [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('h2')].find(({ textContent }) => textContent.startsWith('Was die Koalition'));
    const { top, bottom } = heading.getBoundingClientRect();
    return [top, bottom, scrollY];
  });
  assert.ok(place[0] >= 0 && place[1] <= 900 && place[2] > 0, `${place}`);
  await close();
});
