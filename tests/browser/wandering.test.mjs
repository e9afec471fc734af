// A card that has been through much is like a new one: after any actions in any order, however quickly one follows the
// other, and whatever another card of the page goes through meanwhile, it shows the pixels, the elements and the words
// of a card that was opened with the last settings.
// DEPESCHE_WANDERINGS=N takes the first N wanderings, DEPESCHE_WANDERING=SEED one of them; otherwise those that have found something.
// DEPESCHE_WANDERING_BROWSER=Firefox (or WebKitGTK) takes them there, but for what readers set in their browser.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice, seeds } from './dice.mjs';
import { browsers, isMissing } from './drivers.mjs';
import { serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import { cardPage, cardPixels, openCard, ready, root, sample, server, startForFile, test, until, whole } from './harness.mjs';

startForFile({ prepare: () => serveFaultyEngine(server, { tell: false }) });

const given = name => JSON.parse(readFileSync(join(root, `tests/cases/layout/${name}.json`), 'utf8'));
const articles = {
  sample,
  blocks: given('every-block'),
  rightToLeft: given('right-to-left-card'),
  untranslated: given('untranslated'),
  short: { format: 'depesche/1', languages: ['en'], headline: 'Short', body: [] },
};
const settings = {
  lang: ['de', 'en', 'ru', 'ar'],
  theme: ['light', 'dark', 'sepia', 'contrast'],
  'text-size': ['small', 'medium', 'large', 'extra-large'],
  variant: ['full', 'card'],
  'target-size': ['24', '36', '56'],
  'heading-level': ['1', '3'],
};
/** What embedders set, and take away again. */
const styles = {
  '--depesche-accent': ['#b00020', 'teal', ''],
  '--depesche-background': ['#ffe', ''],
  '--depesche-measure': ['40em', ''],
  '--depesche-radius': ['16px', ''],
  zoom: ['1.25', '2', ''],
  display: ['none', ''],
  visibility: ['hidden', ''],
};
/** What readers set in their browser or system. */
const media = {
  colorScheme: ['dark', 'light'],
  forcedColors: ['active', 'none'],
  reducedMotion: ['reduce', 'no-preference'],
  media: ['print', 'screen'],
};
const ratios = [1, 1.5, 2];
const spacing = '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }';
const widths = [260, 340, 480, 700, 900, 1180];

/** In the page. @param id  the card's */
const act = ([id, what, ...values]) => {
  globalThis.away ??= {};
  const card = document.getElementById(id) ?? globalThis.away[id];
  const { shadowRoot } = card;
  const controls = [...shadowRoot.querySelectorAll('.layer button')];
  const field = shadowRoot.querySelector('.layer input');
  const actions = {
    set: (name, value) => card.setAttribute(name, value),
    style: (name, value) => card.style.setProperty(name, value),
    width: width => (card.style.width = `${width}px`),
    space: css => {
      const sheets = shadowRoot.adoptedStyleSheets.filter(sheet => sheet !== globalThis.space);
      globalThis.space ??= new CSSStyleSheet();
      globalThis.space.replaceSync(css);
      shadowRoot.adoptedStyleSheets = css ? [...sheets, globalThis.space] : sheets;
    },
    article: article => (card.article = article),
    click: number => controls[number % controls.length]?.click(),
    focus: number => controls[number % controls.length]?.focus(),
    blur: () => shadowRoot.activeElement?.blur(),
    select: number => {
      const texts = shadowRoot.querySelectorAll('.layer .text');
      if (texts.length > 0) getSelection().selectAllChildren(texts[number % texts.length]);
    },
    search: query => {
      if (!field) return;
      field.value = query;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    step: () => field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })),
    scroll: share => scrollTo(0, share * document.documentElement.scrollHeight),
    remove: () => {
      globalThis.away[id] = card;
      card.remove();
    },
    // The first one stays the first.
    append: () => (id === 'one' ? document.body.prepend(card) : document.body.append(card)),
  };
  actions[what](...values);
};

