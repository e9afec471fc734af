// What is read before the engine is there, and where it never comes: the light-DOM children, or the plain reader.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { cardPage, makePieces, openDocument, ready, root, sample, server, startForFile, test, until, words } from './harness.mjs';

startForFile();
beforeEach(() => server.routes.clear());

/** Without what would complete the article then, too: plain_alone.test.mjs. */
const withoutEngine = () => {
  for (const path of ['/wasm/depesche.wasm', '/plain_alone.js']) server.answer(path, 404, 'text/plain', 'gone');
};

test('without an engine every paragraph, heading and statement of the article is there to be read', async () => {
  withoutEngine();
  for (const language of ['de', 'en', 'ru']) {
    const { page, close } = await openDocument(cardPage(`src="/articles/summit.json" lang="${language}"`));
    await page.locator('.plain-reader:not([aria-busy])').waitFor();
    const text = await page.locator('.plain-reader').evaluate(element => element.textContent);
    const inLanguage = value => words(value[language] ?? value);
    assert.ok(text.includes(inLanguage(sample.headline)));
    assert.ok(text.includes(inLanguage(sample.lead)));
    let checked = 0;
    for (const block of sample.body) {
      if (block.type === 'paragraph' || block.type === 'heading') {
        assert.ok(text.includes(inLanguage(block.text)), inLanguage(block.text));
        checked += 1;
      }
      if (block.type !== 'timeline') continue;
      for (const entry of block.entries) {
        for (const part of entry.statement.filter(({ type }) => type === 'paragraph')) {
          assert.ok(text.includes(inLanguage(part.text)), inLanguage(part.text));
          checked += 1;
        }
      }
    }
    assert.ok(checked > 25, `${checked} texts compared`);
    assert.equal(await page.locator('.plain-reader details').count(), 9);
    assert.equal(await page.locator('.plain-reader').getAttribute('lang'), language);
    await close();
  }
});

test('language tags count without case, as for the card', async () => {
  withoutEngine();
  server.answer('/given.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1', languages: ['EN', 'de-AT'], headline: { en: 'The harbour', 'de-at': 'Der Hafen' }, body: [{ type: 'paragraph', text: { EN: 'Boats.', 'de-AT': 'Boote.' } }],
  }));
  const { page, close } = await openDocument(cardPage('src="/given.json" lang="de-at"'));
  await page.locator('.plain-reader').getByText('Boote.').waitFor();
  assert.equal((await page.locator('.plain-reader h1').textContent()).trim(), 'Der Hafen');
  await close();
});

for (const [device, prepareClock] of [['a quick device', () => {}], ['a device for which every piece is too long', makePieces]])
  test(`what is in view comes at once, the rest in the frames that follow, on ${device}`, async () => {
    withoutEngine();
    const { page, close } = await openDocument(cardPage(), {
      prepare: async page => {
        await page.addInitScript(prepareClock);
        await page.addInitScript(() => {
          const held = [];
          globalThis.requestAnimationFrame = work => held.push(work);
          globalThis.nextFrame = () => held.splice(0).forEach(work => void work());
          globalThis.frameIsAwaited = () => held.length > 0;
        });
      },
    });
    const reader = page.locator('.plain-reader');
    // Playwright's own waiting takes frames.
    const comes = work => until(() => page.evaluate(work), 'the next frame');
    const seen = () => reader.evaluate(element => ({
      blocks: element.childElementCount,
      elements: element.querySelectorAll('*').length,
      bottom: element.getBoundingClientRect().bottom,
      view: innerHeight,
      busy: element.ariaBusy,
    }));
    await comes(() => globalThis.frameIsAwaited());
    let now = await seen();
    assert.equal(now.busy, 'true');
    assert.ok(now.bottom >= now.view, `${now.bottom} of ${now.view} px`);
    const elements = [now.elements];
    while (now.busy && elements.length < 100) {
      await page.evaluate(() => globalThis.nextFrame());
      await comes(() => globalThis.frameIsAwaited() || !document.querySelector('depesche-card').shadowRoot.querySelector('.plain-reader').ariaBusy);
      now = await seen();
      elements.push(now.elements);
    }
    assert.equal(now.busy, null);
    // A banner's piece is empty, and so may the last one be.
    assert.ok(new Set(elements).size > 3, `${elements}`);
    // Headline, lead picture and lead stand before the body, whose banner is left out.
    assert.equal(now.blocks, 3 + sample.body.filter(({ type }) => type !== 'banner').length);
    await close();
  });

