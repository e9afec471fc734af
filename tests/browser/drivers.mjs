// Three browsers behind one small interface, so that the same checks run in all: Chromium over its protocol, Firefox
// over WebDriver BiDi, WebKitGTK's MiniBrowser over W3C WebDriver. Each is started here and ended by its own process.
//
//     name, goto(url), resize(width, height), evaluate(function, …JSON values), close()
//     press(keys…)   keys of WebDriver held together: 'Tab', 'Control', 'c'
//     click(x, y, times), drag(points)   CSS pixels in the window
//     pdf()          bytes, or nothing where the browser cannot print for its driver
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';
import { chromiumPath, startBrowser, temporaryDirectory } from './harness.mjs';

const keyCodes = {
  Backspace: '\uE003', Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Control: '\uE009', Escape: '\uE00C', End: '\uE010',
  Home: '\uE011', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
};

/** Input actions of WebDriver, classic and BiDi alike. */
const actions = {
  press: keys => {
    const values = keys.map(key => keyCodes[key] ?? key);
    return [{
      type: 'key', id: 'keyboard',
      actions: [
        ...values.map(value => ({ type: 'keyDown', value })),
        { type: 'pause', duration: 10 },
        ...values.toReversed().map(value => ({ type: 'keyUp', value })),
      ],
    }];
  },
  pointer: steps => [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: steps }],
};
const at = ([x, y]) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 20, origin: 'viewport' });
const down = { type: 'pointerDown', button: 0 };
const up = { type: 'pointerUp', button: 0 };
const clicks = (x, y, times) => [at([x, y]), ...Array.from({ length: times }, () => [down, up]).flat()];
const dragging = points => [at(points[0]), down, ...points.slice(1).map(at), { type: 'pause', duration: 30 }, up];

/** A function with its values as a text that gives JSON. */
const expression = (work, values) => `(${work})(...${JSON.stringify(values)})`;

const waitFor = async (what, seconds, attempt) => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      const value = await attempt();
      if (value) return value;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`${what} did not come within ${seconds} s`);
    await new Promise(done => setTimeout(done, 100));
  }
};

const started = new Set();
// A test file that is ended from outside takes its browsers along.
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL');
});
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(1));

/** A process that `end` ends. */
function start(...command) {
  const child = spawn(...command);
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** Ends a process that was started here, and waits until it is gone. */
async function end(child) {
  if (!child || child.exitCode !== null || child.signalCode) return;
  const gone = new Promise(done => child.once('exit', done));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(hard);
}

async function startChromium() {
  const browser = await startBrowser([], chromiumPath());
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  return {
    name: 'Chromium',
    version: browser.version(),
    goto: async url => void (await page.goto(url)),
    resize: (width, height) => page.setViewportSize({ width, height }),
    evaluate: async (work, ...values) =>
      JSON.parse(await page.evaluate(`(async () => JSON.stringify(await ${expression(work, values)} ?? null))()`)),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.down(key);
      for (const key of keys.toReversed()) await page.keyboard.up(key);
    },
    click: (x, y, times = 1) => page.mouse.click(x, y, { clickCount: times }),
    async drag(points) {
      await page.mouse.move(...points[0]);
      await page.mouse.down();
      for (const point of points.slice(1)) await page.mouse.move(...point, { steps: 3 });
      await page.mouse.up();
    },
    pdf: () => page.pdf({ format: 'A4' }),
    close: () => browser.close(),
  };
}

