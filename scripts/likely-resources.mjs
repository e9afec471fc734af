// What an article in each language is likely to need besides the WASM: the sample's own needs, as the engine states
// them. Bundled with the element, so that it can fetch them before the engine runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @returns {Promise<Record<string, string[]>>} paths relative to `site`, by language */
export async function likelyResources(site, article, languages) {
  const likely = {};
  for (const language of languages) likely[language] = await needs(site, readFileSync(article), language);
  return likely;
}

async function needs(site, article, language) {
  const glue = await import(pathToFileURL(join(site, 'wasm/depesche.mjs')).href);
  const engine = await glue.default({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(readFileSync(join(site, 'wasm/depesche.wasm')), imports).then(made => done(made.instance, made.module));
      return {};
    },
  });
  const give = value => {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    const at = engine._depesche_alloc(bytes.length);
    engine.HEAPU8.set(bytes, at);
    return [at, bytes.length];
  };
  const card = engine._depesche_card_create();
  engine._depesche_set(card, ...give('language'), ...give(language));
  engine._depesche_set_article(card, ...give(article), ...give('article.json'));
  const all = [];
  // Some needs are known only when others have come.
  for (;;) {
    const at = engine._depesche_update(card);
    const update = JSON.parse(Buffer.from(engine.HEAPU8.subarray(at, at + engine._depesche_result_length())).toString());
    const missing = (update.needs ?? []).filter(path => !all.includes(path));
    if (missing.length === 0) return all;
    for (const path of missing) engine._depesche_provide(...give(path), ...give(readFileSync(join(site, path))));
    all.push(...missing);
  }
}
