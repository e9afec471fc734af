// The search's matches in the page layer's own text, for where no pixels show them: forced colours, and text that flows;
// there the empty field says what it is for, too. The matches are CSS custom highlights, which change nothing in the
// document (https://www.w3.org/TR/css-highlight-api-1/).
import type { Update } from './messages.js';
import type { PageLayer } from './page_layer.js';

/** One registry for all cards of the page. */
const names = ['depesche-match', 'depesche-current-match'] as const;

const registered = (name: string): Highlight | undefined => {
  // Not in every browser; the reader is led to the match all the same.
  if (typeof Highlight === 'undefined' || !CSS.highlights) return undefined;
  let highlight = CSS.highlights.get(name);
  if (!highlight) CSS.highlights.set(name, (highlight = new Highlight()));
  return highlight;
};

/** @return a range of an element's text, without what separates it from the next when both are copied */
function rangeOf(element: Element, begin: number, end: number): Range | undefined {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let started = false;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.className === 'gap') continue;
    if (!started && begin < passed + node.length) {
      range.setStart(node, begin - passed);
      started = true;
    }
    if (started && end <= passed + node.length) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed += node.length;
  }
  return undefined;
}

export class SearchMarks {
  readonly #layer: PageLayer;
  readonly #isNeeded: () => boolean;
  #matches: NonNullable<Update['matches']> = [];
  #current = 0;
  #shown: [Highlight, AbstractRange][] = [];

  /** @param isNeeded  the page layer's own text is what the reader sees */
  constructor(layer: PageLayer, isNeeded: () => boolean) {
    this.#layer = layer;
    this.#isNeeded = isNeeded;
  }

  /** What an update says of matches. */
  take({ matches = [], match = 0, laidOut }: Update): void {
    if (!laidOut) return;
    this.#matches = matches;
    this.#current = match;
    this.refresh();
  }

  /** The text, or who shows it, may have changed. */
  refresh(): void {
    for (const [highlight, range] of this.#shown.splice(0)) highlight.delete(range);
    const isNeeded = this.#isNeeded();
    this.#hint(isNeeded);
    if (this.#matches.length === 0 || !isNeeded) return;
    const [all, current] = names.map(registered);
    this.#matches.forEach((place, index) => {
      const highlight = index + 1 === this.#current ? current : all;
      const range = this.#rangeOf(place);
      if (!highlight || !range) return;
      highlight.add(range);
      this.#shown.push([highlight, range]);
    });
  }

  /** What is painted in the empty field. It is there only where it is not painted, since browsers copy it along with the text around. */
  #hint(isNeeded: boolean): void {
    const field = this.#layer.root.querySelector('input');
    const words = (isNeeded && field?.ariaLabel) || '';
    if (field && field.placeholder !== words) field.placeholder = words;
  }

  /** Where the current match is on the screen, if the page layer's text is what the reader sees. */
  get place(): DOMRect | undefined {
    const place = this.#matches[this.#current - 1];
    if (!place || !this.#isNeeded()) return undefined;
    this.#layer.complete();
    return this.#rangeOf(place)?.getBoundingClientRect();
  }

  #rangeOf([node, begin, end]: [number, number, number]): Range | undefined {
    const element = this.#layer.element(node);
    return element && rangeOf(element, begin, end);
  }
}
