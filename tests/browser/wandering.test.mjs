// A card that has been through much is like a new one: after any actions in any order, however quickly one follows the
// other, it shows the pixels, the elements and the words of a card that was opened with the last settings.
// DEPESCHE_WANDERINGS=N takes the first N wanderings, DEPESCHE_WANDERING=SEED one of them; otherwise those that have found something.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice } from './dice.mjs';
import { serveFaultyEngine, tellEngine } from './faulty_engine.mjs';
import { cardPage, cardPixels, openCard, root, sample, server, startForFile, test, whole } from './harness.mjs';

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
};
const widths = [260, 340, 480, 700, 900, 1180];

/** In the page. */
const act = ([what, ...values]) => {
  const card = document.querySelector('depesche-card') ?? globalThis.away;
  const { shadowRoot } = card;
  const controls = [...shadowRoot.querySelectorAll('.layer button')];
  const field = shadowRoot.querySelector('.layer input');
  const actions = {
    set: (name, value) => card.setAttribute(name, value),
    width: width => (card.style.width = `${width}px`),
    article: article => (card.article = article),
    click: number => controls[number % controls.length]?.click(),
    search: query => {
      if (!field) return;
      field.value = query;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    step: () => field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })),
    scroll: share => scrollTo(0, share * document.documentElement.scrollHeight),
    remove: () => {
      globalThis.away = card;
      card.remove();
    },
    append: () => document.body.append(card),
  };
  actions[what](...values);
};

function* wander({ below, pick }) {
  // One that traps again soon is not started a third time.
  let trapped = false;
  for (let left = 10 + below(15); left > 0; left--) {
    const kind = below(20);
    if (kind < 5) {
      const name = pick(Object.keys(settings));
      yield ['set', name, pick(settings[name])];
    } else if (kind < 8) yield ['width', pick(widths)];
    else if (kind < 10) yield ['article', articles[pick(Object.keys(articles))]];
    else if (kind < 11) yield ['article', { format: 'depesche/1', languages: ['de'], headline: 3, body: [] }];
    else if (kind < 14) yield ['click', below(60)];
    else if (kind < 16) yield ['search', pick(['Ukraine', 'e', '', 'nothing at all', 'Betonung'])];
    else if (kind < 17) yield ['step'];
    else if (kind < 18) yield ['scroll', below(10) / 10];
    else if (kind < 19) {
      yield ['remove'];
      yield ['append'];
    } else if (!trapped) {
      trapped = true;
      yield ['trap'];
    }
  }
}

/** In the page: every element of the page layer with all that it has. */
const elements = () => {
  const describe = element => {
    // Places are told anew where they have moved by more than can be seen.
    const rough = value => value.replace(/\d+\.\d+(?=px)/g, number => Number(number).toFixed(1));
    // Where the focus went when the reader read on.
    const attributes = [...element.attributes].filter(({ name }) => name !== 'tabindex').map(({ name, value }) => `${name}=${rough(value)}`).sort();
    const words = [...element.childNodes].filter(node => node instanceof Text).map(({ data }) => data);
    return [`${element.localName} ${attributes.join(' ')} "${words.join('')}"`, ...[...element.children].flatMap(child => describe(child).map(line => `  ${line}`))];
  };
  const { shadowRoot } = document.querySelector('depesche-card');
  return [...shadowRoot.querySelectorAll('.layer > :not(.status, .ruler)')].flatMap(describe);
};

async function seen(page) {
  await page.waitForFunction(() => document.querySelector('depesche-card').shadowRoot.querySelector('.painted .layer article'));
  await page.evaluate(() => document.querySelector('depesche-card').openEntry('', false));
  await whole(page);
  await page.waitForTimeout(300);
  const flow = await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').className);
  return { flow, elements: await page.evaluate(elements), pixels: await cardPixels(page) };
}

const { DEPESCHE_WANDERING: one, DEPESCHE_WANDERINGS: many } = process.env;
const seeds = one ? [Number(one)] : many ? Array.from({ length: Number(many) }, (_, index) => index + 1) : [6, 11, 21];

for (const seed of seeds) {
  test(`wandering ${seed}: a card that has been through much is like a new one`, async t => {
    const chance = dice(seed);
    const end = Object.fromEntries(Object.entries(settings).map(([name, values]) => [name, chance.pick(values)]));
    const article = articles[chance.pick(Object.keys(articles))];
    const width = chance.pick(widths);
    const viewport = { width: 1240, height: 900 };
    const options = { viewport, today: '2026-12-01' };

    const { page, problems, close } = await openCard(cardPage(), options);
    const steps = [...wander(chance)];
    t.diagnostic(JSON.stringify(steps.map(step => (step[0] === 'article' ? ['article', Object.keys(articles).find(name => articles[name] === step[1]) ?? 'faulty'] : step))));
    for (const step of steps) {
      // There may be no engine that hears it.
      if (step[0] === 'trap') await Promise.race([page.evaluate(tellEngine, 'trap').catch(() => {}), new Promise(done => setTimeout(done, 500))]);
      else await page.evaluate(act, step);
      await page.waitForTimeout(chance.pick([0, 0, 20, 100, 400]));
    }
    // To where the new one begins.
    for (const [name, value] of Object.entries(end)) await page.evaluate(act, ['set', name, value]);
    await page.evaluate(act, ['width', width]);
    await page.evaluate(act, ['article', article]);
    await page.waitForTimeout(700);
    await page.evaluate(act, ['search', '']);
    const wandered = await seen(page);
    // Some pictures of the articles are not there.
    assert.deepEqual(problems.filter(problem => !/status of 404/.test(problem)), []);
    await close();

    const attributes = ['src="/articles/summit.json"', ...Object.entries(end).map(([name, value]) => `${name}="${value}"`)].join(' ');
    const fresh = await openCard(cardPage(attributes, { style: `depesche-card{width:${width}px}` }), {
      ...options,
      prepare: page => page.addInitScript(article => customElements.whenDefined('depesche-card').then(() => (document.querySelector('depesche-card').article = article)), article),
    });
    const like = await seen(fresh.page);
    await fresh.close();
    assert.equal(wandered.flow, like.flow);
    assert.deepEqual(wandered.pixels, like.pixels);
    const other = wandered.elements.findIndex((line, index) => line !== like.elements[index]);
    if (other >= 0) assert.equal(wandered.elements[other], like.elements[other]);
    assert.equal(wandered.elements.length, like.elements.length);
  });
}
