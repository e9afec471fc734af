// What a host asks of the element: the short variant, the poster, colours and measure, methods, a hundred cards.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  cardPage, cardPixels, openForEachTest, page, problems, readPng, ready, server, show, startForFile, temporaryDirectory, test,
} from './harness.mjs';

startForFile();
openForEachTest();

const text = (headline, more = {}) =>
  JSON.stringify({ format: 'depesche/1', languages: ['en'], headline, body: [{ type: 'paragraph', text: 'Text.' }], ...more });
/** RGB of the card's ground. */
const ground = () =>
  page.evaluate(() => [
    ...document.querySelector('depesche-card').shadowRoot.querySelector('canvas').getContext('2d').getImageData(3, 3, 1, 1).data,
  ].slice(0, 3));
const groundIs = async colour => {
  await page.waitForFunction(
    wanted => {
      const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
      return canvas && canvas.width > 0 && [...canvas.getContext('2d').getImageData(3, 3, 1, 1).data].slice(0, 3).join() === wanted;
    },
    colour.join(),
    { timeout: 5000 },
  );
};

test('variant="card" shows the head of the article; "read on" shows the rest and takes the focus along', async () => {
  await show(cardPage('src="/articles/summit.json" lang="en" variant="card"', { style: 'depesche-card{width:400px}' }));
  await ready(page);
  const article = page.getByRole('article', { name: /^Macron says/ });
  const short = (await page.locator('depesche-card').boundingBox()).height;
  assert.equal(await article.getByRole('button').count(), 1);
  assert.equal(await article.getByRole('img').count(), 1, 'the lead picture');
  await article.getByRole('button', { name: 'Read on' }).press('Enter');
  await article.getByRole('searchbox').waitFor();
  assert.ok((await page.locator('depesche-card').boundingBox()).height > 4 * short);
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.activeElement.localName), 'article');
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').variant), 'card', 'what the reader chose changes no attribute');
});

test('a host may open the article in its own way', async () => {
  await show(cardPage('src="/articles/summit.json" lang="en" variant="card"'));
  await ready(page);
  await page.evaluate(() => {
    document.addEventListener('readon', event => {
      globalThis.readOn = event.detail;
      event.preventDefault();
    });
  });
  await page.getByRole('button', { name: 'Read on' }).click();
  assert.deepEqual(await page.evaluate(() => globalThis.readOn), { src: '/articles/summit.json' });
  await page.waitForTimeout(200);
  assert.equal(await page.getByRole('searchbox').count(), 0);
});

test('the poster stands until the card is painted', async () => {
  let release;
  server.routes.set('/held.json', (_, response) => (release = () => response.end(text('Held'))));
  await show(cardPage('src="/held.json" poster="/images/elysee-640.jpg"'));
  const poster = page.locator('depesche-card img').first();
  await poster.waitFor();
  assert.equal(await poster.evaluate(image => new URL(image.src).pathname), '/images/elysee-640.jpg');
  while (!release) await page.waitForTimeout(20);
  release();
  await page.getByRole('article', { name: 'Held' }).waitFor();
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('[part=poster]').checkVisibility());
});

test('a poster of the host\'s own goes into its slot', async () => {
  let release;
  server.routes.set('/held.json', (_, response) => (release = () => response.end(text('Held'))));
  const body = cardPage('src="/held.json"');
  await show(body.replace('</depesche-card>', '<p slot="poster">In a moment</p></depesche-card>'));
  await page.getByText('In a moment').waitFor();
  while (!release) await page.waitForTimeout(20);
  release();
  await page.getByText('In a moment').waitFor({ state: 'hidden' });
});

