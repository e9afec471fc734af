// What an embedder relies on, in Chromium, Firefox and WebKitGTK: the element as a page uses it, many cards, the engine's
// thread, the frame, policies and other origins. Chromium's own files (element, host, worker, embed, policies) go deeper.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { browsers, isMissing } from './drivers.mjs';
import { cardPage, sample, startServer, test } from './harness.mjs';

let server, other;
before(async () => {
  [server, other] = await Promise.all([startServer(), startServer()]);
  // What the driver's own looking for an icon would find.
  for (const each of [server, other]) each.answer('/favicon.ico', 200, 'image/x-icon', '');
});
after(() => Promise.all([server?.close(), other?.close()]));

const head = '<!doctype html><html lang="de"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Host</title>';
const script = '<script type="module" src="/depesche.js"></script>';
/** Before all others: what reached the window. */
const listening = `<script>
  globalThis.faults = [];
  addEventListener('error', event => globalThis.faults.push(String(event.message)));
  addEventListener('unhandledrejection', event => globalThis.faults.push(String(event.reason)));
</script>`;
const headline = language => sample.headline[language];

/** Runs in the page. */
const tools = {
  cards: () => [...document.querySelectorAll('depesche-card')],
  until: async (check, what) => {
    for (let tries = 0; tries < 600; tries++) {
      const value = await check();
      if (value) return value;
      await new Promise(done => setTimeout(done, 50));
    }
    throw new Error(`${what}: not within 30 s`);
  },
  painted: card => !!card.shadowRoot?.querySelector('.painted') && [...card.shadowRoot.querySelectorAll('canvas')].some(({ width }) => width > 0),
  title: card => card.shadowRoot?.querySelector('h1')?.textContent.trim(),
};

