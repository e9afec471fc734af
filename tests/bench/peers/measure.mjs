// `./dev bench --peers [--rounds N] [--only PEER]…`: the card beside what a publisher would use instead, all showing the sample. Every
// round opens a new browser for each page, one after the other, there and back, so that nothing is cached and drift hits all alike.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileHandler, listen } from '../../../scripts/serve.mjs';
import { root } from '../../browser/harness.mjs';
import { atRest, launch, slow4G, timed } from '../browser.mjs';
import { median } from '../median.mjs';
import { buildSite, peers, site } from './site.mjs';

const MB = 2 ** 20;

/** Rows of the table: what is measured, unit, digits. */
const rows = {
  bytes: ['bytes over the network, without pictures', 'KB', 0],
  text: ["article's text painted", 'ms', 0],
  ready: ['all painted', 'ms', 0],
  busy: ['main thread until a second after', 'ms', 0],
  blocking: ['of it, blocking (tasks over 50 ms)', 'ms', 0],
  language: ['language switched, painted', 'ms', 0],
  toggle: ['statement opened, painted', 'ms', 0],
  scroll: ['main thread for 60 scroll steps', 'ms', 0],
  idle: ['processor in five idle seconds', 'ms', 0],
  memory: ['memory of the page', 'MB', 0],
  gpu: ['memory of the GPU process', 'MB', 0],
  twenty: ['20 articles: memory of page and GPU process', 'MB', 0],
  slowText: ['slow 4G, processor four times slower: text painted', 'ms', 0],
  slowReady: ['the same: all painted', 'ms', 0],
  slowBlocking: ['the same: blocking', 'ms', 0],
};

async function startServer() {
  const own = fileHandler(site, { quality: 11 });
  const shipped = fileHandler(join(root, 'dist'), { quality: 11 });
  const server = await listen((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    return (existsSync(join(site, pathname)) && pathname !== '/' ? own : shipped)(request, response);
  }, 0);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

/** Proportional set size of the browser's processes, bytes; and their processor time, ms. */
async function processes(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sum = { page: 0, gpu: 0, time: 0 };
  for (const { id, type, cpuTime } of processInfo) {
    if (type !== 'renderer' && type !== 'GPU') continue;
    const pss = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
    if (type === 'GPU') sum.gpu += pss;
    else sum.page += pss;
    sum.time += cpuTime * 1000;
  }
  return sum;
}

async function open(server, path, { slow = false } = {}) {
  const browser = await launch();
  const processor = await browser.newBrowserCDPSession();
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'de-DE' });
  await atRest(browser);
  await page.addInitScript(() => {
    globalThis.blocking = 0;
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) globalThis.blocking += Math.max(0, duration - 50);
    }).observe({ type: 'longtask', buffered: true });
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Network.enable');
  let bytes = 0;
  const pictures = new Set();
  session.on('Network.responseReceived', ({ requestId, type }) => type === 'Image' && pictures.add(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => pictures.has(requestId) || (bytes += encodedDataLength));
  if (slow) {
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await session.send('Network.emulateNetworkConditions', slow4G);
  }
  const blank = await processes(processor);
  await page.goto(`${server.url}/${path}`, { waitUntil: 'commit' });
  await timed(page, ['peer:ready', 'first-contentful-paint'], 120_000);
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  return { browser, processor, page, busy, blank, bytes: () => bytes };
}

/**
 * Where the article is the page's own text, it is the first thing painted at all, and the browser says when that was on the
 * screen. The others mark the frame that they hand over, which is earlier than it can be seen.
 */
const times = page =>
  page.evaluate(() => {
    const mark = name => performance.getEntriesByName(name)[0]?.startTime;
    const painted = mark('first-contentful-paint');
    return { text: mark('peer:text') ?? painted, ready: Math.max(mark('peer:ready'), painted), blocking: globalThis.blocking };
  });

