// Notices that nobody touches the kiosk any more: asks with a visible countdown, then resets. A touch or a key answers the
// question; who only moves a pointer or the focus towards an answer has the whole countdown again.

/** What a reader does. Scrolling by momentum is none, nor is a pointer that only rests there. */
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'input'];
/** Keys that lead to one of the question's buttons: like a pointer that moves, they answer nothing yet. */
const moves = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Tab', 'Shift']);

export interface IdleTimes {
  seconds: number;
  countdownSeconds: number;
}

export class Idle {
  readonly #times: () => IdleTimes;
  readonly #onCountdown: (seconds: number | undefined) => void;
  readonly #onReset: () => void;
  #last = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #counting = false;
  #pointer = '';

  /**
   * @param onCountdown  seconds left, each second and whenever the countdown begins again; undefined when the reader is back
   */
  constructor(times: () => IdleTimes, onCountdown: (seconds: number | undefined) => void, onReset: () => void) {
    this.#times = times;
    this.#onCountdown = onCountdown;
    this.#onReset = onReset;
    for (const sign of signs) {
      window.addEventListener(sign, event => this.#noticed(event), { capture: true, passive: true });
    }
  }

  /** The time begins. */
  start(): void {
    this.#last = Date.now();
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#counting) this.#onCountdown(undefined);
    this.#counting = false;
  }

  #noticed(event: Event): void {
    if (this.#timer === undefined) return;
    // Browsers report moves of a pointer that rests, when what is under it changes.
    if (event instanceof PointerEvent && event.type === 'pointermove') {
      const place = `${event.screenX} ${event.screenY}`;
      if (place === this.#pointer) return;
      this.#pointer = place;
    }
    const { seconds, countdownSeconds } = this.#times();
    if (!this.#counting) {
      this.#last = Date.now();
    } else if (event.type === 'pointerdown' || (event instanceof KeyboardEvent && !moves.has(event.key))) {
      this.#last = Date.now();
      this.#counting = false;
      // A press on a button of the question is to reach it: it goes away with the click.
      setTimeout(() => this.#onCountdown(undefined), 300);
      this.#wait();
    } else {
      // Somebody is on the way to an answer.
      this.#last = Date.now() - (seconds - countdownSeconds) * 1000;
      this.#wait();
    }
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const { seconds, countdownSeconds } = this.#times();
    const left = this.#last + seconds * 1000 - Date.now();
    if (left <= 0) {
      this.stop();
      this.#onReset();
    } else if (left <= countdownSeconds * 1000) {
      this.#counting = true;
      this.#onCountdown(Math.ceil(left / 1000));
      this.#timer = setTimeout(() => this.#wait(), left % 1000 || 1000);
    } else {
      this.#timer = setTimeout(() => this.#wait(), left - countdownSeconds * 1000);
    }
  }
}
