// The element among a host's scripts: properties, moves, removals, several cards and copies, scroll boxes, light DOM.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browser, cardPage, makePieces, openDocument, openForEachTest, openPage, page, paintedOut, ready, root, sample, server, show, startForFile, test, until, whole } from './harness.mjs';

startForFile();
openForEachTest();

const emptyPage = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Test</title><style>body{margin:0}</style>';
/** How many canvases hold pixels, and how many there are. */
const tiles = () =>
  page.evaluate(() => {
    const all = [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('canvas')];
    return { painted: all.filter(({ width }) => width > 0).length, all: all.length };
  });
const article = (headline, more = {}) =>
  JSON.stringify({ format: 'depesche/1', languages: ['en'], headline, body: [{ type: 'paragraph', text: 'Text.' }], ...more });

test('properties that were set before the script came count', async () => {
  await show(`${emptyPage}<depesche-card></depesche-card><script>
    const card = document.querySelector('depesche-card');
    card.src = '/articles/summit.json';
    card.textSize = 'large';
    card.theme = 'dark';
    card.lang = 'ru';
  </script><script type="module" src="/depesche.js"></script>`);
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
  assert.equal(
    await page.locator('depesche-card').evaluate(card => card.cloneNode().outerHTML),
    '<depesche-card lang="ru" src="/articles/summit.json" theme="dark" text-size="large"></depesche-card>',
  );
});

test('attributes and properties mirror each other', async () => {
  await show(cardPage(''));
  const mirror = await page.evaluate(async () => {
    await customElements.whenDefined('depesche-card');
    const card = document.querySelector('depesche-card');
    const defaults = [card.src, card.theme, card.textSize, card.headingLevel, card.inspect, card.language];
    card.setAttribute('heading-level', '3');
    card.inspect = true;
    const state = { defaults, level: card.headingLevel, inspect: card.getAttribute('inspect') };
    // As frameworks say that there is none.
    card.headingLevel = undefined;
    card.src = null;
    return { ...state, attributes: card.getAttributeNames() };
  });
  assert.deepEqual(mirror, { defaults: ['', 'auto', 'medium', '1', false, ''], level: '3', inspect: '', attributes: ['inspect'] });
});

test('without a lang of its own the card takes the one around it', async () => {
  await show(`${emptyPage}<script type="module" src="/depesche.js"></script>
    <div lang="ru"><depesche-card src="/articles/summit.json"></depesche-card></div>`);
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
});

test('an inline article, as a value and as text', async () => {
  await show(cardPage('lang="en"'));
  await page.evaluate(async value => {
    await customElements.whenDefined('depesche-card');
    document.querySelector('depesche-card').article = value;
  }, JSON.parse(article('As a value')));
  await page.getByRole('article', { name: 'As a value' }).waitFor();
  await page.evaluate(text => (document.querySelector('depesche-card').article = text), article('As text'));
  await page.getByRole('article', { name: 'As text' }).waitFor();
});

test('of two addresses in a row the last one counts, whichever comes first', async () => {
  server.routes.set('/slow.json', (_, response) => setTimeout(() => response.end(article('Slow')), 600));
  server.answer('/fast.json', 200, 'application/json', article('Fast'));
  await show(cardPage('lang="en"'));
  await page.evaluate(async () => {
    await customElements.whenDefined('depesche-card');
    const card = document.querySelector('depesche-card');
    card.src = '/slow.json';
    card.src = '/fast.json';
  });
  await page.getByRole('article', { name: 'Fast' }).waitFor();
  await page.waitForTimeout(1000);
  assert.equal(await page.getByRole('article', { name: 'Slow' }).count(), 0);
});

test('a card can be moved, removed and put back', async () => {
  await show(`${cardPage()}<div id="other" style="width:400px"></div>`);
  await ready(page);
  await page.getByRole('button', { name: /Emmanuel Macron/ }).click();
  await page.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).waitFor();
  await page.evaluate(() => document.querySelector('#other').append(document.querySelector('depesche-card')));
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').style.width === '400px');
  await page.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).waitFor();

  const loaded = server.requests.filter(path => path.endsWith('.json')).length;
  await page.evaluate(async () => {
    globalThis.card = document.querySelector('depesche-card');
    globalThis.card.remove();
    await new Promise(done => setTimeout(done, 100));
    globalThis.empty = globalThis.card.shadowRoot.querySelectorAll('canvas').length;
    document.body.append(globalThis.card);
  });
  assert.equal(await page.evaluate(() => globalThis.empty), 0, 'a removed card holds no pixels');
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('canvas')?.width > 0);
  assert.ok(await page.getByRole('article', { name: /^Macron/ }).count());
  await page.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).waitFor();
  assert.equal(server.requests.filter(path => path.endsWith('.json')).length, loaded, 'nothing is fetched again');
});

