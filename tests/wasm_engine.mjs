// dist/'s WASM in Node, without a page around it: its exports (widget/platform/web/exports.h) as calls with texts and bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * An engine of its own each time.
 * @param around  is given a call's name and the call, which it makes
 */
export async function startEngine(around = (_, make) => make()) {
  const { default: start } = await import(join(dist, 'wasm/depesche.mjs'));
  const module = await start({ wasmBinary: readFileSync(join(dist, 'wasm/depesche.wasm')) });

  /** @param name  of an export, without its prefix; `values` are numbers, texts or bytes */
  const call = (name, ...values) => {
    const lent = [];
    const numbers = values.flatMap(value => {
      if (typeof value === 'number') return value;
      const bytes = typeof value === 'string' ? encoder.encode(value) : value;
      const at = module._depesche_alloc(bytes.length || 1);
      module.HEAPU8.set(bytes, at);
      lent.push(at);
      return [at, bytes.length];
    });
    const result = around(name, () => module[`_depesche_${name}`](...numbers));
    for (const at of lent) module._depesche_free(at);
    return result;
  };
  return {
    call,
    /** What the card has to say, which gets all that it asks for; each answer on the way goes to `heed`. */
    update(card, heed = () => {}) {
      for (;;) {
        const at = call('update', card);
        const answer = JSON.parse(decoder.decode(module.HEAPU8.subarray(at, at + call('result_length'))));
        heed(answer);
        if (!answer.needs) return answer;
        for (const path of answer.needs) call('provide', path, readFileSync(join(dist, path)));
      }
    },
    /** Bytes. */
    get memory() {
      return module.HEAPU8.length;
    },
  };
}
