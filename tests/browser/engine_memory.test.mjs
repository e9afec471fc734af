// A kiosk's readers by the hundred, on the engine alone: what takes a browser half an hour of `./dev soak` takes seconds
// here. What they do comes by chance, the same each time.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dice } from './dice.mjs';
import { root, sample, test } from './harness.mjs';

const dist = join(root, 'dist');

// A screen of 1080 by 1920, as the kiosk sets it (web/kiosk/card.ts).
const settings = { 'system-theme': 'light', width: '720', 'text-size': 'medium', 'target-size': '36', today: '2026-03-02' };
const dpr = 1.5;
const view = 1750;
const tile = 768;

/** The engine's thread (web/engine_thread.ts) without a page. */
class Thread {
  #waiting = new Map();
  #port;

  static async start() {
    globalThis.document = {}; // a Worker would begin to serve by itself
    const { serve } = await import(join(dist, 'engine_thread.js'));
    const { port1, port2 } = new MessageChannel();
    serve(port2);
    const thread = new Thread(port1);
    await thread.call('start', ...['depesche', 'seldom'].map(part => new Uint8Array(readFileSync(join(dist, `wasm/${part}.wasm`)))));
    return thread;
  }

  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data: [number, value, error] }) => {
      const { resolve, reject } = this.#waiting.get(number) ?? {};
      if (error === undefined) resolve?.(value);
      else reject?.(new Error(error));
    };
  }

  call(...call) {
    return new Promise((resolve, reject) => {
      const number = this.#waiting.size + 1;
      this.#waiting.set(number, { resolve, reject });
      this.#port.postMessage([number, call]);
    });
  }

  end() {
    this.#port.close();
  }
}

/** A card whose tiles near the view are painted, as web/tiles.ts does it. */
class Card {
  #thread;
  #card;
  #controls = new Map();
  #painted = new Set();
  #height = 0;
  #width = 0;
  #top = 0;

  static async open(thread, article, language) {
    const card = new Card();
    card.#thread = thread;
    card.#card = await thread.call('create');
    const all = Object.entries({ ...settings, language }).map(([name, value]) => ['set', name, value]);
    await card.tell(...all, ['set_article', article, 'article.json']);
    return card;
  }

  async tell(...commands) {
    for (;;) {
      const { needs, width, height, semantics: { put = [], remove = [] } = {}, damage = [] } = JSON.parse(await this.#thread.call('update', this.#card, commands));
      for (const { id, action } of put) this.#controls.set(id, action);
      for (const id of remove) this.#controls.delete(id);
      this.#height = Math.round(height * dpr);
      this.#width = Math.ceil(width * dpr);
      for (const [, y, , rows] of damage) {
        for (let at = Math.floor((y * dpr) / tile); at * tile < (y + rows) * dpr; at++) this.#painted.delete(at);
      }
      if (!needs) break;
      for (const path of needs) await this.#thread.call('provide', path, new Uint8Array(readFileSync(join(dist, path))));
      commands = [];
    }
    await this.#paint();
  }

  async #paint() {
    for (let at = 0; at * tile < this.#height; at++) {
      const top = at * tile;
      const near = top < this.#top + view + tile && top + tile > this.#top - tile;
      if (!near) this.#painted.delete(at);
      else if (!this.#painted.has(at)) {
        await this.#thread.call('paint', this.#card, dpr, [[0, top, this.#width, Math.min(tile, this.#height - top)]], []);
        this.#painted.add(at);
      }
    }
  }

  async scroll(by) {
    this.#top = Math.max(0, Math.min(this.#top + by, this.#height - view));
    await this.#paint();
  }

  /** @param which  of the controls that do this, below 1 */
  async activate(action, which) {
    const able = [...this.#controls].filter(([, each]) => each === action);
    const [node] = able[Math.floor(which * able.length)] ?? [];
    if (node === undefined) return false;
    await this.tell(['activate', node]);
    return true;
  }

  async close() {
    await this.#thread.call('destroy', this.#card);
  }

  get memory() {
    return this.#thread.call('statistics', this.#card).then(({ wasmBytes }) => wasmBytes);
  }
}

test('after its first readers the engine takes no more memory, whatever the next ones do', async () => {
  const thread = await Thread.start();
  const { chance, pick } = dice(6);
  const article = JSON.stringify(sample);
  const begin = () => Card.open(thread, article, pick(['de', 'en', 'ru']));
  const actions = ['set-language', 'text-larger', 'toggle-entry'];
  const count = { done: 0, tried: 0 };
  const memory = [];
  for (let reader = 1; reader <= 44; reader++) {
    let card = await begin();
    for (let act = 0; act < 4; act++) {
      const what = pick(['scroll', 'search', 'next article', ...actions]);
      if (what === 'scroll') await card.scroll(300 + chance() * 3000);
      else if (what === 'search') await card.tell(['search', pick(['Macron', 'Ukraine', 'xyz', 'Украин'])]);
      else if (actions.includes(what)) {
        count.tried++;
        count.done += Number(await card.activate(what, chance()));
      } else {
        const next = await begin();
        await card.close();
        card = next;
      }
    }
    memory.push((await card.memory) / 1024);
    await card.close();
  }
  thread.end();
  assert.ok(count.done > 0.9 * count.tried, `${count.done} of ${count.tried} acts had a control`);
  assert.equal(Math.max(...memory), memory[19], `KB: ${memory}`);
  assert.ok(memory[19] <= 6 * 1024, `${memory[19]} KB`);
});

test('a card that is resized takes no room for each width, in whatever order they come', async () => {
  const article = JSON.stringify(sample);
  for (let order = 1; order <= 6; order++) {
    const { chance } = dice(order);
    const thread = await Thread.start();
    const card = await Card.open(thread, article, 'de');
    for (let resize = 0; resize < 60; resize++) await card.tell(['set', 'width', String(320 + Math.floor(chance() * 80) * 10)]);
    const memory = (await card.memory) / 1024;
    await card.close();
    thread.end();
    assert.ok(memory <= 6 * 1024, `order ${order}: ${memory} KB`);
  }
});
