// The kiosk as its readers use it: start screen, languages, reading, and the way back by itself; no way out.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach } from 'node:test';
import { audit } from './audit.mjs';
import { browser, root, sample, server, startForFile, test, until, whole } from './harness.mjs';
import { contentRoute, openKiosk, readQrCode, settings } from './kiosk_harness.mjs';

const noon = new Date('2026-03-02T12:00:00');
let given;

startForFile();
beforeEach(() => {
  server.routes.clear();
  given = contentRoute(JSON.stringify(sample).replaceAll('../images/', '/images/'));
  server.routes.set('/given.json', given.route);
  server.answer('/settings.json', 200, 'application/json', settings());
});

const reading = page => page.locator('.reading:not([hidden])');
const card = page => page.locator('.reading depesche-card');

for (const [width, height, letters] of [
  [1080, 1920, 33],
  [1920, 1080, 33],
  [3840, 2160, 66],
  [2160, 3840, 66],
  [1366, 768, 23],
  [600, 1024, 18],
]) {
  test(`${width} × ${height}: everything is in view, targets have 44 px, text its size`, async () => {
    const { page, quiet, close } = await openKiosk(browser, server, { viewport: { width, height } });
    const small = selector =>
      page.evaluate(wanted => {
        const found = [...document.querySelectorAll(wanted)].flatMap(each =>
          each.localName === 'depesche-card' ? [...each.shadowRoot.querySelectorAll('button, input')] : [each],
        );
        const boxes = found.filter(each => each.getClientRects().length > 0).map(each => ({ name: each.textContent || each.ariaLabel, ...each.getBoundingClientRect().toJSON() }));
        return { count: boxes.length, small: boxes.filter(box => box.width < 43.99 || box.height < 43.99), outside: boxes.filter(box => box.left < 0 || box.right > innerWidth + 0.5) };
      }, selector);
    assert.deepEqual(await small('.gate button'), { count: 3, small: [], outside: [] });
    const front = await page.evaluate(() => {
      const box = selector => document.querySelector(selector).getBoundingClientRect();
      const headline = document.querySelector('h1');
      return {
        cut: headline.scrollWidth > headline.clientWidth + 1,
        under: box('.byline').bottom - box('.gate').top,
        gate: box('.gate').bottom - innerHeight,
        text: box('.window').height,
        scrolls: document.scrollingElement.scrollHeight > innerHeight || document.scrollingElement.scrollWidth > innerWidth,
      };
    });
    assert.equal(front.cut, false, 'the headline is cut off');
    assert.equal(front.scrolls, false, 'the page scrolls');
    assert.ok(front.under <= 0, `the byline is ${front.under} px under the gate`);
    assert.ok(Math.abs(front.gate) < 8, `the gate ends ${front.gate} px off the screen's edge`);
    assert.ok(front.text > height * 0.1, `${front.text} px are left for the text`);

    await page.getByRole('button', { name: /^Deutsch/ }).click();
    await card(page).getByRole('button', { name: 'Alle öffnen' }).waitFor();
    const controls = await small('.reading button, .reading depesche-card');
    assert.ok(controls.count > 12);
    assert.deepEqual([controls.small, controls.outside], [[], []]);
    await whole(page);
    const size = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('.reading depesche-card');
      const paragraph = shadowRoot.querySelector('.paragraph');
      return Number.parseFloat(getComputedStyle(paragraph).fontSize) * (paragraph.currentCSSZoom ?? 1);
    });
    assert.ok(size >= letters, `letters of ${size} px`);
    quiet();
    await close();
  });
}

for (const [count, width, height] of [[8, 1080, 1920], [12, 1080, 1920], [32, 1080, 1920], [32, 1920, 1080], [32, 1366, 768]]) {
  test(`${width} × ${height}: ${count} languages are all in view, beside the headline and something of the text`, async () => {
    const languages = 'de en ru fr es it pl uk nl pt tr sv da nb fi cs sk hu ro bg el hr sr sl lt lv et ga mt is he ar'.split(' ').slice(0, count);
    given.state.text = JSON.stringify({ ...sample, languages }).replaceAll('../images/', '/images/');
    const { page, quiet, close } = await openKiosk(browser, server, { viewport: { width, height } });
    const found = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.gate button')].map(each => each.getBoundingClientRect());
      const bottom = selector => document.querySelector(selector).getBoundingClientRect().bottom;
      return {
        inView: boxes.filter(box => box.bottom <= innerHeight && box.right <= innerWidth && box.height >= 43.99).length,
        under: bottom('.byline') - document.querySelector('.gate').getBoundingClientRect().top,
        text: document.querySelector('.window').getBoundingClientRect().height,
      };
    });
    assert.equal(found.inView, count);
    assert.ok(found.under <= 0, `the byline is ${found.under} px under the gate`);
    assert.ok(found.text > height * 0.08, `${found.text} px are left for the text`);
    quiet();
    await close();
  });
}

