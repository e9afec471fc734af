// The engine in two parts (scripts/split-wasm.mjs): what a usual reading takes, and the rest, for which it begins once more.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { serveFaultyEngine } from './faulty_engine.mjs';
import { cardPage, openDocument, ready, root, sample, server, startForFile, test, until } from './harness.mjs';

startForFile();
beforeEach(() => {
  server.routes.clear();
  server.requests.length = 0;
});

const asked = part => server.requests.filter(path => path === `/wasm/${part}.wasm`).length;

/** A page with a card, and what it tells: [event, type]. */
async function open(attributes) {
  const { page, problems, close } = await openDocument(cardPage(attributes), {
    prepare: page =>
      page.addInitScript(() => {
        globalThis.told = [];
        for (const type of ['load', 'error']) {
          document.addEventListener(type, event => event.detail && globalThis.told.push([type, event.detail.type ?? '']), true);
        }
      }),
  });
  return {
    page,
    told: async (...wanted) => {
      await page.waitForFunction(count => globalThis.told.length >= count, wanted.length);
      // Nothing more comes.
      await page.waitForTimeout(300);
      assert.deepEqual(await page.evaluate(() => globalThis.told), wanted);
    },
    async end() {
      // The browser itself says what it could not fetch.
      assert.deepEqual(problems.filter(line => !/Failed to load resource/.test(line)), []);
      await close();
    },
  };
}

/** Runs in the page. */
const give = article => {
  document.querySelector('depesche-card').article = article;
};

test('a usual reading does without the seldom part', async () => {
  const { page, told, end } = await open();
  await ready(page);
  const card = page.locator('depesche-card');
  for (const [language, name] of [['English', /^Macron says/], ['Русский', /^Макрон/], ['Deutsch', /^Macron/]]) {
    await card.getByRole('button', { name: language }).click();
    await page.getByRole('article', { name }).waitFor();
  }
  await card.getByRole('button', { name: 'Alle öffnen' }).click();
  await card.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).click();
  await card.getByRole('button', { name: 'Text vergrößern' }).click();
  await card.getByRole('button', { name: /^Farben/ }).click();
  await card.getByRole('searchbox').fill('Paris');
  await card.getByText(/^1 von \d+/).first().waitFor();
  await card.getByRole('button', { name: 'Nächster Treffer' }).click();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.mouse.wheel(0, 3000);
  await page.waitForTimeout(300);
  await told(['load', '']);
  assert.equal(asked('depesche'), 1);
  assert.equal(asked('seldom'), 0);
  await end();
});

const faulty = { ...sample, headlin: 'H', body: [...sample.body, { type: 'paragraph', text: 7 }] };

test('an article with faults from the start: told once, by an engine that has both parts', async () => {
  server.answer('/given.json', 200, 'application/json', JSON.stringify(faulty));
  const { page, told, end } = await open('src="/given.json" lang="de"');
  await page.getByText(/given\.json:1:\d+ \/body/).first().waitFor({ state: 'attached' });
  await told(['error', 'article']);
  assert.equal(asked('seldom'), 1);
  await end();
});

test('an article that is replaced by one with faults: the last good one stays below', async () => {
  const { page, told, end } = await open();
  await ready(page);
  await page.locator('depesche-card').getByRole('button', { name: /Emmanuel Macron/ }).click();
  await page.evaluate(give, faulty);
  await told(['load', ''], ['error', 'article']);
  const article = page.getByRole('article', { name: /^Macron/ });
  await article.getByText('Gezeigt wird der letzte gute Stand.').waitFor({ state: 'attached' });
  assert.equal(await article.getByRole('button', { name: /Emmanuel Macron/, expanded: true }).count(), 1);
  // From now on it is whole.
  await page.evaluate(give, { ...sample, headline: 'Zweimal' });
  await page.getByRole('article', { name: 'Zweimal' }).waitFor();
  await page.evaluate(give, faulty);
  await told(['load', ''], ['error', 'article'], ['load', ''], ['error', 'article']);
  assert.equal(await page.getByRole('article', { name: 'Zweimal' }).count(), 1);
  assert.equal(asked('seldom'), 1);
  await end();
});

for (const [lang, starts] of [['ar', 1], ['de', 2]]) {
  test(`right-to-left text takes the seldom part; where the card's language is "${lang}", the engine starts ${starts === 1 ? 'once' : 'twice'}`, async () => {
    server.answer('/given.json', 200, 'application/json', readFileSync(join(root, 'tests/cases/layout/right-to-left-card.json')));
    serveFaultyEngine(server);
    const { page, told, end } = await open(`src="/given.json" lang="${lang}"`);
    await ready(page);
    await told(['load', '']);
    assert.equal(asked('seldom'), 1);
    assert.equal(server.requests.filter(path => path === '/started').length, starts);
    await end();
  });
}

test('a short card whose rest takes the seldom part opens at the first press', async () => {
  const { page, end } = await open('variant="card" lang="de"');
  await page.evaluate(give, { ...sample, body: [...sample.body, { type: 'paragraph', text: 'Auf Hebräisch: \u05e9\u05dc\u05d5\u05dd.' }] });
  await ready(page);
  assert.equal(asked('seldom'), 0);
  await page.getByRole('button', { name: 'Weiterlesen' }).click();
  await page.getByRole('searchbox').waitFor();
  assert.equal(asked('seldom'), 1);
  await end();
});

test('a language that the article lacks is still wanted of the next one, by the next engine, too', async () => {
  const { page, end } = await open();
  await ready(page);
  const layouts = () => page.evaluate(async () => (await document.querySelector('depesche-card').statistics()).counters.layouts);
  const before = await layouts();
  await page.evaluate(() => Object.assign(document.querySelector('depesche-card'), { lang: 'ar', textSize: 'large' }));
  await until(async () => (await layouts()) > before, 'larger text');
  await page.evaluate(give, JSON.parse(readFileSync(join(root, 'tests/cases/layout/right-to-left-card.json'))));
  await page.locator('article[lang=ar]').waitFor();
  assert.equal(asked('seldom'), 1);
  await end();
});

for (const [how, prepare] of [
  ['cannot be had', () => server.answer('/wasm/seldom.wasm', 404, 'text/plain', 'gone')],
  ['is not ours', () => server.answer('/wasm/seldom.wasm', 200, 'application/wasm', Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))],
]) {
  test(`the seldom part ${how}: what was read stays, as text, and the host is told`, async () => {
    const { page, told, end } = await open();
    await ready(page);
    prepare();
    await page.evaluate(give, faulty);
    await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.alone'));
    await told(['load', ''], ['error', 'engine']);
    const heading = page.getByRole('heading', { level: 1, name: /^Macron/ });
    assert.doesNotMatch(await heading.evaluate(element => getComputedStyle(element).webkitTextFillColor), /rgba/, 'the text itself is shown');
    await end();
  });
}
