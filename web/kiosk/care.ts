// What keeps a screen well for months: the picture moves a little against burn-in, is dimmed at night, and the page
// starts again by itself, at a set hour and after the engine's end.
import type { Settings } from './settings.js';

const minuteMs = 60_000;
/** The angle that never comes back to the same place: a pixel has its turn at all of them. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

export class Care {
  readonly #stage: HTMLElement;
  readonly #shade: HTMLElement;
  readonly #settings: () => Settings | undefined;
  #step = 0;
  #shifted = Date.now();

  /** @param shade  lies over everything and is dark at night */
  constructor(stage: HTMLElement, shade: HTMLElement, settings: () => Settings | undefined) {
    this.#stage = stage;
    this.#shade = shade;
    this.#settings = settings;
    setInterval(() => this.look(), 5_000);
  }

  /** Does what is due. */
  look(): void {
    const settings = this.#settings();
    if (!settings) return;
    const { night, pixelShift } = settings;
    const dim = night && isBetween(new Date(), night.from, night.to) ? 1 - night.brightnessPercent / 100 : 0;
    this.#shade.style.opacity = String(dim);
    document.documentElement.style.setProperty('--brightness', String(1 - dim));
    document.documentElement.style.setProperty('--shift', `${pixelShift.pixels}px`);
    if (Date.now() - this.#shifted < pixelShift.seconds * 1000) return;
    this.#shifted = Date.now();
    this.#step++;
    // Whole pixels of the screen: between them text would be blurred.
    const at = (part: number): string => `${Math.round(part * pixelShift.pixels) / devicePixelRatio}px`;
    const angle = this.#step * goldenAngle;
    this.#stage.style.translate = `${at(Math.cos(angle))} ${at(Math.sin(angle))}`;
  }
}

/** @param from  "22:00"; a span may pass midnight */
export function isBetween(now: Date, from: string, to: string): boolean {
  const time = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  return from < to ? time >= from && time < to : time >= from || time < to;
}

/** Starts the page again: not more often than it helps, and never over a reader. */
export class Restarts {
  readonly #free: () => boolean;
  readonly #settings: () => Settings | undefined;
  readonly #begun = Date.now();
  #due = false;

  /** @param free  nobody is reading */
  constructor(free: () => boolean, settings: () => Settings | undefined) {
    this.#free = free;
    this.#settings = settings;
    setInterval(() => this.look(), 10_000);
  }

  /** Since the browser was started. */
  get count(): number {
    return this.#times().length;
  }

  /** As soon as nobody is reading. */
  ask(): void {
    this.#due = true;
    this.look();
  }

  look(): void {
    const { restartAt } = this.#settings() ?? {};
    if (restartAt && Date.now() - this.#begun > 60 * minuteMs) {
      const now = new Date();
      const [hours = 0, minutes = 0] = restartAt.split(':').map(Number);
      const since = now.getHours() * 60 + now.getMinutes() - hours * 60 - minutes;
      // An hour's time to find nobody reading.
      if (since >= 0 && since < 60) this.#due = true;
    }
    if (!this.#due || !this.#free() || Date.now() < this.#notBefore()) return;
    this.#due = false;
    store('restarts', JSON.stringify([...this.#times(), Date.now()].slice(-50)));
    location.reload();
  }

  /** A fault that is there again after three restarts within ten minutes is not mended by a fourth. */
  #notBefore(): number {
    const third = this.#times().at(-3);
    return third !== undefined && this.#begun - third < 10 * minuteMs ? this.#begun + 10 * minuteMs : 0;
  }

  #times(): number[] {
    const times: unknown = JSON.parse(recall('restarts') ?? '[]');
    return Array.isArray(times) ? times.filter((time): time is number => typeof time === 'number') : [];
  }
}

/** When the kiosk began, restarts of the page left out: milliseconds since 1970. */
export function beginning(): number {
  const known = Number(recall('began'));
  if (known > 0) return known;
  store('began', String(Date.now()));
  return Date.now();
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

/** Phones and tablets would darken by themselves. */
export async function stayAwake(): Promise<void> {
  const hold = async (): Promise<void> => {
    try {
      await navigator.wakeLock.request('screen');
    } catch {
      // Not offered, or not now.
    }
  };
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void hold());
  await hold();
}