test('where the article was long on its way, its words hardly wait for fonts', async () => {
  const { page, close } = await openDocument(cardPage(), {
    prepare: async page => {
      await page.addInitScript(() => {
        globalThis.waits = [];
        const { setTimeout } = globalThis;
        globalThis.setTimeout = (act, ms, ...values) => {
          globalThis.waits.push(ms);
          return setTimeout(act, ms, ...values);
        };
      });
      await page.route('**/articles/summit.json', async route => {
        await new Promise(done => setTimeout(done, 500));
        await route.continue();
      });
      await page.route('**/fonts/**', () => {});
    },
  });
  await page.locator('.plain-reader:not(.own-fonts, .coming)').waitFor();
  const waits = await page.evaluate(() => globalThis.waits);
  assert.ok(waits.includes(30) && !waits.includes(100), waits.join());
  await close();
});

test("the card's own fonts are the plain reader's, too, whatever else is still on its way", async () => {
  const letGo = [];
  const { page, close } = await openDocument(cardPage('src="/articles/summit.json" lang="ru"'), {
    prepare: async page => {
      const mine = /(serif-regular|display-bold|sans-regular|sans-bold)\.cyrillic/;
      const hold = route => new Promise(go => letGo.push(go)).then(() => route.continue());
      let left = 4;
      let haveMine;
      const mineCame = new Promise(resolve => (haveMine = resolve));
      page.on('requestfinished', request => mine.test(request.url()) && --left === 0 && haveMine());
      await page.route(/\/(fonts|strings|hyphenation|wasm)\//, route => (mine.test(route.request().url()) ? route.continue() : hold(route)));
      // On a busy machine they might take longer than the words wait for them.
      await page.route('**/plain_reader.js', async route => {
        await Promise.race([mineCame, new Promise(done => setTimeout(done, 3000))]);
        await route.continue();
      });
    },
  });
  await page.locator('.plain-reader.own-fonts:not([aria-busy])').waitFor();
  const family = await page.locator('.plain-reader h1').evaluate(heading => getComputedStyle(heading).fontFamily);
  const known = await page.evaluate(() => [...document.fonts].map(({ family }) => family.replaceAll('"', '')));
  assert.ok(known.some(name => /display-bold\.cyrillic/.test(name) && family.includes(name)), `${family} of ${known}`);
  // The bold one is not made bolder.
  const kicker = await page.locator('.plain-reader .kicker').evaluate(line => {
    const { fontFamily, fontWeight } = getComputedStyle(line);
    const used = fontFamily.split(',').map(name => name.trim().replaceAll('"', ''));
    const face = [...document.fonts].find(({ family }) => used.includes(family.replaceAll('"', '')));
    const [least, most] = face.weight.split(' ').map(Number);
    return { family: face.family.replaceAll('"', ''), within: Number(fontWeight) >= least && Number(fontWeight) <= most };
  });
  assert.deepEqual(kicker, { family: 'Depesche sans-bold.cyrillic', within: true });
  for (const go of letGo) go();
  await ready(page);
  await close();
});

test('a long article that never comes into view takes few layouts', async () => {
  withoutEngine();
  const { page, close } = await openDocument(cardPage('', { style: 'depesche-card{position:absolute;top:-400000px}' }).replace('<script type', '<script>customElements.whenDefined("depesche-card").then(() => (document.querySelector("depesche-card").article = globalThis.given))</script><script type'), {
    prepare: page => page.addInitScript(() => {
      const paragraphs = new Array(5000).fill({ type: 'paragraph', text: 'Kurz.' });
      globalThis.given = { format: 'depesche/1', languages: ['de'], headline: 'Lang', lead: 'Anfang.', body: paragraphs };
      globalThis.measured = 0;
      const { getBoundingClientRect } = Element.prototype;
      Element.prototype.getBoundingClientRect = function () {
        if (this.matches('.plain-reader')) globalThis.measured++;
        return getBoundingClientRect.call(this);
      };
    }),
  });
  const reader = page.locator('.plain-reader:not([aria-busy])');
  await reader.waitFor();
  assert.equal(await reader.locator('p').count(), 5001);
  const measured = await page.evaluate(() => globalThis.measured);
  assert.ok(measured > 0 && measured < 50, `${measured} times measured`);
  await close();
});

for (const [name, children] of [
  ['the plain reader', () => ''],
  ['light DOM of `depesche html`', () => execFileSync(join(root, 'build/native/depesche'), ['html', '--base', '/articles/', join(root, 'assets/articles/summit.json'), '--lang', 'de'], { encoding: 'utf8' })],
])
  for (const [viewport, deviceScaleFactor] of [[{ width: 390, height: 800 }, 2], [{ width: 1280, height: 800 }, 1]])
    test(`the lead picture that is read with ${name} is the card's own file, fetched once, at ${viewport.width} px`, async () => {
      server.requests.length = 0;
      // The words come first, and their picture is on its way before the card's.
      const body = cardPage().replace('</depesche-card>', `${children()}</depesche-card>`);
      const { page, close } = await openDocument(body, { viewport, deviceScaleFactor, prepare: page => page.route('**/wasm/depesche.wasm', async route => {
        await page.waitForFunction(() => [document, document.querySelector('depesche-card').shadowRoot].some(root => root.querySelector('img')?.complete));
        await route.continue();
      }) });
      await ready(page);
      const pictures = server.requests.filter(path => path.includes('elysee'));
      assert.deepEqual(pictures.map(path => path.replace(/^.*\//, '')), [`elysee-${viewport.width < 400 ? 1280 : 640}.avif`]);
      await close();
    });

test('an entry opens by keyboard, the picture has its description, and no notice stands in the way', async () => {
  withoutEngine();
  const { page, close } = await openDocument(cardPage());
  await page.locator('.plain-reader').waitFor();
  assert.ok(await page.getByAltText(sample.leadFigure.image.alt.de).isVisible());
  await page.locator('.plain-reader summary').first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.plain-reader details').first().getAttribute('open'), '');
  assert.equal(await page.getByRole('alert').count(), 0);
  await close();
});

/** The page is told of its first paint when `paint()` is called there. */
function holdPaint() {
  const { observe, disconnect } = PerformanceObserver.prototype;
  const held = [];
  globalThis.listening = new Set();
  PerformanceObserver.prototype.observe = function (options) {
    globalThis.listening.add(this);
    if (options.type === 'paint') held.push(() => observe.call(this, options));
    else observe.call(this, options);
  };
  PerformanceObserver.prototype.disconnect = function () {
    globalThis.listening.delete(this);
    disconnect.call(this);
  };
  globalThis.paint = () => held.splice(0).forEach(go => void go());
  globalThis.askedForPaint = () => held.length > 0;
}

/** Of what comes after the words, what the page has fetched. */
async function engineFiles(page) {
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()));
  return files.filter(file => ['depesche.wasm', 'engine_thread.js', 'reading.js'].includes(file));
}

const withChildren = cardPage().replace('</depesche-card>', '<p>Words</p></depesche-card>');

for (const [name, body, early] of [
  ['the plain reader', cardPage(), []],
  // They are there before any script: the engine's bytes have nothing to wait for.
  ['the light DOM', withChildren, ['depesche.wasm']],
]) {
  test(`the engine starts once the words of ${name} have been seen`, async () => {
    const { page, close } = await openDocument(body, { prepare: page => page.addInitScript(holdPaint) });
    await page.waitForFunction(() => globalThis.askedForPaint());
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await engineFiles(page), early);
    assert.equal(page.workers().length, 0);
    assert.equal(await page.evaluate(() => performance.getEntriesByName('depesche:ready').length), 0);
    await page.evaluate(() => globalThis.paint());
    await ready(page);
    // The engine runs: a card that comes now asks nobody, and nothing goes on listening.
    await page.evaluate(() => document.body.append(document.querySelector('depesche-card').cloneNode(true)));
    await page.waitForFunction(() => document.querySelectorAll('depesche-card')[1].shadowRoot?.querySelector('.painted'));
    assert.equal(await page.evaluate(() => globalThis.askedForPaint() || globalThis.listening.size), 0);
    await close();
  });
}

test('a page that has painted its own words long ago gives those of a card a frame, too, before the engine starts', async () => {
  const prepare = page => page.addInitScript(() => {
    const { requestAnimationFrame } = globalThis;
    const held = [];
    globalThis.requestAnimationFrame = callback => held.push(callback);
    globalThis.frames = () => {
      globalThis.requestAnimationFrame = requestAnimationFrame;
      for (const callback of held.splice(0)) requestAnimationFrame(callback);
    };
  });
  const { page, close } = await openDocument(cardPage().replace('<script', '<p>The host has words, too.</p><script'), { prepare });
  await page.locator('.plain-reader:not(.coming)').waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await engineFiles(page), []);
  await page.evaluate(() => globalThis.frames());
  await ready(page);
  await close();
});

