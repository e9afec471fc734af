// The kiosk on a bad day: servers that delay, cut, lie and fail, files that are broken, parts that are missing, no
// network at all, an engine that ends. There is always something to read, or a clear message; an event says what is
// wrong; nothing reaches the console but the browser's own lines.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import { browser, clickUntil, other, root, sample, server, startForFile, test, until } from './harness.mjs';
import { article, contentRoute, openKiosk, settings } from './kiosk_harness.mjs';

const noon = new Date('2026-03-02T12:00:00');

startForFile({
  twoServers: true,
  prepare() {
    const everyone = { 'Access-Control-Allow-Origin': '*' };
    other.answer('/given.json', 200, 'application/json', article('Von anderswo'), everyone);
  },
});
beforeEach(() => {
  server.routes.clear();
  server.answer('/given.json', 200, 'application/json', article('Die gute'));
  set();
});

/** One language, so that the start screen changes with the content only. */
const quick = { languages: ['de'], update: { seconds: 10, timeoutSeconds: 5 }, attract: { seconds: 10 } };
const set = (more = {}) => server.answer('/settings.json', 200, 'application/json', settings({ ...quick, ...more }));

const answer = (status, type, body) => () => server.answer('/given.json', status, type, body);
const good = article('Die neue');

/** What a server may do, the type of the error that tells it, and what that says. */
const faults = {
  'is not there': [answer(404, 'text/html', '<p>no'), 'load', /answers 404/],
  'fails': [answer(500, 'text/html', '<p>no'), 'load', /answers 500/],
  'answers HTML': [answer(200, 'text/html', '<!doctype html><title>Welcome</title>'), 'article', /^given\.json:1:1/],
  'answers something binary': [answer(200, 'image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])), 'article', /^given\.json.*UTF-8/],
  'answers nothing': [answer(200, 'application/json', ''), 'article', /^given\.json/],
  'cuts the JSON': [answer(200, 'application/json', good.slice(0, 4000)), 'article', /^given\.json:1:\d+/],
  'has another kind of JSON': [answer(200, 'application/json', '[1, 2]'), 'article', /^given\.json:1:1/],
  'has an article with faults': [answer(200, 'application/json', good.replace('"depesche/1"', '"depesche/7"')), 'article', /^given\.json:1:11 \/format: found the format "depesche\/7"/],
  'sends 9 MiB': [answer(200, 'application/json', JSON.stringify({ x: 'x'.repeat(9 << 20) })), 'load', /larger than 8 MiB/],
  'breaks the connection': [() => server.routes.set('/given.json', request => request.socket.destroy()), 'load', /the connection failed/],
  'ends halfway': [
    () => server.routes.set('/given.json', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(good)) });
      response.write(good.slice(0, 5000));
      setTimeout(() => response.destroy(), 50);
    }),
    'load', /the connection failed/,
  ],
  'never answers': [() => server.routes.set('/given.json', () => {}), 'load', /no whole answer within 5 s/],
  'begins and never ends': [
    () => server.routes.set('/given.json', (_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write(good.slice(0, 5000));
    }),
    'load', /no whole answer within 5 s/,
  ],
  'leads to another origin': [
    () => server.answer('/given.json', 302, 'text/plain', '', { Location: `${other.url}/given.json` }),
    'load', /leads to another one, http:\/\/127/,
  ],
};