test('a touch on a language begins in it, each in its own name', async () => {
  const { page, quiet, close } = await openKiosk(browser, server, { hasTouch: true });
  const gate = page.getByRole('navigation', { name: 'Sprache wählen' });
  assert.deepEqual(await gate.getByRole('button').evaluateAll(buttons => buttons.map(({ lang, textContent }) => [lang, textContent])), [
    ['de', 'DeutschZum Lesen berühren'],
    ['en', 'EnglishTouch to read'],
    ['ru', 'РусскийКоснитесь, чтобы читать'],
  ]);
  await gate.getByRole('button', { name: /^Русский/ }).tap();
  await card(page).getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  await page.getByRole('button', { name: 'К началу' }).waitFor();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  quiet();
  await close();
});

test('the article of the start screen is set before anybody asks for it, out of sight, in every language; the next reader gets another card', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  const ahead = () => page.evaluate(() => {
    const card = document.querySelector('.reading[hidden] .ahead depesche-card');
    return !!card?.shadowRoot.querySelector('.painted .layer article');
  });
  const counters = () => page.evaluate(async () => (await document.querySelector('.reading depesche-card').statistics()).counters);
  await until(ahead, 'a card that waits');
  await until(async () => (await counters()).shapes > 200, 'its other languages');
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1, 'the start screen alone has a headline');
  assert.equal(await page.evaluate(() => document.querySelector('.reading depesche-card').checkVisibility({ visibilityProperty: true })), false);
  const before = await counters();
  const chosen = await page.evaluate(() => {
    globalThis.waiting = document.querySelector('.reading depesche-card');
    document.querySelector('.gate button[lang=ru]').click();
    return document.querySelector('.gate .chosen')?.lang;
  });
  assert.equal(chosen, 'ru', 'the touch is seen at once');
  await card(page).getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.querySelector('.reading depesche-card') === globalThis.waiting), true);
  const after = await counters();
  assert.deepEqual([after.shapes, after.layouts], [before.shapes, before.layouts + 1]);

  await page.getByRole('button', { name: 'К началу' }).click();
  await until(ahead, 'a card for the next reader');
  assert.equal(await page.evaluate(() => document.querySelector('.reading depesche-card') === globalThis.waiting), false);
  quiet();
  await close();
});

test('a touch anywhere else begins in the language shown; settings choose and order languages', async () => {
  server.answer('/settings.json', 200, 'application/json', settings({ languages: ['ru', 'en'] }));
  const { page, close } = await openKiosk(browser, server, { hasTouch: true });
  assert.deepEqual(await page.locator('.gate button').evaluateAll(buttons => buttons.map(({ lang }) => lang)), ['ru', 'en']);
  await page.touchscreen.tap(540, 300);
  await card(page).getByRole('heading', { level: 1, name: /^Макрон/ }).waitFor();
  await close();
});

