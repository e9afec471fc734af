// What can be read before there are pixels, and where there will be none: the host's own children of the element or,
// without any, the article in plain DOM.
import type { Resources } from './resources.js';
import type { Source } from './source.js';
import { addStyle } from './style.js';
import { frame, pause } from './system.js';

/** The page has shown something. */
function firstPaint(): Promise<void> {
  return new Promise(shown =>
    new PerformanceObserver((list, observer) => {
      if (!list.getEntriesByName('first-contentful-paint')[0]) return;
      observer.disconnect();
      shown();
    }).observe({ type: 'paint', buffered: true }),
  );
}

export class FirstWords {
  readonly #host: HTMLElement;
  readonly #slot: HTMLSlotElement;
  #plain: HTMLElement | undefined;
  #source: Source | undefined;
  #reading: Promise<void> | undefined;

  constructor(host: HTMLElement, slot: HTMLSlotElement) {
    this.#host = host;
    this.#slot = slot;
  }

  /** The host has written some itself. */
  get areGiven(): boolean {
    return this.#slot.assignedNodes().some(({ textContent }) => textContent?.trim());
  }

  get areThere(): boolean {
    return !!this.#plain || this.areGiven;
  }

  /** Once for each source: who reads already is not disturbed. @param shown  called when they are there */
  read(source: Source, language: string, resources: Resources, shown: () => void): void {
    if (this.#source === source) return;
    this.#source = source;
    // Its own module, since pages with light-DOM children never need it.
    this.#reading = import('./plain_reader.js')
      .then(({ plainReader, plainStyle }) =>
        plainReader(this.#host, source.json, language, source.base, resources, plain => {
          if (this.#source !== source) return false;
          if (!this.#plain) addStyle(this.#slot.getRootNode() as ShadowRoot, plainStyle);
          this.#plain?.remove();
          this.#plain = plain;
          // Not as what the slot falls back to: white space between the host's tags fills it.
          this.#slot.before(plain);
          shown();
          return true;
        }),
      )
      // The engine is on its way, and shows the same.
      .catch(() => {});
  }

  /** Settled once they are on the screen, if there are any and it shows them. @param longest  ms */
  async seen(longest: number): Promise<void> {
    await Promise.race([this.#reading, pause(longest)]);
    if (!this.areThere || document.hidden || !this.#host.checkVisibility?.({ checkOpacity: true })) return;
    await Promise.race([pause(longest), frame().then(firstPaint)]);
  }

  /** Pixels take their place. */
  end(): void {
    this.#source = undefined;
    this.#plain?.remove();
    this.#plain = undefined;
  }
}
