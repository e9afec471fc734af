// What a page goes through in days, in a minute: resizes, mounts and unmounts, sleeping tabs, screens of other ratios,
// odd clocks and locales, articles that replace each other.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { cardPage, held, makePieces, openCard, openDocument, sample, server, startForFile, test, until } from './harness.mjs';

// Without compiling what runs often, which grows the heap for a while and is the browser's own.
startForFile({ flags: ['--js-flags=--no-opt --no-sparkplug --no-maglev'] });
beforeEach(() => server.routes.clear());

async function open(options = {}, attributes = undefined, style = '') {
  const { page, problems, close } = await openCard(cardPage(attributes, { style }), options);
  return {
    page,
    statistics: () => page.evaluate(() => document.querySelector('depesche-card').statistics()),
    async end() {
      assert.deepEqual(problems, []);
      await close();
    },
  };
}

/** `warmUp` fills the browser's own caches; `work` leaves no memory, nodes or listeners behind. */
async function leavesNothing({ page, statistics }, warmUp, work) {
  const all = async () => {
    // What a card waits for at most holds it for two seconds (`longestWait` of card.ts), and quick machines make more of them meanwhile.
    await page.waitForTimeout(2500);
    // The browser's own notes, which a page keeps for as long as it likes: each card marks that it is ready.
    await page.evaluate(() => {
      performance.clearMarks();
      performance.clearResourceTimings();
    });
    return { ...(await held(page)), wasmBytes: (await statistics()).wasmBytes };
  };
  await warmUp();
  const first = await all();
  await work();
  const last = await all();
  // How much of the engine's memory is in use at once depends on the order of the cards' calls.
  for (const what of ['heap', 'nodes', 'listeners', 'wasmBytes']) {
    assert.ok(last[what] < first[what] * 1.05, `${what} ${first[what]} → ${last[what]}`);
  }
}

/** The painted card equals one that has just been opened like this. */
async function looksNew(page, width) {
  const digest = () =>
    page.evaluate(async () => {
      const cards = [...document.querySelectorAll('depesche-card')];
      const digests = [];
      for (const { shadowRoot } of cards) {
        const canvas = shadowRoot.querySelector('canvas');
        const bytes = canvas.width > 0 ? canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data : new Uint8Array();
        digests.push([canvas.width, canvas.height, ...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].join(' '));
      }
      return digests;
    });
  await page.evaluate(async width => {
    const card = document.createElement('depesche-card');
    card.src = '/articles/summit.json';
    card.lang = 'de';
    card.style.cssText = `position:absolute;top:0;left:0;width:${width}px`;
    document.querySelector('depesche-card').style.cssText = card.style.cssText;
    const loaded = new Promise(done => card.addEventListener('load', done, { once: true }));
    document.body.append(card);
    await loaded;
  }, width);
  await page.waitForFunction(() => [...document.querySelectorAll('depesche-card')].every(({ shadowRoot }) => shadowRoot.querySelector('canvas')?.width > 0));
  await page.waitForTimeout(300);
  const [old, fresh] = await digest();
  assert.equal(old, fresh, 'as one that is new');
}

test('10,000 resizes: no work is left over, no memory, and the picture is that of a new card', { timeout: 180_000 }, async () => {
  const { page, statistics, end } = await open({}, undefined, 'depesche-card{width:600px}');
  const resize = times =>
    page.evaluate(async times => {
      const card = document.querySelector('depesche-card');
      for (let each = 0; each < times; each++) {
        card.style.width = `${320 + ((each * 97) % 800)}px`;
        // Many in each frame, of which the browser tells the last.
        if (each % 10 === 0) await new Promise(done => requestAnimationFrame(done));
      }
      card.style.width = '600px';
      await new Promise(done => setTimeout(done, 1000));
    }, times);
  await leavesNothing({ page, statistics }, () => resize(2000), () => resize(8000));
  const { counters } = await statistics();
  assert.ok(counters.layouts > 200, `${counters.layouts} layouts`);
  await page.waitForTimeout(500);
  assert.deepEqual((await statistics()).counters, counters, 'nothing runs on');
  await looksNew(page, 600);
  await end();
});