test('from right to left: the start screen, the bar below an article, and the words of both', async () => {
  given.state.text = readFileSync(join(root, 'tests/cases/layout/more-languages.json'), 'utf8').replace('"fr",', '"he","fr",').replace(',"he"]', ']');
  const { page, quiet, close } = await openKiosk(browser, server);
  const parts = page.locator('.byline bdi');
  const [publisher, date] = await parts.evaluateAll(found => found.map(each => each.getBoundingClientRect()));
  assert.equal(await parts.last().textContent(), '4 בספטמבר 2025');
  assert.ok(date.right < publisher.left && publisher.height > 0, 'the date stands behind the publisher, its day with it');
  const touch = page.locator('.gate .touch');
  assert.deepEqual(await touch.evaluateAll(found => found.slice(0, 2).map(({ lang, dir }) => [lang, dir])), [['he', 'rtl'], ['fr', 'ltr']]);
  // Arrows go where they point.
  const focused = () => page.evaluate(() => document.activeElement.lang);
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'he', 'the language shown');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await focused(), 'fr', 'on its left');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), 'he');
  await page.locator('.gate button').first().click();
  await reading(page).waitFor();
  const bar = page.getByRole('button', { name: 'חזרה להתחלה' });
  assert.equal(await bar.evaluate(button => getComputedStyle(button).direction), 'rtl');
  await card(page).getByRole('article', { name: /אוקראינה/ }).waitFor();
  quiet();
  await close();
});

test('the text passes slowly, and not where less motion is asked for', async () => {
  server.answer('/settings.json', 200, 'application/json', settings({ attract: { restSeconds: 0 } }));
  const place = page => page.evaluate(() => ({ y: new DOMMatrix(getComputedStyle(document.querySelector('.passing')).transform).f, at: document.timeline.currentTime / 1000 }));
  for (const reducedMotion of ['no-preference', 'reduce']) {
    const { page, quiet, close } = await openKiosk(browser, server, { reducedMotion });
    const first = await place(page);
    assert.ok(first.y < -500, 'the text begins with the lead');
    await page.waitForTimeout(1500);
    const then = await place(page);
    const speed = (first.y - then.y) / (then.at - first.at);
    if (reducedMotion === 'reduce') assert.equal(speed, 0);
    else assert.ok(speed > 7 && speed < 60, `${speed} px in a second`);
    quiet();
    await close();
  }
});

/** A reader of the English article who has been away until the question came. */
async function openQuestion() {
  const opened = await openKiosk(browser, server, { clock: noon });
  const { page } = opened;
  await page.getByRole('button', { name: /^English/ }).click();
  const title = card(page).getByRole('heading', { level: 1, name: /^Macron says/ });
  await title.waitFor();
  await page.clock.runFor(65_000);
  assert.equal(await page.getByRole('alertdialog').count(), 0);
  await page.clock.runFor(11_000);
  const question = page.getByRole('alertdialog', { name: 'Still reading?' });
  await question.waitFor();
  const left = async () => Number(await question.locator('.seconds').textContent());
  const now = () => page.evaluate(() => performance.now() / 1000);
  return { ...opened, title, question, left, now };
}

test('idle: a mouse or keys on their way to an answer begin the countdown again, and reach each answer', async () => {
  const { page, question, left, quiet, close } = await openQuestion();
  const start = question.getByRole('button', { name: 'Back to start' });
  await page.clock.runFor(6_000);
  assert.ok((await left()) <= 9);
  await page.keyboard.press('ArrowLeft');
  assert.ok((await left()) >= 12);
  assert.ok(await start.evaluate(button => button === document.activeElement));

  await page.clock.runFor(6_000);
  assert.ok((await left()) <= 9);
  const { x, y, width, height } = await start.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
  await page.clock.runFor(400);
  assert.ok((await left()) >= 12);
  await page.mouse.down();
  await page.mouse.up();
  await question.waitFor({ state: 'detached' });
  await page.locator('.scene.up').waitFor();
  await until(async () => !(await reading(page).isVisible()), 'reading has ended');
  quiet();
  await close();
});

