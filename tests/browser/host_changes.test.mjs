// What hosts do to a card at unusual moments and in unusual places: another article before the first one is there, an element
// taken out while it loads, white space between its tags, boxes that ask what they hold for its width.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baselineShifts, cardPage, openForEachTest, page, problems, ready, root, server, show, startForFile, test, until } from './harness.mjs';

startForFile();
openForEachTest();

const article = (headline, more = {}) =>
  JSON.stringify({ format: 'depesche/1', languages: ['en'], headline, body: [{ type: 'paragraph', text: 'Text.' }], ...more });
/** Keeps the engine for some time. */
const long = headline => article(headline, { body: new Array(3000).fill({ type: 'paragraph', text: 'A text of some words, set over and over again for a long time.' }) });
/** Takes the engine's seldom part, which a card in another language does not expect. */
const rightToLeft = readFileSync(join(root, 'tests/cases/layout/right-to-left-card.json'), 'utf8');
/** A page that notes what its cards tell: [event, type]. */
const telling = body => `<!doctype html><html lang="de"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Test</title><style>body{margin:0}</style>
<script>
  globalThis.told = [];
  for (const type of ['load', 'error']) document.addEventListener(type, ({ detail }) => detail?.diagnostics && globalThis.told.push([type, detail.type ?? '']), true);
</script><script type="module" src="/depesche.js"></script>${body}`;
const told = () => page.evaluate(() => globalThis.told);
const quiet = () => problems.splice(0).filter(line => !/Failed to load resource/.test(line));

test('another address before the card\'s own script has come is the one that is shown', async () => {
  server.answer('/first.json', 200, 'application/json', article('The first'));
  server.answer('/second.json', 200, 'application/json', article('The second'));
  server.delay('/card.js', 300);
  await show(telling(`<depesche-card src="/first.json"></depesche-card><script type="module">
    import '/depesche.js';
    document.querySelector('depesche-card').src = '/second.json';
  </script>`));
  await ready(page);
  assert.equal(await page.getByRole('article', { name: 'The second' }).count(), 1);
  assert.equal(await page.getByRole('article', { name: 'The first' }).count(), 0);
});

test('an article gives way to an address that is set after it, and null gives the address back', async () => {
  server.answer('/first.json', 200, 'application/json', article('The first'));
  server.answer('/second.json', 200, 'application/json', article('The second'));
  const set = values => page.evaluate(values => void Object.assign(document.querySelector('depesche-card'), values), values);
  const is = name => page.getByRole('article', { name }).waitFor();
  await show(telling('<depesche-card src="/first.json"></depesche-card>'));
  await is('The first');
  await set({ article: article('A draft') });
  await is('A draft');
  await set({ src: '/second.json' });
  await is('The second');
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').article), undefined);
  await page.evaluate(() => document.querySelector('depesche-card').reload());
  await is('The second');

  await set({ article: article('A draft') });
  await is('A draft');
  await set({ article: null });
  await is('The second');
  // As a framework sets all that it knows, one after the other.
  await set({ src: '/first.json', article: null });
  await is('The first');
  assert.deepEqual((await told()).filter(([type]) => type === 'error'), []);
});

test('methods answer where the address is taken away while its article is on its way', async () => {
  const asked = address => page.evaluate(address => {
    const card = document.querySelector('depesche-card');
    if (address) card.src = address;
    card.src = null;
    return Promise.all([card.openEntry('macron'), card.toPng().then(({ type }) => type, String)]);
  }, address);
  server.hold('/articles/never.json');
  await show(telling('<depesche-card src="/articles/never.json"></depesche-card>'));
  await page.locator('depesche-card .card').waitFor({ state: 'attached' });
  assert.deepEqual(await asked(''), [false, 'Error: nothing is painted: there is no article, or no engine']);
  await page.evaluate(() => (document.querySelector('depesche-card').src = '/articles/summit.json'));
  await ready(page);
  // What is shown stays.
  assert.deepEqual(await asked('/articles/never.json'), [true, 'image/png']);
});

