// The card's WASM in Node, without a page around it: its exports (widget/platform/web/exports.h) as calls with texts and bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * An engine of its own each time.
 * @param site  folder with the resources that cards need, as in dist/
 * @param wasm  folder with depesche.mjs, the loader, and the two parts of the module
 * @param program  bytes of a module instead of those parts: one that is whole
 * @param around  is given a call's name and the call, which it makes
 */
export async function startEngine({ site, wasm = join(site, 'wasm'), program, around = (_, make) => make() }) {
  const { default: start } = await import(pathToFileURL(join(wasm, 'depesche.mjs')).href);
  const part = name => readFileSync(join(wasm, name));
  let exports;
  const module = await start({
    instantiateWasm(imports, done) {
      const made = new WebAssembly.Module(program ?? part('depesche.wasm'));
      // Nothing calls them before the second part has put its own in their place.
      const placeholders = new Proxy({}, { get: () => () => {} });
      const instance = new WebAssembly.Instance(made, { ...imports, 'placeholder.deferred': placeholders });
      ({ exports } = instance);
      if (!program) new WebAssembly.Instance(new WebAssembly.Module(part('seldom.wasm')), { primary: exports });
      return done(instance, made);
    },
  });

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
  const provide = path => {
    let bytes;
    try {
      bytes = readFileSync(join(site, path));
    } catch {
      return call('fail', path);
    }
    return call('provide', path, bytes);
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
        for (const path of answer.needs) provide(path);
      }
    },
    /** Bytes. */
    get memory() {
      return module.HEAPU8;
    },
    /** All of them, by the names that the linker gave. */
    exports,
  };
}
