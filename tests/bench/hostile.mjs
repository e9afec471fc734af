// node tests/bench/hostile.mjs: how long articles that were made to be slow hold the engine, after `./dev build`. Each is
// as large as the limits of docs/article-format.md allow, or larger. Printed is the processor's time of the longest calls
// of the module that ships, in milliseconds, at 320 and 1200 CSS pixels.
import { fileURLToPath } from 'node:url';
import { startEngine } from '../../scripts/node-engine.mjs';

const site = fileURLToPath(new URL('../../dist', import.meta.url));
const encoder = new TextEncoder();

const fill = (words, bytes) => words.repeat(Math.ceil(bytes / encoder.encode(words).length));
const paragraphs = (words, bytes, each = 900) =>
  Array.from({ length: Math.floor(bytes / each) }, () => ({ type: 'paragraph', text: fill(words, each) }));
const one = text => [{ type: 'paragraph', text }];
const pieces = (count, piece) => one(Array.from({ length: count }, (_, i) => (i % 2 ? piece : 'b')));
const german = 'Die Staats- und Regierungschefs haben am Donnerstag über Sicherheitsgarantien beraten. ';
const russian = 'Главы государств и правительств встретились в четверг и обсудили гарантии. ';
const arabic = 'اجتمع رؤساء الدول والحكومات يوم الخميس في باريس لمناقشة الضمانات. ';
const hebrew = 'ראשי המדינות והממשלות נפגשו ביום חמישי כדי לדון בערבויות. ';
const mebibyte = 1 << 20;
const all = 7 * mebibyte;

const bodies = {
  'words, German': () => paragraphs(german, all),
  'words, Russian': () => paragraphs(russian, all),
  'words, Arabic': () => paragraphs(arabic, all),
  'words, Hebrew': () => paragraphs(hebrew, all),
  'four scripts in turn': () => paragraphs(german + russian + arabic + hebrew, all),
  'one paragraph': () => one(fill(german, all)),
  'one word': () => one('a'.repeat(all)),
  'one word, hyphenated': () => one('silbentrennung'.repeat(all / 14)),
  'long compounds': () => paragraphs('Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz ', all),
  'soft hyphens': () => paragraphs('a\u00ad', all),
  'zero-width spaces': () => paragraphs('\u200b', all),
  'letters without a glyph': () => paragraphs('日本語', all),
  'Hangul of single letters': () => paragraphs('\u1100\u1161\u11a8', all),
  'combining marks': () => paragraphs('a' + '\u0301'.repeat(200), all, 401),
  'isolates in isolates': () => paragraphs('\u2067a\u2066ב'.repeat(60) + '\u2069'.repeat(120), all),
  'line ends': () => one('a\n'.repeat(all / 3)),
  'paragraphs of one letter': () => Array.from({ length: 19_999 }, () => ({ type: 'paragraph', text: 'a' })),
  'list items': () => [{ type: 'list', items: Array.from({ length: 19_990 }, () => 'a') }],
  'spans': () => pieces(200_000, { em: 'a' }),
  'links': () => pieces(150_000, { link: 'https://a.example/', text: 'a' }),
  'languages': () => pieces(150_000, { lang: 'ru', text: 'a' }),
  'timeline entries': () => [{
    type: 'timeline',
    entries: Array.from({ length: 19_990 }, (_, i) => ({ id: `e${i}`, when: 'w', speaker: 'A', summary: 'S', statement: [] })),
  }],
  'related articles': () => [{
    type: 'related',
    items: Array.from({ length: 19_990 }, () => ({ headline: 'A', teaser: 'b', link: 'https://a.example/' })),
  }],
  'figures': () => Array.from({ length: 19_990 }, () => ({
    type: 'figure', image: { sources: [{ url: 'a.jpg', width: 10, height: 10 }], alt: 'x' }, caption: 'c', credit: 'd',
  })),
  'authors': () => [],
  'values that mean nothing': () => [],
};
const more = {
  authors: { authors: Array.from({ length: 120_000 }, () => ({ name: 'A' })) },
  'values that mean nothing': { x: Array.from({ length: 499_000 }, () => 1) },
};

async function measure(json) {
  const longest = {};
  const { call, update } = await startEngine({
    site,
    around(name, make) {
      const before = process.cpuUsage();
      const result = make();
      const { user, system } = process.cpuUsage(before);
      longest[name] = Math.max(longest[name] ?? 0, (user + system) / 1000);
      return result;
    },
  });
  const card = call('card_create');
  call('set_article', card, json, 'hostile.json');
  for (const width of ['320', '1200']) {
    call('set', card, 'width', width);
    update(card);
    call('paint', card, 0, 2048, 1200, 512, 2);
  }
  call('search', card, 'a');
  update(card);
  call('paint', card, 0, 2048, 1200, 512, 2);
  call('card_destroy', card);
  return longest;
}

const wanted = process.argv.slice(2);
const columns = ['set_article', 'update', 'paint', 'card_destroy'];
console.log(['article'.padEnd(28), 'MB'.padStart(5), ...columns.map(name => name.padStart(13))].join(''));
for (const [name, body] of Object.entries(bodies)) {
  if (wanted.length && !wanted.some(part => name.includes(part))) continue;
  const json = JSON.stringify({ format: 'depesche/1', languages: ['de'], headline: 'Titel', body: body(), ...more[name] });
  const longest = await measure(json);
  const size = (encoder.encode(json).length / 1e6).toFixed(1);
  console.log([name.padEnd(28), size.padStart(5), ...columns.map(column => longest[column].toFixed(0).padStart(13))].join(''));
}