test('colours come from custom properties, in the themes that they suit, and change with the page', async () => {
  const style = `depesche-card { width: 400px; --depesche-background: hsl(210 100% 97%); --depesche-text: #102040;
    --depesche-secondary-text: #405070; --depesche-surface: white; }
    .other depesche-card { --depesche-background: #ffeedd; }`;
  await show(cardPage('src="/articles/summit.json" lang="de" theme="light"', { style }));
  await ready(page);
  assert.deepEqual(await ground(), [240, 247, 255]);
  await page.evaluate(() => (document.body.className = 'other'));
  await groundIs([0xff, 0xee, 0xdd]);
  await page.evaluate(() => (document.querySelector('depesche-card').theme = 'dark'));
  await groundIs([0x17, 0x18, 0x1a]);
  await page.evaluate(() => (document.querySelector('depesche-card').theme = 'light'));
  await groundIs([0xff, 0xee, 0xdd]);
  await page.evaluate(() => document.querySelector('style').remove());
  await groundIs([0xff, 0xfe, 0xfb]);
});

test('colours that change while the card is not displayed or in no document are taken when it is again; those that the reader forces are not the host\'s', async () => {
  await show(cardPage('src="/articles/summit.json" lang="de" theme="light"', { style: 'depesche-card { width: 400px }' }));
  await ready(page);
  const set = colour => page.evaluate(colour => document.querySelector('depesche-card').style.setProperty('--depesche-background', colour), colour);
  const display = value => page.evaluate(value => (document.querySelector('depesche-card').style.display = value), value);
  await set('#ffeedd');
  await groundIs([0xff, 0xee, 0xdd]);
  await display('none');
  await set('#f0f7ff');
  await display('');
  await groundIs([0xf0, 0xf7, 0xff]);
  await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    card.remove();
    card.style.removeProperty('--depesche-background');
    await new Promise(done => setTimeout(done, 100));
    document.body.append(card);
  });
  await groundIs([0xff, 0xfe, 0xfb]);
  const { digests } = await cardPixels(page);
  await page.emulateMedia({ forcedColors: 'active' });
  await display('none');
  await page.waitForTimeout(200);
  await display('');
  await page.waitForTimeout(200);
  await page.emulateMedia({ forcedColors: 'none' });
  await page.waitForTimeout(200);
  assert.deepEqual((await cardPixels(page)).digests, digests);
});

test('--depesche-measure sets the length of lines, --depesche-radius the corners', async () => {
  await show(cardPage(undefined, { style: 'depesche-card{width:900px;--depesche-radius:12px}' }));
  await ready(page);
  const lead = () => page.evaluate(() => parseFloat(document.querySelector('depesche-card').shadowRoot.querySelector('.lead').style.width));
  const before = await lead();
  assert.equal(await page.locator('depesche-card').evaluate(card => getComputedStyle(card.shadowRoot.querySelector('.tiles')).borderRadius), '12px');
  await page.evaluate(() => document.querySelector('depesche-card').style.setProperty('--depesche-measure', '50'));
  await page.waitForFunction(
    width => parseFloat(document.querySelector('depesche-card').shadowRoot.querySelector('.lead').style.width) < width * 0.8,
    before,
  );
});

test('reload() shows what the server has now', async () => {
  server.answer('/news.json', 200, 'application/json', text('Before'));
  await show(cardPage('src="/news.json" lang="en"'));
  await page.getByRole('article', { name: 'Before' }).waitFor();
  server.answer('/news.json', 200, 'application/json', text('After'));
  await page.evaluate(() => document.querySelector('depesche-card').reload());
  assert.equal(await page.getByRole('article', { name: 'After' }).count(), 1);
  server.answer('/news.json', 404, 'text/plain', 'gone');
  await page.evaluate(() => document.querySelector('depesche-card').reload());
  assert.equal(await page.getByRole('article', { name: 'After' }).count(), 1, 'the last good one stays');
  assert.equal(problems.splice(0).length, 1, 'the browser tells of the 404');
});

test('reload() starts an engine that could not be had before', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'no');
  await show(cardPage());
  await page.getByRole('heading', { level: 1, name: /^Macron/ }).waitFor();
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.alone'));
  server.routes.delete('/wasm/depesche.wasm');
  await page.evaluate(() => document.querySelector('depesche-card').reload());
  await ready(page);
  problems.splice(0);
});

