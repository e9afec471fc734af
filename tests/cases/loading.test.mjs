// Data cases of loading. A file `loading/NAME.json` is a case; `NAME.expected` beside it holds what `depesche check --codes`
// prints of it: nothing for a good article. `loading/strings/` holds UI strings in the same way, `loading/kiosk/` settings of kiosks. The JSON Schema must come to
// the same verdict as the loader (warnings do not count) unless the expectation begins with `# schema cannot: reason`.
// `./dev accept NAME` (or all) writes expectations and keeps that line. Cases at the limits are made here, not stored.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const cli = process.env.DEPESCHE_CLI ?? path.join(root, 'build/native/depesche');
const accept = process.env.DEPESCHE_ACCEPT ?? '';
const scratch = mkdtempSync(path.join(tmpdir(), 'depesche-loading-'));
test.after(() => rmSync(scratch, { recursive: true, force: true }));

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
ajv.addKeyword('enumDescriptions'); // Visual Studio Code shows them beside the values it offers
const schemaOf = (name) => ajv.compile(JSON.parse(readFileSync(path.join(root, 'assets/schema', name), 'utf8')));

const kinds = [
  { folder: 'loading', options: [], schema: schemaOf('depesche-1.schema.json') },
  { folder: 'loading/strings', options: ['--strings'], schema: schemaOf('strings-1.schema.json') },
  { folder: 'loading/kiosk', options: ['--kiosk'], schema: schemaOf('depesche-kiosk-1.schema.json') },
];

const seenCodes = new Set();

/** What the command line says of `file`, and whether it can be shown. */
function check(folder, file, options) {
  const run = spawnSync(cli, ['check', '--codes', ...options, file], { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 });
  assert.equal(run.error, undefined);
  assert.equal(run.stderr, '');
  assert.ok(run.status === 0 || run.status === 1, `exit status ${run.status}, signal ${run.signal}`);
  for (const [, code] of run.stdout.matchAll(/ \[([a-z0-9-]+)\]$/gm)) seenCodes.add(code);
  const errors = run.stdout.split('\n').filter((line) => line !== '' && !line.includes(': warning: '));
  assert.equal(errors.length > 0, run.status === 1, `exit status ${run.status} with:\n${run.stdout}`);
  return { output: run.stdout, good: run.status === 0 };
}

/** The schema's verdict on the file's bytes; what is not JSON is not valid. */
function isValid(schema, bytes) {
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
  return schema(value);
}

const cannotPattern = /^# schema cannot: (.+)\n/;

for (const { folder: name, options, schema } of kinds) {
  const folder = path.join(here, name);
  const files = readdirSync(folder).filter((file) => /\.(json|expected)$/.test(file));
  const cases = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
  for (const id of cases) {
    const expectedFile = path.join(folder, `${id}.expected`);
    const before = existsSync(expectedFile) ? readFileSync(expectedFile, 'utf8') : undefined;
    const declaration = cannotPattern.exec(before ?? '');

    test(`${name}/${id}`, () => {
      const { output, good } = check(folder, `${id}.json`, options);
      if (accept === 'all' || accept === '1' || accept === id) {
        writeFileSync(expectedFile, (declaration?.[0] ?? '') + output);
      } else {
        assert.notEqual(before, undefined, `no expectation: write one with ./dev accept ${id}`);
        assert.equal(output, before.slice(declaration?.[0].length ?? 0));
      }
      const valid = isValid(schema, readFileSync(path.join(folder, `${id}.json`)));
      if (declaration) {
        assert.notEqual(valid, good, 'the schema comes to the same verdict: remove "# schema cannot"');
      } else {
        const why = schema.errors?.map((error) => `${error.instancePath} ${error.message}`).join('\n');
        assert.equal(valid, good, good ? `the loader takes it, the schema does not:\n${why}` : 'the schema takes it');
      }
    });
  }
  test(`every expectation in ${name} belongs to a case`, () => {
    const unused = files.filter((file) => file.endsWith('.expected') && !cases.includes(file.slice(0, -9)));
    assert.deepEqual(unused, []);
  });
}

test('the bundled articles, strings and settings are good, by loader and schema', () => {
  const [articles, strings, kiosks] = kinds;
  for (const { folder, kind } of [
    { folder: path.join(root, 'assets/articles'), kind: articles },
    { folder: path.join(root, 'assets/strings'), kind: strings },
    { folder: path.join(root, 'web/kiosk'), kind: kiosks },
  ]) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      assert.deepEqual(check(folder, file, kind.options), { output: '', good: true });
      assert.ok(isValid(kind.schema, readFileSync(path.join(folder, file))), `${file}: ${ajv.errorsText(kind.schema.errors)}`);
    }
  }
});