test('idle: a visible countdown, any touch goes on, then everything is as it was', async () => {
  const { page, title, question, left, now, headline, quiet, close } = await openQuestion();
  const first = await left();
  assert.ok(first > 4 && first <= 15, `${first} s left`);
  // The page's clock goes on between what the test does, too.
  const at = await now();
  await page.clock.runFor(3_000);
  const passed = (await now()) - at;
  const then = await left();
  assert.ok(Math.abs(first - then - passed) < 2, `${first} s, ${then} s after ${passed}`);

  await question.getByRole('button', { name: 'Go on reading' }).click();
  await page.clock.runFor(400);
  await question.waitFor({ state: 'detached' });
  assert.ok(await title.isVisible());

  // The reader leaves the card in a state of their own.
  await card(page).getByRole('button', { name: /Emmanuel Macron/ }).click();
  await card(page).getByRole('searchbox').fill('Ukraine');
  await card(page).getByRole('button', { name: 'Larger text' }).click();
  await page.clock.runFor(1_000);
  await page.locator('.reading .scroller').evaluate(page => page.scrollTo(0, 2000));
  assert.equal(await card(page).getByRole('button', { expanded: true }).count(), 1);
  const size = () => card(page).evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.paragraph')).fontSize);
  const enlarged = await size();

  await page.clock.runFor(95_000);
  await page.locator('.scene.up').waitFor();
  await until(async () => !(await reading(page).isVisible()), 'reading has ended');
  assert.match(await headline(), /^Macron: Trump/, 'the first language again');
  assert.equal(await page.evaluate(() => getSelection().toString()), '');

  await page.locator('.front').click();
  await card(page).getByRole('heading', { level: 1, name: /^Macron: Trump/ }).waitFor();
  assert.equal(await card(page).getByRole('button', { expanded: true }).count(), 0);
  assert.equal(await card(page).getByRole('searchbox').inputValue(), '');
  assert.equal(await page.locator('.reading .scroller').evaluate(({ scrollTop }) => scrollTop), 0);
  assert.notEqual(await size(), enlarged);
  quiet();
  await close();
});

test('a link gives its address as a QR code, and leads nowhere', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  const context = page.context();
  const before = page.url();
  await page.getByRole('button', { name: /^English/ }).click();
  const link = card(page).getByRole('link', { name: 'FT' }).first();
  for (const how of [{}, { modifiers: ['Control'] }, { modifiers: ['Shift'] }, { button: 'middle' }]) {
    await link.click(how);
    if (how.button) continue;
    const dialog = page.getByRole('dialog', { name: 'Open on your own device' });
    await dialog.waitFor();
    const { path, box } = await dialog.getByRole('img').evaluate(image => ({ path: image.querySelector('path').getAttribute('d'), box: image.viewBox.baseVal.width }));
    assert.equal(readQrCode(path, box - 8), 'https://www.ft.com/');
    // A touch on the address takes the focus from the button; the remote control finds it again.
    await dialog.getByText('ft.com', { exact: true }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  }
  assert.equal(context.pages().length, 1);
  assert.equal(page.url(), before);
  quiet();
  await close();
});

test('QR codes of longer addresses, letter for letter', async () => {
  const addresses = ['https://example.org/a?b=c&d=%20#e', 'mailto:redaktion@example.org', 'https://example.org/2026/03/ein-langer-name-einer-seite', 'https://xn--e1afmkfd.example/%D0%B3%D0%B0%D0%B7%D0%B5%D1%82%D0%B0'];
  const { page, close } = await openKiosk(browser, server);
  for (const address of addresses) {
    await page.evaluate(url => window.open(url), address);
    const dialog = page.getByRole('dialog');
    const { path, box } = await dialog.getByRole('img').evaluate(image => ({ path: image.querySelector('path').getAttribute('d'), box: image.viewBox.baseVal.width }));
    assert.equal(readQrCode(path, box - 8), address);
    await dialog.getByRole('button').click();
    await dialog.waitFor({ state: 'detached' });
  }
  await close();
});