async function once(server, name) {
  const found = {};
  {
    const { browser, processor, page, busy, blank, bytes } = await open(server, `${name}.html`);
    await page.waitForTimeout(1000);
    Object.assign(found, await times(page), { busy: await busy() });
    found.bytes = bytes() / 1000;
    const { page: used, gpu } = await processes(processor);
    found.memory = (used - blank.page) / MB;
    found.gpu = (gpu - blank.gpu) / MB;
    const before = (await processes(processor)).time;
    await page.waitForTimeout(5000);
    found.idle = (await processes(processor)).time - before;
    const scrollStart = await busy();
    await page.evaluate(async () => {
      for (let step = 0; step < 60; step++) {
        scrollBy(0, 60);
        await new Promise(requestAnimationFrame);
      }
      scrollTo(0, 0);
      await new Promise(requestAnimationFrame);
    });
    found.scroll = (await busy()) - scrollStart;
    const use = async (what, values) => {
      const all = [];
      for (const value of values) {
        all.push(await page.evaluate(([what, value]) => globalThis.peer.time(what, value), [what, value]));
        // A reader is not quicker than what a page leaves for later.
        await page.waitForTimeout(300);
      }
      return median(all.slice(2));
    };
    found.language = await use('switchLanguage', ['en', 'de', 'en', 'de', 'en', 'de', 'en']);
    // A PDF has nothing to open.
    if (name !== 'pdf') found.toggle = await use('toggle', [1, 2, 3, 4, 5, 6, 7]);
    await browser.close();
  }
  {
    const path = existsSync(join(site, `${name}20.html`)) ? `${name}20.html` : `${name}.html?count=20`;
    const { browser, processor, page, blank } = await open(server, path);
    await page.waitForTimeout(2000);
    const { page: used, gpu } = await processes(processor);
    found.twenty = (used + gpu - blank.page - blank.gpu) / MB;
    await browser.close();
  }
  {
    const { browser, page } = await open(server, `${name}.html`, { slow: true });
    await page.waitForTimeout(1000);
    const { text, ready, blocking } = await times(page);
    Object.assign(found, { slowText: text, slowReady: ready, slowBlocking: blocking });
    await browser.close();
  }
  return found;
}

function versions() {
  const { packages } = JSON.parse(readFileSync(join(root, 'tests/bench/peers/package-lock.json'), 'utf8'));
  return Object.entries(packages[''].dependencies).map(([name, version]) => `${name} ${version}`);
}

/** The table in Markdown: one column a peer, the ratio to plain HTML in brackets. */
function table(results) {
  const names = Object.keys(results);
  const lines = [`| | ${names.join(' | ')} |`, `|---|${names.map(() => '--:').join('|')}|`];
  for (const [row, [title, unit, digits]] of Object.entries(rows)) {
    const cells = names.map(name => {
      const value = results[name][row];
      if (value === undefined) return '–';
      const ratio = results.plain?.[row] > 0.5 && name !== 'plain' ? ` (${(value / results.plain[row]).toFixed(1)})` : '';
      return `${value.toFixed(digits)}${ratio}`;
    });
    lines.push(`| ${title}, ${unit} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

/** Measures and prints; all peers and at least three rounds also go between the marks of docs/benchmarks.md. */
export async function measurePeers({ rounds: wanted = '3', only = Object.keys(peers) }) {
  const rounds = Number(wanted);
  const unknown = only.filter(name => !(name in peers));
  if (unknown.length > 0) throw new Error(`no peer ${unknown.join(', ')}; there are ${Object.keys(peers).join(', ')}`);
  const printer = await launch();
  try {
    const page = await printer.newPage();
    const images = await startServer();
    await buildSite(async html => {
      await page.route('**/print.html', route => route.fulfill({ contentType: 'text/html', body: html }));
      await page.goto(`${images.url}/print.html`, { waitUntil: 'networkidle' });
      const pdf = await page.pdf({ format: 'A4' });
      await page.unroute('**/print.html');
      return pdf;
    });
    await images.close();
  } finally {
    await printer.close();
  }
  const server = await startServer();
  // What is compressed is kept: the first reader of a file would wait for it.
  for (const name of only) {
    const { browser } = await open(server, `${name}.html`);
    await browser.close();
  }
  const all = {};
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 ? only.toReversed() : only) {
      process.stderr.write(`round ${round + 1} of ${rounds}: ${name}\n`);
      (all[name] ??= []).push(await once(server, name));
    }
  }
  await server.close();
  const results = {};
  for (const [name, found] of Object.entries(all)) {
    results[name] = {};
    for (const row of Object.keys(rows)) {
      const values = found.map(one => one[row]).filter(value => value !== undefined);
      if (values.length > 0) results[name][row] = median(values);
    }
  }
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  const text = `Measured on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}, Chromium ${version},
${rounds} rounds, medians; in brackets the ratio to plain HTML. ${versions().join(', ')}.

${table(results)}
`;
  console.log(text);
  if (rounds >= 3 && only.length === Object.keys(peers).length) {
    const path = join(root, 'docs/benchmarks.md');
    const before = readFileSync(path, 'utf8');
    const [head, rest] = before.split('<!-- peers -->');
    const [, tail] = rest.split('<!-- /peers -->');
    writeFileSync(path, `${head}<!-- peers -->\n${text}<!-- /peers -->${tail}`);
  }
}
