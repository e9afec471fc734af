// The article's JSON as plain, semantic DOM: what is read until the first tiles are painted, and for good where
// WebAssembly cannot run. The only other reader of the format, and it knows no more of it than it must: texts, pictures,
// headings, timeline. It judges nothing: what it does not understand is left out, and the engine says what is wrong.
import plainStyle from './plain_reader.css';
import type { CardEventDetails } from './element.js';
import { setPicture } from './page_picture.js';
import type { Resources } from './resources.js';
import { breathe, frame, longestPiece, pause } from './system.js';

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const fields = (value: Json): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

const isSame = (tag: string, other: string): boolean => tag.toLowerCase() === other.toLowerCase();

/** Deeper than any sensible text nests; a hostile one ends here. */
const deepest = 32;

class Reader {
  /** BCP 47 tags, the best first. */
  readonly #languages: readonly string[];
  readonly #base: string;
  /** Of its pictures, CSS pixels. */
  width = 599;

  constructor(languages: readonly string[], base: string) {
    this.#languages = languages;
    this.#base = base;
  }

  /** The version of a text in the best language: `[text, language]`. */
  #choose(value: Json): [Json, string] {
    const versions = fields(value);
    for (const language of this.#languages) {
      // Mostly they are written alike.
      const tag = language in versions ? language : Object.keys(versions).find(key => isSame(key, language));
      if (tag !== undefined) return [versions[tag], language];
    }
    return typeof value === 'string' || Array.isArray(value) ? [value, ''] : ['', ''];
  }

  #address(url: Json, picture = false): string | undefined {
    if (typeof url !== 'string') return undefined;
    try {
      const { protocol, href } = picture ? new URL(url, this.#base) : new URL(url);
      return (picture ? /^https?:$/ : /^(https?|mailto):$/).test(protocol) ? href : undefined;
    } catch {
      return undefined;
    }
  }

  #append(parent: Element, inline: Json, depth = 0): void {
    if (typeof inline === 'string') parent.append(inline.replaceAll('\n', ' '));
    else if (Array.isArray(inline) && depth < deepest) for (const part of inline) this.#append(parent, part, depth + 1);
    else if (depth < deepest) {
      const { em, strong, link, lang, text, break: isBreak } = fields(inline);
      const href = this.#address(link);
      const name = isBreak ? 'br' : em ? 'em' : strong ? 'strong' : href ? 'a' : 'span';
      const element = document.createElement(name);
      if (element instanceof HTMLAnchorElement && href) element.href = href;
      if (typeof lang === 'string') element.lang = lang;
      this.#append(element, em ?? strong ?? text ?? '', depth + 1);
      parent.append(element);
    }
  }

  /** An element with a text; nothing where there is none. */
  text(name: string, value: Json, className = ''): HTMLElement[] {
    const [inline, language] = this.#choose(value);
    if (inline === '' || inline === undefined) return [];
    const element = document.createElement(name);
    if (className) element.className = className;
    if (language && language !== this.#languages[0]) element.lang = language;
    this.#append(element, inline);
    return [element];
  }

  element(name: string, className: string, ...children: readonly Node[]): HTMLElement {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  figure(value: Json, lead = false): HTMLElement[] {
    const { image, caption, credit } = fields(value);
    return [this.element('figure', '', ...this.#picture(image, lead), ...this.text('figcaption', caption), ...this.text('small', credit))];
  }

  /** The very file that the card will show: it is fetched once. */
  #picture(value: Json, lead: boolean): HTMLElement[] {
    const image = fields(value);
    const sources = list(image['sources']).map(fields).flatMap(({ url, type, width, height }) => {
      const address = this.#address(url, true);
      if (!address) return [];
      const ending = /\.(\w+)$/.exec(new URL(address).pathname)?.[1]?.toLowerCase().replace('jpg', 'jpeg');
      return [{ url: address, type: String(type ?? (ending ? `image/${ending}` : '')), width: Number(width) || 0, height: Number(height) || 0 }];
    });
    if (sources.length === 0) return [];
    const words = this.#choose(image['alt'])[0];
    const picture = document.createElement('picture');
    setPicture(picture, { alt: typeof words === 'string' ? words : '', sources, lead }, this.width, url => url);
    return [picture];
  }

  #entry(value: Json): HTMLElement {
    const { date, when, speaker, role, summary, statement } = fields(value);
    const head = this.element('summary', '',
      ...this.text('span', when ?? date, 'when'), ...this.text('strong', speaker), ...this.text('span', role, 'when'),
      ...this.text('span', summary));
    return this.element('li', '', this.element('details', '', head, ...this.blocks(statement)));
  }

  /** Appends what follows the headline, each part as it is asked for, and a timeline by its entries. */
  *pieces(parent: Element, { leadFigure, lead, body }: Fields): Generator<void> {
    if (leadFigure) {
      parent.append(...this.figure(leadFigure, true));
      yield;
    }
    parent.append(...this.text('p', lead, 'lead'));
    yield;
    for (const block of list(body).map(fields)) {
      const isTimeline = block['type'] === 'timeline';
      const made = this.blocks([isTimeline ? { ...block, entries: [] } : block]);
      parent.append(...made);
      yield;
      for (const entry of isTimeline ? list(block['entries']) : []) {
        made[0]?.querySelector('ol')?.append(this.#entry(entry));
        yield;
      }
    }
  }

  blocks(value: Json, depth = 0): HTMLElement[] {
    if (depth > 2) return [];
    return list(value).map(fields).flatMap(block => {
      const { type, text, paragraphs, title, items, level } = block;
      const texts = (name: string): HTMLElement[] => list(paragraphs).flatMap(each => this.text(name, each));
      switch (type) {
        case 'heading': return this.text(level === 3 ? 'h3' : 'h2', text);
        case 'list': return [this.element(block['ordered'] ? 'ol' : 'ul', '', ...list(items).flatMap(each => this.text('li', each)))];
        case 'quotation': return [this.element('blockquote', '', ...texts('p'), ...this.text('cite', block['attribution']))];
        case 'figure': return this.figure(block);
        case 'note': return [this.element('aside', '', ...this.text('strong', title), ...texts('p'))];
        case 'timeline': return [this.element('section', '', ...this.text('h2', title), ...this.text('p', block['introduction']),
          this.element('ol', 'entries', ...list(block['entries']).map(each => this.#entry(each))))];
        case 'related': return [this.element('aside', '', ...this.text('h2', title), ...list(items).map(fields).flatMap(item => {
          const href = this.#address(item['link']);
          const headline = this.text(href ? 'a' : 'strong', item['headline']);
          for (const each of headline) if (each instanceof HTMLAnchorElement && href) each.href = href;
          return [this.element('p', '', ...headline), ...this.text('p', item['teaser'])];
        }))];
        case 'banner': return [];
        default: return this.text('p', text);
      }
    });
  }
}

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

let articles = 0;

/**
 * Shows the article where `host` is near the view. One that is far waits, since its words are work and memory that mostly nobody
 * sees before the card is there: until it comes near, or the engine has not come in a second. Settled without them then. The first
 * article of a page does not wait, wherever it is: a text fragment of the page's address may lead into it.
 */
export async function plainReader(host: Element, ...article: Parameters<typeof read>): Promise<void> {
  if (articles++ === 0 || isNear(host)) await read(...article);
  // The engine is on its way, and shows the same.
  else void comesNear(host).then(() => read(...article)).catch(() => {});
}

/**
 * Shows the article, in the card's fonts if they are there, otherwise in the reader's own: text that is being read must not
 * move when fonts arrive. What is in view comes at once, since what follows the card moves when it grows, although it is made
 * in several tasks, and the rest frame by frame, so that nobody waits for it; `aria-busy` until then.
 * @param json  the article's text; what is no JSON, or has no headline, shows nothing
 * @param language  the reader's, BCP 47; the article's own where it does not have it
 * @param base  what the pictures' relative addresses are relative to
 * @param resources  where the card's fonts come from
 * @param show  puts the article into the document; false: it is not wanted any more
 */
async function read(
  json: Uint8Array<ArrayBuffer>,
  language: string,
  base: string,
  resources: Resources,
  show: (article: HTMLElement) => boolean,
): Promise<void> {
  const begun = begin(json, language, base);
  if (!begun) return;
  const { element, reader, article } = begun;
  element.classList.toggle('own-fonts', await fontsCame(element.querySelector('h1')?.textContent ?? '', resources, waitFor(base)));
  element.classList.add('coming');
  element.ariaBusy = 'true';
  if (!show(element)) return;
  reader.width = Math.min(element.clientWidth || reader.width, reader.width);
  const rest = reader.pieces(element, article);
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
  })();
}

/** The host may keep the browser from following a link, as later in the card. */
function askHost(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest('a') : undefined;
  if (!link?.href) return;
  const asked = new CustomEvent<CardEventDetails['linkclick']>('linkclick', { detail: { url: link.href }, bubbles: true, composed: true, cancelable: true });
  // Told by the element, as all its events are.
  const host = (link.getRootNode() as ShadowRoot).host;
  if (!host.dispatchEvent(asked)) event.preventDefault();
}

/** The article's headline, and what it is part of. */
function begin(
  json: Uint8Array<ArrayBuffer>,
  language: string,
  base: string,
): { element: HTMLElement; reader: Reader; article: Fields } | undefined {
  let article: Fields;
  try {
    article = fields(JSON.parse(new TextDecoder().decode(json)));
  } catch {
    return undefined;
  }
  const own = list(article['languages']).filter((tag): tag is string => typeof tag === 'string');
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  const wanted = own.find(tag => isSame(tag, language)) ?? own.find(tag => primary(tag) === primary(language)) ?? own[0] ?? '';
  const reader = new Reader([wanted, ...own.filter(tag => tag !== wanted)], base);
  const headline = reader.text('h1', article['headline']);
  if (headline.length === 0) return undefined;
  const element = reader.element('article', 'plain-reader',
    reader.element('header', '', ...reader.text('p', article['kicker'], 'kicker'), ...headline));
  element.lang = wanted;
  element.dir = 'auto';
  for (const type of ['click', 'auxclick']) element.addEventListener(type, askHost);
  return { element, reader, article };
}

export { plainStyle };