test('openEntry() opens the entry and brings it into view, in a card that has not begun, too', async () => {
  // What only the whole article is set in comes late.
  for (const face of ['serif-italic', 'serif-bold']) server.delay(`/fonts/${face}.latin.ttf`, 400);
  const attributes = 'src="/articles/summit.json" lang="de" loading="lazy" variant="card"';
  await show(cardPage(attributes, { style: 'depesche-card{margin-top:4000px}' }));
  await page.evaluate(() => customElements.whenDefined('depesche-card'));
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron')), true);
  const entry = page.getByRole('button', { name: /Emmanuel Macron/, expanded: true });
  const { y } = await entry.boundingBox();
  assert.ok(y >= 0 && y < 900, String(y));
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron', false)), true);
  assert.equal(await page.getByRole('button', { name: /Emmanuel Macron/, expanded: false }).count(), 1);
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('nobody')), false);
});

for (const [where, style, width, height] of [
  ['in the page', '', 720, 900],
  ['in a box of its own', 'depesche-card{height:32rem;overflow:auto}', 720, 900],
  ['where there is room for a part of it only', '', 320, 400],
]) {
  test(`openEntry() shows the statement, not its head alone: ${where}`, async () => {
    await page.setViewportSize({ width, height });
    await show(cardPage('src="/articles/summit.json" lang="de"', { style }));
    await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron'));
    const box = await page.locator('depesche-card').boundingBox();
    const end = Math.min(height, box.y + box.height);
    const head = await page.getByRole('button', { name: /Emmanuel Macron/ }).boundingBox();
    const statement = await page.getByRole('group', { name: 'Emmanuel Macron' }).boundingBox();
    assert.ok(head.y >= 0, `the head at ${head.y}`);
    assert.ok(statement.y + statement.height <= end || head.y < 1, `${statement.y} + ${statement.height} of ${end}, the head at ${head.y}`);
  });
}

/** What toPng() gives, decoded. */
async function pictureOfCard() {
  const base64 = await page.evaluate(async () => {
    const blob = await document.querySelector('depesche-card').toPng();
    const reader = new FileReader();
    return new Promise(done => {
      reader.onload = () => done(reader.result.split(',')[1]);
      reader.readAsDataURL(blob);
    });
  });
  const directory = temporaryDirectory();
  try {
    writeFileSync(join(directory.path, 'card.png'), Buffer.from(base64, 'base64'));
    return readPng(join(directory.path, 'card.png'));
  } finally {
    directory.cleanUp();
  }
}

test('the language around the element, shadow roots included', async () => {
  const body = cardPage().replace(/<depesche-card[^>]*><\/depesche-card>/, `<div id="outer" lang="en"></div><script>
    document.querySelector('#outer').attachShadow({ mode: 'open' }).innerHTML = '<section><depesche-card src="/articles/summit.json"></depesche-card></section>';
  </script>`);
  assert.match(body, /id="outer"/);
  await show(body);
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
});

test('toPng() is the whole card with its pictures', async () => {
  await show(cardPage('src="/articles/summit.json" lang="de"', { style: 'depesche-card{width:400px}' }));
  await ready(page);
  const { width, height, data } = await pictureOfCard();
  const box = await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').getBoundingClientRect().toJSON());
  assert.deepEqual([width, height], [400, Math.ceil(box.height)]);
  const image = await page.evaluate(() => {
    const card = document.querySelector('depesche-card').shadowRoot;
    const top = card.querySelector('.card').getBoundingClientRect().top;
    const { top: y, height } = card.querySelector('img').getBoundingClientRect();
    return Math.round(y - top + height / 2);
  });
  const colours = new Set();
  for (let x = 0; x < width; x++) colours.add(data.readUInt32BE((image * width + x) * 4));
  assert.ok(colours.size > 100, `the picture is in it: ${colours.size} colours in its middle row`);

  // Whatever becomes of the card on the screen meanwhile.
  for (const [what, change] of [
    ['scrolls', () => {
      const { decode } = HTMLImageElement.prototype;
      HTMLImageElement.prototype.decode = function () {
        scrollTo(0, 700);
        return decode.call(this);
      };
    }],
    ['is scaled', () => void (document.querySelector('depesche-card').style.transform = 'rotate(3deg) scale(0.5)')],
    ['is hidden', () => void (document.querySelector('depesche-card').hidden = true)],
  ]) {
    await page.evaluate(change);
    const again = await pictureOfCard();
    assert.deepEqual([again.width, again.height], [width, height], what);
    assert.ok(again.data.equals(data), `the same picture where the card ${what}`);
  }
});

