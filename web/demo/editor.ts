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
  #timer = 0;
  #lines = 0;

  constructor(root: HTMLElement, changed: (text: string) => void) {
    const find = <T extends Element>(selector: string): T => root.querySelector(selector) as T;
    this.#text = find('textarea');
    this.#gutter = find('.gutter');
    this.#verdict = find('[role=status]');
    this.#list = find('ol');
    this.#changed = changed;
    this.#text.addEventListener('input', () => {
      this.#number();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.send(), pause);
    });
    this.#text.addEventListener('scroll', () => this.shown(), { passive: true });
  }

  fill(text: string): void {
    this.#text.value = text;
    this.#number();
  }

  send(): void {
    clearTimeout(this.#timer);
    this.#changed(this.#text.value);
  }

  shown(): void {
    this.#gutter.scrollTop = this.#text.scrollTop;
  }

  judge(diagnostics: readonly Diagnostic[]): void {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.length - errors;
    const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
    const parts = [errors && count(errors, 'error'), warnings && count(warnings, 'warning')].filter(Boolean);
    this.#verdict.textContent = parts.join(', ') || 'No faults.';
    this.#list.replaceChildren(...diagnostics.map(diagnostic => this.#item(diagnostic)));
    for (const line of this.#gutter.querySelectorAll('.error, .warning')) line.className = '';
    for (const { line, severity } of diagnostics) {
      const number = line && this.#gutter.children[line - 1];
      if (number && number.className !== 'error') number.className = severity;
    }
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

  /** Selects the rest of the line from a column (counted in code points). */
  #go(line: number, column: number): void {
    const lines = this.#text.value.split('\n');
    const text = lines[line - 1];
    if (text === undefined) return;
    const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
    const skip = [...text].slice(0, Math.max(0, column - 1)).join('').length;
    this.#text.focus({ preventScroll: true });
    this.#text.setSelectionRange(start + skip, start + text.length);
    const lineHeight = parseFloat(getComputedStyle(this.#text).lineHeight);
    this.#text.scrollTop = (line - 1) * lineHeight - this.#text.clientHeight / 3;
  }

  #number(): void {
    const lines = this.#text.value.split('\n').length;
    if (lines === this.#lines) return;
    this.#lines = lines;
    this.#gutter.replaceChildren(
      ...Array.from({ length: lines }, (_, index) => {
        const number = document.createElement('div');
        number.textContent = String(index + 1);
        return number;
      }),
    );
    this.shown();
  }
}
