// The reading view: one article in its card, which scrolls, and below it the kiosk's own controls.
import type { DepescheCard } from '../element.js';
import { expectLanguages, inLanguage, makeCard, makeCoveredCard, type OnError, shown } from './card.js';
import { make } from './dom.js';
import type { Article } from './library.js';
import type { Settings } from './settings.js';
import { tongueOf, wordsOf } from './words.js';

/** A card that is read, or waits for its reader out of sight. It scrolls for itself, and so need never move in the page. */
interface Sheet {
  article: Article;
  settings: Settings;
  card: DepescheCard;
  scroller: HTMLElement;
  /** Aborts what waits for the card. */
  coming: AbortController;
  /** Settled when it is there. */
  ready: Promise<void>;
}

export class Reading {
  readonly element: HTMLElement;
  readonly #start = make('button', { type: 'button', class: 'start' });
  readonly #next = make('button', { type: 'button', class: 'next' });
  readonly #place = make('p', { class: 'place', role: 'status' });
  readonly #progress = make('div', { class: 'progress', 'aria-hidden': 'true' });
  /** Between the buttons, where the age of the content stands, too. */
  readonly middle = make('div', { class: 'middle' }, this.#place);
  readonly #bar = make('nav', { class: 'bar' }, this.#start, this.middle, this.#next);
  readonly #onError: OnError;
  /** The one that is read. */
  #sheet: Sheet | undefined;
  /** The one that nobody has asked for yet. */
  #ahead: Sheet | undefined;
  /** The place of the one that is read among all, from 1; 0 where it is none of them any more. */
  #among = { current: 0, total: 0 };
  #chosen = '';
  /** Attributes of a card: the theme and the text size that the reader has chosen. Each reader has a map of their own. */
  #own = new Map<string, string>();
  /** The article is on its way: another language may still be chosen on the start screen. */
  #isComing = false;

  constructor(actions: { start(): void; next(): void; error: OnError }) {
    this.element = make('main', { class: 'reading', hidden: '' }, this.#progress, this.#bar);
    this.#onError = actions.error;
    this.#start.addEventListener('click', () => actions.start());
    this.#next.addEventListener('click', () => actions.next());
    this.element.addEventListener('scroll', () => this.#tellProgress(), { capture: true, passive: true });
  }

  get article(): Article | undefined {
    return this.#sheet?.article;
  }

  /** What scrolls the article that is read. */
  get scroller(): HTMLElement | undefined {
    return this.#sheet?.scroller;
  }

  /** The one the reader has chosen: that of the next article and of the words around, whether this article has it or not. */
  get language(): string {
    return this.#chosen;
  }

  /**
   * Sets an article before it is asked for, out of sight: the reader is not to wait.
   * @param otherLanguages  whether what they take is set, too: somebody who reads already has chosen
   */
  prepare(article: Article, language: string, settings: Settings, { otherLanguages }: { otherLanguages: boolean }): void {
    if (this.#ahead?.article === article && this.#ahead.settings === settings) return;
    this.#forget();
    const sheet = this.#lay(article, settings, onError =>
      makeCoveredCard(article, language, settings, (...error) => {
        // What goes wrong before anybody reads is told when somebody does, and by the start screen's card; the reader gets another one.
        if (this.#ahead?.card === sheet.card) this.#forget();
        else onError(...error);
      }),
    );
    this.#ahead = sheet;
    sheet.scroller.classList.add('ahead');
    if (otherLanguages) void sheet.ready.then(() => this.#ahead === sheet && expectLanguages(sheet.card));
  }

  /** The reader goes: what stood ready for them does, too, and what they have chosen. The article stays until something lies over it. */
  leave(): void {
    this.#own = new Map();
    this.#forget();
  }

  /** Lets go of what was set before it was asked for. */
  #forget(): void {
    this.#takeAway(this.#ahead);
    this.#ahead = undefined;
  }

  /**
   * @param among  the article's place among all, from 1; 0 where it is none of them any more
   * @returns whether it is still this card that is read, once it is there
   */
  async open(article: Article, language: string, settings: Settings, among: { current: number; total: number }): Promise<boolean> {
    if (this.#ahead?.article !== article || this.#ahead.settings !== settings) this.#forget();
    // Nothing lies over the next article as over the first, and a card that is covered has no plain words to read until it is painted.
    if (this.#sheet && !this.#ahead?.card.shadowRoot?.querySelector('.painted')) this.#forget();
    this.#takeAway(this.#sheet);
    const sheet = this.#ahead ?? this.#lay(article, settings, onError => makeCard(article, language, settings, onError));
    const { card, coming, ready, scroller } = sheet;
    this.#ahead = undefined;
    this.#sheet = sheet;
    this.#among = among;
    this.#chosen = card.lang = language;
    this.#isComing = true;
    card.addEventListener('languagechange', () => {
      if (this.#sheet !== sheet) return;
      this.#chosen = card.language;
      this.#name();
      // The next article goes on in the language that the reader has come to.
      if (this.#ahead) this.#ahead.card.lang = card.language;
    });
    const own = this.#own;
    card.addEventListener('settingchange', ({ detail: { name, value } }) => {
      own.set(name, value);
      if (own === this.#own) this.#ahead?.card.setAttribute(name, value);
    });
    scroller.classList.remove('ahead');
    this.element.hidden = false;
    this.#name();
    this.#tellProgress();
    await ready;
    await inLanguage(card, () => this.#chosen, coming.signal);
    if (this.#sheet !== sheet) return false;
    this.#isComing = false;
    return true;
  }

  /** Screen readers go on, and the keys that scroll act, from where the focus is: in the article, when what had it is no longer there. */
  focus(): void {
    if (document.activeElement === document.body) this.scroller?.focus({ preventScroll: true });
  }

  /** Another choice while the article is on its way. */
  choose(language: string): void {
    if (!this.#sheet || !this.#isComing) return;
    this.#chosen = this.#sheet.card.lang = language;
    this.#name();
  }

  close(): void {
    getSelection()?.removeAllRanges();
    this.element.hidden = true;
    this.#forget();
    this.#takeAway(this.#sheet);
    this.#sheet = undefined;
    this.#chosen = '';
    this.#isComing = false;
  }

  #lay(article: Article, settings: Settings, makeIt: (onError: OnError) => DepescheCard): Sheet {
    const card = makeIt(this.#onError);
    for (const [name, value] of this.#own) card.setAttribute(name, value);
    const coming = new AbortController();
    const ready = shown(card, coming.signal);
    const scroller = make('div', { class: 'scroller', tabindex: '-1' }, card);
    this.element.prepend(scroller);
    return { article, settings, card, scroller, coming, ready };
  }

  #takeAway(sheet: Sheet | undefined): void {
    sheet?.coming.abort();
    sheet?.scroller.remove();
  }

  #name(): void {
    const { current, total } = this.#among;
    const words = wordsOf(this.language);
    Object.assign(this.#bar, tongueOf(this.language));
    this.#bar.ariaLabel = words('start');
    this.#start.textContent = words('start');
    this.#next.textContent = words('next');
    this.#next.hidden = total < 2;
    this.#place.textContent = total < 2 || current < 1 ? '' : words('article', { current, total });
  }

  #tellProgress(): void {
    if (!this.scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const done = scrollHeight > clientHeight ? scrollTop / (scrollHeight - clientHeight) : 0;
    this.#progress.style.setProperty('--done', String(Math.min(1, Math.max(0, done))));
  }
}