test('white space between the tags is not taken for words', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'no');
  await show(telling('<depesche-card src="/articles/summit.json">\n</depesche-card>'));
  const room = await page.evaluate(async () => {
    await customElements.whenDefined('depesche-card');
    return document.querySelector('depesche-card').offsetHeight >= innerHeight;
  });
  assert.ok(room, 'what follows is kept out of view');
  await page.locator('.plain-reader').getByText('Emmanuel Macron').first().waitFor();
  assert.ok(await page.locator('.plain-reader h1').isVisible());
  assert.deepEqual(quiet(), []);
});

test('a card that is taken out while its engine starts tells of its article when it is back', async () => {
  server.delay('/wasm/depesche.wasm', 1500);
  await show(telling('<depesche-card src="/articles/summit.json" lang="de"></depesche-card>'));
  await page.locator('.plain-reader h1').waitFor();
  await page.evaluate(async () => {
    globalThis.card = document.querySelector('depesche-card');
    globalThis.card.remove();
    await new Promise(done => setTimeout(done, 50));
    document.body.append(globalThis.card);
  });
  assert.deepEqual(await told(), []);
  await ready(page);
  await until(async () => (await told()).length > 0, 'load');
  assert.deepEqual(await told(), [['load', '']]);
});

for (const [what, give, wait] of [
  ['an address', () => (globalThis.card.src = '/second.json'), 50],
  ['an article', () => (globalThis.card.article = { format: 'depesche/1', languages: ['en'], headline: 'The second', body: [] }), 0],
]) {
  test(`${what} that was on its way when the card was taken out comes when it is back`, async () => {
    server.routes.set('/second.json', (_, response) => setTimeout(() => response.end(article('The second')), 300));
    server.answer('/first.json', 200, 'application/json', article('The first'));
    await show(telling('<depesche-card src="/first.json" lang="en"></depesche-card>'));
    await page.getByRole('article', { name: 'The first' }).waitFor();
    await page.evaluate(() => (globalThis.card = document.querySelector('depesche-card')));
    // Given and taken out in one task, or a little later.
    await page.evaluate(`(async () => {
      (${give})();
      if (${wait}) await new Promise(done => setTimeout(done, ${wait}));
      globalThis.card.remove();
      await new Promise(done => setTimeout(done, 50));
      document.body.append(globalThis.card);
    })()`);
    await page.getByRole('article', { name: 'The second' }).waitFor();
    assert.deepEqual((await told()).filter(([type]) => type === 'error'), []);
  });
}

test('a card that is put back with another article shows its own until that has come, and if it does not', async () => {
  await show(cardPage());
  await ready(page);
  server.answer('/missing.json', 404, 'text/plain', 'gone');
  await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    card.remove();
    await new Promise(done => setTimeout(done, 100));
    card.src = '/missing.json';
    document.body.append(card);
  });
  await page.getByRole('alert').getByText(/missing\.json/).waitFor();
  assert.ok(await page.getByRole('article', { name: /^Macron/ }).count());
  await until(() => page.evaluate(() => {
    const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
    return canvas?.width > 0 && new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size > 20;
  }), 'the article\'s pixels');
  quiet();
});

test('a card that is put back is in the language that its reader has chosen', async () => {
  await show(cardPage());
  await ready(page);
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
  await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    card.remove();
    await new Promise(done => setTimeout(done, 100));
    document.body.append(card);
  });
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('canvas')?.width > 0);
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
});

test('in a component of the host\'s the card has the language of the page', async () => {
  await show(telling('<div id="component"></div>').replace('lang="de"', 'lang="ru"'));
  await page.evaluate(() => {
    document.querySelector('#component').attachShadow({ mode: 'open' }).innerHTML = '<depesche-card src="/articles/summit.json"></depesche-card>';
  });
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
});