test('no way out: menus, dragging, dropping, zoom, windows, prompts, keys', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  await page.getByRole('button', { name: /^English/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  // What reading takes is left alone.
  const taken = await page.evaluate(() => {
    const target = document.querySelector('.reading depesche-card').shadowRoot.querySelector('input');
    const options = { bubbles: true, cancelable: true, composed: true };
    return ['a', 'Backspace', 'Tab', 'Home'].filter(key => !target.dispatchEvent(new KeyboardEvent('keydown', { ...options, key })));
  });
  assert.deepEqual(taken, []);
  // Some of these keys lead back to the start screen.
  const let_through = await page.evaluate(() => {
    const target = document.querySelector('.reading depesche-card').shadowRoot.querySelector('.paragraph');
    const passed = [];
    const send = (name, event) => target.dispatchEvent(event) && passed.push(name);
    const options = { bubbles: true, cancelable: true, composed: true };
    for (const type of ['contextmenu', 'dragstart', 'dragover', 'drop', 'gesturestart']) send(type, new Event(type, options));
    send('auxclick', new MouseEvent('auxclick', { ...options, button: 1 }));
    send('back button', new MouseEvent('mouseup', { ...options, button: 3 }));
    send('zoom by wheel', new WheelEvent('wheel', { ...options, ctrlKey: true, deltaY: 1 }));
    for (const key of ['F1', 'F5', 'F11', 'F12', 'Escape', 'ContextMenu', 'BrowserBack', 'BrowserHome', 'Backspace']) send(key, new KeyboardEvent('keydown', { ...options, key }));
    for (const key of ['p', 'f', 'n', 't', 'w', '+', '-', '0', 'l', 'o', 's', 'u', 'j']) send(`Ctrl+${key}`, new KeyboardEvent('keydown', { ...options, key, ctrlKey: true }));
    for (const key of ['ArrowLeft', 'ArrowRight', 'd', 'F4']) send(`Alt+${key}`, new KeyboardEvent('keydown', { ...options, key, altKey: true }));
    return passed;
  });
  assert.deepEqual(let_through, []);
  const answers = await page.evaluate(() => [window.open('about:blank'), window.confirm('?'), window.prompt('?'), window.alert('!'), window.print()]);
  assert.deepEqual(answers, [null, false, null, undefined, undefined]);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).touchAction), 'pan-y');
  const before = page.url();
  await page.evaluate(() => {
    location.href = '/demo/';
    location.hash = 'elsewhere';
    history.back();
  });
  await page.waitForTimeout(500);
  assert.equal(page.url(), before);
  assert.equal(page.context().pages().length, 1);
  quiet();
  await close();
});

test('remote control: arrows and OK from the start to an opened statement and back', async () => {
  const { page, quiet, close } = await openKiosk(browser, server, { viewport: { width: 1920, height: 1080 } });
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return { name: active?.textContent || active?.ariaLabel, lang: active?.lang, place: active?.getBoundingClientRect().toJSON() };
    });
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused()).lang, 'de');
  await page.keyboard.press('ArrowRight');
  assert.equal((await focused()).lang, 'en');
  await page.keyboard.press('Enter');
  await card(page).getByRole('heading', { level: 1, name: /^Macron says/ }).waitFor();
  await page.locator('.attract').waitFor({ state: 'hidden' });

  // Down goes through all of the article, and what has the focus is always in view.
  const entry = /Emmanuel Macron/;
  for (let presses = 0; !entry.test((await focused()).name ?? ''); presses++) {
    assert.ok(presses < 40, 'the statement is never reached');
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(60);
    const { place, name } = await focused();
    if (name) assert.ok(place.top >= -1 && place.bottom <= 1081, `${name} is out of view`);
  }
  await page.keyboard.press('Enter');
  await card(page).getByRole('button', { name: entry, expanded: true }).waitFor();

  await page.keyboard.press('Escape');
  await page.locator('.scene.up').waitFor();
  await until(async () => !(await reading(page).isVisible()), 'reading has ended');
  // OK without a choice: the language shown.
  await page.keyboard.press('Enter');
  await card(page).getByRole('heading', { level: 1, name: /^Macron: Trump/ }).waitFor();
  quiet();
  await close();
});

test('remote control, upright: the arrows lead to languages and search, and out of them', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  await page.keyboard.press('Enter');
  await page.locator('.attract').waitFor({ state: 'hidden' });
  const at = selector =>
    page.evaluate(wanted => document.querySelector('.scroller:not(.ahead) depesche-card').shadowRoot.activeElement?.closest(wanted) != null, selector);
  const press = async (key, wanted, selector, what) => {
    for (let presses = 0; (await at(selector)) !== wanted; presses++) {
      assert.ok(presses < 10, what);
      await page.keyboard.press(key);
    }
  };
  const name = () => page.evaluate(() => document.querySelector('.scroller:not(.ahead) depesche-card').shadowRoot.activeElement?.textContent.trim());
  await press('ArrowDown', true, 'input', 'the search is never reached');
  for (const wanted of ['Русский', 'English', 'Deutsch', 'Deutsch']) {
    await page.keyboard.press('ArrowLeft');
    assert.equal(await name(), wanted);
  }
  await press('ArrowRight', true, 'input', 'the languages do not lead to the search');
  await page.keyboard.press('ArrowLeft');
  await press('ArrowDown', false, '.language-group', 'down goes round and round among the languages');
  await press('ArrowUp', true, '.language-group, input', 'there is no way up');
  await press('ArrowRight', true, 'input', 'the languages do not lead to the search');
  // In what has been typed, left and right are the caret's.
  await page.keyboard.type('Macron');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await at('input'), true);
  quiet();
  await close();
});

