// Reading aloud. Chromium without a window has no voices: the browser's synthesis is played here by one that says what it
// was given and goes on when it is told to.
import assert from 'node:assert/strict';
import { cardPage, openCard, sample, server, startForFile, test } from './harness.mjs';

startForFile();

/** Voices of the given languages; `said` is what was to be spoken, `next()` ends the present utterance. */
function installVoices(languages) {
  globalThis.said = [];
  let current;
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => languages.map(lang => ({ lang, localService: true, name: lang })),
    speak(utterance) {
      current = utterance;
      globalThis.said.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice?.lang });
    },
    cancel() {
      const cancelled = current;
      current = undefined;
      if (cancelled) queueMicrotask(() => cancelled.onerror?.({ error: 'canceled' }));
    },
  });
  Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
  globalThis.SpeechSynthesisUtterance = class {
    voice = null;
    lang = '';
    constructor(text) {
      this.text = text;
    }
  };
  globalThis.next = () => {
    const ended = current;
    current = undefined;
    ended?.onend?.({});
    return Boolean(ended);
  };
}

const open = languages =>
  openCard(cardPage(), {
    viewport: { width: 720, height: 900 },
    prepare: page => languages && page.addInitScript(installVoices, languages),
  });

const spoken = page =>
  page.evaluate(() => {
    const block = document.querySelector('depesche-card').shadowRoot.querySelector('.spoken');
    if (!block) return null;
    const { top, bottom } = block.getBoundingClientRect();
    return { words: block.textContent.trim(), inView: bottom > 0 && top < innerHeight, colour: getComputedStyle(block).backgroundColor };
  });

test('without a voice there is no control', async () => {
  const { page, close } = await open();
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole('button', { name: 'Vorlesen' }).count(), 0);
  assert.ok(!server.requests.includes('/read_aloud.js'));
  await close();
});

test('a language that is well-formed, but that the browser knows nothing of, is read, too', async () => {
  const languages = ['de-abc', ...sample.languages.filter(tag => tag !== 'de')];
  const odd = { ...sample, languages, headline: { ...sample.headline, 'de-abc': 'Die seltene' } };
  server.answer('/odd.json', 200, 'application/json', JSON.stringify(odd));
  const { page, problems, close } = await openCard(cardPage('src="/odd.json" lang="de-abc"'), { prepare: page => page.addInitScript(installVoices, ['de-DE']) });
  await page.getByRole('button', { name: 'Vorlesen', exact: true }).click();
  await page.waitForFunction(() => {
    if (globalThis.said.some(({ text }) => text === 'Die seltene')) return true;
    globalThis.next();
    return false;
  });
  assert.deepEqual(problems, []);
  await close();
});

test('the article is read in reading order, with a mark that follows, and stops where it is told to', async () => {
  server.requests.length = 0;
  const { page, problems, close } = await open(['fr-FR', 'de-DE']);
  const start = page.getByRole('button', { name: 'Vorlesen', exact: true });
  await start.waitFor();
  assert.ok(!server.requests.includes('/read_aloud.js'), 'loaded only when used');
  await start.click();
  await page.getByRole('button', { name: 'Vorlesen beenden' }).waitFor();
  await page.waitForFunction(() => globalThis.said.length === 1);
  const seen = [];
  for (let step = 0; step < 200 && (await spoken(page)); step++) {
    const { words, inView, colour } = await spoken(page);
    assert.ok(inView, `${words} is in view`);
    assert.match(colour, /^rgba\(255, 204, 0/);
    if (seen.at(-1) !== words) seen.push(words);
    assert.ok(await page.evaluate(() => globalThis.next()));
    await page.waitForTimeout(5);
  }
  const said = await page.evaluate(() => globalThis.said);
  assert.equal(said[0].text, sample.kicker?.de ?? said[0].text);
  assert.ok(said.every(({ voice, lang }) => voice === 'de-DE' && lang === 'de'));
  const text = said.map(each => each.text).join(' ').replace(/\s+/g, ' ');
  let from = 0;
  for (const { type, text: words } of sample.body) {
    if (type !== 'heading') continue;
    const at = text.indexOf(words.de, from);
    assert.ok(at >= from, `${words.de} in its order`);
    from = at;
  }
  for (const unread of ['Suchen', 'Alle öffnen', 'Lumbri']) assert.ok(!text.includes(unread), unread);
  assert.ok(seen.length > 20, `${seen.length} blocks`);
  await start.waitFor();

  // Stopped by hand, and by another language, for which there is no voice.
  await start.click();
  await page.getByRole('button', { name: 'Vorlesen beenden' }).click();
  await start.waitFor();
  assert.equal(await spoken(page), null);
  await start.click();
  await page.getByRole('button', { name: 'Русский' }).click();
  await page.getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  await page.waitForFunction(() => !document.querySelector('depesche-card').shadowRoot.querySelector('.spoken, [data-action="read-aloud"]'));
  assert.deepEqual(problems, []);
  await close();
});

test('of two cards the one that begins is heard, and goes on', async () => {
  const { page, problems, close } = await openCard(`${cardPage()}<depesche-card src="/articles/summit.json" lang="de"></depesche-card>`, {
    viewport: { width: 720, height: 900 },
    prepare: page => page.addInitScript(installVoices, ['de-DE']),
  });
  const start = page.getByRole('button', { name: 'Vorlesen', exact: true });
  await start.nth(1).waitFor();
  await start.nth(0).click();
  await page.waitForFunction(() => globalThis.said.length === 1);
  const stops = page.getByRole('button', { name: 'Vorlesen beenden' });
  await stops.waitFor();
  await start.click();
  await page.waitForFunction(() => globalThis.said.length === 2);
  await start.waitFor();
  assert.equal(await stops.count(), 1);
  assert.ok(await page.evaluate(() => globalThis.next()), 'the second one is still to be heard');
  await page.waitForFunction(() => globalThis.said.length === 3);
  assert.equal(await page.evaluate(() => document.querySelectorAll('depesche-card')[1].shadowRoot.querySelectorAll('.spoken').length), 1);
  assert.deepEqual(problems, []);
  await close();
});

test('a card that is taken out before its reading begins can be read aloud when it is back', async () => {
  const { page, problems, close } = await open(['de-DE']);
  server.delay('/read_aloud.js', 400);
  const start = page.getByRole('button', { name: 'Vorlesen', exact: true });
  await start.click();
  await page.evaluate(async () => {
    const card = document.querySelector('depesche-card');
    card.remove();
    await new Promise(done => setTimeout(done, 800));
    document.body.append(card);
  });
  server.routes.delete('/read_aloud.js');
  assert.deepEqual(await page.evaluate(() => globalThis.said), []);
  await start.click();
  await page.waitForFunction(() => globalThis.said.length === 1);
  await page.getByRole('button', { name: 'Vorlesen beenden' }).waitFor();
  assert.deepEqual(problems, []);
  await close();
});

test('a module that cannot be had throws nothing into the page, and the card can be read on', async () => {
  server.answer('/read_aloud.js', 404, 'text/plain', 'no');
  const { page, problems, close } = await open(['de-DE']);
  await page.getByRole('button', { name: 'Vorlesen', exact: true }).click();
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole('button', { name: 'Vorlesen', exact: true }).count(), 1);
  assert.deepEqual(problems.filter(problem => !/404/.test(problem)), []);
  server.routes.delete('/read_aloud.js');
  await close();
});
