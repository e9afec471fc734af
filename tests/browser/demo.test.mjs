// The demo page as a reader uses it: everything is found by role and name, done, and looked at again.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import {
  browser, openForEachTest, openPage, page, problems, ready, server, startBrowser, startForFile, test, until,
} from './harness.mjs';

let card;

startForFile();
openForEachTest();
beforeEach(async () => {
  await page.addInitScript(() => {
    globalThis.seen = [];
    for (const type of ['languagechange', 'entrytoggle', 'search', 'load', 'error']) {
      addEventListener(type, event => event.detail && globalThis.seen.push([type, event.detail]), true);
    }
  });
  await page.goto(`${server.url}/demo/`);
  await ready(page);
  card = page.getByRole('article');
});

const statistics = () => page.evaluate(() => document.querySelector('depesche-card').statistics());
const seen = type => page.evaluate(wanted => globalThis.seen.filter(([name]) => name === wanted).map(([, detail]) => detail), type);
/**
 * What was asked for has been painted: two frames tell the card of it, each answer of the engine's thread comes after
 * those that were asked for before, and two turns (an update, its pixels, and both again) are enough for any of it.
 */
const painted = () =>
  page.evaluate(async () => {
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    await frame();
    await frame();
    for (let answer = 0; answer < 4; answer++) await document.querySelector('depesche-card').statistics();
    await frame();
  });

test('languages are switched in the card and by the page', async () => {
  for (const [name, headline, language] of [
    ['English', /^Macron says/, 'en'],
    ['Русский', /^Макрон/, 'ru'],
    ['Deutsch', /^Macron: Trump/, 'de'],
  ]) {
    await card.getByRole('button', { name, exact: true }).click();
    await page.getByRole('article', { name: headline }).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Language' }).inputValue(), language, 'the page follows');
    const current = card.getByRole('button', { name, exact: true });
    assert.equal(await current.getAttribute('aria-current'), 'true');
  }
  assert.deepEqual((await seen('languagechange')).map(({ language }) => language), ['en', 'ru', 'de']);

  await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
  assert.equal((await seen('languagechange')).length, 3, 'what the host sets is no event');
});

test('timeline entries open and close one by one and all at once', async () => {
  const entry = card.getByRole('button', { name: /Emmanuel Macron/ });
  const statement = card.getByRole('group', { name: 'Emmanuel Macron' });
  await entry.click();
  await page.waitForFunction(() => globalThis.seen.some(([type]) => type === 'entrytoggle'));
  assert.equal(await entry.getAttribute('aria-expanded'), 'true');
  assert.ok((await statement.innerText()).length > 100);
  assert.ok((await statement.boundingBox()).height > 50, 'the statement has a place of its own');
  await entry.press('Enter');
  await card.getByRole('button', { name: /Emmanuel Macron/, expanded: false }).waitFor();
  assert.deepEqual(await seen('entrytoggle'), [
    { entry: 'macron', open: true },
    { entry: 'macron', open: false },
  ]);

  await card.getByRole('button', { name: 'Alle öffnen' }).click();
  await page.waitForFunction(() => globalThis.seen.length > 2);
  // What is not the control in use follows the pixels: the entries come after the words of the button.
  const open = count => until(async () => (await card.getByRole('button', { expanded: true }).count()) === count, `${count} open`);
  await card.getByRole('button', { name: 'Alle schließen' }).waitFor();
  await open(9);
  await card.getByRole('button', { name: 'Alle schließen' }).click();
  await card.getByRole('button', { name: 'Alle öffnen' }).waitFor();
  await open(0);

  await card.getByRole('button', { name: /António Costa/ }).click();
  await card.getByRole('button', { name: 'English', exact: true }).click();
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
  await open(1); // In another language, too.
  const marks = await page.evaluate(() => performance.getEntriesByType('mark').map(({ name }) => name));
  assert.ok(marks.includes('depesche:timeline') && marks.includes('depesche:language'), String(marks));
});

