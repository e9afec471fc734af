// The JSON beside the card: a plain text area with line numbers, and a list of faults that lead to their lines.
import type { Diagnostic } from '../messages.js';

/** Milliseconds without a key before the text is tried. */
const pause = 250;

export class Editor {
  readonly #text: HTMLTextAreaElement;
  readonly #gutter: HTMLElement;
  readonly #verdict: HTMLElement;
  readonly #list: HTMLElement;
  readonly #changed: (text: string) => void;
  /** The worst that is to be said of a line, by its number. */
  #faults = new Map<number, Diagnostic['severity']>();
  #timer = 0;
  #lines = 1;

  constructor(root: HTMLElement, changed: (text: string) => void) {
    const find = <T extends Element>(selector: string): T => root.querySelector(selector) as T;
    this.#text = find('textarea');
    this.#gutter = find('.gutter');
    this.#verdict = find('[role=status]');
    this.#list = find('ol');
    this.#changed = changed;
    this.#text.addEventListener('input', () => {
      this.#count();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.send(), pause);
    });
    this.#text.addEventListener('scroll', () => this.#number(), { passive: true });
    new ResizeObserver(() => this.#number()).observe(this.#text);
  }

  get text(): string {
    return this.#text.value;
  }

  fill(text: string): void {
    this.#text.value = text;
    this.#count();
  }

  send(): void {
    clearTimeout(this.#timer);
    this.#count();
    this.#changed(this.#text.value);
  }

  /** Says why there is no judgement. */
  say(words: string): void {
    this.judge([]);
    this.#verdict.textContent = words;
  }

  judge(diagnostics: readonly Diagnostic[]): void {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.length - errors;
    const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
    const parts = [errors && count(errors, 'error'), warnings && count(warnings, 'warning')].filter(Boolean);
    this.#verdict.textContent = parts.join(', ') || 'No faults.';
    this.#list.replaceChildren(...diagnostics.map(diagnostic => this.#item(diagnostic)));
    this.#faults.clear();
    for (const { line, severity } of diagnostics) {
      if (line && this.#faults.get(line) !== 'error') this.#faults.set(line, severity);
    }
    this.#number();
  }

  #item({ severity, line = 0, column = 0, pointer = '', message }: Diagnostic): HTMLElement {
    const item = document.createElement('li');
    item.className = severity;
    const button = document.createElement('button');
    button.type = 'button';
    const where = document.createElement('span');
    where.className = 'where';
    where.textContent = line ? `${line}:${column}` : severity;
    const what = document.createElement('span');
    // The list gives place and pointer columns of their own.
    const head = `:${line}:${column} ${pointer && `${pointer}: `}`;
    const at = message.indexOf(head);
    what.textContent = line && at >= 0 ? message.slice(at + head.length).replace(/^: /, '') : message;
    if (pointer) {
      const path = document.createElement('span');
      path.className = 'pointer';
      path.textContent = pointer;
      what.append(document.createElement('br'), path);
    }
    button.append(where, what);
    button.addEventListener('click', () => this.#go(line, column));
    item.append(button);
    return item;
  }

  /** Selects the rest of the line from a column (counted in code points), and brings its beginning into view. */
  #go(line: number, column: number): void {
    const lines = this.#text.value.split('\n');
    const text = lines[line - 1];
    if (text === undefined) return;
    const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    const before = [...text].slice(0, Math.max(0, column - 1)).join('');
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(start + before.length, start + text.length);
    const { font, lineHeight } = getComputedStyle(this.#text);
    const { clientHeight, clientWidth } = this.#text;
    this.#text.scrollTop = (line - 1) * parseFloat(lineHeight) - clientHeight / 3;
    // Files without line ends are one long line.
    const ruler = new OffscreenCanvas(1, 1).getContext('2d');
    if (!ruler) return;
    ruler.font = font;
    const { width } = ruler.measureText(before);
    this.#text.scrollLeft = width < clientWidth * 0.75 ? 0 : width - clientWidth / 3;
  }

  #count(): void {
    this.#lines = this.#text.value.split('\n').length;
    this.#number();
  }

  /** Numbers the lines in view only: a pasted file may have a million. */
  #number(): void {
    const { scrollTop, clientHeight } = this.#text;
    const { lineHeight, paddingTop } = getComputedStyle(this.#text);
    const height = parseFloat(lineHeight);
    const first = Math.max(0, Math.floor((scrollTop - parseFloat(paddingTop)) / height));
    const numbers: HTMLElement[] = [];
    for (let line = first + 1; line <= this.#lines && numbers.length <= clientHeight / height + 1; line++) {
      const number = document.createElement('div');
      number.className = this.#faults.get(line) ?? '';
      number.textContent = String(line);
      numbers.push(number);
    }
    numbers[0]?.style.setProperty('margin-top', `${first * height - scrollTop}px`);
    this.#gutter.style.width = `calc(${String(this.#lines).length}ch + 1rem)`;
    this.#gutter.replaceChildren(...numbers);
  }
}
