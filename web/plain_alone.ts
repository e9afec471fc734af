// The plain article where there is no engine to be had (WebAssembly is missing, forbidden, or failed), so that it lacks
// nothing that can be read or chosen: its languages, authors and date, where a statement was made and where it stands,
// advertising with its label. It takes the place of the article of plain_reader.ts, in the reader's sight.
import { languageName } from './language_name.js';
import { scrollerOf, topOfView } from './place.js';
import plainAloneStyle from './plain_alone.css';
import { beginArticle, fields, type Fields, type Json, list, PlainArticle } from './plain_article.js';
import type { Resources } from './resources.js';
import { addStyle } from './style.js';
import { pieces, wantedLanguage } from './system.js';

/** Of assets/strings, what is shown here. Without them (the network is gone) dates and names stand by themselves. */
interface Strings {
  readonly messages: Fields;
  readonly rightToLeft: boolean;
  readonly charactersAMinute: number;
}

const separator = ' \u00b7 ';

class WholeArticle extends PlainArticle {
  /** Of the language that is read, which is known once the article has been begun. */
  strings: Strings = { messages: {}, rightToLeft: false, charactersAMinute: NaN };

  /** One of the card's own words; `otherwise` where they are not there. */
  message(name: string, otherwise = ''): string {
    const message = this.strings.messages[name];
    return typeof message === 'string' ? message : otherwise;
  }

  /** Puts the words of a message around those of an element. */
  #around(element: HTMLElement, name: string, placeholder: string): HTMLElement {
    const [before = '', after = ''] = this.message(name, placeholder).split(placeholder);
    element.prepend(before);
    element.append(after);
    return element;
  }

  /**
   * In words of the reader's language, as written: nothing is converted between time zones.
   * @param isDay  the time of day is left out
   */
  #moment(value: Json, isDay = false): HTMLElement[] {
    const [, day, time] = (typeof value === 'string' && /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(value)) || [];
    const at = new Date(`${day}T${time ?? '00:00'}Z`);
    if (!day || Number.isNaN(at.getTime())) return [];
    const element = document.createElement('time');
    element.dateTime = String(value);
    element.textContent = inWords(at, this.languages[0] ?? '', !!time && !isDay);
    return [element];
  }

  /** Parts of a line, with dots between them. */
  #line(name: string, className: string, parts: readonly HTMLElement[]): HTMLElement[] {
    if (parts.length === 0) return [];
    const line = this.element(name, className);
    line.append(...parts.flatMap((part, index) => (index > 0 ? [separator, part] : [part])));
    return [line];
  }

  protected override credit(value: Json): HTMLElement[] {
    return super.credit(value).map(credit => this.#around(credit, 'credit', '{credit}'));
  }

  protected override when({ date, when }: Fields): HTMLElement[] {
    return this.#line('span', 'when', [...this.#moment(date), ...this.text('span', when)]);
  }

  protected override origin({ place, source }: Fields): HTMLElement[] {
    const { label, url } = fields(source);
    return [['place', this.text('span', place)] as const, ['source', this.linked(label, url, 'span')] as const].flatMap(([name, words]) =>
      words.map(each => {
        const title = this.message(name);
        return this.element('p', 'origin', ...(title ? [document.createTextNode(title + this.message('colon', ': '))] : []), each);
      }),
    );
  }

  protected override attribution({ attribution, cite }: Fields): HTMLElement[] {
    const href = this.address(cite);
    const [by] = [...this.text('cite', attribution), ...(href ? this.text('cite', this.message('source')) : [])];
    if (!by) return [];
    // A link that the words have already is not made another's.
    if (href && !by.querySelector('a')) {
      const link = this.#link(href);
      link.append(...by.childNodes);
      by.append(link);
    }
    return [by];
  }

  #link(href: string): HTMLAnchorElement {
    const link = document.createElement('a');
    link.href = href;
    return link;
  }

  protected override title(value: Json, otherwise: string): HTMLElement[] {
    const own = super.title(value, otherwise);
    return own.length > 0 ? own : this.text('h2', this.message(otherwise));
  }

  protected override banner({ image, link, sponsor }: Fields): HTMLElement[] {
    const label = this.element('p', 'when', document.createTextNode(this.message('advertising', 'Advertisement')));
    for (const name of this.text('span', sponsor)) label.append(separator, name);
    const href = this.address(link);
    const picture = this.picture(image, false);
    if (picture.length === 0) return [];
    const linked = href ? this.#link(href) : undefined;
    if (linked) linked.rel = 'sponsored';
    // A link around a decoration needs a name of its own.
    if (linked && !picture[0]?.querySelector('img')?.alt) linked.ariaLabel = label.textContent;
    linked?.append(...picture);
    return [this.element('aside', 'banner', label, ...(linked ? [linked] : picture))];
  }

  /** Authors, date and reading time; the latter is known when `body` holds the whole article. */
  byline({ authors, published, readingMinutes }: Fields, body: HTMLElement): HTMLElement[] {
    const names = list(authors).map(fields).flatMap(({ name, url }) => this.linked(name, url, 'span'));
    const date = this.#moment(published, true).map(time => this.#around(time, 'published', '{date}'));
    const minutes = Number(readingMinutes) || Math.max(1, Math.round((body.textContent?.length ?? 0) / this.strings.charactersAMinute));
    const time = this.message('reading-time').replace('{minutes}', String(minutes));
    return this.#line('p', 'byline', [...names, ...date, ...this.text('span', time)]);
  }

  /**
   * The languages to choose from, where there are several.
   * @param choose  told the tag of the one that the reader wants
   */
  tools(languages: readonly string[], choose: (language: string) => void): HTMLElement[] {
    if (languages.length < 2) return [];
    const buttons = languages.map(tag => {
      const button = document.createElement('button');
      button.lang = tag;
      button.textContent = languageName(tag);
      if (tag === this.languages[0]) button.ariaCurrent = 'true';
      button.addEventListener('click', () => choose(tag));
      return button;
    });
    const nav = this.element('nav', '', ...buttons);
    nav.ariaLabel = this.message('languages', 'Language');
    // Names of languages are no sign of where the article's text begins.
    nav.dir = this.strings.rightToLeft ? 'rtl' : 'ltr';
    return [nav];
  }
}

