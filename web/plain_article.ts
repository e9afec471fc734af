// The article's JSON as plain, semantic DOM. The only other reader of the format, and it knows no more of it than it must:
// texts, pictures, headings, timeline. It judges nothing: what it does not understand is left out, and the engine says what
// is wrong. plain_alone.ts knows the rest.
import type { CardEventDetails } from './element.js';
import { entryOf } from './entries.js';
import { askOfLink } from './link_click.js';
import { setPicture } from './page_picture.js';
import { zoomOf } from './system.js';

export type Json = unknown;
export type Fields = Readonly<Record<string, Json>>;

export const fields = (value: Json): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

const isSame = (tag: string, other: string): boolean => tag.toLowerCase() === other.toLowerCase();

/** Deeper than any sensible text nests; a hostile one ends here. */
const deepest = 32;

export class PlainArticle {
  /** BCP 47 tags, the best first. */
  readonly languages: readonly string[];
  readonly #base: string;
  /** Of its pictures, pixels of the window. */
  #width = 599;

  /** @param base  what the pictures' relative addresses are relative to */
  constructor(languages: readonly string[], base: string) {
    this.languages = languages;
    this.#base = base;
  }

  /** Its pictures will be as wide as this element, or their measure. */
  fit(element: Element): void {
    this.#width = Math.min(element.clientWidth || this.#width, this.#width) * zoomOf(element);
  }

  /** The version of a text in the best language: `[text, language]`. */
  protected choose(value: Json): [Json, string] {
    const versions = fields(value);
    for (const language of this.languages) {
      // Mostly they are written alike.
      const tag = language in versions ? language : Object.keys(versions).find(key => isSame(key, language));
      if (tag !== undefined) return [versions[tag], language];
    }
    return typeof value === 'string' || Array.isArray(value) ? [value, ''] : ['', ''];
  }

  protected address(url: Json, picture = false): string | undefined {
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
      const href = this.address(link);
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
    const [inline, language] = this.choose(value);
    if (inline === '' || inline === undefined) return [];
    const element = document.createElement(name);
    if (className) element.className = className;
    if (language && language !== this.languages[0]) {
      element.lang = language;
      // HTML takes no direction from it.
      element.dir = 'auto';
    }
    this.#append(element, inline);
    return [element];
  }

  /** A text as a link; as an element of another name where the address is refused, or there is none. */
  protected linked(words: Json, url: Json, otherwise: string): HTMLElement[] {
    const href = this.address(url);
    const texts = this.text(href ? 'a' : otherwise, words);
    for (const text of texts) if (text instanceof HTMLAnchorElement && href) text.href = href;
    return texts;
  }

