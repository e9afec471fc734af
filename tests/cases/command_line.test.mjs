// The command line where an article is no fault: what it prints, where it cannot print it, and what it refuses.
// `loading.test.mjs` has what `check` says of articles, `layout.test.mjs` what `dump` prints.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    leadFigure: { image: { sources: ['../a.jpg', '/b.jpg', 'https://img.example/c.jpg'].map(url => ({ url, width: 64, height: 36 })), alt: '' } },
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

function run(args, stdout = 'pipe', stdin = 'ignore') {
  const { error, ...done } = spawnSync(cli, args, { cwd: scratch, encoding: 'utf8', stdio: [stdin, stdout, 'pipe'] });
  assert.equal(error, undefined);
  return done;
}

test('the commands are those of `depesche help` and of `./dev help`', () => {
  const own = [...run(['help']).stdout.matchAll(/^ {2}depesche (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(own, [...Object.keys(commands), 'help']);
  const script = readFileSync(path.join(root, 'scripts/commands.sh'), 'utf8');
  assert.deepEqual(/^ {2}cli ARGS… +the native command line: (.+)$/m.exec(script)?.[1].split(', '), Object.keys(commands));
});

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

for (const [name, args] of Object.entries(commands)) {
  test(`${name}: - is standard input`, () => {
    const article = openSync(path.join(scratch, 'article.json'), 'r');
    const { status, stdout } = run([...args.slice(0, -1), '-'], 'pipe', article);
    closeSync(article);
    assert.equal(status, 0);
    assert.notEqual(stdout, '');
  });
}

test('html: words of the interface that are damaged are English, and that is said', () => {
  mkdirSync(path.join(scratch, 'assets/strings'), { recursive: true });
  writeFileSync(path.join(scratch, 'assets/strings/de.json'), '{"format":');
  const { status, stderr } = run([...commands.html, '--assets', 'assets']);
  assert.equal(status, 0);
  assert.match(stderr, /^warning: assets\/strings\/de\.json:1:\d+: .+; the interface's words are English$/m);
});

test('html: a date is written as in the region that the language tag names', () => {
  const dated = { format: 'depesche/1', languages: ['en-GB'], headline: 'H', published: '2025-09-04', body: [] };
  writeFileSync(path.join(scratch, 'dated.json'), JSON.stringify(dated));
  assert.match(run(['html', 'dated.json']).stdout, />Published 4 September 2025</);
});

test('render: a picture is the file that its address names in a browser', () => {
  mkdirSync(path.join(scratch, 'pictures'));
  for (const file of ['plain.jpg', 'with space.jpg', '100%.jpg']) cpSync(path.join(root, 'assets/images/related-kremlin-320.jpg'), path.join(scratch, 'pictures', file));
  const render = url => {
    const image = { sources: [{ url: `pictures/${url}`, type: 'image/jpeg', width: 320, height: 213 }], alt: '' };
    const article = { format: 'depesche/1', languages: ['en'], headline: 'Picture', body: [{ type: 'figure', image }] };
    writeFileSync(path.join(scratch, 'picture.json'), JSON.stringify(article));
    return run(['render', '-o', '-', '--width', '320', 'picture.json']);
  };
  const { stdout: wanted, stderr } = render('plain.jpg');
  assert.doesNotMatch(stderr, /pictures/);
  for (const url of ['plain.jpg?v=3', 'plain.jpg#top', 'with%20space.jpg', '100%25.jpg', '100%.jpg', '%70lain.jpg?crop=16:9']) assert.ok(render(url).stdout === wanted, url);
  for (const url of ['missing.jpg', 'plain.jpg%00']) assert.match(render(url).stderr, /^warning: pictures\/.+ cannot be read: No such file/m, url);
});

test('oembed: the answer and the element that leads to it do not both go to standard output', () => {
  for (const out of [[], ['-o', '-']]) {
    const { status, stderr } = run([...commands.oembed, '--at', 'https://news.example/a.json', ...out]);
    assert.equal(status, 2);
    assert.match(stderr, /^depesche oembed: --at needs -o: the file that is served there\n/);
  }
});

for (const name of ['dump', 'render', 'html', 'oembed', 'bench']) {
  test(`${name} --lang: case does not count, nor what follows the language; one that the article has not is refused`, () => {
    const print = tag => run([...commands[name], '--lang', tag]);
    const english = print('en-GB');
    assert.equal(english.status, 0);
    for (const tag of ['EN-gb', 'EN', 'en-US']) {
      const { status, stdout } = print(tag);
      assert.equal(status, 0, tag);
      if (name !== 'bench') assert.equal(stdout, english.stdout, tag);
    }
    if (name !== 'bench') {
      assert.notEqual(english.stdout, print('de').stdout);
      assert.equal(print('DE').stdout, print('de').stdout);
    }
    for (const tag of ['fr', 'd', 'german', '']) {
      const { status, stdout, stderr } = print(tag);
      assert.equal(status, 2, tag);
      assert.equal(stdout, '');
      const fault = `depesche ${name}: the article has no language ${tag}; it has de, en-GB\nsee: depesche help ${name}\n`;
      assert.ok(stderr.endsWith(fault), stderr); // after what there is to say of the article
    }
  });
}

test('--today: a day of the calendar, without a time', () => {
  const today = date => run([...commands.dump, '--today', date]);
  for (const date of ['2024-02-29', '2000-02-29', '2025-12-31', 'none']) assert.equal(today(date).status, 0, date);
  for (const date of ['2025-02-31', '2025-02-29', '1900-02-29', '2025-04-31']) {
    assert.equal(today(date).status, 2);
    assert.match(today(date).stderr, new RegExp(`^depesche dump: --today: there is no day ${date}\n`));
  }
  for (const date of ['2025-9-1', '2025-13-01', '2025-01-00', '2025-09-11T12:00', 'tomorrow']) {
    assert.equal(today(date).status, 2);
    assert.match(today(date).stderr, /^depesche dump: --today takes a date as YYYY-MM-DD, or none\n/, date);
  }
});

test('html: pictures are those of the article at --src, unless --base names another folder', () => {
  const addresses = (...options) => {
    const { status, stdout } = run([...commands.html, ...options]);
    assert.equal(status, 0);
    const set = /srcset="([^"]+)"/.exec(stdout)[1].split(', ').map(candidate => candidate.split(' ')[0]);
    assert.deepEqual(JSON.parse(/json">(.+)<\/script>/.exec(stdout)[1]).image, set, 'JSON-LD');
    assert.ok(stdout.includes(`<img src="${set[0]}"`), stdout);
    return set.slice(0, 2);
  };
  assert.deepEqual(addresses(), ['../a.jpg', '/b.jpg']);
  assert.deepEqual(addresses('--src', 'article.json'), ['../a.jpg', '/b.jpg']);
  assert.deepEqual(addresses('--src', '/articles/article.json?v=1/2'), ['/articles/../a.jpg', '/b.jpg']);
  assert.deepEqual(addresses('--src', 'https://cdn.example/articles/article.json'), ['https://cdn.example/articles/../a.jpg', 'https://cdn.example/b.jpg']);
  assert.deepEqual(addresses('--src', '/articles/article.json', '--base', '/news/'), ['/news/../a.jpg', '/b.jpg']);
  assert.deepEqual(addresses('--src', '/articles/article.json', '--base', ''), ['../a.jpg', '/b.jpg']);
});

/** The answer of `depesche oembed` with these options; an option given twice counts the last time. */
function answer(...options) {
  const { status, stdout } = run([...commands.oembed, ...options]);
  assert.equal(status, 0);
  return JSON.parse(stdout);
}

test('oembed: the thumbnail is that of the article at --src, which embed.html fetches', () => {
  const thumbnail = (...options) => answer(...options).thumbnail_url;
  const embed = ['--embed', 'https://cdn.example/depesche/embed.html'];
  assert.equal(thumbnail(...embed, '--src', 'articles/article.json'), 'https://cdn.example/depesche/articles/../a.jpg');
  assert.equal(thumbnail(...embed, '--src', '/article.json'), 'https://cdn.example/../a.jpg');
  assert.equal(thumbnail(...embed, '--src', 'https://news.example/n/article.json'), 'https://news.example/n/../a.jpg');
  assert.equal(thumbnail(...embed, '--base', 'https://img.example/n/'), 'https://img.example/n/../a.jpg');
});

test("oembed: embed.html's own query and fragment stay", () => {
  const address = embed => /src="([^"]+)"/.exec(answer('--embed', embed).html)[1].replaceAll('&amp;', '&');
  assert.equal(address('https://n.example/embed.html'), 'https://n.example/embed.html?src=article.json&lang=de');
  const { searchParams, hash } = new URL(address('https://n.example/embed.html?host=https://news.example#top'));
  assert.deepEqual([...searchParams], [['host', 'https://news.example'], ['src', 'article.json'], ['lang', 'de']]);
  assert.equal(hash, '#top');
});
