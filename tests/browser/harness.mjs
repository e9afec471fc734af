// What the browser tests share: dist/ on a local server that can be told to misbehave, Chromium, a page that collects
// everything that went wrong in it, and the card's pixels. Only processes that were started here are ended.
import { chromium } from 'playwright-core';
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test as nodeTest } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';
import { fileHandler, listen } from '../../scripts/serve.mjs';

/** `DEPESCHE_THREAD=page` runs any of these tests under a policy that allows no Worker: the engine is in the page then. */
export const inPage = process.env.DEPESCHE_THREAD === 'page';

/** As in node:test, but no test takes for ever: a page that is asked something may never answer. 90 s, if nothing else is said. */
export const test = (name, ...more) => nodeTest(name, { timeout: 90_000, ...(more.length > 1 ? more[0] : {}) }, more.at(-1));

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The article that most tests show. */
export const sample = JSON.parse(readFileSync(join(root, 'assets/articles/summit.json'), 'utf8'));

/** All words of a text value in one language, as they are read. */
export const words = value =>
  typeof value === 'string' ? value
  : Array.isArray(value) ? value.map(words).join('')
  : words(value.em ?? value.strong ?? value.text);

/**
 * Serves dist/. `routes` maps a path to a function (request, response) that answers in its place; it may be changed at
 * any time.
 */
export async function startServer() {
  const routes = new Map();
  const files = fileHandler(join(root, 'dist'));
  const requests = [];
  const server = await listen((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    requests.push(pathname);
    const route = routes.get(pathname);
    if (inPage) response.setHeader('Content-Security-Policy', "worker-src 'none'");
    return route ? route(request, response) : files(request, response);
  }, 0);
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    routes,
    requests,
    /** Answers a path with a text. */
    answer(path, status, type, body, headers = {}) {
      routes.set(path, (_, response) => {
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
        response.end(body);
      });
    },
    /** A file of dist/ comes so much later. */
    delay(path, milliseconds) {
      routes.set(path, (request, response) => setTimeout(() => files(request, response), milliseconds));
    },
    /** A file of dist/ comes when the function that this returns is called. */
    hold(path) {
      let release;
      const released = new Promise(done => (release = done));
      routes.set(path, (request, response) => void released.then(() => files(request, response)));
      return release;
    },
    async close() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}

/** The browser that readers have. */
export function chromiumPath() {
  const path =
    process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!path) throw new Error('no Chromium found: set CHROMIUM to its path');
  return path;
}

/** The same without windows and menus, for half of the processor's time; where that is not there, the whole. */
export function shellPath() {
  return process.env.CHROMIUM_SHELL || (process.env.CHROMIUM ? undefined : ['/usr/bin/chromium-headless-shell'].find(existsSync)) || chromiumPath();
}

export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param options  of Playwright's `launch` */
export async function startBrowser(extra = [], executablePath = shellPath(), options = {}) {
  return chromium.launch({ executablePath, headless: true, args: [...chromiumFlags, ...extra], ...options });
}

/** What `startForFile` has started. */
export let server, browser, other;

/**
 * For all tests of the file that calls it: a server and a browser.
 * @param options  `flags` of the browser; `twoServers`: `other` is a server, too, which makes it another origin;
 *   `prepare`: called once all are there, for which another `before` would not wait
 */
export function startForFile({ flags, twoServers = false, prepare } = {}) {
  before(async () => {
    const second = twoServers ? startServer() : undefined;
    [server, browser, other] = await Promise.all([startServer(), startBrowser(flags), second]);
    await prepare?.();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    await other?.close();
  });
}

/**
 * Sets the page's clock for good. (The clock of Playwright takes the User Timing marks away.)
 * @param time  ISO 8601; a date alone: its noon where the reader is
 */
function stopClock(time) {
  const now = new Date(time.includes('T') ? time : `${time}T12:00:00`).getTime();
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length > 0 ? given : [now]));
    }
    static now = () => now;
  };
}

/**
 * A page whose `problems` are its console errors, warnings, exceptions and failed requests.
 * @param options  of Playwright's context, and `today`, the reader's date, or date and time
 */