// ---- Limits

const article = (body, more = {}) =>
  JSON.stringify({ format: 'depesche/1', languages: ['en'], headline: 'Title', body, ...more });
const paragraphs = (count) => Array.from({ length: count }, () => ({ type: 'paragraph', text: 'a' }));
const mebibyte = 1 << 20;
const piece = 32;
const headline = 'Title'.length + piece;
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);

/** Each limit from both sides: the last thing that passes and the first that does not. */
const limits = [
  { name: '8 MiB', text: article([]).padEnd(8 << 20), output: '' },
  {
    name: 'one byte more than 8 MiB',
    text: article([]).padEnd((8 << 20) + 1),
    output: 'case.json: the file is larger than 8 MiB; expected at most 8388608 bytes; shorten or split it [too-large]\n',
  },
  {
    name: '9 MiB of text',
    text: article([{ type: 'paragraph', text: 'a'.repeat(9 << 20) }]),
    output: 'case.json: the file is larger than 8 MiB; expected at most 8388608 bytes; shorten or split it [too-large]\n',
  },
  {
    name: 'nesting of 64',
    text: article([], { x: JSON.parse(nested(63)) }),
    output: /^case\.json:1:72 \/x: warning: unknown field "x" is ignored \[unknown-field\]\n$/,
  },
  {
    name: 'nesting of 65',
    text: article([], { x: JSON.parse(nested(64)) }),
    output: /^case\.json:1:139: arrays and objects nested more than 64 deep; put fewer things into one another \[too-deep\]\n$/,
  },
  { name: 'nesting of 100,000', text: '['.repeat(100_000), output: /too-deep\]\n$/ },
  { name: '20,000 parts', text: article(paragraphs(20_000)), output: '' },
  { name: '20,001 blocks', text: article(paragraphs(20_001)), output: /^case\.json:1:\d+ \/body\/20000: more than 20000 parts; .* \[too-many-blocks\]\n$/ },
  {
    name: '20,001 parts of other kinds',
    text: article([
      { type: 'list', items: Array.from({ length: 10_000 }, () => 'a') },
      {
        type: 'timeline',
        entries: Array.from({ length: 5_000 }, (_, i) => ({
          id: `e${i}`,
          date: '2025-09-04',
          speaker: 'Ada',
          summary: 'a',
          statement: paragraphs(1),
        })),
      },
    ]),
    output: /^case\.json:1:\d+ \/body\/1\/entries\/4999: more than 20000 parts; .* \[too-many-blocks\]\n$/,
  },
  {
    name: '500,001 values',
    text: `[${'1,'.repeat(500_000)}1]`,
    output: /^case\.json:1:1000000: more than 500000 JSON values; .* \[too-many-values\]\n$/,
  },
  {
    name: '257 fields',
    text: article([], { x: Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`f${i}`, 1])) }),
    output: /^case\.json:1:\d+: object with more than 256 fields \[too-many-members\]\n$/,
  },
  { name: '1 MiB in one language', text: article([{ type: 'paragraph', text: 'a'.repeat(mebibyte - headline - piece) }]), output: '' },
  {
    name: 'one byte more than 1 MiB in one language',
    text: article([{ type: 'paragraph', text: 'a'.repeat(mebibyte - headline - piece + 1) }]),
    output: /^case\.json:1:\d+ \/body\/0\/text: warning: the article is too long: it is cut here; expected at most 1048576 bytes in one language, .* \[too-long\]\n$/,
  },
  {
    name: '1 MiB of short pieces',
    text: article([{ type: 'paragraph', text: Array.from({ length: 60_000 }, (_, i) => (i % 2 ? { em: 'a' } : 'b')) },
      { type: 'list', items: Array.from({ length: 19_990 }, () => 'a\nb') }]),
    output: /^case\.json:1:\d+ \/body\/1\/items\/\d+: warning: the article is too long: it is cut here; .* \[too-long\]\n$/,
  },
  {
    name: '500 warnings and 2 errors',
    text: article(Array.from({ length: 500 }, () => ({ type: 'paragraph', text: '' })), { url: 'x', published: 'y' }),
    output: (lines) => {
      assert.equal(lines.length, 201);
      assert.equal(lines.filter((line) => !line.includes(': warning: ')).length, 2, 'errors go before warnings');
      assert.equal(lines[200], 'case.json: warning: and 302 warnings more [more-diagnostics]');
    },
  },
  {
    name: '300 errors',
    text: article(Array.from({ length: 300 }, () => ({}))),
    output: (lines) => {
      assert.equal(lines.length, 201);
      assert.equal(lines[200], 'case.json: and 100 errors more [more-diagnostics]');
    },
  },
];

