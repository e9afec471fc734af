// The shell scripts behind ./dev where a fault would go unnoticed: with stand-ins for the programs that they call.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const scripts = path.join(path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..'), 'scripts');
const scratch = mkdtempSync(path.join(tmpdir(), 'depesche-scripts-'));
test.after(() => rmSync(scratch, { recursive: true, force: true }));

const programs = path.join(scratch, 'programs');
mkdirSync(programs);

/** A program that stands in for another. */
function program(name, lines) {
  writeFileSync(path.join(programs, name), `#!/usr/bin/env bash\n${lines}\n`);
  chmodSync(path.join(programs, name), 0o755);
}

/** Lines of bash with scripts/common.sh and others, as `dev` has them. */
function run(root, lines, ...sourced) {
  const source = ['common', ...sourced].map(name => `. ${scripts}/${name}.sh`).join('\n');
  const env = { ...process.env, PATH: `${programs}:${process.env.PATH}`, DEPESCHE_CACHE: path.join(scratch, 'cache') };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -euo pipefail\nroot=${root}\ncaller_directory=${root}\n${source}\n${lines}`], {
    env, encoding: 'utf8', cwd: scratch,
  });
  return { status, stdout, stderr };
}

test('a copy of a checkout is configured anew: CMake would build the sources of the first one', () => {
  program('cmake', `
echo "$@" >>"$root/calls"
[ "$1" = --build ] || { mkdir -p "$root/build/native/CMakeFiles" && echo "CMAKE_HOME_DIRECTORY:INTERNAL=$root" >"$root/build/native/CMakeCache.txt"; }`);
  const build = root => {
    const { status, stderr } = run(root, 'export root; toolchain_key=native prebuilt_dir= source_arguments=(x); with_lock native cmake_build "" native all', 'build');
    assert.equal(status, 0, stderr);
    return readFileSync(path.join(root, 'calls'), 'utf8').match(/^--preset/gm)?.length ?? 0;
  };
  const [first, copy] = ['first', 'copy'].map(name => path.join(scratch, name));
  mkdirSync(first);
  assert.equal(build(first), 1);
  assert.equal(build(first), 1);
  cpSync(first, copy, { recursive: true });
  writeFileSync(path.join(copy, 'calls'), '');
  assert.equal(build(copy), 1);
  assert.equal(build(copy), 1);
});

test('the lists of Debian\'s packages are read again after an hour, whoever has read them', () => {
  program('apt-get', 'echo "$@" >>"$calls"');
  program('dpkg', 'echo amd64');
  const calls = path.join(scratch, 'apt-calls');
  const read = before => {
    writeFileSync(calls, '');
    const { status, stderr } = run(scratch, `export calls=${calls}; dir="$cache/apt/trixie"; mkdir -p "$dir"; ${before}; apt_suite trixie; apt_suite trixie`, 'apt');
    assert.equal(status, 0, stderr);
    return readFileSync(calls, 'utf8').match(/ update|^update -o/gm)?.length ?? 0;
  };
  assert.equal(read(':'), 1);
  assert.equal(read(':'), 0);
  // A process of the same number, long ago.
  assert.equal(read('touch -d "3 days ago" "$dir/fresh" "$dir/fresh-$$"'), 1);
});

test('./dev test names every runner that failed, also where tests failed, and one that ended before its report', () => {
  /** One test a half, in the report if there is one. */
  const reported = result => `for word; do case "$word" in --gtest_output=json:*) echo '{"testsuites": [{"testsuite": [${result}]}]}' >"\${word#*json:}" ;; esac; done`;
  program('good', reported('{"result": "COMPLETED"}'));
  program('half', `[ "$GTEST_SHARD_INDEX" = 0 ] || exit 1; ${reported('{"result": "COMPLETED"}')}`);
  program('whole', `${reported('{"failures": [{}]}')}; exit 1`);
  const results = path.join(scratch, 'results');
  mkdirSync(results);
  const { status, stdout, stderr } = run(
    scratch,
    `results=${results}; google_test one one half; google_test two two whole; google_test three three good; node ${scripts}/test-summary.mjs "$results" "$failed_runner"`,
    'test',
  );
  assert.equal(status, 1);
  assert.equal(stdout, '3 passed, 2 failed\n');
  assert.equal(stderr, 'depesche: failed: one (they ended before their report), two\n');
});

test('seeds of fuzzing: two cases of one name are two seeds, and one that is not there is a failure', () => {
  const root = path.join(scratch, 'seeds');
  const files = {
    'tests/cases/loading/same.json': '1', 'tests/cases/layout/same.json': '2', 'tests/cases/layout/every-block.json': '3', 'tests/cases/layout/right-to-left-he.json': '4',
    'tests/cases/loading/strings/de.json': '5', 'assets/strings/de.json': '6', 'assets/articles/summit.json': '7', 'tests/fuzz/seeds/raster/one': '8',
    ...Object.fromEntries(['de', 'en', 'ru'].map(tag => [`build/assets/hyphenation/${tag}.dic`, 'x'.repeat(4000)])),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const seed = () => run(root, `cd ${root}; make_seeds || echo "goes on"`, 'fuzz');
  const { status, stderr } = seed();
  assert.equal(status, 0, stderr);
  const of = target => readdirSync(path.join(root, 'build/fuzz/seeds', target)).map(name => readFileSync(path.join(root, 'build/fuzz/seeds', target, name), 'utf8')).sort();
  assert.deepEqual(of('load_article'), ['1', '2', '3', '4', '7']);
  assert.deepEqual(of('load_strings'), ['5', '6']);
  assert.deepEqual(of('load_hyphenation'), new Array(3).fill('x'.repeat(3000)));
  assert.deepEqual(of('raster'), ['8']);
  rmSync(path.join(root, 'assets/articles/summit.json'));
  assert.notEqual(seed().status, 0);
});