export async function openPage(browser, { today, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-DE', ...options });
  const page = await context.newPage();
  if (today) await page.addInitScript(stopClock, today);
  const problems = [];
  page.on('console', message => {
    if (message.text().includes('willReadFrequently')) return; // the tests' own reading of pixels
    // The browser's word on a WASM that is not ours, or not there; a card that has none says so itself.
    if (/integrity checks failed|Failed to find a valid digest/.test(message.text())) return;
    if (inPage && /worker-src 'none'/.test(message.text())) return; // the browser's word on it
    if (['error', 'warning', 'assert'].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => problems.push(`exception: ${error.stack ?? error}`));
  await page.addInitScript(() => {
    addEventListener('unhandledrejection', event => console.error('unhandled rejection', event.reason));
  });
  return { page, problems, close: () => context.close() };
}

/** What `openForEachTest` has opened for the present test. */
export let page, problems;

/**
 * For each test of the file that calls it, which has called `startForFile`: servers as they were at their start, and a
 * page, in which nothing has gone wrong at the test's end.
 */
export function openForEachTest() {
  let close;
  beforeEach(async () => {
    for (const each of [server, other].filter(Boolean)) {
      each.routes.clear();
      each.requests.length = 0;
    }
    ({ page, problems, close } = await openPage(browser));
  });
  afterEach(async () => {
    assert.deepEqual(problems, []);
    await close();
  });
}

/** Shows a document, sent with these headers, in the test's page. */
export async function show(body, headers) {
  server.answer('/test.html', 200, 'text/html', body, headers);
  await page.goto(`${server.url}/test.html`);
}

/** The counters of the page's first card, once nothing has been painted for a while. */
export async function paintedOut(page) {
  for (let before; ; await page.waitForTimeout(300)) {
    const { counters } = await page.locator('depesche-card').first().evaluate(card => card.statistics());
    if (counters.paints === before) return counters;
    before = counters.paints;
  }
}

/** Runs in a page: its clock runs so fast that each element of a page layer that nobody sees yet is a piece of work of its own. */
export function makePieces() {
  const { now } = performance;
  let ahead = 0;
  performance.now = () => now.call(performance) + (ahead += 10);
}

/** In the page: from `hold` to `go` no frame comes, so that nothing follows by itself. */
export function holdFrames() {
  const { requestAnimationFrame } = globalThis;
  const held = [];
  globalThis.hold = () => (globalThis.requestAnimationFrame = work => held.push(work));
  globalThis.go = () => {
    globalThis.requestAnimationFrame = requestAnimationFrame;
    held.splice(0).forEach(work => void requestAnimationFrame(work));
  };
}

/** Until `check` gives something true. */
export async function until(check, what, timeout = 10_000) {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await check();
    if (value) return value;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeout / 1000} s`);
    await new Promise(done => setTimeout(done, 50));
  }
}

/** Clicks until something is seen: an engine that starts again may take a moment until it hears the reader. */
export const clickUntil = (button, effect) =>
  until(async () => {
    if (await effect.isVisible()) return true;
    await button.click();
    return effect.isVisible();
  }, `${effect}`, 30_000);

/** Waits until a card has said `depesche:ready`, and all words of the page's cards are there. */
export async function ready(page, timeout = 15_000) {
  await page.waitForFunction(() => performance.getEntriesByName('depesche:ready').length > 0, undefined, { timeout });
  await whole(page);
}

/** Waits until all words of the page's cards are there: those that nobody sees follow the pixels. */
export async function whole(page) {
  await page.waitForFunction(() => ![...document.querySelectorAll('depesche-card')].some(({ shadowRoot }) => shadowRoot?.querySelector('.layer [aria-busy]')));
}

/** How far the first line of each text is moved to its painted baseline: [id, padding, margin]. */
export const baselineShifts = page =>
  page.evaluate(() =>
    [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.layer .text:not(.ruler)')].map(({ id, style }) => [id, style.paddingTop, style.marginTop]));

/**
 * What a page holds, once nothing that can go is left: bytes of JavaScript's heap, nodes, listeners.
 * @param send  a method of the DevTools protocol, to that page
 */
export async function heldBy(send) {
  for (let round = 0; round < 3; round++) {
    await send('HeapProfiler.collectGarbage');
    await new Promise(done => setTimeout(done, 100));
  }
  await send('Performance.enable');
  const { metrics } = await send('Performance.getMetrics');
  const metric = name => metrics.find(each => each.name === name).value;
  return { heap: metric('JSHeapUsedSize'), nodes: metric('Nodes'), listeners: metric('JSEventListeners') };
}

/** The same of a page of Playwright's. */
export async function held(page) {
  const devtools = await page.context().newCDPSession(page);
  const holds = await heldBy((method, params) => devtools.send(method, params));
  await devtools.detach();
  return holds;
}

/**
 * A page of its own that shows a document, as `openPage` opens it.
 * @param options  `at`: the server, `from`: the browser, where they are not the file's; `prepare`: called with the page
 *   before it goes there; `fragment` of the address, from its `#` on; the others are those of `openPage`
 */
export async function openDocument(body, { at = server, from = browser, prepare, fragment = '', ...options } = {}) {
  at.answer('/test.html', 200, 'text/html', body);
  const opened = await openPage(from, options);
  await prepare?.(opened.page);
  await opened.page.goto(`${at.url}/test.html${fragment}`);
  return opened;
}

/** The same, once the card is there. */
export async function openCard(body, options) {
  const opened = await openDocument(body, options);
  await ready(opened.page);
  return opened;
}

/** An empty page with one card of the given attributes. */
export function cardPage(attributes = 'src="/articles/summit.json" lang="de"', { style = '', head = '' } = {}) {
  return `<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Card</title><style>body{margin:0}${style}</style>${head}
<script type="module" src="/depesche.js"></script><depesche-card ${attributes}></depesche-card>`;
}

/**
 * All pixels of the page's first card: scrolls through it, so that every tile is painted, and reads the canvases.
 * @param picture  the address of a PNG to compare them with
 * @returns {Promise<{width: number, height: number, digests: string[], differing?: number, first?: number[]}>} device
 *   pixels; a digest of each tile's RGBA; where the picture has others, how many differ and the first of them
 */
export function cardPixels(page, picture) {
  return page.evaluate(async picture => {
    const { shadowRoot } = document.querySelector('depesche-card');
    const tiles = () => [...shadowRoot.querySelectorAll('.tiles canvas')];
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const bitmap = picture && (await createImageBitmap(await (await fetch(picture)).blob(), { premultiplyAlpha: 'none', colorSpaceConversion: 'none' }));
    const found = { width: 0, height: 0, digests: [] };
    if (bitmap) Object.assign(found, { differing: 0, first: undefined });
    const pixels = canvas => canvas.getContext('2d', { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height).data;
    for (let index = 0; index < tiles().length; index++) {
      tiles()[index].scrollIntoView({ block: 'center', behavior: 'instant' });
      for (let tries = 0; tries < 300 && tiles()[index].width === 0; tries++) await frame();
      await frame();
      const canvas = tiles()[index];
      const painted = pixels(canvas);
      found.digests.push([...new Uint8Array(await crypto.subtle.digest('SHA-256', painted))].join(' '));
      if (bitmap) {
        const wanted = new OffscreenCanvas(canvas.width, canvas.height);
        wanted.getContext('2d', { willReadFrequently: true }).drawImage(bitmap, 0, -found.height);
        const [ours, theirs] = [painted, pixels(wanted)].map(({ buffer }) => new Uint32Array(buffer));
        ours.forEach((pixel, at) => {
          if (pixel === theirs[at]) return;
          found.differing++;
          found.first ??= [at % canvas.width, found.height + Math.floor(at / canvas.width)];
        });
      }
      found.width = canvas.width;
      found.height += canvas.height;
    }
    scrollTo({ top: 0, behavior: 'instant' });
    if (bitmap && (bitmap.width !== found.width || bitmap.height !== found.height)) found.differing = Infinity;
    return found;
  }, picture);
}

/** Decodes a PNG of 8-bit RGB or RGBA without interlacing, as `depesche render` and screenshots are; a path or bytes. */
export function readPng(source) {
  const file = Buffer.isBuffer(source) ? source : readFileSync(source);
  let at = 8;
  let width = 0;
  let height = 0;
  let channels = 4;
  const packed = [];
  while (at < file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      if (body[8] !== 8 || ![2, 6].includes(body[9]) || body[12] !== 0) throw new Error('this kind of PNG is not read');
      channels = body[9] === 6 ? 4 : 3;
    }
    if (type === 'IDAT') packed.push(body);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * channels;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? rows[y * stride + x - channels] : 0;
      const up = y > 0 ? rows[(y - 1) * stride + x] : 0;
      const corner = x >= channels && y > 0 ? rows[(y - 1) * stride + x - channels] : 0;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = up;
      else if (filter === 3) guess = (left + up) >> 1;
      else if (filter === 4) {
        const [p, q, r] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
        guess = p <= q && p <= r ? left : q <= r ? up : corner;
      }
      rows[y * stride + x] = raw[y * (stride + 1) + 1 + x] + guess;
    }
  }
  if (channels === 4) return { width, height, data: rows };
  const data = Buffer.alloc(width * height * 4, 255);
  for (let pixel = 0; pixel < width * height; pixel++) rows.copy(data, pixel * 4, pixel * 3, pixel * 3 + 3);
  return { width, height, data };
}

/** A directory that `cleanUp` removes. */
export function temporaryDirectory() {
  const path = mkdtempSync(join(tmpdir(), 'depesche-test-'));
  const cleanUp = () => {
    // A browser that has ended leaves processes that write for a moment yet.
    for (let tries = 1; ; tries++) {
      try {
        return rmSync(path, { recursive: true, force: true });
      } catch (error) {
        if (tries === 50) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      }
    }
  };
  return { path, cleanUp };
}
