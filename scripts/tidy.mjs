// node scripts/tidy.mjs CLANG_TIDY BUILD STAMPS JOBS SOURCE…: clang-tidy over the sources, leaving out those that it has
// found clean before: STAMPS has a file for each, named by a hash of all that it read of ours but white space.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [tidy, build, stamps, jobs, ...sources] = process.argv.slice(2);
const common = [
  execFileSync(tidy, ['--version'], { encoding: 'utf8' }),
  ...['.clang-tidy', 'cmake/flags.cmake', 'cmake/dependencies.cmake', 'emsdk.env'].map(file => readFileSync(file, 'utf8')),
].join('\n');

/** The source and every file of ours that it includes, directly or not. */
function read(file, found = new Map()) {
  if (found.has(file) || !existsSync(file)) return found;
  const text = readFileSync(file, 'utf8');
  found.set(file, text);
  for (const [, name] of text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
    for (const folder of ['widget', path.dirname(file)]) read(path.join(folder, name), found);
  }
  return found;
}

const due = sources
  .map(source => {
    const hash = createHash('sha256').update(common);
    for (const [file, text] of [...read(source)].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${file}\n${text.replace(/\s+/g, '')}`);
    return { source, stamp: path.join(stamps, hash.digest('hex').slice(0, 32)) };
  })
  .filter(({ stamp }) => !existsSync(stamp));

mkdirSync(stamps, { recursive: true });
if (due.length) console.error(`depesche: clang-tidy over ${due.length} of ${sources.length} sources`);
let failed = false;
async function work() {
  for (let next = due.shift(); next; next = due.shift()) {
    const run = spawn('nice', [tidy, '-p', build, '--quiet', '--warnings-as-errors=*', next.source], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    run.stdout.on('data', data => {
      output += data;
    });
    const status = await new Promise(done => run.on('close', done));
    if (status === 0) writeFileSync(next.stamp, '');
    else failed = true;
    process.stdout.write(output);
  }
}
await Promise.all(Array.from({ length: Number(jobs) }, work));
process.exitCode = failed ? 1 : 0;