test('1,000 mounts and unmounts: memory comes back', { timeout: 180_000 }, async () => {
  const { page, statistics, end } = await open();
  // No requests: the browser's developer tools, which the tests use, remember each of them.
  const { format, languages, headline, lead, body } = sample;
  const [timeline] = body.filter(({ type }) => type === 'timeline');
  const article = { format, languages, headline, lead, body: [{ ...timeline, entries: timeline.entries.slice(0, 2) }] };
  const rounds = times =>
    page.evaluate(async ([times, article]) => {
      for (let each = 0; each < times; each += 10) {
        await Promise.all(Array.from({ length: 10 }, async (_, index) => {
          const card = document.createElement('depesche-card');
          card.article = article;
          card.lang = ['de', 'en', 'ru'][index % 3];
          document.body.append(card);
          // Some are taken away before they are there.
          if (index % 4 > 0) await new Promise(done => card.addEventListener('load', done, { once: true }));
          else await new Promise(done => setTimeout(done, index));
          card.remove();
        }));
      }
      await new Promise(done => setTimeout(done, 500));
    }, [times, article]);
  await leavesNothing({ page, statistics }, () => rounds(200), () => rounds(1000));
  await end();
});

/**
 * Cards come and go, one after the other, and leave nothing behind.
 * @param show  runs in the page: puts the card number `each` into the document, until it is to go
 */
async function comeAndGo(times, show, prepare = () => {}) {
  const { page, statistics, end } = await open();
  await page.evaluate(prepare);
  await page.evaluate(`globalThis.show = ${show}`);
  const rounds = times =>
    page.evaluate(async times => {
      for (let each = 0; each < times; each++) {
        const card = document.createElement('depesche-card');
        card.src = '/articles/summit.json';
        await globalThis.show(card, each);
        card.remove();
        await new Promise(done => setTimeout(done, 300));
      }
    }, times);
  await leavesNothing({ page, statistics }, () => rounds(3), () => rounds(times));
  await end();
}

test('plain readers leave nothing behind, nor do their pictures', () =>
  comeAndGo(20, async (card, each) => {
    const loaded = new Promise(done => card.addEventListener('load', done, { once: true }));
    document.body.prepend(card);
    await new Promise(done => {
      const look = () => (card.shadowRoot?.querySelector('.plain-reader img') ? done() : setTimeout(look));
      look();
    });
    // Some are taken away before the card is there.
    if (each % 3 > 0) await loaded;
  }));

test('cards that are removed while their page layer is made leave nothing behind', () =>
  comeAndGo(12, async card => {
    document.body.append(card);
    const layer = await new Promise(done => {
      const look = () => (card.shadowRoot?.querySelector('.layer') ? done(card.shadowRoot.querySelector('.layer')) : setTimeout(look));
      look();
    });
    await new Promise(done => new MutationObserver(() => layer.querySelector('h1') && done()).observe(layer, { childList: true, subtree: true }));
  }, makePieces));

test('cards with a zoom of their own that are removed while the engine has their commands leave nothing behind', () =>
  comeAndGo(12, async card => {
    card.style.zoom = '1.5';
    const loaded = new Promise(done => card.addEventListener('load', done, { once: true }));
    document.body.append(card);
    await loaded;
    card.theme = 'dark';
    await new Promise(done => queueMicrotask(() => queueMicrotask(done)));
  }));