  element(name: string, className: string, ...children: readonly Node[]): HTMLElement {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  figure(value: Json, lead = false): HTMLElement[] {
    const { image, caption, credit } = fields(value);
    return [this.element('figure', '', ...this.picture(image, lead), ...this.text('figcaption', caption), ...this.credit(credit))];
  }

  protected credit(value: Json): HTMLElement[] {
    return this.text('small', value);
  }

  /** The very file that the card will show: it is fetched once. */
  protected picture(value: Json, lead: boolean): HTMLElement[] {
    const image = fields(value);
    const sources = list(image['sources']).map(fields).flatMap(({ url, type, width, height }) => {
      const address = this.address(url, true);
      if (!address) return [];
      const ending = /\.(\w+)$/.exec(new URL(address).pathname)?.[1]?.toLowerCase().replace('jpg', 'jpeg');
      return [{ url: address, type: String(type ?? (ending ? `image/${ending}` : '')), width: Number(width) || 0, height: Number(height) || 0 }];
    });
    if (sources.length === 0) return [];
    const words = this.choose(image['alt'])[0];
    const picture = document.createElement('picture');
    setPicture(picture, { alt: typeof words === 'string' ? words : '', sources, lead }, this.#width, url => url);
    return [picture];
  }

  protected entry(value: Json): HTMLElement {
    const entry = fields(value);
    const { id, speaker, role, summary, statement } = entry;
    const more = [...this.blocks(statement), ...this.origin(entry)];
    const head = this.element(more[0] ? 'summary' : 'div', 'summary',
      ...this.when(entry), ...this.text('strong', speaker), ...this.text('span', role, 'when'), ...this.text('span', summary));
    const item = this.element('li', '', more[0] ? this.element('details', '', head, ...more) : head);
    if (typeof id === 'string') item.dataset['entry'] = id;
    return item;
  }

  protected when({ date, when }: Fields): HTMLElement[] {
    return this.text('span', when ?? date, 'when');
  }

  /** What stands below a statement. */
  protected origin(_entry: Fields): HTMLElement[] {
    return [];
  }

  protected attribution({ attribution }: Fields): HTMLElement[] {
    return this.text('cite', attribution);
  }

  /** @param _otherwise  the card's own title, by its name in assets/strings */
  protected title(value: Json, _otherwise: string): HTMLElement[] {
    return this.text('h2', value);
  }

  protected banner(_block: Fields): HTMLElement[] {
    return [];
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
        made[0]?.querySelector('ol')?.append(this.entry(entry));
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
        case 'quotation': return [this.element('blockquote', '', ...texts('p'), ...this.attribution(block))];
        case 'figure': return this.figure(block);
        case 'note': return [this.element('aside', '', ...this.text('strong', title), ...texts('p'))];
        case 'timeline': return [this.element('section', '', ...this.title(title, 'timeline'), ...this.text('p', block['introduction']),
          this.element('ol', 'entries', ...list(block['entries']).map(each => this.entry(each))))];
        case 'related': return [this.element('aside', '', ...this.title(title, 'related'), ...list(items).map(fields).flatMap(item => {
          const headline = this.linked(item['headline'], item['link'], 'strong');
          return [this.element('p', '', ...headline), ...this.text('p', item['teaser'])];
        }))];
        case 'banner': return this.banner(block);
        default: return this.text('p', text);
      }
    });
  }
}

/** Once a statement that the reader opens or closes is so, the host is told, as later by the card. */
function tellHost({ target }: MouseEvent): void {
  const details = target instanceof Element && !target.closest('a') && target.closest('summary')?.parentElement;
  if (!(details instanceof HTMLDetailsElement)) return;
  const tell = (): void => {
    const detail = { entry: entryOf(details), open: details.open };
    const told = new CustomEvent<CardEventDetails['entrytoggle']>('entrytoggle', { detail, bubbles: true, composed: true });
    (details.getRootNode() as Partial<ShadowRoot>).host?.dispatchEvent(told);
  };
  details.addEventListener('toggle', tell, { once: true });
}

/** The host may keep the browser from following a link, as later in the card. */
function askHost(event: MouseEvent): void {
  const link = event.button < 2 && event.target instanceof Element ? event.target.closest('a') : undefined;
  if (!link?.href) return;
  // Told by the element, as all its events are.
  if (!askOfLink((link.getRootNode() as ShadowRoot).host, link.href, event)) event.preventDefault();
}

/**
 * The article's headline, and what it is part of.
 * @param json  the article's text; nothing comes of what is no JSON, or has no headline
 * @param language  the reader's, BCP 47; the article's own where it does not have it
 * @param make  of the article's languages, the one to be read first
 */
export function beginArticle<Kind extends PlainArticle>(
  json: Uint8Array<ArrayBuffer>,
  language: string,
  make: (languages: readonly string[]) => Kind,
): { element: HTMLElement; header: HTMLElement; plain: Kind; article: Fields; languages: readonly string[] } | undefined {
  let article: Fields;
  try {
    article = fields(JSON.parse(new TextDecoder().decode(json)));
  } catch {
    return undefined;
  }
  const own = list(article['languages']).filter((tag): tag is string => typeof tag === 'string');
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  const wanted = own.find(tag => isSame(tag, language)) ?? own.find(tag => primary(tag) === primary(language)) ?? own[0] ?? '';
  const plain = make([wanted, ...own.filter(tag => tag !== wanted)]);
  const headline = plain.text('h1', article['headline']);
  if (headline.length === 0) return undefined;
  const header = plain.element('header', '', ...plain.text('p', article['kicker'], 'kicker'), ...headline);
  const element = plain.element('article', 'plain-reader', header);
  element.lang = wanted;
  element.dir = 'auto';
  element.addEventListener('click', tellHost);
  for (const type of ['click', 'auxclick'] as const) element.addEventListener(type, askHost);
  return { element, header, plain, article, languages: own };
}
