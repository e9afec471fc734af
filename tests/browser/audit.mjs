// axe-core over a page, with all of its rules.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Fails where axe finds something.
 * @param exclude  selectors of what is not ours
 */
export async function audit(page, exclude = []) {
  // Trusted Types may forbid what axe.min.js does as a script of the page: it is evaluated from outside.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(exclude => {
    // Those that axe leaves out by itself, too (level AAA, experiments), but not what it has given up.
    const rules = Object.fromEntries(globalThis.axe.getRules().map(({ ruleId, tags }) => [ruleId, { enabled: !tags.includes('deprecated') }]));
    return globalThis.axe.run({ exclude }, { resultTypes: ['violations'], rules });
  }, exclude);
  assert.ok(passes.length > 10, 'axe has looked at something');
  assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`), []);
}
