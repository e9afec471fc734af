// The same engine in Chromium: its steps by themselves, then a page with a card as a reader meets it.
import { cardPage, chromiumPath, openPage, ready, startBrowser, startServer } from '../browser/harness.mjs';
import { cardReady, openAtRest, switchLanguage } from './browser.mjs';
import { median } from './median.mjs';

/** An article of 1 MB in a page of its own: milliseconds of what it takes there. */
async function largeArticle(browser, url) {
  const { page, close } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.addInitScript(() => {
    new PerformanceObserver(list => {
      globalThis.longest = Math.max(globalThis.longest ?? 0, ...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url);
  await ready(page, 60_000);
  await page.waitForTimeout(500);
  const times = await page.evaluate(async () => ({
    'article of 1 MB, longest task': globalThis.longest ?? 0,
    'page layer of an article of 1 MB': (await document.querySelector('depesche-card').statistics()).layerTime,
  }));
  // The whole page is put into the clipboard by the browser, a selection within the card by the card.
  for (const whole of [true, false]) {
    const start = performance.now();
    if (whole) await page.keyboard.press('Control+a');
    else
      await page.evaluate(() => {
        const texts = document.querySelector('depesche-card').shadowRoot.querySelectorAll('.layer .paragraph.text');
        const last = texts[texts.length - 1];
        getSelection().setBaseAndExtent(texts[0], 0, last, last.childNodes.length);
      });
    await page.keyboard.press('Control+c');
    times[`article of 1 MB selected and copied, ${whole ? 'with the page' : 'by itself'}`] = performance.now() - start;
    const copied = await page.evaluate(async () => (await navigator.clipboard.readText()).length);
    if (copied < 800_000) throw new Error(`only ${copied} characters were copied`);
  }
  await close();
  return times;
}

/** Runs in the page: medians of each step with an engine of its own. */
async function steps(long) {
  const glue = await import('/wasm/depesche.mjs');
  const wasm = await WebAssembly.compileStreaming(fetch('/wasm/depesche.wasm'));
  const engine = await glue.default({
    instantiateWasm(imports, done) {
      // Nothing of this is to need the seldom part (scripts/split-wasm.mjs).
      const placeholders = new Proxy({}, {
        get: () => () => {
          throw new Error('the seldom part is needed');
        },
      });
      WebAssembly.instantiate(wasm, { ...imports, 'placeholder.deferred': placeholders }).then(instance => done(instance, wasm));
      return {};
    },
  });
  const encoder = new TextEncoder();
  const call = (name, ...values) => {
    const lent = [];
    const numbers = values.flatMap(value => {
      if (typeof value === 'number') return value;
      const bytes = typeof value === 'string' ? encoder.encode(value) : value;
      const at = engine._depesche_alloc(bytes.length);
      engine.HEAPU8.set(bytes, at);
      lent.push(at);
      return [at, bytes.length];
    });
    const result = engine[`_depesche_${name}`](...numbers);
    for (const at of lent) engine._depesche_free(at);
    return result;
  };
  const update = card => {
    const at = call('update', card);
    return JSON.parse(new TextDecoder().decode(engine.HEAPU8.subarray(at, at + call('result_length'))));
  };
  const bring = async card => {
    for (let { needs } = update(card); needs; { needs } = update(card)) {
      for (const path of needs) call('provide', path, new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer()));
    }
  };
  /** Milliseconds of a new card: JSON bytes to the first answer with a layout. */
  const lay = json => {
    const card = call('card_create');
    call('set', card, 'width', '720');
    call('set', card, 'language', 'de');
    const start = performance.now();
    call('set_article', card, json, 'bench.json');
    const answer = update(card);
    return { card, answer, time: performance.now() - start };
  };

  const sample = new Uint8Array(await (await fetch('/articles/summit.json')).arrayBuffer());
  // The resources, by way of an article that needs them and nothing else, so that the sample meets a cold engine.
  const small = { format: 'depesche/1', languages: ['de'], headline: 'H', lead: ['A ', { em: 'b' }, { strong: 'c' }], body: [] };
  const probe = lay(encoder.encode(JSON.stringify(small)));
  await bring(probe.card);
  const first = lay(sample);
  if (first.answer.needs) {
    // What only the sample needs; the layout is still its first.
    for (const path of first.answer.needs) call('provide', path, new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer()));
    const start = performance.now();
    first.answer = update(first.card);
    first.time += performance.now() - start;
  }
  const later = [];
  for (let round = 0; round < 25; round++) {
    const made = lay(sample);
    later.push(made.time);
    call('card_destroy', made.card);
  }
  const relayout = [];
  for (let round = 0; round < 25; round++) {
    call('set', first.card, 'width', String(round % 2 ? 720 : 680));
    const start = performance.now();
    update(first.card);
    relayout.push(performance.now() - start);
  }

  const canvas = document.createElement('canvas');
  canvas.width = 1440;
  canvas.height = 1024;
  const context = canvas.getContext('2d', { alpha: false });
  const paint = [];
  const put = [];
  for (let round = 0; round < 40; round++) {
    const start = performance.now();
    const at = call('paint', first.card, 0, 2048, 1440, 1024, 2);
    const painted = performance.now();
    context.putImageData(new ImageData(new Uint8ClampedArray(engine.HEAPU8.buffer, at, 1440 * 1024 * 4), 1440, 1024), 0, 0);
    paint.push(painted - start);
    put.push(performance.now() - painted);
  }
  const heap = engine.HEAPU8.length;
  const large = [lay(encoder.encode(long)), lay(encoder.encode(long)), lay(encoder.encode(long))].map(({ time }) => time);
  return { first: first.time, later, relayout, firstTile: paint[0], paint, put, heap, large, largeHeap: engine.HEAPU8.length };
}

/** Rows of name, value, unit and remarks. */
export async function chromiumRows(long) {
  const server = await startServer();
  const browser = await startBrowser([], chromiumPath());
  const rows = [];
  const add = (name, value, unit, extra) => rows.push([name, value, unit, extra]);
  try {
    server.answer('/empty.html', 200, 'text/html', '<!doctype html><link rel="icon" href="data:,"><title>Bench</title>');
    server.answer('/card.html', 200, 'text/html', cardPage());
    server.answer('/long.json', 200, 'application/json', long);

    const bare = await openAtRest(browser);
    await bare.page.goto(`${server.url}/empty.html`);
    const engine = await bare.page.evaluate(`(${steps})(${JSON.stringify(long)})`);
    await bare.close();
    add('Chromium: sample loaded, shaped, laid out, first card', engine.first, 'ms', 'code not optimised yet');
    add('Chromium: sample loaded, shaped, laid out, later cards', median(engine.later), 'ms');
    add('Chromium: sample at another width', median(engine.relayout), 'ms');
    add('Chromium: tile of 720 x 512 px at ratio 2', median(engine.paint), 'ms', `the first ${engine.firstTile.toFixed(1)} ms`);
    add('Chromium: the same tile put into its canvas', median(engine.put), 'ms');
    add('Chromium: article of 1 MB loaded, shaped, laid out', median(engine.large), 'ms');

    const starts = [];
    const firsts = [];
    for (let round = 0; round < 5; round++) {
      const { page, close } = await openAtRest(browser);
      await page.goto(`${server.url}/card.html`, { waitUntil: 'commit' });
      await cardReady(page);
      starts.push(
        await page.evaluate(() => ({
          text: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
          ready: performance.getEntriesByName('depesche:ready')[0].startTime,
        })),
      );
      await page.waitForTimeout(1000);
      firsts.push(await switchLanguage(page, 'English'));
      await close();
    }
    add('Chromium: first text painted, after navigation', median(starts.map(({ text }) => text)), 'ms', 'cache empty, local server');
    add('Chromium: depesche:ready, after navigation', median(starts.map(({ ready: time }) => time)), 'ms', 'with the lead picture');

    const { page, close } = await openPage(browser);
    await page.goto(`${server.url}/card.html`);
    await ready(page);
    const switches = [];
    for (const name of ['English', 'Deutsch', 'English', 'Deutsch', 'English', 'Deutsch', 'English', 'Deutsch']) switches.push(await switchLanguage(page, name));
    add('Chromium: language switch painted, the first one', median(firsts), 'ms', 'click to frame, pointed at 0.3 s before');
    add('Chromium: language switch painted', median(switches.slice(2)), 'ms', 'the same, to and fro');
    const toggles = [];
    for (let round = 0; round < 6; round++) {
      await page.evaluate(() => performance.clearMarks('depesche:timeline'));
      await page.getByRole('button', { name: /Emmanuel Macron/ }).click();
      await page.waitForFunction(() => performance.getEntriesByName('depesche:timeline').length > 0);
      toggles.push(await page.evaluate(() => performance.getEntriesByName('depesche:timeline')[0].detail.duration));
    }
    add('Chromium: timeline entry opened, painted', median(toggles), 'ms', 'click to frame');

    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const busy = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    await page.mouse.move(1, 1);
    await page.waitForTimeout(1000);
    const before = await busy();
    await page.waitForTimeout(5000);
    add('Chromium: main thread busy in five idle seconds', (await busy()) - before, 'ms');
    const { memory } = await page.evaluate(() => document.querySelector('depesche-card').statistics());
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const tiles = await page.evaluate(() =>
      [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('canvas')].reduce(
        (sum, { width, height }) => sum + width * height * 4,
        0,
      ),
    );
    add('memory: WASM, sample', memory.heap / 2 ** 20, 'MB');
    add('memory: JavaScript, page with the sample', usedSize / 2 ** 20, 'MB');
    add('memory: tiles near the view, 1280 x 900 at ratio 1', tiles / 2 ** 20, 'MB');
    add('memory: WASM, three articles of 1 MB at once', engine.largeHeap / 2 ** 20, 'MB');
    await close();

    const many = await openAtRest(browser);
    const cards = Array.from({ length: 100 }, (_, index) => `<depesche-card src="/articles/summit.json" lang="${['de', 'en', 'ru'][index % 3]}" variant="card"></depesche-card>`);
    server.answer('/many.html', 200, 'text/html', cardPage('hidden', { style: 'depesche-card{max-width:600px}' }) + cards.join(''));
    const counting = await many.page.context().newCDPSession(many.page);
    await counting.send('Performance.enable');
    await many.page.goto(`${server.url}/many.html`);
    await many.page.waitForFunction(() => performance.getEntriesByName('depesche:ready').length === 100, undefined, { timeout: 120_000 });
    const last = await many.page.evaluate(() => performance.getEntriesByName('depesche:ready').at(-1).startTime);
    const { metrics } = await counting.send('Performance.getMetrics');
    const hundred = await many.page.evaluate(async () => ({
      first: performance.getEntriesByName('depesche:ready')[0].startTime,
      wasm: (await document.querySelectorAll('depesche-card')[1].statistics()).wasmBytes,
    }));
    add('Chromium: 100 cards, first ready after navigation', hundred.first, 'ms');
    add('Chromium: 100 cards, all ready', last, 'ms', 'all eager');
    add('Chromium: 100 cards, main thread busy until then', metrics.find(({ name }) => name === 'TaskDuration').value * 1000, 'ms');
    add('memory: WASM, 100 cards', hundred.wasm / 2 ** 20, 'MB');
    await many.close();

    server.answer('/large.html', 200, 'text/html', `${cardPage('src="/long.json" lang="de"').replace('<depesche-card', '<p>Davor</p><depesche-card')}<p>Danach</p>`);
    const rounds = [];
    for (let round = 0; round < 3; round++) rounds.push(await largeArticle(browser, `${server.url}/large.html`));
    for (const name of Object.keys(rounds[0])) add(`Chromium: ${name}`, median(rounds.map(round => round[name])), 'ms');
  } finally {
    await browser.close();
    await server.close();
  }
  return rows;
}