for (const [name, [misbehave, type, message]] of Object.entries(faults)) {
  test(`the server ${name}, after the article was good: it stays, and then comes the new one`, async () => {
    const { page, headline, errors, beats, quiet, close } = await openKiosk(browser, server, { clock: noon });
    assert.equal(await headline(), 'Die gute');
    misbehave();
    // Small steps: what is on its way needs time that is real.
    await until(async () => {
      await page.clock.runFor(500);
      return (await errors()).some(each => each.type === type && message.test(each.message));
    }, `an error ${message}`, 20_000);
    await page.clock.runFor(11_000);
    assert.equal(await headline(), 'Die gute');
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.clock.runFor(61_000);
    assert.ok((await beats()).some(({ errors }) => errors.some(each => each.type === type && message.test(each.message))), 'the heartbeat tells it');

    answer(200, 'application/json', good)();
    await until(async () => {
      await page.clock.runFor(5_000);
      return (await headline()) === 'Die neue';
    }, 'the new article');
    quiet();
    await close();
  });

  test(`the server ${name}, from the start: a clear message, until the article is good`, async () => {
    misbehave();
    const { page, headline, errors, quiet, close } = await openKiosk(browser, server, { ready: false, clock: noon });
    await until(async () => {
      await page.clock.runFor(500);
      return (await errors()).some(each => each.type === type && message.test(each.message));
    }, `an error ${message}`, 20_000);
    const alert = page.getByRole('alert');
    await alert.getByText('Zurzeit gibt es hier nichts zu lesen').waitFor();
    assert.ok(await alert.getByText(message).count(), 'the reason is there to be read');
    answer(200, 'application/json', good)();
    await until(async () => {
      await page.clock.runFor(1_000);
      return page.locator('.scene.up').isVisible();
    }, 'the start screen', 20_000);
    assert.equal(await headline(), 'Die neue');
    assert.equal(await alert.count(), 0);
    quiet();
    await close();
  });
}

test('nothing is kept, and the server of one article never answers: the others are shown, at the start and after faults', async () => {
  const patient = { articles: ['hung.json', 'given.json', 'other.json'], update: { seconds: 10, timeoutSeconds: 60 } };
  server.routes.set('/hung.json', () => {});
  server.answer('/other.json', 200, 'application/json', article('Die andere'));
  set(patient);
  for (const query of ['?settings=settings.json', '?settings=later.json']) {
    // The settings come when the screen tells already that they are missing.
    server.answer('/later.json', 503, 'text/plain', 'no');
    const { page, headline, quiet, close } = await openKiosk(browser, server, { query, ready: false });
    if (query.includes('later')) {
      await page.getByRole('alert').getByText(/later\.json: the server answers 503/).waitFor();
      server.answer('/later.json', 200, 'application/json', settings({ ...quick, ...patient }));
    }
    await page.locator('.scene.up').waitFor({ timeout: 20_000 });
    assert.equal(await headline(), 'Die gute', 'in the order of the settings');
    quiet();
    await close();
  }
});

test('settings with faults: all of them with their places, until they are good', async () => {
  server.answer('/settings.json', 200, 'application/json', '{\n  "format": "depesche-kiosk/1",\n  "articles": ["given.json"],\n  "theme": "drak",\n  "idle": {"second": 3}\n}');
  const { page, error, quiet, close } = await openKiosk(browser, server, { ready: false });
  const { diagnostics } = await error('settings');
  assert.deepEqual(diagnostics.map(({ line, column, pointer, code }) => [line, column, pointer, code]), [
    [4, 12, '/theme', 'bad-choice'],
    [5, 12, '/idle/second', 'unknown-field'],
  ]);
  const alert = page.getByRole('alert');
  await alert.getByText('Die Einstellungen dieses Geräts sind fehlerhaft').waitFor();
  await alert.getByText('settings.json:4:12 /theme: found the string "drak"; expected one of "auto", "light", "dark", "sepia", "contrast"; did you mean "dark"?').waitFor();
  await alert.getByText('settings.json:5:12 /idle/second: unknown field "second"; did you mean "seconds"?').waitFor();
  server.answer('/settings.json', 200, 'application/json', settings());
  await page.locator('.scene.up').waitFor({ timeout: 25_000 });
  quiet();
  await close();
});

