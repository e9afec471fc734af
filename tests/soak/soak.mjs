// ./dev soak [DAYS]: a kiosk for so many simulated days (3), in a real browser whose clock is driven: readers who open,
// search, switch and leave, new content, networks that fail, servers that lie, machines that restart, engines that
// trap. Prints the memory at the start and at the end of each day, and fails where something was lost or has grown:
// the screen without content even once, an old article after a new one came, more than 2 % of memory or DOM between
// the ends of two days of one page's life.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileHandler, listen } from '../../scripts/serve.mjs';
import { dice } from '../browser/dice.mjs';
import { faultyEngine, tellEngine } from '../browser/faulty_engine.mjs';
import { heldBy, root, temporaryDirectory, until } from '../browser/harness.mjs';
import { article, contentRoute, headlineOn, keepReports, settings } from '../browser/kiosk_harness.mjs';
import { pause, startBrowser } from './browser.mjs';
import { movableClock } from './clock.mjs';

const days = Number(process.argv[2] ?? 3);
if (!Number.isInteger(days) || days < 1 || days > 400) {
  console.error('usage: ./dev soak [DAYS], 1 to 400');
  process.exit(2);
}
const stepMs = 5 * 60_000;
const stepsADay = (24 * 60 * 60_000) / stepMs;
const mostGrowth = 0.02;

const { chance, pick } = dice(20260302);

// ---- The site: dist/ with an engine that traps when told to, and its worker, which must know that file's hash.
const folder = temporaryDirectory();
cpSync(join(root, 'dist'), folder.path, { recursive: true });
const thread = join(folder.path, 'engine_thread.js');
const hash = text => createHash('sha256').update(text).digest('hex');
const before = readFileSync(thread, 'utf8');
const after = faultyEngine({ tell: false }, before);
writeFileSync(thread, after);
const workerPath = join(folder.path, 'kiosk-worker.js');
const worker = readFileSync(workerPath, 'utf8');
if (!worker.includes(hash(before))) throw new Error('the service worker does not know engine_thread.js');
writeFileSync(workerPath, worker.replace(hash(before), hash(after)));

const files = fileHandler(folder.path);
const pictured = text => text.replaceAll('../images/', 'images/');
const version = { first: 1, second: 1 };
const content = {
  first: contentRoute(pictured(article('Erste 1'))),
  second: contentRoute(pictured(article('Zweite 1'))),
};
const site = { down: false, lie: undefined, open: 0 };
const lies = {
  'an error 500': response => response.writeHead(500).end(),
  'half of the JSON': response => response.end(content.first.state.text.slice(0, 5000)),
  'a sign-in page': response => response.end('<!doctype html><title>Welcome</title>'),
  'a broken connection': response => response.destroy(),
};
const kioskSettings = settings({
  articles: ['first.json', 'second.json'],
  update: { seconds: stepMs / 1000, timeoutSeconds: 60, ageAfterMinutes: 30 },
  attract: { seconds: (2 * stepMs) / 1000 },
  night: { from: '22:00', to: '06:00' },
  heartbeat: { seconds: 60 },
});
const server = await listen((request, response) => {
  if (site.down) return request.socket.destroy();
  site.open++;
  response.on('close', () => site.open--);
  const { pathname } = new URL(request.url, 'http://localhost');
  const route = { '/first.json': content.first, '/second.json': content.second }[pathname];
  if (route && site.lie) return lies[site.lie](response);
  if (route) return route.route(request, response);
  if (pathname !== '/settings.json') return files(request, response);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(kioskSettings);
}, 0);
server.url = `http://127.0.0.1:${server.address().port}`;

const lost = [];
const count = { readers: 0, updates: 0, cuts: 0, lies: 0, traps: 0, reboots: 0, restarts: 0, acts: new Map() };
const browser = await startBrowser({
  width: 1080,
  height: 1920,
  timeZone: 'UTC',
  language: 'de-DE',
  scripts: [[movableClock, Date.parse('2026-03-02T00:00:00Z')], [keepReports]],
});
const { page } = browser;
page.onStart(() => count.restarts++);
await page.goto(`${server.url}/kiosk.html?settings=settings.json`);
/** Whether an element that a selector finds is seen. */
const isVisible = selector => page.evaluate(selector => document.querySelector(selector)?.checkVisibility() ?? false, selector).catch(() => false);
await until(() => isVisible('.scene.up'), 'the first poster', 30_000);

/** What moves the clock must not leave questions unanswered: they would come too late. */
const settled = async () => {
  for (let quiet = 0; quiet < 3; quiet = site.open === 0 ? quiet + 1 : 0) await pause(15);
};

