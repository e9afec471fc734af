// The part of the engine's code that few articles need (scripts/split-wasm.mjs), and with it what tells that it is ours.
import type { Code } from './messages.js';
import { fetchCode } from './program.js';

/** May reject. @param base  where the card's resources lie */
export const seldomCode = (base: URL): Promise<Code> => fetchCode(new URL('wasm/seldom.wasm', base).href, SELDOM_INTEGRITY);