for (const [where, style] of [
  ['in a row', 'display:flex'],
  ['in the middle of a column', 'display:flex;flex-direction:column;align-items:center'],
  ['floating', ''],
]) {
  test(`${where} the card takes the width that there is`, async () => {
    await show(telling(`<div style="${style}"><depesche-card src="/articles/summit.json" lang="de" ${where === 'floating' ? 'style="float:left"' : ''}></depesche-card></div>`));
    await ready(page);
    const { card, window } = await page.evaluate(() => ({ card: document.querySelector('depesche-card').offsetWidth, window: document.documentElement.clientWidth }));
    assert.equal(card, window);
    assert.ok(await page.getByRole('heading', { level: 1 }).isVisible());
  });
}

test('however the host lays out the element and the part of the box, pixels are as wide as the texts over them', async () => {
  for (const style of [
    'depesche-card { display: flex }',
    'depesche-card { display: grid; place-items: center }',
    'div { writing-mode: vertical-rl; width: 800px; height: 700px }',
    '::part(card) { width: 300px; max-width: 500px; margin: 9px auto; padding: 20px }',
  ]) {
    await show(telling(`<style>${style}</style><div><depesche-card src="/articles/summit.json" lang="de"></depesche-card></div>`));
    await ready(page);
    const widths = await until(() => page.evaluate(() => {
      const { shadowRoot, clientWidth } = document.querySelector('depesche-card');
      const [card, tiles, layer] = ['.card:not(.flow)', '.tiles', '.layer'].map(name => shadowRoot.querySelector(name)?.getBoundingClientRect().width);
      return tiles > 0 && tiles === layer && { card, layer, clientWidth };
    }), style, 3000);
    assert.equal(widths.card, widths.clientWidth, style);
    assert.equal(widths.layer, widths.clientWidth, style);
  }
});

test('a card that fills the screen scrolls inside, and has its pixels there', async () => {
  await show(telling('<depesche-card src="/articles/summit.json" lang="de"></depesche-card>'));
  await ready(page);
  await page.evaluate(() => document.querySelector('depesche-card').requestFullscreen());
  await page.mouse.move(300, 300);
  const scrolled = () => page.evaluate(() => document.querySelector('depesche-card').scrollTop);
  await until(async () => {
    await page.mouse.wheel(0, 300);
    return (await scrolled()) > 3000;
  }, 'the end');
  await until(() => page.evaluate(() => {
    const { shadowRoot } = document.querySelector('depesche-card');
    const seen = [...shadowRoot.querySelectorAll('canvas')].filter(({ width, style }) => width && style.display !== 'none').map(canvas => canvas.getBoundingClientRect());
    return seen.some(({ top }) => top <= 0) && seen.some(({ bottom }) => bottom >= innerHeight);
  }), 'pixels');
});

test('hidden="until-found": what is found is shown, with its pixels and its texts on them', async () => {
  server.answer('/test.html', 200, 'text/html', telling('<p>Above<depesche-card hidden="until-found" src="/articles/summit.json" lang="de"></depesche-card>'));
  await page.goto(`${server.url}/test.html#:~:text=Wolodymyr`);
  await ready(page);
  assert.equal(await page.evaluate(() => document.querySelector('depesche-card').hidden), false);
  const shifts = await baselineShifts(page);
  await page.goto('about:blank');
  await show(telling('<p>Above<depesche-card src="/articles/summit.json" lang="de"></depesche-card>'));
  await ready(page);
  assert.deepEqual(shifts, await baselineShifts(page));
});

test('one card\'s article takes the seldom part: the others, whose calls are under way, go on at once', async () => {
  await show(telling('<depesche-card lang="en"></depesche-card>'.repeat(4)));
  await page.evaluate(async given => {
    await customElements.whenDefined('depesche-card');
    for (const [index, card] of document.querySelectorAll('depesche-card').entries()) card.article = given[index];
  }, [article('One'), rightToLeft, long('Three'), long('Four')]);
  // The watch over a thread that says nothing would take 15 s.
  await until(async () => (await told()).length === 4, 'all cards', 12_000);
  await page.waitForTimeout(300);
  assert.deepEqual(await told(), new Array(4).fill(['load', '']));
});

