// Whatever is wrong with what the card is given, there is something to read in its place, an `error` event says what,
// and nothing reaches the host page's console but the browser's own line about a failed request.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anotherEngine, serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import { cardPage, clickUntil, openDocument, ready, root, server, startForFile, test } from './harness.mjs';

const sample = readFileSync(join(root, 'assets/articles/summit.json'), 'utf8');

startForFile();

/** Opens a card on what `prepare` has set up, and gives `check` the page and the card's events. */
async function withCard({ prepare = () => {}, attributes = 'src="/given.json" lang="de"', body }, check) {
  server.routes.clear();
  server.answer('/given.json', 200, 'application/json', sample);
  prepare();
  const watch = () => {
    globalThis.seen = [];
    for (const type of ['load', 'error']) {
      // On the document: `load` never reaches the window.
      document.addEventListener(type, event => event.detail && globalThis.seen.push({ event: type, ...event.detail }), true);
    }
  };
  const { page, problems, close } = await openDocument(body ?? cardPage(attributes), {
    prepare: page => page.addInitScript(watch),
  });
  const event = async (type, kind) => {
    await page.waitForFunction(
      ([wanted, sort]) => globalThis.seen.some(({ event, type }) => event === wanted && (!sort || type === sort)),
      [type, kind],
      { timeout: 15_000 },
    );
    return page.evaluate(([wanted, sort]) => globalThis.seen.find(({ event, type }) => event === wanted && (!sort || type === sort)), [
      type,
      kind,
    ]);
  };
  await check({ page, event, problems });
  // What the browser itself says of requests and fonts.
  const ours = problems.filter(problem => !/^console: (Failed to load resource|OTS parsing error)/.test(problem));
  assert.deepEqual(ours, []);
  await close();
}

/** The painted card shows more than its ground. */
const somethingPainted = page =>
  page.evaluate(() => {
    const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
    if (!canvas?.width) return false;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set(new Uint32Array(data.buffer));
    return colours.size > 8;
  });

async function showsErrorCard(page, event, type, text) {
  const error = await event('error', type);
  assert.ok(error.message.length > 0);
  await page.getByText(text).first().waitFor({ state: 'attached' });
  await page.waitForTimeout(200);
  const { height } = await page.locator('depesche-card').boundingBox();
  assert.ok(height > 40, `${height} px high`);
  return error;
}

const brokenArticles = {
  'HTML instead of JSON': '<!doctype html><title>Not found</title><p>Sorry',
  'truncated JSON': sample.slice(0, sample.length / 2),
  'an empty file': '',
  'JSON of another kind': '[1, 2, 3]',
  'another format': '{"format": "depesche/9", "languages": ["de"], "headline": "H", "body": []}',
  'no headline': '{"format": "depesche/1", "languages": ["de"], "body": []}',
  'fields of wrong types': '{"format": "depesche/1", "languages": "de", "headline": 7, "body": {}}',
  'a dangerous link':
    '{"format": "depesche/1", "languages": ["de"], "headline": "H", "body": [{"type": "paragraph", "text": [{"link": "javascript:alert(1)", "text": "x"}]}]}',
};
for (const [name, body] of Object.entries(brokenArticles)) {
  test(`the article is ${name}`, () =>
    withCard({ prepare: () => server.answer('/given.json', 200, 'application/json', body) }, async ({ page, event }) => {
      const error = await showsErrorCard(page, event, 'article', /given\.json/);
      assert.ok(error.diagnostics.length > 0);
      assert.match(error.message, /^given\.json(:\d+:\d+)?/);
      assert.ok(await somethingPainted(page), 'the engine paints the error card');
      assert.ok(await page.getByText('Dieser Artikel kann nicht angezeigt werden').count());
    }));
}

test('the article is not UTF-8', () =>
  withCard(
    { prepare: () => server.answer('/given.json', 200, 'application/json', Buffer.from('{"format": "depesche/1\xff"}', 'latin1')) },
    async ({ page, event }) => {
      const error = await showsErrorCard(page, event, 'article', /given\.json/);
      assert.equal(error.diagnostics[0].code, 'invalid-utf-8');
    },
  ));

test('the article is over 8 MiB', () =>
  withCard(
    { prepare: () => server.answer('/given.json', 200, 'application/json', `{"x": "${'x'.repeat(9 << 20)}"}`) },
    ({ page, event }) => showsErrorCard(page, event, 'article', /given\.json/),
  ));

