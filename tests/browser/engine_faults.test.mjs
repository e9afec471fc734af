// The engine's bad days: no memory, a trap in any call, a Worker that is gone. The article can be read all the while, an
// `error` event says what happened, and nothing reaches the console.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import {
  cardPage, clickUntil, holdFrames, inPage, openDocument, ready, root, sample, server, startForFile, startServer, test, until, whole,
} from './harness.mjs';

startForFile();
beforeEach(() => {
  server.routes.clear();
  server.requests.length = 0;
});

const asked = (path, of = server) => of.requests.filter(each => each === path).length;

/** A page with a card, and the errors that it tells. */
async function open(prepare = () => {}, at = server, attributes = undefined) {
  const { page, problems, close } = await openDocument(cardPage(attributes), {
    at,
    async prepare(page) {
      await prepare(page);
      await page.addInitScript(() => {
        globalThis.errors = [];
        document.addEventListener('error', ({ detail }) => detail && globalThis.errors.push(detail), true);
      });
    },
  });
  return {
    page,
    errors: () => page.evaluate(() => globalThis.errors),
    async end() {
      assert.deepEqual(problems, []);
      await close();
    },
  };
}

/** In the page: the article can be seen, as pixels, or as text. */
function isSeen() {
  const { shadowRoot } = document.querySelector('depesche-card');
  const text = shadowRoot.querySelector('.alone h1, .plain-reader h1');
  if (text) return !/rgba\(.*, 0\)|transparent/.test(getComputedStyle(text).webkitTextFillColor) && text.getClientRects().length > 0;
  const canvas = [...shadowRoot.querySelectorAll('canvas')].find(({ width }) => width > 0);
  if (!canvas) return false;
  return new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size > 8;
}

/** The German sample can be read. */
async function readable(page) {
  await page.getByRole('heading', { level: 1, name: /^Macron|^Макрон/ }).waitFor();
  assert.ok(await page.evaluate(isSeen), 'the article is seen');
}

const long = new Array(400).fill({ type: 'paragraph', text: 'Ein Satz mit vielen Worten, der sich oft wiederholt. '.repeat(40) });

test('no memory from the start: the article in plain DOM', async () => {
  // The sample takes no more than the engine begins with.
  server.answer('/articles/summit.json', 200, 'application/json', JSON.stringify({ ...sample, body: [...sample.body, ...long] }));
  serveFaultyEngine(server, { mostMemory: 1 });
  const { page, errors, end } = await open();
  await page.waitForFunction(() => globalThis.errors.some(({ type }) => type === 'engine'));
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.alone'));
  await readable(page);
  assert.ok(asked('/refused') > 0, 'memory was refused');
  // What ends an engine without memory is in its seldom part.
  assert.equal(asked('/started'), 3, 'once for the seldom part, and one more try');
  assert.deepEqual([...new Set((await errors()).map(({ type }) => type))], ['engine']);
  await end();
});

test('no memory for a large article: what was read stays, as text, and the host is told', async () => {
  serveFaultyEngine(server, { mostMemory: 8 << 20 });
  const { page, end } = await open();
  await ready(page);
  assert.equal(asked('/refused'), 0);
  await page.evaluate(body => {
    document.querySelector('depesche-card').article = { format: 'depesche/1', languages: ['de'], headline: 'Lang', body };
  }, long);
  await page.waitForFunction(() => globalThis.errors.some(({ type }) => type === 'engine'));
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.alone'));
  await readable(page);
  assert.ok(asked('/refused') > 0, 'memory was refused');
  assert.equal(asked('/started'), 3, 'once for the seldom part, and one more try');
  // Nobody who asks for something waits for ever.
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron')), true);
  assert.match(await page.evaluate(() => document.querySelector('depesche-card').toPng().then(() => '', String)), /no engine/);
  // What is given since is read, too, in its own words.
  await page.evaluate(() => (document.querySelector('depesche-card').article = { format: 'depesche/1', languages: ['de'], headline: 'Kurz', body: [] }));
  await page.locator('depesche-card .alone .plain-reader').getByRole('heading', { level: 1, name: 'Kurz' }).waitFor();
  await page.getByRole('heading', { name: /^Macron/ }).waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron')), false);
  // The next engine has memory for it.
  await page.evaluate(() => document.querySelector('depesche-card').reload());
  await page.locator('depesche-card .painted:not(.alone) .layer').getByRole('heading', { level: 1, name: 'Kurz' }).waitFor();
  assert.equal(await page.locator('depesche-card .plain-reader').count(), 0);
  assert.ok(await page.locator('depesche-card canvas').first().evaluate(({ width }) => width > 0));
  await end();
});

