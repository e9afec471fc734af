// The engine's end of the line, in a Worker or, where there is none to be had, in the page's own thread: takes calls as
// plain messages, answers each, and lends nothing: pixels are given away with the message.
import type { Answer, Call, Pixels } from './messages.js';
import { WasmEngine } from './wasm.js';

interface Port {
  onmessage: ((event: MessageEvent<Call>) => void) | null;
  postMessage(message: Answer, transfer: Transferable[]): void;
}

export function serve(port: Port): void {
  let wasm: WasmEngine | undefined;

  const run = async (call: Call[1]): Promise<unknown> => {
    if (call[0] === 'start') {
      wasm = await WasmEngine.start(call[1], call[2]);
      return undefined;
    }
    const [name, ...values] = call;
    if (!wasm) throw new Error('the engine has ended');
    return Reflect.apply(wasm[name], wasm, values);
  };

  port.onmessage = async ({ data: [number, call] }) => {
    try {
      const value = await run(call);
      const gift = Array.isArray(value) ? value.flatMap((part: Pixels) => part?.buffer ?? []) : [];
      port.postMessage([number, value], gift);
    } catch (error) {
      // What has trapped is never called again; its memory is free.
      wasm = undefined;
      port.postMessage([number, undefined, String(error)], []);
    }
  };
  // The page knows now that the policy lets this thread run.
  port.postMessage([0, undefined], []);
}

// `document`: the page has imported the module and calls `serve` itself.
if (!('document' in globalThis)) serve(globalThis as unknown as Port);
