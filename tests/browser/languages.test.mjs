// Another language in a card: what is fetched, set and painted for it, and when.
import assert from 'node:assert/strict';
import { browser, cardPage, holdFrames, openDocument, openForEachTest, openPage, page, paintedOut, problems, ready, server, show, startForFile, test, until, whole } from './harness.mjs';

startForFile();
openForEachTest();

test('switching the language makes the browser set the page a few times, not once a picture', async () => {
  await show(cardPage());
  await ready(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const counts = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return ['LayoutCount', 'RecalcStyleCount'].map(name => metrics.find(metric => metric.name === name).value);
  };
  const switchTo = name =>
    page.evaluate(async name => {
      performance.clearMarks('depesche:language');
      const { shadowRoot } = document.querySelector('depesche-card');
      [...shadowRoot.querySelectorAll('button')].find(button => button.textContent === name).click();
      while (performance.getEntriesByName('depesche:language').length === 0) await new Promise(requestAnimationFrame);
    }, name);
  await switchTo('English');
  await whole(page);
  await paintedOut(page); // and all that the first switch leaves for later
  const [layouts, styles] = await counts();
  // Time stands still, so that what is out of view follows in one piece on every machine.
  await page.evaluate(() => {
    const now = performance.now();
    performance.now = () => now;
  });
  await switchTo('Deutsch');
  await whole(page);
  await paintedOut(page);
  const [layoutsNow, stylesNow] = await counts();
  // Twice for what shows the other language, once for the rest, and once with the article's `lang`.
  assert.ok(layoutsNow - layouts <= 4, `${layoutsNow - layouts} layouts`);
  assert.ok(stylesNow - styles <= 8, `${stylesNow - styles} calculations of style`);
});

/** What a card's layer holds whenever it begins or ends to be busy: `seen` of its article, in a page's `log`. */
const logBusy = page =>
  page.addInitScript(() => {
    globalThis.log = [];
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
      const root = attachShadow.call(this, options);
      new MutationObserver(records => {
        for (const { target } of records) {
          const paragraphs = [...target.querySelectorAll('.paragraph')];
          globalThis.log.push({
            busy: target.ariaBusy,
            lang: target.lang,
            headline: target.querySelector('h1').textContent.trim(),
            button: target.querySelector('[data-action=open-all]').textContent.trim(),
            chosen: [...target.querySelectorAll('.language-choice[aria-current]')].at(-1).textContent.trim(),
            pictures: [...target.querySelectorAll('img')].map(picture => picture.getBoundingClientRect().top),
            field: target.querySelector('.search').getBoundingClientRect().left,
            last: paragraphs.at(-1).textContent.trim(),
            places: [...target.querySelectorAll('.node')].map(({ style }) => style.height),
          });
        }
      }).observe(root, { subtree: true, attributeFilter: ['aria-busy'] });
      return root;
    };
  });

test('words follow the pixels, and so does all that a reader had changed and that shows none of its own; pictures, the field and the control in use do not', async () => {
  // Where the headline has another number of lines in each language.
  const { page: other, close } = await openDocument(cardPage(), { prepare: logBusy, viewport: { width: 560, height: 1400 } });
  await ready(other);
  const log = () => other.evaluate(() => globalThis.log);
  const [begun, done] = await log();
  assert.equal(begun.busy, 'true');
  assert.ok(begun.headline.length > 0);
  assert.equal(begun.last, '');
  assert.equal(done.busy, null);
  assert.equal(done.headline, begun.headline);
  assert.ok(done.last.length > 0);
  assert.equal(done.places.length, begun.places.length); // every element was there
  await other.evaluate(() => (globalThis.log.length = 0));
  await other.getByRole('button', { name: 'English' }).click();
  await until(async () => (await log()).length === 2, 'all words');
  const [switched, ended] = await log();
  assert.equal(switched.busy, 'true');
  assert.deepEqual([done.chosen, switched.chosen], ['Deutsch', 'English']);
  assert.deepEqual([switched.button, switched.headline, switched.last, switched.lang], [done.button, done.headline, done.last, 'de']);
  assert.notEqual(switched.pictures[0], done.pictures[0]);
  assert.deepEqual([switched.pictures, switched.field], [ended.pictures, ended.field]);
  assert.deepEqual([ended.busy, ended.lang], [null, 'en']);
  assert.notEqual(ended.button, done.button);
  assert.notEqual(ended.headline, done.headline);
  assert.notEqual(ended.last, done.last);
  await close();
});

