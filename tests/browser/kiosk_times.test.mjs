// What a kiosk does by the time that has passed: idle readers, heartbeats, restarts; and that none of it goes by the
// machine's clock, which jumps when it is set.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { browser, server, startForFile, test, until } from './harness.mjs';
import { article, looked, lookOften, openKiosk, settings } from './kiosk_harness.mjs';

const noon = new Date('2026-03-02T12:00:00');

startForFile();
beforeEach(() => {
  server.routes.clear();
  server.requests.length = 0;
  server.answer('/given.json', 200, 'application/json', article('Die gute'));
  set();
});

const set = (more = {}) => server.answer('/settings.json', 200, 'application/json', settings(more));
const question = page => page.getByRole('alertdialog', { name: 'Still reading?' });

async function openReader() {
  const opened = await openKiosk(browser, server, { clock: noon });
  await opened.page.getByRole('button', { name: /^English/ }).click();
  await opened.page.locator('.reading depesche-card').getByRole('heading', { level: 1 }).waitFor();
  await until(async () => {
    await opened.page.clock.runFor(100);
    return !(await opened.page.locator('.attract').isVisible());
  }, 'the article');
  return opened;
}

/** Beats that reach an address; `hold`: it never answers. */
function beatRoute({ hold = false } = {}) {
  const posted = [];
  server.routes.set('/beat', (request, response) => {
    let body = '';
    request.on('data', part => (body += part)).on('end', () => {
      posted.push(JSON.parse(body));
      if (!hold) response.writeHead(204).end();
    });
  });
  return posted;
}

test('a slow press on a button of the question reaches it', async () => {
  const { page, quiet, close } = await openReader();
  await page.clock.runFor(76_000);
  const { x, y, width, height } = await question(page).getByRole('button', { name: 'Back to start' }).boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.clock.runFor(2_000);
  assert.ok(await question(page).isVisible(), 'until it is let go');
  await page.mouse.up();
  await until(async () => {
    await page.clock.runFor(500);
    return !(await page.locator('.reading').isVisible());
  }, 'reading has ended');
  quiet();
  await close();
});

test('the question answered without a pointer or a key, as by a screen reader: its buttons do what they say, and so does closing it', async () => {
  const { page, quiet, close } = await openReader();
  const asked = () =>
    until(async () => {
      await page.clock.runFor(1_000);
      return (await question(page).count()) > 0;
    }, 'the question', 30_000);
  const goesOn = async what => {
    await asked();
    await what();
    // Closed it is out of sight at once; its event comes with a frame, and many seconds of this clock pass between two of them.
    await page.locator('dialog.still').waitFor({ state: 'detached', timeout: 2_000 });
    await page.clock.runFor(60_000);
    assert.ok(await page.locator('.reading').isVisible(), 'the time began again');
    assert.equal(await question(page).count(), 0);
  };
  await goesOn(() => question(page).getByRole('button', { name: 'Go on reading' }).evaluate(button => button.click()));
  await goesOn(() => question(page).evaluate(dialog => dialog.requestClose()));
  // Other controls are used in the same way.
  await page.locator('.reading depesche-card').getByRole('button', { name: 'Open all' }).evaluate(button => button.click());
  await page.clock.runFor(60_000);
  assert.equal(await question(page).count(), 0);
  await asked();
  await question(page).getByRole('button', { name: 'Back to start' }).evaluate(button => button.click());
  await until(async () => {
    await page.clock.runFor(500);
    return !(await page.locator('.reading').isVisible());
  }, 'reading has ended');
  // Nothing counts down on the start screen.
  await page.clock.runFor(95_000);
  assert.equal(await question(page).count(), 0);
  quiet();
  await close();
});

test('an address that came when its reader had left is not there for ever', async () => {
  set({ attract: { seconds: 10 } });
  const { page, quiet, close } = await openKiosk(browser, server, { clock: noon });
  await page.evaluate(() => void window.open('https://example.org/'));
  await page.getByRole('dialog').waitFor();
  await page.clock.runFor(11_000);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  quiet();
  await close();
});