const inWorker = { skip: inPage && 'a page asks for a module once: there is no other for the next engine' };

test('reload() brings an engine back, and there is something to read in every frame', inWorker, async () => {
  serveFaultyEngine(server, { mostMemory: 8 << 20 });
  const { page, end } = await open();
  await ready(page);
  await page.evaluate(body => {
    document.querySelector('depesche-card').article = { format: 'depesche/1', languages: ['de'], headline: 'Lang', body };
  }, long);
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.alone'));
  for (const path of ['/engine_thread.js', '/started', '/refused']) server.routes.delete(path);
  await page.evaluate(`globalThis.isSeen = ${isSeen}`);
  const blank = await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    card.article = undefined;
    let blank = 0;
    let done = false;
    const look = () => {
      if (!globalThis.isSeen()) blank++;
      if (!done) requestAnimationFrame(look);
    };
    look();
    await card.reload();
    await new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown)));
    done = true;
    return blank;
  });
  assert.equal(blank, 0);
  await page.locator('depesche-card .frame:not(.alone)').waitFor({ state: 'attached' });
  await readable(page);
  assert.ok((await page.evaluate(async () => (await document.querySelector('depesche-card').toPng()).size)) > 10_000);
  await end();
});

test('where no engine is to be had, what was read stays until there are words of the next article', async () => {
  serveFaultyEngine(server, { mostMemory: 8 << 20 });
  server.delay('/plain_reader.js', 500);
  // What stands for the first article.
  const { page, end } = await open(undefined, server, 'src="/articles/summit.json" lang="de" poster="/images/elysee-640.jpg"');
  await ready(page);
  await page.evaluate(body => {
    document.querySelector('depesche-card').article = { format: 'depesche/1', languages: ['de'], headline: 'Lang', body };
  }, long);
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.alone'));
  await page.evaluate(`globalThis.isSeen = ${isSeen}`);
  const blank = await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    card.article = { format: 'depesche/1', languages: ['de'], headline: 'Kurz' };
    for (let blank = 0; ; await new Promise(requestAnimationFrame)) {
      if (!globalThis.isSeen()) blank++;
      if (card.shadowRoot.querySelector('.plain-reader h1')?.textContent === 'Kurz') return blank;
    }
  });
  assert.equal(blank, 0);
  assert.deepEqual(await page.getByRole('heading', { level: 1 }).allTextContents(), ['Kurz']);
  await end();
});

test('the theme and the text size that a reader has chosen are those of the next engine', async () => {
  serveFaultyEngine(server);
  const { page, end } = await open();
  const card = page.locator('depesche-card');
  await ready(page);
  const ground = () => card.locator('.card').evaluate(({ style }) => style.background);
  await card.getByRole('button', { name: /^Farben: / }).click();
  await card.getByRole('button', { name: /^Farben: Hell/ }).click();
  await card.getByRole('button', { name: /^Farben: Dunkel/ }).waitFor();
  const dark = await ground();
  const size = () => card.locator('.paragraph').first().evaluate(text => getComputedStyle(text).fontSize);
  const medium = await size();
  await card.getByRole('button', { name: 'Text vergrößern' }).click();
  await until(async () => (await size()) !== medium, 'larger text');
  const larger = await size();
  await page.evaluate(tellEngine, 'trap');
  await clickUntil(card.getByRole('button', { name: 'English' }), page.getByRole('article', { name: /^Macron says/ }));
  await card.getByRole('button', { name: /^Theme: Dark/ }).waitFor();
  assert.equal(await ground(), dark);
  assert.equal(await size(), larger);
  assert.equal(asked('/started'), 2);
  await end();
});

