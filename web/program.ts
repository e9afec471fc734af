// What the page shares from the first card on, whichever copy of the script it comes from: the engine's code, and the
// engine, once there is one.
import type { Engine } from './engine.js';
import type { Code } from './messages.js';

export interface Page {
  /** Where the first card's resources lie. */
  readonly base: URL;
  /** The engine's code, fetched when it is first asked for. May reject. */
  readonly program: Promise<Code>;
  engine?: Engine;
}

/** The first card decides where the engine comes from. @param base  a folder's address; '': that of the script */
export function pageOf(base: string): Page {
  const page = globalThis as unknown as Record<symbol, Page | undefined>;
  const name = Symbol.for(`depesche ${VERSION}`);
  let program: Page['program'] | undefined;
  return (page[name] ??= {
    base: new URL(base ? base.replace(/\/?$/, '/') : import.meta.url, document.baseURI),
    get program() {
      if (!program) {
        program = fetchCode(new URL('wasm/depesche.wasm', this.base).href, WASM_INTEGRITY);
        // Those who wait for it are told; who comes later tries again.
        program.catch(() => {
          program = undefined;
        });
      }
      return program;
    },
  });
}

/**
 * The bytes, which the engine's thread compiles: streaming would check each function in the page's own thread, and a module of
 * this size is not kept in Chromium's cache of compiled code, which streaming is for. That thread also makes sure that they are ours
 * (wasm.ts); the browser, when asked to, does it in the page's, in one task. Only where there is no Web Crypto it has to.
 */
export async function fetchCode(url: string, integrity: string): Promise<Code> {
  // A body that is not ours, like none at all, is a network error to the browser.
  const response = await fetch(url, { integrity: isSecureContext ? '' : integrity }).catch((error: unknown) => {
    throw new Error(`${url}: ${error}`);
  });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