test('a tab that is frozen in the middle of a change, and resumed', async () => {
  const { page, end } = await open();
  const devtools = await page.context().newCDPSession(page);
  const card = page.locator('depesche-card');
  for (const [name, headline] of [['English', /^Macron says/], ['Русский', /^Макрон/]]) {
    await page.evaluate(language => {
      const choice = [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.language-choice')].find(({ textContent }) => textContent.includes(language));
      choice.click();
    }, name);
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await page.waitForTimeout(500);
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await card.getByRole('article', { name: headline }).waitFor();
  }
  await end();
});

test('the ratio of device pixels changes while the card is painted', async () => {
  const { page, end } = await open({ viewport: { width: 800, height: 900 } });
  const devtools = await page.context().newCDPSession(page);
  const set = deviceScaleFactor => devtools.send('Emulation.setDeviceMetricsOverride', { width: 800, height: 900, deviceScaleFactor, mobile: false });
  for (let round = 0; round < 12; round++) {
    // Not awaited: all of this happens at once.
    const acts = [set([1, 1.25, 1.5, 2, 3][round % 5]), page.evaluate(width => (document.querySelector('depesche-card').style.width = `${width}px`), 500 + 20 * round), set(2)];
    await page.evaluate(theme => (document.querySelector('depesche-card').theme = theme), round % 2 ? 'dark' : 'sepia');
    await Promise.all(acts);
  }
  await page.evaluate(() => (document.querySelector('depesche-card').theme = 'light'));
  await page.waitForTimeout(500);
  const { ratio, pixels, shown } = await page.evaluate(() => {
    const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
    return { ratio: devicePixelRatio, pixels: canvas.width, shown: canvas.getBoundingClientRect().width };
  });
  assert.equal(ratio, 2);
  assert.ok(Math.abs(pixels - shown * 2) <= 1, `${pixels} pixels on ${shown} px`);
  await page.evaluate(() => document.querySelector('depesche-card').removeAttribute('theme'));
  await looksNew(page, 720);
  await end();
});

for (const [what, options, now, today] of [
  ['before 1970', { timezoneId: 'Pacific/Apia' }, '1969-12-31', '31. Dezember 1969'],
  ['in the year 9999', { timezoneId: 'Pacific/Kiritimati' }, '9999-12-31', '31. Dezember 9999'],
  ['on a leap day in Nepal', { timezoneId: 'Asia/Kathmandu', locale: 'ne-NP' }, '2028-02-29', '29. Februar 2028'],
  ['with a Persian calendar', { timezoneId: 'Asia/Tehran', locale: 'fa-IR-u-ca-persian-nu-arabext' }, '2026-03-02', '2. März 2026'],
  ['with a Thai calendar', { timezoneId: 'Asia/Bangkok', locale: 'th-TH-u-ca-buddhist-nu-thai' }, '2026-03-02', '2. März 2026'],
  ['that is set back at midnight', { timezoneId: 'America/Havana' }, '2026-11-01T05:15:00Z', '1. November 2026'],
]) {
  test(`a clock ${what}: today is the reader's, and the dates of the article are its own`, async () => {
    const { page, end } = await open({ today: now, ...options });
    const words = await page.locator('depesche-card').evaluate(({ shadowRoot }) => shadowRoot.textContent);
    assert.match(words, new RegExp(`Heute: \\p{L}+, ${today}`, 'u'));
    const dates = await page.locator('depesche-card').evaluate(({ shadowRoot }) => [...shadowRoot.querySelectorAll('time')].map(({ dateTime, textContent }) => `${dateTime} ${textContent.trim()}`));
    assert.ok(dates.length > 0);
    assert.ok(dates.some(date => /^2025-\d\d-\d\d.* \d{1,2}\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)/.test(date)), dates.join('; '));
    await end();
  });
}

test('in a page that stays open the card says the next day at midnight, or when it is seen again, and does nothing else for that', async () => {
  const { page, close } = await openDocument(cardPage(), { prepare: page => page.clock.install({ time: new Date('2026-03-02T23:59:00') }) });
  const line = () => page.evaluate(() => /Heute: .*?\d{4}/.exec(document.querySelector('depesche-card').shadowRoot.textContent)?.[0]);
  const layouts = () => page.evaluate(async () => (await document.querySelector('depesche-card').statistics()).counters.layouts);
  await until(() => page.evaluate(() => !!document.querySelector('depesche-card').shadowRoot?.querySelector('.painted .layer article:not([aria-busy])')), 'the card', 20_000);
  await page.waitForTimeout(500);
  assert.equal(await line(), 'Heute: Montag, 2. März 2026');
  const before = await layouts();
  await page.clock.fastForward(30_000);
  assert.equal(await layouts(), before);
  await page.clock.fastForward(40_000);
  await until(async () => (await line()) === 'Heute: Dienstag, 3. März 2026', 'the next day');
  assert.equal(await layouts(), before + 1);
  // A machine that has slept: its timers are late.
  await page.clock.setSystemTime(new Date('2026-03-07T08:00:00'));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await until(async () => (await line()) === 'Heute: Samstag, 7. März 2026', 'that day');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await page.waitForTimeout(300);
  assert.equal(await layouts(), before + 2);
  await close();
});

test('an article that replaces another while that loads, again and again: the last one counts', async () => {
  const { page, end } = await open();
  const late = [];
  for (let each = 0; each < 30; each++) {
    const body = JSON.stringify({ ...sample, headline: `Nummer ${each}` });
    server.routes.set(`/${each}.json`, (_, response) => {
      // Later ones are quicker.
      late.push(setTimeout(() => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(body);
      }, 300 - 10 * each));
    });
  }
  await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    for (let each = 0; each < 30; each++) {
      if (each % 5 === 4) card.article = { format: 'depesche/1', languages: ['de'], headline: `Wert ${each}`, body: [{ type: 'paragraph', text: 'Kurz.' }] };
      card.src = `/${each}.json`;
      await new Promise(done => setTimeout(done, each % 7));
    }
  });
  await page.getByRole('article', { name: 'Nummer 29' }).waitFor();
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole('article', { name: 'Nummer 29' }).count(), 1);
  assert.equal(late.length >= 1, true);
  await end();
});