test('statements that a reader has opened are open with the next engine, also where it begins before the page has followed the pixels', async () => {
  serveFaultyEngine(server);
  const { page, end } = await open(async page => {
    await page.addInitScript(holdFrames);
    await page.addInitScript(() => {
      globalThis.toggled = 0;
      document.addEventListener('entrytoggle', () => globalThis.toggled++);
    });
  });
  const card = page.locator('depesche-card');
  await ready(page);
  const expanded = () => page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelectorAll('[aria-expanded=true]').length);
  await page.evaluate(() => {
    globalThis.hold();
    document.querySelector('depesche-card').shadowRoot.querySelector('[data-action=open-all]').click();
  });
  await until(() => page.evaluate(() => globalThis.toggled === 9), 'nine statements');
  assert.equal(await expanded(), 0, 'their controls follow');
  await page.evaluate(tellEngine, 'trap');
  await page.evaluate(() => (document.querySelector('depesche-card').lang = 'en'));
  await until(() => asked('/started') === 2, 'the next engine');
  await page.evaluate(() => globalThis.go());
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
  await card.getByRole('button', { name: 'Close all' }).waitFor();
  assert.equal(await expanded(), 9);
  await end();
});

test('what a reader searches for is searched for by the next engine, too, and the page stays where it is', async () => {
  serveFaultyEngine(server);
  const { page, end } = await open();
  const card = page.locator('depesche-card');
  await ready(page);
  const field = card.getByRole('searchbox');
  await field.fill('Ukraine');
  await card.getByText(/^1 von \d+/).first().waitFor();
  await field.press('Enter');
  const place = card.getByText(/^2 von \d+/).first();
  await place.waitFor();
  const words = await place.innerText();
  await page.evaluate(() => scrollTo(0, 60));
  await page.evaluate(() => (globalThis.field = document.querySelector('depesche-card').shadowRoot.querySelector('input')));
  await page.evaluate(tellEngine, 'trap');
  await page.mouse.move(400, 300);
  await page.mouse.move(402, 300);
  await page.waitForFunction(() => !globalThis.field.isConnected);
  await card.getByText(words).first().waitFor();
  assert.equal(await field.inputValue(), 'Ukraine');
  assert.equal(await page.evaluate(() => scrollY), 60);
  assert.equal(asked('/started'), 2);
  await end();
});

test('no engine at all: nobody who asks for something waits for ever', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'gone');
  const { page, problems, close } = await openDocument(cardPage());
  await page.locator('depesche-card .alone .plain-reader').waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron')), true, 'in the plain article');
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('nobody')), false);
  assert.match(await page.evaluate(() => document.querySelector('depesche-card').toPng().then(() => '', String)), /no engine/);
  assert.deepEqual(problems.filter(problem => !/status of 404/.test(problem)), []);
  await close();
});

test('an engine that could not be had for a moment is asked for again', async () => {
  server.routes.set('/wasm/depesche.wasm', (_, response) => {
    server.routes.delete('/wasm/depesche.wasm');
    response.writeHead(503).end();
  });
  const { page, problems, close } = await openDocument(cardPage());
  await ready(page);
  assert.equal(asked('/wasm/depesche.wasm'), 2);
  assert.equal(await page.locator('depesche-card .alone').count(), 0);
  assert.deepEqual(problems.filter(problem => !/status of 503/.test(problem)), []);
  await close();
});

test('the Worker is gone without a word: another takes its place', { skip: inPage }, async () => {
  serveFaultyEngine(server);
  // Fifteen seconds are one.
  const { page, errors, end } = await open(page => page.addInitScript(() => {
    const { timeout } = AbortSignal;
    AbortSignal.timeout = ms => timeout.call(AbortSignal, ms / 15);
  }));
  const card = page.locator('depesche-card');
  await card.getByRole('button', { name: /Emmanuel Macron/ }).waitFor();
  await page.evaluate(tellEngine, 'close');
  await card.getByRole('button', { name: 'English' }).click();
  await page.waitForFunction(() => globalThis.errors.length > 0);
  assert.deepEqual((await errors()).map(({ type }) => type), ['engine']);
  // As with any end of the engine, what the reader did last is done once more.
  await clickUntil(card.getByRole('button', { name: 'English' }), page.getByRole('article', { name: /^Macron says/ }));
  assert.equal(asked('/started'), 2);
  await end();
});

test('what a reader does while the engine starts again is done by the next one', inWorker, async () => {
  serveFaultyEngine(server);
  const { page, errors, end } = await open();
  const card = page.locator('depesche-card');
  await ready(page);
  // In time for the reader to do two things.
  let start;
  const again = server.routes.get('/engine_thread.js');
  server.routes.set('/engine_thread.js', (...answer) => (start = () => again(...answer)));
  await page.evaluate(tellEngine, 'trap');
  await card.getByRole('button', { name: /Emmanuel Macron/ }).click();
  await page.waitForFunction(() => globalThis.errors.length > 0);
  await card.getByRole('button', { name: 'English' }).click();
  await card.getByRole('searchbox').fill('Kyiv');
  await until(() => start, 'the next engine');
  start();
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
  await card.getByText(/^\d+ of \d+/).first().waitFor();
  assert.equal(await card.getByRole('searchbox').inputValue(), 'Kyiv');
  assert.deepEqual((await errors()).map(({ type }) => type), ['engine']);
  await end();
});