test('search counts, steps through and clears', async () => {
  const field = card.getByRole('searchbox', { name: 'Suchen' });
  /** Waits for the count beside the field, and for the same words in the live region. */
  const count = async words => {
    const pattern = typeof words === 'string' ? new RegExp(`^${words}\\s*$`) : words;
    await card.getByText(pattern).waitFor();
    await page.locator('depesche-card').getByRole('status').getByText(pattern).waitFor({ state: 'attached' });
    return (await card.getByText(pattern).innerText()).trim();
  };
  await field.fill('Ukraine');
  const total = Number((await count(/^1 von \d+\s*$/)).split(' ')[2]);
  assert.ok(total > 5, String(total));
  await card.getByRole('button', { name: 'Nächster Treffer' }).click();
  await count(`2 von ${total}`);
  await field.press('Enter');
  await count(`3 von ${total}`);
  await card.getByRole('button', { name: 'Vorheriger Treffer' }).click();
  await count(`2 von ${total}`);

  await field.fill('Verhandlungstisch gedrängt');
  await count('1 von 1');
  await page.waitForFunction(() => scrollY > 500);
  // A match in a closed statement opens it.
  await card.getByRole('button', { name: /António Costa/, expanded: true }).waitFor();

  await field.fill('Kartoffelsalat');
  await count('Keine Treffer');
  await card.getByRole('button', { name: 'Suche löschen' }).click();
  await page.waitForFunction(() => globalThis.seen.filter(([type]) => type === 'search').at(-1)[1].query === '');
  assert.equal(await field.inputValue(), '');
  assert.deepEqual((await seen('search'))[0], { query: 'Ukraine', current: 1, total });
});

test('a resize sets the text anew', async () => {
  const sizes = {};
  for (const width of ['320', '720', '1200']) {
    await page.getByRole('combobox', { name: 'Width' }).selectOption(width);
    await page.waitForFunction(
      wanted => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').style.width === `${wanted}px`,
      width,
    );
    const box = await page.locator('depesche-card').boundingBox();
    assert.equal(box.width, Number(width));
    sizes[width] = box.height;
    const beyond = await card.evaluate(article =>
      [...article.querySelectorAll('*')].filter(
        element => element.getClientRects().length && element.getBoundingClientRect().right > article.getBoundingClientRect().right + 1,
      ).length,
    );
    assert.equal(beyond, 0, `nothing reaches out of the card at ${width} px`);
  }
  assert.ok(sizes['320'] > sizes['720'] && sizes['720'] > sizes['1200'], JSON.stringify(sizes));
});

test('themes change the pixels and lay nothing out', async () => {
  const corner = () =>
    page.evaluate(() => [
      ...document.querySelector('depesche-card').shadowRoot.querySelector('canvas').getContext('2d').getImageData(2, 2, 1, 1).data,
    ]);
  const before = await statistics();
  const light = await corner();
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
  await page.waitForFunction(
    () => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').getContext('2d').getImageData(2, 2, 1, 1).data[0] < 64,
  );
  assert.ok(light[0] > 192);
  assert.equal((await statistics()).counters.shapes, before.counters.shapes);
  const field = page.getByRole('combobox', { name: 'Theme' });
  await card.getByRole('button', { name: /^Farben: Dunkel/ }).click();
  await until(async () => (await field.inputValue()) === 'sepia', 'the page follows');
  await field.selectOption('auto');
  await page.emulateMedia({ colorScheme: 'light' });
  await painted();
  assert.deepEqual(await corner(), light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(
    () => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').getContext('2d').getImageData(2, 2, 1, 1).data[0] < 64,
  );
});

test('text sizes', async () => {
  const height = async () => (await page.locator('depesche-card').boundingBox()).height;
  const medium = await height();
  await card.getByRole('button', { name: 'Text vergrößern' }).click();
  await page.waitForFunction(before => document.querySelector('depesche-card').getBoundingClientRect().height > before, medium);
  const field = page.getByRole('combobox', { name: 'Text size' });
  await until(async () => (await field.inputValue()) === 'large', 'the page follows');
  await field.selectOption('small');
  await page.waitForFunction(before => document.querySelector('depesche-card').getBoundingClientRect().height < before, medium);
});

test('the reader keeps the place when language, size or width change', async () => {
  const heading = () => card.getByRole('heading', { level: 3 }).nth(3);
  const top = async () => (await heading().boundingBox()).y;
  await heading().evaluate(element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 3));
  await painted();
  const start = await top();
  assert.ok(start >= 0 && start < 10);
  // The blocks in view: the first one that reaches below the top edge is the place.
  const stays = async what => {
    await painted();
    assert.ok(Math.abs((await top()) - start) <= 1.5, `${what}: ${start} -> ${await top()}`);
  };
  for (const language of ['en', 'ru', 'de']) {
    await page.getByRole('combobox', { name: 'Language' }).selectOption(language);
    await page.waitForFunction(wanted => document.querySelector('depesche-card').language === wanted, language);
    await stays(language);
  }
  for (const size of ['extra-large', 'small']) {
    await page.getByRole('combobox', { name: 'Text size' }).selectOption(size);
    await stays(size);
  }
  await page.getByRole('combobox', { name: 'Width' }).selectOption('320');
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('canvas').style.width === '320px');
  await stays('width');
});