test('under the policy of docs/security.md an engine that starts again is in a Worker, too', async () => {
  server.answer('/favicon.ico', 200, 'image/x-icon', '');
  server.answer('/other.json', 200, 'application/json', rightToLeft);
  await show('<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><script type="module" src="/depesche.js"></script><depesche-card src="/other.json" lang="en"></depesche-card>', {
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types depesche",
  });
  await page.waitForFunction(() => performance.getEntriesByName('depesche:ready').length > 0);
  assert.equal(page.workers().length, 1);
  assert.deepEqual(quiet(), []);
});

test('canvases that the graphics process gives back empty are painted again', async () => {
  await show(cardPage());
  await ready(page);
  // No test can end the graphics process of a browser without one: what the browser does then is done here.
  const dark = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, 20);
      return data.every((value, index) => index % 4 === 3 || value === 0);
    });
  assert.equal(await dark(), false);
  await page.evaluate(() => {
    const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
    const context = canvas.getContext('2d');
    context.fillStyle = '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
  });
  assert.equal(await dark(), true);
  await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').dispatchEvent(new Event('contextrestored')));
  await until(async () => !(await dark()), 'the pixels');
});

test('what scrolls the card is found where it is slotted, and where the body scrolls', async () => {
  for (const body of [
    '<style>html{height:100%;overflow:hidden}body{height:100%;overflow:auto}</style><depesche-card src="/articles/summit.json" lang="de"></depesche-card>',
    `<div id="drawer"><depesche-card src="/articles/summit.json" lang="de"></depesche-card></div><script>
      const root = document.querySelector('#drawer').attachShadow({ mode: 'open' });
      root.innerHTML = '<div style="height:600px;overflow:auto"><slot></slot></div>';
    </script>`,
  ]) {
    await show(telling(body));
    await ready(page);
    await page.getByRole('searchbox').fill('Quelle');
    await page.getByRole('searchbox').press('Enter');
    await until(
      () => page.evaluate(() => {
        const drawer = document.querySelector('#drawer')?.shadowRoot.querySelector('div') ?? document.body;
        return drawer.scrollTop > 300;
      }),
      'the match in view',
    );
  }
});

test('a match comes into view where the box that scrolls is out of view itself, and in a frame whose body is positioned', async () => {
  const card = '<depesche-card src="/articles/summit.json" lang="de"></depesche-card>';
  const space = '<div style="height:2500px"></div>';
  server.answer('/framed.html', 200, 'text/html', telling(`<style>body{position:relative;margin-top:1500px}</style>${card}`));
  for (const [body, frame] of [
    [`<div style="width:420px;height:3000px;overflow:auto">${card}</div>${space}`, 0],
    ['<iframe src="/framed.html" title="Article" style="width:700px;height:9000px"></iframe>', 1],
  ]) {
    await show(telling(body));
    const scope = () => page.frames()[frame];
    await until(async () => (await scope()?.locator('depesche-card canvas').count()) > 0, 'the card');
    await scope().getByRole('searchbox').fill('Was Kiew erwartet');
    await scope().getByRole('searchbox').press('Enter');
    const heading = scope().getByRole('heading', { name: 'Was Kiew erwartet' });
    await until(async () => {
      const { y, height } = await heading.boundingBox();
      return y >= 0 && y + height <= page.viewportSize().height;
    }, 'the match in view');
  }
});

