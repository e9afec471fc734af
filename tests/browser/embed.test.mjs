// The card in a frame, for pages that take no scripts; and the oEmbed answer that leads to it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  openForEachTest, other as host, page, problems, root, server, startForFile, temporaryDirectory, test, until,
} from './harness.mjs';

// Two origins: the frame's and the page's.
startForFile({ twoServers: true });
openForEachTest();

const address = (query = 'src=articles/summit.json&lang=de') => `${server.url}/embed.html?${query}`;
/** @param csp  of the host's page: no script of its own but the snippet */
async function open(frame, { csp = `default-src 'none'; script-src 'self'; frame-src ${server.url}; style-src 'unsafe-inline'` } = {}) {
  host.answer('/favicon.ico', 200, 'image/x-icon', '');
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>${frame}
    <script type="module" src="/embed-host.js"></script>`;
  host.answer('/host.html', 200, 'text/html', html, { 'Content-Security-Policy': csp });
  await page.goto(`${host.url}/host.html`);
}
const iframe = (sandbox = 'sandbox="allow-scripts"', query) =>
  `<iframe data-depesche src="${address(query)}" ${sandbox} title="Article" style="width:500px;height:300px"></iframe>`;
const height = () => page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().height);
const frame = () => page.frameLocator('iframe');

for (const [name, sandbox] of [
  ['with scripts as its only permission', 'sandbox="allow-scripts"'],
  ['without a sandbox', ''],
]) {
  test(`a frame ${name} shows the card at its full height and follows it`, async () => {
    await open(iframe(sandbox));
    await frame().getByRole('article', { name: /^Macron: Trump/ }).waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 3000);
    const before = await height();
    assert.equal(await page.frames()[1].evaluate(() => document.documentElement.scrollHeight > innerHeight + 1), false);
    await frame().getByRole('button', { name: 'Alle öffnen' }).click();
    await page.waitForFunction(least => document.querySelector('iframe').getBoundingClientRect().height > least + 500, before);
  });
}

test('a frame with a border and room inside shows all of the card, whatever its height counts', async () => {
  for (const sizing of ['border-box', 'content-box']) {
    await open(`<style>* { box-sizing: ${sizing} } iframe { border: 2px solid; padding: 7px }</style>${iframe()}`);
    await frame().getByRole('article', { name: /^Macron: Trump/ }).waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight > 3000);
    await until(() => page.frames()[1].evaluate(() => innerHeight === Math.ceil(document.querySelector('depesche-card').getBoundingClientRect().height)), sizing, 3000);
  }
});

test('without the host\'s part the frame scrolls to the article\'s end', async () => {
  host.answer('/host.html', 200, 'text/html', `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Host</title>${iframe()}`);
  await page.goto(`${host.url}/host.html`);
  await frame().getByRole('article', { name: /^Macron: Trump/ }).waitFor();
  await page.mouse.move(200, 150);
  const scrolled = () => page.frames()[1].evaluate(() => scrollY);
  for (let turn = 0; turn < 40 && (await scrolled()) < 2000; turn++) {
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(50);
  }
  assert.ok((await scrolled()) >= 2000, `${await scrolled()} px`);
});

test('all of the frame is selected and copied by keys', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  server.answer('/favicon.ico', 200, 'image/x-icon', '');
  await page.goto(address());
  await page.getByRole('article', { name: /^Macron: Trump/ }).waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('depesche:ready').length > 0);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^\s*Gipfel in Paris\n\nMacron: Trump-Regierung legt ihre Sicherheitsgarantien/);
  assert.ok(copied.length > 4000, `${copied.length} characters`);
});

test('the host\'s part is at most 1 KB', () => {
  assert.ok(statSync(join(root, 'dist/embed-host.js')).size <= 1024);
});

for (const [when, prepare, there] of [
  ['', () => {}, 'canvas'],
  [', before the card is painted, too', () => server.routes.set('/wasm/depesche.wasm', () => {}), '.plain-reader'],
]) {
  test(`links open at the host, in a new tab${when}`, async () => {
    prepare();
    await page.addInitScript(() => {
      globalThis.open = (...given) => (globalThis.opened = given);
    });
    await open(iframe(undefined, 'src=articles/summit.json&lang=en'));
    await frame().locator(there).first().waitFor();
    await frame().getByRole('link', { name: 'www.ft.com' }).click();
    await page.waitForFunction(() => globalThis.opened);
    assert.deepEqual(await page.evaluate(() => globalThis.opened), ['https://www.ft.com/', '_blank', 'noopener']);
  });
}

test('the frame of the oEmbed answer opens its links by itself, and what it opens is in no sandbox', async () => {
  const answer = JSON.parse(
    execFileSync(
      join(root, 'build/native/depesche'),
      ['oembed', join(root, 'assets/articles/summit.json'), '--embed', `${server.url}/embed.html`, '--src', 'articles/summit.json', '--lang', 'en'],
      { encoding: 'utf8' },
    ),
  );
  await page.context().route('https://www.ft.com/**', route =>
    route.fulfill({ contentType: 'text/html', body: '<title>FT</title><link rel="icon" href="data:,"><script>document.title += " of " + origin</script>' }));
  host.answer('/host.html', 200, 'text/html', `<!doctype html><link rel="icon" href="data:,"><title>Host</title>${answer.html}`);
  await page.goto(`${host.url}/host.html`);
  await frame().locator('canvas').first().waitFor();
  const opened = page.context().waitForEvent('page');
  await frame().getByRole('link', { name: 'www.ft.com' }).click();
  const tab = await opened;
  await tab.waitForLoadState();
  assert.equal(await tab.title(), 'FT of https://www.ft.com');
});

test('the frame\'s page has the language of its article', async () => {
  server.answer('/favicon.ico', 200, 'image/x-icon', '');
  await page.goto(address());
  await page.waitForFunction(() => document.documentElement.lang === 'de');
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.waitForFunction(() => document.documentElement.lang === 'ru');
});

test('without an engine the frame\'s page has the language that its reader chooses', async () => {
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'gone');
  await open(iframe());
  await frame().locator('.whole nav button[lang=ru]').click();
  await until(() => page.frames()[1].evaluate(() => document.documentElement.lang === 'ru'), 'the language');
  problems.splice(0);
});

test('what is found in a frame as high as its card comes into the page\'s view', async () => {
  await open(iframe());
  await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 3000);
  const field = frame().getByRole('searchbox');
  await field.fill('Russland');
  for (let step = 0; step < 4; step++) await field.press('Enter');
  await until(() => page.evaluate(() => scrollY > 500), 'the page scrolls to it');
});

test('an article of another server is not shown, unless the page names that server', async () => {
  const elsewhere = `src=${encodeURIComponent(`${host.url}/articles/summit.json`)}`;
  await open(iframe(undefined, elsewhere));
  await frame().getByText('This page shows articles of its own server').waitFor();
  server.answer('/embed.html', 200, 'text/html', readFileSync(join(root, 'dist/embed.html'), 'utf8').replace('content=""', `content="${host.url}"`));
  await page.reload();
  await frame().getByRole('article', { name: /^Macron/ }).waitFor();
});

test('no script, no other scheme gets in by the address', async () => {
  for (const src of ['javascript:alert(1)', 'data:application/json,{}', 'file:///etc/passwd', '']) {
    await open(iframe(undefined, `src=${encodeURIComponent(src)}`));
    await frame().getByText('This page shows articles of its own server').waitFor();
  }
});

test('the frame tells its height to the host that it is meant for only', async () => {
  await open(iframe(undefined, `src=articles/summit.json&lang=de&host=${encodeURIComponent('https://news.example')}`));
  await frame().getByRole('article', { name: /^Macron/ }).waitFor();
  await page.waitForTimeout(500);
  assert.ok((await height()) < 310);
  await open(iframe(undefined, `src=articles/summit.json&lang=de&host=${encodeURIComponent(host.url)}`));
  await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 3000);
});

test('the host believes no other window and no other origin', async () => {
  server.answer('/liar.html', 200, 'text/html', `<script>parent.postMessage({depesche: 'height', height: 7777}, '*')</script>`);
  // The liar sits in a frame of its own, without the mark; then in a marked one that has an origin it should not have.
  await open(
    `<iframe data-depesche src="${server.url}/nothing.txt" sandbox="allow-scripts" title="Card" style="height:300px"></iframe><iframe src="${server.url}/liar.html" title="Liar"></iframe>`,
  );
  await page.waitForTimeout(500);
  assert.ok((await height()) < 310);
  await page.evaluate(() => {
    const [card, liar] = document.querySelectorAll('iframe');
    liar.dataset.depesche = '';
    card.remove();
    // As if its address were another: where it comes from is not where it says.
    Object.defineProperty(liar, 'src', { value: 'https://elsewhere.example/embed.html' });
    liar.contentWindow.location = `${liar.getAttribute('src')}?again`;
  });
  await page.waitForTimeout(500);
  assert.notEqual(await height(), 7777);
  problems.splice(0, problems.length, ...problems.filter(problem => !/404/.test(problem)));
});

test('`depesche oembed` writes the answer of type rich, and the element that leads to it', async () => {
  const directory = temporaryDirectory();
  try {
    const out = join(directory.path, 'summit.oembed.json');
    const link = execFileSync(
      join(root, 'build/native/depesche'),
      ['oembed', join(root, 'assets/articles/summit.json'), '--embed', `${server.url}/embed.html`, '--src', 'articles/summit.json?a=1&b="2"',
        '--lang', 'en', '--base', 'https://news.example/articles/', '--at', 'https://news.example/summit.oembed.json', '-o', out],
      { encoding: 'utf8' },
    );
    assert.match(link, /^<link rel="alternate" type="application\/json\+oembed" href="https:\/\/news\.example\/summit\.oembed\.json" title="Macron says [^"]+">\n$/);
    const answer = JSON.parse(readFileSync(out, 'utf8'));
    const { html, ...rest } = answer;
    assert.deepEqual(rest, {
      version: '1.0',
      type: 'rich',
      title: 'Macron says Trump administration will set out its Ukraine security guarantees within days',
      author_name: 'Depesche staff',
      provider_name: 'Depesche',
      cache_age: 3600,
      thumbnail_url: 'https://news.example/articles/../images/elysee-640.jpg',
      thumbnail_width: 640,
      thumbnail_height: 360,
      width: 600,
      height: 900,
    });
    assert.ok(!/<script/i.test(html));
    await open(html);
    const src = await page.evaluate(() => new URL(document.querySelector('iframe').src).searchParams.get('src'));
    assert.equal(src, 'articles/summit.json?a=1&b="2"');
    await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().height > 3000);
  } finally {
    directory.cleanUp();
  }
});
