// The kiosk page: the start screen, reading, and the way back by itself; what is shown is the library's, and what keeps
// it running for months is care's. It embeds <depesche-card> as any page would.
import { systemTheme } from '../system.js';
import type { DepescheCard, ErrorDetail } from '../element.js';
import { Attract, type Poster } from './attract.js';
import { Care, stayAwake } from './care.js';
import { scaleFor } from './card.js';
import { Checks, type ArticleWords } from './checks.js';
import { askStillReading, showAddress } from './dialogs.js';
import { make } from './dom.js';
import { Pulse } from './heartbeat.js';
import { Idle } from './idle.js';
import { Library, type Article, type Fault } from './library.js';
import { lock } from './lock.js';
import { Reading } from './reading.js';
import { listenToRemote } from './remote.js';
import { Restarts } from './restarts.js';
import { keepFiles } from './service.js';
import { addressOf, readQuery, settingsAddress, type Settings } from './settings.js';
import { Shelf } from './shelf.js';
import { datesOf, tongueOf, wordsOf } from './words.js';

/** Between two tries when there is nothing to show at all. */
const tryAgainMs = 10_000;
/** And where settings and articles cannot be checked. */
const uncheckedMs = 60_000;
/** From what is shown until the article that may be asked for next is set: the start screen has to be opaque, and what is shown comes first. */
const prepareMs = 1500;

/** How long a poster waits for all of itself. */
const mostPosterMs = 15_000;
/** How long the article that was read stays while the start screen is on its way. */
const mostBehindMs = 2000;
/** Between two clicks that browsers count as a double one, at most. */
const doubleClickMs = 600;

const stage = make('div', { id: 'stage' });
const shade = make('div', { class: 'shade' });
const age = make('p', { class: 'age', hidden: '' });
const faults = make('section', { class: 'faults', role: 'alert', hidden: '' });

