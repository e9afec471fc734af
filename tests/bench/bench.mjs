// `./dev bench`: sizes, times and memory as a table, with the budgets of tests/bench/budgets.json beside them. A missed
// budget is marked and fails nothing: times depend on the machine. `--json FILE` writes the numbers, too. `--peers` measures the
// card beside others instead (peers/).
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, temporaryDirectory } from '../browser/harness.mjs';
import { longArticle } from './article.mjs';
import { chromiumRows } from './chromium.mjs';
import { hostRows } from './host.mjs';
import { kioskRows } from './kiosk.mjs';
import { sizeRows } from './sizes.mjs';

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, peers: { type: 'boolean' }, rounds: { type: 'string' }, only: { type: 'string', multiple: true } },
});
if (options.peers) {
  const { measurePeers } = await import('./peers/measure.mjs');
  await measurePeers(options);
  process.exit(0);
}
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'));
const sample = join(root, 'assets/articles/summit.json');
const directory = temporaryDirectory();
const long = join(directory.path, 'long.json');
writeFileSync(long, longArticle(readFileSync(sample, 'utf8'), 1_000_000));

function nativeRows() {
  const bench = (file, ...more) =>
    JSON.parse(execFileSync(join(root, 'build/native/depesche'), ['bench', file, ...more], { encoding: 'utf8' }));
  const short = bench(sample);
  const large = bench(long, '--rounds', '3');
  return [
    ['native: sample loaded', short.load, 'ms'],
    ['native: sample loaded, shaped, laid out', short.loadShapeLayout, 'ms'],
    ['native: sample at another width', short.relayout, 'ms'],
    ['native: tile of 720 x 512 px at ratio 2', short.tile, 'ms'],
    ['native: semantic tree of the sample', short.semantics, 'ms'],
    ['native: article of 1 MB loaded, shaped, laid out', large.loadShapeLayout, 'ms'],
    ['native: article of 1 MB at another width', large.relayout, 'ms'],
  ];
}

function print(rows) {
  const widest = Math.max(...rows.map(([name]) => name.length));
  let missed = 0;
  for (const [name, value, unit, extra = ''] of rows) {
    const budget = budgets[name];
    const over = budget !== undefined && value > budget;
    if (over) missed++;
    const number = value.toFixed(unit === 'ms' && value < 100 ? 2 : 1).padStart(9);
    const limit = budget === undefined ? '' : `at most ${budget}${over ? '  MISSED' : ''}`;
    console.log(`  ${name.padEnd(widest)} ${number} ${unit.padEnd(3)} ${extra.padEnd(26)} ${limit}`.trimEnd());
  }
  const unknown = Object.keys(budgets).filter(name => name !== '$comment' && !rows.some(([row]) => row === name));
  for (const name of unknown) console.log(`  budgets.json names "${name}", which is not measured`);
  console.log(`\n  ${missed === 0 ? 'All budgets are kept.' : `${missed} budgets are missed.`}`);
}

try {
  const load = loadavg()[0];
  console.log(`Depesche on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, load ${load.toFixed(1)}`);
  if (load > cpus().length / 2) console.log('  The machine is busy with other things: times are longer than they should be.');
  console.log();
  const rows = [...sizeRows(), ...nativeRows(), ...(await chromiumRows(readFileSync(long, 'utf8'))), ...(await hostRows()), ...(await kioskRows())];
  print(rows);
  if (options.json) {
    writeFileSync(options.json, `${JSON.stringify(Object.fromEntries(rows.map(([name, value]) => [name, value])), null, 2)}\n`);
  }
} finally {
  directory.cleanUp();
}
