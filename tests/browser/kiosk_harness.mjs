// What the kiosk's tests share: settings and articles on a server that can be told to misbehave, a kiosk page that
// notes what it reports.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { openPage, sample } from './harness.mjs';

/** The sample under another headline. */
export const article = (headline, more = {}) =>
  JSON.stringify({ ...sample, headline: { de: headline, en: `${headline} (en)`, ru: `${headline} (ru)` }, ...more });

export const settings = (more = {}) => JSON.stringify({ format: 'depesche-kiosk/1', articles: ['given.json'], ...more });

/** Answers with an ETag, and 304 to a question with it; `state` counts both and may be changed at any time. */
export function contentRoute(text) {
  const state = { text, whole: 0, unchanged: 0, headers: {} };
  const route = (request, response) => {
    const etag = `"${createHash('sha1').update(state.text).digest('hex')}"`;
    const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache', ETag: etag, ...state.headers };
    if (request.headers['if-none-match'] === etag) {
      state.unchanged++;
      response.writeHead(304, headers);
      return response.end();
    }
    state.whole++;
    response.writeHead(200, headers);
    response.end(state.text);
  };
  return { state, route };
}

/** Runs in a kiosk's page before its own scripts: keeps what it reports, the newest only. */
export function keepReports() {
  globalThis.reported = [];
  globalThis.beats = [];
  const keep = (list, value) => list.push(value) > 100 && list.shift();
  document.addEventListener('kiosk-error', ({ detail }) => detail.type !== 'worker' && keep(globalThis.reported, detail));
  addEventListener('message', ({ data }) => data?.type === 'depesche:heartbeat' && keep(globalThis.beats, data));
}

/** Runs in a kiosk's page before its own scripts: what it looks after each ten seconds it looks after each half second, and counts it. */
export function lookOften() {
  const { setInterval } = globalThis;
  globalThis.looks = 0;
  const look = work => {
    globalThis.looks++;
    work();
  };
  globalThis.setInterval = (work, ms, ...more) => (ms === 10_000 ? setInterval(look, 500, work) : setInterval(work, ms, ...more));
}

/** Waits until a page that looks often has looked several times more. */
export async function looked(page) {
  const before = await page.evaluate(() => globalThis.looks);
  await page.waitForFunction(before => globalThis.looks >= before + 6, before);
}

/** Of the poster that is up; undefined while the page starts again. */
export const headlineOn = page =>
  page.evaluate(() => [...document.querySelectorAll('.scene.up > .front > h1')].at(-1)?.textContent).catch(() => {});

/**
 * Opens kiosk.html.
 * @param prepare  runs in the page before its own scripts
 * @param clock  the reader's time as a Date, driven by page.clock from then on
 * @returns the page; `errors()` and `beats()` give what it has reported so far, `problems` what reached the console
 */
export async function openKiosk(browser, server, { query = '?settings=settings.json', clock, prepare, ready = true, ...context } = {}) {
  const opened = await openPage(browser, {
    viewport: { width: 1080, height: 1920 },
    timezoneId: 'Europe/Berlin',
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...context,
  });
  const { page } = opened;
  if (clock) {
    // The engine's thread takes real time, whatever the page's clock is made to say, and so must the watch over it.
    await page.addInitScript(() => (globalThis.realTimeout = AbortSignal.timeout));
    await page.clock.install({ time: clock });
    await page.addInitScript(() => (AbortSignal.timeout = globalThis.realTimeout));
  }
  await page.addInitScript(keepReports);
  if (prepare) await page.addInitScript(prepare);
  await page.goto(`${server.url}/kiosk.html${query}`);
  if (ready) await page.locator('.scene.up').waitFor();
  return {
    ...opened,
    errors: () => page.evaluate(() => globalThis.reported),
    beats: () => page.evaluate(() => globalThis.beats),
    headline: () => headlineOn(page),
    /** Waits for an error of that type. */
    error: async type => {
      await page.waitForFunction(wanted => globalThis.reported.some(({ type }) => type === wanted), type);
      return (await page.evaluate(() => globalThis.reported)).findLast(error => error.type === type);
    },
    /** Nothing reached the console but the browser's own lines about requests and fonts. */
    quiet: () => assert.deepEqual(opened.problems.filter(problem => !/^console: (Failed to load resource|Service Worker registration blocked by Playwright|OTS parsing error|Failed to decode downloaded font)/.test(problem)), []),
  };
}

// ---- Reading a QR code back (ISO/IEC 18004), versions 1 to 5, without correcting anything

/** Blocks and correction bytes a block for versions 1 to 5, by the two bits of the format: M, L, H, Q. */
const blocks = [
  [[1, 10], [1, 7], [1, 17], [1, 13]],
  [[1, 16], [1, 10], [1, 28], [1, 22]],
  [[1, 26], [1, 15], [2, 22], [2, 18]],
  [[2, 18], [1, 20], [4, 16], [2, 26]],
  [[2, 24], [1, 26], [4, 22], [4, 18]],
];
const masks = [
  (x, y) => (x + y) % 2 === 0, (_x, y) => y % 2 === 0, x => x % 3 === 0, (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0, (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** @param path  of the SVG that shows the code, one unit a module */
export function readQrCode(path, size) {
  const dark = Array.from({ length: size }, () => new Array(size).fill(false));
  for (const [, x, y, width] of path.matchAll(/M(\d+),(\d+)h(\d+)v1h-\d+z/g)) {
    for (let at = 0; at < Number(width); at++) dark[Number(y)][Number(x) + at] = true;
  }
  const version = (size - 17) / 4;
  assert.ok(version >= 1 && version <= 5, `version ${version} is not read here`);
  // Format: 15 bits beside the finder, most significant first, of which the first two are the correction.
  const cells = [[0, 8], [1, 8], [2, 8], [3, 8], [4, 8], [5, 8], [7, 8], [8, 8], [8, 7], [8, 5], [8, 4], [8, 3], [8, 2], [8, 1], [8, 0]];
  const format = cells.reduce((bits, [x, y]) => (bits << 1) | Number(dark[y][x]), 0) ^ 0x5412;
  const mask = masks[(format >> 10) & 7];
  const alignment = version === 1 ? -10 : size - 7;
  const reserved = (x, y) =>
    (x < 9 && y < 9) || (x < 9 && y > size - 9) || (x > size - 9 && y < 9) || x === 6 || y === 6 ||
    (Math.abs(x - alignment) < 3 && Math.abs(y - alignment) < 3);
  const bits = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!reserved(x, y)) bits.push(dark[y][x] !== mask(x, y));
    }
  }
  const words = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) words.push(bits.slice(at, at + 8).reduce((word, bit) => (word << 1) | Number(bit), 0));
  const [count, correction] = blocks[version - 1][format >> 13];
  const dataLength = words.length - count * correction;
  // The last blocks are one longer where the bytes do not divide.
  const least = Math.floor(dataLength / count);
  const longer = dataLength % count;
  const data = Array.from({ length: count }, (_, block) => [
    ...Array.from({ length: least }, (_, index) => words[index * count + block]),
    ...(block >= count - longer ? [words[least * count + block - (count - longer)]] : []),
  ]).flat();
  const stream = data.flatMap(word => Array.from({ length: 8 }, (_, index) => (word >> (7 - index)) & 1));
  let at = 0;
  const take = length => stream.slice(at, (at += length)).reduce((value, bit) => value * 2 + bit, 0);
  const mode = take(4);
  assert.equal(mode, 4, 'bytes');
  const length = take(8);
  return Buffer.from(Array.from({ length }, () => take(8))).toString('utf8');
}