/** @param more  settings of the profile */
async function startFirefox(more = {}) {
  const path = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
  if (!path) return { missing: 'Firefox (Debian: firefox-esr; FIREFOX names another)' };
  const profile = temporaryDirectory();
  const settings = {
    'browser.shell.checkDefaultBrowser': false, 'datareporting.policy.dataSubmissionEnabled': false, 'app.update.enabled': false,
    'toolkit.telemetry.reportingpolicy.firstRun': false, 'browser.aboutwelcome.enabled': false, 'network.proxy.type': 0,
    'browser.startup.homepage_override.mstone': 'ignore', 'extensions.getAddons.cache.enabled': false,
    'services.settings.server': '', 'network.captive-portal-service.enabled': false, 'browser.safebrowsing.malware.enabled': false,
    'accessibility.tabfocus': 7, ...more,
  };
  writeFileSync(
    join(profile.path, 'user.js'),
    Object.entries(settings).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''),
  );
  const child = start(
    path,
    ['--headless', '--no-remote', '--profile', profile.path, '--remote-debugging-port', '0', 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: profile.path, MOZ_CRASHREPORTER_DISABLE: '1' } },
  );
  const address = await new Promise((resolve, reject) => {
    const said = [];
    const late = setTimeout(() => reject(new Error(`Firefox does not listen: ${said.slice(-5).join('\n')}`)), 60_000);
    createInterface({ input: child.stderr }).on('line', line => {
      said.push(line);
      const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
      if (!found) return;
      clearTimeout(late);
      resolve(found);
    });
    child.once('exit', code => reject(new Error(`Firefox ended with ${code}: ${said.slice(-5).join('\n')}`)));
  });
  const socket = new WebSocket(`${address}/session`, { perMessageDeflate: false, maxPayload: 1 << 28 });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map();
  socket.on('message', data => {
    const { id, result, error, message } = JSON.parse(data);
    const promise = waiting.get(id);
    waiting.delete(id);
    if (error) promise?.reject(new Error(`${error}: ${message}`));
    else promise?.resolve(result);
  });
  let last = 0;
  const send = (method, params) =>
    new Promise((resolve, reject) => {
      const number = ++last;
      const late = setTimeout(() => reject(new Error(`${method}: Firefox does not answer`)), 60_000);
      const answered = take => value => {
        clearTimeout(late);
        take(value);
      };
      waiting.set(number, { resolve: answered(resolve), reject: answered(reject) });
      socket.send(JSON.stringify({ id: number, method, params }));
    });
  const { capabilities } = await send('session.new', { capabilities: {} });
  // A tab of our own: the one of the start never has the focus, and then no button can be pressed by key.
  const { context } = await send('browsingContext.create', { type: 'tab' });
  const perform = list => send('input.performActions', { context, actions: list });
  return {
    name: 'Firefox',
    version: capabilities.browserVersion,
    goto: async url => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    resize: (width, height) => send('browsingContext.setViewport', { context, viewport: { width, height } }),
    async evaluate(work, ...values) {
      const { result, exceptionDetails } = await send('script.evaluate', {
        expression: `(async () => JSON.stringify(await ${expression(work, values)} ?? null))()`,
        target: { context }, awaitPromise: true, userActivation: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return JSON.parse(result.value);
    },
    press: (...keys) => perform(actions.press(keys)),
    click: (x, y, times = 1) => perform(actions.pointer(clicks(x, y, times))),
    drag: points => perform(actions.pointer(dragging(points))),
    pdf: async () => Buffer.from((await send('browsingContext.print', { context })).data, 'base64'),
    async close() {
      await send('browser.close', {}).catch(() => {});
      socket.close();
      await end(child);
      profile.cleanUp();
    },
  };
}

const freePort = () =>
  new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

async function startWebKit() {
  const driver = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
  const binary = ['4.1', '6.0', '4.0']
    .flatMap(version => [`/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}`, `/usr/lib/x86_64-linux-gnu/webkitgtk-${version}`])
    .concat('/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1')
    .map(folder => `${folder}/MiniBrowser`)
    .find(existsSync);
  if (!existsSync(driver) || !binary) return { missing: 'WebKitGTK (Debian: webkit2gtk-driver)' };
  if (!existsSync('/usr/bin/Xvfb')) return { missing: 'a screen for WebKitGTK (Debian: xvfb)' };
  const home = temporaryDirectory();
  const screen = start('/usr/bin/Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const display = await new Promise((resolve, reject) => {
    createInterface({ input: screen.stdout }).once('line', resolve);
    screen.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)));
  });
  // Hinted text has advances of whole pixels in WebKitGTK, whatever the page says (docs/browsers.md): switched off here.
  const hinting = ['pattern', 'font'].map(target =>
    `<match target="${target}"><edit name="hinting" mode="assign"><bool>false</bool></edit>` +
    '<edit name="hintstyle" mode="assign"><const>hintnone</const></edit></match>');
  writeFileSync(
    join(home.path, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>${hinting.join('')}</fontconfig>`,
  );
  const port = await freePort();
  const child = start(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env, DISPLAY: `:${display}`, HOME: home.path, XDG_RUNTIME_DIR: home.path, FONTCONFIG_FILE: join(home.path, 'fonts.conf'), NO_AT_BRIDGE: '1', GTK_A11Y: 'none',
      // The sandbox needs rights that containers do not give; the tests load nothing but this machine's own pages.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1',
    },
  });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method, body: body && JSON.stringify(body), headers: { 'Content-Type': 'application/json' },
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await waitFor('WebKitWebDriver', 20, () => call('GET', '/status'));
  const { sessionId, capabilities } = await call('POST', '/session', {
    capabilities: {
      alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } },
    },
  });
  const session = `/session/${sessionId}`;
  await call('POST', `${session}/timeouts`, { script: 30_000, pageLoad: 30_000, implicit: 0 });
  const perform = list => call('POST', `${session}/actions`, { actions: list });
  return {
    name: 'WebKitGTK',
    version: capabilities.browserVersion,
    goto: url => call('POST', `${session}/url`, { url }),
    async resize(width, height) {
      // The window has a frame of its own: what it adds is found out and added.
      await call('POST', `${session}/window/rect`, { x: 0, y: 0, width, height });
      const [inner, tall] = await this.evaluate(() => [innerWidth, innerHeight]);
      if (inner !== width || tall !== height)
        await call('POST', `${session}/window/rect`, { x: 0, y: 0, width: 2 * width - inner, height: 2 * height - tall });
    },
    async evaluate(work, ...values) {
      const script = `const done = arguments[arguments.length - 1];
        (async () => JSON.stringify(await ${expression(work, values)} ?? null))().then(done, error => done('!' + error + error.stack));`;
      const result = await call('POST', `${session}/execute/async`, { script, args: [] });
      if (result.startsWith('!')) throw new Error(result.slice(1));
      return JSON.parse(result);
    },
    press: (...keys) => perform(actions.press(keys)),
    click: (x, y, times = 1) => perform(actions.pointer(clicks(x, y, times))),
    drag: points => perform(actions.pointer(dragging(points))),
    pdf: async () => undefined,
    async close() {
      await call('DELETE', session).catch(() => {});
      await end(child);
      await end(screen);
      home.cleanUp();
    },
  };
}

/**
 * Skips a test where the machine has no such browser: in plain sight, and as a fault where it is to have all of them
 * (DEPESCHE_ALL_BROWSERS).
 * @param t  node:test's context
 */
export function isMissing(t, { missing }) {
  if (!missing) return false;
  const what = `this machine lacks ${missing}`;
  t.diagnostic(`NOT TESTED: ${what}`);
  if (process.env.DEPESCHE_ALL_BROWSERS) throw new Error(what);
  t.skip(what);
  return true;
}

/** By name, for the tests. Each gives a driver, or `missing`: what has to be installed. */
export const browsers = { Chromium: startChromium, Firefox: startFirefox, WebKitGTK: startWebKit };