for (const { name, text, output } of limits) {
  test(`limit: ${name}`, () => {
    writeFileSync(path.join(scratch, 'case.json'), text);
    const found = check(scratch, 'case.json', []).output;
    if (typeof output === 'string') assert.equal(found, output);
    else if (output instanceof RegExp) assert.match(found, output);
    else output(found.trimEnd().split('\n'));
  });
}

// ---- The table of faults

test('every kind of fault has a case and an explanation', () => {
  const table = readFileSync(path.join(root, 'widget/content/faults.cpp'), 'utf8');
  const codes = new Set([...table.matchAll(/^ {4}\{"([a-z0-9-]+)", (?:error|warning),/gm)].map(([, code]) => code));
  assert.ok(codes.size > 40, 'the table of faults was not found');
  check(scratch, 'missing.json', []);
  codes.add('unreadable'); // the command line's own
  const docs = ['article-format.md', 'kiosk.md'].map((name) => readFileSync(path.join(root, 'docs', name), 'utf8')).join('');
  assert.deepEqual([...codes].filter((code) => !seenCodes.has(code)), [], 'without a case');
  assert.deepEqual([...codes].filter((code) => !docs.includes(`\`${code}\``)), [], 'without a line in docs/article-format.md or docs/kiosk.md');
});

test('the examples in docs/article-format.md are good', () => {
  const docs = readFileSync(path.join(root, 'docs/article-format.md'), 'utf8');
  const examples = [...docs.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, example]) => example);
  assert.ok(examples.length >= 5);
  for (const example of examples) {
    // Most are parts: a field of the article, a block, or an image.
    const languages = ['de', 'en'].filter((tag) => example.includes(`"${tag}":`));
    const whole = (body, fields = '') =>
      `{"format": "depesche/1", "languages": ${JSON.stringify(languages.length ? languages : ['en'])},
        ${fields.includes('"headline"') ? '' : '"headline": "H",'} ${fields ? `${fields},` : ''} "body": [${body}]}`;
    let text = example;
    if (example.startsWith('"')) text = whole('', example);
    else if (example.startsWith('{"type"')) text = whole(example);
    else if (example.includes('"sources"')) text = whole(`{"type": "figure", "image": ${example}}`);
    writeFileSync(path.join(scratch, 'case.json'), text);
    assert.equal(check(scratch, 'case.json', []).output, '', example);
  }
});

// ---- The command line around it

test('check: unreadable files, strictness, standard input and wrong use', () => {
  const run = (args, input) => {
    const { status, stdout, stderr } = spawnSync(cli, args, { cwd: scratch, encoding: 'utf8', input });
    return { status, stdout, stderr };
  };
  assert.deepEqual(run(['check', 'missing.json']), {
    status: 1,
    stdout: 'missing.json: cannot be read: No such file or directory\n',
    stderr: '',
  });
  assert.equal(run(['check', '.']).status, 1);
  const warned = article([], { kiker: 'a' });
  assert.equal(run(['check', '-'], warned).status, 0);
  const strict = run(['check', '--strict', '-'], warned);
  assert.equal(strict.status, 1);
  assert.equal(strict.stdout, '-:1:72 /kiker: warning: unknown field "kiker" is ignored; did you mean "kicker"?\n');
  for (const [args, message] of [
    [['check'], 'depesche check: no file given\nsee: depesche help check\n'],
    [['check', '--strct', '-'], 'depesche check: unknown option --strct; did you mean --strict?\nsee: depesche help check\n'],
  ]) {
    assert.deepEqual(run(args), { status: 2, stdout: '', stderr: message });
  }
  assert.equal(run(['chek']).status, 2);
  assert.match(run(['chek']).stderr, /^depesche: unknown command chek; did you mean check\?\n/);
  assert.match(run(['help', 'check']).stdout, /--strict/);
});
