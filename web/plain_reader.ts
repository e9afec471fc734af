// What is read until the first tiles are painted, and where WebAssembly cannot run: when the article's words come, and how
// fast. Where there is no engine to be had, plain_alone.ts adds what only an engine would have.
import { beginArticle, PlainArticle } from './plain_article.js';
import plainStyle from './plain_reader.css';
import type { Resources } from './resources.js';
import { breathe, frame, longestPiece, pause } from './system.js';

/** How long the words wait for the card's own fonts, ms: a moment that nobody notices. */
const longestWait = 100;
/** The same where the line is so slow that only a cache can have them in that time. */
const shortestWait = 30;

/** @param article  its address */
function waitFor(article: string): number {
  const [fetched] = performance.getEntriesByName(article, 'resource');
  return fetched && fetched.duration > 2 * longestWait ? shortestWait : longestWait;
}

/** How long an article that is far from the view waits for the engine, ms: then it is read like any other. */
const longestFar = 1000;

/** A screen's height or less from the view: it may be read before there is an engine. */
function isNear(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top <= 2 * innerHeight && bottom >= -innerHeight;
}

/** Settled when the element comes near, or after `longestFar`. */
function comesNear(element: Element): Promise<void> {
  return new Promise(come => {
    const margin = '100% 0px';
    const options = { rootMargin: margin, scrollMargin: margin } as IntersectionObserverInit;
    const observer = new IntersectionObserver(entries => entries.at(-1)?.isIntersecting && end(), options);
    const end = (): void => {
      observer.disconnect();
      come();
    };
    observer.observe(element);
    void pause(longestFar).then(end);
  });
}

/** Leaves the page's thread to what is more urgent, and goes on before anything else where the browser can do that. */
function giveWay(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
  return scheduler?.yield?.() ?? breathe();
}

/**
 * Whether the card's fonts that the style names have come, for the script of `words`. The page has them then.
 * @param longest  ms to wait for them
 */
async function fontsCame(words: string, resources: Resources, longest: number): Promise<boolean> {
  const subset = /\p{sc=Cyrl}/u.test(words) ? 'cyrillic' : 'latin';
  const faces = ['serif-regular', 'display-bold', 'sans-regular', 'sans-bold'].map(face => resources.load(`fonts/${face}.${subset}.ttf`));
  const came = await Promise.race([Promise.all(faces), pause(longest)]);
  if (!came?.every(Boolean)) return false;
  resources.showFonts();
  return true;
}

/**
 * There is no engine to be had, and the article is still read. Where pixels have taken its place nobody is told.
 * @param article  stands in the card's frame
 */
function isAlone(article: HTMLElement): Promise<void> {
  return new Promise(alone => {
    const frame = article.parentElement;
    if (!frame) return;
    const look = (): void => {
      const isThere = article.parentElement === frame;
      const ended = frame.classList.contains('alone');
      if (ended && isThere) alone();
      if (ended || !isThere) watch.disconnect();
    };
    const watch = new MutationObserver(look);
    watch.observe(frame, { attributeFilter: ['class'] });
    look();
  });
}

/** The host's own words have come after all, with the rest of a page that is sent in pieces: they say the same. */
function yieldTo(slot: EventTarget | null): void {
  if (!(slot instanceof HTMLSlotElement) || !slot.assignedNodes().some(({ textContent }) => textContent?.trim())) return;
  slot.parentElement?.querySelector('.plain-reader')?.remove();
}
const onWords = ({ currentTarget }: Event): void => yieldTo(currentTarget);

let articles = 0;

/**
 * - the article's JSON; what is none, or has no headline, shows nothing
 * - the reader's language, BCP 47; the article's own where it does not have it
 * - what the pictures' relative addresses are relative to
 * - where the card's fonts and words come from
 * - puts the article into the document, in the place of one before; false: it is not wanted any more
 */
type Words = [
  json: Uint8Array<ArrayBuffer>,
  language: string,
  base: string,
  resources: Resources,
  show: (article: HTMLElement) => boolean,
];

/**
 * Shows the article where `host` is near the view. One that is far waits, since its words are work and memory that mostly nobody
 * sees before the card is there: until it comes near, or the engine has not come in a second. Settled without them then. The first
 * article of a page does not wait, wherever it is: a text fragment of the page's address may lead into it.
 */
export async function plainReader(host: HTMLElement, ...article: Words): Promise<void> {
  if (articles++ === 0 || isNear(host)) await read(host, ...article);
  // The engine is on its way, and shows the same.
  else void comesNear(host).then(() => read(host, ...article)).catch(() => {});
}

/**
 * Shows the article, in the card's fonts if they are there, otherwise in the reader's own: text that is being read must not
 * move when fonts arrive. What is in view comes at once, since what follows the card moves when it grows, although it is made
 * in several tasks, and the rest frame by frame, so that nobody waits for it; `aria-busy` until then.
 */
async function read(host: HTMLElement, ...[json, language, base, resources, show]: Words): Promise<void> {
  const begun = beginArticle(json, language, languages => new PlainArticle(languages, base));
  if (!begun) return;
  const { element, plain, article } = begun;
  element.classList.toggle('own-fonts', await fontsCame(element.querySelector('h1')?.textContent ?? '', resources, waitFor(base)));
  element.classList.add('coming');
  element.ariaBusy = 'true';
  if (!show(element)) return;
  const slot = element.nextElementSibling;
  slot?.addEventListener('slotchange', onWords);
  yieldTo(slot);
  plain.fit(element);
  const rest = plain.pieces(element, article);
  let piece = 1;
  /**
   * Adds a piece; the next one is half as large again, so that a long article takes few layouts, or smaller.
   * @param longest  ms that it may take to be made and laid out, or the next is smaller
   * @return something is left
   */
  const add = (longest = Infinity): boolean => {
    const start = performance.now();
    let left = true;
    for (let count = piece; left && count > 0; count--) left = !rest.next().done;
    element.getBoundingClientRect();
    piece = performance.now() - start < longest ? piece * 1.5 : Math.max(1, piece / 2);
    return left;
  };
  let left = true;
  while (left && element.getBoundingClientRect().bottom < innerHeight) {
    await giveWay();
    if (!element.isConnected) return;
    left = add();
  }
  element.classList.remove('coming');
  void (async () => {
    while (left) {
      await frame();
      if (!element.isConnected) return;
      left = add(longestPiece);
    }
    element.ariaBusy = null;
    await isAlone(element);
    try {
      const { readAlone } = await import('./plain_alone.js');
      await readAlone({ host, json, base, resources, show }, element);
    } catch {
      // The network is gone, too: what is there can be read, and takes the room that was kept, unless somebody reads below it.
      element.classList.toggle('final', element.getBoundingClientRect().top >= 0);
    }
  })();
}

export { plainStyle };
