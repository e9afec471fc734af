// node scripts/test-summary.mjs RESULTS [FAILED_RUNNERS]: adds up the runners' reports and closes with one line.
// Fails when a test failed, when a runner failed otherwise, and when no test ran.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [results, failedRunners = ''] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

for (const name of readdirSync(results).filter(each => each.endsWith('.json'))) {
  const report = JSON.parse(readFileSync(join(results, name), 'utf8'));
  const tests = report.testsuites.flatMap(suite => suite.testsuite);
  for (const test of tests) {
    if (test.failures) total.failed += 1;
    else if (test.result === 'SKIPPED' || test.status === 'NOTRUN') total.skipped += 1;
    else total.passed += 1;
  }
}

for (const name of ['node.tap', 'sanitized.tap']) {
  const file = join(results, name);
  if (!existsSync(file)) continue;
  const counts = Object.fromEntries(
    [...readFileSync(file, 'utf8').matchAll(/^# (pass|fail|cancelled|skipped|todo) (\d+)$/gm)].map(m => [m[1], Number(m[2])]),
  );
  total.passed += counts.pass ?? 0;
  total.failed += (counts.fail ?? 0) + (counts.cancelled ?? 0);
  total.skipped += (counts.skipped ?? 0) + (counts.todo ?? 0);
}

if (failedRunners) {
  console.error(`depesche: failed: ${failedRunners}`);
  total.failed ||= 1;
}
if (total.passed + total.failed === 0) console.error('depesche: no test ran');
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
