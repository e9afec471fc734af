// Data cases of layout and semantics. A file `layout/NAME.json` (or NAME.mjs, which exports the article) is a case; each
// `layout/NAME.WIDTH.LANG[.open].layout` or `.semantics` beside it is an expectation and names its own run. A case without
// an expectation fails until `./dev accept NAME` writes one at 720 px in its first language. Warnings of the command line
// fail a run unless `NAME.LANG.warnings` holds them. `summit` is the bundled sample.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.join(here, 'layout');
const root = path.resolve(here, '../..');
const cli = process.env.DEPESCHE_CLI ?? path.join(root, 'build/native/depesche');
const assets = `${path.join(root, 'build/assets')}/`;
const accept = process.env.DEPESCHE_ACCEPT ?? '';
const scratch = mkdtempSync(path.join(tmpdir(), 'depesche-layout-'));
test.after(() => rmSync(scratch, { recursive: true, force: true }));

const files = readdirSync(folder);
const cases = new Map([['summit', path.join(root, 'assets/articles/summit.json')]]);
for (const file of files) {
  if (file.endsWith('.json')) cases.set(file.slice(0, -5), path.join(folder, file));
  if (!file.endsWith('.mjs')) continue;
  const { default: article } = await import(pathToFileURL(path.join(folder, file)).href);
  const written = path.join(scratch, `${file.slice(0, -4)}.json`);
  writeFileSync(written, JSON.stringify(article, null, 1));
  cases.set(file.slice(0, -4), written);
}

const pattern = /^(.+)\.(\d+)\.([a-z]{2})(\.open)?\.(layout|semantics)$/;

function run(article, { width, language, open, kind }) {
  const options = ['dump', article, `--${kind}`, '--width', width, '--lang', language, '--today', '2025-09-11'];
  if (open) options.push('--open', 'all');
  const errors = path.join(scratch, 'stderr');
  writeFileSync(errors, '');
  const output = execFileSync('sh', ['-c', 'exec "$0" "$@" 2>"$STDERR"', cli, ...options], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, STDERR: errors },
  });
  return { output, warnings: readFileSync(errors, 'utf8').replaceAll(article, path.basename(article)).replaceAll(assets, '') };
}

function firstLanguage(article) {
  return JSON.parse(readFileSync(article, 'utf8')).languages[0];
}

for (const [name, article] of cases) {
  const accepting = accept === 'all' || accept === name;
  let expectations = files.filter((file) => pattern.exec(file)?.[1] === name);
  if (expectations.length === 0 && accepting)
    expectations = ['layout', 'semantics'].map((kind) => `${name}.720.${firstLanguage(article)}.${kind}`);

  test(`${name} has expectations`, () => {
    assert.ok(expectations.length > 0, `no expectation beside ${name}: write one with ./dev accept ${name}`);
  });
  for (const file of expectations) {
    const [, , width, language, open, kind] = pattern.exec(file);
    test(file, () => {
      const { output, warnings } = run(article, { width, language, open: open !== undefined, kind });
      const expected = path.join(folder, file);
      const warningsFile = path.join(folder, `${name}.${language}.warnings`);
      const allowed = existsSync(warningsFile) ? readFileSync(warningsFile, 'utf8') : '';
      if (accepting) {
        writeFileSync(expected, output);
        if (warnings !== allowed) writeFileSync(warningsFile, warnings);
        return;
      }
      assert.equal(warnings, allowed, `warnings of ${name}`);
      assert.equal(output, readFileSync(expected, 'utf8'));
    });
  }
}

test('every expectation belongs to a case', () => {
  const known = (file) => {
    const name = pattern.exec(file)?.[1] ?? /^(.+?)(?:\.[a-z]{2}\.warnings|\.json|\.mjs)$/.exec(file)?.[1];
    return name !== undefined && cases.has(name);
  };
  assert.deepEqual(files.filter((file) => !known(file)), []);
});
