// A page's clock that can be moved forward. The tests' clock is Playwright's, which drives the page through connections
// of its own; the soak has none of them (browser.mjs).

/**
 * Runs in a page before its own scripts. Time passes as it does, from `begin` on, and `globalThis.forward(ms)` moves it
 * on at once: timers that fall due in between run once, in their order, as after a sleep of the machine. A page that starts again
 * goes on where the last one was.
 * @param begin  milliseconds since 1970
 */
export function movableClock(begin) {
  const RealDate = Date;
  const { setTimeout: arm, clearTimeout: disarm } = globalThis;
  let offset = Number(sessionStorage.getItem('clock-offset') ?? begin - RealDate.now());
  const now = () => RealDate.now() + offset;
  // The clock that nobody sets begins with each page.
  const { now: sincePage } = performance;
  let moved = 0;
  performance.now = () => sincePage.call(performance) + moved;
  globalThis.Date = class extends RealDate {
    constructor(...given) {
      super(...(given.length > 0 ? given : [now()]));
    }
    static now = now;
  };

  /** By handle: work, due, and `every` for an interval. */
  const timers = new Map();
  let last = 0;
  const wait = (handle, timer) => {
    timer.real = arm(() => {
      if (timer.every === undefined) timers.delete(handle);
      else {
        timer.due = now() + timer.every;
        wait(handle, timer);
      }
      timer.work();
    }, timer.due - now());
  };
  const add = (work, ms, values, every) => {
    const timer = { work: () => work(...values), due: now() + ms, every };
    timers.set(++last, timer);
    wait(last, timer);
    return last;
  };
  const remove = handle => {
    disarm(timers.get(handle)?.real);
    timers.delete(handle);
  };
  globalThis.setTimeout = (work, ms = 0, ...values) => add(work, ms, values);
  globalThis.setInterval = (work, ms = 0, ...values) => add(work, ms, values, Math.max(1, ms));
  globalThis.clearTimeout = globalThis.clearInterval = remove;

  globalThis.forward = ms => {
    offset += ms;
    moved += ms;
    sessionStorage.setItem('clock-offset', String(offset));
    for (const [handle, timer] of [...timers].sort(([, a], [, b]) => a.due - b.due)) {
      disarm(timer.real);
      wait(handle, timer);
    }
  };
}
