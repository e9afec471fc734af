// What a reader has done with the words that were there before the pixels (the host's own children or the plain article):
// statements that were opened stay open, and what has the focus, or was opened in view, keeps it and stays where it is.
import type { Card } from './card.js';
import { entriesIn, entryOf } from './entries.js';
import type { PageLayer } from './page_layer.js';
import { scrollerOf, topOfView } from './place.js';
import type { SemanticPatch } from './semantic_patch.js';

export class TakeOver {
  readonly #card: Card;
  readonly #layer: PageLayer;
  readonly #frame: HTMLElement;
  readonly #host: Element;

  constructor(card: Card, layer: PageLayer, frame: HTMLElement) {
    this.#card = card;
    this.#layer = layer;
    this.#frame = frame;
    this.#host = (frame.getRootNode() as ShadowRoot).host;
    for (const details of this.#opened()) this.#tell(details);
    // It does not bubble. Of the host's children, too: their way leads through the slot.
    const toggled = ({ target }: Event): void => {
      if (target instanceof HTMLDetailsElement && this.isBefore) this.#tell(target);
    };
    frame.addEventListener('toggle', toggled, { capture: true });
  }

  /** There are no pixels yet. */
  get isBefore(): boolean {
    return !this.#frame.classList.contains('painted');
  }

  #opened(): HTMLDetailsElement[] {
    if (!this.isBefore) return [];
    return [this.#frame, this.#host].flatMap(root => [...root.querySelectorAll<HTMLDetailsElement>('[data-entry] details[open]')]);
  }

  #tell(details: HTMLDetailsElement): void {
    const entry = entryOf(details);
    if (entry) this.#card.send(['open', entry, details.open]);
  }

  /** Of the entries that a layout before the first pixels has closed, those that the reader has opened. */
  compare({ put = [] }: SemanticPatch): void {
    const opened = this.#opened();
    if (opened.length === 0) return;
    // The layer has been filled from it.
    const closed = put.flatMap(({ id, attributes }) => (attributes?.['aria-expanded'] === 'false' ? entryOf(this.#layer.element(id)) : []));
    for (const details of opened) if (closed.includes(entryOf(details))) this.#tell(details);
  }

  /** Call before the words go; what it returns, when they have gone and the pixels are there. */
  begin(): () => void {
    const focused = this.#focused();
    const opened = this.#opened();
    if (!focused && opened.length === 0) return () => {};
    const scroller = scrollerOf(this.#frame);
    const view = topOfView(scroller);
    const places = (focused ? [focused, ...opened] : opened).flatMap(element => {
      const { top, bottom } = (element.closest('details') ?? element).getBoundingClientRect();
      return bottom > view && top < innerHeight ? { element, top } : [];
    });
    // The reader may scroll until then.
    const { scrollTop } = scroller;
    return () => {
      if (this.isBefore) return;
      this.#layer.complete();
      if (focused) this.#painted(focused)?.focus({ preventScroll: true });
      for (const { element, top } of places) {
        const moved = (this.#painted(element)?.getBoundingClientRect().top ?? top) - top + scroller.scrollTop - scrollTop;
        if (Math.abs(moved) >= 1) return scroller.scrollBy({ top: moved, behavior: 'instant' });
      }
    };
  }

  #focused(): Element | undefined {
    const roots = [this.#frame.getRootNode(), this.#host.getRootNode()] as (Document | ShadowRoot)[];
    const focused = roots.map(({ activeElement }) => activeElement).find(element => element && element !== this.#host);
    return focused && (this.#frame.contains(focused) || this.#host.contains(focused)) ? focused : undefined;
  }

  /** The control, or the link, that has taken the place of one in the words. */
  #painted(words: Element): HTMLElement | undefined {
    const entry = entryOf(words);
    const [within] = entry ? entriesIn(this.#layer.root, entry) : [];
    if (words instanceof HTMLAnchorElement) {
      return [...(within ?? this.#layer.root).querySelectorAll('a')].find(({ href }) => href === words.href);
    }
    return within?.querySelector<HTMLElement>('[aria-expanded]') ?? undefined;
  }
}