test('a card that is removed the moment its text is there does not hold the page up, and can be put back', async () => {
  await show(cardPage());
  await page.evaluate(() => new Promise(done => {
    const card = document.querySelector('depesche-card');
    const watch = new MutationObserver(records => {
      if (!records.some(({ target }) => target instanceof Element && target.closest('.page'))) return;
      watch.disconnect();
      card.remove();
      globalThis.removed = card;
      done();
    });
    watch.observe(card.shadowRoot, { subtree: true, childList: true });
  }));
  await page.evaluate(() => new Promise(done => setTimeout(done, 300)));
  await page.evaluate(() => document.body.append(globalThis.removed));
  await ready(page);
  assert.equal(await page.locator('.card.flow').count(), 0, 'as painted');
});

test('two cards and two copies of the script share one engine and one set of fonts', async () => {
  for (const file of ['element.js', 'card.js', 'reading.js', 'theming.js', 'engine_thread.js', 'plain_reader.js']) {
    server.answer(`/copy/${file}`, 200, 'text/javascript', readFileSync(join(root, 'dist', file)));
  }
  await show(`${cardPage()}<script type="module">
    import { DepescheCard } from '/copy/element.js';
    customElements.define('other-card', class extends DepescheCard {});
  </script><other-card src="/articles/summit.json" lang="en"></other-card><depesche-card src="/articles/summit.json" lang="ru"></depesche-card>`);
  for (const name of [/^Macron: Trump/, /^Macron says/, /^Макрон/]) await page.getByRole('article', { name }).waitFor();
  const count = path => server.requests.filter(request => request === path).length;
  assert.equal(count('/wasm/depesche.wasm'), 1);
  assert.equal(count('/fonts/serif-regular.latin.ttf'), 1);
  assert.ok(!server.requests.some(path => /^\/copy\/(wasm|fonts|strings|hyphenation)\//.test(path)));
});

test('in a box of fixed height the card scrolls inside, and only what has been near holds pixels', async () => {
  await show(cardPage(undefined, { style: 'depesche-card{width:400px;height:500px;overflow:auto}' }));
  await ready(page);
  await page.waitForTimeout(300);
  const start = await tiles();
  assert.ok(start.all > 8 && start.painted <= 4, JSON.stringify(start));
  await page.locator('depesche-card').evaluate(card => card.scrollTo(0, 4000));
  await page.waitForFunction(() => {
    const card = document.querySelector('depesche-card');
    const box = card.getBoundingClientRect();
    return [...card.shadowRoot.querySelectorAll('canvas')].every(canvas => {
      const { top, bottom } = canvas.getBoundingClientRect();
      return bottom <= box.top || top >= box.bottom || canvas.width > 0;
    });
  });
  await page.waitForTimeout(300);
  const there = await tiles();
  assert.ok(there.painted <= start.painted + 5, JSON.stringify(there));
  assert.equal(await page.evaluate(() => scrollY), 0);

  await page.getByRole('searchbox').fill('Élysée-Palast');
  await page.waitForFunction(() => document.querySelector('depesche-card').scrollTop < 2000);
  assert.equal(await page.evaluate(() => scrollY), 0, 'the page stays where it is');
});

test('search finds the same in closed statements as in open ones', async () => {
  await show(cardPage());
  await ready(page);
  const totals = async () => {
    const found = {};
    for (const query of ['Élysée-Palast, Paris', 'Financial Times', 'auf See Schiffe', 'Sicherheit']) {
      await page.evaluate(() => {
        globalThis.answer = new Promise(tell =>
          document.addEventListener('search', function listen({ detail }) {
            if (detail.query !== globalThis.asked) return;
            document.removeEventListener('search', listen);
            tell(detail.total);
          }),
        );
      });
      await page.evaluate(asked => (globalThis.asked = asked), query);
      await page.getByRole('searchbox').fill(query);
      found[query] = await page.evaluate(() => globalThis.answer);
    }
    return found;
  };
  const closed = await totals();
  assert.ok(Object.values(closed).every(total => total > 0), JSON.stringify(closed));
  await page.getByRole('searchbox').fill('');
  await page.getByRole('button', { name: 'Alle öffnen' }).click();
  await page.getByRole('button', { name: 'Alle schließen' }).waitFor();
  assert.deepEqual(await totals(), closed);
});

/** Runs in a page: all tiles in view are painted. */
const isViewPainted = () =>
  [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('canvas')].every(canvas => {
    const { top, bottom } = canvas.getBoundingClientRect();
    return bottom <= 0 || top >= innerHeight || canvas.width > 0;
  });

test('scrolling paints what comes near two tiles at a time, keeps it while some of the card is near, and patches nothing', async () => {
  await show(cardPage(undefined, { style: 'depesche-card{width:400px;margin-bottom:4000px}' }));
  await ready(page);
  await paintedOut(page);
  const before = await page.evaluate(() => document.querySelector('depesche-card').statistics());
  await page.evaluate(() => {
    globalThis.changes = 0;
    const root = document.querySelector('depesche-card').shadowRoot.querySelector('.tiles');
    new MutationObserver(() => globalThis.changes++).observe(root, { attributeFilter: ['width'], subtree: true });
  });
  for (let y = 0; y < 4096; y += 128) {
    await page.evaluate(top => scrollTo(0, top), y);
    await page.waitForTimeout(50);
    assert.ok(await page.evaluate(isViewPainted), `at ${y}`);
  }
  assert.equal(await page.evaluate(() => globalThis.changes), 4, 'once in two tiles of 512 px');
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.changes), 4, 'what was painted is still there');
  const now = await page.evaluate(() => document.querySelector('depesche-card').statistics());
  assert.equal(now.patched, before.patched);
  assert.equal(now.counters.layouts, before.counters.layouts);

  await page.evaluate(() => scrollTo(0, 1e5));
  await until(async () => (await tiles()).painted === 0, 'a card that is away holds no pixels');
});

