// Several articles in a kiosk: posters that take turns, and the next article from the one that is read.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { browser, sample, server, startForFile, test, until } from './harness.mjs';
import { article, openKiosk, settings } from './kiosk_harness.mjs';

const noon = new Date('2026-03-02T12:00:00');

startForFile();
beforeEach(() => {
  server.routes.clear();
  server.answer('/given.json', 200, 'application/json', JSON.stringify(sample).replaceAll('../images/', '/images/'));
  server.answer('/settings.json', 200, 'application/json', settings());
});

const card = page => page.locator('.scroller:not(.ahead) depesche-card');

test('several articles take turns, and languages with each round; the next one is one touch away', async () => {
  server.answer('/other.json', 200, 'application/json', article('Die andere'));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json'], attract: { seconds: 20 } }));
  const { page, headline, quiet, close } = await openKiosk(browser, server, { clock: noon });
  const seen = [await headline()];
  for (let turn = 0; turn < 4; turn++) {
    await page.clock.runFor(20_500);
    await until(async () => (await headline()) !== seen.at(-1), 'the next poster');
    await page.clock.runFor(1_000);
    seen.push(await headline());
  }
  const { de, en, ru } = sample.headline;
  assert.deepEqual(seen, [de, 'Die andere', en, 'Die andere (en)', ru]);
  assert.equal(await page.locator('.scene').count(), 1, 'old posters are gone');

  await page.getByRole('button', { name: /^English/ }).click();
  await page.getByText('Article 1 of 2').waitFor();
  await page.getByRole('button', { name: 'Next article' }).click();
  await card(page).getByRole('heading', { level: 1, name: 'Die andere (en)' }).waitFor();
  await page.getByText('Article 2 of 2').waitFor();
  quiet();
  await close();
});

test('the next article, which nothing covers, can be read before it is painted', async () => {
  server.answer('/other.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1', languages: ['fr'], headline: 'Le port', body: [{ type: 'paragraph', text: 'Les bateaux rentrent.' }],
  }));
  server.routes.set('/hyphenation/fr.dic', () => {}); // no layout before it
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json'] }));
  const { page, close } = await openKiosk(browser, server);
  await page.getByRole('button', { name: /^Deutsch/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Nächster Artikel' }).click();
  await card(page).locator('.plain-reader').getByText('Les bateaux rentrent.').waitFor();
  await close();
});

test('the next article is set while one is read, out of sight, and goes with its reader to another language', async () => {
  server.answer('/other.json', 200, 'application/json', article('Die andere'));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json'] }));
  const { page, quiet, close } = await openKiosk(browser, server);
  const waits = headline =>
    until(
      () => page.evaluate(wanted => {
        const card = document.querySelector('.reading:not([hidden]) .ahead depesche-card');
        const layer = card?.shadowRoot.querySelector('.painted .layer');
        return layer?.querySelector('h1')?.textContent.trim() === wanted;
      }, headline),
      `${headline}, out of sight`,
    );
  await page.getByRole('button', { name: /^Deutsch/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  await waits('Die andere');
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, 'nobody sees it or hears of it');
  assert.equal(await page.evaluate(() => document.querySelector('.ahead').checkVisibility({ visibilityProperty: true })), false);
  await page.locator('.scroller:not(.ahead)').evaluate(page => page.scrollTo(0, 700));
  await page.evaluate(() => (globalThis.waiting = document.querySelector('.ahead depesche-card')));

  await card(page).getByRole('button', { name: 'English' }).click();
  await waits('Die andere (en)');
  await page.getByRole('button', { name: 'Next article' }).click();
  await card(page).getByRole('heading', { level: 1, name: 'Die andere (en)' }).waitFor();
  await page.getByText('Article 2 of 2').waitFor();
  assert.equal(await page.evaluate(() => document.querySelector('.scroller:not(.ahead) depesche-card') === globalThis.waiting), true);
  assert.equal(await page.locator('.scroller:not(.ahead)').evaluate(({ scrollTop }) => scrollTop), 0);

  await waits(sample.headline.en);
  // Arrows pass what nobody sees.
  await page.evaluate(() => document.activeElement.blur());
  for (let press = 0; press < 3; press++) {
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.closest('.scroller')?.matches(':not(.ahead)')), true, `press ${press}`);
  }
  for (let press = 0; press < 60 && !(await page.evaluate(() => document.activeElement.closest('.bar'))); press++) {
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(100);
  }
  assert.equal(await page.evaluate(() => document.activeElement.className), 'start', 'at its end the article leads to the bar');
  await page.getByRole('button', { name: 'Back to start' }).click();
  await page.locator('.scene.up').waitFor();
  await until(() => page.evaluate(() => document.querySelector('.reading').hidden && document.querySelectorAll('.reading depesche-card').length === 1), 'one card for the next reader');
  quiet();
  await close();
});

