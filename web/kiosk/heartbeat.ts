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
  /** Seconds since a server last confirmed the article shown; null without one. */
  contentAge: number | null;
  /** Since the page began; the newest last. */
  errorCount: number;
  errors: readonly { at: string; type: string; message: string }[];
  /** Bytes, where the browser tells. */
  memory: number | null;
}

const mostErrors = 10;

export class Pulse {
  readonly #state: () => Omit<Heartbeat, 'type' | 'version' | 'pageUptime' | 'errorCount' | 'errors' | 'memory'>;
  readonly #settings: () => Settings | undefined;
  readonly #address: (url: string) => string;
  readonly #began = Date.now();
  #sent = 0;
  #count = 0;
  #errors: { at: string; type: string; message: string }[] = [];

  constructor(
    state: () => Omit<Heartbeat, 'type' | 'version' | 'pageUptime' | 'errorCount' | 'errors' | 'memory'>,
    settings: () => Settings | undefined,
    address: (url: string) => string,
  ) {
    this.#state = state;
    this.#settings = settings;
    this.#address = address;
    setInterval(() => this.#look(), 1_000);
  }

  note({ type, message }: Pick<Fault, 'type' | 'message'>): void {
    this.#count++;
    this.#errors = [...this.#errors, { at: new Date().toISOString(), type, message: message.slice(0, 500) }].slice(-mostErrors);
  }

  #look(): void {
    const every = (this.#settings()?.heartbeat.seconds ?? 60) * 1000;
    if (Date.now() - this.#sent < every) return;
    this.#sent = Date.now();
    this.beat();
  }

  beat(): void {
    const { memory } = performance as { memory?: { usedJSHeapSize: number } };
    const beat: Heartbeat = {
      type: 'depesche:heartbeat',
      version: VERSION,
      ...this.#state(),
      pageUptime: Math.round((Date.now() - this.#began) / 1000),
      errorCount: this.#count,
      errors: this.#errors,
      memory: memory?.usedJSHeapSize ?? null,
    };
    if (window.parent === window) window.postMessage(beat, location.origin);
    // Only to the page that embeds this one, whichever it is now.
    else if (document.referrer) window.parent.postMessage(beat, new URL(document.referrer).origin);
    const { url } = this.#settings()?.heartbeat ?? {};
    if (!url) return;
    // Plain text and no answer read: a server on another origin needs no CORS for it.
    void fetch(this.#address(url), {
      method: 'POST',
      mode: 'no-cors',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(beat),
      keepalive: true,
    }).catch(() => this.note({ type: 'heartbeat', message: `the heartbeat did not arrive (${url})` }));
  }
}