const checks = {
  async 'the element: set before it is one, moved, removed and put back, its source changed twice at once'({ open, ask }) {
    await open(`${head}${listening}<div id="first"><depesche-card></depesche-card></div><div id="second"></div>
      <script>
        const card = document.querySelector('depesche-card');
        Object.assign(card, { src: '/articles/summit.json', lang: 'en', headingLevel: 2 });
      </script>${script}`);
    assert.deepEqual(await ask(async ({ cards, until, painted }) => {
      const [card] = cards();
      await until(() => painted(card), 'the card');
      const heading = card.shadowRoot.querySelector('.headline');
      document.querySelector('#second').append(card);
      card.remove();
      await new Promise(done => setTimeout(done, 300));
      document.body.append(card);
      await until(() => painted(card), 'the card put back');
      const seen = [];
      card.addEventListener('load', () => seen.push(card.src));
      card.src = '/articles/none.json';
      card.src = '/articles/summit.json?again';
      await until(() => seen.length > 0, 'load');
      await new Promise(done => setTimeout(done, 500));
      return { level: heading.localName, lang: card.getAttribute('lang'), attribute: card.getAttribute('heading-level'), seen };
    }), { level: 'h2', lang: 'en', attribute: '2', seen: ['/articles/summit.json?again'] });
  },

  async 'methods and events: an entry, a language, a link, a picture of the card'({ open, ask }) {
    await open(`${head}${listening}<depesche-card src="/articles/summit.json" lang="de"></depesche-card>${script}`);
    const seen = await ask(async ({ cards, until, painted }) => {
      const [card] = cards();
      await until(() => painted(card), 'the card');
      const seen = {};
      // `languagechange` does not bubble: the window has its own.
      for (const type of ['entrytoggle', 'linkclick']) document.addEventListener(type, event => (seen[type] = event.detail));
      card.addEventListener('languagechange', event => (seen.languagechange = event.detail));
      document.addEventListener('linkclick', event => event.preventDefault());
      card.shadowRoot.querySelector('.language-choice[lang=en]').click();
      await until(() => seen.languagechange, 'languagechange');
      await card.openEntry('macron');
      card.shadowRoot.querySelector('[data-entry=meloni] button').click();
      await until(() => seen.entrytoggle, 'entrytoggle');
      card.shadowRoot.querySelector('.text a[href]').click();
      const picture = await card.toPng();
      return { ...seen, open: card.shadowRoot.querySelector('[data-entry=macron] button').ariaExpanded, type: picture.type, large: picture.size > 10_000 };
    });
    assert.deepEqual(seen, {
      languagechange: { language: 'en' }, entrytoggle: { entry: 'meloni', open: true }, linkclick: seen.linkclick, open: 'true', type: 'image/png', large: true,
    });
    assert.match(seen.linkclick.url, /^https:/);
  },

  async 'twenty cards, some in another component, one that is not displayed at first, and two copies of the script'({ open, ask }) {
    const card = '<depesche-card src="/articles/summit.json" lang="de" variant="card"></depesche-card>';
    await open(`${head}${listening}<style>depesche-card{width:500px}</style>${script}<script type="module" src="/depesche.js?copy"></script>
      ${card.repeat(18)}<div hidden>${card}</div><news-box></news-box><script>
        customElements.define('news-box', class extends HTMLElement {
          connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(card)}; }
        });
      </script>`);
    const state = await ask(async ({ cards, until, painted }) => {
      const nested = document.querySelector('news-box').shadowRoot.querySelector('depesche-card');
      const shown = [...cards().slice(0, 18), nested];
      await until(() => shown.every(card => card.shadowRoot?.querySelector('.painted')), 'all that are displayed');
      const hidden = cards()[18];
      const before = painted(hidden);
      hidden.parentElement.hidden = false;
      hidden.scrollIntoView();
      await until(() => painted(hidden), 'the one that was not displayed');
      scrollTo(0, 0);
      await until(() => cards().slice(0, 18).some(card => !painted(card)), 'far cards without pixels');
      nested.scrollIntoView();
      await until(() => painted(nested), 'the one in another component');
      return { before, engines: Object.getOwnPropertySymbols(globalThis).filter(({ description }) => description.startsWith('depesche ')).length };
    });
    assert.deepEqual(state, { before: false, engines: 1 });
    assert.equal(server.requests.filter(path => path === '/wasm/depesche.wasm').length, 1);
  },

  async 'a lazy card begins when it comes near the view'({ open, ask }) {
    await open(`${head}${listening}<div style="height:6000px"></div><depesche-card src="/articles/summit.json" lang="de" loading="lazy"></depesche-card>${script}`);
    await ask(() => new Promise(done => setTimeout(done, 1000)));
    assert.equal(server.requests.includes('/card.js'), false);
    await ask(async ({ cards, until, painted }) => {
      cards()[0].scrollIntoView();
      await until(() => painted(cards()[0]), 'the card');
    });
  },

  async 'a policy that forbids the Worker: the same card from the page'({ open, ask }) {
    await open(cardPage(), { 'Content-Security-Policy': "worker-src 'none'" });
    assert.equal(await ask(async ({ cards, until, painted, title }) => {
      const [card] = cards();
      await until(() => painted(card), 'the card');
      card.shadowRoot.querySelector('.language-choice[lang=ru]').click();
      const german = title(card);
      await until(() => card.language === 'ru' && title(card) !== german, 'another language and its words');
      return title(card);
    }), headline('ru'));
  },

  async 'the strictest policy of docs/security.md'({ open, ask }) {
    await open(cardPage().replace(/<style>.*?<\/style>/, '').replace(/<link[^>]*>/, ''), {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types depesche",
    });
    assert.equal(await ask(async ({ cards, until, painted, title }) => {
      await until(() => painted(cards()[0]), 'the card');
      return title(cards()[0]);
    }), headline('de'));
  },

  async 'scripts, engine and fonts from another origin with CORS'({ open, ask }) {
    await open(`${listening}${cardPage().replace('src="/depesche.js"', `src="${other.url}/depesche.js"`)}`);
    await ask(async ({ cards, until, painted }) => until(() => painted(cards()[0]), 'the card'));
    assert.ok(other.requests.includes('/wasm/depesche.wasm'));
    assert.equal(server.requests.includes('/wasm/depesche.wasm'), false);
  },

  async 'a frame with scripts as its only permission follows the height of the card'({ open, ask }) {
    await open(`${head}${listening}<iframe data-depesche sandbox="allow-scripts" title="Article" style="width:500px;height:300px"
      src="${other.url}/embed.html?src=articles/summit.json&lang=de"></iframe><script type="module" src="/embed-host.js"></script>`);
    assert.ok(await ask(async ({ until }) => until(() => document.querySelector('iframe').getBoundingClientRect().height > 3000, 'the height')));
  },

  async 'an article that cannot be had, and one that is none: words and an event, no exception'({ open, ask }) {
    server.answer('/broken.json', 200, 'application/json', '{"format": "depesche/1", "languages": [');
    await open(`${head}${listening}<script>
        globalThis.told = [];
        document.addEventListener('error', ({ detail, target }) => detail && globalThis.told.push([target.id, detail.type]), true);
      </script><depesche-card id="none" src="/none.json" lang="de"></depesche-card><depesche-card id="broken" src="/broken.json" lang="de"></depesche-card>${script}`);
    const { told, words } = await ask(async ({ cards, until }) => {
      await until(() => globalThis.told.length >= 2, 'both errors');
      const words = await until(() => {
        const all = cards().map(({ shadowRoot }) => shadowRoot.textContent.replace(/\s+/g, ' '));
        return all.every(text => text.length > 40) && all;
      }, 'something to read');
      return { told: globalThis.told, words };
    });
    assert.deepEqual(told.sort(), [['broken', 'article'], ['none', 'load']]);
    assert.match(words[0], /none\.json/);
    assert.match(words[1], /broken\.json:1:\d+/);
  },
};

for (const [name, start] of Object.entries(browsers)) {
  test(`embedding in ${name}`, { timeout: 300_000 }, async context => {
    const browser = await start();
    if (isMissing(context, browser)) return;
    const open = async (body, headers) => {
      for (const { requests } of [server, other]) requests.length = 0;
      server.answer('/test.html', 200, 'text/html', body, headers);
      await browser.goto(`${server.url}/test.html`);
    };
    const sources = Object.entries(tools).map(([tool, source]) => `${tool}: ${source}`).join(', ');
    const ask = work => browser.evaluate(`() => (${work})({ ${sources} })`);
    try {
      await browser.resize(900, 800);
      for (const [title, check] of Object.entries(checks)) {
        await context.test(title, async () => {
          await check({ open, ask });
          assert.deepEqual((await ask(() => globalThis.faults)) ?? [], []);
        });
      }
    } finally {
      await browser.close();
    }
  });
}