test('posters of which not all comes: one is up and one on its way, no more: each holds a card', async () => {
  server.routes.set('/wasm/depesche.wasm', () => {}); // no engine, no card
  server.answer('/settings.json', 200, 'application/json', settings({ attract: { seconds: 10 } }));
  const { page, close } = await openKiosk(browser, server, { clock: noon, ready: false });
  const scenes = page.locator('.scene');
  const language = () => scenes.last().getAttribute('lang');
  await scenes.waitFor({ state: 'attached' });
  assert.equal(await language(), 'de');
  await page.clock.runFor(11_000);
  await until(async () => (await language()) === 'en', 'the next language');
  for (let turn = 0; turn < 4; turn++) {
    await page.clock.runFor(9_000);
    assert.ok((await scenes.count()) <= 2);
  }
  await close();
});

test('while the next poster is on its way, touches and keys mean the one that is seen', async () => {
  // The card that stands ready asks for it, too, and the browser joins what is on its way.
  const waiting = [];
  const send = () => {
    for (const response of waiting.splice(0)) response.writeHead(404).end();
  };
  server.routes.set('/slow.png', (_, response) => waiting.push(response));
  const picture = { ...sample.leadFigure, image: { ...sample.leadFigure.image, sources: [{ url: '/slow.png', type: 'image/png', width: 800, height: 450 }] } };
  server.answer('/other.json', 200, 'application/json', article('Die andere', { leadFigure: picture }));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json'], attract: { seconds: 20 } }));
  const { page, headline, quiet, close } = await openKiosk(browser, server, { clock: noon });
  const first = await headline();
  const focused = () => page.evaluate(() => document.activeElement?.lang);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'en');
  await page.clock.runFor(20_500);
  await until(() => waiting.length > 0, 'the next picture');
  assert.equal(await page.locator('.scene').count(), 2);
  // From the last language an arrow leads to no other poster's.
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement?.closest('.scene')?.matches('.up')), true);
  assert.equal(await focused(), 'ru');

  send();
  await until(async () => (await headline()) !== first, 'the next poster');
  await page.clock.runFor(1_000);
  assert.equal(await page.locator('.scene').count(), 1);
  assert.equal(await focused(), 'ru', 'the focus stays on the language that was chosen');

  const slow = await headline();
  await page.clock.runFor(20_500);
  // To load and set it takes time of the machine, too, and the next change counts from when it is up.
  await until(async () => {
    await page.clock.runFor(100);
    return (await headline()) !== slow && (await page.locator('.scene').count()) === 1;
  }, 'the quick one again');
  await page.clock.runFor(20_500);
  await until(async () => (await page.locator('.scene').count()) === 2, 'the slow one, once more');
  assert.ok(waiting.length > 0);
  const seen = await headline();
  await page.mouse.click(540, 300);
  await page.locator('.attract').waitFor({ state: 'hidden' });
  assert.equal((await card(page).getByRole('heading', { level: 1 }).textContent()).trim(), seen);
  quiet();
  await close();
});

