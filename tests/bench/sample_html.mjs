// What a publisher puts into a page besides the element.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../browser/harness.mjs';

/** The sample as `depesche html` writes it, for the element, or for a page without one. */
export const sampleHtml = () =>
  execFileSync(join(root, 'build/native/depesche'), ['html', '--lang', 'de', '--base', '/articles/', join(root, 'assets/articles/summit.json')], { encoding: 'utf8' });

/** As docs/embedding.md has them. */
export const hints = `<link rel="modulepreload" href="/card.js"><link rel="modulepreload" href="/plain_reader.js">
<link rel="preload" as="fetch" crossorigin href="/articles/summit.json">`;
