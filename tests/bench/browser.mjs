// The browser as a reader has it, with a GPU's compositing and WebGL, which software does here. Without them (the tests'
// flags) Chromium copies every canvas of a page again for each frame.
import { chromium } from 'playwright-core';
import { chromiumPath } from '../browser/harness.mjs';

const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--mute-audio'];

/** Of the DevTools protocol: bytes a second, ms. */
export const slow4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };

/** Processor seconds of the whole browser so far. */
async function used(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/**
 * A browser that runs, has painted something and has come to rest, as a reader's has: in the seconds after its start it does
 * much of its own, and the first words of a page came 0.4 to 3 s after their address, for the same page.
 */
export async function launch() {
  const browser = await chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
  const page = await browser.newPage();
  await page.goto('data:text/html,<p>A page before this one.');
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  await page.close();
  const session = await browser.newBrowserCDPSession();
  const latest = Date.now() + 10_000;
  for (let before = await used(session), quiet = 0; quiet < 2 && Date.now() < latest; ) {
    await new Promise(done => setTimeout(done, 250));
    const now = await used(session);
    quiet = now - before < 0.02 ? quiet + 1 : 0;
    before = now;
  }
  await session.detach();
  return browser;
}
