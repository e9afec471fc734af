// The browser's tiles are the command line's picture, byte for byte, and what the screen shows of them is not resampled.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { cardPage, cardPixels, openPage, paintedOut, readPng, ready, root, sample, startBrowser, startServer, temporaryDirectory, test } from './harness.mjs';

let server, directory;

before(async () => {
  server = await startServer();
  directory = temporaryDirectory();
});
after(async () => {
  directory?.cleanUp();
  await server?.close();
});

const today = () => new Date().toLocaleDateString('sv-SE');

/** How the card differs from what the command line paints with these options. */
async function differsFromRendered(page, options) {
  const out = join(directory.path, 'card.png');
  execFileSync(
    join(root, 'build/native/depesche'),
    ['render', join(root, 'assets/articles/summit.json'), '--no-pictures', '--today', today(), '-o', out, ...options.map(String)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  server.answer('/rendered.png', 200, 'image/png', readFileSync(out));
  const { differing, first } = await cardPixels(page, '/rendered.png');
  return { differing, first };
}
const nothing = { differing: 0, first: undefined };

const cases = [
  { width: 320, dpr: 3, lang: 'de', theme: 'light', open: 'none' },
  { width: 720, dpr: 1, lang: 'ru', theme: 'dark', open: 'all' },
  { width: 720, dpr: 1.25, lang: 'en', theme: 'light', open: 'none' },
  { width: 1200, dpr: 2, lang: 'de', theme: 'contrast', open: 'none' },
];

test('the tiles are the same bytes as the picture that `depesche render` paints', async () => {
  const browser = await startBrowser();
  try {
    for (const { width, dpr, lang, theme, open } of cases) {
      const what = `${width} px, ratio ${dpr}, ${lang}, ${theme}, open: ${open}`;
      server.answer(
        '/pixels.html',
        200,
        'text/html',
        cardPage(`src="/articles/summit.json" lang="${lang}"`, { style: `depesche-card{width:${width}px}` }),
      );
      const { page, problems, close } = await openPage(browser, {
        viewport: { width: 1280, height: 900 },
        deviceScaleFactor: dpr,
        colorScheme: theme === 'dark' ? 'dark' : 'light',
        contrast: theme === 'contrast' ? 'more' : 'no-preference',
      });
      await page.goto(`${server.url}/pixels.html`);
      await ready(page);
      if (open === 'all') {
        await page.getByRole('button', { name: /Раскрыть все/ }).click();
        await page.waitForFunction(() => performance.getEntriesByName('depesche:timeline').length > 0);
        await page.mouse.move(1279, 899);
      }
      const options = ['--width', width, '--dpr', dpr, '--lang', lang, '--theme', theme, '--open', open];
      assert.deepEqual(await differsFromRendered(page, options), nothing, what);
      assert.deepEqual(problems, []);
      await close();
    }
  } finally {
    await browser.close();
  }
});

test('what is painted in part, after every act, makes the same bytes as well', async () => {
  const browser = await startBrowser();
  try {
    for (const { width, dpr } of [{ width: 400, dpr: 1.25 }, { width: 1200, dpr: 1 }]) {
      server.answer('/parts.html', 200, 'text/html', cardPage('src="/articles/summit.json" lang="en"', { style: `depesche-card{width:${width}px}` }));
      const { page, close } = await openPage(browser, { viewport: { width: 1280, height: 900 }, deviceScaleFactor: dpr });
      await page.goto(`${server.url}/parts.html`);
      await ready(page);
      const entries = page.locator('.entry-button');
      const act = async index => {
        await entries.nth(index).hover();
        const before = await entries.nth(index).getAttribute('aria-expanded');
        await entries.nth(index).click();
        await page.locator(`.entry-button >> nth=${index}`).and(page.locator(`[aria-expanded=${before === 'false'}]`)).waitFor();
      };
      for (const index of [6, 2, 5, 2, 7]) await act(index);
      await page.getByRole('searchbox').fill('Trump');
      await page.getByRole('button', { name: 'Next match' }).click();
      await page.getByRole('searchbox').fill('');
      await act(6);
      await act(7);
      await page.mouse.move(1279, 899);
      await paintedOut(page);
      const opened = await entries.evaluateAll(buttons => buttons.flatMap((button, index) => (button.ariaExpanded === 'true' ? [index] : [])));
      assert.deepEqual(opened, [5]);
      const { id } = sample.body.find(({ type }) => type === 'timeline').entries[5];
      const options = ['--width', width, '--dpr', dpr, '--lang', 'en', '--open', id];
      assert.deepEqual(await differsFromRendered(page, options), nothing, `${width} px`);
      await close();
    }
  } finally {
    await browser.close();
  }
});

// Emulated ratios snap boxes to CSS pixels, unlike real ones: the browser is started with each.
for (const dpr of [1, 1.25, 1.5]) {
  test(`at ratio ${dpr}, wherever the card lies, the screen shows the tiles' own pixels`, async () => {
    const browser = await startBrowser([`--force-device-scale-factor=${dpr}`, '--window-size=900,800', '--hide-scrollbars']);
    try {
      for (const style of [
        '',
        'depesche-card{margin:7.3px 11.7px;width:333.4px}',
        'depesche-card{position:relative;left:.41px;top:.63px;width:50%}',
        'depesche-card{height:400px;overflow:auto;margin:3.21px;width:500px}',
      ]) {
        server.answer('/crisp.html', 200, 'text/html', cardPage(undefined, { style }));
        const { page, close } = await openPage(browser, { viewport: null });
        await page.goto(`${server.url}/crisp.html`);
        await ready(page);
        // The tile without the pictures, rings and fields that lie over it.
        await page.addStyleTag({ content: 'html{background:#888}' });
        const tile = await page.evaluate(() => {
          const { shadowRoot } = document.querySelector('depesche-card');
          shadowRoot.querySelector('.page').style.display = 'none';
          const canvas = shadowRoot.querySelector('canvas');
          const { left, top } = canvas.getBoundingClientRect();
          const { clientHeight } = document.querySelector('depesche-card');
          const height = Math.min(canvas.height, Math.floor(clientHeight * devicePixelRatio) - 2);
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, height);
          let text = '';
          for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
          return { x: Math.round(left * devicePixelRatio), y: Math.round(top * devicePixelRatio), width: canvas.width, height, base64: btoa(text) };
        });
        const shot = join(directory.path, 'shot.png');
        const session = await page.context().newCDPSession(page);
        const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
        writeFileSync(shot, Buffer.from(data, 'base64'));
        const screen = readPng(shot);
        const pixels = Buffer.from(tile.base64, 'base64');
        let differing = 0;
        let seen = 0;
        for (let y = 0; y < tile.height && y + tile.y < screen.height; y++) {
          for (let x = 0; x < tile.width && x + tile.x < screen.width; x++) {
            seen++;
            const ours = pixels.readUIntBE((y * tile.width + x) * 4, 3);
            const theirs = screen.data.readUIntBE(((y + tile.y) * screen.width + x + tile.x) * 4, 3);
            if (ours !== theirs) differing++;
          }
        }
        assert.ok(seen > 50_000, `${style}: ${seen} pixels compared`);
        assert.equal(differing, 0, style);
        await close();
      }
    } finally {
      await browser.close();
    }
  });
}