for (const [name, status] of [
  ['not there', 404],
  ['not to be had', 500],
]) {
  test(`the article is ${name}`, () =>
    withCard({ prepare: () => server.answer('/given.json', status, 'text/html', '<p>sorry') }, async ({ page, event }) => {
      const error = await showsErrorCard(page, event, 'load', new RegExp(String(status)));
      assert.match(error.message, /given\.json/);
      await page.getByRole('alert').getByText('Dieser Artikel kann nicht angezeigt werden').waitFor();
    }));
}

test('the connection breaks', () =>
  withCard(
    { prepare: () => server.routes.set('/given.json', request => request.socket.destroy()) },
    async ({ page, event }) => {
      await showsErrorCard(page, event, 'load', /cannot be reached/);
    },
  ));

test('the article ends halfway', () =>
  withCard(
    {
      prepare: () =>
        server.routes.set('/given.json', (_, response) => {
          response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '100000' });
          response.write(sample.slice(0, 1000));
          setTimeout(() => response.destroy(), 50);
        }),
    },
    ({ page, event }) => showsErrorCard(page, event, 'load', /given\.json/),
  ));

test('an article that comes while the engine answers something else is reported itself', () =>
  withCard({}, async ({ page, event }) => {
    await event('load');
    await page.evaluate(async () => {
      const card = document.querySelector('depesche-card');
      card.theme = 'dark';
      await Promise.resolve();
      await Promise.resolve(); // the theme is on its way
      card.article = { format: 'depesche/1' };
    });
    await event('error', 'article');
    assert.equal(await page.evaluate(() => globalThis.seen.filter(({ event }) => event === 'load').length), 1);
  }));

test('a new address is wrong: the last good article stays under a notice', () =>
  withCard({}, async ({ page, event }) => {
    await event('load');
    await page.evaluate(() => (document.querySelector('depesche-card').src = '/missing.json'));
    await event('error', 'load');
    await page.getByRole('alert').getByText(/missing\.json/).waitFor();
    assert.equal(await page.getByRole('alert').getByText('Gezeigt wird der letzte gute Stand.').count(), 1);
    assert.ok(await page.getByRole('article', { name: /^Macron/ }).count());
    server.answer('/broken.json', 200, 'application/json', '{');
    await page.evaluate(() => (document.querySelector('depesche-card').src = '/broken.json'));
    await event('error', 'article');
    assert.ok(await page.getByRole('article', { name: /^Macron/ }).count());
    await page.evaluate(() => (document.querySelector('depesche-card').src = '/given.json'));
    await page.waitForFunction(() => globalThis.seen.filter(({ event }) => event === 'load').length === 2);
    assert.equal(await page.getByRole('alert').count(), 0);
  }));

