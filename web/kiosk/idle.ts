// Notices that nobody touches the kiosk any more: asks with a visible countdown, then resets. A touch or a key answers the
// question; who only moves a pointer or the focus towards an answer has the whole countdown again. Who has the article
// read aloud is there, for a quarter of an hour after the last touch.

/**
 * What a reader does. Scrolling by momentum is none, nor is a pointer that only rests there. Of who uses a control through a
 * screen reader or by voice there is a click and nothing else.
 */
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'input', 'click'];
/** Keys that lead to one of the question's buttons: like a pointer that moves, they answer nothing yet. */
const moves = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Tab', 'Shift']);

/** How long somebody may listen without a touch: a voice that goes on may have nobody left to hear it. */
const mostListeningMs = 15 * 60_000;
/** How often it is seen whether the article is read aloud. */
const listenEveryMs = 5000;

export interface IdleTimes {
  seconds: number;
  countdownSeconds: number;
}

export class Idle {
  readonly #times: () => IdleTimes;
  readonly #onCountdown: (seconds: number | undefined) => void;
  readonly #onReset: () => void;
  // Spans of time, by the clock that nobody sets.
  #last = 0;
  #touched = 0;
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

  /** The time begins, and the question has been answered. */
  start(): void {
    this.stop();
    this.#touch();
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
      this.#touch();
    } else if (event.type === 'pointerdown' || (event instanceof KeyboardEvent && !moves.has(event.key))) {
      this.#touch();
      this.#counting = false;
      if (event.type === 'keydown') this.#leave();
      else for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, this.#leave, { capture: true, once: true });
      this.#wait();
    } else {
      // Somebody is on the way to an answer.
      this.#last = performance.now() - (seconds - countdownSeconds) * 1000;
      this.#wait();
    }
  }

  /** A press on a button of the question is to reach it, however slow: the question goes away with the click. */
  readonly #leave = (): void => {
    setTimeout(() => {
      if (!this.#counting) this.#onCountdown(undefined);
    }, 300);
  };

  #touch(): void {
    this.#last = this.#touched = performance.now();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const { seconds, countdownSeconds } = this.#times();
    const now = performance.now();
    if (!this.#counting && now - this.#touched < mostListeningMs && globalThis.speechSynthesis?.speaking) this.#last = now;
    const left = this.#last + seconds * 1000 - now;
    if (left <= 0) {
      this.stop();
      this.#onReset();
    } else if (left <= countdownSeconds * 1000) {
      this.#counting = true;
      this.#onCountdown(Math.ceil(left / 1000));
      this.#timer = setTimeout(() => this.#wait(), left % 1000 || 1000);
    } else {
      this.#timer = setTimeout(() => this.#wait(), Math.min(listenEveryMs, left - countdownSeconds * 1000));
    }
  }
}