test('an article of the address beside settings that cannot be had: what is wrong, until they are there', async () => {
  server.answer('/settings.json', 503, 'text/plain', 'no');
  const { page, errors, quiet, close } = await openKiosk(browser, server, { query: '?settings=settings.json&src=given.json', ready: false, clock: noon });
  const alert = page.getByRole('alert');
  await alert.getByText(/settings\.json: the server answers 503/).waitFor();
  await page.evaluate(() => {
    globalThis.said = 0;
    new MutationObserver(() => globalThis.said++).observe(document.querySelector('.faults'), { childList: true });
  });
  const before = (await errors()).length;
  await until(async () => {
    await page.clock.runFor(2_000);
    return (await errors()).length >= before + 2;
  }, 'two more tries');
  assert.equal(await page.evaluate(() => globalThis.said), 0, 'what is wrong as before is not announced again');
  set();
  await until(async () => {
    await page.clock.runFor(1_000);
    return page.locator('.scene.up').isVisible();
  }, 'the start screen', 20_000);
  quiet();
  await close();
});

for (const [name, query, articles] of [
  ['the settings', '?settings=http://['],
  ['the article', '?src=http://['],
  ['the article beside good settings', '?settings=settings.json&src=http://['],
  ['the article in the settings', '?settings=settings.json', ['http://[']],
]) {
  test(`what no browser takes for the address of ${name}: a clear message`, async () => {
    set(articles && { articles });
    const { page, error, quiet, close } = await openKiosk(browser, server, { query, ready: false });
    assert.match((await error('load')).message, /http:\/\/\[: the server answers 404/);
    await page.getByRole('alert').getByText(/http:\/\/\[: the server answers 404/).waitFor();
    quiet();
    await close();
  });
}

test('what no browser takes for an address is one of several articles, or its picture’s: the start screen all the same', async () => {
  const image = { ...sample.leadFigure.image, sources: [{ url: 'http://[/a.png', type: 'image/png', width: 800, height: 450 }] };
  server.answer('/given.json', 200, 'application/json', article('Die gute', { leadFigure: { ...sample.leadFigure, image } }));
  set({ articles: ['http://[', 'given.json'], heartbeat: { url: 'http://[' } });
  const { page, error, headline, quiet, close } = await openKiosk(browser, server);
  assert.equal(await headline(), 'Die gute');
  assert.equal(await page.locator('.scene > picture').count(), 0);
  assert.match((await error('load')).message, /http:\/\/\[: the server answers 404/);
  await page.keyboard.press('Enter');
  await page.locator('.attract').waitFor({ state: 'hidden' });
  quiet();
  await close();
});

test('the browser’s storage never answers: what the server has is shown, and goes on coming', async () => {
  const { page, headline, quiet, close } = await openKiosk(browser, server, { ready: false, clock: noon, prepare: () => (CacheStorage.prototype.open = () => new Promise(() => {})) });
  const shows = async wanted => {
    await page.clock.runFor(1_000);
    return (await headline()) === wanted;
  };
  await until(() => shows('Die gute'), 'the start screen', 60_000);
  answer(200, 'application/json', good)();
  await until(() => shows('Die neue'), 'the new article', 60_000);
  quiet();
  await close();
});

test('languages that are well-formed, but that the browser has no names for: the article all the same', async () => {
  const { headline } = sample;
  const odd = JSON.stringify({ ...sample, languages: ['de-abc', ...sample.languages.filter(tag => tag !== 'de')], headline: { ...headline, 'de-abc': 'Die seltene' } });
  server.answer('/given.json', 200, 'application/json', odd);
  set({ languages: ['de'], update: { seconds: 60, ageAfterMinutes: 1 } });
  const { page, headline: shown, beats, quiet, close } = await openKiosk(browser, server, { clock: noon });
  assert.equal(await shown(), 'Die seltene');
  server.answer('/given.json', 503, 'text/plain', 'no');
  const before = (await beats()).length;
  await page.clock.fastForward('01:30');
  await page.clock.runFor(62_000);
  await page.locator('.age').waitFor();
  assert.ok((await beats()).length > before);
  quiet();
  await close();
});

test('settings that become faulty change nothing; good ones do', async () => {
  const { page, headline, errors, quiet, close } = await openKiosk(browser, server, { clock: noon });
  server.answer('/settings.json', 200, 'application/json', '{"format": "depesche-kiosk/1", "articles": []}');
  await until(async () => {
    await page.clock.runFor(500);
    return (await errors()).some(({ message }) => /^settings\.json:1:44 \/articles: the array is empty/.test(message));
  }, 'the fault of the settings');
  assert.equal(await headline(), 'Die gute');
  server.answer('/other.json', 200, 'application/json', article('Die andere'));
  set({ articles: ['other.json'], theme: 'dark' });
  await until(async () => {
    await page.clock.runFor(5_000);
    return (await headline()) === 'Die andere';
  }, 'the other article');
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.scene.up')).backgroundColor), 'rgb(23, 24, 26)');
  quiet();
  await close();
});

test('content is asked for with its ETag, and not shown while somebody reads', async () => {
  const content = contentRoute(article('Die erste'));
  server.routes.set('/given.json', content.route);
  const { page, headline, quiet, close } = await openKiosk(browser, server, { clock: noon });
  await until(async () => {
    await page.clock.runFor(5_000);
    return content.state.unchanged >= 2;
  }, 'answers without a body', 20_000);
  assert.equal(content.state.whole, 1, 'one whole answer');

  await page.getByRole('button', { name: /^Deutsch/ }).click();
  const title = page.locator('.reading depesche-card').getByRole('heading', { level: 1 });
  await title.waitFor();
  content.state.text = article('Die zweite');
  let moves = 0;
  await until(async () => {
    await page.clock.runFor(5_000);
    await page.mouse.move(100 + (++moves % 50), 100); // still there
    return content.state.whole === 2;
  }, 'the new one has been fetched', 20_000);
  assert.match(await title.textContent(), /^Die erste/);
  await page.getByRole('button', { name: 'Zum Anfang' }).click();
  await until(async () => {
    await page.clock.runFor(500);
    return (await headline()) === 'Die zweite';
  }, 'the new one is on the start screen');
  quiet();
  await close();
});

test('the age of content that nobody confirms is shown after a time, and goes when somebody does', async () => {
  set({ update: { seconds: 60, ageAfterMinutes: 30 } });
  const { page, quiet, close } = await openKiosk(browser, server, { clock: new Date('2026-03-02T12:00:00Z'), timezoneId: 'UTC' });
  server.answer('/given.json', 503, 'text/plain', 'no');
  const age = page.locator('.age');
  await page.clock.fastForward('20:00');
  await page.clock.runFor(31_000);
  assert.equal(await age.isVisible(), false);
  await page.clock.fastForward('12:00');
  await page.clock.runFor(31_000);
  await age.waitFor();
  assert.match(await age.textContent(), /^Stand: 02\.03\.2026, 12:0\d$/);
  server.answer('/given.json', 200, 'application/json', article('Die gute'));
  await until(async () => {
    await page.clock.runFor(31_000);
    return !(await age.isVisible());
  }, 'the age is gone');
  quiet();
  await close();
});

for (const [how, width, height] of [['upright', 1080, 1920], ['lying', 1920, 1080]]) {
  test(`the age of content lies on no control and on no text, ${how}`, async () => {
    set({ update: { seconds: 60, ageAfterMinutes: 1 } });
    const { page, close } = await openKiosk(browser, server, { clock: noon, viewport: { width, height } });
    server.answer('/given.json', 503, 'text/plain', 'no');
    const age = page.locator('.age');
    await page.clock.fastForward('02:00');
    await page.clock.runFor(62_000);
    await age.waitFor();
    /** What of these it lies on. */
    const under = selector => age.evaluate((age, selector) => {
      const own = age.getBoundingClientRect();
      return [...document.querySelectorAll(selector)].filter(element => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return left < own.right && right > own.left && top < own.bottom && bottom > own.top;
      }).map(({ tagName, className }) => `${tagName} ${className}`);
    }, selector);
    assert.deepEqual(await under('.front *, .window, .gate button'), []);
    await page.locator('.gate button').first().click();
    await until(() => page.evaluate(() => document.querySelector('.reading depesche-card')?.shadowRoot?.querySelector('button') && !document.querySelector('.ahead')), 'the article');
    await until(async () => {
      await page.clock.runFor(1000);
      return age.evaluate(age => !!age.closest('.bar'));
    }, 'the age in its place');
    assert.equal(await age.isVisible(), true);
    assert.deepEqual(await under('.scroller, .bar button, .place'), []);
    await page.locator('.start').click();
    await until(async () => {
      await page.clock.runFor(1000);
      return age.evaluate(age => !age.closest('.bar'));
    }, 'the age on the start screen');
    await close();
  });
}

for (const [name, path, type] of [
  ['a font', '/fonts/serif-regular.latin.ttf', 'resource'],
  ['the words of the language', '/strings/de.json', 'resource'],
  ['the card’s WASM', '/wasm/depesche.wasm', 'engine'],
  ['the kiosk’s WASM', '/wasm/kiosk.wasm', 'engine'],
]) {
  test(`${name} is missing: the article can be read`, async () => {
    server.answer(path, 404, 'text/plain', 'no');
    set({ languages: ['de', 'en'] });
    const { page, error, quiet, close } = await openKiosk(browser, server);
    assert.match((await error(type)).message, new RegExp(path.slice(1).replace('.', '\\.')));
    await page.getByRole('button', { name: /^English/ }).click();
    await page.locator('.reading').getByRole('heading', { level: 1, name: 'Die gute (en)' }).waitFor();
    await page.locator('.reading').getByText(/American backing for Ukraine/).first().waitFor();
    quiet();
    await close();
  });
}

test('the kiosk’s WASM is missing at first: what must not be lost is read, content that is none is refused, and once it comes everything is judged', async () => {
  server.answer('/wasm/kiosk.wasm', 404, 'text/plain', 'no');
  set({ name: 'Foyer', night: { from: '10:00', to: '16:00', brightnessPercent: 30 }, heartbeat: { seconds: 5 }, theme: 'dark' });
  const { page, error, headline, beats, quiet, close } = await openKiosk(browser, server, { clock: noon });
  await page.clock.runFor(6_000);
  assert.equal((await beats()).at(-1).name, 'Foyer');
  assert.deepEqual(await page.locator('.gate button').evaluateAll(buttons => buttons.map(({ lang }) => lang)), ['de']);
  assert.ok(Math.abs(Number(await page.locator('.shade').evaluate(({ style }) => style.opacity)) - 0.7) < 1e-9, 'it is night');
  server.answer('/settings.json', 200, 'application/json', '{"error": "maintenance"}');
  await until(async () => {
    await page.clock.runFor(5_000);
    return (await page.evaluate(() => globalThis.reported)).some(({ type }) => type === 'settings');
  }, 'the fault of the settings', 20_000);
  assert.match((await error('settings')).message, /^settings\.json: these settings name no article/);
  assert.equal(await headline(), 'Die gute');

  server.routes.delete('/wasm/kiosk.wasm');
  const background = () => page.evaluate(() => getComputedStyle(document.querySelector('.scene.up')).backgroundColor);
  await until(async () => {
    await page.clock.runFor(5_000);
    return (await background()) === 'rgb(23, 24, 26)' && page.locator('.scene.up > picture').isVisible();
  }, 'the theme and the picture, which are read from what was judged', 30_000);
  quiet();
  await close();
});

test('the kiosk’s WASM never comes: the article can be read, and new content goes on coming', async () => {
  server.routes.set('/wasm/kiosk.wasm', () => {});
  const { page, headline, quiet, close } = await openKiosk(browser, server, { ready: false, clock: noon });
  await until(async () => {
    await page.clock.runFor(1_000);
    return (await headline()) === 'Die gute';
  }, 'the start screen', 30_000);
  answer(200, 'application/json', good)();
  await until(async () => {
    await page.clock.runFor(5_000);
    return (await headline()) === 'Die neue';
  }, 'the new article', 30_000);
  quiet();
  await close();
});

test('both WASM modules are missing: plain text, and still a way back', async () => {
  for (const path of ['/wasm/depesche.wasm', '/wasm/kiosk.wasm']) server.answer(path, 404, 'text/plain', 'no');
  server.answer('/settings.json', 200, 'application/json', settings());
  const { page, headline, quiet, close } = await openKiosk(browser, server, { clock: noon });
  await page.getByRole('button', { name: /^English/ }).click();
  await page.locator('.reading').getByText(/American backing for Ukraine/).first().waitFor();
  await page.clock.runFor(95_000);
  await until(async () => (await headline()) === 'Die gute', 'the start screen');
  quiet();
  await close();
});

test('pictures are missing: the start screen without one', async () => {
  server.answer('/given.json', 200, 'application/json', article('Die gute').replaceAll('../images/', 'nowhere/'));
  const { page, error, headline, quiet, close } = await openKiosk(browser, server);
  assert.equal(await headline(), 'Die gute');
  assert.equal(await page.locator('.scene > picture').isVisible(), false);
  assert.match((await error('resource')).message, /^the picture of the start screen did not come \(http.*nowhere\/elysee/);
  quiet();
  await close();
});

test('a picture that did not come is there when its turn comes again', async () => {
  server.answer('/late.png', 503, 'text/plain', 'later');
  const image = { ...sample.leadFigure.image, sources: [{ url: '/late.png', type: 'image/png', width: 800, height: 450 }] };
  server.answer('/given.json', 200, 'application/json', article('Die gute', { leadFigure: { ...sample.leadFigure, image } }));
  server.answer('/settings.json', 200, 'application/json', settings({ languages: ['de'], attract: { seconds: 10 } }));
  const { page, quiet, close } = await openKiosk(browser, server, { clock: noon });
  const picture = page.locator('.scene.up > picture');
  assert.equal(await picture.count(), 0);
  server.answer('/late.png', 200, 'image/png', readFileSync(join(root, 'docs/images/card.png')));
  await until(async () => {
    await page.clock.runFor(1_000);
    return (await picture.count()) === 1;
  }, 'the picture', 60_000);
  quiet();
  await close();
});

test('short turns: the start screen does not wait for a picture until the next turn comes, again and again', async () => {
  server.routes.set('/never.png', () => {});
  const image = { ...sample.leadFigure.image, sources: [{ url: '/never.png', type: 'image/png', width: 800, height: 450 }] };
  server.answer('/given.json', 200, 'application/json', article('Die gute', { leadFigure: { ...sample.leadFigure, image } }));
  server.answer('/settings.json', 200, 'application/json', settings({ attract: { seconds: 10 } }));
  const { page, headline, close } = await openKiosk(browser, server, { ready: false, clock: noon });
  let ms = 0;
  await until(async () => {
    await page.clock.runFor(100);
    ms += 100;
    return page.locator('.scene.up').isVisible();
  }, 'the start screen', 60_000);
  assert.equal(await headline(), 'Die gute');
  assert.ok(ms < 10_000, `${ms} ms`);
  await close();
});

test('the server of a picture never answers: the start screen goes without it, and does not keep what the last reader read', async () => {
  server.routes.set('/never.png', () => {});
  const image = { ...sample.leadFigure.image, sources: [{ url: '/never.png', type: 'image/png', width: 800, height: 450 }] };
  server.answer('/given.json', 200, 'application/json', article('Die gute', { leadFigure: { ...sample.leadFigure, image } }));
  const { page, error, headline, quiet, close } = await openKiosk(browser, server, { ready: false, clock: noon });
  /** @returns how long that takes, ms of the kiosk's clock */
  const takes = async (check, what) => {
    let ms = 0;
    await until(async () => {
      await page.clock.runFor(100);
      ms += 100;
      return check();
    }, what, 60_000);
    return ms;
  };
  const isUp = () => page.locator('.scene.up').isVisible();
  await takes(isUp, 'the start screen');
  assert.equal(await headline(), 'Die gute');
  assert.equal(await page.locator('.scene > picture').count(), 0);
  assert.match((await error('resource')).message, /never\.png/);
  await page.getByRole('button', { name: /^Deutsch/ }).click();
  await takes(async () => !(await page.locator('.attract').isVisible()), 'the article');
  await page.getByRole('button', { name: 'Zum Anfang' }).click();
  const ms = await takes(async () => (await isUp()) && !(await page.locator('.reading').isVisible()), 'the way back');
  assert.ok(ms <= 5_000, `${ms} ms`);
  quiet();
  await close();
});

test('the engine comes long after the start screen: the text begins with its lead all the same', async () => {
  let come;
  const comes = new Promise(done => (come = done));
  const bytes = readFileSync(join(root, 'dist/wasm/depesche.wasm'));
  server.routes.set('/wasm/depesche.wasm', async (_, response) => {
    await comes;
    response.writeHead(200, { 'Content-Type': 'application/wasm' }).end(bytes);
  });
  // The next turn would begin anew.
  set({ attract: { seconds: 600 } });
  const { page, quiet, close } = await openKiosk(browser, server, { ready: false, clock: noon });
  const begins = () => page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector('.passing')).transform).f);
  await until(async () => {
    await page.clock.runFor(1_000);
    return page.locator('.scene.up').isVisible();
  }, 'the start screen', 60_000);
  await page.clock.runFor(1_000);
  assert.equal(await begins(), 0);
  come();
  await until(async () => {
    await page.clock.runFor(50);
    return (await begins()) < -300;
  }, 'the lead', 20_000);
  quiet();
  await close();
});

