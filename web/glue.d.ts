// The loader that Emscripten writes beside the WASM; scripts/build-web.mjs bundles it with the engine's thread.
declare module 'depesche-glue' {
  /** Names of widget/platform/web/exports.h, without `depesche_`. */
  export type Export =
    | 'alloc' | 'free' | 'result_length' | 'provide' | 'fail' | 'card_create' | 'card_destroy' | 'set_article' | 'set'
    | 'open' | 'activate' | 'search' | 'search_step' | 'pointer' | 'update' | 'paint' | 'statistics';

  export type Module = Record<`_depesche_${Export}`, (...values: number[]) => number> & {
    HEAPU8: Uint8Array<ArrayBuffer>;
  };

  export default function start(options: {
    /** Takes what would be written to the console. */
    printErr(line: string): void;
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object;
  }): Promise<Module>;
}