test('an entry that opens or closes stays under the pointer', async () => {
  await card.getByRole('button', { name: 'Alle öffnen' }).click();
  await page.waitForFunction(() => globalThis.seen.filter(([type]) => type === 'entrytoggle').length === 9);
  const entry = card.getByRole('button', { name: /Giorgia Meloni/ });
  await entry.evaluate(element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 300));
  await painted();
  const { y } = await entry.boundingBox();
  await entry.click();
  await card.getByRole('button', { name: /Giorgia Meloni/, expanded: false }).waitFor();
  await painted();
  assert.ok(Math.abs((await entry.boundingBox()).y - y) <= 1);
});

test('nothing runs in five idle seconds', async () => {
  await page.mouse.move(1, 1);
  await page.waitForTimeout(1000);
  const before = await statistics();
  const frames = await page.evaluate(
    () =>
      new Promise(done => {
        const original = globalThis.requestAnimationFrame;
        let asked = 0;
        globalThis.requestAnimationFrame = callback => {
          asked++;
          return original(callback);
        };
        setTimeout(() => {
          globalThis.requestAnimationFrame = original;
          done(asked);
        }, 5000);
      }),
  );
  assert.equal(frames, 0);
  assert.deepEqual(await statistics(), before);
});

test('hovering changes pixels and patches nothing', async () => {
  const button = card.getByRole('button', { name: 'Text vergrößern' });
  const { x, y, width, height } = await button.boundingBox();
  const pixels = () =>
    page.evaluate(
      ([left, top, w, h]) => {
        const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
        const box = canvas.getBoundingClientRect();
        return [...canvas.getContext('2d').getImageData(Math.round(left - box.left), Math.round(top - box.top), w, h).data].join();
      },
      [x, y, Math.floor(width), Math.floor(height)],
    );
  const resting = await pixels();
  const before = await statistics();
  await page.mouse.move(x + width / 2, y + height / 2);
  await painted();
  const hovered = await pixels();
  assert.notEqual(hovered, resting);
  await page.mouse.down();
  await painted();
  assert.notEqual(await pixels(), hovered, 'press looks different');
  await page.mouse.move(x - 200, y);
  await page.mouse.up();
  await painted();
  assert.equal(await pixels(), resting);
  const afterwards = await statistics();
  assert.equal(afterwards.patched, before.patched);
  assert.equal(afterwards.counters.layouts, before.counters.layouts);
  assert.ok(afterwards.counters.paints > before.counters.paints);
});

test('the editor shows faults by line, keeps the last good article, and comes back', async () => {
  const field = page.getByRole('textbox', { name: 'Article JSON' });
  const original = await field.inputValue();
  await page.getByText('No faults.').waitFor();
  const line = original.slice(0, original.indexOf('"published"')).split('\n').length;

  await field.fill(original.replace(/"published": "[^"]*"/, '"published": "gestern"'));
  await page.getByText('1 error', { exact: true }).waitFor();
  const fault = page.getByRole('list', { name: 'Faults in the JSON' }).getByRole('button');
  assert.match(await fault.innerText(), new RegExp(`^${line}:\\d+\\s`));
  assert.match(await card.innerText(), /Macron: Trump/, 'the last good article stays');
  await fault.click();
  assert.match(await field.evaluate(area => area.value.slice(area.selectionStart, area.selectionEnd)), /gestern/);
  assert.equal((await seen('error')).at(-1).type, 'article');

  await field.fill(original.replace('"de": "Macron: ', '"de": "Neu: '));
  await page.getByText('No faults.').waitFor();
  await page.getByRole('article', { name: /^Neu: Trump/ }).waitFor();
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByRole('article', { name: /^Macron: Trump/ }).waitFor();
});

test('on a phone the settings and the JSON are one tap away', async () => {
  const phone = await openPage(browser, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true });
  await phone.page.goto(`${server.url}/demo/`);
  await ready(phone.page);
  assert.equal(await phone.page.evaluate(() => document.documentElement.scrollWidth), 390, 'no sideways scrolling');
  await phone.page.getByRole('button', { name: 'Settings' }).tap();
  await phone.page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
  await phone.page.getByRole('article', { name: /^Макрон/ }).waitFor();
  await phone.page.getByRole('button', { name: 'Edit JSON' }).tap();
  assert.ok(await phone.page.getByRole('textbox', { name: 'Article JSON' }).isVisible());
  assert.deepEqual(phone.problems, []);
  await phone.close();
});

const json = () => page.getByRole('textbox', { name: 'Article JSON' });

