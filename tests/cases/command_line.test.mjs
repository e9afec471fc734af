// The command line where an article is no fault: what it prints, where it cannot print it, and what it refuses.
// `loading.test.mjs` has what `check` says of articles, `layout.test.mjs` what `dump` prints.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const cli = process.env.DEPESCHE_CLI ?? path.join(root, 'build/native/depesche');
const scratch = mkdtempSync(path.join(tmpdir(), 'depesche-command-line-'));
test.after(() => rmSync(scratch, { recursive: true, force: true }));

writeFileSync(
  path.join(scratch, 'article.json'),
  JSON.stringify({
    format: 'depesche/1',
    languages: ['de', 'en-GB'],
    headline: { de: 'Titel', 'en-GB': 'Title' },
    kiker: 'a field that check warns of',
    body: [],
  }),
);

/** Every command but help, with what it needs to print something. */
const commands = {
  check: ['check', 'article.json'],
  dump: ['dump', '--layout', 'article.json'],
  render: ['render', '-o', '-', 'article.json'],
  html: ['html', 'article.json'],
  oembed: ['oembed', '--embed', 'https://cdn.example/embed.html', '--src', 'article.json', 'article.json'],
  bench: ['bench', '--rounds', '1', 'article.json'],
};

function run(args, stdout = 'pipe') {
  const { error, ...done } = spawnSync(cli, args, { cwd: scratch, encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'] });
  assert.equal(error, undefined);
  return done;
}

for (const args of [...Object.values(commands), ['help'], ['help', 'check'], ['check', '--help']]) {
  test(`${args.join(' ')}: a full disk behind standard output is a fault`, () => {
    assert.equal(run(args).status, 0);
    assert.notEqual(run(args).stdout, '');
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = run(args, full);
    closeSync(full);
    assert.equal(status, 1);
    assert.match(stderr, /^standard output: cannot be written: No space left on device\n/m);
  });
}

test('oembed: the answer and the element that leads to it do not both go to standard output', () => {
  for (const out of [[], ['-o', '-']]) {
    const { status, stderr } = run([...commands.oembed, '--at', 'https://news.example/a.json', ...out]);
    assert.equal(status, 2);
    assert.match(stderr, /^depesche oembed: --at needs -o: the file that is served there\n/);
  }
});