test('what comes while words are still missing finds them: a patch, a click, a copy, a print', async () => {
  for (const act of ['resize', 'click', 'copy', 'beforeprint']) {
    const { page: other, close } = await openDocument(cardPage(), { prepare: page => page.addInitScript(holdFrames) });
    await ready(other);
    const lastOf = () => other.evaluate(() => [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.paragraph')].at(-1).textContent.trim());
    const german = await lastOf();
    const chosen = () => other.evaluate(() => [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.language-choice[aria-current]')].at(-1).textContent);
    await other.evaluate(() => {
      globalThis.hold();
      [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('button')].find(({ textContent }) => textContent === 'English').click();
    });
    await until(async () => (await chosen()) === 'English', 'the pixels in English');
    assert.equal(await lastOf(), german, act);
    await other.evaluate(act => {
      if (act === 'resize') document.querySelector('depesche-card').style.width = '500px';
      else document.querySelector('depesche-card').shadowRoot.querySelector('h1').dispatchEvent(new Event(act, { bubbles: true, composed: true }));
    }, act);
    await until(async () => (await lastOf()) !== german, `the last words, after ${act}`);
    await other.evaluate(() => globalThis.go());
    await whole(other);
    assert.equal(await other.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('article').lang), 'en');
    await close();
  }
});

test('what a language needs is fetched when a reader points at it or comes to it by keys, and not again when it is chosen', async () => {
  await show(cardPage());
  await ready(page);
  const choice = name => page.getByRole('button', { name });
  const asked = () => server.requests.filter(path => /^\/(fonts|strings|hyphenation)\//.test(path));
  await choice('Deutsch').focus();
  assert.deepEqual(asked().filter(path => /\/(en|ru)\.|serif.*cyrillic/.test(path)), []);
  await page.keyboard.press('ArrowRight');
  await until(() => asked().includes('/strings/en.json'), 'English');
  assert.ok(!asked().includes('/strings/ru.json'));
  await choice('Русский').hover();
  await until(() => asked().includes('/fonts/serif-regular.cyrillic.ttf'), 'a font of Russian');
  await paintedOut(page);
  const before = asked();
  assert.equal(new Set(before).size, before.length);
  await choice('Русский').click();
  await page.getByRole('heading', { level: 1, name: /Макрон/ }).waitFor();
  await paintedOut(page);
  assert.deepEqual(asked(), before);
});

test("the page gets a language's fonts all at once, however they come: each time it lays out anew all text that it has", async () => {
  const { page: other, close } = await openDocument(cardPage().replace('></depesche-card', '><p>Erste Worte.</p></depesche-card'), {
    prepare: async page => {
      let wait = 0;
      await page.route('**/fonts/*', async route => {
        await new Promise(done => setTimeout(done, (wait += 40)));
        await route.continue();
      });
      await page.addInitScript(() => {
        const { add } = FontFaceSet.prototype;
        globalThis.batches = [];
        let open = false;
        FontFaceSet.prototype.add = function (face) {
          if (!open) {
            globalThis.batches.push(0);
            open = true;
            queueMicrotask(() => (open = false));
          }
          globalThis.batches[globalThis.batches.length - 1]++;
          return add.call(this, face);
        };
      });
    },
  });
  await ready(other);
  const batches = () => other.evaluate(() => globalThis.batches);
  const [first, ...more] = await batches();
  assert.ok(first > 3, `${first} fonts`);
  assert.deepEqual(more, []);
  await other.getByRole('button', { name: 'Русский' }).click();
  await other.getByRole('heading', { level: 1, name: /Макрон/ }).waitFor();
  assert.equal((await batches()).length, 2);
  await close();
});

test('in a language without words of its own nothing of another language is fetched for it', async () => {
  server.answer('/french.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1', languages: ['fr'], headline: { fr: 'Les bateaux rentrent' },
    body: [{ type: 'paragraph', text: { fr: 'À midi, le port était plein.' } }],
  }));
  server.requests.length = 0;
  const { page, close } = await openPage(browser);
  server.answer('/french.html', 200, 'text/html', cardPage('src="/french.json" lang="fr"'));
  await page.goto(`${server.url}/french.html`);
  await ready(page);
  assert.deepEqual(server.requests.filter(path => /^.(strings|hyphenation).(de|en|ru)/.test(path)), []);
  await close();
});

test('a language that a reader points at is set before it is chosen', async () => {
  await show(cardPage());
  await ready(page);
  const counters = () => page.evaluate(async () => (await document.querySelector('depesche-card').statistics()).counters);
  const before = await counters();
  const choice = page.getByRole('button', { name: 'Русский' });
  await choice.hover();
  await until(async () => (await counters()).shapes > before.shapes, 'texts in Russian');
  await paintedOut(page);
  const pointed = await counters();
  assert.equal(pointed.layouts, before.layouts);
  assert.equal(await page.getByRole('article').getAttribute('lang'), 'de');
  await choice.click();
  await page.getByRole('heading', { level: 1, name: /Макрон/ }).waitFor();
  await paintedOut(page);
  const chosen = await counters();
  assert.deepEqual([chosen.shapes, chosen.layouts], [pointed.shapes, pointed.layouts + 1]);
});

test('what a language without words of its own may lack is no fault before it is chosen', async () => {
  const texts = { de: 'Der Hafen war voll.', sv: 'Hamnen var full.' };
  server.answer('/swedish.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1', languages: ['de', 'sv'], headline: texts, body: [{ type: 'paragraph', text: texts }],
  }));
  await show(cardPage('src="/swedish.json" lang="de"'));
  await ready(page);
  await page.getByRole('button', { name: 'Svenska' }).hover();
  await page.waitForTimeout(500);
  assert.deepEqual(server.requests.filter(path => /sv\./.test(path)), []);
});

test('what cannot be had for a language is no fault before it is chosen, and is asked for again then', async () => {
  await show(cardPage());
  await ready(page);
  await page.evaluate(() => {
    globalThis.faults = [];
    document.querySelector('depesche-card').addEventListener('error', ({ detail }) => globalThis.faults.push(detail.message));
  });
  const choice = page.getByRole('button', { name: 'English' });
  const path = '/hyphenation/en.dic';
  const times = () => server.requests.filter(asked => asked === path).length;
  await page.route(`**${path}`, route => route.abort());
  await choice.hover();
  await page.waitForTimeout(500);
  assert.deepEqual(problems.splice(0), ['console: Failed to load resource: net::ERR_FAILED'], "nothing but the browser's own word");
  await page.unroute(`**${path}`);
  assert.equal(times(), 0);
  await choice.click();
  await page.getByRole('heading', { level: 1, name: /Macron says/ }).waitFor();
  assert.equal(times(), 1);
  assert.deepEqual(await page.evaluate(() => globalThis.faults), []);
});