test("a system's theme that changes while the first words come is the card's", async () => {
  const { page, close } = await openDocument(withChildren, { prepare: page => page.addInitScript(holdPaint) });
  await page.waitForFunction(() => globalThis.askedForPaint());
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => globalThis.paint());
  await ready(page);
  await until(() => page.locator('.layer').evaluate(layer => layer.style.colorScheme === 'dark'), 'the dark theme');
  await close();
});

test('the engine waits for no words where there are none, or nobody sees them', async () => {
  const prepare = page => page.addInitScript(holdPaint);
  const hidden = cardPage().replace('<depesche-card', '<div style="opacity:0"><depesche-card');
  for (const body of [hidden, cardPage('src="/articles/summit.json" poster="/images/elysee-640.jpg"')]) {
    const { page, close } = await openDocument(body, { prepare });
    await ready(page);
    assert.equal(await page.evaluate(() => globalThis.askedForPaint()), false);
    await close();
  }
});

for (const [width, size] of [
  [320, 'medium'], [390, 'medium'], [720, 'medium'], [1000, 'medium'], [1280, 'medium'], [390, 'large'], [720, 'large'], [1280, 'extra-large'], [720, 'small'],
])
  test(`at ${width} px, ${size} text, the card takes the plain reader's place within a line of the headline`, async () => {
    const { page, close } = await openDocument(cardPage(`src="/articles/summit.json" lang="de" text-size="${size}"`), {
      viewport: { width, height: 900 },
      prepare: page => page.addInitScript(size => {
        // Beside larger tools there is no room for a line of another font, too: the words wait for theirs.
        const { setTimeout } = globalThis;
        if (size !== 'medium') globalThis.setTimeout = (act, ms, ...values) => setTimeout(act, ms === 100 || ms === 30 ? 10_000 : ms, ...values);
        globalThis.places = {};
        const look = () => {
          const root = document.querySelector('depesche-card')?.shadowRoot;
          const note = (when, of) => {
            // What is below the view comes with later frames.
            const boxes = ['h1', 'img', '.lead'].flatMap(part => root.querySelector(`${of} ${part}`)?.getBoundingClientRect() ?? []);
            globalThis.places[when] = boxes.map(({ left, top }) => [left, top]);
          };
          if (root?.querySelector('.plain-reader:not(.coming)')) note('before', '.plain-reader');
          if (!root?.querySelector('.painted')) return void requestAnimationFrame(look);
          note('since', '.layer');
        };
        look();
      }, size),
    });
    await ready(page);
    const { before, since } = await page.evaluate(() => globalThis.places);
    assert.ok(before.length >= 2 && since.length === 3, `${before.length} of ${since.length} parts`);
    since.slice(0, before.length).forEach(([left, top], part) => {
      const moved = `${['headline', 'picture', 'lead'][part]}: ${before[part]} to ${since[part]}`;
      assert.ok(Math.abs(left - before[part][0]) < 1, moved);
      // Fonts that have not come break the headline, or the caption, otherwise.
      assert.ok(Math.abs(top - before[part][1]) < 57, moved);
    });
    await close();
  });