test('the article has the focus once its start screen is gone: screen readers read on there, and keys scroll it', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  const scrolled = () => page.locator('.scroller').first().evaluate(({ scrollTop }) => scrollTop);
  await page.getByRole('button', { name: /^English/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.className), 'scroller');
  await page.keyboard.press('PageDown');
  await until(async () => (await scrolled()) > 200, 'the article scrolls');
  quiet();
  await close();
});

test('down scrolls to the end of the article where there are no controls', async () => {
  const { page, close } = await openKiosk(browser, server);
  await page.keyboard.press('Enter');
  await card(page).getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  const atOnce = await page.evaluate(() => {
    // The controls at the top have their turn first.
    for (let presses = 0; presses < 20; presses++) window.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    return document.querySelector('.scroller').scrollTop;
  });
  assert.ok(atOnce > 200, 'without motion where less is asked for');
  const left = () => page.locator('.scroller').evaluate(page => page.scrollHeight - page.clientHeight - page.scrollTop);
  for (let presses = 0; (await left()) > 1; presses++) {
    assert.ok(presses < 120, `${await left()} px are left`);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(150);
  }
  await close();
});

test('night dims by schedule, also past midnight; the picture moves a little', async () => {
  server.answer('/settings.json', 200, 'application/json', settings({ night: { from: '22:00', to: '06:30', brightnessPercent: 30 }, pixelShift: { seconds: 60, pixels: 4 } }));
  const { page, close } = await openKiosk(browser, server, { clock: new Date('2026-03-02T20:59:00Z'), timezoneId: 'UTC' });
  const dim = () => page.evaluate(() => Number(document.querySelector('.shade').style.opacity));
  const room = () => page.evaluate(() => [document.querySelector('#stage').offsetWidth, card().offsetWidth]);
  await page.evaluate(() => (globalThis.card = () => document.querySelector('.scene.up depesche-card')));
  const [width, ...laidOut] = await room();
  assert.equal(width, 1080 + 2 * 4, 'room for the moves from the first picture on');
  await page.clock.runFor(6_000);
  assert.deepEqual(await room(), [width, ...laidOut], 'laid out once');
  assert.equal(await dim(), 0);
  await page.clock.fastForward('01:01:00');
  await page.clock.runFor(6_000);
  assert.ok(Math.abs((await dim()) - 0.7) < 1e-9);
  await page.clock.fastForward('05:00:00');
  await page.clock.runFor(6_000);
  assert.ok(Math.abs((await dim()) - 0.7) < 1e-9, 'at three in the morning');
  await page.clock.fastForward('04:00:00');
  await page.clock.runFor(6_000);
  assert.equal(await dim(), 0);

  const places = new Set();
  for (let step = 0; step < 12; step++) {
    await page.clock.runFor(61_000);
    const [x, y] = await page.evaluate(() => getComputedStyle(document.querySelector('#stage')).translate.split(' ').map(Number.parseFloat));
    assert.ok(Math.abs(x) <= 4 && Math.abs(y ?? 0) <= 4);
    assert.ok(Number.isInteger(x) && Number.isInteger(y ?? 0), 'whole pixels');
    places.add(`${x} ${y}`);
  }
  assert.ok(places.size >= 8, `${places.size} places in 12 moves`);
  // No edge of the screen is ever bare.
  const { left, top, right, bottom } = await page.locator('#stage').evaluate(stage => stage.getBoundingClientRect().toJSON());
  assert.ok(left <= 0 && top <= 0 && right >= 1080 && bottom >= 1920);
  await close();
});