test('the engine traps: it starts again by itself; the second time the page does, when nobody reads', async () => {
  serveFaultyEngine(server);
  set({ languages: ['de', 'en', 'ru'], heartbeat: { seconds: 5 } });
  const { page, error, headline, beats, quiet, close } = await openKiosk(browser, server);
  const card = page.locator('.reading depesche-card');
  await page.getByRole('button', { name: /^Deutsch/ }).click();
  await card.getByRole('button', { name: 'Alle öffnen' }).waitFor();
  await page.evaluate(tellEngine, 'trap');
  await card.getByRole('button', { name: 'English' }).click();
  await error('engine');
  const russian = card.getByRole('heading', { level: 1, name: 'Die gute (ru)' });
  await clickUntil(card.getByRole('button', { name: 'Русский' }), russian);

  await page.evaluate(tellEngine, 'trap');
  await card.getByRole('button', { name: 'English' }).click();
  await page.waitForFunction(() => globalThis.reported.filter(({ type }) => type === 'engine').length >= 2);
  assert.ok(await card.getByText(/Американская поддержка/).first().isVisible(), 'what was read stays');
  await page.evaluate(() => (globalThis.before = true));
  await page.getByRole('button', { name: 'К началу' }).click();
  await page.waitForFunction(() => globalThis.before === undefined);
  await page.locator('.scene.up').waitFor();
  assert.equal(await headline(), 'Die gute');
  await page.waitForFunction(() => globalThis.beats.at(-1)?.restarts === 1);
  assert.ok((await beats()).at(-1).uptime >= (await beats()).at(-1).pageUptime);
  quiet();
  await close();
});

test('what nobody has foreseen is told, and the page starts again when nobody reads', async () => {
  const { page, problems, error, headline, close } = await openKiosk(browser, server);
  await page.keyboard.press('Enter');
  await page.locator('.attract').waitFor({ state: 'hidden' });
  await page.evaluate(() => {
    globalThis.before = true;
    window.dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' }));
    setTimeout(() => { throw new Error('a fault of the page’s own'); });
    void Promise.reject(new Error('and another'));
  });
  await page.waitForFunction(() => globalThis.reported.filter(({ type }) => type === 'page').length === 2);
  assert.match((await error('page')).message, /a fault of the page’s own|and another/);
  assert.equal(await page.evaluate(() => globalThis.before), true, 'not under a reader’s eyes');
  await page.getByRole('button', { name: 'Zum Anfang' }).click();
  await page.waitForFunction(() => globalThis.before === undefined);
  await page.locator('.scene.up').waitFor();
  assert.equal(await headline(), 'Die gute');
  assert.equal(problems.filter(problem => problem.startsWith('exception: ')).length, 2, problems.join('\n'));
  await close();
});