test('in a file of one line, and in one of very many, a fault is brought into view and numbered', async () => {
  await json().fill(JSON.stringify({ note: 'x'.repeat(3000), format: 'depesche/1', languages: ['en'], published: 'gestern', headline: 'One', body: [] }));
  await page.getByText('1 error, 1 warning').waitFor();
  await page.getByRole('button', { name: /gestern/ }).click();
  const [left, width, whole] = await json().evaluate(area => [area.scrollLeft, area.clientWidth, area.scrollWidth]);
  const place = (whole - left) / width;
  assert.ok(left > 0 && place > 0.5 && place < 1.1, `the fault is near the end of the line: ${place}`);

  const lines = 200_000;
  await json().evaluate((area, count) => {
    area.value = `{"format": "depesche/1",${'\n'.repeat(count - 1)}"languages": ["en"], "published": "gestern", "headline": "One", "body": []}`;
    area.dispatchEvent(new Event('input'));
  }, lines);
  const fault = page.getByRole('button', { name: new RegExp(`^${lines}:\\d+.*gestern`) });
  await fault.waitFor({ timeout: 30_000 });
  await fault.click();
  await page.locator('.gutter .error', { hasText: String(lines) }).waitFor();
  assert.ok((await page.locator('.gutter div').count()) < 100, 'only lines in view are numbered');
});

test('numbers stand beside their lines at the end of a file, too, where scroll bars take room', async () => {
  const bars = await startBrowser([], undefined, { ignoreDefaultArgs: ['--hide-scrollbars'] });
  const opened = await openPage(bars);
  await opened.page.goto(`${server.url}/demo/`);
  await ready(opened.page);
  const field = opened.page.getByRole('textbox', { name: 'Article JSON' });
  await field.evaluate(area => (area.scrollTop = area.scrollHeight));
  const off = () =>
    opened.page.evaluate(() => {
      const area = document.querySelector('textarea');
      const last = document.querySelector('.gutter > :last-child');
      if (last?.textContent !== String(area.value.split('\n').length)) return undefined;
      const { paddingBottom } = getComputedStyle(area);
      const end = area.getBoundingClientRect().top + area.scrollHeight - area.scrollTop - parseFloat(paddingBottom);
      return Math.round(end - last.getBoundingClientRect().bottom);
    });
  await until(async () => (await off()) !== undefined, 'the last line has its number');
  assert.equal(await off(), 0);
  assert.deepEqual(opened.problems, []);
  await bars.close();
});

for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
  test(`what is wrong with the JSON is in view at ${viewport.width} px without scrolling`, async () => {
    await page.setViewportSize(viewport);
    if (!(await json().isVisible())) await page.getByRole('button', { name: 'Edit JSON' }).click();
    await json().fill((await json().inputValue()).replace(/"published": "[^"]*"/, '"published": "gestern"'));
    const fault = page.getByRole('list', { name: 'Faults in the JSON' }).getByRole('button');
    await fault.waitFor();
    const { y, height } = await fault.boundingBox();
    assert.ok(y + height <= viewport.height + 1, `${y} + ${height}`);
    assert.equal(await page.evaluate(() => scrollY), 0);
  });
}

test('who comes back to the page finds the settings and the JSON as they were, and the card follows them', async () => {
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
  await page.getByRole('combobox', { name: 'Width' }).selectOption('320');
  const changed = (await json().inputValue()).replace('"ru": "Макрон: ', '"ru": "Снова: ');
  await json().fill(changed);
  await page.getByRole('article', { name: /^Снова/ }).waitFor();
  await page.getByRole('link', { name: 'Make it yours', exact: true }).click();
  await page.getByRole('heading', { name: 'Make it yours' }).waitFor();
  await page.goBack();
  await page.getByRole('article', { name: /^Снова/ }).waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Language' }).inputValue(), 'ru');
  assert.equal((await page.locator('depesche-card').boundingBox()).width, 320);
  assert.equal(await json().inputValue(), changed);
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByRole('article', { name: /^Макрон/ }).waitFor();
});

test('the reader\'s choice of a language that the page does not offer is shown there', async () => {
  await json().fill('{"format": "depesche/1", "languages": ["de", "fr"], "headline": {"de": "Eins", "fr": "Un"}, "body": []}');
  await page.getByRole('article', { name: 'Eins' }).waitFor();
  await card.getByRole('button', { name: 'Français' }).click();
  await page.getByRole('article', { name: 'Un' }).waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Language' }).inputValue(), 'fr');
});

for (const [what, path, words] of [
  ['an article', '/articles/summit.json', 'The article cannot be loaded.'],
  ['an engine', '/wasm/depesche.wasm', 'Not checked: the engine cannot run.'],
]) {
  test(`without ${what} the editor says so`, async () => {
    server.answer(path, 404, 'text/plain', 'not here');
    await page.goto(`${server.url}/demo/`);
    await page.getByText(words, { exact: true }).waitFor();
    problems.splice(0);
  });
}

test('starting again needs no network', async () => {
  const original = await json().inputValue();
  await json().fill('{}');
  server.answer('/articles/summit.json', 503, 'text/plain', 'later');
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByText('No faults.').waitFor();
  assert.equal(await json().inputValue(), original);
});
