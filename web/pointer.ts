// Where the pointer is, for hover and press drawing. Listeners are passive, one report a frame goes out, and nothing is
// ever activated or prevented: clicks belong to the DOM, and do not wait for what is drawn of them.
import { scaleOf } from './place.js';

const outside = -1e6;
/** Presses and releases wait for their frame; of more than these, the last counts. */
const mostWaiting = 4;

/** @param report  CSS pixels from the top left corner of `card`; far outside when there is no pointer over it */
export function watchPointer(card: HTMLElement, report: (x: number, y: number, pressed: boolean) => void): void {
  const waiting: { event: PointerEvent; pressed: boolean }[] = [];
  let frame = 0;
  let pressed = false;

  const tell = (): void => {
    const next = waiting.shift();
    frame = waiting.length > 0 ? requestAnimationFrame(tell) : 0;
    if (!next) return;
    const { event, pressed } = next;
    // A finger that has been lifted hovers no longer.
    if (event.type === 'pointerleave' || event.type === 'pointercancel' || (event.pointerType === 'touch' && !pressed)) {
      report(outside, outside, false);
    } else {
      const { left, top } = card.getBoundingClientRect();
      const scale = scaleOf(card);
      report((event.clientX - left) / scale, (event.clientY - top) / scale, pressed);
    }
  };

  const note = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') pressed = event.button === 0;
    else if (event.type !== 'pointermove') pressed = false;
    // A press and its release may fall into one frame: each has its own, lest a click is never seen.
    if (waiting.at(-1)?.event.type === 'pointermove' || waiting.length === mostWaiting) waiting.pop();
    waiting.push({ event, pressed });
    if (frame === 0) frame = requestAnimationFrame(tell);
  };

  for (const type of ['pointermove', 'pointerleave', 'pointerdown', 'pointerup', 'pointercancel'] as const) {
    card.addEventListener(type, note, { passive: true });
  }
}