test('the last choice of a language counts while the article comes; a touch beside them changes none', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  const chosen = await page.evaluate(() => {
    for (const language of ['en', 'ru']) document.querySelector(`.gate button[lang=${language}]`).click();
    document.querySelector('.front').click();
    return [...document.querySelectorAll('.gate .chosen')].map(({ lang }) => lang);
  });
  assert.deepEqual(chosen, ['ru']);
  await card(page).getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  await page.getByRole('button', { name: 'К началу' }).waitFor();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  assert.equal(await card(page).evaluate(({ language }) => language), 'ru');
  quiet();
  await close();
});

test('a double tap does what its first tap does: the second is not for what has come in its place', async () => {
  server.answer('/other.json', 200, 'application/json', article('Die andere'));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json'] }));
  const { page, quiet, close } = await openKiosk(browser, server, { hasTouch: true });
  // With times of their own: on a busy machine the second tap would come too late to be one of two.
  const touches = await page.context().newCDPSession(page);
  const twice = async (x, y) => {
    const begun = Date.now();
    for (const [at, pause] of [[0, 250], [200, 1500]]) {
      const timestamp = (begun + at) / 1000;
      await touches.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }], timestamp });
      await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [], timestamp: timestamp + 0.02 });
      await page.waitForTimeout(pause);
    }
  };
  const middle = async button => {
    const { x, y, width, height } = await button.boundingBox();
    return [x + width / 2, y + height / 2];
  };
  const place = () => page.locator('.reading:not([hidden]) .place').textContent({ timeout: 2_000 });
  // The buttons of the bar are where these languages were.
  for (const [language, across, expected] of [['de', 0.35, 'Artikel 1 von 2'], ['ru', 0.75, 'Статья 1 из 2']]) {
    await until(() => page.evaluate(() => document.querySelector('.reading[hidden] .ahead depesche-card')?.shadowRoot?.querySelector('.painted .layer article') != null), 'the article stands ready');
    const { x, y, width, height } = await page.locator(`.scene.up .gate button[lang=${language}]`).boundingBox();
    await twice(x + width * across, y + height * 0.8);
    assert.equal(await place(), expected);
    await page.locator('.attract').waitFor({ state: 'hidden' });
    await twice(...(await middle(page.locator('.bar .start'))));
    await page.locator('.reading').waitFor({ state: 'hidden', timeout: 5_000 });
    assert.equal(await page.locator('.gate .chosen').count(), 0, 'the start screen is there, and nobody has begun');
  }

  // Where the view stays both count.
  await page.getByRole('button', { name: /^English/ }).tap();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  await page.waitForTimeout(600);
  await page.evaluate(() => {
    globalThis.chosen = [];
    document.addEventListener('settingchange', ({ detail }) => globalThis.chosen.push(detail.value));
  });
  await twice(...(await middle(card(page).getByRole('button', { name: /^Theme/ }))));
  assert.equal(new Set(await page.evaluate(() => globalThis.chosen)).size, 2);
  quiet();
  await close();
});

test('who leaves before the article is there leaves the start screen as it was', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  // From now on no card's article comes.
  await page.evaluate(() => Object.defineProperty(customElements.get('depesche-card').prototype, 'article', { get: () => null, set() {} }));
  server.routes.set('/given.json', () => {});
  const chosen = page.locator('.gate .chosen');
  await page.getByRole('button', { name: /^English/ }).click();
  assert.equal(await chosen.count(), 1);
  await page.keyboard.press('Escape');
  await until(async () => (await chosen.count()) === 0, 'no language is chosen');
  // A touch beside the languages begins in the one that is shown.
  await page.locator('.front').click();
  assert.equal(await chosen.getAttribute('lang'), 'de');
  quiet();
  await close();
});

test('an article that lacks the language of its reader does not take it from the next ones', async () => {
  const german = { ...sample, languages: ['de'], headline: { de: 'Nur deutsch' } };
  server.answer('/german.json', 200, 'application/json', JSON.stringify(german));
  server.answer('/third.json', 200, 'application/json', article('Die dritte'));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'german.json', 'third.json'] }));
  const { page, quiet, close } = await openKiosk(browser, server);
  const reads = name => card(page).getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('button', { name: /^English/ }).click();
  await page.getByRole('button', { name: 'Next article' }).click();
  await reads('Nur deutsch');
  await page.getByRole('button', { name: 'Next article' }).click();
  await reads('Die dritte (en)');
  // What the reader chooses in an article counts.
  await card(page).getByRole('button', { name: 'Русский' }).click();
  await reads('Die dritte (ru)');
  await page.getByRole('button', { name: 'Следующая статья' }).click();
  await reads(/^Макрон/);
  quiet();
  await close();
});

