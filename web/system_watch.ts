// Follows what the reader's system asks for.
import type { Card } from './card.js';
import { contrast, dark, systemTheme } from './system.js';

/** Tells a card the system's theme, and when it or the ratio of device pixels to CSS pixels changes, until `signal` aborts. */
export function watchSystem(card: Card, signal: AbortSignal): void {
  const onTheme = (): void => card.choose('system-theme', systemTheme());
  onTheme();
  for (const query of [contrast, dark]) matchMedia(query).addEventListener('change', onTheme, { signal });
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
