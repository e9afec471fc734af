// node tests/bench/compare.mjs [--rounds N] [--rate N] [--slow] [--children] [--hints] DIST DIST…: builds of the site beside each other, each in a
// browser of its own, in turn, there and back, so that a machine that is slower for a while is so for all of them. Medians of one start of the
// sample, and of its language switched; in brackets the least and the most. --rate: a processor so many times slower; --slow: slow
// 4G; --children: what `depesche html` writes stands in the element; --hints: those of docs/embedding.md in the page's head.
import { parseArgs } from 'node:util';
import { fileHandler, listen } from '../../scripts/serve.mjs';
import { cardPage } from '../browser/harness.mjs';
import { cardReady, launch, openAtRest, slow4G, switchLanguage } from './browser.mjs';
import { hints, sampleHtml } from './sample_html.mjs';

const { values, positionals: folders } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    rate: { type: 'string', default: '1' },
    slow: { type: 'boolean' },
    children: { type: 'boolean' },
    hints: { type: 'boolean' },
  },
  allowPositionals: true,
});
if (folders.length === 0) {
  console.error('usage: node tests/bench/compare.mjs [--rounds N] [--rate N] [--slow] [--children] [--hints] DIST DIST…');
  process.exit(2);
}

const html = cardPage(undefined, { head: values.hints ? hints : '' }).replace('</depesche-card>', `${values.children ? sampleHtml() : ''}$&`);

/** Serves a build, and a page with the sample. */
function serve(folder) {
  const files = fileHandler(folder, { quality: 11 });
  return listen((request, response) => {
    if (request.url !== '/card.html') return files(request, response);
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(html);
  }, 0);
}

/** @returns milliseconds by name */
async function once(port) {
  const browser = await launch();
  const processor = await browser.newBrowserCDPSession();
  const { page } = await openAtRest(browser);
  await page.addInitScript(() => {
    Object.assign(globalThis, { blocking: 0, longest: 0 });
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) {
        globalThis.blocking += duration - 50;
        globalThis.longest = Math.max(globalThis.longest, duration);
      }
    }).observe({ type: 'longtask', buffered: true });
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.rate) });
  if (values.slow) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slow4G);
  }
  await page.goto(`http://127.0.0.1:${port}/card.html`, { waitUntil: 'commit' });
  await cardReady(page);
  await page.waitForTimeout(1500);
  const found = await page.evaluate(() => ({
    text: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    ready: performance.getEntriesByName('depesche:ready')[0].startTime,
    blocking: globalThis.blocking,
    'longest task': globalThis.longest,
  }));
  const { metrics } = await session.send('Performance.getMetrics');
  found['main thread'] = metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  const { processInfo } = await processor.send('SystemInfo.getProcessInfo');
  found.processor = processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  const switches = [];
  for (const name of ['English', 'Deutsch', 'English', 'Deutsch']) switches.push(await switchLanguage(page, name));
  // The first finds nothing that was shown before.
  found['first language switch'] = switches[0];
  found['language switch'] = switches.slice(1).sort((a, b) => a - b)[1];
  await browser.close();
  return found;
}

const servers = await Promise.all(folders.map(serve));
const results = folders.map(() => ({}));
// What is compressed is kept: the first reader of a file would wait for it.
for (const server of servers) await once(server.address().port);
for (let round = 0; round < Number(values.rounds); round++) {
  // There and back: the same build came up to 15 % later as the second of two.
  const turn = [...servers.entries()];
  for (const [index, server] of round % 2 ? turn.reverse() : turn) {
    const found = await once(server.address().port);
    for (const [name, value] of Object.entries(found)) {
      results[index][name] ??= [];
      results[index][name].push(value);
    }
  }
}
for (const server of servers) server.close();
for (const [index, result] of results.entries()) {
  const cells = Object.entries(result).map(([name, all]) => {
    const [least, middle, most] = [0, all.length >> 1, all.length - 1].map(at => [...all].sort((a, b) => a - b)[at].toFixed(0));
    return `${name} ${middle} [${least}-${most}]`;
  });
  console.log(`${folders[index]}: ${cells.join(', ')} ms`);
}
process.exit(0);