/**
 * A card in view that has plain words, and another far below, whose second of waiting ends by `late` alone; `words`: how often that
 * one has had some.
 */
async function openFar(prepare) {
  const opened = await openDocument(cardPage(), {
    prepare: async page => {
      await prepare?.(page);
      await page.addInitScript(() => {
        const { setTimeout } = globalThis;
        const held = [];
        globalThis.setTimeout = (work, ms, ...more) => (ms === 1000 ? held.push(work) : setTimeout(work, ms, ...more));
        globalThis.late = () => held.splice(0).forEach(work => void work());
      });
    },
  });
  await opened.page.locator('.plain-reader:not([aria-busy])').waitFor();
  await opened.page.evaluate(() => {
    const far = document.createElement('depesche-card');
    Object.assign(far, { id: 'far', src: '/articles/summit.json' });
    far.style.marginTop = '300vh';
    document.body.append(far);
    globalThis.words = 0;
    new MutationObserver(records => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) if (node instanceof Element && node.matches('.plain-reader')) globalThis.words++;
    }).observe(far.shadowRoot, { subtree: true, childList: true });
  });
  await opened.page.waitForTimeout(500);
  return { ...opened, words: () => opened.page.evaluate(() => globalThis.words) };
}

test('a card far from the view has no plain words where the engine comes in time', async () => {
  let comes;
  const engine = new Promise(resolve => (comes = resolve));
  const { page, problems, words, close } = await openFar(page => page.route('**/wasm/depesche.wasm', route => engine.then(() => route.continue())));
  assert.equal(await words(), 0);
  comes();
  await page.locator('#far .painted').waitFor();
  await page.evaluate(() => globalThis.late());
  await page.waitForTimeout(200);
  assert.equal(await words(), 0);
  assert.deepEqual(problems, []);
  await close();
});