test('links of the plain words tell the host, too', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'no');
  await show(telling('<depesche-card src="/articles/summit.json" lang="en"></depesche-card>'));
  await page.evaluate(() => {
    globalThis.clicked = [];
    document.addEventListener('linkclick', event => {
      event.preventDefault();
      globalThis.clicked.push([event.target.localName, event.detail]);
    });
  });
  await page.locator('.plain-reader a').first().click();
  await page.locator('.plain-reader a').first().click({ modifiers: ['Control'] });
  const address = await page.locator('.plain-reader a').first().evaluate(({ href }) => href);
  assert.deepEqual(await page.evaluate(() => globalThis.clicked), [false, true].map(newTab => ['depesche-card', { url: address, newTab }]));
  assert.equal(page.url(), `${server.url}/test.html`);
  assert.deepEqual(quiet(), []);
});

test('the host\'s text styles are not those of the plain words', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'no');
  await show(telling('<style>body{text-align:center;text-transform:uppercase;letter-spacing:.3em;white-space:pre;font-style:italic;text-indent:3em}</style><depesche-card src="/articles/summit.json" lang="en"></depesche-card>'));
  await page.locator('.plain-reader p').nth(3).waitFor();
  const styles = await page.locator('.plain-reader p').nth(3).evaluate(element => {
    const { textAlign, textTransform, letterSpacing, whiteSpace, fontStyle, textIndent } = getComputedStyle(element);
    return [textAlign, textTransform, letterSpacing, whiteSpace, fontStyle, textIndent];
  });
  assert.deepEqual(styles, ['start', 'none', 'normal', 'normal', 'normal', '0px']);
  assert.deepEqual(quiet(), []);
});

test('a picture that could not be had is asked for again by reload()', async () => {
  server.answer('/given.json', 200, 'application/json', article('Given', {
    leadFigure: { image: { alt: 'A harbour', sources: [{ url: '/harbour.png', type: 'image/png', width: 1, height: 1 }] } },
  }));
  server.answer('/harbour.png', 503, 'text/plain', 'later');
  await show(telling('<depesche-card src="/given.json"></depesche-card>'));
  await ready(page);
  await page.locator('.broken').waitFor({ state: 'attached' });
  server.answer('/harbour.png', 200, 'image/png', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'));
  await page.evaluate(() => document.querySelector('depesche-card').reload());
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.layer img').naturalWidth > 0);
  assert.equal(await page.locator('.broken').count(), 0);
  assert.deepEqual(quiet(), []);
});

test('children that come after the plain words, in a page that is sent in pieces, are read in their place', async () => {
  const release = server.hold('/wasm/depesche.wasm');
  const [before, after] = telling('<depesche-card src="/articles/summit.json" lang="de">|\n<p>Its own words</p></depesche-card><p>Below').replace('type="module"', '$& async').split('|');
  let send;
  server.routes.set('/test.html', (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.write(before);
    send = () => response.end(after);
  });
  await page.goto(`${server.url}/test.html`, { waitUntil: 'commit' });
  await page.locator('.plain-reader h1').waitFor();
  send();
  await page.getByText('Its own words').waitFor();
  await page.locator('.plain-reader').waitFor({ state: 'detached' });
  release();
  await ready(page);
  assert.ok(await page.getByRole('article', { name: /^Macron: Trump/ }).isVisible());
  assert.equal(await page.getByText('Its own words').isVisible(), false);
});

test('methods called in a card that is not displayed are answered when it is', async () => {
  await show(telling('<depesche-card hidden src="/articles/summit.json" lang="de"></depesche-card>'));
  const answers = page.evaluate(() => {
    const card = document.querySelector('depesche-card');
    return Promise.all([card.reload(), card.openEntry('macron'), card.toPng().then(({ type }) => type)]);
  });
  await page.waitForTimeout(500);
  await page.evaluate(() => (document.querySelector('depesche-card').hidden = false));
  assert.deepEqual(await answers, [undefined, true, 'image/png']);
  assert.equal(await page.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).count(), 1);
});

test('a module of the plain words that never comes does not keep the card', async () => {
  server.routes.set('/plain_reader.js', () => {});
  await show(telling('<depesche-card src="/articles/summit.json" lang="en"></depesche-card>'));
  await ready(page);
});
