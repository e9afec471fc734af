// node scripts/split-wasm.mjs WASM_SPLIT FOLDER: divides FOLDER/depesche.wasm, as it was linked, into FOLDER/split/depesche.wasm,
// all that a usual reading calls, and FOLDER/split/seldom.wasm, the rest, which the page fetches when something asks for it:
// a fault of the article has to be told, for instance. Binaryen's `wasm-split` does it, by a profile of scripts/usual-reading.mjs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEngine } from './node-engine.mjs';
import { readAsUsual } from './usual-reading.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const [program, folder] = process.argv.slice(2);
const whole = join(folder, 'depesche.wasm');
const split = join(folder, 'split');
/** What Emscripten's code uses of what came after the first version of WebAssembly. */
const features = [
  'bulk-memory', 'bulk-memory-opt', 'call-indirect-overlong', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext', 'simd',
].map(name => `--enable-${name}`);

const run = (...args) => execFileSync(program, [...features, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });

/** All that the result depends on. */
function key() {
  const hash = createHash('sha256');
  const read = ['tests/cases/layout', 'tests/cases/loading', 'build/assets/fonts', 'build/assets/hyphenation', 'build/assets/strings'].flatMap(folder =>
    readdirSync(folder).filter(name => /\.(json|ttf|dic)$/.test(name)).map(name => join(folder, name)),
  );
  const scripts = ['node-engine', 'split-wasm', 'usual-reading'].map(name => `scripts/${name}.mjs`);
  for (const file of [whole, program, 'assets/articles/summit.json', ...read, ...scripts]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

async function divide() {
  const instrumented = join(split, 'instrumented.wasm');
  const profile = join(split, 'profile');
  run('--instrument', whole, '-o', instrumented);
  const engine = await startEngine({ site: 'build/assets', wasm: folder, program: readFileSync(instrumented) });
  readAsUsual(engine);
  const bytes = engine.exports.__write_profile(0, 0);
  const at = engine.call('alloc', bytes);
  engine.exports.__write_profile(at, bytes);
  writeFileSync(profile, engine.memory.subarray(at, at + bytes));
  run(whole, `--profile=${profile}`, '--export-prefix=%', '-o1', join(split, 'depesche.wasm'), '-o2', join(split, 'seldom.wasm'));
}

mkdirSync(split, { recursive: true });
const made = join(split, 'key');
const wanted = key();
if (!existsSync(made) || readFileSync(made, 'utf8') !== wanted) {
  await divide();
  writeFileSync(made, wanted);
}
