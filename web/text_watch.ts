// Pixels show the article's words in the article's type. Where the reader's browser wants others (a translation, a
// minimum font size, more space between letters, words or lines: WCAG 1.4.12), the page layer's own text is shown in
// their place, so that what is read and what is seen agree: block by block while the words fit into the painted block,
// and as flowing text, all of it, where they do not.
import { scaleOf } from './place.js';
import type { NodeId, SemanticNode } from './semantic_patch.js';

/** How much wider than painted a text may be before it counts as set otherwise. Advances that some browsers round stay
 *  below it; the spacing of WCAG 1.4.12 is twice as much. */
const tolerance = 0.12;

/** The article's words of a block. */
function wordsOf({ text }: SemanticNode): string {
  const lines = text?.lines ?? [];
  return lines
    .flatMap(({ text: words = '', fragments = [words] }) => fragments)
    .map(part => (typeof part === 'string' ? part : part.text))
    .join('');
}

/** The words that the block has now, without what separates it from the next when both are copied. */
function wordsIn(block: Element): string {
  const words = block.textContent ?? '';
  const gap = block.querySelector('.gap');
  return gap ? words.slice(0, words.length - (gap.textContent ?? '').length) : words;
}

/**
 * Whether the browser sets a block of the article's words as they are painted.
 * @param scale  pixels of the window a pixel of the layer: CSS zoom and transforms around the card
 */
function isSetAsPainted(block: Element, { text }: SemanticNode, scale: number): boolean {
  // Characters in fonts that are not ours have boxes of their own.
  if (!text || text.lines.some(({ fragments = [] }) => fragments.some(part => typeof part === 'object' && part.width !== undefined)))
    return true;
  // Short lines hide a little more space.
  const { letterSpacing, wordSpacing, lineHeight } = getComputedStyle(block);
  const pixels = (length: string): number => parseFloat(length) || 0;
  const isAs = (length: string, painted = 0): boolean => Math.abs(pixels(length) - painted) < 0.02;
  if (!isAs(letterSpacing, text.letterSpacing) || !isAs(wordSpacing) || !isAs(lineHeight, text.lineHeight)) return false;
  const range = document.createRange();
  range.selectNodeContents(block);
  const gap = block.querySelector('.gap');
  if (gap) range.setEndBefore(gap);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (rects.length === 0) return true; // not displayed
  const bottoms = rects.map(({ bottom }) => bottom);
  const rows = (Math.max(...bottoms) - Math.min(...bottoms)) / scale;
  const painted = Math.max(...text.lines.map(({ start = 0, width }) => start + width));
  const least = Math.min(...text.lines.map(({ start = 0 }) => start));
  return (
    range.getBoundingClientRect().width / scale <= (painted - least) * (1 + tolerance) + text.size &&
    Math.abs(rows - (text.lines.length - 1) * text.lineHeight) < 0.4 * text.lineHeight
  );
}

