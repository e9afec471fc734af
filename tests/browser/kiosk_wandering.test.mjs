// A kiosk that readers have done anything to is like a new one once they have left: whatever they touch, press, turn or drag,
// in any order and however quickly, and whatever server and engine do meanwhile. Nothing of it leads out.
// DEPESCHE_WANDERINGS=N takes the first N wanderings, DEPESCHE_WANDERING=SEED one of them; otherwise those that have found something.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice, seeds } from './dice.mjs';
import { serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import { browser, root, sample, server, startForFile, test, until } from './harness.mjs';
import { article, contentRoute, openKiosk, settings } from './kiosk_harness.mjs';

startForFile({ prepare: () => serveFaultyEngine(server, { tell: false }) });

const clock = new Date('2026-03-02T12:00:00');
const size = { width: 1080, height: 1920 };
const articles = {
  '/first.json': JSON.stringify(sample).replaceAll('../images/', '/images/'),
  '/second.json': article('Zweite').replaceAll('../images/', '/images/'),
  '/third.json': readFileSync(join(root, 'tests/cases/layout/right-to-left-card.json'), 'utf8'),
};
const keys = [
  'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'Enter', 'Enter', 'Tab', 'Shift+Tab', 'Escape', 'Backspace', 'Space', 'a',
  'Home', 'End', 'PageDown', 'F5', 'F11', 'Alt+ArrowLeft', 'Control+p', 'Control+f', 'Control+Minus', 'Control+a', 'Control+c',
];

function* wander({ below, pick }) {
  let trapped = false;
  for (let left = 15 + below(30); left > 0; left--) {
    const at = [below(size.width), below(size.height)];
    const kind = below(20);
    if (kind < 6) yield ['click', ...at];
    else if (kind < 7) yield ['tap', ...at];
    else if (kind < 11) yield ['key', pick(keys)];
    else if (kind < 12) yield ['wheel', below(4000) - 1500, below(3) === 0];
    else if (kind < 13) yield ['drag', ...at, below(size.width), below(size.height)];
    else if (kind < 14) yield ['right', ...at];
    else if (kind < 15) yield ['control', below(60)];
    else if (kind < 18) yield ['time', pick([300, 1000, 4000, 9000, 12_000, 21_000])];
    else if (kind < 19) yield ['server', pick(Object.keys(articles)), pick(['good', 'cut', 'gone', 'new'])];
    else if (!trapped) {
      trapped = true;
      yield ['trap'];
    }
  }
}

/** In the page: what a reader would find. */
const found = () => {
  const describe = element => {
    const attributes = [...element.attributes].filter(({ name }) => name !== 'tabindex').map(({ name, value }) => `${name}=${value}`).sort();
    const words = [...element.childNodes].filter(node => node instanceof Text).map(({ data }) => data);
    const layer = element.shadowRoot ? [...element.shadowRoot.querySelectorAll('.layer > :not(.status, .ruler)')] : [];
    return [`${element.localName} ${attributes.join(' ')} "${words.join('')}"`, ...[...element.children, ...layer].flatMap(child => describe(child).map(line => `  ${line}`))];
  };
  return describe(document.querySelector('.attract'));
};

async function seen(page) {
  await until(() => page.evaluate(() => [...document.querySelectorAll('depesche-card')].every(({ shadowRoot }) => shadowRoot.querySelector('.painted .layer article') && !shadowRoot.querySelector('.layer [aria-busy]'))), 'all words', 15_000);
  return page.evaluate(found);
}

async function upWith(page, headline, language) {
  for (let turn = 0; turn < 40; turn++) {
    const now = await page.evaluate(() => [document.querySelector('.scene.up h1')?.textContent, document.querySelector('.scene.up')?.lang]);
    if (now[0] === headline && now[1] === language) return;
    await page.clock.runFor(20_100);
    await page.waitForTimeout(200);
    await settled(page);
  }
  assert.fail(`no poster with ${headline}`);
}

/** One poster is up, and no other is on its way. */
async function settled(page) {
  await until(async () => {
    await page.clock.runFor(100);
    return page.evaluate(() => document.querySelectorAll('.scene').length === 1 && document.querySelector('.scene.up') !== null);
  }, 'one poster', 20_000);
}

for (const seed of seeds([1, 5])) {
  test(`wandering ${seed}: a kiosk that readers have been at is like a new one`, async t => {
    const chance = dice(seed);
    const content = Object.fromEntries(Object.entries(articles).map(([path, text]) => [path, contentRoute(text)]));
    const serve = () => {
      for (const [path, { state, route }] of Object.entries(content)) {
        state.text = articles[path];
        server.routes.set(path, route);
      }
    };
    serve();
    server.answer('/settings.json', 200, 'application/json', settings({
      articles: Object.keys(articles).map(path => path.slice(1)), attract: { seconds: 20 }, idle: { seconds: 20, countdownSeconds: 8 }, update: { seconds: 30 },
    }));
    const opened = await openKiosk(browser, server, { clock, hasTouch: true, viewport: size });
    const { page } = opened;
    const address = page.url();
    await page.evaluate(() => (globalThis.isSame = true));
    const does = {
      click: (x, y) => page.mouse.click(x, y),
      tap: (x, y) => page.touchscreen.tap(x, y),
      key: key => page.keyboard.press(key),
      wheel: async (by, zoom) => {
        if (zoom) await page.keyboard.down('Control');
        await page.mouse.wheel(0, by);
        if (zoom) await page.keyboard.up('Control');
      },
      drag: async (x, y, toX, toY) => {
        await page.mouse.move(x, y);
        await page.mouse.down();
        await page.mouse.move(toX, toY, { steps: 3 });
        await page.mouse.up();
      },
      right: (x, y) => page.mouse.click(x, y, { button: 'right' }),
      control: number =>
        page.evaluate(number => {
          const card = document.querySelector('.reading:not([hidden]) depesche-card');
          const all = [...(card?.shadowRoot ?? document).querySelectorAll('.layer button, .layer a, .bar button, .gate button')];
          all[number % all.length]?.click();
        }, number),
      time: ms => page.clock.runFor(ms),
      server: (path, how) => {
        if (how === 'cut') content[path].state.text = articles[path].slice(0, 3000);
        else if (how === 'new') content[path].state.text = articles[path].replace('"publisher"', ' "publisher"');
        else if (how === 'good') content[path].state.text = articles[path];
        server.routes.set(path, how === 'gone' ? (_, response) => response.writeHead(500).end() : content[path].route);
      },
      trap: () => Promise.race([page.evaluate(tellEngine, 'trap').catch(() => {}), new Promise(done => setTimeout(done, 500))]),
    };
    const steps = [...wander(chance)];
    t.diagnostic(JSON.stringify(steps));
    for (const [what, ...values] of steps) {
      await does[what](...values);
      await page.waitForTimeout(chance.pick([0, 0, 30, 150]));
    }

    // Everybody leaves.
    serve();
    await page.mouse.move(3, 3);
    await page.clock.runFor(30_000);
    await until(async () => {
      await page.clock.runFor(500);
      return page.evaluate(() => document.querySelector('.reading')?.hidden && !document.querySelector('.attract').hidden);
    }, 'the start screen', 20_000);
    await page.clock.runFor(31_000); // whatever was cut has come whole
    await page.waitForTimeout(300);
    await page.clock.runFor(61_000);
    await settled(page);
    assert.equal(page.url(), address);
    assert.equal(page.context().pages().length, 1);
    assert.equal(await page.evaluate(() => globalThis.isSame), true, 'an engine that ended once is no reason to start the page again');
    const left = await page.evaluate(() => ({
      selection: String(getSelection()),
      scroll: [scrollX, scrollY, document.scrollingElement.scrollTop, visualViewport.scale],
      dialogs: document.querySelectorAll('dialog').length,
      cards: document.querySelectorAll('.attract depesche-card').length,
      ahead: document.querySelectorAll('.reading[hidden] .ahead depesche-card').length,
      focus: document.activeElement === document.body || document.activeElement.closest('.scene.up') !== null,
    }));
    assert.deepEqual(left, { selection: '', scroll: [0, 0, 0, 1], dialogs: 0, cards: 1, ahead: 1, focus: true });
    const [headline, language] = await page.evaluate(() => [document.querySelector('.scene.up h1').textContent, document.querySelector('.scene.up').lang]);
    const wandered = await seen(page);
    opened.quiet();

    const fresh = await openKiosk(browser, server, { clock, hasTouch: true, viewport: size });
    await upWith(fresh.page, headline, language);
    const like = await seen(fresh.page);
    for (const [index, line] of like.entries()) assert.equal(wandered[index], line);
    assert.equal(wandered.length, like.length);
    await fresh.close();
    await opened.close();
  });
}
