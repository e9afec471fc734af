// The reading view: one article in its card, which scrolls, and below it the kiosk's own controls.
import type { DepescheCard } from '../element.js';
import { expectLanguages, inLanguage, makeCard, makeCoveredCard, type OnError, shown } from './card.js';
import { make } from './dom.js';
import type { Article } from './library.js';
import type { Settings } from './settings.js';
import { tongueOf, wordsOf } from './words.js';

/** A card that nobody has asked for yet. */
interface Ahead {
  article: Article;
  settings: Settings;
  card: DepescheCard;
  coming: AbortController;
  /** Settled when it is there. */
  ready: Promise<void>;
}

export class Reading {
  readonly element: HTMLElement;
  readonly scroller = make('div', { class: 'scroller' });
  readonly #start = make('button', { type: 'button', class: 'start' });
  readonly #next = make('button', { type: 'button', class: 'next' });
  readonly #place = make('p', { class: 'place' });
  readonly #progress = make('div', { class: 'progress', 'aria-hidden': 'true' });
  readonly #bar = make('nav', { class: 'bar' }, this.#start, this.#place, this.#next);
  readonly #onError: OnError;
  #card: DepescheCard | undefined;
  #article: Article | undefined;
  /** Of the article that is on its way. */
  #coming: AbortController | undefined;
  #ahead: Ahead | undefined;
  /** What the card is to be read in, until it is. */
  #wanted = '';

  constructor(actions: { start(): void; next(): void; error: OnError }) {
    this.element = make('main', { class: 'reading', hidden: '' }, this.scroller, this.#progress, this.#bar);
    this.#onError = actions.error;
    this.#start.addEventListener('click', () => actions.start());
    this.#next.addEventListener('click', () => actions.next());
    this.scroller.addEventListener('scroll', () => this.#tellProgress(), { passive: true });
  }

  get article(): Article | undefined {
    return this.#article;
  }

  get card(): DepescheCard | undefined {
    return this.#card;
  }

  /** The one the reader has chosen. */
  get language(): string {
    return this.#wanted || this.#card?.language || this.#card?.lang || '';
  }

  /** Sets an article before it is asked for, out of sight, and what its other languages take: the reader is not to wait. */
  prepare(article: Article, language: string, settings: Settings): void {
    if (this.#ahead?.article === article && this.#ahead.settings === settings) return;
    this.close();
    const coming = new AbortController();
    this.#coming = coming;
    const card = makeCoveredCard(article, language, settings, (...error) => {
      // What goes wrong before anybody reads is told by the card of the start screen; the reader gets another card.
      if (this.#ahead?.card === card) this.close();
      else this.#onError(...error);
    });
    const ready = shown(card, coming.signal);
    this.#ahead = { article, settings, card, coming, ready };
    this.element.classList.add('ahead');
    this.scroller.replaceChildren(card);
    void ready.then(() => this.#ahead?.card === card && expectLanguages(card));
  }

  async open(article: Article, language: string, settings: Settings, place: { current: number; total: number }): Promise<void> {
    const ahead = this.#ahead?.article === article && this.#ahead.settings === settings ? this.#ahead : undefined;
    if (!ahead) this.#coming?.abort();
    // What waits for the card that is there already ends with it.
    const coming = ahead?.coming ?? new AbortController();
    this.#coming = coming;
    const card = ahead?.card ?? makeCard(article, language, settings, this.#onError);
    const ready = ahead?.ready ?? shown(card, coming.signal);
    this.#ahead = undefined;
    this.#article = article;
    this.#card = card;
    this.#wanted = card.lang = language;
    card.addEventListener('languagechange', () => this.#name(place));
    this.element.classList.remove('ahead');
    this.element.hidden = false;
    if (!ahead) this.scroller.replaceChildren(card);
    this.scroller.scrollTop = 0;
    this.#name(place);
    this.#tellProgress();
    await ready;
    await inLanguage(card, language, coming.signal);
    if (this.#card === card) this.#wanted = '';
  }

  close(): void {
    this.#coming?.abort();
    getSelection()?.removeAllRanges();
    this.element.hidden = true;
    this.element.classList.remove('ahead');
    this.scroller.replaceChildren();
    this.#card = this.#article = this.#ahead = undefined;
    this.#wanted = '';
  }

  #name({ current, total }: { current: number; total: number }): void {
    const words = wordsOf(this.language);
    Object.assign(this.#bar, tongueOf(this.language));
    this.#bar.ariaLabel = words('start');
    this.#start.textContent = words('start');
    this.#next.textContent = words('next');
    this.#next.hidden = total < 2;
    this.#place.textContent = total < 2 ? '' : words('article', { current, total });
  }

  #tellProgress(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const done = scrollHeight > clientHeight ? scrollTop / (scrollHeight - clientHeight) : 0;
    this.#progress.style.setProperty('--done', String(Math.min(1, Math.max(0, done))));
  }
}