function* wander({ below, pick }) {
  // One that traps again soon is not started a third time.
  let trapped = false;
  for (let left = 12 + below(20); left > 0; left--) {
    const id = below(4) === 0 ? 'other' : 'one';
    const kind = below(28);
    if (kind < 5) {
      const name = pick(Object.keys(settings));
      yield [id, 'set', name, pick(settings[name])];
    } else if (kind < 8) yield [id, 'width', pick(widths)];
    else if (kind < 10) yield [id, 'article', articles[pick(Object.keys(articles))]];
    else if (kind < 11) yield [id, 'article', { format: 'depesche/1', languages: ['de'], headline: 3, body: [] }];
    else if (kind < 12) yield [id, 'set', 'src', pick(['/articles/summit.json', '/articles/none.json'])];
    else if (kind < 14) yield [id, 'click', below(60)];
    else if (kind < 16) yield [id, 'search', pick(['Ukraine', 'e', '', 'nothing at all', 'Betonung'])];
    else if (kind < 17) yield [id, 'step'];
    else if (kind < 18) yield [id, 'scroll', below(10) / 10];
    else if (kind < 19) {
      yield [id, 'remove'];
      yield [id, 'append'];
    } else if (kind < 22) {
      const name = pick(Object.keys(styles));
      yield [id, 'style', name, pick(styles[name])];
    } else if (kind < 24) {
      const name = pick(Object.keys(media));
      yield ['reader', { [name]: pick(media[name]) }];
    } else if (kind < 25) yield ['screen', pick(ratios)];
    else if (kind < 26) yield [id, 'space', pick([spacing, ''])];
    else if (kind < 27) yield [id, pick(['focus', 'select']), below(60)];
    else if (!trapped) {
      trapped = true;
      yield ['trap'];
    }
  }
}

/** In the page: every element of the page layer with all that it has. */
const elements = () => {
  const describe = element => {
    // `baselines` says where these bring the words.
    const rough = value => value.replace(/ (padding-top|margin-top|padding-bottom): [^;]*;/g, '');
    // Where the focus went when the reader read on; the hint of a field that has been shown.
    const attributes = [...element.attributes].filter(({ name, value }) => name !== 'tabindex' && !(name === 'placeholder' && value === '')).map(({ name, value }) => `${name}=${rough(value)}`).sort();
    const words = [...element.childNodes].filter(node => node instanceof Text).map(({ data }) => data);
    return [`${element.localName} ${attributes.join(' ')} "${words.join('')}"`, ...[...element.children].flatMap(child => describe(child).map(line => `  ${line}`))];
  };
  const { shadowRoot } = document.querySelector('depesche-card');
  return [...shadowRoot.querySelectorAll('.layer > :not(.status, .ruler)')].flatMap(describe);
};

/** The same element. Places are told anew where they have moved by more than can be seen. */
function isAlike(line, other = '') {
  const length = /\d+(\.\d+)?(?=px)/g;
  const lengths = [line, other].map(each => (each.match(length) ?? []).map(Number));
  return line.replace(length, '') === other.replace(length, '') && lengths[0].every((value, index) => Math.abs(value - lengths[1][index]) < 0.1);
}

/** In the page: how far from the layer's top each text's first baseline is, whichever fonts the page has for its line. */
const baselines = () => {
  const layer = document.querySelector('depesche-card').shadowRoot.querySelector('.layer');
  const foot = document.createElement('span');
  foot.style.display = 'inline-block';
  const top = layer.getBoundingClientRect().top;
  const shown = [...layer.querySelectorAll('.text:not(.ruler)')].filter(text => text.checkVisibility());
  return shown.map(text => {
    text.prepend(foot);
    const { bottom } = foot.getBoundingClientRect();
    foot.remove();
    return bottom - top;
  });
};

async function seen(page) {
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.painted .layer article'));
  await page.evaluate(() => document.querySelector('depesche-card').openEntry('', false));
  await whole(page);
  await page.waitForTimeout(300);
  const flow = await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').className);
  return { flow, elements: await page.evaluate(elements), baselines: await page.evaluate(baselines), pixels: await cardPixels(page) };
}

const { DEPESCHE_WANDERING_BROWSER: where = 'Chromium' } = process.env;
const viewport = { width: 1240, height: 900 };

async function openInChromium(body) {
  const opened = await openCard(body, { viewport, today: '2026-12-01' });
  const screen = await opened.page.context().newCDPSession(opened.page);
  return {
    ...opened,
    reader: features => opened.page.emulateMedia(features),
    screen: deviceScaleFactor => screen.send('Emulation.setDeviceMetricsOverride', { ...viewport, deviceScaleFactor, mobile: false }),
  };
}