for (const [what, act] of [['it comes near', () => scrollTo(0, document.querySelector('#far').offsetTop - 1.5 * innerHeight)], ['the engine takes too long', () => globalThis.late()]])
  test(`a card far from the view has its plain words when ${what}`, async () => {
    withoutEngine();
    const { page, words, close } = await openFar();
    assert.equal(await words(), 0);
    await page.evaluate(act);
    await page.locator('#far .plain-reader:not([aria-busy])').waitFor();
    assert.equal(await words(), 1);
    await close();
  });

test('the plain reader goes when the card is painted', async () => {
  const { page, problems, close } = await openDocument(cardPage());
  await ready(page);
  assert.equal(await page.locator('.plain-reader').count(), 0);
  assert.deepEqual(problems, []);
  await close();
});

test('light-DOM children are shown until the card is painted, and for good without an engine', async () => {
  const html = execFileSync(process.env.DEPESCHE_CLI ?? join(root, 'build/native/depesche'),
    ['html', join(root, 'assets/articles/summit.json'), '--base', '/articles/', '--src', '/articles/summit.json'], { encoding: 'utf8' });
  const body = cardPage().replace(/<depesche-card.*/, html);
  withoutEngine();
  const without = await openDocument(body);
  await without.page.waitForTimeout(1000);
  assert.ok(await without.page.getByRole('heading', { level: 1 }).isVisible());
  assert.equal(await without.page.locator('.plain-reader').count(), 0);
  await without.close();

  server.routes.clear();
  const { page, close } = await openDocument(body);
  await ready(page);
  assert.equal(await page.locator('depesche-card > article h1').isVisible(), false);
  await close();
});

test('hostile content stays text in the plain reader', async () => {
  withoutEngine();
  server.answer('/hostile.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1', languages: ['en'], headline: '<img src=x onerror=alert(1)>',
    body: [{ type: 'paragraph', text: [{ link: 'javascript:alert(1)', text: 'click' }, { link: 'https://example.org/', text: 'go' }] },
      { type: 'figure', image: { sources: [{ url: 'data:text/html,x', width: 1, height: 1 }], alt: 'A' } }],
  }));
  const { page, close } = await openDocument(cardPage('src="/hostile.json"'));
  await page.locator('.plain-reader').waitFor();
  assert.equal(await page.locator('.plain-reader img').count(), 0);
  assert.deepEqual(await page.locator('.plain-reader a').evaluateAll(links => links.map(({ href }) => href)), ['https://example.org/']);
  assert.equal(await page.locator('.plain-reader h1').textContent(), '<img src=x onerror=alert(1)>');
  await close();
});
