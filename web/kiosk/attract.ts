// The start screen: an article's picture and headline as large as they go, its text passing slowly below, and the
// languages to read it in, each in its own name. Touching a language starts reading in it; touching anything else
// starts in the language shown.
import type { DepescheCard } from '../element.js';
import { fetchPictures, makeCoveredCard, type OnError, scaleFor, shown } from './card.js';
import type { ArticleWords } from './checks.js';
import { make, nextFrame, still, within } from './dom.js';
import type { Article } from './library.js';
import { tellBroken } from './service.js';
import { addressOf, type Settings } from './settings.js';
import { datesOf, tongueOf, wordsOf } from './words.js';

export interface Poster {
  article: Article;
  /** In the order of the gate. */
  languages: readonly ArticleWords[];
  /** The one shown. */
  words: ArticleWords;
  settings: Settings;
}

/** Least and largest size of the headline, in pixels of the design. */
const headlineSizes = { least: 26, most: 92 };

export class Attract {
  readonly element = make('main', { class: 'attract', hidden: '' });
  readonly #onStart: (language: string) => void;
  readonly #onError: OnError;
  #poster: Poster | undefined;
  #scene: HTMLElement | undefined;
  #card: DepescheCard | undefined;
  #passing: Animation | undefined;
  /** Of the poster that is on its way. The next one takes its place at once: each holds a card, and what they take of the engine together it never gives back. */
  #coming: AbortController | undefined;

  constructor(onStart: (language: string) => void, onError: OnError) {
    this.#onStart = onStart;
    this.#onError = onError;
    this.element.addEventListener('click', event => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[lang]') : null;
      // Once a language is chosen a touch beside it chooses no other.
      const language = button?.lang ?? (this.element.querySelector('.chosen') ? undefined : this.#poster?.words.tag);
      if (language) this.begin(language);
    });
  }

  /** The one that is up; before there is any, the one on its way. */
  get poster(): Poster | undefined {
    return this.#poster;
  }