test('a hundred cards share one engine; only what is near the view holds pixels', async () => {
  const cards = (from, to) =>
    Array.from({ length: to - from }, (_, index) => `<depesche-card src="/articles/summit.json" lang="${['de', 'en', 'ru'][(from + index) % 3]}" variant="card" loading="lazy"></depesche-card>`).join('');
  await show(
    `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>100</title>
    <style>body{margin:0}depesche-card{width:500px}</style><script type="module" src="/depesche.js"></script>${cards(0, 100)}`,
  );
  await ready(page);
  const state = () =>
    page.evaluate(async () => {
      const all = [...document.querySelectorAll('depesche-card')];
      const statistics = (await Promise.all(all.map(card => card.statistics()))).filter(({ counters }) => counters);
      const canvases = all.flatMap(card => [...card.shadowRoot.querySelectorAll('canvas')]);
      return {
        started: statistics.length,
        wasmBytes: statistics[0].wasmBytes,
        painted: canvases.reduce((sum, { width, height }) => sum + width * height * 4, 0),
      };
    });
  await page.waitForTimeout(500);
  const first = await state();
  assert.ok(first.started >= 2 && first.started <= 10, `${first.started} cards have begun`);
  for (let y = 0; y < 100; y++) {
    await page.evaluate(index => document.querySelectorAll('depesche-card')[index].scrollIntoView(), y);
    await page.waitForFunction(index => document.querySelectorAll('depesche-card')[index].shadowRoot.querySelector('canvas')?.width > 0, y);
  }
  await page.waitForTimeout(500);
  const last = await state();
  assert.equal(last.started, 100);
  assert.ok(last.painted < 8 * 500 * 512 * 4, `${last.painted} bytes of pixels`);
  assert.ok(last.wasmBytes < 32e6, `${first.wasmBytes} -> ${last.wasmBytes} bytes of memory`);
  const count = path => server.requests.filter(request => request === path).length;
  assert.equal(count('/wasm/depesche.wasm'), 1);
  assert.equal(count('/fonts/serif-regular.latin.ttf'), 1);
  assert.ok(page.workers().length <= 1);
});

test('a removed card gives its part of the engine back', async () => {
  await show(cardPage('src="/articles/summit.json" lang="de"'));
  await ready(page);
  const bytes = () => page.evaluate(async () => (await document.querySelector('depesche-card').statistics()).wasmBytes);
  const round = () =>
    page.evaluate(async () => {
      for (let index = 0; index < 10; index++) {
        const card = document.createElement('depesche-card');
        card.src = '/articles/summit.json';
        card.lang = 'de';
        document.body.append(card);
        await new Promise(done => card.addEventListener('load', done, { once: true }));
        card.remove();
        await new Promise(done => setTimeout(done));
      }
    });
  await round();
  const before = await bytes();
  await round();
  await round();
  assert.equal(await bytes(), before);
});

test('a card inside another component\'s shadow root', async () => {
  await show(`<!doctype html><html lang="de"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Nested</title>
    <script type="module" src="/depesche.js"></script><news-box></news-box><script>
    customElements.define('news-box', class extends HTMLElement {
      connectedCallback() {
        const card = document.createElement('depesche-card');
        card.src = '/articles/summit.json';
        this.attachShadow({ mode: 'open' }).append(card);
      }
    });
    document.addEventListener('entrytoggle', event => (globalThis.toggled = event.detail));
  </script>`);
  await ready(page);
  await page.getByRole('button', { name: /Emmanuel Macron/ }).click();
  await page.waitForFunction(() => globalThis.toggled);
  assert.deepEqual(await page.evaluate(() => globalThis.toggled), { entry: 'macron', open: true });
});
