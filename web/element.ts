// <depesche-card>: an article card in a page. This is the element itself: attributes, properties, methods, and what is shown
// before there is a card. The card comes with a module of its own as soon as it is to be shown: at once, or, with
// `loading="lazy"`, when the element comes near the view.
import type { Card } from './card.js';
import style from './element.css';
import type { Diagnostic, Statistics } from './messages.js';
import { type Page, pageOf } from './program.js';

/** Attributes that are properties of the same kind, and what they are without being set. */
const mirrored: Readonly<Record<string, string>> = {
  src: '',
  theme: 'auto',
  'text-size': 'medium',
  'heading-level': '1',
  'target-size': '36',
  variant: 'full',
  loading: 'eager',
  poster: '',
  base: '',
  worker: '',
};

/** How far from the view a lazy card starts: it has a screen's time to arrive. */
const lazyMargin = '1000px';

export type { Diagnostic, Statistics };

export type ErrorType = 'load' | 'article' | 'resource' | 'engine';

/** The events' `detail`. */
export interface CardEventDetails {
  load: { diagnostics: readonly Diagnostic[] };
  error: ErrorDetail;
  languagechange: { language: string };
  /** Cancellable: the host opens the article in its own way. */
  readon: { src: string };
  entrytoggle: { entry: string; open: boolean };
  /** The attribute that would say the same, and its value. */
  settingchange: { name: 'theme' | 'text-size'; value: string };
  /** Cancellable. `newTab`: by the middle button, or with Ctrl, ⌘ or Shift, the reader asks for a tab or window of its own. */
  linkclick: { url: string; newTab: boolean };
  search: { query: string; current: number; total: number };
}

/** The card's own events, and those of every element. */
export type CardEventMap = Omit<HTMLElementEventMap, keyof CardEventDetails> & {
  [Type in keyof CardEventDetails]: CustomEvent<CardEventDetails[Type]>;
};

export interface ErrorDetail {
  type: ErrorType;
  message: string;
  /** Of the article, where the type is "article". */
  diagnostics: readonly Diagnostic[];
}