async function forward(ms) {
  await settled();
  await page.evaluate(ms => globalThis.forward(ms), ms).catch(() => {}); // the page is starting again
  await settled();
}

/** The screen has content, whatever happens. */
async function look(when) {
  const state = () =>
    page.evaluate(() => ({
      poster: document.querySelector('.scene.up > .front > h1')?.textContent ?? '',
      reading: document.querySelector('.reading:not([hidden]) depesche-card') !== null,
      faults: document.querySelector('.faults:not([hidden])')?.textContent ?? '',
    })).catch(() => ({}));
  try {
    await until(async () => {
      const { poster, reading, faults } = await state();
      return (poster || reading) && !faults;
    }, 'content', 30_000);
  } catch {
    lost.push(`${when}: ${JSON.stringify(await state())}`);
  }
}

const onePoster = () => until(() => page.evaluate(() => document.querySelectorAll('.scene').length === 1), 'one poster', 30_000);

/** The headline of the poster that this time of the day brings: it takes a while, however the clock is moved. */
async function posterHeadline() {
  await pause(1000);
  await onePoster();
  return (await headlineOn(page)) ?? '';
}

/**
 * Until nothing comes and goes any more: the next reader's card takes the engine's thread time that is real, on a slow machine
 * more of it, and would be counted as growth.
 */
async function atRest() {
  let before = -1;
  for (let same = 0, tries = 0; same < 4 && tries < 120; tries++) {
    await pause(250);
    const { nodes } = await heldBy(page.send);
    same = nodes === before ? same + 1 : 0;
    before = nodes;
  }
}

async function memory() {
  await page.move(1, 1);
  await onePoster();
  await atRest();
  const engine = await page.evaluate(async () => (await document.querySelector('depesche-card')?.statistics())?.wasmBytes ?? 0);
  const resident = (await browser.renderers()).map(id => {
    const status = `/proc/${id}/status`;
    return existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) : 0;
  });
  // What the test itself keeps of what it was told is longer on some days than on others.
  await page.evaluate(() => {
    globalThis.reported.length = 0;
    globalThis.beats.splice(0, globalThis.beats.length - 1);
  });
  return { ...(await heldBy(page.send)), ...(await page.heap()), engine, resident: Math.max(...resident) * 1024 };
}

async function reader(trap) {
  // The one before may have left just now.
  for (let wait = 0; wait < 10 && !(await isVisible('.scene.up .gate')); wait++) await forward(60_000);
  count.readers++;
  const inCard = selector => ['.reading depesche-card', selector];
  const language = Math.floor(chance() * 3);
  try {
    const isTouched = () => page.click(['.scene.up .gate button'], language).then(() => true, () => false);
    await until(isTouched, 'a language to begin in', 30_000);
    await until(async () => !(await isVisible('.attract')), 'the article', 30_000);
  } catch (error) {
    lost.push(`reader ${count.readers}: ${error.message}`);
    return;
  }
  const acts = {
    scroll: () => page.wheel(540, 900, 300 + chance() * 3000),
    open: () => page.click(inCard('.entry-button'), Math.floor(chance() * 3)),
    language: () => page.click(inCard('.language-choice'), Math.floor(chance() * 3)),
    search: () => page.type(inCard('input'), pick(['Macron', 'Ukraine', 'xyz', 'Украин'])),
    larger: () => page.click(inCard('[data-action=text-larger]')),
    link: async () => {
      await page.click(inCard('.text a[href]'));
      await page.click(['dialog.address button']);
    },
    next: () => page.click(['.bar .next']),
  };
  await page.move(540, 900);
  for (let act = 0; act < 4; act++) {
    // A control may have gone out of reach with the last act; a reader would try something else.
    const name = pick(Object.keys(acts));
    const done = await acts[name]().then(() => true, () => false);
    const [tried, reached] = count.acts.get(name) ?? [0, 0];
    count.acts.set(name, [tried + 1, reached + Number(done)]);
    await pause(30);
  }
  if (trap) {
    count.traps++;
    await page.evaluate(tellEngine, 'trap');
    await acts.language().catch(() => {});
    await pause(300);
  }
  await look('while somebody reads');
  // Some go back, most just leave.
  if (chance() < 0.3) await page.click(['.bar .start']).catch(() => {});
}

async function reboot() {
  count.reboots++;
  await page.reload();
  await look('after a restart');
}