/** In the reader's language, as the browser writes it. */
function inWords(at: Date, language: string, hasTime: boolean): string {
  const style: Intl.DateTimeFormatOptions = { timeZone: 'UTC', dateStyle: 'long', ...(hasTime && { timeStyle: 'short' }) };
  try {
    return new Intl.DateTimeFormat(language, style).format(at);
  } catch {
    return new Intl.DateTimeFormat('en', style).format(at);
  }
}

async function stringsOf(language: string, resources: Resources): Promise<Strings> {
  const bytes = await resources.load(`strings/${language.toLowerCase().split('-')[0]}.json`);
  const { messages, rightToLeft, charactersAMinute } = fields(bytes && JSON.parse(new TextDecoder().decode(bytes)));
  return { messages: fields(messages), rightToLeft: rightToLeft === true, charactersAMinute: Number(charactersAMinute) };
}

/** What `readAlone` needs of the article and its card. */
export interface Plain {
  readonly host: HTMLElement;
  readonly json: Uint8Array<ArrayBuffer>;
  readonly base: string;
  readonly resources: Resources;
  /** Puts an article in the place of the one shown; false: it is not wanted any more. */
  readonly show: (article: HTMLElement) => boolean;
}

/** Made in steps, each of which leaves the page's thread to others. Throws where the article is none. */
async function make({ host, json, base, resources }: Plain, language: string, place: HTMLElement, choose: (language: string) => void): Promise<HTMLElement> {
  const begun = beginArticle(json, language, languages => new WholeArticle(languages, base));
  if (!begun) throw new Error('this is no article');
  const { element, header, plain, article, languages } = begun;
  const strings = (plain.strings = await stringsOf(element.lang, resources));
  plain.fit(place);
  const piece = pieces();
  for (const rest = plain.pieces(element, article); !rest.next().done; ) await piece();
  header.append(...plain.byline(article, element));
  header.before(...plain.tools(languages, choose));
  const level = Number(host.getAttribute('heading-level')) || 1;
  for (const heading of element.querySelectorAll('h1, h2, h3')) heading.ariaLevel = String(Math.min(6, Number(heading.localName[1]) + level - 1));
  element.classList.add('final', 'whole');
  // As the card has it. Without strings the text itself tells.
  if (Object.keys(strings.messages).length > 0) element.dir = strings.rightToLeft ? 'rtl' : 'ltr';
  return element;
}