test('on a sharp screen, what is far is emptied with the next tiles that are painted', async () => {
  const sharp = await openPage(browser, { deviceScaleFactor: 3 });
  try {
    server.answer('/sharp.html', 200, 'text/html', cardPage(undefined, { style: 'depesche-card{width:400px}' }));
    await sharp.page.goto(`${server.url}/sharp.html`);
    await ready(sharp.page);
    for (let y = 0; y < 6000; y += 256) {
      await sharp.page.evaluate(top => scrollTo(0, top), y);
      await sharp.page.waitForFunction(isViewPainted);
      const heights = await sharp.page.evaluate(() => [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('canvas')].map(({ height }) => height));
      // 900 px of view and 1024 on each side, and at most three tiles that went since.
      assert.ok(heights.filter(height => height > 0).length <= 10, `${heights}`);
    }
  } finally {
    await sharp.close();
  }
});

test('opening an entry below the view paints nothing above it', async () => {
  await show(cardPage(undefined, { style: 'depesche-card{width:400px}' }));
  const card = page.locator('depesche-card');
  await ready(page);
  const before = await paintedOut(page);
  await card.evaluate(({ shadowRoot }) => [...shadowRoot.querySelectorAll('.entry-button')].at(-1).click());
  await page.locator('.statement').last().waitFor();
  const opened = await paintedOut(page);
  assert.equal(opened.layouts, before.layouts + 1);
  assert.equal(opened.paints, before.paints);
});