test('a notice comes, is another, and goes: what is read under it stays where it is', () =>
  withCard({}, async ({ page, event }) => {
    await event('load');
    await ready(page);
    await page.evaluate(() => scrollTo(0, 900));
    await page.waitForTimeout(200);
    const height = () => page.evaluate(() => document.querySelector('depesche-card').getBoundingClientRect().height);
    const before = await height();
    const top = await page.evaluate(() => {
      const blocks = [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.layer p')];
      globalThis.block = blocks.find(each => each.getBoundingClientRect().top > 0);
      return globalThis.block.getBoundingClientRect().top;
    });
    const stays = async what => assert.ok(Math.abs((await page.evaluate(() => globalThis.block.getBoundingClientRect().top)) - top) <= 1, what);
    for (const address of ['/missing.json', `/missing-${'long-'.repeat(40)}.json`]) {
      await page.evaluate(src => (document.querySelector('depesche-card').src = src), address);
      await page.getByRole('alert').getByText(address).waitFor();
      assert.ok((await height()) > before + 20);
      await stays(address);
    }
    await page.evaluate(() => (document.querySelector('depesche-card').src = '/given.json'));
    await page.waitForFunction(() => globalThis.seen.filter(({ event }) => event === 'load').length === 2);
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await stays('it has gone');
  }));

/** What lies over the pixels and is not see-through, or has room of its own. */
const covering = page =>
  page.evaluate(() =>
    [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.layer, .layer :not(input, img)')]
      .filter(element => {
        const { backgroundColor, backgroundImage, borderTopWidth, borderLeftWidth } = getComputedStyle(element);
        return backgroundColor !== 'rgba(0, 0, 0, 0)' || backgroundImage !== 'none' || borderTopWidth !== '0px' || borderLeftWidth !== '0px';
      })
      .map(({ localName, className }) => `${localName}.${className}`),
  );

test('a faulty article of another folder: the pictures of the last good one stay', () =>
  withCard({}, async ({ page, event }) => {
    await event('load');
    server.answer('/other/folder/bad.json', 200, 'application/json', '{"format": "depesche/1"}');
    const before = server.requests.length;
    await page.evaluate(() => (document.querySelector('depesche-card').src = '/other/folder/bad.json'));
    await event('error', 'article');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('article', { name: /^Macron says/ }).waitFor();
    assert.deepEqual(server.requests.slice(before).filter(path => path.startsWith('/other/') && !path.endsWith('bad.json')), []);
    assert.equal(await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelectorAll('.broken').length), 0);
  }));

test('an article that cannot be had, before there was one: methods answer', () =>
  withCard({ attributes: 'src="/missing.json" lang="de"' }, async ({ page, event }) => {
    await event('error', 'load');
    const asked = await page.evaluate(async () => {
      const card = document.querySelector('depesche-card');
      return [await card.openEntry('macron'), await card.toPng().catch(({ message }) => message)];
    });
    assert.deepEqual(asked, [false, 'nothing is painted: there is no article, or no engine']);
  }));

test('an article that cannot be had beside the host’s own words: an entry opens in those', () =>
  withCard({ body: cardPage('src="/missing.json" lang="de"').replace('</depesche-card>', '<article><ol><li data-entry="macron"><details><summary>M</summary>Words</details></li></ol></article></depesche-card>') }, async ({ page, event }) => {
    await event('error', 'load');
    assert.equal(await page.evaluate(() => document.querySelector('depesche-card').openEntry('macron')), true);
    assert.equal(await page.locator('details').evaluate(({ open }) => open), true);
  }));

test('a faulty article comes after a good one: the words above the last good state are seen', () =>
  withCard({}, async ({ page, event }) => {
    await event('load');
    await ready(page);
    await page.evaluate(() => {
      document.querySelector('depesche-card').article = { format: 'depesche/1', languages: ['de'], headline: 3, body: [] };
    });
    await event('error', 'article');
    // Long enough to take two lines.
    await page.getByText('found the number 3; expected a text').waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    assert.deepEqual(await covering(page), []);
    assert.equal(await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').className), 'card');
  }));

for (const [name, path] of [
  ['a font', '/fonts/serif-regular.latin.ttf'],
  ['the strings', '/strings/de.json'],
  ['the hyphenation', '/hyphenation/de.dic'],
]) {
  test(`${name} is missing`, () =>
    withCard({ prepare: () => server.answer(path, 404, 'text/plain', 'no') }, async ({ page, event }) => {
      const error = await event('error', 'resource');
      assert.match(error.message, new RegExp(path.slice(1)));
      await event('load');
      await ready(page);
      assert.ok(await somethingPainted(page));
      assert.ok(await page.getByRole('article', { name: /^Macron/ }).count());
    }));
}

test('a font is not a font', () =>
  withCard(
    { prepare: () => server.answer('/fonts/serif-regular.latin.ttf', 200, 'font/ttf', 'This is not a font.'.repeat(100)) },
    async ({ page, event }) => {
      await event('error', 'resource');
      await ready(page);
      assert.ok(await somethingPainted(page));
    },
  ));

test('a picture is missing', () =>
  withCard(
    {
      prepare: () => {
        for (const size of [640, 1280, 1920]) {
          for (const type of ['avif', 'webp', 'jpg']) server.answer(`/images/elysee-${size}.${type}`, 404, 'text/plain', 'no');
        }
        server.answer('/articles/given.json', 200, 'application/json', sample);
      },
      attributes: 'src="/articles/given.json" lang="de"',
    },
    async ({ page }) => {
      await ready(page);
      assert.ok(await page.getByRole('article', { name: /^Macron/ }).count());
    },
  ));

for (const [name, prepare] of [
  ['is missing', () => server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'no')],
  ['is something else', () => server.answer('/wasm/depesche.wasm', 200, 'application/wasm', 'no')],
  ['is another engine', () => server.answer('/wasm/depesche.wasm', 200, 'application/wasm', anotherEngine())],
  ['has lost its loader', () => server.answer('/engine_thread.js', 404, 'text/plain', 'no')],
]) {
  test(`the WASM ${name}: the article in plain DOM`, () =>
    withCard({ prepare }, async ({ page, event }) => {
      await event('error', 'engine');
      await page.getByRole('heading', { level: 1, name: /^Macron/ }).waitFor();
      assert.equal(await page.getByRole('alert').count(), 0);
    }));
  test(`the WASM ${name}, and the article is no JSON: a message in plain DOM`, () =>
    withCard(
      {
        prepare: () => {
          prepare();
          server.answer('/given.json', 200, 'application/json', '{"format": ');
        },
      },
      async ({ page, event }) => {
        await event('error', 'engine');
        await page.getByRole('alert').getByText('Dieser Artikel kann nicht angezeigt werden').waitFor();
      },
    ));
  test(`the WASM ${name}: the light DOM stays`, () =>
    withCard(
      { prepare, body: cardPage().replace('</depesche-card>', '<p>Der Text der Seite</p></depesche-card>') },
      async ({ page, event }) => {
        await event('error', 'engine');
        assert.ok(await page.getByText('Der Text der Seite').isVisible());
        assert.equal(await page.getByRole('alert').count(), 0);
      },
    ));
}

const noWasm = `script-src 'self'; style-src 'self' 'unsafe-inline'`;
const noWasmHere = `<meta http-equiv="Content-Security-Policy" content="${noWasm}">`;
const forbiddenWasm = {
  'the page, whose own thread the engine is in': { body: cardPage('src="/articles/summit.json" lang="de" worker="none"', { head: noWasmHere }) },
  "the Worker's script": {
    body: cardPage(),
    prepare: () =>
      server.answer('/engine_thread.js', 200, 'text/javascript', readFileSync(join(root, 'dist/engine_thread.js')), { 'Content-Security-Policy': noWasm }),
  },
};
for (const [where, setup] of Object.entries(forbiddenWasm))
  test(`the policy of ${where} forbids WASM`, () =>
    withCard(setup, async ({ page, event, problems }) => {
      await event('error', 'engine');
      await page.getByRole('heading', { level: 1, name: /^Macron/ }).waitFor();
      // The browser itself reports what the policy stopped.
      problems.splice(0, problems.length, ...problems.filter(problem => !/Content Security Policy/.test(problem)));
    }));

test('the policy of the page says nothing of WASM, and that of the Worker is its own', () =>
  withCard({ body: cardPage(undefined, { head: noWasmHere }) }, ({ page }) => ready(page)));

test('the server does not know the MIME type of WASM', () =>
  withCard(
    {
      prepare: () =>
        server.answer('/wasm/depesche.wasm', 200, 'application/octet-stream', readFileSync(join(root, 'dist/wasm/depesche.wasm'))),
    },
    ({ page }) => ready(page),
  ));

test('the engine traps: it starts again once, with the reader where they were, then says so', () =>
  withCard({ body: cardPage(), prepare: () => serveFaultyEngine(server) }, async ({ page, event }) => {
    const starts = () => server.requests.filter(path => path === '/started').length;
    server.requests.length = 0;
    await page.reload();
    await ready(page);
    assert.equal(starts(), 1);
    const article = page.getByRole('article');
    await article.getByRole('button', { name: /Emmanuel Macron/ }).click();
    await article.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).waitFor();
    await article.getByRole('button', { name: 'English' }).click();
    await page.getByRole('article', { name: /^Macron says/ }).waitFor();

    await page.evaluate(tellEngine, 'trap');
    await article.getByRole('button', { name: 'Русский' }).click();
    await event('error', 'engine');
    while (starts() < 2) await page.waitForTimeout(20);
    await clickUntil(article.getByRole('button', { name: 'Русский' }), page.getByRole('article', { name: /^Макрон/ }));
    assert.equal(await article.getByRole('button', { expanded: true }).count(), 1);

    await page.evaluate(() => (globalThis.seen.length = 0));
    await page.evaluate(tellEngine, 'trap');
    await article.getByRole('button', { name: 'Deutsch' }).click();
    await event('error', 'engine');
    await page.getByRole('alert').waitFor();
    await page.waitForTimeout(300);
    assert.equal(starts(), 2, 'no third start');
    const paragraph = article.getByText(/^Американская поддержка/);
    assert.doesNotMatch(await paragraph.evaluate(element => getComputedStyle(element).webkitTextFillColor), /rgba/, 'the text itself is shown');
  }));
