// The script of the engine's thread with faults in it, the same in a Worker as in the page.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './harness.mjs';

/** Runs before that script, in its thread. */
function prepare({ trap, always = false, mostMemory, tell = true }) {
  const { instantiate } = WebAssembly;
  const say = what => tell && void fetch(`/${what}`);
  const line = new BroadcastChannel('engine');
  let asked = false;
  let trapped = false;
  // The server knows of all instances.
  const isFirst = () => {
    if (trapped) return false;
    trapped = true;
    const request = new XMLHttpRequest();
    request.open('GET', '/trap', false);
    request.send();
    return request.status === 200;
  };
  const name = Math.random();
  line.onmessage = ({ data: [to, what] }) => {
    if (to === 'whoever') return line.postMessage(['page', name]);
    if (to !== name) return;
    if (what === 'trap') asked = true;
    if (what === 'close') setTimeout(() => globalThis.close());
    line.postMessage(['page', name]);
  };
  if (mostMemory) {
    const { grow } = WebAssembly.Memory.prototype;
    WebAssembly.Memory.prototype.grow = function (pages) {
      if (this.buffer.byteLength + pages * 65536 <= mostMemory) return grow.call(this, pages);
      say('refused');
      throw new RangeError('no memory');
    };
  }
  WebAssembly.instantiate = async (...args) => {
    const started = await instantiate.call(WebAssembly, ...args);
    // The engine is made of its bytes; what is made of a module is the kiosk's. Its seldom part begins nothing.
    if (!started.instance || args[1].primary) return started;
    say('started');
    const exports = {};
    for (const [name, value] of Object.entries(started.instance.exports)) {
      exports[name] =
        typeof value !== 'function'
          ? value
          : (...values) => {
              if (!asked && (name !== trap || (!always && !isFirst()))) return value(...values);
              asked = false;
              say('trapped');
              throw new WebAssembly.RuntimeError('unreachable, as told');
            };
    }
    return { module: started.module, instance: { exports } };
  };
}

/**
 * dist/engine_thread.js with faults. It hears what `tellEngine` says in a page, and asks the server for /started, /trapped
 * and /refused as each happens.
 * @param options  `trap`: the name of an export whose first call traps, or if `always` each call, in every instance; `mostMemory`:
 *   bytes, beyond which the memory does not grow; `tell: false`: the server is asked for nothing
 * @param script  the script, where it is not that of dist/
 */
export function faultyEngine(options = {}, script = readFileSync(join(root, 'dist/engine_thread.js'), 'utf8')) {
  return `(${prepare})(${JSON.stringify(options)});\n${script}`;
}

/** Bytes of a WASM that would do as well, and is not of this build: an empty section more. */
export const anotherEngine = () => Buffer.concat([readFileSync(join(root, 'dist/wasm/depesche.wasm')), Buffer.from([0, 2, 1, 0x78])]);

/** Answers for it on a server of the harness. */
export function serveFaultyEngine(server, options) {
  server.answer('/engine_thread.js', 200, 'text/javascript', faultyEngine(options));
  for (const path of ['/started', '/trapped', '/refused']) server.answer(path, 200, 'text/plain', '');
  let traps = 0;
  server.routes.set('/trap', (_, response) => response.writeHead(traps++ === 0 ? 200 : 204).end());
}

/**
 * Runs in a page. "trap": the next call of an export traps; "close": the Worker is gone without a word. One thread hears it and
 * no other: one that has just begun may be told in WebKit what was said before.
 */
export async function tellEngine(what) {
  const line = new BroadcastChannel('engine');
  const answer = () =>
    new Promise(done => {
      line.onmessage = ({ data: [to, name] }) => to === 'page' && done(name);
    });
  const there = answer();
  line.postMessage(['whoever']);
  const name = await there;
  const done = answer();
  line.postMessage([name, what]);
  await done;
  line.close();
}