test('the reader’s text size and theme go with them to the next articles, and to no other reader', async () => {
  for (const name of ['other', 'third']) server.answer(`/${name}.json`, 200, 'application/json', article(name));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json', 'third.json'] }));
  const { page, quiet, close } = await openKiosk(browser, server);
  const look = () =>
    card(page).evaluate(({ shadowRoot }) => [getComputedStyle(shadowRoot.querySelector('.paragraph')).fontSize, shadowRoot.querySelector('[data-action=next-theme]').ariaLabel]);
  const looks = (wanted, what) => until(async () => String(await look()) === String(wanted), what);
  const begin = async () => {
    await page.getByRole('button', { name: /^English/ }).click();
    await page.locator('.attract').waitFor({ state: 'hidden' });
  };
  await begin();
  const before = await look();
  // Whether the next one stands ready by then, or is made later.
  await page.locator('.ahead').waitFor({ state: 'attached' });
  await card(page).getByRole('button', { name: 'Smaller text' }).click();
  await card(page).getByRole('button', { name: 'Theme: Auto' }).click();
  await until(async () => (await look()).every((value, index) => value !== before[index]), 'what was chosen');
  const chosen = await look();
  for (const name of ['other (en)', 'third (en)']) {
    await page.getByRole('button', { name: 'Next article' }).click();
    await card(page).getByRole('heading', { level: 1, name }).waitFor();
    await looks(chosen, `${name} as the reader wants it`);
  }
  await page.getByRole('button', { name: 'Back to start' }).click();
  await page.locator('.reading').waitFor({ state: 'hidden' });
  await begin();
  await looks(before, 'the next reader has it as it was');
  quiet();
  await close();
});

test('who begins while the last reader leaves has the start screen until the article is there', async () => {
  server.answer('/other.json', 200, 'application/json', article('Die andere'));
  server.answer('/settings.json', 200, 'application/json', settings({ articles: ['given.json', 'other.json'], attract: { seconds: 10 } }));
  const { page, headline, close } = await openKiosk(browser, server, { clock: noon });
  // The second round is in English: who leaves gets another poster, in German.
  for (const next of ['Die andere', sample.headline.en]) {
    await page.clock.runFor(8_000);
    await until(async () => {
      await page.clock.runFor(200);
      return (await headline()) === next;
    }, next);
  }
  // From now on no card's article comes.
  server.routes.set('/given.json', () => {});
  await page.evaluate(() => Object.defineProperty(customElements.get('depesche-card').prototype, 'article', { get: () => null, set() {} }));
  const english = page.locator('.scene.up:not([inert])').getByRole('button', { name: /^English/ });
  await english.click();
  await page.locator('.scroller:not(.ahead)').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await english.click();
  await page.waitForTimeout(500);
  assert.ok(await page.locator('.attract').isVisible());
  assert.equal(await page.locator('.scroller:not(.ahead)').count(), 1);
  await close();
});

test('a poster whose article is in the settings no more has no place among the others', async () => {
  for (const name of ['other', 'third']) server.answer(`/${name}.json`, 200, 'application/json', article(name));
  const among = articles => server.answer('/settings.json', 200, 'application/json', settings({ articles, update: { seconds: 5 }, attract: { seconds: 86_400 } }));
  among(['given.json', 'other.json']);
  const { page, quiet, close } = await openKiosk(browser, server);
  server.requests.length = 0;
  among(['other.json', 'third.json']);
  await until(() => server.requests.includes('/third.json'), 'the new settings', 20_000);
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: /^Deutsch/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('.place').textContent(), '');
  await page.getByRole('button', { name: 'Nächster Artikel' }).click();
  await page.getByText('Artikel 1 von 2').waitFor();
  quiet();
  await close();
});