test('who has the article read aloud is there, but not for ever', async () => {
  const { page, quiet, close } = await openReader();
  await page.evaluate(() => {
    globalThis.speaks = true;
    Object.defineProperty(SpeechSynthesis.prototype, 'speaking', { get: () => globalThis.speaks });
  });
  await page.clock.runFor(10 * 60_000);
  assert.equal(await question(page).count(), 0);
  await page.evaluate(() => (globalThis.speaks = false));
  await page.clock.runFor(80_000);
  await question(page).waitFor();

  await question(page).getByRole('button', { name: 'Go on reading' }).click();
  await page.evaluate(() => (globalThis.speaks = true));
  await page.clock.runFor(14 * 60_000);
  assert.equal(await question(page).count(), 0);
  await page.clock.runFor(2.4 * 60_000);
  await question(page).waitFor();
  quiet();
  await close();
});

test("the machine's clock is set: no reader loses the article, and heartbeats go on", async () => {
  set({ heartbeat: { seconds: 5 } });
  const { page, beats, quiet, close } = await openReader();
  await page.clock.setSystemTime(new Date('2027-03-02T12:00:00'));
  await page.clock.runFor(6_000);
  assert.equal(await question(page).count(), 0);
  assert.ok(await page.locator('.reading').isVisible());
  await page.clock.setSystemTime(new Date('2020-03-02T12:00:00'));
  const before = (await beats()).length;
  await page.clock.runFor(11_000);
  const after = await beats();
  assert.ok(after.length >= before + 2, `${after.length - before} heartbeats in 11 s`);
  assert.ok(after.every(({ uptime, pageUptime }) => uptime >= 0 && uptime < 60 && pageUptime < 60));
  await page.clock.runFor(70_000);
  await question(page).waitFor();
  quiet();
  await close();
});

/** The network is gone, and the page is started again at that time. */
async function restartAlone(page, time) {
  for (const path of ['/given.json', '/settings.json']) server.answer(path, 503, 'text/plain', 'no');
  await page.clock.setSystemTime(time);
  await page.reload();
  await page.clock.setSystemTime(time);
  await page.locator('.scene.up').waitFor();
}

test("the machine's clock is behind: content without a network does not look current", async () => {
  set({ heartbeat: { seconds: 5 } });
  const { page, beats, quiet, close } = await openKiosk(browser, server, { clock: noon });
  await page.clock.runFor(5_000);
  await restartAlone(page, new Date('2026-01-02T12:00:00'));
  await page.clock.runFor(31_000);
  await page.locator('.age').waitFor();
  assert.match(await page.locator('.age').textContent(), /^Stand: 02\.03\.2026/);
  await until(async () => (await beats()).length > 0, 'a heartbeat');
  assert.equal((await beats()).at(-1).contentAge, null);
  quiet();
  await close();
});

test("content that came while the machine's clock was ahead is as old as what was heard of it later", async () => {
  set({ heartbeat: { seconds: 5 }, update: { seconds: 60 } });
  const { page, beats, quiet, close } = await openKiosk(browser, server, { clock: new Date('2027-03-02T12:00:00') });
  await page.clock.runFor(5_000);
  await page.clock.setSystemTime(noon);
  // It writes down when it heard of it every five minutes.
  const asked = () => server.requests.filter(path => path === '/given.json').length;
  for (let minute = 0; minute < 7; minute++) {
    const before = asked();
    await until(async () => {
      await page.clock.runFor(10_000);
      return asked() > before;
    }, 'the next question', 20_000);
  }
  await page.waitForTimeout(300);
  await restartAlone(page, new Date('2026-03-02T15:00:00'));
  await page.clock.runFor(31_000);
  await page.locator('.age').waitFor();
  assert.match(await page.locator('.age').textContent(), /^Stand: 02\.03\.2026/);
  await until(async () => (await beats()).length > 0, 'a heartbeat');
  const { contentAge } = (await beats()).at(-1);
  assert.ok(contentAge > 2 * 3600 && contentAge < 4 * 3600, `${contentAge} s`);
  quiet();
  await close();
});

