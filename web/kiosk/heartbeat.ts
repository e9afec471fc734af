// Says regularly that the kiosk lives, to whoever embeds it and to an address: what it shows, since when, and what went
// wrong. A missing heartbeat is the sign that something outside of this page has to act.
import type { Fault } from './library.js';
import type { Settings } from './settings.js';

export interface Heartbeat {
  type: 'depesche:heartbeat';
  version: string;
  name: string;
  mode: string;
  /** Address of the article shown, or ''. */
  article: string;
  language: string;
  /** Seconds since the kiosk began, and since this page did. */
  uptime: number;
  pageUptime: number;
  restarts: number;
  /** Seconds since a server last confirmed the article shown; null without one, or where that is later than now by the machine's clock. */
  contentAge: number | null;
  /** Since the page began; the newest last. */
  errorCount: number;
  errors: readonly { at: string; type: string; message: string }[];
  /** Bytes, where the browser tells. */
  memory: number | null;
}

const mostErrors = 10;
/** For one to arrive. */
const mostMs = 30_000;

export class Pulse {
  readonly #state: () => Omit<Heartbeat, 'type' | 'version' | 'pageUptime' | 'errorCount' | 'errors' | 'memory'>;
  readonly #settings: () => Settings | undefined;
  readonly #address: (url: string) => string;
  readonly #report: (fault: Fault) => void;
  #sent = -Infinity;
  /** One is on its way to the address. */
  #pending = false;
  #count = 0;
  #errors: { at: string; type: string; message: string }[] = [];

  constructor(
    state: () => Omit<Heartbeat, 'type' | 'version' | 'pageUptime' | 'errorCount' | 'errors' | 'memory'>,
    settings: () => Settings | undefined,
    address: (url: string) => string,
    report: (fault: Fault) => void,
  ) {
    this.#state = state;
    this.#settings = settings;
    this.#address = address;
    this.#report = report;
    setInterval(() => this.#look(), 1_000);
  }

  note({ type, message }: Pick<Fault, 'type' | 'message'>): void {
    this.#count++;
    this.#errors = [...this.#errors, { at: new Date().toISOString(), type, message: message.slice(0, 500) }].slice(-mostErrors);
  }

  #look(): void {
    const every = (this.#settings()?.heartbeat.seconds ?? 60) * 1000;
    if (performance.now() - this.#sent < every) return;
    this.#sent = performance.now();
    this.beat();
  }

  beat(): void {
    const { memory } = performance as { memory?: { usedJSHeapSize: number } };
    const beat: Heartbeat = {
      type: 'depesche:heartbeat',
      version: VERSION,
      ...this.#state(),
      pageUptime: Math.round(performance.now() / 1000),
      errorCount: this.#count,
      errors: this.#errors,
      memory: memory?.usedJSHeapSize ?? null,
    };
    if (window.parent === window) window.postMessage(beat, location.origin);
    // Only to the page that embeds this one, whichever it is now.
    else if (document.referrer) window.parent.postMessage(beat, new URL(document.referrer).origin);
    const { url } = this.#settings()?.heartbeat ?? {};
    // A server that does not answer would soon have all of the browser's connections to it.
    if (url && !this.#pending) void this.#post(url, JSON.stringify(beat));
  }

  async #post(url: string, body: string): Promise<void> {
    this.#pending = true;
    const ending = new AbortController();
    const late = setTimeout(() => ending.abort(), mostMs);
    try {
      // Plain text and no answer read: a server on another origin needs no CORS for it.
      const headers = { 'content-type': 'text/plain' };
      await fetch(this.#address(url), { method: 'POST', mode: 'no-cors', headers, body, keepalive: true, signal: ending.signal });
    } catch {
      this.#report({ type: 'heartbeat', message: `the heartbeat did not arrive (${url})`, diagnostics: [] });
    } finally {
      clearTimeout(late);
      this.#pending = false;
    }
  }
}
