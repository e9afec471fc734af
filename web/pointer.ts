// Where the pointer is, for hover and press drawing. Listeners are passive, at most one report a frame goes out, and
// nothing is ever activated or prevented: clicks belong to the DOM.
import { zoomOf } from './system.js';

const outside = -1e6;

/** @param report  CSS pixels from the top left corner of `card`; far outside when there is no pointer over it */
export function watchPointer(card: HTMLElement, report: (x: number, y: number, pressed: boolean) => void): void {
  let last: PointerEvent | null = null;
  let frame = 0;
  let pressed = false;

  const tell = (): void => {
    frame = 0;
    if (!last) return;
    // A finger that has been lifted hovers no longer.
    if (last.type === 'pointerleave' || last.type === 'pointercancel' || (last.pointerType === 'touch' && !pressed)) {
      report(outside, outside, false);
    } else {
      const { left, top } = card.getBoundingClientRect();
      const zoom = zoomOf(card);
      report((last.clientX - left) / zoom, (last.clientY - top) / zoom, pressed);
    }
    last = null;
  };

  const note = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') pressed = event.button === 0;
    else if (event.type !== 'pointermove') pressed = false;
    // A press and its release may fall into one frame: each is told, lest a click is never seen.
    if (event.type !== 'pointermove' && last && last.type !== 'pointermove') tell();
    last = event;
    if (frame === 0) frame = requestAnimationFrame(tell);
  };

  for (const type of ['pointermove', 'pointerleave', 'pointerdown', 'pointerup', 'pointercancel'] as const) {
    card.addEventListener(type, note, { passive: true });
  }
}