test('after a change of width all elements stand in the order of a card that was always so wide', async () => {
  const paragraph = { type: 'paragraph', text: 'Ein Absatz mit einigen Worten. '.repeat(40) };
  const quotation = { type: 'quotation', paragraphs: ['Ein Wort.'], attribution: 'Jemand' };
  const timeline = name => ({
    type: 'timeline',
    title: 'Verlauf',
    entries: [1, 2].map(day => ({ id: `${name}${day}`, date: `2025-09-0${day}`, speaker: 'Jemand', summary: 'Kurz.', statement: [paragraph] })),
  });
  const related = { type: 'related', title: 'Mehr', items: [{ headline: 'Anderes', link: 'https://example.org/' }] };
  const article = {
    format: 'depesche/1', id: 'order', languages: ['de'], published: '2025-09-11', headline: 'Reihenfolge', lead: 'Anfang.',
    body: [paragraph, timeline('a'), related, quotation, paragraph, timeline('b'), quotation, paragraph, timeline('c'), paragraph],
  };
  server.answer('/order.json', 200, 'application/json', JSON.stringify(article));
  const open = width => openDocument(cardPage('src="/order.json"'), { viewport: { width, height: 700 } });
  const order = page => page.evaluate(() => [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.layer .node')].map(({ id, className }) => `${className} ${id}`));
  const expected = {};
  for (const width of [1200, 720]) {
    const { page: fresh, close } = await open(width);
    await ready(fresh);
    expected[width] = await order(fresh);
    await close();
  }
  assert.notDeepEqual(expected[1200], expected[720]);
  const { page: other, close } = await open(1200);
  await ready(other);
  for (const width of [720, 1200, 720]) {
    const before = (await other.evaluate(() => document.querySelector('depesche-card').statistics())).patched;
    await other.setViewportSize({ width, height: 700 });
    await until(async () => (await other.evaluate(() => document.querySelector('depesche-card').statistics())).patched > before, 'a patch');
    await whole(other);
    assert.deepEqual(await order(other), expected[width], `at ${width} px`);
  }
  await close();
});

test('links tell the host, who may keep the browser from following', async () => {
  await show(cardPage('src="/articles/summit.json" lang="en"'));
  await ready(page);
  await page.evaluate(() => {
    globalThis.clicked = [];
    document.querySelector('depesche-card').addEventListener('linkclick', event => {
      event.preventDefault();
      globalThis.clicked.push(event.detail);
    });
  });
  await page.getByRole('link', { name: 'www.ft.com' }).click();
  // The right one opens the browser's menu; the middle one a tab.
  await page.getByRole('link', { name: 'www.ft.com' }).click({ button: 'right' });
  assert.deepEqual(await page.evaluate(() => globalThis.clicked), [{ url: 'https://www.ft.com/', newTab: false }]);
  // A page that opens links itself knows which of them the reader wants elsewhere.
  await page.getByRole('link', { name: 'www.ft.com' }).click({ button: 'middle' });
  for (const key of ['Control', 'Meta', 'Shift']) await page.getByRole('link', { name: 'www.ft.com' }).click({ modifiers: [key] });
  assert.deepEqual(await page.evaluate(() => globalThis.clicked.slice(1)), new Array(4).fill({ url: 'https://www.ft.com/', newTab: true }));
  assert.equal(page.url(), `${server.url}/test.html`);
});

test('a theme and a text size that the reader chooses are told, those of the host are not; by the lines of docs/element.md a page remembers them', async () => {
  const [remember] = /^const cards = [^`]*/m.exec(readFileSync(join(root, 'docs/element.md'), 'utf8'));
  const html = `${emptyPage}<depesche-card src="/articles/summit.json" lang="en"></depesche-card><depesche-card src="/articles/summit.json" lang="en"></depesche-card>
    <script type="module" src="/depesche.js"></script><script>
    globalThis.told = [];
    document.addEventListener('settingchange', ({ target, detail }) => told.push({ ...detail, card: [...document.querySelectorAll('depesche-card')].indexOf(target) }));
    ${remember}</script>`;
  await show(html);
  const [first, second] = await page.locator('depesche-card').all();
  const theme = card => card.getByRole('button', { name: /^Theme: / });
  await page.waitForFunction(() => [...document.querySelectorAll('depesche-card')].every(({ shadowRoot }) => shadowRoot.querySelector('.painted')));
  await first.evaluate(card => (card.textSize = 'small'));
  await first.evaluate(card => card.openEntry('meloni'));
  await theme(first).click();
  await second.getByRole('button', { name: 'Larger text' }).click();
  await page.waitForFunction(() => globalThis.told.length === 2);
  assert.deepEqual(await page.evaluate(() => globalThis.told), [
    { name: 'theme', value: 'light', card: 0 },
    { name: 'text-size', value: 'large', card: 1 },
  ]);
  await theme(first).and(page.getByRole('button', { name: /^Theme: Light/ })).waitFor();
  await theme(second).and(page.getByRole('button', { name: /^Theme: Light/ })).waitFor();
  // The host has set it in both; what the reader does thereafter is a change again.
  await theme(second).click();
  await page.waitForFunction(() => globalThis.told.length === 3);
  await show(html);
  for (const card of await page.locator('depesche-card').all()) assert.deepEqual(await card.evaluate(({ theme, textSize }) => [theme, textSize]), ['dark', 'large']);
  await page.evaluate(() => localStorage.clear());
});

test('the light DOM is shown until the card is painted', async () => {
  let release;
  server.routes.set('/held.json', (_, response) => (release = () => response.end(JSON.stringify(sample))));
  const body = cardPage('src="/held.json" lang="de"');
  await show(body.replace('</depesche-card>', '<p>Der Text der Seite</p></depesche-card>'));
  await page.waitForTimeout(500);
  assert.ok(await page.getByText('Der Text der Seite').isVisible());
  release();
  await ready(page);
  assert.ok(await page.getByText('Der Text der Seite').isHidden());
});

test('a card that starts hidden is set when it is shown', async () => {
  await show(cardPage('src="/articles/summit.json" lang="de" hidden'));
  await page.waitForTimeout(1000);
  assert.equal((await tiles()).all, 0);
  await page.evaluate(() => (document.querySelector('depesche-card').hidden = false));
  await ready(page);
  assert.ok((await tiles()).painted > 0);
});

test('a page layer without pixels is out of sight, for screen readers, too', async () => {
  await page.addInitScript(makePieces);
  await page.addInitScript(() => {
    globalThis.sights = [];
    const look = () => {
      const root = document.querySelector('depesche-card')?.shadowRoot;
      if (!root) return setTimeout(look);
      new MutationObserver(() => {
        const heading = root.querySelector('.layer h1');
        if (heading) globalThis.sights.push([!!root.querySelector('.painted'), heading.checkVisibility({ visibilityProperty: true })]);
      }).observe(root, { childList: true, subtree: true, attributes: true });
    };
    look();
  });
  await show(cardPage());
  await ready(page);
  const sights = await page.evaluate(() => globalThis.sights);
  assert.ok(sights.filter(([painted]) => !painted).length > 2 && sights.some(([painted]) => painted), JSON.stringify(sights));
  for (const [painted, visible] of sights) assert.equal(visible, painted);
});

test('in a hidden page no step towards the first pixels waits for a timer', async () => {
  await page.addInitScript(() => {
    Object.defineProperty(Document.prototype, 'hidden', { get: () => true });
    const { setTimeout } = globalThis;
    // Such a page's timers may take a minute.
    globalThis.setTimeout = (work, ms = 0, ...given) => setTimeout(work, ms || 60_000, ...given);
  });
  await show(cardPage());
  await page.locator('depesche-card .painted canvas').first().waitFor({ state: 'attached' });
  assert.ok((await tiles()).painted > 0);
});

test('a card far below the view takes its height and holds no pixels', async () => {
  await show(cardPage(undefined, { style: 'depesche-card{width:500px;margin-top:5000px}' }));
  // The plain reader takes the height first.
  await page.locator('canvas').first().waitFor({ state: 'attached' });
  assert.ok((await page.locator('depesche-card').boundingBox()).height > 3000);
  await page.waitForTimeout(300);
  assert.equal((await tiles()).painted, 0);
  await page.evaluate(() => scrollTo(0, 4900));
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').width > 0);
});

/** Gives the page `setRatio(ratio)`: emulated ratios change without an event, so the event is made there. */
const settableRatio = () =>
  page.addInitScript(() => {
    const original = globalThis.matchMedia.bind(globalThis);
    const queries = [];
    globalThis.matchMedia = text => {
      const query = original(text);
      if (text.includes('resolution')) queries.push(query);
      return query;
    };
    globalThis.setRatio = ratio => {
      Object.defineProperty(globalThis, 'devicePixelRatio', { value: ratio, configurable: true });
      queries.at(-1).dispatchEvent(new Event('change'));
    };
  });

test('another ratio of device pixels paints anew and lays nothing out', async () => {
  await settableRatio();
  await show(cardPage(undefined, { style: 'depesche-card{width:400px}' }));
  await ready(page);
  const before = await page.evaluate(() => document.querySelector('depesche-card').statistics());
  for (const ratio of [2, 1.5]) {
    await page.evaluate(wanted => globalThis.setRatio(wanted), ratio);
    await page.waitForFunction(
      width => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').width === width,
      400 * ratio,
    );
  }
  const now = await page.evaluate(() => document.querySelector('depesche-card').statistics());
  assert.equal(now.counters.layouts, before.counters.layouts);
});

test('a ratio that changes while the last tile for the one before is painted is not lost', async () => {
  await settableRatio();
  await page.addInitScript(() => {
    globalThis.onPaint = () => {};
    globalThis.painted = 0;
    for (const { prototype } of [Worker, MessagePort]) {
      const post = prototype.postMessage;
      prototype.postMessage = function (message, ...more) {
        Reflect.apply(post, this, [message, ...more]);
        if (message[1]?.[0] !== 'paint') return;
        globalThis.painted++;
        globalThis.onPaint();
      };
    }
  });
  await show(cardPage(undefined, { style: 'depesche-card{width:400px}' }));
  await ready(page);
  await page.waitForTimeout(500);
  const [paints, widths] = await page.evaluate(async () => {
    const wait = () => new Promise(done => setTimeout(done, 400));
    const quiet = async () => {
      for (let before = -1; before !== globalThis.painted; await wait()) before = globalThis.painted;
    };
    const width = () => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').width;
    let paints = 0;
    globalThis.onPaint = () => paints++;
    globalThis.setRatio(2);
    await quiet();
    const widths = [];
    for (let nth = 1; nth <= paints; nth++) {
      globalThis.onPaint = () => {};
      globalThis.setRatio(1);
      await quiet();
      let seen = 0;
      globalThis.onPaint = () => ++seen === nth && globalThis.setRatio(1.5);
      globalThis.setRatio(2);
      await quiet();
      for (let turns = 0; turns < 10 && width() !== 600; turns++) await wait();
      widths.push(width());
    }
    return [paints, widths];
  });
  assert.ok(paints > 1);
  assert.deepEqual(widths, widths.map(() => 600));
});

test('a strict policy and Trusted Types are enough', async () => {
  server.answer('/favicon.ico', 200, 'image/x-icon', '');
  await show(cardPage().replace(/<style>.*?<\/style>/, '').replace(/<link[^>]*>/, ''), {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; " +
      "require-trusted-types-for 'script'",
  });
  await ready(page);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
  const { families, painted } = await page.evaluate(() => ({
    families: [...document.fonts].filter(({ status }) => status === 'loaded').length,
    painted: document.querySelector('depesche-card').shadowRoot.querySelector('canvas').width,
  }));
  assert.ok(families >= 6 && painted > 0);
});

test('the class can be imported where there is no DOM', async () => {
  const { DepescheCard } = await import(join(root, 'dist/element.js'));
  assert.equal(typeof DepescheCard, 'function');
});

test('pixels get the room of those that have been shown', async () => {
  await page.addInitScript(() => {
    globalThis.paints = [];
    for (const { prototype } of [Worker, MessagePort]) {
      const post = prototype.postMessage;
      prototype.postMessage = function (message, ...more) {
        const [name, , , rects, room] = message[1] ?? [];
        if (name === 'paint') globalThis.paints.push(rects.map(([, , width, height], index) => [width * height * 4, room[index]?.byteLength ?? 0]));
        Reflect.apply(post, this, [message, ...more]);
      };
    }
  });
  await show(cardPage());
  await ready(page);
  await page.waitForTimeout(500);
  const first = await page.evaluate(() => globalThis.paints.splice(0));
  assert.deepEqual(first[0].map(([, room]) => room), first[0].map(() => 0), 'there is none at first');
  for (const name of ['English', 'Deutsch']) {
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForFunction(() => performance.getEntriesByName('depesche:language').length > 0);
    await page.evaluate(() => performance.clearMarks('depesche:language'));
  }
  const later = (await page.evaluate(() => globalThis.paints)).flat();
  assert.ok(later.length >= 4, `${later.length} rectangles`);
  for (const [needed, room] of later) assert.ok(room >= needed && room <= 4 << 20, `${needed} bytes in ${room}`);
});
