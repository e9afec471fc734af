// What an article in each of the sample's languages is likely to need besides the WASM: the sample's own needs, as the engine
// states them. Bundled with the element, so that it can fetch them before the engine runs; those of other languages come when it asks.
import { readFileSync } from 'node:fs';
import { startEngine } from './node-engine.mjs';

/** @returns {Promise<Record<string, string[]>>} paths relative to `site`, by language */
export async function likelyResources(site, article) {
  const likely = {};
  const json = readFileSync(article);
  const { languages } = JSON.parse(json);
  for (const language of languages) {
    const { call, update } = await startEngine({ site });
    const card = call('card_create');
    call('set', card, 'language', language);
    call('set_article', card, json, 'article.json');
    const all = new Set();
    update(card, ({ needs = [] }) => {
      for (const path of needs) all.add(path);
    });
    likely[language] = [...all];
  }
  return likely;
}
