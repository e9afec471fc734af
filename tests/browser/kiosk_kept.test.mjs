// What a kiosk keeps for the time without a network, and for its restarts: the page's own files and the pictures, which
// are the service worker's, the settings and the articles.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { fileHandler, listen } from '../../scripts/serve.mjs';
import { browser, other, root, sample, startForFile, temporaryDirectory, test, until } from './harness.mjs';
import { article, headlineOn, openKiosk, settings } from './kiosk_harness.mjs';

startForFile({ twoServers: true });
beforeEach(() => other.routes.clear());

/**
 * A kiosk on a port of its own until the test ends, so that its worker and caches are its own. Its `site` can be taken
 * off the network, and answers a path that has a route by that.
 * @param worker  its script is sent once this is settled
 * @param alter  changes the files of the site, whose folder is `site.path`, before anybody asks for them
 */
async function ownKiosk(t, { worker, alter, ...options } = {}) {
  const folder = temporaryDirectory();
  cpSync(join(root, 'dist'), folder.path, { recursive: true });
  const files = fileHandler(folder.path);
  const site = { path: folder.path, down: false, routes: new Map() };
  const handler = async (request, response) => {
    if (request.url === '/kiosk-worker.js') await worker;
    const route = site.routes.get(request.url) ?? files;
    if (site.down) request.socket.destroy();
    else route(request, response);
  };
  const listening = await listen(handler, 0);
  site.url = `http://127.0.0.1:${listening.address().port}`;
  await alter?.(site);
  const kiosk = openKiosk(browser, site, { query: '', serviceWorkers: 'allow', ...options });
  t.after(async () => {
    await kiosk.then(({ close }) => close(), () => {});
    listening.closeAllConnections();
    await new Promise(done => listening.close(done));
    folder.cleanUp();
  });
  return { site, ...(await kiosk) };
}

const kept = page =>
  until(
    () => page.evaluate(async () => {
      const { active } = (await navigator.serviceWorker.getRegistration()) ?? {};
      const pictures = await caches.open('depesche-kiosk-pictures');
      const picture = await pictures.match(document.querySelector('.scene.up > picture img').currentSrc);
      return active?.state === 'activated' && navigator.serviceWorker.controller !== null && picture !== undefined;
    }),
    "the worker keeps files and the start screen's picture",
    30_000,
  );

test('without a network, restarted: the last good content, with its picture, and the page itself', async t => {
  let sendWorker;
  const worker = new Promise(done => (sendWorker = done));
  const { site, page, error, headline } = await ownKiosk(t, { worker });
  await page.locator('.scene.up depesche-card[aria-busy]').waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  sendWorker();
  await kept(page); // as they were shown before there was a worker
  assert.ok(await page.evaluate(() => caches.delete('depesche-kiosk-pictures')));
  await page.reload();
  await page.locator('.scene.up').waitFor();
  await kept(page); // as they pass through it
  const before = await headline();
  assert.equal(before, sample.headline.de);
  await page.waitForTimeout(500);

  site.down = true;
  for (let restart = 0; restart < 2; restart++) {
    await page.reload();
    await page.locator('.scene.up').waitFor();
    assert.equal(await headline(), before);
    assert.ok(await page.locator('.scene.up > picture img').evaluate(image => image.naturalWidth > 0), 'the picture is there');
    await error('load');
  }
  await page.getByRole('button', { name: /^Русский/ }).click();
  const card = page.locator('.reading depesche-card');
  await card.getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  await card.getByRole('button', { name: 'Открыть все' }).or(card.getByRole('button').nth(5)).first().waitFor();
  const painted = await card.evaluate(({ shadowRoot }) => {
    const canvas = shadowRoot.querySelector('canvas');
    return new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
  });
  assert.ok(painted > 8, 'the engine has painted it');
  assert.equal(page.workers().filter(worker => worker.url().endsWith('/engine_thread.js')).length, 1, 'in its Worker');
});

/** Puts a script before the worker's own; `tell` it something from a page. */
function alterWorker(site, script) {
  const path = join(site.path, 'kiosk-worker.js');
  writeFileSync(path, `new BroadcastChannel('test').onmessage = ${script};\n${readFileSync(path, 'utf8')}`);
}
const tell = (page, word) => page.evaluate(word => new BroadcastChannel('test').postMessage(word), word);