function plan(day) {
  const at = new Map();
  const add = (step, act) => at.set(step, [...(at.get(step) ?? []), act]);
  const some = () => Math.floor(chance() * stepsADay);
  for (let each = 0; each < 24; each++) add(Math.floor((0.3 + 0.6 * chance()) * stepsADay), () => reader(false));
  for (let each = 0; each < 4; each++) {
    add(some(), () => {
      const name = pick(['first', 'second']);
      count.updates++;
      content[name].state.text = pictured(article(`${name === 'first' ? 'Erste' : 'Zweite'} ${++version[name]}`));
    });
  }
  for (let each = 0; each < 2; each++) {
    const begin = Math.floor(chance() * (stepsADay - 12));
    add(begin, () => {
      count.cuts++;
      site.down = true;
    });
    // The second cut of every tenth day has a restart in it.
    if (each === 1 && day % 10 === 0) add(begin + 4, reboot);
    add(begin + 6 + Math.floor(chance() * 6), () => void (site.down = false));
  }
  const lie = Math.floor(chance() * (stepsADay - 6));
  add(lie, () => {
    count.lies++;
    site.lie = pick(Object.keys(lies));
  });
  add(lie + 5, () => void (site.lie = undefined));
  // The first trap of a page is the card's own matter, the second one ends the page.
  if (day % 10 === 0) for (const step of [120, 160]) add(step, () => reader(true));
  return at;
}

const kb = bytes => `${Math.round(bytes / 1024).toLocaleString('en')}`.padStart(9);
const line = (what, { heap, code, engine, resident, nodes, listeners }) =>
  console.log(`${what.padEnd(16)}${kb(heap)} KB${kb(code)} KB${kb(engine)} KB${kb(resident)} KB${String(nodes).padStart(8)}${String(listeners).padStart(11)}${String(count.restarts).padStart(10)}${String(count.readers).padStart(9)}`);
console.log(`${''.padEnd(16)}     heap        code      engine    resident    nodes  listeners  restarts  readers`);

/** The ends of the whole days of one page's life, all in the same state. */
let life = [];
const growths = [];
let pageStarts = count.restarts;
for (let day = 0; day < days; day++) {
  line(`day ${day + 1}, start`, await memory());
  const acts = plan(day);
  for (let step = 0; step < stepsADay; step++) {
    for (const act of acts.get(step) ?? []) await act();
    await forward(stepMs);
    await look(`day ${day + 1}, step ${step}`);
  }
  site.down = false;
  site.lie = undefined;
  // The newest content of both articles, within two rounds.
  const wanted = new Set([`Erste ${version.first}`, `Zweite ${version.second}`]);
  for (let step = 0; step < 24 && wanted.size > 0; step++) {
    await forward(stepMs);
    wanted.delete((await posterHeadline()).replace(/ \(.*/, ''));
  }
  for (const headline of wanted) lost.push(`day ${day + 1}: "${headline}" never came to the screen`);
  // To be compared, the days end with the same poster.
  for (let step = 0; step < 24 && (await posterHeadline()) !== `Erste ${version.first}`; step++) await forward(stepMs);
  const end = await memory();
  line(`day ${day + 1}, end`, end);
  if (pageStarts !== count.restarts) life = [];
  else life.push(end);
  pageStarts = count.restarts;
  if (life.length > 1) growths.push({ day: day + 1, heap: end.heap / life[0].heap - 1, nodes: end.nodes / life[0].nodes - 1, engine: end.engine / life[0].engine - 1, of: life.length });
}

const { errorCount } = (await page.evaluate(() => globalThis.beats)).at(-1) ?? {};
console.log(`\n${count.readers} readers, ${count.updates} updates, ${count.cuts} cuts of the network, ${count.lies} bad answers, ${count.traps} traps, ` +
  `${count.reboots} reboots, ${count.restarts} page starts; errors told since the last one: ${errorCount}`);
console.log(`what readers did, of what they tried: ${[...count.acts].map(([name, [tried, reached]]) => `${name} ${reached}/${tried}`).join(', ')}`);
const worst = what => growths.reduce((most, growth) => Math.max(most, growth[what]), 0);
console.log(`growth between the ends of whole days of one page's life, at most: heap ${(100 * worst('heap')).toFixed(1)} %, nodes ${(100 * worst('nodes')).toFixed(1)} %, engine ${(100 * worst('engine')).toFixed(1)} %`);
for (const each of lost) console.log(`LOST ${each}`);
const grown = ['heap', 'nodes', 'engine'].filter(what => worst(what) > mostGrowth);
for (const what of grown) console.log(`GROWN ${what}`);
console.log(lost.length + grown.length === 0 ? 'content was never lost, nothing grew' : 'FAILED');
process.exitCode = lost.length + grown.length === 0 ? 0 : 1;
await browser.end();
server.closeAllConnections();
server.close();
folder.cleanUp();
