// What the page shares from the first card on, whichever copy of the script it comes from: the compiled WASM, and the
// engine, once there is one.
import type { Engine } from './engine.js';

export interface Page {
  /** Where the first card's resources lie. */
  readonly base: URL;
  /** The engine's code, fetched when it is first asked for. May reject. */
  readonly program: Promise<WebAssembly.Module>;
  engine?: Engine;
}

/** The first card decides where the engine comes from. */
export function pageOf(base: string): Page {
  const page = globalThis as unknown as Record<symbol, Page | undefined>;
  const name = Symbol.for(`depesche ${VERSION}`);
  const known = page[name];
  if (known) return known;
  const from = new URL(base, document.baseURI);
  let program: Promise<WebAssembly.Module> | undefined;
  return (page[name] = {
    base: from,
    get program() {
      if (!program) {
        program = compile(new URL('wasm/depesche.wasm', from).href);
        // Those who wait for it are told; who comes later tries again.
        program.catch(() => {
          program = undefined;
        });
      }
      return program;
    },
  });
}

/** The browser compiles off the main thread; the module is sent to the Worker as it is. */
async function compile(url: string): Promise<WebAssembly.Module> {
  // A body that is not ours, and where there is none to be had, is a network error to the browser.
  const response = await fetch(url, { integrity: WASM_INTEGRITY }).catch((error: unknown) => {
    throw new Error(`${url}: ${error}`);
  });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  // Streaming insists on the MIME type, which many static servers do not know.
  return response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
