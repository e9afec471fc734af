// The demo's other pages, as a visitor uses them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { audit } from './audit.mjs';
import { openForEachTest, page, problems, ready, server, startForFile, test } from './harness.mjs';

startForFile();
openForEachTest();
const visit = async name => {
  await page.goto(`${server.url}/demo/${name}`);
  await ready(page);
};

for (const name of ['', 'snippets.html', 'theming.html', 'hundred.html', 'hostile.html']) {
  test(`demo/${name}: fits every width, leads to the others, passes axe`, async () => {
    await visit(name);
    for (const width of [320, 720, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const { x, width: wide } = await page.locator('[aria-current=page]').boundingBox();
      assert.ok(x >= 0 && x + wide <= width, `where the visitor is stands in view at ${width} px: ${x} + ${wide}`);
    }
    const links = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').evaluateAll(all => all.map(({ href }) => href));
    assert.equal(links.length, 6);
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);
    assert.equal(await page.locator('[aria-current=page]').getAttribute('href'), name || './');
    // The colours of a hostile page are its own.
    await audit(page, name === 'hostile.html' ? [['.victim'], ['main > header']] : []);
  });
}

test('the four ways are written out for the article given', async () => {
  await visit('snippets.html');
  const codes = () => page.locator('pre').allTextContents();
  assert.equal((await codes()).length, 4);
  await page.getByRole('textbox', { name: 'Address of the article' }).fill('https://news.example/a.json?x="1"&y');
  await page.getByRole('textbox', { name: 'Folder of Depesche on your server' }).fill('https://cdn.example/depesche');
  await page.getByRole('textbox', { name: 'Language' }).fill('de');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  const [tag, packaged, frame, oembed] = await codes();
  assert.ok(tag.includes('src="https://cdn.example/depesche/depesche.js"') && tag.includes('theme="dark"'), tag);
  // What stands there is what a browser makes of it.
  const parsed = await page.evaluate(texts => {
    const read = text => new DOMParser().parseFromString(text, 'text/html');
    globalThis.trustedTypes?.createPolicy('default', { createHTML: text => text });
    return [read(texts[0]).querySelector('depesche-card').getAttribute('src'), read(texts[1]).querySelector('iframe').src];
  }, [tag, frame]);
  assert.equal(parsed[0], 'https://news.example/a.json?x=%221%22&y');
  assert.equal(new URL(parsed[1]).searchParams.get('src'), 'https://news.example/a.json?x=%221%22&y');
  assert.equal(new URL(parsed[1]).searchParams.get('theme'), 'dark');
  assert.match(packaged, /DepescheCard\.base = "https:\/\/cdn\.example\/depesche\/"/);
  assert.match(oembed, /--embed 'https:\/\/cdn\.example\/depesche\/embed\.html\?variant=card&theme=dark'/);
  problems.splice(0);
});

test('the command is one that a shell takes: odd addresses are quoted, what was left empty is left out', async () => {
  await visit('snippets.html');
  await page.getByRole('textbox', { name: 'Address of the article' }).fill("https://news.example/it's.json?a=1&b=$(id)");
  await page.getByRole('textbox', { name: 'Language' }).fill('');
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  const [tag, , , command] = await page.locator('pre').allTextContents();
  assert.doesNotMatch(tag, / lang=/);
  const given = execFileSync('sh', ['-c', `depesche() { printf '%s\\n' "$@"; }; ${command}`], { encoding: 'utf8' }).trimEnd().split('\n');
  assert.deepEqual(given.slice(0, 8), [
    'oembed', 'article.json',
    '--embed', `${server.url}/embed.html?variant=card&theme=dark`,
    '--src', new URL("https://news.example/it's.json?a=1&b=$(id)").href,
    '-o', 'article.oembed.json',
  ]);
  problems.splice(0);
});

test('the first press on "Copy" after writing copies what is written, and is told', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit('snippets.html');
  await page.getByRole('textbox', { name: 'Language' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('de');
  await page.getByRole('button', { name: 'Copy: A script and a tag' }).click();
  await page.getByRole('status').getByText('Copied: A script and a tag').waitFor({ state: 'attached' });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /<depesche-card [^>]*lang="de"/);
});

test('without a clipboard, as on pages without TLS, "Copy" selects', async () => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await visit('snippets.html');
  await page.getByRole('button', { name: 'Copy: A package' }).click();
  assert.match(await page.evaluate(() => String(getSelection())), /^import 'depesche';/);
});

for (const [name, choose, text] of [
  ['snippets.html', () => page.getByRole('combobox', { name: 'Theme' }).selectOption('dark'), 'theme="dark"'],
  ['theming.html', () => page.getByLabel('Corners').fill('24'), '--depesche-radius: 24px'],
]) {
  test(`demo/${name}: who comes back finds what was chosen, and what is written out for it`, async () => {
    await visit(name);
    await choose();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('button', { name: 'Close JSON' }).waitFor();
    await page.goBack();
    await page.locator('pre', { hasText: text }).first().waitFor();
  });
}

test('on a phone the style sheet stands with its controls', async () => {
  await visit('theming.html');
  await page.setViewportSize({ width: 390, height: 844 });
  const top = async selector => (await page.locator(selector).boundingBox()).y;
  assert.ok((await top('code')) < (await top('depesche-card')));
});

test('the script and the tag, as they are written out, show the article, and each file is fetched once', async () => {
  await visit('snippets.html');
  await page.getByRole('combobox', { name: 'Shows' }).selectOption('full');
  const code = await page.locator('pre').first().textContent();
  server.answer('/snippet.html', 200, 'text/html', `<!doctype html><title>Page</title><link rel="icon" href="data:,"><body>${code}`);
  server.requests.length = 0;
  const warnings = [];
  page.on('console', message => warnings.push(message.text()));
  await page.goto(`${server.url}/snippet.html`);
  await ready(page);
  // Chromium says which hints nobody has used, three seconds after the page is loaded.
  await page.waitForTimeout(4000);
  for (const name of ['/depesche.js', '/card.js', '/plain_reader.js', '/articles/summit.json']) {
    assert.equal(server.requests.filter(each => each === name).length, 1, name);
  }
  assert.deepEqual(warnings, []);
});

test('what is chosen for the theme is the style sheet, and the card\'s colours', async () => {
  await visit('theming.html');
  await page.getByLabel('Ground').fill('#ffe8e8');
  await page.getByLabel('Corners').fill('24');
  assert.match(await page.locator('code').innerText(), /--depesche-background: #ffe8e8;\n.*--depesche-radius: 24px;/s);
  await page.waitForFunction(
    () =>
      [...document.querySelector('depesche-card').shadowRoot.querySelector('canvas').getContext('2d').getImageData(99, 3, 1, 1).data]
        .slice(0, 3)
        .join() === '255,232,232',
  );
});

test('the hundred cards count themselves', async () => {
  await visit('hundred.html');
  await page.getByText(/^[1-9]\d? of 100 cards have begun\. Their one engine takes [1-9]/).waitFor();
});