test('how the reader wants text set is followed also after the engine has started again', async () => {
  serveFaultyEngine(server);
  const { page, end } = await open();
  const card = page.locator('depesche-card');
  await ready(page);
  await page.evaluate(tellEngine, 'trap');
  await clickUntil(card.getByRole('button', { name: 'English' }), page.getByRole('article', { name: /^Macron says/ }));
  await whole(page);
  await page.evaluate(() => {
    globalThis.space = new CSSStyleSheet();
    globalThis.space.replaceSync('* { line-height: 2 !important }');
    document.querySelector('depesche-card').shadowRoot.adoptedStyleSheets.push(globalThis.space);
  });
  await card.locator('.card.flow').waitFor({ state: 'attached' });
  await page.evaluate(() => globalThis.space.replaceSync(''));
  await card.locator('.card:not(.flow)').waitFor({ state: 'attached' });
  await end();
});

/** Runs in the page: what a reader and a host do, so that every export is called. */
async function tryEverything() {
  const card = document.querySelector('depesche-card');
  const find = selector => card.shadowRoot.querySelector(selector);
  const type = (key, element = find('input')) => element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  const acts = [
    () => find('.entry-button')?.click(),
    () => find('.language-choice[lang="en"]')?.click(),
    () => {
      const field = find('input');
      if (!field) return;
      field.value = 'Macron';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    () => type('Enter'),
    () => find('.card').dispatchEvent(new PointerEvent('pointermove', { clientX: 300, clientY: 300, bubbles: true, composed: true })),
    () => card.statistics(),
    () => card.openEntry('merz'),
    () => (card.article = { format: 'depesche/1', languages: ['de'], headline: 'Macron II', body: [{ type: 'paragraph', text: 'Kurz.' }] }),
    () => {
      card.remove();
      document.body.append(card);
    },
  ];
  const most = ms => new Promise(done => setTimeout(done, ms));
  for (const act of acts) {
    // Where the engine has ended, some of it has no effect, and says so.
    await Promise.race([Promise.resolve(act()).catch(() => {}), most(500)]);
    await most(60);
  }
}

const names = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(join(root, 'dist/wasm/depesche.wasm'))))
  // Those with a % are for the seldom part (scripts/split-wasm.mjs).
  .filter(({ kind, name }) => kind === 'function' && !name.startsWith('%'))
  .map(({ name }) => name);

/** Traps in one export, from a server of its own. @returns whether it came to that */
async function trapIn(trap, always, at) {
  serveFaultyEngine(at, { trap, always });
  at.requests.length = 0;
  const { page, errors, end } = await open(() => {}, at);
  await page.waitForFunction(() => performance.getEntriesByName('depesche:ready').length > 0 || globalThis.errors.length > 0);
  await page.evaluate(tryEverything);
  const trapped = asked('/trapped', at) > 0;
  if (trapped) {
    // One that could start at the second try is not spoken of.
    if (always) await page.waitForFunction(() => globalThis.errors.length > 0);
    assert.ok((await errors()).every(({ type }) => type === 'engine'), trap);
    assert.ok(asked('/started', at) <= 2, `${trap}: ${asked('/started', at)} starts`);
  }
  // While the next engine is on its way, in plain words.
  await readable(page);
  if (!always) {
    await page.locator('depesche-card .frame.painted:not(.alone)').waitFor({ state: 'attached' });
    await readable(page);
  }
  await end();
  return trapped;
}

for (const always of [false, true]) {
  test(`a trap in any call, ${always ? 'in every instance: the article as text' : 'once: the engine starts again'}`, async () => {
    const waiting = [...names];
    const reached = [];
    await Promise.all(Array.from({ length: 3 }, async () => {
      const at = await startServer();
      try {
        for (let trap = waiting.pop(); trap; trap = waiting.pop()) if (await trapIn(trap, always, at)) reached.push(trap);
      } finally {
        await at.close();
      }
    }));
    assert.ok(reached.length >= 15, `${reached.length} of ${names.length} exports trapped`);
  });
}
