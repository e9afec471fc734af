// Arrow keys and OK, as a remote control or a keypad has them. In a row of buttons they go from one to the next. In an
// article, up and down go to the next control in view and scroll where there is none; left and right go along the row, and
// from its end through the others in the order of reading. OK is the browser's Enter on what has the focus.

import { still } from './dom.js';

/** Of the view's height. */
const step = 0.6;

export interface Places {
  /** What the keys move in now: an open dialog, the start screen or the article. */
  scope(): HTMLElement;
  /** The box that scrolls, in an article. */
  scroller(): HTMLElement | undefined;
  /** An arrow with nothing focused on the start screen. */
  enter(): void;
  /** OK with nothing focused. */
  confirm(): void;
  /** The remote control's key for "back". */
  back(): void;
}

const backKeys = new Set(['GoBack', 'BrowserBack', 'Escape', 'Backspace']);
const arrows: Readonly<Record<string, { by: 1 | -1; vertical: boolean }>> = {
  ArrowUp: { by: -1, vertical: true },
  ArrowDown: { by: 1, vertical: true },
  ArrowLeft: { by: -1, vertical: false },
  ArrowRight: { by: 1, vertical: false },
};

export function listenToRemote(places: Places): void {
  window.addEventListener('keydown', event => {
    if (isModified(event)) return;
    if (backKeys.has(event.key) && !(event.key === 'Backspace' && fieldOf(event))) {
      event.preventDefault();
      places.back();
    } else if (event.key === 'Enter' && !focused()) {
      places.confirm();
    }
  });
  // Before the card: there they would go round and round among the languages.
  window.addEventListener(
    'keydown',
    event => {
      const arrow = arrows[event.key];
      // In what has been typed, left and right are the caret's.
      if (!arrow || isModified(event) || (fieldOf(event)?.value && !arrow.vertical)) return;
      event.preventDefault();
      move(arrow, places);
    },
    { capture: true },
  );
}

function isModified({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

function fieldOf(event: KeyboardEvent): HTMLInputElement | undefined {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement ? target : undefined;
}

/** The element that has the focus, within shadow roots, if it is one that does something. */
function focused(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active.matches('a[href], button, input') ? active : undefined;
}

function controls(scope: HTMLElement): HTMLElement[] {
  const selector = 'a[href], button:not(:disabled), input';
  return [...scope.querySelectorAll<HTMLElement>(`${selector}, depesche-card`)]
    .flatMap(element => (element.localName === 'depesche-card' ? [...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])] : [element]))
    .filter(element => !element.closest('[inert]') && element.getClientRects().length > 0 && element.checkVisibility({ visibilityProperty: true }));
}

function move({ by, vertical }: { by: 1 | -1; vertical: boolean }, places: Places): void {
  const scope = places.scope();
  const all = controls(scope);
  const now = focused();
  const scroller = places.scroller();
  const row = now?.parentElement;
  const onward = !vertical && row && getComputedStyle(row).direction === 'rtl' ? -by : by;
  if (!scroller) {
    if (now && all.includes(now)) all[all.indexOf(now) + onward]?.focus();
    // A touch beside its buttons has taken the focus away.
    else if (scope.localName === 'dialog') all.at(-1)?.focus();
    else places.enter();
    return;
  }
  const view = scroller.getBoundingClientRect();
  const inView = (element: HTMLElement): boolean => {
    const { top, bottom } = element.getBoundingClientRect();
    return scroller.contains(hostOf(element)) ? top >= view.top && bottom <= view.bottom : true;
  };
  const here = now && inView(now) ? all.indexOf(now) : -1;
  if (!vertical) {
    const next = now && here >= 0 ? (beside(now, all.filter(inView), by) ?? beyondRow(now, all, here, onward)) : all.filter(inView).at(by > 0 ? 0 : -1);
    next?.focus();
    return;
  }
  // The next control above or below that is in view already; in its absence the text moves.
  const from = here >= 0 ? all[here]?.getBoundingClientRect() : undefined;
  const edge = from ? (by > 0 ? from.bottom : from.top) : by > 0 ? view.top : view.bottom;
  const ahead = all
    .filter(element => element !== now && inView(element))
    .map(element => ({ element, rect: element.getBoundingClientRect() }))
    .filter(({ rect }) => (by > 0 ? rect.top >= edge - 1 : rect.bottom <= edge + 1))
    .sort((a, b) => by * (a.rect.top - b.rect.top) || distance(from, a.rect) - distance(from, b.rect));
  const atEnd = by > 0 ? scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1 : scroller.scrollTop <= 0;
  const next = ahead.find(({ element }) => scroller.contains(hostOf(element))) ?? (atEnd ? ahead[0] : undefined);
  if (next) next.element.focus({ preventScroll: true });
  else scroller.scrollBy({ top: by * scroller.clientHeight * step, behavior: still.matches ? 'auto' : 'smooth' });
}

function inOneRow(a: DOMRect, b: DOMRect): boolean {
  return a.top < b.bottom && b.top < a.bottom;
}

/** The nearest on that side, in the row of `now`. */
function beside(now: HTMLElement, all: readonly HTMLElement[], by: 1 | -1): HTMLElement | undefined {
  const from = now.getBoundingClientRect();
  const way = (element: HTMLElement): number => by * (element.getBoundingClientRect().left - from.left);
  return all.filter(element => inOneRow(element.getBoundingClientRect(), from) && way(element) > 0).sort((a, b) => way(a) - way(b))[0];
}

/** At a row's end: the next in the order of reading that stands in another one. */
function beyondRow(now: HTMLElement, all: readonly HTMLElement[], here: number, onward: number): HTMLElement | undefined {
  const from = now.getBoundingClientRect();
  const ahead = onward > 0 ? all.slice(here + 1) : all.slice(0, here).reverse();
  return ahead.find(element => !inOneRow(element.getBoundingClientRect(), from));
}

/** The element of the page in whose shadow root it is. */
function hostOf(element: HTMLElement): Element {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : element;
}

function distance(from: DOMRect | undefined, to: DOMRect): number {
  return from ? Math.abs(from.left - to.left) : to.left;
}