class Kiosk {
  readonly #query = readQuery(location.href);
  readonly #attract = new Attract(language => void this.#read(language), (...error) => this.#cardFailed(...error));
  readonly #reading = new Reading({
    start: () => void this.#reset(),
    next: () => void this.#readNext(),
    error: (...error) => this.#cardFailed(...error),
  });
  readonly #idle = new Idle(
    () => this.#settings.idle,
    seconds => this.#countDown(seconds),
    () => void this.#reset(),
  );
  readonly #restarts = new Restarts(
    () => this.#mode !== 'reading',
    () => this.#library?.settings,
    () => this.#pulse.beat(),
  );
  readonly #pulse = new Pulse(
    () => this.#state(),
    () => this.#library?.settings,
    url => addressOf(url, settingsAddress(this.#query, location.href) || location.href),
    fault => this.#report(fault),
  );
  #library: Library | undefined;
  #checks: Checks | undefined;
  #mode: 'starting' | 'attract' | 'reading' | 'faults' = 'starting';
  /** Shows the seconds left, while the question is asked. */
  #question: ((seconds: number | undefined) => void) | undefined;
  /** When the reader last went to another view, by the clock that nobody sets. */
  #turned = -Infinity;
  /** Which article and which language the start screen has. */
  #turn = { article: 0, language: 0 };
  #turnTimer: ReturnType<typeof setTimeout> | undefined;
  /** Asks for the content at once. */
  #tryAgain = (): void => {};
  /** Until the article that may be asked for next is set. */
  #preparing: ReturnType<typeof setTimeout> | undefined;

  async run(): Promise<void> {
    this.#expectTheUnforeseen();
    stage.append(this.#attract.element, this.#reading.element, faults, age);
    document.body.append(stage, shade);
    this.#passOverSecondTaps();
    lock(url => void showAddress(url, this.#language(), this.#checks));
    this.#listen();
    const care = new Care(stage, shade, () => this.#library?.settings);
    void stayAwake();
    keepFiles(
      activate => this.#takeVersion(activate),
      message => this.#report({ type: 'worker', message, diagnostics: [] }),
    );
    await this.#loadChecks();
    const content = [settingsAddress(this.#query, location.href), this.#query.src && addressOf(this.#query.src, location.href)];
    const shelf = new Shelf(content.filter(Boolean).join(' '));
    const library = new Library(this.#checks, shelf, this.#query, location.href, fault => this.#report(fault));
    this.#library = library;
    await library.open();
    // Before anything is laid out: the room for the shift is part of every width.
    care.look();
    await this.#paint();
    setInterval(() => this.#tellAge(), 30_000);
    if (library.articles.length > 0) void this.#advertise();
    else this.#showFaults();
    await this.#keepUpToDate(library);
  }

  /** What has failed halfway may have left anything undone, such as the next start screen: only a new page is sure to go on. */
  #expectTheUnforeseen(): void {
    const failed = (message: string): void => {
      this.#report({ type: 'page', message, diagnostics: [] });
      this.#restarts.ask();
    };
    window.addEventListener('unhandledrejection', ({ reason }) => failed(String(reason)));
    window.addEventListener('error', ({ message }) => {
      // Nothing has failed: the browser tells that it goes on in the next frame.
      if (!message.startsWith('ResizeObserver loop')) failed(message);
    });
  }

  /** Who taps twice means what was there at the first: the second one is not for the view that has taken its place. Before all others that listen. */
  #passOverSecondTaps(): void {
    const pass = (event: MouseEvent): void => {
      if (event.detail < 2 || event.timeStamp - this.#turned >= doubleClickMs) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('click', pass, { capture: true });
  }

  get #settings(): Settings {
    const settings = this.#library?.settings;
    if (!settings) throw new Error('there are no settings');
    return settings;
  }

  async #loadChecks(): Promise<void> {
    try {
      this.#checks = await Checks.load(new URL('wasm/kiosk.wasm', import.meta.url));
    } catch (error) {
      this.#report({ type: 'engine', message: String(error), diagnostics: [] });
    }
  }

  /** For ever. What was kept is shown before anyone was asked, so the first question is not put off. */
  async #keepUpToDate(library: Library): Promise<never> {
    for (;;) {
      if (!this.#checks) {
        await this.#loadChecks();
        if (this.#checks) await library.judge(this.#checks);
      }
      await library.refresh().catch((error: unknown) => this.#report({ type: 'load', message: String(error), diagnostics: [] }));
      this.#tellAge();
      if (this.#mode === 'faults') {
        await this.#paint();
        if (library.articles.length > 0) void this.#advertise();
        else this.#showFaults();
      }
      let ms = (library.settings?.update.seconds ?? 60) * 1000;
      if (!this.#checks) ms = Math.min(ms, uncheckedMs);
      if (this.#mode === 'faults') ms = Math.min(ms, tryAgainMs);
      await new Promise<void>(done => {
        this.#tryAgain = done;
        setTimeout(done, ms);
      });
    }
  }

  #listen(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    window.addEventListener('resize', () => {
      this.#scale();
      clearTimeout(timer);
      timer = setTimeout(() => this.#attract.resize(), 200);
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => void this.#paint());
    listenToRemote({
      scope: () => document.querySelector<HTMLElement>('dialog[open]') ?? (this.#mode === 'reading' ? this.#reading.element : this.#attract.element),
      scroller: () => (this.#mode === 'reading' && !document.querySelector('dialog[open]') ? this.#reading.scroller : undefined),
      enter: () => this.#attract.focusGate(),
      confirm: () => {
        const language = this.#attract.poster?.words.tag;
        if (this.#mode === 'attract' && language) this.#attract.begin(language);
      },
      back: () => {
        const dialog = document.querySelector<HTMLDialogElement>('dialog[open]');
        if (dialog) dialog.close();
        else if (this.#mode === 'reading') void this.#reset();
      },
    });
  }

  #scale(): void {
    document.documentElement.style.setProperty('--scale', String(scaleFor(this.#library?.settings)));
  }

  /** The colours of the card, around it. */
  async #paint(): Promise<void> {
    this.#scale();
    const { theme = 'auto' } = this.#library?.settings ?? {};
    const colours = await this.#checks?.colours(theme === 'auto' ? systemTheme() : theme).catch(() => undefined);
    const { style } = document.documentElement;
    for (const [role, colour] of Object.entries(colours ?? {})) style.setProperty(`--${role}`, colour);
  }

  /** Languages in the order of the gate: those of the settings that the article has, or all that it has. */
  #languages({ facts }: Article): ArticleWords[] {
    const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
    const wanted = this.#settings.languages.flatMap(
      tag => facts.languages.find(words => words.tag.toLowerCase() === tag.toLowerCase()) ?? facts.languages.find(words => primary(words.tag) === primary(tag)) ?? [],
    );
    return wanted.length > 0 ? [...new Set(wanted)] : facts.languages;
  }

  /**
   * The start screen, with the article whose turn it is; then with the next, and so on.
   * @param mostMs  to wait for all of the first; otherwise until half of its time is over
   */
  async #advertise(mostMs = Number.POSITIVE_INFINITY): Promise<void> {
    clearTimeout(this.#turnTimer);
    // Their reader has left; one may even have come thereafter.
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    // The cards' marks and the fetches would pile up for months.
    performance.clearMarks();
    performance.clearResourceTimings();
    const poster = this.#nextPoster();
    if (!poster) {
      this.#showFaults();
      this.#tryAgain();
      return;
    }
    const before = this.#attract.poster;
    this.#mode = 'attract';
    faults.hidden = true;
    await this.#paint();
    if (this.#mode !== 'attract') return;
    clearTimeout(this.#turnTimer);
    this.#turnTimer = setTimeout(() => {
      this.#turn = { article: this.#turn.article + 1, language: this.#turn.language };
      if (this.#turn.article >= (this.#library?.articles.length ?? 0)) this.#turn = { article: 0, language: this.#turn.language + 1 };
      void this.#advertise();
    }, poster.settings.attract.seconds * 1000);
    const same = before?.article.json === poster.article.json && before.words.tag === poster.words.tag && before.settings === poster.settings;
    // One whose picture did not come is built again: it may come now.
    if (same && !this.#attract.lacksPicture) this.#attract.again();
    else await this.#attract.show(poster, Math.min(mostMs, mostPosterMs, poster.settings.attract.seconds * 500));
    this.#tellAge();
    this.#prepareSoon();
  }

  /** The article of the start screen; while one is read, the next. */
  #prepareSoon(): void {
    clearTimeout(this.#preparing);
    this.#preparing = setTimeout(() => {
      const { poster: up } = this.#attract;
      const next = this.#nextArticle();
      if (this.#mode === 'attract' && up) this.#reading.prepare(up.article, up.words.tag, up.settings, { otherLanguages: true });
      else if (this.#mode === 'reading' && next) this.#reading.prepare(next, this.#reading.language, this.#settings, { otherLanguages: false });
    }, prepareMs);
  }

  #nextPoster(): Poster | undefined {
    const articles = this.#library?.articles ?? [];
    const article = articles[this.#turn.article % articles.length];
    if (!article) return undefined;
    const languages = this.#languages(article);
    const words = languages[this.#turn.language % languages.length];
    return words && { article, languages, words, settings: this.#settings };
  }

  async #read(language: string, article = this.#attract.poster?.article): Promise<void> {
    if (!article) return;
    if (this.#mode === 'reading' && article.url === this.#reading.article?.url) {
      this.#reading.choose(language);
      return;
    }
    clearTimeout(this.#turnTimer);
    this.#attract.keep();
    const articles = this.#library?.articles ?? [];
    const current = articles.findIndex(({ url }) => url === article.url);
    this.#mode = 'reading';
    this.#turned = performance.now();
    this.#idle.start();
    const isRead = await this.#reading.open(article, language, this.#settings, { current: current + 1, total: articles.length });
    // The reader may have gone on, or away, before it was there; and the next one may have begun with the same article.
    if (this.#mode !== 'reading' || !isRead) return;
    // The start screen lies over the article until that is painted.
    this.#attract.hide();
    this.#reading.focus();
    this.#tellAge();
    this.#prepareSoon();
  }

  /** The one after that which is read; none where there is but one. */
  #nextArticle(): Article | undefined {
    const articles = this.#library?.articles ?? [];
    const now = articles.findIndex(({ url }) => url === this.#reading.article?.url);
    const next = articles[(now + 1) % articles.length];
    return next?.url === this.#reading.article?.url ? undefined : next;
  }

  async #readNext(): Promise<void> {
    const next = this.#nextArticle();
    if (next) await this.#read(this.#reading.language, next);
  }

  /** Back to the start, in the first language, with the article that was read. */
  async #reset(): Promise<void> {
    this.#turned = performance.now();
    this.#idle.stop();
    // Three cards at a time would be more than the engine has taken memory for, and it never gives any back.
    this.#reading.leave();
    const now = (this.#library?.articles ?? []).findIndex(({ url }) => url === this.#reading.article?.url);
    this.#turn = { article: Math.max(0, now), language: 0 };
    // Until then the next visitor would see what the last one has read.
    await this.#advertise(mostBehindMs);
    // Another reader may have begun already.
    if (this.#mode === 'reading') return;
    this.#reading.close();
    this.#restarts.look();
  }

  #countDown(seconds: number | undefined): void {
    if (seconds === undefined) {
      this.#question?.(undefined);
      this.#question = undefined;
      return;
    }
    for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog.address')) dialog.close();
    this.#question ??= askStillReading(this.#language(), goOn => {
      if (!goOn) void this.#reset();
      // Answered by a screen reader, or closed by the system's gesture: no pointer and no key has told of it.
      else if (this.#question && this.#mode === 'reading') this.#idle.start();
    });
    this.#question(seconds);
  }

  #language(): string {
    return (this.#mode === 'reading' ? this.#reading.language : this.#attract.poster?.words.tag) ?? navigator.language;
  }

  #shownArticle(): Article | undefined {
    return this.#mode === 'reading' ? this.#reading.article : this.#attract.poster?.article;
  }

  /** When the shown article's server was last heard of; the library's entry is newer than the one on the screen. */
  #confirmed(): number | undefined {
    const shown = this.#shownArticle();
    return this.#library?.articles.find(({ url }) => url === shown?.url)?.confirmed ?? shown?.confirmed;
  }

  #tellAge(): void {
    const settings = this.#library?.settings;
    const confirmed = this.#confirmed();
    const since = sinceMs(confirmed);
    // By a clock that is behind nobody knows how old it is.
    age.hidden = !settings || confirmed === undefined || (since !== undefined && since < settings.update.ageAfterMinutes * 60_000);
    if (age.hidden || confirmed === undefined) return;
    const language = this.#language();
    const time = datesOf(language, { dateStyle: 'medium', timeStyle: 'short' }).format(confirmed);
    // Not over the card, whose own controls are where it would be.
    const place = this.#mode === 'reading' ? this.#reading.middle : stage;
    if (age.parentElement !== place) place.append(age);
    Object.assign(age, tongueOf(language));
    age.textContent = wordsOf(language)('as-of', { time });
  }

  #showFaults(): void {
    this.#mode = 'faults';
    this.#attract.hide();
    const found = this.#library?.faults ?? [];
    const words = wordsOf(navigator.language);
    const lines = found.flatMap(({ message, diagnostics }) =>
      diagnostics.length > 0 ? diagnostics.map(diagnostic => diagnostic.message) : [message],
    );
    const most = 12;
    Object.assign(faults, tongueOf(navigator.language));
    const told = [
      make('h1', {}, words(found.some(({ type }) => type === 'settings') ? 'settings-faulty' : 'nothing-to-show')),
      make('ul', { lang: 'en', dir: 'ltr' }, ...lines.slice(0, most).map(line => make('li', {}, line))),
      ...(lines.length > most ? [make('p', {}, words('and-more', { count: lines.length - most }))] : []),
      make('p', {}, words('trying-again')),
    ];
    // What is replaced is announced again, and this comes every ten seconds.
    if (faults.hidden || told.map(({ textContent }) => textContent).join('') !== faults.textContent) faults.replaceChildren(...told);
    faults.hidden = false;
  }

  #cardFailed({ type, message, diagnostics }: ErrorDetail, isLast: boolean): void {
    this.#report({ type, message, diagnostics });
    // The card starts a failed engine again once by itself; after that only a new page helps.
    if (isLast) this.#restarts.ask();
  }

  #takeVersion(activate: () => void): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => this.#restarts.ask(), { once: true });
    // With the old version's files go those that a reader's card may still ask for.
    this.#restarts.whenFree(activate);
  }

  #report(fault: Fault): void {
    this.#pulse.note(fault);
    document.dispatchEvent(new CustomEvent<Fault>('kiosk-error', { detail: fault }));
  }

  #state() {
    const since = sinceMs(this.#confirmed());
    return {
      name: this.#library?.settings?.name ?? '',
      mode: this.#mode,
      article: this.#shownArticle()?.url ?? '',
      language: this.#shownArticle() ? this.#language() : '',
      uptime: Math.round(this.#restarts.uptimeMs / 1000),
      restarts: this.#restarts.count,
      contentAge: since === undefined ? null : Math.round(since / 1000),
    };
  }
}

/** Nothing, too, where the machine's clock is behind: it has been set since then, or has not heard the time yet. */
function sinceMs(confirmed: number | undefined): number | undefined {
  const since = confirmed === undefined ? undefined : Date.now() - confirmed;
  return since === undefined || since < 0 ? undefined : since;
}

declare global {
  interface HTMLElementTagNameMap {
    'depesche-card': DepescheCard;
  }
}

void new Kiosk().run();
