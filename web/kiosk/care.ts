// What keeps a screen well for months: the picture moves a little against burn-in, is dimmed at night, and stays lit.
// Spans of time are measured by the clock that nobody sets: a machine's own may jump by years when it first hears the time.
import type { Settings } from './settings.js';

/** The angle that never comes back to the same place: a pixel has its turn at all of them. */
const goldenAngle = Math.PI * (3 - Math.sqrt(5));

export class Care {
  readonly #stage: HTMLElement;
  readonly #shade: HTMLElement;
  readonly #settings: () => Settings | undefined;
  #step = 0;
  #shifted = performance.now();

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
    if (performance.now() - this.#shifted < pixelShift.seconds * 1000) return;
    this.#shifted = performance.now();
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
