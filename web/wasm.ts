// The WASM module as typed calls: the exports of widget/platform/web/exports.h, with texts copied in and answers copied
// out. It runs in whichever thread loads it. A call that throws (a trap, no memory) leaves the instance unusable.
import start, { type Export, type Module } from 'depesche-glue';
import { type Code, type Command, type EngineCalls, type Pixels, type Rect, type Statistics, seldomNeeded } from './messages.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Painted at a time: a tile of a large screen has 13 MB, and memory that WASM has taken is never given back. */
const stripPixels = 1 << 18;

/** Rejects otherwise. Without Web Crypto, the fetch has made sure (program.ts). @param integrity  as of an `integrity` attribute */
async function isOurs(code: Code, integrity: string): Promise<void> {
  const { subtle } = crypto as Partial<Crypto>;
  if (!subtle) return;
  const digest = new Uint8Array(await subtle.digest('SHA-256', code));
  if (`sha256-${btoa(String.fromCharCode(...digest))}` !== integrity) throw new Error('the WASM is not of this build');
}

export class WasmEngine implements EngineCalls {
  readonly #module: Module;

  private constructor(module: Module) {
    this.#module = module;
  }

  /**
   * Rejects what is not of this build.
   * @param seldom  what `program` calls seldom, and ends with `seldomNeeded` where it is not there
   */
  static async start(program: Code, seldom?: Code): Promise<WasmEngine> {
    await Promise.all([isOurs(program, WASM_INTEGRITY), seldom && isOurs(seldom, SELDOM_INTEGRITY)]);
    const placeholder = (): never => {
      throw new Error(seldomNeeded);
    };
    return new Promise((resolve, reject) => {
      start({
        // What it has to say of its end is told by an event; the console is the host's.
        printErr() {},
        instantiateWasm(imports, done) {
          const placeholders = new Proxy({}, { get: () => placeholder });
          WebAssembly.instantiate(program, { ...imports, 'placeholder.deferred': placeholders })
            .then(async ({ instance, module }) => {
              // It puts its functions where the placeholders are.
              if (seldom) await WebAssembly.instantiate(seldom, { primary: instance.exports });
              done(instance, module);
            })
            .catch(reject);
          return {};
        },
      }).then(started => resolve(new WasmEngine(started)), reject);
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

  #text(at: number): string {
    const { HEAPU8 } = this.#module;
    return decoder.decode(HEAPU8.subarray(at, at + this.#call('result_length')));
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

  update(card: number, commands: readonly Command[]): string {
    for (const [name, ...values] of commands) this.#call(name, card, ...values);
    return this.#text(this.#call('update', card));
  }

  paint(card: number, dpr: number, rects: readonly Rect[], room: readonly (ArrayBuffer | undefined)[]): Pixels[] {
    return rects.map(([x, y, width, height], index) => {
      const bytes = width * height * 4;
      let pixels: Pixels = null;
      const most = Math.floor(stripPixels / width);
      for (let row = 0; row < height; row += most) {
        const rows = Math.min(most, height - row);
        const at = this.#call('paint', card, x, y + row, width, rows, dpr);
        if (!at) return null;
        pixels ??= new Uint8ClampedArray(room[index] ?? new ArrayBuffer(bytes), 0, bytes);
        pixels.set(this.#module.HEAPU8.subarray(at, at + width * rows * 4), width * row * 4);
      }
      return pixels;
    });
  }

  statistics(card: number): Statistics {
    const { length } = this.#module.HEAPU8;
    return { ...(JSON.parse(this.#text(this.#call('statistics', card))) as Statistics), wasmBytes: length };
  }
}