export class TextWatch {
  readonly #card: HTMLElement;
  readonly #layer: HTMLElement;
  readonly #nodeOf: (id: NodeId) => SemanticNode | undefined;
  /** Blocks with words that are not the article's. */
  readonly #foreign = new Set<Element>();
  /** The browser sets text otherwise than it is painted. */
  #setOtherwise = false;
  /** Styles that have been measured. From then on the ruler tells when to measure again. */
  readonly #measured = new Set<string>();
  readonly #resize = new ResizeObserver(() => this.#measure());
  readonly #observer = new MutationObserver(records => {
    this.#take(records);
    this.look();
  });
  /** Not looked at yet. */
  #written = false;
  #isWriting = false;
  /** Others may have written meanwhile. */
  #isBlind = false;

  readonly #changed: () => void;

  /**
   * @param card  gets the class `flow` where the text flows instead of lying on pixels
   * @param changed  called when texts have changed, or how they are shown
   */
  constructor(card: HTMLElement, layer: HTMLElement, nodeOf: (id: NodeId) => SemanticNode | undefined, changed: () => void) {
    this.#changed = changed;
    this.#card = card;
    this.#layer = layer;
    this.#nodeOf = nodeOf;
    this.#observe();
    this.#layer.append(this.#ruler);
    // Its size tells when the reader's own settings of type begin or end to count. It reports once at the start.
    this.#resize.observe(this.#ruler);
  }

  /**
   * Runs what writes the article's own words into blocks, unwatched: a record for each of them took longer than to write it.
   * What others write until a promise is settled is found thereafter.
   */
  readonly write = <Done extends void | Promise<void>>(act: () => Done): Done => {
    if (this.#isWriting) return act();
    this.#isWriting = true;
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
    const end = (): void => {
      this.#isWriting = false;
      this.#written = true;
      this.#observe();
    };
    let done: Done | undefined;
    try {
      done = act();
    } finally {
      // Also where it has thrown: it is watched again.
      if (!done) end();
    }
    if (!done) return done;
    this.#isBlind = true;
    return done.finally(() => {
      end();
      this.look();
    }) as Done;
  };

  /** What has been written since is shown: it may be set otherwise than what has been measured. */
  look(): void {
    if (!this.#written) return;
    const texts = this.#texts();
    // The article's words may be back.
    this.#compare(this.#isBlind && !this.#isWriting ? texts : this.#foreign);
    if (this.#isWriting || this.#isBusy()) return;
    this.#isBlind = false;
    this.#written = false;
    this.#heed(texts);
  }

  #observe(): void {
    this.#observer.observe(this.#layer, { subtree: true, childList: true, characterData: true, attributeFilter: ['aria-busy'] });
  }

  /** More is to come. */
  #isBusy(): boolean {
    return [...this.#layer.children].some(({ ariaBusy }) => ariaBusy);
  }

  /** What others have written, or that all is there. */
  #take(records: readonly MutationRecord[]): void {
    const touched = new Set<Element>();
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const block = element?.closest('.text');
      this.#written ||= !block;
      if (block && block !== this.#ruler) touched.add(block);
    }
    if (touched.size === 0) return;
    this.#compare(touched);
    if (!this.#isBusy()) this.#heed(touched);
  }

  #heed(texts: Iterable<Element>): void {
    this.#changed();
    const isNew = (block: Element): boolean => !this.#measured.has(this.#styleOf(block)) && !block.closest('[hidden]');
    // The ruler goes with all else when the layer is built anew.
    if (this.#ruler.parentNode !== this.#layer || [...texts].some(isNew)) this.#measureSoon();
  }

  /** In the frame that has been laid out for what is new and is not painted yet: an observer that begins reports. */
  #measureSoon(): void {
    if (this.#ruler.parentNode !== this.#layer) this.#layer.append(this.#ruler);
    // In no document nothing has a size; the ruler's tells when it is in one again.
    if (!this.#layer.isConnected) return;
    this.#resize.unobserve(this.#ruler);
    this.#resize.observe(this.#ruler);
  }

  readonly #ruler = ((): HTMLElement => {
    const ruler = document.createElement('span');
    ruler.className = 'text ruler';
    ruler.ariaHidden = 'true';
    ruler.textContent = 'a a';
    return ruler;
  })();

  /** Shows the card as it is painted while it is judged; as high as it was, or the page would lose the place of who reads its end. */
  #asPainted<Told>(judge: () => Told): Told {
    const { classList, style, offsetHeight } = this.#card;
    style.minHeight = `${offsetHeight}px`;
    const flowed = classList.contains('flow');
    classList.remove('flow');
    const told = judge();
    classList.toggle('flow', flowed);
    style.minHeight = '';
    return told;
  }

  #measure(): void {
    if (!this.#layer.isConnected) return;
    this.#setOtherwise = this.#asPainted(() => this.#isSetOtherwise());
    this.#show();
  }

  #isSetOtherwise(): boolean {
    // Every style once: what is true of a text is true of the others of its style.
    const styles = new Map<string, [Element, SemanticNode]>();
    for (const block of this.#texts()) {
      const node = this.#node(block);
      if (!node?.text || this.#foreign.has(block)) continue;
      const key = this.#styleOf(block);
      if (!styles.has(key) && !block.closest('[hidden]')) styles.set(key, [block, node]);
    }
    for (const key of styles.keys()) this.#measured.add(key);
    return [...styles.values()].some(([block, node]) => !isSetAsPainted(block, node, scaleOf(this.#card)));
  }

  #compare(blocks: Iterable<Element>): void {
    let changed = false;
    for (const block of blocks) {
      const node = this.#node(block);
      const foreign = node !== undefined && wordsIn(block) !== wordsOf(node);
      if (foreign) this.#foreign.add(block);
      else this.#foreign.delete(block);
      if (block.classList.contains('shown') !== foreign) {
        block.classList.toggle('shown', foreign);
        changed = true;
      }
      changed ||= foreign;
    }
    if (changed) this.#show();
  }

  #show(): void {
    for (const block of this.#foreign) if (!block.isConnected) this.#foreign.delete(block);
    const tooMuch = (block: Element): boolean => block.scrollHeight > (this.#node(block)?.rect[3] ?? 0) + 1;
    const flows = this.#setOtherwise || this.#asPainted(() => [...this.#foreign].some(tooMuch));
    this.#card.classList.toggle('flow', flows);
    this.#changed();
  }

  #texts(): NodeListOf<Element> {
    return this.#layer.querySelectorAll('.text:not(.ruler)');
  }

  #styleOf(block: Element): string {
    const { face, size, lineHeight, letterSpacing } = this.#node(block)?.text ?? {};
    return `${face} ${size} ${lineHeight} ${letterSpacing}`;
  }

  #node(block: Element): SemanticNode | undefined {
    return this.#nodeOf(Number(block.id.slice(1)));
  }
}
