// What a card costs the page that it stands in, beside the same article as plain HTML: the tasks of its start on a
// processor four times slower, and scrolling through it.
import { cardPage, chromiumPath, startBrowser, startServer } from '../browser/harness.mjs';
import { cardReady, launch, openAtRest, timed } from './browser.mjs';
import { median } from './median.mjs';
import { sampleHtml } from './sample_html.mjs';

/** Durations of the tasks over 50 ms until a second after all is there, ms. */
async function startTasks(browser, url, arrived) {
  const { page, close } = await openAtRest(browser);
  await page.addInitScript(() => {
    globalThis.tasks = [];
    new PerformanceObserver(list => globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  });
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url, { waitUntil: 'commit' });
  await arrived(page);
  await page.waitForTimeout(1000);
  const tasks = await page.evaluate(() => globalThis.tasks);
  await close();
  return tasks;
}

/** What 60 steps of 60 px take of the main thread, ms, and how many of them waited for more than one frame. */
async function scroll(browser, url, arrived) {
  const { page, close } = await openAtRest(browser);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busy = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  await page.goto(url);
  await arrived(page);
  await page.waitForTimeout(2000);
  const before = await busy();
  const late = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    let late = 0;
    for (let step = 0, last = await frame(); step < 60; step++) {
      scrollBy(0, 60);
      const now = await frame();
      // A frame has 16.7 ms at 60 Hz.
      if (now - last > 25) late++;
      last = now;
    }
    return late;
  });
  const time = (await busy()) - before;
  await close();
  return { time, late };
}

const head = '<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Plain</title>';
const style = '<style>body{margin:0}article{max-width:680px;margin:0 auto;padding:16px;font:18px/1.55 Georgia,serif}img{max-width:100%;height:auto}</style>';

/** Rows of name, value, unit and remarks. */
export async function hostRows() {
  const server = await startServer();
  server.answer('/plain.html', 200, 'text/html', head + style + sampleHtml());
  server.answer('/card.html', 200, 'text/html', cardPage());
  const pages = {
    card: [`${server.url}/card.html`, cardReady],
    plain: [`${server.url}/plain.html`, page => timed(page, ['first-contentful-paint'])],
  };
  /** In turn, there and back, each as often: what `measure` gives for the card and for plain HTML. */
  const inTurn = async (browser, measure, rounds) => {
    const found = { card: [], plain: [] };
    for (let round = 0; round < rounds; round++) {
      const turn = Object.entries(pages);
      for (const [name, how] of round % 2 ? turn.reverse() : turn) found[name].push(await measure(browser, ...how));
    }
    return found;
  };
  const [graphics, software] = await Promise.all([launch(), startBrowser([], chromiumPath())]);
  try {
    const tasks = await inTurn(graphics, startTasks, 5);
    const scrolls = await inTurn(graphics, scroll, 7);
    const plainly = await inTurn(software, scroll, 3);
    const longest = name => median(tasks[name].map(all => Math.max(0, ...all)));
    const blocking = name => median(tasks[name].map(all => all.reduce((sum, duration) => sum + duration - 50, 0)));
    const time = (found, name) => median(found[name].map(one => one.time));
    const late = name => median(plainly[name].map(one => one.late));
    const beside = (found, unit) => `plain HTML ${found.toFixed(0)}${unit}`;
    const start = 'host page: start at four-fold slowing,';
    return [
      [`${start} longest task`, longest('card'), 'ms', `0: none over 50; ${beside(longest('plain'), '')}`],
      [`${start} blocking`, blocking('card'), 'ms', beside(blocking('plain'), '')],
      ['host page: 60 scroll steps, main thread', time(scrolls, 'card'), 'ms', beside(time(scrolls, 'plain'), '')],
      ['host page: 60 scroll steps, beside plain HTML', time(scrolls, 'card') / time(scrolls, 'plain'), 'x'],
      ['host page: 60 scroll steps without graphics, main thread', time(plainly, 'card'), 'ms', beside(time(plainly, 'plain'), '')],
      ['host page: 60 scroll steps without graphics, later than a frame', late('card'), '', beside(late('plain'), '')],
    ];
  } finally {
    await Promise.all([graphics.close(), software.close()]);
    await server.close();
  }
}
