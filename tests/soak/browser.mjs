// Chromium, driven by the bare DevTools protocol through a pipe (https://chromedevtools.github.io/devtools-protocol/),
// since the soak measures what a page holds in days: whoever records requests, or has worlds of scripts of his own in
// the page, as drivers for tests do, would measure those.
import { spawn } from 'node:child_process';
import { chromiumFlags, chromiumPath, temporaryDirectory } from '../browser/harness.mjs';

/** A reader waits no longer for a control, ms. */
const patience = 3000;
export const pause = ms => new Promise(done => setTimeout(done, ms));

/** Speaks to a Chromium: `send(method, params, session)` gives the result; `on(method, listener)` hears events. */
function speak(child) {
  const [, , , out, back] = child.stdio;
  const waiting = new Map();
  const listeners = new Map();
  let last = 0;
  let rest = '';
  back.setEncoding('utf8');
  back.on('data', text => {
    const messages = (rest + text).split('\0');
    rest = messages.pop();
    for (const { id, result, error, method, params } of messages.map(each => JSON.parse(each))) {
      if (id === undefined) listeners.get(method)?.(params);
      else if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(result);
      waiting.delete(id);
    }
  });
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has ended'));
  });
  return {
    on: (method, listener) => listeners.set(method, listener),
    send: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        out.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
  };
}

/**
 * The middle of an element, scrolled into view. Runs in the page.
 * @param path  selectors, each within the shadow root of what the one before has found
 * @returns x and y, CSS pixels; nothing where there is none, or where something else lies over it
 */
function middleOf({ path, index }) {
  const scope = path.slice(0, -1).reduce((at, selector) => at?.querySelector(selector)?.shadowRoot, document);
  const element = scope?.querySelectorAll(path.at(-1))[index];
  element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const { x = 0, y = 0, width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
  if (width === 0 || height === 0) return null;
  const middle = { x: x + width / 2, y: y + height / 2 };
  const met = element.getRootNode().elementFromPoint(middle.x, middle.y);
  return met && (element.contains(met) || met.contains(element)) ? middle : null;
}

/**
 * @param options  `width` and `height` of the window, CSS pixels; `timeZone`, IANA; `language`, BCP 47; `scripts`:
 *   functions that run in the page before its own scripts, each with a value
 */
export async function startBrowser({ width, height, timeZone, language, scripts }) {
  const profile = temporaryDirectory();
  const flags = ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${profile.path}`, `--window-size=${width},${height}`, `--lang=${language}`];
  const child = spawn(chromiumPath(), [...chromiumFlags, ...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, TZ: timeZone },
  });
  const ended = new Promise(done => child.once('exit', done));
  const { send: toBrowser, on } = speak(child);
  const { targetInfos } = await toBrowser('Target.getTargets');
  const { targetId } = targetInfos.find(({ type }) => type === 'page');
  const { sessionId } = await toBrowser('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params) => toBrowser(method, params, sessionId);
  await send('Page.enable');
  for (const [script, value] of scripts)
    await send('Page.addScriptToEvaluateOnNewDocument', { source: `(${script})(${JSON.stringify(value)})` });

  const evaluate = async (work, value) => {
    const expression = `(${work})(${JSON.stringify(value)})`;
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  const mouse = (type, at, more) => send('Input.dispatchMouseEvent', { type, button: 'none', ...at, ...more });
  const page = {
    send,
    evaluate,
    /** Bytes by a snapshot of V8's heap: of what scripts hold (objects, strings, closures and all else), and of what V8 has compiled. */
    async heap() {
      let json = '';
      on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (json += chunk));
      await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
      const { snapshot, nodes } = JSON.parse(json);
      const { node_fields: fields, node_types: types } = snapshot.meta;
      const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
      const held = { heap: 0, code: 0 };
      for (let at = 0; at < nodes.length; at += fields.length) {
        const kind = types[type][nodes[at + type]];
        if (kind === 'code') held.code += nodes[at + size];
        else if (kind !== 'native' && kind !== 'synthetic') held.heap += nodes[at + size];
      }
      return held;
    },
    /** Calls back whenever the page starts anew. */
    onStart: listener => on('Page.frameNavigated', ({ frame }) => !frame.parentId && listener()),
    goto: url => send('Page.navigate', { url }),
    reload: () => send('Page.reload'),
    move: (x, y) => mouse('mouseMoved', { x, y }),
    wheel: (x, y, deltaY) => mouse('mouseWheel', { x, y }, { deltaX: 0, deltaY }),
    /** Presses the control at `path` (see `middleOf`), as soon as it can be reached. */
    async click(path, index = 0) {
      for (const end = Date.now() + patience; ; await pause(50)) {
        const at = await evaluate(middleOf, { path, index });
        if (at) {
          await mouse('mouseMoved', at);
          await mouse('mousePressed', at, { button: 'left', clickCount: 1 });
          await mouse('mouseReleased', at, { button: 'left', clickCount: 1 });
          return;
        }
        if (Date.now() > end) throw new Error(`${path.join(' ')}: cannot be reached`);
      }
    },
    /** Replaces what the field at `path` holds. */
    async type(path, text) {
      await page.click(path);
      await send('Input.dispatchKeyEvent', { type: 'keyDown', commands: ['selectAll'] });
      await send('Input.insertText', { text });
    },
  };
  return {
    page,
    /** Process ids of the renderers. */
    async renderers() {
      const { processInfo } = await toBrowser('SystemInfo.getProcessInfo');
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    },
    async end() {
      child.kill();
      await ended;
      profile.cleanUp();
    },
  };
}