/** What both articles have, in the same order, and none within another. */
const partsOf = (article: Element): HTMLElement[] => [...article.querySelectorAll<HTMLElement>(':scope > :not(.banner, nav, section), .entries > li')];
const openable = (article: Element): HTMLDetailsElement[] => [...article.querySelectorAll('details')];
const focusable = (article: Element): HTMLElement[] => [...article.querySelectorAll<HTMLElement>('summary, nav > button')];

/** The style sheet is there once for a card. */
const styled = new WeakSet<Node>();

function style(root: ShadowRoot): void {
  if (styled.has(root)) return;
  styled.add(root);
  addStyle(root, plainAloneStyle);
}

/** Pictures that are there stay, under their new words: one that is made anew is not seen for a moment. */
function keepPictures(from: HTMLElement, to: HTMLElement): void {
  const present = new Map([...from.querySelectorAll('img')].map(image => [image.srcset, image]));
  for (const image of to.querySelectorAll('img')) {
    const before = present.get(image.srcset);
    const picture = before?.closest('picture');
    if (!before || !picture) continue;
    present.delete(image.srcset);
    before.alt = image.alt;
    image.closest('picture')?.replaceWith(picture);
  }
}

/** Open statements stay open, the focus where it is, and what stands at the top of the view stays there. @return whether it is shown */
function replace(from: HTMLElement, to: HTMLElement, show: Plain['show']): boolean {
  const states = openable(from).map(({ open }) => open);
  for (const [index, details] of openable(to).entries()) details.open = states[index] ?? false;
  const scroller = scrollerOf(from);
  const view = topOfView(scroller);
  const before = partsOf(from);
  // An article that begins in view has nothing above the view that could move it.
  const anchor = from.getBoundingClientRect().top < view ? before.findIndex(part => part.getBoundingClientRect().bottom > view) : -1;
  const top = before[anchor]?.getBoundingClientRect().top ?? 0;
  const { activeElement } = from.getRootNode() as ShadowRoot;
  // Before the first time there are no buttons: the entries count from the last.
  const focused = focusable(from).reverse().indexOf(activeElement as HTMLElement);
  keepPictures(from, to);
  if (!show(to)) return false;
  focusable(to).reverse()[focused]?.focus({ preventScroll: true });
  const moved = (partsOf(to)[anchor]?.getBoundingClientRect().top ?? top) - top;
  if (Math.abs(moved) >= 1) scroller.scrollBy({ top: moved, behavior: 'instant' });
  return true;
}

/**
 * Puts the whole article in the place of the plain one, and does so again for each language that the reader, or the host, wants,
 * until another article or a card comes.
 * @param plain  shown now
 * @return settled when the whole article is there; rejects where it cannot be made
 */
export async function readAlone(article: Plain, plain: HTMLElement): Promise<void> {
  const { host } = article;
  let shown = plain;
  let wanted = plain.lang;
  let made: string | undefined;
  let isMaking = false;
  const update = async (): Promise<void> => {
    if (isMaking) return;
    isMaking = true;
    try {
      while (made !== wanted) {
        made = wanted;
        const whole = await make(article, wanted, shown, byReader);
        if (made !== wanted) continue;
        whole.classList.toggle('own-fonts', plain.classList.contains('own-fonts'));
        if (!shown.parentElement || !replace(shown, whole, article.show)) return watch.disconnect();
        shown = whole;
      }
    } finally {
      isMaking = false;
    }
  };
  const watch = new MutationObserver(() => {
    wanted = wantedLanguage(host);
    update().catch(() => {});
  });
  const byReader = (language: string): void => {
    if (language === wanted) return;
    wanted = language;
    update().then(
      () => shown.lang === language && host.dispatchEvent(new CustomEvent('languagechange', { detail: { language } })),
      () => {},
    );
  };
  style(plain.getRootNode() as ShadowRoot);
  await update();
  watch.observe(host, { attributeFilter: ['lang'] });
}
