// The same checks in Chromium, Firefox and WebKitGTK: what a reader does with the card, through each browser's own
// input, clipboard, find and printer. What one of them cannot do stands in `cannot` and, with its reason, in
// docs/browsers.md. One start a browser.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { browsers, isMissing } from './drivers.mjs';
import { serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import { cardPage, root, sample, startServer, temporaryDirectory, test, until, words } from './harness.mjs';
import { installProbe } from './page_layer_probe.mjs';

const docs = readFileSync(join(root, 'docs/browsers.md'), 'utf8');
/** As it is copied and found: without soft hyphens. */
const plain = value => words(value).replaceAll('\u00ad', '');
/** Without what a printer may change: spaces, line ends, which hyphen it is. */
const letters = text => text.normalize('NFKC').replace(/[\s\u00ad\u2010\u2011-]/g, '');
/** WebKit pastes spaces that do not break as plain ones. */
const spaces = text => text.replaceAll('\u00a0', ' ');
const paragraphs = language =>
  sample.body.filter(({ type }) => type === 'paragraph').map(({ text }) => plain(text[language]));

let server;
before(async () => {
  server = await startServer();
  const field = '<textarea id="field" style="position:fixed;bottom:0;right:0;width:40px;height:20px"></textarea>';
  const page = (head, attributes) => cardPage(attributes, { head: `<script>(${installProbe})()</script>${head}` }).replace('<depesche-card', `${field}<depesche-card`) + '<button id="after">Danach</button>';
  server.answer('/card.html', 200, 'text/html', page(''));
  server.answer('/russian.html', 200, 'text/html', page('', 'src="/articles/summit.json" lang="ru"'));
  server.answer('/trap.html', 200, 'text/html', page(''));
  server.answer('/right-to-left.json', 200, 'application/json', readFileSync(join(root, 'tests/cases/layout/right-to-left-card.json')));
  for (const lang of ['ar', 'de']) server.answer(`/right-to-left.${lang}.html`, 200, 'text/html', page('', `src="/right-to-left.json" lang="${lang}"`));
  const policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\' \'unsafe-inline\'">';
  const inPage = 'src="/articles/summit.json" lang="de" worker="none"';
  server.answer('/own-policy.html', 200, 'text/html', page(policy));
  server.answer('/refused.html', 200, 'text/html', page(policy, inPage));
  server.answer('/missing.html', 200, 'text/html', page('<script>delete globalThis.WebAssembly</script>', inPage));
});
after(() => server?.close());

/** Until a function gives something in the page. */
const untilIn = (driver, condition) => until(() => driver.evaluate(condition), `${condition}`, 20_000);

async function open(driver, path = '/card.html', width = 720, isWhole = true) {
  await driver.resize(width, 900);
  // WebKit's driver may still show the page before when it says that it went on: its mark is not this page's.
  await driver.evaluate(() => performance.clearMarks());
  await driver.goto(`${server.url}${path}`);
  await untilIn(driver, () => performance.getEntriesByName('depesche:ready').length > 0);
  if (isWhole) await untilIn(driver, () => !document.querySelector('depesche-card').shadowRoot.querySelector('.layer [aria-busy]'));
}

/** Where the n-th paragraph's character is in the window, scrolled there. */
const pointIn = (driver, paragraph, character) =>
  driver.evaluate(
    (index, at) => {
      const { element } = probe.texts().filter(({ node }) => node.role === 'paragraph')[index];
      // In the middle: a drag that begins at the window's edge scrolls.
      element.scrollIntoView({ block: 'center' });
      const { left, top, height } = probe.range(element, at, at + 1).getBoundingClientRect();
      return [left + 1, top + height / 2];
    },
    paragraph,
    character,
  );

/** What a paste gives after a copy by key. */
async function copied(driver) {
  await driver.press('Control', 'c');
  await driver.evaluate(() => {
    const field = document.querySelector('#field');
    field.value = '';
    field.focus({ preventScroll: true });
  });
  await driver.press('Control', 'v');
  return spaces(await driver.evaluate(() => document.querySelector('#field').value));
}

const focused = driver =>
  driver.evaluate(() => {
    const { activeElement } = document.querySelector('depesche-card').shadowRoot;
    return activeElement && `${activeElement.className.replace('node ', '')}: ${activeElement.getAttribute('aria-label') ?? activeElement.textContent.trim()}`;
  });

const openAll = async driver => {
  await driver.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.timeline > .button').click());
  await untilIn(driver, () => probe.find('statement').every(node => !node.attributes.hidden) && probe.settle());
};

async function everyLine(driver, sides) {
  for (const [path, width] of [['/card.html', 360], ['/russian.html', 720]]) {
    await open(driver, path, width);
    await openAll(driver);
    const worst = await driver.evaluate(() => probe.lines());
    assert.ok(worst.count > 150, `${worst.count} lines`);
    for (const side of sides) assert.ok(Math.abs(worst[side]) <= 0.5, `${path} ${side} ${worst.where}`);
  }
}

const checks = {
  async 'every line begins within half a pixel of the painted one, on its baseline'(driver) {
    await everyLine(driver, ['start', 'baseline']);
  },

  async 'every line ends within half a pixel of the painted one'(driver) {
    await everyLine(driver, ['end']);
  },

  async 'every character edge lies within a pixel of the measured one'(driver) {
    await open(driver, '/card.html', 400);
    for (const letter of ['n', 't']) {
      const { count, worst } = await driver.evaluate(async searched => {
        const input = probe.layer().querySelector('input');
        const told = probe.reveals.length;
        input.value = searched;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        const next = async count => {
          for (let tries = 0; tries < 50 && probe.reveals.length === count; tries++) await new Promise(done => setTimeout(done, 10));
          await probe.settle();
        };
        await next(told);
        const seen = new Set();
        let worst = 0;
        for (let step = 0; step < 30; step++) {
          const [x, y, width, height] = probe.reveals.at(-1);
          seen.add(`${x} ${y}`);
          const distances = probe.characters(searched)
            .filter(({ middle }) => middle > y && middle < y + height)
            .map(({ left, right }) => Math.max(Math.abs(left - x), Math.abs(right - x - width)));
          worst = Math.max(worst, Math.min(...distances));
          const before = probe.reveals.length;
          input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
          await next(before);
        }
        return { count: seen.size, worst };
      }, letter);
      assert.ok(count >= 25, `${count} matches of ${letter}`);
      assert.ok(worst <= 1, `${letter} is ${worst} px off`);
    }
  },

  async 'dragging selects, and what is copied is the article\'s text'(driver) {
    await open(driver, '/card.html', 360);
    const [first] = paragraphs('de');
    const from = await pointIn(driver, 0, 5);
    await driver.drag([from, await pointIn(driver, 0, 40), await pointIn(driver, 0, 150)]);
    assert.equal(await copied(driver), spaces(first.slice(5, 150)));
  },

  async 'what is copied across blocks keeps them apart'(driver) {
    await open(driver, '/card.html', 720);
    const [first, second] = paragraphs('de');
    const end = await driver.evaluate(length => {
      const [one, two] = probe.texts().filter(({ node }) => node.role === 'paragraph');
      one.element.scrollIntoView({ block: 'center' });
      const { left, top, height } = probe.range(two.element, length, length + 1).getBoundingClientRect();
      return [left + 1, top + height / 2];
    }, 20);
    await driver.drag([await pointIn(driver, 0, 5), await pointIn(driver, 0, 40), end]);
    assert.equal(await copied(driver), spaces(`${first.slice(5)}\n\n${second.slice(0, 20)}`));
  },

  async 'find meets phrases over line ends and hyphens'(driver) {
    await open(driver, '/card.html', 340);
    const [count, missed] = await driver.evaluate(() => {
      const phrases = [];
      for (const { node } of probe.texts()) {
        if (node.role !== 'paragraph') continue;
        const lines = node.text.lines.map(line => (line.fragments ?? [line.text]).map(part => part.text ?? part).join(''));
        for (let i = 0; i + 1 < lines.length; i++) phrases.push((lines[i].slice(-12) + lines[i + 1].slice(0, 12)).trim().replaceAll('\u00a0', ' '));
      }
      const [{ element }] = probe.texts();
      const start = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      const missed = phrases.filter(phrase => {
        // WebKit's window.find looks into a shadow tree only from inside; its own find bar looks everywhere.
        getSelection().collapse(start, 0);
        return !window.find(phrase, false, false, true);
      });
      return [phrases.length, missed];
    });
    assert.ok(count > 50, `${count} phrases`);
    assert.deepEqual(missed, []);
  },

  async 'the tab key walks through all controls in reading order; arrows and Escape work inside'(driver) {
    await open(driver);
    const expected = await driver.evaluate(() =>
      [...probe.layer().querySelectorAll('input, button:not([aria-disabled="true"]), a[href]:not([tabindex])')]
        .map(element => `${element.className.replace('node ', '')}: ${element.getAttribute('aria-label') ?? element.textContent.trim()}`));
    await driver.evaluate(() => document.querySelector('#field').focus());
    const walked = [];
    for (let i = 0; i < expected.length; i++) {
      await driver.press('Tab');
      walked.push(await focused(driver));
    }
    assert.ok(expected.length > 20);
    assert.deepEqual(walked, expected);
    await driver.press('Tab');
    assert.equal(await driver.evaluate(() => document.activeElement.id), 'after', 'no trap');

    await driver.evaluate(() => probe.layer().querySelector('.language-choice').focus());
    await driver.press('ArrowRight');
    assert.match(await focused(driver), /English/);
    await driver.press('End');
    assert.match(await focused(driver), /Русский/);
    await driver.press('Enter');
    await untilIn(driver, () => document.querySelector('depesche-card').language === 'ru');
    assert.match(await focused(driver), /Русский/, 'the focus stays');

    await driver.evaluate(() => probe.layer().querySelector('.entry-button').focus());
    await driver.press('Enter');
    await untilIn(driver, () => probe.layer().querySelector('.entry-button').getAttribute('aria-expanded') === 'true');
    await driver.press('Escape');
    await untilIn(driver, () => probe.layer().querySelector('.entry-button').getAttribute('aria-expanded') === 'false');
  },

  async 'a click on a painted control works'(driver) {
    await open(driver);
    const [x, y] = await driver.evaluate(() => {
      const button = probe.layer().querySelector('.entry-button');
      button.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = button.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    });
    await driver.click(x, y);
    await untilIn(driver, () => probe.layer().querySelector('.entry-button').getAttribute('aria-expanded') === 'true');
  },

  async 'without WebAssembly the article is there as text'(driver) {
    for (const path of ['/refused.html', '/missing.html']) {
      await driver.resize(720, 900);
      await driver.goto(`${server.url}${path}`);
      const text = await untilIn(driver, () =>
        document.querySelector('depesche-card').shadowRoot.querySelector('.alone .plain-reader:not([aria-busy])')?.textContent);
      for (const paragraph of paragraphs('de')) assert.ok(letters(text).includes(letters(paragraph)), `${path}: ${paragraph}`);
    }
  },

  async 'a page whose policy does not allow WebAssembly: the Worker has a policy of its own'(driver) {
    await driver.resize(720, 900);
    await open(driver, '/own-policy.html');
  },

  async 'right-to-left text takes the second part of the engine'(driver) {
    for (const lang of ['ar', 'de']) {
      server.requests.length = 0;
      await open(driver, `/right-to-left.${lang}.html`);
      assert.equal(await driver.evaluate(() => document.querySelector('depesche-card').language), lang);
      assert.ok(await driver.evaluate(() => probe.layer().textContent.includes('العربية')));
      assert.ok(server.requests.includes('/wasm/seldom.wasm'));
    }
  },

  async 'after a trap the engine starts again once; then the text itself is shown'(driver) {
    serveFaultyEngine(server);
    const starts = () => server.requests.filter(path => path === '/started').length;
    server.requests.length = 0;
    await open(driver, '/trap.html');
    const choose = async language => {
      await driver.evaluate(tellEngine, 'trap');
      await driver.evaluate(tag => probe.layer().querySelector(`.language-choice[lang="${tag}"]`).click(), language);
    };
    await choose('en');
    await until(() => starts() >= 2, 'the second start');
    // The new engine may take a moment until it hears the reader.
    await untilIn(driver, () => {
      probe.layer().querySelector('.language-choice:last-child').click();
      return document.querySelector('depesche-card').language === 'ru';
    });
    await choose('de');
    const colour = await untilIn(driver, () => {
      const root = document.querySelector('depesche-card').shadowRoot;
      const text = root.querySelector('.alone .layer .paragraph.text');
      return text && getComputedStyle(text).webkitTextFillColor;
    });
    assert.match(colour, /^rgb\(/, 'the text itself is seen');
    assert.equal(starts(), 2);
    server.routes.delete('/engine_thread.js');
  },

  async 'the print holds the article\'s text'(driver) {
    // Words that nobody has seen yet are there in time.
    await open(driver, undefined, undefined, false);
    const bytes = await driver.pdf();
    assert.ok(bytes, 'the browser prints');
    const scratch = temporaryDirectory();
    const file = join(scratch.path, 'card.pdf');
    writeFileSync(file, bytes);
    const printed = letters(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }));
    scratch.cleanUp();
    let compared = 0;
    const compare = value => {
      for (const part of [value].flat().map(plain)) assert.ok(printed.includes(letters(part)), part);
      compared++;
    };
    for (const { type, text, entries = [] } of sample.body) {
      if (type === 'paragraph' || type === 'heading') compare(text.de);
      for (const { statement } of entries) for (const part of statement) if (part.type === 'paragraph') compare(part.text.de);
    }
    assert.ok(compared > 25);
  },
};

/** What a browser or its driver cannot do; the reason stands in docs/browsers.md under the same words. */
const cannot = {
  WebKitGTK: [
    'every line ends within half a pixel of the painted one',
    'every character edge lies within a pixel of the measured one',
    'the print holds the article\'s text',
  ],
};

for (const [name, start] of Object.entries(browsers)) {
  test(name, { timeout: 600_000 }, async t => {
    const driver = await start();
    if (isMissing(t, driver)) return;
    t.diagnostic(`${name} ${driver.version}`);
    try {
      for (const [what, check] of Object.entries(checks)) {
        if (cannot[name]?.includes(what)) {
          assert.ok(docs.includes(what), `docs/browsers.md says why ${name} cannot: ${what}`);
          await t.test(`${what} (not in ${name}: docs/browsers.md)`, { skip: 'see docs/browsers.md' }, () => {});
        } else {
          await t.test(what, { timeout: 90_000 }, () => check(driver));
        }
      }
    } finally {
      await driver.close();
    }
  });
}