/** The same, as far as these checks ask for it, of a driver's browser. */
async function openIn(driver, body) {
  const page = {
    evaluate: driver.evaluate,
    waitForFunction: condition => until(() => driver.evaluate(condition), `${condition}`, 20_000),
    waitForTimeout: ms => new Promise(done => setTimeout(done, ms)),
  };
  server.answer('/test.html', 200, 'text/html', body);
  await driver.resize(viewport.width, viewport.height);
  await driver.goto(`${server.url}/test.html`);
  await ready(page);
  const nothing = async () => {};
  return { page, problems: [], reader: nothing, screen: nothing, close: nothing };
}

for (const seed of seeds([8, 36, 63, 66])) {
  test(`wandering ${seed}: a card that has been through much is like a new one`, async t => {
    const driver = where === 'Chromium' ? undefined : await browsers[where]();
    if (driver && isMissing(t, driver)) return;
    if (driver) t.after(() => driver.close());
    const open = body => (driver ? openIn(driver, body) : openInChromium(body));
    const chance = dice(seed);
    const end = Object.fromEntries(Object.entries(settings).map(([name, values]) => [name, chance.pick(values)]));
    const article = articles[chance.pick(Object.keys(articles))];
    const width = chance.pick(widths);

    const { page, problems, reader, screen, close } = await open(
      `${cardPage('id="one" src="/articles/summit.json" lang="de"')}<depesche-card id="other" src="/articles/summit.json" lang="en"></depesche-card>`,
    );
    const does = {
      // There may be no engine that hears it.
      trap: () => Promise.race([page.evaluate(tellEngine, 'trap').catch(() => {}), new Promise(done => setTimeout(done, 500))]),
      reader,
      screen,
    };
    const take = ([what, ...values]) => does[what]?.(...values) ?? page.evaluate(act, [what, ...values]);
    const steps = [...wander(chance)];
    t.diagnostic(JSON.stringify(steps.map(([id, what, value, ...more]) => [id, what, what === 'article' ? (Object.keys(articles).find(name => articles[name] === value) ?? 'faulty') : value, ...more])));
    for (const step of steps) {
      await take(step);
      await page.waitForTimeout(chance.pick([0, 0, 20, 100, 400]));
    }
    // To where the new one begins.
    await reader({ colorScheme: null, forcedColors: null, reducedMotion: null, media: null });
    await screen(1);
    for (const name of Object.keys(styles)) await take(['one', 'style', name, '']);
    for (const [name, value] of Object.entries({ src: '/articles/summit.json', ...end })) await take(['one', 'set', name, value]);
    await take(['one', 'width', width]);
    await take(['one', 'space', '']);
    await take(['one', 'article', article]);
    await page.waitForTimeout(700);
    await take(['one', 'search', '']);
    await take(['one', 'blur']);
    // Pictures far from the view are not asked for, and so are not known to be missing.
    await take(['one', 'scroll', 0]);
    const wandered = await seen(page);
    // Some pictures of the articles are not there.
    assert.deepEqual(problems.filter(problem => !/status of 404/.test(problem)), []);
    await close();

    const attributes = ['src="/articles/summit.json"', ...Object.entries(end).map(([name, value]) => `${name}="${value}"`)].join(' ');
    const given = `<script>addEventListener('DOMContentLoaded', () => (document.querySelector('depesche-card').article = ${JSON.stringify(article).replaceAll('<', '\\u003c')}))</script>`;
    const fresh = await open(cardPage(attributes, { style: `depesche-card{width:${width}px}`, head: given }));
    const like = await seen(fresh.page);
    await fresh.close();
    assert.equal(wandered.flow, like.flow);
    assert.deepEqual(wandered.pixels, like.pixels);
    const other = wandered.elements.findIndex((line, index) => !isAlike(line, like.elements[index]));
    if (other >= 0) assert.equal(wandered.elements[other], like.elements[other]);
    assert.equal(wandered.elements.length, like.elements.length);
    assert.equal(wandered.baselines.length, like.baselines.length);
    const moved = wandered.baselines.map((at, index) => Math.abs(at - like.baselines[index]));
    assert.ok(Math.max(0, ...moved) <= 1, `${moved}`);
  });
}
