// What readers and host pages usually ask of the engine, so that the functions of the module that it takes can be told from
// those that are seldom needed (scripts/split-wasm.mjs). What is missing here still works: the engine starts once more for it.
// Right-to-left text is not among it: that is 6 KB, and the page knows by the card's language that it will come (web/engine.ts).
import { readFileSync } from 'node:fs';

/** Data cases of the tests. Of those with warnings what an editor is likely to leave as it is, since the article is shown. */
const layout = ['every-block', 'compound', 'empty', 'untranslated', 'missing-glyphs'];
const loading = [
  'every-field', 'minimal', 'links-allowed', 'dates', 'unknown-field', 'unknown-field-misspelt', 'block-unknown', 'block-misspelt', 'blocks-empty',
  'translation-missing', 'entry-undated', 'image-other-shape',
];

/** @param engine  of scripts/node-engine.mjs */
export function readAsUsual(engine) {
  const sample = readFileSync('assets/articles/summit.json');
  for (const [width, dpr] of [['320', 3], ['720', 2], ['1200', 1]]) {
    for (const language of ['de', 'en-GB', 'ru']) read(engine, sample, { width, language }, dpr);
  }
  for (const name of layout) {
    const article = readFileSync(`tests/cases/layout/${name}.json`);
    const { languages } = JSON.parse(article);
    for (const language of languages) read(engine, article, { width: '720', language, variant: 'card' }, 1);
  }
  // In a language for which there are no words of the interface.
  const swedish = { format: 'depesche/1', languages: ['sv'], headline: 'Rubrik', body: [{ type: 'paragraph', text: ['Ett ', { em: 'ord' }] }] };
  read(engine, JSON.stringify(swedish), { width: '720', language: 'sv' }, 1);
  for (const name of loading) read(engine, readFileSync(`tests/cases/loading/${name}.json`), { width: '720', language: 'de' }, 1);
  // What a bad line keeps from a card.
  for (const path of ['fonts/serif-bold.greek.ttf', 'hyphenation/uk.dic']) engine.call('fail', path);
  engine.call('statistics', 1);
}

const view = 720;

function read({ call, update }, article, settings, dpr) {
  const card = call('card_create');
  const set = (name, value) => call('set', card, name, value);
  let height = 0;
  /** @param most  how far down it is painted, CSS pixels */
  const show = (most = 2 * view) => {
    const answer = update(card);
    if (answer.failed) throw new Error(`the usual reading has a fault: ${JSON.stringify(answer.diagnostics)}`);
    ({ height } = answer);
    const width = Math.ceil(Number(settings.width) * dpr);
    for (let top = 0; top < Math.min(height, most); top += view) call('paint', card, 0, Math.round(top * dpr), width, Math.round(Math.min(view, height - top) * dpr), dpr);
    return answer.semantics?.put ?? [];
  };
  for (const [name, value] of Object.entries({ 'system-theme': 'light', today: '2026-03-02', 'heading-level': '2', ...settings })) set(name, value);
  call('set_article', card, article, 'article.json');
  const controls = show(Infinity).filter(({ action }) => action);
  const press = name => {
    const control = controls.find(({ action }) => action === name);
    if (control) call('activate', card, control.id);
    show();
  };

  for (const action of new Set(controls.map(({ action }) => action))) press(action);
  for (let y = 0; y < height; y += 50) call('pointer', card, 200, y, (y / 50) % 2);
  show();
  for (const { id } of controls.filter(({ action }) => action === 'toggle-entry').slice(0, 3)) {
    call('activate', card, id);
    show();
  }
  set('variant', 'full');
  call('open', card, '', 1);
  show(Infinity);
  for (const theme of ['dark', 'sepia', 'contrast', 'light']) {
    set('theme', theme);
    show();
  }
  set('speech', '1');
  set('measure', '60');
  set('target-size', '44');
  set('text-size', 'large');
  show();
  set('colour:accent', '0a5c36');
  set('width', '411.5');
  show();
  for (const query of ['M', 'Macron', 'москв', 'xyz', '']) {
    call('search', card, query);
    show();
    call('search_step', card, 1);
    show();
    call('search_step', card, -1);
    show();
  }
  set('expected-language', 'en');
  show();
  set('language', 'en');
  set('language', 'ru');
  show();
  set('language', settings.language);
  show();
  // A newer one in its place.
  call('set_article', card, article, 'newer.json');
  show();
  call('card_destroy', card);
}
