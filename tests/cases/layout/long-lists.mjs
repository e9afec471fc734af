// Numbers of one to three figures: each stands whole before its item, and all items of a list begin at one edge.
const items = (count) => Array.from({ length: count }, (_, i) => ({ en: `Item ${i + 1}`, ar: `البند ${i + 1}` }));

export default {
  format: 'depesche/1',
  languages: ['en', 'ar'],
  headline: { en: 'Lists', ar: 'قوائم' },
  body: [
    { type: 'list', ordered: true, items: items(9) },
    { type: 'list', ordered: true, items: items(10) },
    { type: 'list', ordered: true, items: items(100) },
  ],
};
