// The sample as `depesche html` writes it: what a publisher puts into the element, or into a page without one.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../browser/harness.mjs';

export const sampleHtml = () =>
  execFileSync(join(root, 'build/native/depesche'), ['html', '--lang', 'de', '--base', '/articles/', join(root, 'assets/articles/summit.json')], { encoding: 'utf8' });
