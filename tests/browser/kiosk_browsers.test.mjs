// The kiosk in Chromium, Firefox and WebKitGTK: from the start screen to reading, a link's QR code, keys, the countdown
// and back, new content and a broken server. What runs by the clock alone is in kiosk.test.mjs.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { browsers, isMissing } from './drivers.mjs';
import { startServer, test, until } from './harness.mjs';
import { article, readQrCode, settings } from './kiosk_harness.mjs';

let server;
before(async () => {
  server = await startServer();
});
after(() => server?.close());

/** Runs in the page; what is in the card's shadow root is found, too. */
const find = selector =>
  [...document.querySelectorAll('*')].flatMap(each => [each, ...(each.shadowRoot?.querySelectorAll('*') ?? [])]).filter(each => each.matches(selector) && each.getClientRects().length > 0);
const page = (work, ...values) => `((...values) => { const find = ${find}; return (${work})(...values); })(...${JSON.stringify(values)})`;

for (const [name, start] of Object.entries(browsers)) {
  test(`the kiosk in ${name}`, { timeout: 240_000 }, async context => {
    const browser = await start();
    if (isMissing(context, browser)) return;
    try {
      const ask = (work, ...values) => browser.evaluate(`() => ${page(work, ...values)}`);
      const text = selector => ask(selector => find(selector).map(each => each.textContent).join('|'), selector);
      const appears = (selector, wanted, seconds = 15) =>
        until(async () => wanted.test(await text(selector)), `${selector} ${wanted}`, seconds * 1000);
      const press = async (selector, wanted = '') => {
        const [x, y] = await until(
          () => ask((selector, wanted) => {
            const element = find(selector).find(each => each.textContent.includes(wanted));
            element?.scrollIntoView({ block: 'center' });
            const box = element?.getBoundingClientRect();
            // WebKit counts in the element's own pixels, and does not tell how large they are.
            let zoom = 1;
            for (let at = element; at && at.currentCSSZoom === undefined; at = at.parentElement ?? at.getRootNode().host) zoom *= Number(getComputedStyle(at).zoom);
            return box && [(box.left + box.width / 2) * zoom, (box.top + Math.min(box.height, 30) / 2) * zoom];
          }, selector, wanted),
          `${selector} ${wanted}`,
        );
        await browser.click(x, y);
      };

      server.answer('/given.json', 200, 'application/json', article('Die gute'));
      server.answer('/settings.json', 200, 'application/json', settings({
        idle: { seconds: 12, countdownSeconds: 6 }, update: { seconds: 5, timeoutSeconds: 5 }, attract: { seconds: 10 }, languages: ['de', 'en'],
      }));
      await browser.resize(1000, 900);
      await browser.goto(`${server.url}/kiosk.html?settings=settings.json`);
      await appears('.scene.up h1', /^Die gute$/, 30);
      await browser.evaluate(() => {
        globalThis.reported = [];
        document.addEventListener('kiosk-error', ({ detail }) => globalThis.reported.push(detail));
      });
      const inView = await ask(() => ({
        gate: find('.gate button').map(each => each.getBoundingClientRect()).every(box => box.height >= 44 && box.bottom <= innerHeight && box.right <= innerWidth),
        headline: find('h1').at(0).getBoundingClientRect().bottom < find('.gate').at(0).getBoundingClientRect().top,
        scrolls: document.scrollingElement.scrollHeight > innerHeight,
      }));
      assert.deepEqual(inView, { gate: true, headline: true, scrolls: false });

      await press('.gate button', 'English');
      await appears('.reading .bar .start', /^Back to start$/);
      await appears('h1.headline', /^Die gute \(en\)/);
      await until(() => ask(() => find('.attract').length === 0), 'the start screen is gone');
      // Sharp: as many pixels as the screen has, where the browser tells the zoom.
      const { pixels, shown, zoom } = await ask(() => {
        const canvas = find('canvas').find(each => each.width > 0);
        return { pixels: canvas.width, shown: canvas.getBoundingClientRect().width * devicePixelRatio, zoom: canvas.currentCSSZoom ?? 0 };
      });
      if (zoom) assert.ok(Math.abs(pixels - shown) <= 1, `${pixels} pixels on ${shown}`);
      // The text lies where the pixels are: a link is hit, and leads nowhere.
      await press('.reading a, a', 'FT');
      await appears('dialog.address h2', /^Open on your own device$/);
      const { path, size } = await ask(() => {
        const [image] = find('dialog svg');
        return { path: image.querySelector('path').getAttribute('d'), size: image.viewBox.baseVal.width - 8 };
      });
      assert.equal(readQrCode(path, size), 'https://www.ft.com/');
      await browser.press('Escape');
      await until(async () => (await text('dialog')) === '', 'the dialog is closed');
      assert.ok((await browser.evaluate(() => location.pathname)).endsWith('/kiosk.html'));

      await appears('dialog.still h2', /^Still reading\?$/, 20);
      await appears('dialog.still p', /^Back to the start in \d seconds$/);
      await appears('.scene.up h1', /^Die gute/, 20);
      await until(() => ask(() => find('.reading').length === 0), 'reading has ended');

      await browser.press('ArrowRight');
      await browser.press('ArrowRight');
      await browser.press('Enter');
      await appears('h1.headline', /^Die gute/);
      await browser.press('Escape');
      await appears('.scene.up h1', /^Die gute/, 20);

      server.answer('/given.json', 200, 'application/json', '{"format": "depesche/1", "languages');
      await until(() => browser.evaluate(() => globalThis.reported.some(({ type, message }) => type === 'article' && /^given\.json:1:/.test(message))), 'the fault is told', 15_000);
      await appears('.scene.up h1', /^Die gute/);
      server.answer('/given.json', 200, 'application/json', article('Die neue'));
      await appears('.scene.up h1', /^Die neue/, 30);
    } finally {
      await browser.close();
    }
  });
}
