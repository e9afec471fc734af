// The WASM module as typed calls: the exports of widget/platform/web/exports.h, with texts copied in and JSON parsed
// out. It runs in whichever thread loads it. A call that throws (a trap, no memory) leaves the instance unusable.
import type { Command, Statistics, Update } from './messages.js';

type Export =
  | 'alloc' | 'free' | 'result_length' | 'provide' | 'fail' | 'card_create' | 'card_destroy' | 'set_article' | 'set'
  | 'open' | 'activate' | 'search' | 'search_step' | 'pointer' | 'update' | 'paint' | 'statistics';

type Module = Record<`_depesche_${Export}`, (...values: number[]) => number> & { HEAPU8: Uint8Array<ArrayBuffer> };

interface Glue {
  default(options: {
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object;
  }): Promise<Module>;
}

/** Code that has been fetched and compiled, from which instances are made. */
export interface Program {
  glue: Glue;
  module: WebAssembly.Module;
}

export async function loadProgram(base: URL): Promise<Program> {
  const url = new URL('wasm/depesche.mjs', base).href;
  const [glue, module] = await Promise.all([
    import(url) as Promise<Glue>,
    compile(new URL('wasm/depesche.wasm', base)),
  ]);
  return { glue, module };
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href}: HTTP ${response.status}`);
  // Streaming insists on the MIME type, which many static servers do not know.
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class WasmEngine {
  readonly #module: Module;

  private constructor(module: Module) {
    this.#module = module;
  }

  static async start({ glue, module }: Program): Promise<WasmEngine> {
    return new Promise((resolve, reject) => {
      glue
        .default({
          instantiateWasm(imports, done) {
            WebAssembly.instantiate(module, imports).then(instance => done(instance, module), reject);
            return {};
          },
        })
        .then(started => resolve(new WasmEngine(started)), reject);
    });
  }

  /** Copies texts and bytes in, each as pointer and length. */
  #call(name: Export, ...values: (boolean | number | string | Uint8Array)[]): number {
    const module = this.#module;
    const lent: number[] = [];
    const numbers = values.flatMap(value => {
      if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
      const bytes = typeof value === 'string' ? encoder.encode(value) : value;
      const at = module._depesche_alloc(bytes.length || 1);
      if (!at) throw new RangeError('no memory');
      module.HEAPU8.set(bytes, at);
      lent.push(at);
      return [at, bytes.length];
    });
    const result = module[`_depesche_${name}`](...numbers);
    for (const at of lent) module._depesche_free(at);
    return result;
  }

  #json<T>(at: number): T {
    const { HEAPU8 } = this.#module;
    return JSON.parse(decoder.decode(HEAPU8.subarray(at, at + this.#call('result_length')))) as T;
  }

  provide(path: string, bytes: Uint8Array): boolean {
    return this.#call('provide', path, bytes) === 1;
  }

  fail(path: string): void {
    this.#call('fail', path);
  }

  create(): number {
    return this.#call('card_create');
  }

  destroy(card: number): void {
    this.#call('card_destroy', card);
  }

  run(card: number, [name, ...values]: Command): void {
    this.#call(name, card, ...values);
  }

  update(card: number): Update {
    return this.#json(this.#call('update', card));
  }

  /** The pixels lie in the module's memory and are valid until the next call; null when the card refuses. */
  paint(card: number, x: number, y: number, width: number, height: number, dpr: number): ImageData | null {
    const at = this.#call('paint', card, x, y, width, height, dpr);
    if (!at) return null;
    return new ImageData(new Uint8ClampedArray(this.#module.HEAPU8.buffer, at, width * height * 4), width, height);
  }

  statistics(card: number): Statistics {
    return { ...this.#json<Statistics>(this.#call('statistics', card)), wasmBytes: this.#module.HEAPU8.length };
  }
}
