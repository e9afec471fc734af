// Keeps the reader's place while the card's content changes its height: the block at the top of the view stays where
// it is on the screen, and so does a control that the reader just used, and what has the focus keeps it.
import type { Rect } from './messages.js';
import type { PageLayer } from './page_layer.js';
import type { NodeId, SemanticNode, SemanticPatch } from './semantic_patch.js';

/** CSS pixels under the top of the view in which all blocks count as being there. */
const topLines = 48;

/** The element that scrolls `element`: an ancestor in what is shown, across shadow roots and slots, or the page. */
export function scrollerOf(element: Node | null): Element {
  const { body, documentElement: page } = document;
  for (let at = element; at; at = at instanceof ShadowRoot ? at.host : ((at as Element).assignedSlot ?? at.parentNode)) {
    if (!(at instanceof Element) || at === page) continue;
    // The body's overflow is the window's, unless the page itself has one.
    if (at === body && getComputedStyle(page).overflowY === 'visible') continue;
    const { overflowY } = getComputedStyle(at);
    if ((overflowY === 'auto' || overflowY === 'scroll') && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? page;
}

/** Pixels of the window for one of the element's own CSS pixels, along its width: `zoom` and transforms, here and above. */
export function scaleOf(element: Element): number {
  return element.getBoundingClientRect().width / Number.parseFloat(getComputedStyle(element).width) || 1;
}

export function topOfView(scroller: Element): number {
  return scroller === document.scrollingElement ? 0 : Math.max(0, scroller.getBoundingClientRect().top);
}

/**
 * Call before the change; `restore`, after it, scrolls back to the place and gives the focus back.
 * @param used  the control in use; kept in place if it is in view, which `used` of the result tells
 */
export function keepPlace(card: Element, layer: PageLayer, used?: NodeId): { used: NodeId | undefined; restore: () => void } {
  layer.complete();
  const scroller = scrollerOf(card);
  const top = topOfView(scroller);
  const candidates: { element: Element; rect: DOMRect }[] = [];
  const preferred = used && layer.element(used);
  if (preferred) {
    const rect = preferred.getBoundingClientRect();
    if (rect.bottom > top && rect.top < innerHeight) candidates.push({ element: preferred, rect });
  }
  // A card that begins in view has nothing above the view that could move it.
  const isKept = candidates.length > 0;
  if (!isKept && card.getBoundingClientRect().top < top) {
    for (const { element } of layer.blocks()) {
      const rect = element.getBoundingClientRect();
      if (rect.height > 0 && rect.bottom > top) candidates.push({ element, rect });
    }
    // The next one down takes over where the first is in an entry that closes. Of two columns the wider one is read.
    const start = ({ rect }: { rect: DOMRect }): number => Math.max(rect.top, top + topLines);
    candidates.sort((a, b) => start(a) - start(b) || b.rect.width - a.rect.width);
  }
  const restoreFocus = keepFocus(card);
  const restore = (): void => {
    restoreFocus();
    for (const { element, rect } of candidates) {
      if (!element.isConnected) continue;
      const now = element.getBoundingClientRect();
      if (now.height === 0) continue;
      // A block that began above the view is kept at the same part of its height.
      const hidden = rect.top < top ? (top - rect.top) / rect.height : 0;
      const difference = now.top + hidden * now.height - (hidden > 0 ? top : rect.top);
      if (Math.abs(difference) >= 1) scroller.scrollBy({ top: difference, behavior: 'instant' });
      return;
    }
  };
  return { used: isKept ? used : undefined, restore };
}

/** An element that is moved, or made anew under the same id, loses the focus. */
function keepFocus(card: Element): () => void {
  const scope = card.getRootNode() as ShadowRoot;
  const focused = scope.activeElement;
  if (!(focused instanceof HTMLElement) || !card.contains(focused)) return () => {};
  return () => {
    if (scope.activeElement === focused) return;
    const again = focused.isConnected ? focused : scope.getElementById(focused.id);
    again?.focus({ preventScroll: true });
  };
}

/**
 * Scrolls all that scrolls around it just far enough that something is in view; to the middle if it was out of view.
 * @param painted  where it is in the card, CSS pixels
 * @param set  where it is in the window, if not there
 */
export function reveal(card: Element, painted: Rect, set?: DOMRect): void {
  const scale = scaleOf(card);
  const [, y = 0, , paintedHeight = 0] = painted.map(length => length * scale);
  const { documentElement: root, scrollingElement: page = root } = document;
  const height = set?.height ?? paintedHeight;
  const from = set ? set.top - card.getBoundingClientRect().top : y;
  for (let scroller = scrollerOf(card); ; scroller = scrollerOf(scroller.assignedSlot ?? scroller.parentNode)) {
    const isPage = scroller === page || scroller === root;
    const top = isPage ? 0 : scroller.getBoundingClientRect().top + scroller.clientTop;
    const view = isPage ? innerHeight : scroller.clientHeight;
    const at = card.getBoundingClientRect().top + from - top;
    if (at < 0 || at + height > view) scroller.scrollBy({ top: at - (view - height) / 2, behavior: 'instant' });
    if (isPage) break;
  }
  if (parent !== window) revealAround(card.getBoundingClientRect().top + from, height);
}

/** A frame may be higher than what is seen of it, and only the browser knows. @param top  CSS pixels of the window */
function revealAround(top: number, height: number): void {
  const mark = document.createElement('div');
  Object.assign(mark.style, { position: 'absolute', top: `${top + scrollY}px`, width: '1px', height: `${height}px` });
  // The body may be what positioned elements are placed by.
  document.documentElement.append(mark);
  new IntersectionObserver(([entry], observer) => {
    observer.disconnect();
    if (entry && entry.intersectionRatio < 1) mark.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    mark.remove();
  }).observe(mark);
}

/**
 * How far down a text that is in view is about to move, from the rectangles of the patch alone, without its elements.
 * @param top  of the view, CSS pixels from the card's top
 * @param used  the control in use, which counts in place of the text at the top of the view
 */
export function shiftOf({ put = [], move = [], remove = [] }: SemanticPatch, layer: PageLayer, top: number, used?: NodeId): number {
  layer.complete();
  const node = (id: NodeId): Pick<SemanticNode, 'rect' | 'parent'> | undefined => layer.node(id);
  // Nothing above a view that begins with the card could move what is in it.
  const anchors = used ? [used] : top > 0 ? layer.blocks().map(({ node: { id } }) => id) : [];
  const next = new Map<NodeId, Pick<SemanticNode, 'rect' | 'parent'>>(put.map(each => [each.id, each]));
  for (const [id, ...rect] of move) next.set(id, { rect, parent: node(id)?.parent ?? 0 });
  const gone = new Set(remove);
  const start = (id: NodeId, find: typeof node): number => {
    let y = 0;
    for (let at = find(id); at; at = find(at.parent)) y += at.rect[1];
    return y;
  };
  let best = Infinity;
  let anchor: NodeId | undefined;
  for (const id of anchors) {
    const y = start(id, node);
    const height = node(id)?.rect[3] ?? 0;
    if (gone.has(id) || height === 0 || y + height <= top || Math.max(y, top) >= best) continue;
    best = Math.max(y, top);
    anchor = id;
  }
  return anchor === undefined ? 0 : start(anchor, id => next.get(id) ?? node(id)) - start(anchor, node);
}
