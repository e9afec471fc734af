// Follows what the reader's system asks for.
import type { Card } from './card.js';
import { contrast, dark, systemTheme, today } from './system.js';

/** Tells a card the system's theme and day, and when they or the ratio of device pixels to CSS pixels change, until `signal` aborts. */
export function watchSystem(card: Card, signal: AbortSignal): void {
  const onTheme = (): void => card.choose('system-theme', systemTheme());
  onTheme();
  for (const query of [contrast, dark]) matchMedia(query).addEventListener('change', onTheme, { signal });
  watchDay(card, signal);
  const watchRatio = (): void => {
    if (signal.aborted) return;
    // A query can only ask for one ratio: it is made anew after each change.
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        card.rescale();
        watchRatio();
      },
      { once: true, signal },
    );
  };
  watchRatio();
  // CSS zoom changes no query and no width.
  if (!('devicePixelContentBoxSize' in ResizeObserverEntry.prototype)) return;
  const pixels = new ResizeObserver(() => card.rescale());
  pixels.observe(card.box, { box: 'device-pixel-content-box' });
  signal.addEventListener('abort', () => pixels.disconnect());
}

/** The card says what day it is: a page may stay open for longer. */
function watchDay(card: Card, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (signal.aborted) return;
    card.choose('today', today());
    // Where the machine sleeps meanwhile, the timer is late, and the page is shown again before it.
    timer = setTimeout(look, Math.max(1000, new Date().setHours(24, 0, 1) - Date.now()));
  };
  look();
  addEventListener('visibilitychange', look, { signal });
  signal.addEventListener('abort', look);
}
