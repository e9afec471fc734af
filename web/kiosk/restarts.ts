// The page starts again by itself, at a set hour and after the engine's end: not more often than it helps, and never
// over a reader.
import { fetchWhole } from './fetch_whole.js';
import type { Settings } from './settings.js';

const minuteMs = 60_000;
/** For each file of the page to be had. */
const askSeconds = 10;
/** So many within an hour are at once. */
const mostAtOnce = 3;

export class Restarts {
  readonly #free: () => boolean;
  readonly #settings: () => Settings | undefined;
  readonly #before: () => void;
  /** Milliseconds that the pages before this one had. */
  readonly #lived = Number(recall('lived')) || 0;
  #waiting: (() => void)[] = [];
  #due = false;
  #asking = false;

  /**
   * @param free  nobody is reading
   * @param before  called when the page starts again: nothing that it knows outlives it
   */
  constructor(free: () => boolean, settings: () => Settings | undefined, before: () => void) {
    this.#free = free;
    this.#settings = settings;
    this.#before = before;
    setInterval(() => this.look(), 10_000);
    window.addEventListener('pagehide', () => store('lived', String(Math.round(this.uptimeMs))));
  }

  /** Since the browser was started. */
  get count(): number {
    return Number(recall('restarts')) || 0;
  }

  /** Since the browser was started, by the clock that nobody sets. */
  get uptimeMs(): number {
    return this.#lived + performance.now();
  }

  /** As soon as nobody is reading. */
  ask(): void {
    this.#due = true;
    this.look();
  }

  /** Does something as soon as nobody is reading. */
  whenFree(work: () => void): void {
    this.#waiting.push(work);
    this.look();
  }

  look(): void {
    if (this.#free()) for (const work of this.#waiting.splice(0)) work();
    const { restartAt } = this.#settings() ?? {};
    if (restartAt && performance.now() > 60 * minuteMs) {
      const now = new Date();
      const [hours = 0, minutes = 0] = restartAt.split(':').map(Number);
      const since = now.getHours() * 60 + now.getMinutes() - hours * 60 - minutes;
      // An hour's time to find nobody reading.
      if (since >= 0 && since < 60) this.#due = true;
    }
    if (this.#isTime() && !this.#asking) void this.#start();
  }

  #isTime(): boolean {
    return this.#due && this.#free() && performance.now() >= this.#notBeforeMs();
  }

  /**
   * Only where the page can be had, with all that it names: in its place the browser would show an error of its own, which
   * nothing leads away from, and without its scripts nothing at all.
   */
  async #start(): Promise<void> {
    this.#asking = true;
    const named = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel=stylesheet]')];
    const files = [location.href, ...named.map(file => ('src' in file ? file.src : file.href))];
    const isThere = await Promise.all(files.map(file => fetchWhole(file, askSeconds))).then(
      () => true,
      () => false,
    );
    this.#asking = false;
    // The next look asks again.
    if (!isThere || !this.#isTime()) return;
    this.#due = false;
    store('restarts', String(this.count + 1));
    store('restarted', JSON.stringify([...this.#times(), Date.now()].slice(-mostAtOnce)));
    this.#before();
    location.reload();
  }

  /** Of the page's age. A fault that is there again after three restarts is not mended by a fourth. */
  #notBeforeMs(): number {
    const first = this.#times().at(-mostAtOnce);
    return first !== undefined && Date.now() - performance.now() - first < 60 * minuteMs ? 10 * minuteMs : 0;
  }

  #times(): number[] {
    const times: unknown = JSON.parse(recall('restarted') ?? '[]');
    return Array.isArray(times) ? times.filter((time): time is number => typeof time === 'number') : [];
  }
}

// Storage may be forbidden; then every page is the first.
function recall(key: string): string | null {
  try {
    return sessionStorage.getItem(`depesche-kiosk-${key}`);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    sessionStorage.setItem(`depesche-kiosk-${key}`, value);
  } catch {
    // Nothing depends on it but the count.
  }
}