test('a server of heartbeats that never answers gets one at a time, and is an event', async () => {
  const posted = beatRoute({ hold: true });
  set({ heartbeat: { url: 'beat', seconds: 5 } });
  const { page, error, quiet, close } = await openKiosk(browser, server, { clock: noon });
  await until(async () => {
    await page.clock.runFor(1_000);
    return posted.length > 0;
  }, 'the first heartbeat');
  await page.clock.runFor(20_000);
  await page.waitForTimeout(200);
  assert.equal(posted.length, 1);
  await page.clock.runFor(12_000);
  assert.equal((await error('heartbeat')).message, 'the heartbeat did not arrive (beat)');
  await until(async () => {
    await page.clock.runFor(1_000);
    return posted.length === 2;
  }, 'the next one');
  quiet();
  await close();
});

test('a restart waits until the page can be had: what comes in its place leads nowhere', async () => {
  const { page, close } = await openKiosk(browser, server, { prepare: lookOften });
  server.answer('/kiosk.html', 503, 'text/plain', 'no');
  const asked = () => server.requests.filter(path => path === '/kiosk.html').length;
  await page.evaluate(() => void setTimeout(() => { throw new Error('unforeseen'); }));
  await until(() => asked() >= 3, 'it asks, and asks again', 30_000);
  // Its answer is cut.
  server.routes.set('/kiosk.html', (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': '1000' });
    response.write('<!doctype html>', () => response.destroy());
  });
  const before = asked();
  await until(() => asked() >= before + 2, 'it asks on', 30_000);
  assert.equal(await page.locator('.scene.up').count(), 1, 'the start screen is there');
  await page.evaluate(() => (globalThis.before = true));
  server.routes.delete('/kiosk.html');
  await page.waitForFunction(() => globalThis.before === undefined, undefined, { timeout: 30_000 });
  await page.locator('.scene.up').waitFor();
  await close();
});

for (const path of ['/kiosk.js', '/kiosk.css']) {
  test(`a restart waits for ${path}, too: without it the page would stay blank, or without its style`, async () => {
    const { page, close } = await openKiosk(browser, server, { prepare: lookOften });
    server.answer(path, 503, 'text/plain', 'no');
    const asked = () => server.requests.filter(request => request === path).length;
    const before = asked();
    await page.evaluate(() => {
      globalThis.before = true;
      setTimeout(() => { throw new Error('unforeseen'); });
    });
    await until(() => asked() >= before + 2, 'it asks, and asks again', 30_000);
    assert.equal(await page.evaluate(() => globalThis.before), true);
    assert.equal(await page.locator('.scene.up').count(), 1, 'the start screen is there');
    server.routes.delete(path);
    await page.waitForFunction(() => globalThis.before === undefined, undefined, { timeout: 30_000 });
    await page.locator('.scene.up').waitFor();
    await close();
  });
}

test('the engine is gone: three restarts at once, then one in ten minutes; a heartbeat tells why, and how many there were', async () => {
  const posted = beatRoute();
  set({ heartbeat: { url: 'beat', seconds: 86_400 } });
  const { page, quiet, close } = await openKiosk(browser, server, { prepare: lookOften });
  let loads = 0;
  page.on('load', () => loads++);
  server.answer('/wasm/depesche.wasm', 404, 'text/plain', 'no');
  await page.reload();
  await until(() => loads === 4, 'three restarts', 30_000);
  await page.locator('.scene.up').waitFor();
  await looked(page);
  assert.equal(loads, 4);
  assert.ok(posted.some(({ mode, errors }) => mode === 'attract' && errors.some(({ type }) => type === 'engine')), 'the fault is told');
  assert.equal(posted.at(-1).restarts, 3);

  // After hours of it.
  await page.evaluate(() => {
    const minutes = [29, 19, 9].map(ago => Date.now() - ago * 60_000);
    sessionStorage.setItem('depesche-kiosk-restarted', JSON.stringify(minutes));
    sessionStorage.setItem('depesche-kiosk-restarts', '60');
  });
  await page.reload();
  await page.locator('.scene.up').waitFor();
  await looked(page);
  assert.equal(loads, 5);
  assert.equal(posted.at(-1).restarts, 60);
  quiet();
  await close();
});