/** So that the module can be imported where there is no DOM. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** Null and undefined take an attribute away. */
export interface DepescheCard {
  get src(): string;
  set src(value: string | null | undefined);
  get theme(): string;
  set theme(value: string | null | undefined);
  get textSize(): string;
  set textSize(value: string | null | undefined);
  get headingLevel(): string;
  set headingLevel(value: string | null | undefined);
  get targetSize(): string;
  set targetSize(value: string | null | undefined);
  /** "full", or "card": headline, picture, lead and "read on". */
  get variant(): string;
  set variant(value: string | null | undefined);
  /** Address of a picture that stands in the card's place until it is painted. */
  get poster(): string;
  set poster(value: string | null | undefined);
  /** "eager", or "lazy": the card starts when it comes near the view. */
  get loading(): string;
  set loading(value: string | null | undefined);
  /** Where `wasm/`, `fonts/`, `strings/` and `hyphenation/` lie; the page's first card decides. */
  get base(): string;
  set base(value: string | null | undefined);
  /** Address of the Worker's script, or "none" for the page's own thread; the page's first card decides. */
  get worker(): string;
  set worker(value: string | null | undefined);
  addEventListener<Type extends keyof CardEventMap>(
    type: Type,
    listener: (this: DepescheCard, event: CardEventMap[Type]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Type extends keyof CardEventMap>(
    type: Type,
    listener: (this: DepescheCard, event: CardEventMap[Type]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the static block defines what the interface names
export class DepescheCard extends Base {
  static readonly observedAttributes = [...Object.keys(mirrored), 'lang', 'inspect'];

  /** The default of `base`; '': beside the script. */
  static base = '';

  readonly #root: ShadowRoot;
  readonly #frame = document.createElement('div');
  readonly #poster = document.createElement('slot');
  readonly #slot = document.createElement('slot');
  /** From the moment on that it is to be shown. */
  #card: Card | undefined;
  #starting: Promise<void> | undefined;
  #near: IntersectionObserver | undefined;
  #article: unknown;

  static {
    for (const [attribute, initial] of Object.entries(mirrored)) {
      Object.defineProperty(DepescheCard.prototype, camel(attribute), {
        configurable: true,
        get(this: DepescheCard) {
          return this.getAttribute(attribute) ?? initial;
        },
        set(this: DepescheCard, value: string | null | undefined) {
          // Frameworks give what there is not, too.
          if (value == null) this.removeAttribute(attribute);
          else this.setAttribute(attribute, value);
        },
      });
    }
  }

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.#root.adoptedStyleSheets = [sheet];
    this.#frame.className = 'frame';
    this.#poster.name = 'poster';
    this.#frame.append(this.#poster, this.#slot);
    this.#root.append(this.#frame);
  }

  connectedCallback(): void {
    for (const name of [...Object.keys(mirrored), 'article', 'inspect']) this.#upgrade(camel(name));
    if (this.#card) this.#card.connect();
    else if (this.loading === 'lazy') this.#await();
    else void this.#start();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#near?.disconnect();
      this.#card?.disconnect();
    });
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    // Together with the first address an article stays: its pictures are relative to that.
    if (name === 'src' && value !== before && (before || this.#card)) this.#article = undefined;
    this.#card?.attribute(name, before, value ?? mirrored[name] ?? null);
    if (name === 'poster') this.#showPoster(value);
    if (name === 'loading' && value !== 'lazy' && this.isConnected) void this.#start();
  }

  /** An article's JSON text, or the value that such a text stands for. Takes the place of `src` until that is set; null gives it back. */
  get article(): unknown {
    return this.#article;
  }
  set article(value: unknown) {
    if ((value ?? this.#article) == null) return;
    this.#article = value;
    this.#card?.load();
  }

  get inspect(): boolean {
    return this.hasAttribute('inspect');
  }
  set inspect(value: boolean) {
    this.toggleAttribute('inspect', value);
  }

  /** The language shown, BCP 47; '' before the first article. */
  get language(): string {
    return this.#card?.language ?? '';
  }

  /** What was found in the article shown: warnings, or why it cannot be shown. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#card?.diagnostics ?? [];
  }

  /** Counters and times of the engine, for measuring. */
  async statistics(): Promise<Statistics> {
    return this.#card ? (await import('./methods.js')).statistics(this.#card) : {};
  }

  /**
   * Fetches the article again, past the browser's cache where the server has a newer one. Resolves when it is shown or an
   * `error` has said why not; a card without an engine tries to start one. Rejects, like the other methods, only where
   * the card's script itself cannot be had.
   */
  async reload(): Promise<void> {
    const methods = await this.#called();
    return methods.reload(this, this.#card);
  }

  /**
   * Opens (or closes) the timeline entry with that id and brings it into view; '' stands for all.
   * @return whether the article has such an entry
   */
  async openEntry(id: string, open = true): Promise<boolean> {
    const methods = await this.#called();
    return methods.openEntry(this, this.#card, id, open);
  }

  /** The whole card with its pictures, at the screen's ratio of pixels. Rejects where there is no engine. */
  async toPng(): Promise<Blob> {
    const methods = await this.#called();
    return methods.toPng(this.#card);
  }

  async #called(): Promise<typeof import('./methods.js')> {
    await this.#start();
    return import('./methods.js');
  }

  /** Starts when the element comes near the view. */
  #await(): void {
    this.#near ??= new IntersectionObserver(
      entries => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#start();
      },
      { rootMargin: lazyMargin, scrollMargin: lazyMargin } as IntersectionObserverInit,
    );
    this.#near.observe(this);
  }

  #showPoster(src: string | null): void {
    this.#poster.replaceChildren();
    if (!src) return;
    const image = document.createElement('img');
    image.part = 'poster';
    image.alt = '';
    image.loading = this.loading as 'lazy';
    image.src = src;
    this.#poster.append(image);
  }

  #start(): Promise<void> {
    this.#near?.disconnect();
    return (this.#starting ??= this.#make());
  }

  async #make(): Promise<void> {
    try {
      // A host's module gives `DepescheCard.base` after its imports, the first of which has registered the element.
      await 0;
      const page = pageOf(this.base || DepescheCard.base);
      const { src } = this;
      const begun = this.#begin(page);
      const { Card } = await import('./card.js');
      const card = new Card(this, page, this.#root, this.#frame, this.#slot);
      for (const name of DepescheCard.observedAttributes) {
        const value = this.getAttribute(name);
        if (value !== null) card.attribute(name, null, value);
      }
      this.#card = card;
      if (this.isConnected) card.connect(this.src === src ? begun : undefined);
    } catch (error) {
      this.#starting = undefined;
      this.dispatchEvent(
        new CustomEvent('error', { detail: { type: 'engine', message: String(error), diagnostics: [] } satisfies ErrorDetail }),
      );
    }
  }

  /**
   * Fetches what the card begins with, beside its module: words first. With light-DOM children there are words already,
   * so the engine's bytes come at once; otherwise the article and the plain reader do, and the engine thereafter.
   */
  #begin(page: Page): Promise<Response> | undefined {
    if (this.textContent?.trim()) void page.program;
    else {
      import('./plain_reader.js').catch(() => {});
      this.#frame.classList.toggle('bare', !this.children[0]);
    }
    if (!this.src || this.#article != null) return undefined;
    const response = fetch(this.src);
    // Who reads it is told.
    response.catch(() => {});
    return response;
  }

  /** Properties set before the element was defined hide its own. */
  #upgrade(name: string): void {
    if (!Object.hasOwn(this, name)) return;
    const own = this as unknown as Record<string, unknown>;
    const value = own[name];
    delete own[name];
    own[name] = value;
  }
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