/** An article whose picture is another origin's, which has it at /picture.jpg. */
function writePictured(site) {
  const image = { ...sample.leadFigure.image, sources: [{ url: `${other.url}/picture.jpg`, type: 'image/jpeg', width: 1280, height: 720 }] };
  writeFileSync(join(site.path, 'given.json'), article('Mit Bild', { leadFigure: { ...sample.leadFigure, image } }));
  writeFileSync(join(site.path, 'kiosk.json'), settings({ languages: ['de'] }));
}

const picture = page => page.locator('.scene.up > picture img');
const isSeen = async page => (await picture(page).count()) > 0 && picture(page).evaluate(image => image.complete && image.naturalWidth > 0);
async function restart(page) {
  await page.reload();
  await page.locator('.scene.up').waitFor();
}

/** Each time an hour later for the worker. */
const nextHour = `() => { const now = Date.now() + 3_600_001; Date.now = () => now; }`;

test('a picture of another origin that was good stays, whatever its server answers later', async t => {
  let asked = 0;
  let answers = { status: 200, body: readFileSync(join(root, 'dist/images/elysee-1280.jpg')) };
  other.routes.set('/picture.jpg', (_, response) => {
    asked++;
    response.writeHead(answers.status, { 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' });
    response.end(answers.body);
  });
  const { page } = await ownKiosk(t, {
    alter(site) {
      writePictured(site);
      alterWorker(site, nextHour);
    },
  });
  await kept(page);
  for (const bad of [{ status: 503, body: 'no' }, { status: 404, body: '<p>no' }]) {
    answers = bad;
    const before = asked;
    await tell(page, 'later');
    await restart(page);
    assert.ok(await isSeen(page), 'from what is kept');
    await until(() => asked > before, 'the picture is asked for again');
    await page.waitForTimeout(300);
    await restart(page);
    assert.ok(await isSeen(page), `after an answer ${bad.status}`);
  }
});

test('a picture of an origin without CORS: an error that was kept in its place goes once it is seen to be none', async t => {
  let well = false;
  other.routes.set('/picture.jpg', (_, response) => {
    response.writeHead(well ? 200 : 503, { 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store' });
    response.end(well ? readFileSync(join(root, 'dist/images/elysee-1280.jpg')) : 'no');
  });
  const { page } = await ownKiosk(t, { alter: writePictured });
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker', 30_000);
  await restart(page);
  assert.equal(await isSeen(page), false);
  well = true;
  await until(async () => {
    await restart(page);
    return isSeen(page);
  }, 'the picture', 20_000);
  await kept(page);
  well = false;
  await restart(page);
  assert.ok(await isSeen(page), 'kept, and no answer takes its place that does not say what it is');
});

test('a picture is not asked for again within an hour, though the worker ends in between', async t => {
  let asked = 0;
  const { page } = await ownKiosk(t, {
    alter(site) {
      const files = fileHandler(site.path);
      for (const width of [640, 1280]) for (const type of ['avif', 'webp', 'jpg']) {
        site.routes.set(`/images/elysee-${width}.${type}`, (...each) => {
          asked++;
          files(...each);
        });
      }
    },
  });
  await kept(page);
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('ServiceWorker.enable');
  await protocol.send('ServiceWorker.stopAllWorkers');
  const before = asked;
  assert.ok(before > 0);
  await restart(page);
  assert.ok(await isSeen(page));
  await page.waitForTimeout(300);
  assert.equal(asked, before);
});

for (const [name, fail] of Object.entries({
  'cannot be opened': "() => { caches.open = () => Promise.reject(new Error('no storage')); }",
  'is full': "() => { Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError')); caches.delete('depesche-kiosk-pictures'); }",
})) {
  test(`the browser's storage ${name}: the page starts from the network, with its picture`, async t => {
    const { page, quiet } = await ownKiosk(t, { alter: site => alterWorker(site, fail) });
    await kept(page);
    await tell(page, 'fail');
    await page.waitForTimeout(200);
    await restart(page);
    assert.ok(await isSeen(page));
    quiet();
  });
}

test('a server that leads to addresses without .html: the page is kept, and can be opened by both', async t => {
  const { site, page } = await ownKiosk(t, {
    alter(site) {
      const files = fileHandler(site.path);
      site.routes.set('/kiosk.html', (_, response) => response.writeHead(301, { Location: '/kiosk' }).end());
      site.routes.set('/kiosk', (request, response) => files(Object.assign(request, { url: '/kiosk.html' }), response));
    },
  });
  assert.equal(new URL(page.url()).pathname, '/kiosk');
  await kept(page);
  site.down = true;
  for (const path of ['/kiosk', '/kiosk.html']) {
    await page.goto(site.url + path);
    await page.locator('.scene.up').waitFor();
    await page.waitForFunction(() => document.querySelector('.scene.up > picture img')?.naturalWidth > 0);
  }
});

test('a new version of the page is taken whole, and the page starts again with it; half of one is not', async t => {
  const { site, page } = await ownKiosk(t);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker', 30_000);
  const version = () => page.evaluate(async () => (await caches.keys()).find(name => name.startsWith('depesche-kiosk-files-')));
  const first = await version();
  const update = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {}));

  // The worker names a style sheet that is not there yet.
  const worker = readFileSync(join(site.path, 'kiosk-worker.js'), 'utf8');
  const style = `${readFileSync(join(site.path, 'kiosk.css'), 'utf8')}\n.scene { --new: 1; }`;
  const digest = await page.evaluate(async text => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  }, style);
  const changed = worker.replace(/("kiosk\.css",\s*")[0-9a-f]{64}/, `$1${digest}`).replace(first.slice(-16), 'fedcba9876543210');
  assert.notEqual(changed, worker);
  writeFileSync(join(site.path, 'kiosk-worker.js'), changed);
  await update();
  await page.waitForTimeout(1500);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller.state), 'activated');
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.scene')).getPropertyValue('--new')), '');

  writeFileSync(join(site.path, 'kiosk.css'), style);
  await page.evaluate(() => (globalThis.before = true));
  await page.getByRole('button', { name: /^Deutsch/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  await update();
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration()).waiting !== null);
  await page.waitForTimeout(500);
  assert.equal(await version(), first, 'a reader has the old one, with all of its files');
  await page.getByRole('button', { name: 'Zum Anfang' }).click();
  await page.waitForFunction(() => globalThis.before === undefined, undefined, { timeout: 40_000 });
  await page.locator('.scene.up').waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.scene')).getPropertyValue('--new')), '1');
  assert.equal(await version(), 'depesche-kiosk-files-fedcba9876543210');
});

test('a new version that cannot be taken is told, each time that it is tried; one that is taken is no fault', async t => {
  const { site, page } = await ownKiosk(t, { clock: new Date('2026-03-02T12:00:00') });
  await kept(page);
  // What is told while the page starts again is not lost with it.
  await page.evaluate(() => {
    globalThis.before = true;
    document.addEventListener('kiosk-error', ({ detail }) => {
      if (detail.type === 'worker') sessionStorage.setItem('told', JSON.stringify([...JSON.parse(sessionStorage.getItem('told') ?? '[]'), detail.message]));
    });
  });
  const told = () => page.evaluate(() => JSON.parse(sessionStorage.getItem('told') ?? '[]'));
  const path = join(site.path, 'kiosk-worker.js');
  const version = await page.evaluate(async () => (await caches.keys()).find(name => name.startsWith('depesche-kiosk-files-')).slice(-16));
  const next = readFileSync(path, 'utf8').replace(version, 'fedcba9876543210');
  writeFileSync(path, next.replace(/("kiosk\.css",\s*")[0-9a-f]{64}/, `$1${'ab'.repeat(32)}`));
  // How long a try takes is not a matter of the page's clock.
  await until(async () => {
    await page.clock.fastForward(10 * 60_000);
    return (await told()).length >= 2;
  }, 'told, and told again', 40_000);
  assert.match((await told())[0], /^a new version of this page cannot be taken: one of its files/);

  await page.waitForTimeout(1_500); // the last try has ended
  const before = (await told()).length;
  writeFileSync(path, next);
  await until(async () => {
    await page.clock.fastForward(10 * 60_000).catch(() => {}); // it may start again meanwhile
    return page.evaluate(() => globalThis.before === undefined).catch(() => false);
  }, 'the page starts again with the good one', 30_000);
  await page.locator('.scene.up').waitFor();
  assert.equal((await told()).length, before);
});

test('files of the page that the browser has thrown away are fetched again; one that cannot be had is told', async t => {
  const { site, page, error, headline } = await ownKiosk(t, { clock: new Date('2026-03-02T12:00:00') });
  await kept(page);
  const files = () => page.evaluate(async () => {
    const name = (await caches.keys()).find(name => name.startsWith('depesche-kiosk-files-'));
    return name ? (await (await caches.open(name)).keys()).length : 0;
  });
  const all = await files();
  const loseFiles = () => page.evaluate(async () => {
    document.addEventListener('kiosk-error', ({ detail }) => globalThis.reported.push(detail));
    for (const name of await caches.keys()) if (name.startsWith('depesche-kiosk-files-')) await caches.delete(name);
  });
  await loseFiles();
  site.routes.set('/kiosk.css', (_, response) => response.writeHead(503).end());
  await page.clock.fastForward(61 * 60_000);
  assert.match((await error('worker')).message, /kiosk\.css: HTTP 503/);
  site.routes.delete('/kiosk.css');
  await page.clock.fastForward(61 * 60_000);
  await until(async () => (await files()) === all, 'all files within the hour', 20_000);

  await loseFiles();
  await restart(page);
  await until(async () => (await files()) === all, 'all files after a restart', 20_000);
  site.down = true;
  await restart(page);
  assert.equal(await headline(), sample.headline.de);
});

for (const [name, path, status] of [
  ['its script', '/kiosk-worker.js', 503],
  ['a file that it keeps', '/reading.js', 404],
]) {
  test(`the service worker cannot be had at first, ${name} answers ${status}: it is tried again`, async t => {
    const { site, page, error } = await ownKiosk(t, {
      clock: new Date('2026-03-02T12:00:00'),
      alter(site) {
        site.routes.set(path, (_, response) => response.writeHead(status).end());
      },
    });
    await page.evaluate(() => document.addEventListener('kiosk-error', ({ detail }) => globalThis.reported.push(detail)));
    await page.clock.runFor(1_000);
    await page.waitForTimeout(1_000);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    await page.clock.fastForward(11 * 60_000);
    await error('worker');
    site.routes.delete(path);
    await page.clock.fastForward(11 * 60_000);
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker', 30_000);
  });
}

test('the service worker leaves other pages alone', async t => {
  const { site, page } = await ownKiosk(t);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker', 30_000);
  writeFileSync(join(site.path, 'kiosk.css'), '/* new */');
  writeFileSync(join(site.path, 'page.html'), '<!doctype html><title>Another page</title>');
  const another = await page.context().newPage();
  await another.goto(`${site.url}/page.html`);
  assert.equal(await another.evaluate(async () => (await fetch('/kiosk.css')).text()), '/* new */');
  writeFileSync(join(site.path, 'engine_thread.js'), 'postMessage("new")');
  const said = () => another.evaluate(() => new Promise(done => (new Worker('/engine_thread.js').onmessage = ({ data }) => done(data))));
  assert.equal(await said(), 'new', 'a Worker of another page');
});

// ---- Settings and articles

const write = (site, name, text) => writeFileSync(join(site.path, name), text);
/** Soon again, in one language, so that the start screen changes with the content only. */
const quick = { languages: ['de'], update: { seconds: 5, timeoutSeconds: 120 }, attract: { seconds: 10 } };

function writeQuick(site) {
  write(site, 'given.json', article('Die gute'));
  write(site, 'kiosk.json', settings(quick));
}

test('settings whose articles cannot be had change nothing, nor after a restart; with the first of them they are taken', async t => {
  const { site, page, error, headline, quiet } = await ownKiosk(t, { alter: writeQuick });
  await kept(page);
  write(site, 'kiosk.json', settings({ ...quick, articles: ['missing.json', 'missing-too.json'] }));
  assert.match((await error('load')).message, /^missing/);
  await page.waitForTimeout(500);
  assert.equal(await headline(), 'Die gute');
  site.down = true;
  await restart(page);
  assert.equal(await headline(), 'Die gute');
  site.down = false;
  write(site, 'missing-too.json', article('Die andere'));
  await until(async () => (await headline()) === 'Die andere', 'the new settings', 40_000);
  await restart(page);
  assert.equal(await headline(), 'Die andere');
  quiet();
});

test('content that is as it was is not written again; what is lost of its times loses no content', async t => {
  const { site, page, headline } = await ownKiosk(t, { alter: writeQuick });
  await kept(page);
  let asked = 0;
  const files = fileHandler(site.path);
  site.routes.set('/given.json', (...each) => {
    asked++;
    files(...each);
  });
  await page.evaluate(() => {
    globalThis.written = [];
    const { put } = Cache.prototype;
    Cache.prototype.put = function (key, response) {
      globalThis.written.push(String(key));
      return put.call(this, key, response);
    };
  });
  await until(() => asked >= 3, 'three questions', 30_000);
  assert.deepEqual(await page.evaluate(() => globalThis.written.filter(key => /(given|kiosk)\.json/.test(key))), []);

  const times = () => page.evaluate(async () => (await caches.keys()).find(name => name.startsWith('depesche-kiosk-confirmed')));
  assert.ok(await times());
  site.down = true;
  for (const lost of ['null', '[1', '{"a": {}}', undefined]) {
    await page.evaluate(async ([name, text]) => {
      if (text === undefined) return caches.delete(name);
      const cache = await caches.open(name);
      for (const key of await cache.keys()) await cache.put(key, new Response(text));
    }, [await times(), lost]);
    await restart(page);
    assert.equal(await headline(), 'Die gute', `without a network, times: ${lost}`);
  }
});

for (const last of [1, 2]) {
  test(`the power goes while new content takes the place of the old, within write ${last} of it: one of the two is there`, async t => {
    const { site, page, headline } = await ownKiosk(t, { alter: writeQuick });
    await kept(page);
    // A browser deletes the entry first.
    await page.evaluate(last => {
      const { put } = Cache.prototype;
      Cache.prototype.put = async function (key, response) {
        if (!String(key).includes('given.json')) return put.call(this, key, response);
        if (--last > 0) return put.call(this, key, response);
        await this.delete(key);
        globalThis.isCut = true;
        return new Promise(() => {});
      };
    }, last);
    write(site, 'given.json', article('Die neue'));
    await page.waitForFunction(() => globalThis.isCut, undefined, { timeout: 30_000 });
    site.down = true;
    await restart(page);
    assert.equal(await headline(), last === 1 ? 'Die gute' : 'Die neue');
  });
}

test('new content that could not be written is written later, though it is as it was by then', async t => {
  const { site, page, headline } = await ownKiosk(t, { alter: writeQuick });
  await kept(page);
  await page.evaluate(() => {
    const { put } = Cache.prototype;
    globalThis.tries = 0;
    Cache.prototype.put = function (key, response) {
      if (!String(key).includes('given.json')) return put.call(this, key, response);
      return ++globalThis.tries === 1 ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : put.call(this, key, response);
    };
  });
  write(site, 'given.json', article('Die neue'));
  await page.waitForFunction(() => globalThis.tries >= 3, undefined, { timeout: 30_000 });
  site.down = true;
  await restart(page);
  assert.equal(await headline(), 'Die neue');
});

test('content that the browser has thrown away is written again, though it is as it was', async t => {
  const { site, page, headline } = await ownKiosk(t, { alter: writeQuick });
  await kept(page);
  const contents = () => page.evaluate(async () => {
    const name = (await caches.keys()).find(name => name.startsWith('depesche-kiosk-content'));
    return name ? (await (await caches.open(name)).keys()).length : 0;
  });
  await until(async () => (await contents()) === 2, 'settings and article are kept');
  await page.evaluate(async () => {
    for (const name of await caches.keys()) if (name.startsWith('depesche-kiosk-content')) await caches.delete(name);
  });
  await until(async () => (await contents()) === 2, 'both are written again', 20_000);
  site.down = true;
  await restart(page);
  assert.equal(await headline(), 'Die gute');
});

test('two kiosks of one origin keep their content apart', async t => {
  const { site, page, headline } = await ownKiosk(t, {
    query: '?settings=foyer.json',
    alter(site) {
      for (const name of ['foyer', 'hall']) {
        write(site, `${name}.json`, settings({ ...quick, articles: [`${name}-article.json`] }));
        write(site, `${name}-article.json`, article(name));
      }
    },
  });
  await kept(page);
  const another = await page.context().newPage();
  await another.goto(`${site.url}/kiosk.html?settings=hall.json`);
  await another.locator('.scene.up').waitFor();
  await page.waitForTimeout(6_000); // both have asked, and forgotten what is not theirs
  site.down = true;
  await restart(page);
  assert.equal(await headline(), 'foyer');
  await restart(another);
  assert.equal(await headlineOn(another), 'hall');
});

test('a restart waits for no article as long as another one is kept', async t => {
  const { site, page, headline } = await ownKiosk(t, { alter: writeQuick });
  await kept(page);
  let asked = false;
  site.routes.set('/never.json', () => {
    asked = true;
  });
  write(site, 'kiosk.json', settings({ ...quick, articles: ['never.json', 'given.json'] }));
  await until(() => asked, 'the question for the new article', 30_000);
  await restart(page);
  assert.equal(await headline(), 'Die gute');
});
