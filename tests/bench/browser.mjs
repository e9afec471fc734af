// The browser as a reader has it, with a GPU's compositing and WebGL, which software does here. Without them (the tests'
// flags) Chromium copies every canvas of a page again for each frame.
import { chromium } from 'playwright-core';
import { chromiumPath, openPage } from '../browser/harness.mjs';

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--mute-audio'];

/** Of the DevTools protocol: bytes a second, ms. */
export const slow4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };

const pause = ms => new Promise(done => setTimeout(done, ms));

/**
 * Waits until a page has User Timing marks, or paints, of all these names. Asks by the protocol alone: Playwright's own waiting
 * brings a third of a megabyte of script along, which the page would compile in the middle of its start.
 */
export async function timed(page, names, timeout = 60_000) {
  const session = await page.context().newCDPSession(page);
  const expression = `${JSON.stringify(names)}.every(name => performance.getEntriesByName(name).length > 0)`;
  for (const end = Date.now() + timeout; ; await pause(50)) {
    // While one document gives way to the next there is nobody to be asked.
    const answer = await session.send('Runtime.evaluate', { expression }).catch(() => undefined);
    if (answer?.result.value) break;
    if (Date.now() > end) throw new Error(`no ${names.join(' and ')} within ${timeout} ms`);
  }
  await session.detach();
}

/** A page with a card that has said `depesche:ready`. */
export const cardReady = page => timed(page, ['depesche:ready', 'first-contentful-paint']);

/** Switches the card's language as a reader does, who points at it for a moment, and whose next switch does not follow at once. @returns ms from click to frame */
export async function switchLanguage(page, name) {
  await page.evaluate(() => performance.clearMarks('depesche:language'));
  const choice = page.getByRole('button', { name, exact: true });
  await choice.hover();
  await pause(300);
  await choice.click();
  await page.waitForFunction(() => performance.getEntriesByName('depesche:language').length > 0);
  const time = await page.evaluate(() => performance.getEntriesByName('depesche:language')[0].detail.duration);
  // What a card leaves for later is not part of the next one.
  await pause(300);
  return time;
}

/** Processor seconds of the whole browser so far. */
async function used(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** A browser that has painted something. Each page in it is a window of its own: see `atRest`. */
export async function launch() {
  const browser = await chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
  const page = await browser.newPage();
  await page.goto('data:text/html,<p>A page before this one.');
  await timed(page, ['first-contentful-paint']);
  await page.close();
  return browser;
}

/**
 * Waits until a browser has nothing to do, as a reader's has before an address is followed. With its first window, and again
 * with each other one, it starts much of its own, and the first words of a page came 0.4 to 3 s after their address, for the same page.
 */
export async function atRest(browser) {
  const session = await browser.newBrowserCDPSession();
  const latest = Date.now() + 10_000;
  for (let before = await used(session), quiet = 0; quiet < 2 && Date.now() < latest; ) {
    await pause(250);
    const now = await used(session);
    quiet = now - before < 0.02 ? quiet + 1 : 0;
    before = now;
  }
  await session.detach();
}

/** `openPage` of the harness, in a browser that has come to rest since. */
export async function openAtRest(browser) {
  const opened = await openPage(browser);
  await atRest(browser);
  return opened;
}
