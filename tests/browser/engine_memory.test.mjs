// A kiosk's readers by the hundred, on the engine alone: what takes a browser half an hour of `./dev soak` takes seconds
// here. What they do comes by chance, the same each time.
import assert from 'node:assert/strict';
import { startEngine } from '../wasm_engine.mjs';
import { sample, test } from './harness.mjs';

// A screen of 1080 by 1920, as the kiosk sets it (web/kiosk/card.ts).
const settings = { 'system-theme': 'light', width: '720', 'text-size': '1', 'target-size': '36', today: '2026-03-02' };
const dpr = 1.5;
const width = 1080;
const view = 1750;
const tile = 768;

/** Numbers below 1 (mulberry32). */
function numbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A card whose tiles near the view are painted, as web/tiles.ts does it. */
class Card {
  #engine;
  #card;
  #controls = new Map();
  #painted = new Set();
  #height = 0;
  #top = 0;

  constructor(engine, json, language) {
    this.#engine = engine;
    this.#card = engine.call('card_create');
    for (const [name, value] of Object.entries({ ...settings, language })) engine.call('set', this.#card, name, value);
    engine.call('set_article', this.#card, json, 'article.json');
    this.#update();
  }

  #update() {
    this.#engine.update(this.#card, ({ height, semantics: { put = [], remove = [] } = {}, damage = [] }) => {
      for (const { id, action } of put) this.#controls.set(id, action);
      for (const id of remove) this.#controls.delete(id);
      this.#height = height * dpr;
      for (const [, y, , rows] of damage) {
        for (let at = Math.floor((y * dpr) / tile); at * tile < (y + rows) * dpr; at++) this.#painted.delete(at);
      }
    });
    this.#paint();
  }

  #paint() {
    for (let at = 0; at * tile < this.#height; at++) {
      const top = at * tile;
      const near = top < this.#top + view + tile && top + tile > this.#top - tile;
      if (!near) this.#painted.delete(at);
      else if (!this.#painted.has(at)) {
        this.#engine.call('paint', this.#card, 0, top, width, Math.ceil(Math.min(tile, this.#height - top)), dpr);
        this.#painted.add(at);
      }
    }
  }

  scroll(by) {
    this.#top = Math.max(0, Math.min(this.#top + by, this.#height - view));
    this.#paint();
  }

  search(query) {
    this.#engine.call('search', this.#card, query);
    this.#update();
  }

  /** @param which  of the controls that do this, below 1 */
  activate(action, which) {
    const able = [...this.#controls].filter(([, each]) => each === action);
    const [node] = able[Math.floor(which * able.length)] ?? [];
    if (node === undefined) return false;
    this.#engine.call('activate', this.#card, node);
    this.#update();
    return true;
  }

  close() {
    this.#engine.call('card_destroy', this.#card);
  }
}

test('after its first readers the engine takes no more memory, whatever the next ones do', async () => {
  const engine = await startEngine();
  const chance = numbers(6);
  const pick = list => list[Math.floor(chance() * list.length)];
  const json = JSON.stringify(sample);
  const begin = () => new Card(engine, json, pick(['de', 'en', 'ru']));
  const actions = ['set-language', 'text-larger', 'toggle-entry'];
  const count = { done: 0, tried: 0 };
  let first;
  for (let reader = 1; reader <= 60; reader++) {
    let card = begin();
    for (let act = 0; act < 4; act++) {
      const what = pick(['scroll', 'search', 'next article', ...actions]);
      if (what === 'scroll') card.scroll(300 + chance() * 3000);
      else if (what === 'search') card.search(pick(['Macron', 'Ukraine', 'xyz', 'Украин']));
      else if (actions.includes(what)) {
        count.tried++;
        count.done += Number(card.activate(what, chance()));
      } else {
        const next = begin();
        card.close();
        card = next;
      }
    }
    card.close();
    if (reader === 20) first = engine.memory;
  }
  assert.ok(count.done > 0.9 * count.tried, `${count.done} of ${count.tried} acts had a control`);
  assert.ok(engine.memory <= 1.02 * first, `${first / 1024} KB after 20 readers, ${engine.memory / 1024} after 60`);
});