test('heartbeat: to the page and to an address, with what was wrong', async () => {
  const posted = [];
  server.routes.set('/beat', (request, response) => {
    let body = '';
    request.on('data', part => (body += part)).on('end', () => {
      posted.push(JSON.parse(body));
      response.writeHead(204).end();
    });
  });
  server.answer('/settings.json', 200, 'application/json', settings({ name: 'Foyer', articles: ['given.json', 'missing.json'], heartbeat: { url: 'beat', seconds: 10 } }));
  const { page, beats, close } = await openKiosk(browser, server, { clock: noon });
  await page.clock.runFor(25_000);
  await until(() => posted.length >= 2, 'two heartbeats');
  const last = posted.at(-1);
  assert.equal(last.type, 'depesche:heartbeat');
  assert.equal(last.version, '0.1.0');
  assert.equal(last.name, 'Foyer');
  assert.equal(last.mode, 'attract');
  assert.equal(last.article, `${server.url}/given.json`);
  assert.equal(last.language, 'de');
  assert.ok(last.uptime >= 10 && last.uptime <= 30, `${last.uptime} s`);
  assert.ok(last.contentAge >= 0 && last.contentAge <= 30);
  assert.ok(last.errorCount >= 1);
  assert.ok(last.errors.some(({ type, message }) => type === 'load' && /missing\.json: the server answers 404/.test(message)));
  assert.ok((await beats()).some(({ name, mode }) => name === 'Foyer' && mode === 'attract'));
  await page.getByRole('button', { name: /^English/ }).click();
  await card(page).getByRole('heading', { level: 1 }).waitFor();
  await page.clock.runFor(11_000);
  await until(() => posted.at(-1).mode === 'reading' && posted.at(-1).language === 'en', 'the mode is reading');
  await close();
});

test('heartbeat: to the page that embeds the kiosk, and to no other', async () => {
  server.answer('/settings.json', 200, 'application/json', settings({ name: 'Framed', heartbeat: { seconds: 5 } }));
  server.answer('/frame.html', 200, 'text/html', '<!doctype html><title>Host</title><iframe src="/kiosk.html?settings=settings.json" width="800" height="1200"></iframe>');
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    globalThis.beats = [];
    addEventListener('message', ({ data, origin }) => data?.type === 'depesche:heartbeat' && globalThis.beats.push({ ...data, origin }));
  });
  await page.goto(`${server.url}/frame.html`);
  await page.waitForFunction(() => globalThis.beats.some(({ name, mode }) => name === 'Framed' && mode === 'attract'));
  assert.equal((await page.evaluate(() => globalThis.beats.at(-1))).origin, server.url);
  assert.equal(await page.frames()[1].evaluate(() => globalThis.beats.length), 0);
  await context.close();
});

test('another language has other words for a picture, not another picture', async () => {
  const { page, quiet, close } = await openKiosk(browser, server);
  await page.getByRole('button', { name: /^English/ }).click();
  await page.locator('.attract').waitFor({ state: 'hidden' });
  const picture = () => card(page).evaluate(({ shadowRoot }) => {
    const image = shadowRoot.querySelector('img');
    globalThis.image ??= image;
    return { same: image === globalThis.image, alt: image.alt };
  });
  assert.deepEqual(await picture(), { same: true, alt: sample.leadFigure.image.alt.en });
  await card(page).getByRole('button', { name: 'Deutsch' }).click();
  await card(page).getByRole('heading', { level: 1, name: /^Macron: Trump/ }).waitFor();
  assert.deepEqual(await picture(), { same: true, alt: sample.leadFigure.image.alt.de });
  quiet();
  await close();
});

test('axe: start screen, reading, QR code, countdown, faults', async () => {
  for (const theme of ['light', 'dark']) {
    server.answer('/settings.json', 200, 'application/json', settings({ theme }));
    const { page, close } = await openKiosk(browser, server, { clock: noon });
    await page.waitForTimeout(900); // the poster is opaque
    await audit(page);
    await page.getByRole('button', { name: /^English/ }).click();
    await card(page).getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.attract').waitFor({ state: 'hidden' });
    await audit(page);
    await page.evaluate(() => window.open('https://example.org/'));
    await page.getByRole('dialog').waitFor();
    await audit(page);
    await page.clock.runFor(76_000);
    await page.getByRole('alertdialog').waitFor();
    await audit(page);
    await close();
  }
  server.answer('/settings.json', 200, 'application/json', '{"format": 3}');
  const { page, close } = await openKiosk(browser, server, { ready: false });
  await page.getByRole('alert').waitFor();
  await audit(page);
  await close();
});
