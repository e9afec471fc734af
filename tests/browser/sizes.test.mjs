// What a page downloads stays within tests/bench/budgets.json. Sizes are the same on every machine, times are not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sizeRows } from '../bench/sizes.mjs';

const budgets = JSON.parse(readFileSync(new URL('../bench/budgets.json', import.meta.url), 'utf8'));
const rows = new Map(sizeRows(name => name in budgets).map(([name, value]) => [name, value]));
const limited = Object.entries(budgets).filter(([name]) => name.startsWith('size:'));

test('every budget of a size names something that ships', () => {
  assert.ok(limited.length >= 5);
  assert.deepEqual(limited.filter(([name]) => !rows.has(name)), []);
});

for (const [name, budget] of limited) {
  test(`${name}: at most ${budget} KB of brotli`, () => {
    assert.ok(rows.get(name) <= budget, `${rows.get(name)} KB`);
  });
}