  /**
   * Puts the poster up once all of it is there, over the one before, which is what touches and keys mean until then.
   * @param mostMs  after which it goes up with what is there: its headline and its languages always are
   */
  async show(poster: Poster, mostMs: number): Promise<void> {
    this.#drop();
    const coming = new AbortController();
    this.#coming = coming;
    const { article, words, settings } = poster;
    const before = this.#scene;
    const card = makeCoveredCard(article, words.tag, settings, this.#onError);
    const scene = this.#build(poster, card);
    if (before) scene.inert = true;
    else this.#poster = poster;
    this.element.hidden = false;
    this.element.append(scene);
    coming.signal.addEventListener('abort', () => scene.remove());
    const picture = scene.querySelector('img');
    const text = shown(card, coming.signal).then(() => document.fonts.ready);
    await within(mostMs, coming.signal, Promise.all([text, picture?.decode().catch(() => {})]));
    if (coming.signal.aborted) return;
    this.#coming = undefined;
    if (picture && !(picture.complete && picture.naturalWidth > 0)) this.#leaveOut(picture);
    this.#fitHeadline(scene);
    this.#card?.remove();
    this.#card = card;
    this.#scene = scene;
    this.#poster = poster;
    await nextFrame();
    scene.classList.add('up');
    scene.inert = false;
    // Who has gone to a language by keys stays there.
    const chosen = before?.querySelector<HTMLElement>('button:focus')?.lang;
    if (chosen) [...scene.querySelectorAll('button')].find(({ lang }) => lang === chosen)?.focus();
    if (before) before.inert = true;
    // The old one stays under it until the new one is opaque.
    setTimeout(() => before?.remove(), still.matches ? 0 : 900);
    const pass = (): void => {
      if (this.#card !== card) return;
      fetchPictures(card);
      this.#pass(poster);
    };
    void text.then(pass);
    // One that nobody waits for any more begins with its lead, too.
    card.addEventListener('load', pass);
  }

  /** The reader has chosen: shown at once, as the article may take a moment. */
  begin(language: string): void {
    this.#choose(language);
    this.#onStart(language);
  }

  #choose(language: string | undefined): void {
    for (const button of this.element.querySelectorAll<HTMLElement>('.gate button')) button.classList.toggle('chosen', button.lang === language);
  }

  /** No other poster comes in the place of the one that is up. */
  keep(): void {
    if (this.#scene) this.#drop();
  }

  /** The one that is up goes without its picture, which did not come. */
  get lacksPicture(): boolean {
    return this.#scene?.querySelector('picture') === null && (this.#poster?.article.facts.pictures.length ?? 0) > 0;
  }

  /** Once more from the beginning, without building it again. */
  again(): void {
    this.keep();
    // Who chose a language has left before the article was there.
    this.#choose(undefined);
    if (this.#poster) this.#pass(this.#poster);
  }

  /** Fits what depends on the size of the screen. */
  resize(): void {
    if (this.#scene) this.#fitHeadline(this.#scene);
    if (this.#poster) this.#pass(this.#poster);
  }

  hide(): void {
    this.#drop();
    this.#passing?.cancel();
    this.element.hidden = true;
    this.element.replaceChildren();
    this.#scene = this.#card = this.#poster = undefined;
  }

  #drop(): void {
    this.#coming?.abort();
    this.#coming = undefined;
  }

  /** For the remote control: the first press of an arrow goes to the language shown. */
  focusGate(): void {
    this.#scene?.querySelector<HTMLElement>('button[aria-current]')?.focus();
  }

  #build({ article, languages, words }: Poster, card: DepescheCard): HTMLElement {
    const own = wordsOf(words.tag);
    const { published } = article.facts;
    const day = published ? new Date(`${published}T12:00`) : undefined;
    const date = day && !Number.isNaN(day.getTime()) ? datesOf(words.tag, { dateStyle: 'long' }).format(day) : undefined;
    const buttons = languages.map(({ tag, name, rightToLeft }) =>
      make(
        'button',
        { type: 'button', lang: tag, dir: rightToLeft ? 'rtl' : undefined, 'aria-current': tag === words.tag ? 'true' : undefined },
        make('span', { class: 'name' }, name),
        make('span', { class: 'touch', ...tongueOf(tag) }, wordsOf(tag)('touch')),
      ),
    );
    card.inert = true;
    card.ariaHidden = 'true';
    return make(
      'div',
      { class: 'scene', lang: words.tag, dir: words.rightToLeft ? 'rtl' : 'ltr' },
      this.#picture(article),
      make(
        'div',
        { class: 'front' },
        words.kicker ? make('div', { class: 'kicker' }, words.kicker) : undefined,
        make('h1', {}, words.headline),
        // Each in its own direction.
        make('p', { class: 'byline' }, ...[words.publisher, date].filter(Boolean).flatMap((text, index) => [index > 0 ? '  ·  ' : '', make('bdi', {}, text)])),
      ),
      make('div', { class: 'window' }, make('div', { class: 'passing' }, card)),
      make('nav', { class: 'gate', 'aria-label': own('choose-language') }, ...buttons),
    );
  }

  /** Of the best kind that the browser takes, just large enough for the width of the screen. */
  #picture({ url, facts }: Article): HTMLElement | undefined {
    const order = ['image/avif', 'image/webp', 'image/png', 'image/jpeg', ''];
    const kinds = [...new Set(facts.pictures.map(({ type }) => type))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
    if (kinds.length === 0) return undefined;
    const candidates = (kind: string): string =>
      facts.pictures
        .filter(({ type }) => type === kind)
        .map(file => `${addressOf(file.url, url).replaceAll(',', '%2C')} ${file.width}w`)
        .join(', ');
    const image = make('img', { alt: '', sizes: '100vw', srcset: candidates(kinds.at(-1) ?? '') });
    const sources = kinds.slice(0, -1).map(type => make('source', { type, srcset: candidates(type), sizes: '100vw' }));
    return make('picture', {}, ...sources, image);
  }

  /** A picture that failed, or did not come in time. */
  #leaveOut(image: HTMLImageElement): void {
    if (image.complete) tellBroken(image);
    const { parentElement: picture, currentSrc, srcset } = image;
    picture?.remove();
    // What is still on its way would hold a connection.
    for (const each of picture?.children ?? []) each.removeAttribute('srcset');
    this.#onError({ type: 'resource', message: `the picture of the start screen did not come (${currentSrc || srcset})`, diagnostics: [] }, false);
  }

  /** The largest size at which the headline takes no more than its share of the screen. */
  #fitHeadline(scene: HTMLElement): void {
    const headline = scene.querySelector<HTMLElement>('h1');
    const front = scene.querySelector<HTMLElement>('.front');
    if (!headline || !front) return;
    const most = Number.parseFloat(getComputedStyle(front).getPropertyValue('--share')) * innerHeight;
    let { least, most: size } = headlineSizes;
    headline.style.setProperty('--size', String(size));
    const tooHigh = (): boolean => headline.offsetHeight > most || front.scrollHeight > front.clientHeight + 1;
    while (size > least && (tooHigh() || headline.scrollWidth > headline.clientWidth + 1)) {
      size -= 2;
      headline.style.setProperty('--size', String(size));
    }
  }

  /** Lets the text pass, from the lead on: what stands above it is on the poster already. */
  #pass({ settings }: Poster): void {
    const card = this.#card;
    const passing = card?.parentElement;
    const view = passing?.parentElement;
    this.#passing?.cancel();
    if (!card || !passing || !view) return;
    // Not of the element: its card stands on whole pixels of the display, wherever that puts the element.
    const top = (card.shadowRoot?.querySelector('.card') ?? card).getBoundingClientRect().top;
    const lead = card.shadowRoot?.querySelector('.lead, .paragraph')?.getBoundingClientRect().top ?? top;
    const begin = Math.min(0, top - lead);
    passing.style.transform = `translateY(${begin}px)`;
    const { seconds, restSeconds, pixelsASecond } = settings.attract;
    const speed = pixelsASecond * (scaleFor(settings) / 1.5);
    const time = Math.max(0, seconds - restSeconds);
    const room = card.getBoundingClientRect().height + begin - view.clientHeight;
    const way = Math.min(speed * time, room);
    if (still.matches || way <= 0) return;
    this.#passing = passing.animate(
      { transform: [`translateY(${begin}px)`, `translateY(${begin - way}px)`] },
      { delay: restSeconds * 1000, duration: (way / speed) * 1000, fill: 'forwards', easing: 'cubic-bezier(0.04, 0.04, 0.96, 1)' },
    );
  }
}
