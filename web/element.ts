// <depesche-card>: an article card in a page. It holds the reader's and the host's settings, passes them to the engine
// once a frame at most, and lays the answers out: pixels in tiles, text and controls in the page layer above them.
// Nothing it does throws into the host page; what goes wrong is an `error` event and something to read.
import cardStyle from './card.css';
import { pageEngine, type CardLink, type Listener } from './engine.js';
import type { Command, Diagnostic, Statistics, Update } from './messages.js';
import { notice } from './notice.js';
import { PageLayer, type SemanticPatch } from './page_layer.js';
import { keepPlace, reveal } from './place.js';
import { watchPointer } from './pointer.js';
import { fontFamily } from './resources.js';
import { fetchArticle, inlineArticle, type Source } from './source.js';
import { systemTheme, today, watchSystem, zoomOf } from './system.js';
import { Tiles } from './tiles.js';

const textSizes = ['small', 'medium', 'large', 'extra-large'];
/** Attributes that are properties of the same kind, and what they are without being set. */
const mirrored = { src: '', theme: 'auto', 'text-size': 'medium', 'heading-level': '1', 'target-size': '36', base: '' };

export type ErrorType = 'load' | 'article' | 'resource' | 'engine';

/** The events' `detail`. */
export interface CardEventDetails {
  load: { diagnostics: readonly Diagnostic[] };
  error: ErrorDetail;
  languagechange: { language: string };
  entrytoggle: { entry: string; open: boolean };
  linkclick: { url: string };
  search: { query: string; current: number; total: number };
}

export interface ErrorDetail {
  type: ErrorType;
  message: string;
  /** Of the article, where the type is "article". */
  diagnostics: readonly Diagnostic[];
}

/** Beside this script; not bundled into it. */
const PLAIN_READER = new URL('plain_reader.js', import.meta.url).href;

/** So that the module can be imported where there is no DOM. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

export interface DepescheCard {
  src: string;
  theme: string;
  textSize: string;
  headingLevel: string;
  targetSize: string;
  /** Where `wasm/`, `fonts/`, `strings/` and `hyphenation/` lie; the page's first card decides. */
  base: string;
  addEventListener<Type extends keyof CardEventDetails>(
    type: Type,
    listener: (this: DepescheCard, event: CustomEvent<CardEventDetails[Type]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

export class DepescheCard extends Base {
  static readonly observedAttributes = ['src', 'lang', 'theme', 'text-size', 'heading-level', 'target-size', 'inspect'];

  /** The default of `base`: beside the script. */
  static base = new URL('.', import.meta.url).href;

  readonly #frame = document.createElement('div');
  readonly #slot = document.createElement('slot');
  readonly #box = document.createElement('div');
  readonly #layer: PageLayer;
  readonly #tiles: Tiles;
  readonly #resize: ResizeObserver;
  #notice: HTMLElement | undefined;
  /** The article in plain DOM, where there are no light-DOM children to show until the first tiles are painted. */
  #plain: HTMLElement | undefined;

  #link: CardLink | undefined;
  /** Ends what runs while the element is in a document. */
  #presence: AbortController | undefined;
  /** Ends the loading of a `src` that another has replaced. */
  #loading: AbortController | undefined;
  #source: Source | undefined;
  #inline: unknown;

  readonly #settings = new Map<string, string>();
  #commands: Command[] = [];
  #scheduled = false;
  #working = false;
  /** The engine has something new without having been told anything. */
  #stale = false;
  /** The article given last has not been reported by `load` or `error` yet. */
  #unreported = false;
  /** After the engine's end: what the layer holds belongs to the one before. */
  #orphaned = false;

  #width = 0;
  #height = 0;
  #layerTime = 0;
  #language = '';
  #painted = false;
  #diagnostics: Diagnostic[] = [];
  /** Nodes that have text or a picture, and whether each timeline entry's button shows it open. */
  readonly #blocks = new Set<number>();
  readonly #expanded = new Map<number, boolean>();
  /** The reader has used a control, and its effect is not all shown: resources may have to come first. */
  #acted = false;
  /** The control used last. */
  #used: { node: number; at: number } | undefined;

  static {
    for (const [attribute, initial] of Object.entries(mirrored)) {
      Object.defineProperty(this.prototype, camel(attribute), {
        configurable: true,
        enumerable: true,
        get(this: DepescheCard) {
          return this.getAttribute(attribute) ?? initial;
        },
        set(this: DepescheCard, value: string) {
          this.setAttribute(attribute, value);
        },
      });
    }
  }

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    addStyle(root, cardStyle);
    this.#frame.className = 'frame';
    this.#box.className = 'card';
    this.#box.part = 'card';
    const tiles = document.createElement('div');
    tiles.className = 'tiles';
    const page = document.createElement('div');
    page.className = 'page';
    this.#box.append(tiles, page);
    this.#frame.append(this.#slot, this.#box);
    root.append(this.#frame);

    this.#tiles = new Tiles(tiles, () => this.#schedule());
    this.#layer = new PageLayer(page, {
      activate: node => {
        this.#used = { node, at: performance.now() };
        this.#send(['activate', node]);
      },
      search: query => this.#send(['search', query]),
      searchStep: by => this.#send(['search_step', by]),
      fontFamily,
      onLinkClick: (_, url) => this.#emit('linkclick', { url }, true),
      baseUrl: () => this.#source?.base ?? document.baseURI,
    });
    watchPointer(this.#box, (x, y, pressed) => this.#send(['pointer', x, y, pressed]));
    this.#resize = new ResizeObserver(entries => {
      const width = entries.at(-1)?.contentRect.width ?? 0;
      if (width > 0) this.#choose('width', String(width));
    });
  }

  connectedCallback(): void {
    if (this.#presence) return; // moved within the document
    for (const name of [...Object.keys(mirrored), 'article', 'inspect']) this.#upgrade(camel(name));
    const presence = (this.#presence = new AbortController());
    watchSystem(
      () => this.#choose('system-theme', systemTheme()),
      () => {
        this.#fit();
        this.#layer.remeasure();
        this.#schedule();
      },
      presence.signal,
    );
    this.#choose('system-theme', systemTheme());
    this.#choose('language', this.#wantedLanguage());
    this.#resize.observe(this);
    void this.#open();
    if (!this.#source && !this.#loading && this.src) void this.#load();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected || !this.#presence) return;
      this.#presence.abort();
      this.#presence = undefined;
      this.#loading?.abort();
      this.#loading = undefined;
      this.#resize.disconnect();
      this.#link?.close();
      this.#forget();
      this.#tiles.clear();
    });
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    switch (name) {
      case 'src':
        if (value === before) break;
        if (this.#presence) void this.#load();
        else this.#source = undefined;
        break;
      case 'lang':
        this.#choose('language', this.#wantedLanguage(), true);
        break;
      case 'text-size':
        this.#choose(name, String(Math.max(0, textSizes.indexOf(value ?? 'medium'))), true);
        break;
      case 'theme':
      case 'heading-level':
      case 'target-size':
        this.#choose(name, value ?? mirrored[name], true);
        break;
      case 'inspect':
        this.#choose(name, value === null ? '0' : '1');
        this.#layer.tint(value !== null);
        break;
    }
  }

  /** An article's JSON text, or the value that such a text stands for. Takes the place of `src` until that is set. */
  get article(): unknown {
    return this.#inline;
  }
  set article(value: unknown) {
    this.#inline = value;
    this.#loading?.abort();
    this.#loading = undefined;
    if (value !== undefined && value !== null) this.#show(inlineArticle(value, this.src));
  }

  get inspect(): boolean {
    return this.hasAttribute('inspect');
  }
  set inspect(value: boolean) {
    this.toggleAttribute('inspect', value);
  }

  /** The language shown, BCP 47; '' before the first article. */
  get language(): string {
    return this.#language;
  }

  /** What was found in the article shown: warnings, or why it cannot be shown. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** Counters and times of the engine, for measuring. */
  async statistics(): Promise<Statistics> {
    return { ...(await this.#link?.statistics()), patched: this.#layer.patched, layerTime: this.#layerTime };
  }

  async #open(): Promise<void> {
    const listener: Listener = {
      changed: missing => {
        for (const path of missing) this.#fail('resource', `${path} cannot be had`);
        this.#stale = true;
        this.#schedule();
      },
      lost: error => {
        this.#forget();
        this.#fail('engine', String(error));
        if (this.#presence) void this.#open();
      },
    };
    try {
      const engine = pageEngine(new URL(this.base || DepescheCard.base, document.baseURI));
      engine.resources.preload(this.#wantedLanguage());
      const link = await engine.open(listener);
      if (!this.#presence || this.#link) return link.close();
      this.#link = link;
    } catch (error) {
      this.#box.classList.add('plain');
      this.#frame.classList.add('alone');
      this.#tell('engine', String(error));
      return;
    }
    // An engine knows nothing of a card that it did not see grow up.
    this.#commands = [
      ...[...this.#settings].map(([name, value]) => ['set', name, value] as const),
      ...(this.#source ? [['set_article', this.#source.json, this.#source.file] as const] : []),
      ...[...this.#expanded].filter(([, open]) => open).map(([node]) => ['open', this.#entryOf(node), true] as const),
    ];
    this.#schedule();
  }

  #forget(): void {
    this.#link = undefined;
    this.#commands = [];
    this.#orphaned = true;
    this.#unreported = false;
  }

  async #load(): Promise<void> {
    this.#loading?.abort();
    if (!this.src) return;
    const loading = (this.#loading = new AbortController());
    try {
      const source = await fetchArticle(this.src, loading.signal);
      if (this.#loading === loading) this.#show(source);
    } catch (error) {
      if (!loading.signal.aborted) this.#tell('load', error instanceof Error ? error.message : String(error));
    }
  }

  #show(source: Source): void {
    this.#source = source;
    this.#unreported = true;
    this.#choose('today', today());
    this.#send(['set_article', source.json, source.file]);
    if (!this.#painted && !this.#hasFallback()) void this.#readPlainly(source);
  }

  #hasFallback(): boolean {
    return this.#slot.assignedNodes().some(({ textContent }) => textContent?.trim());
  }

  /** Its own module, since pages with light-DOM children never need it. */
  async #readPlainly({ json, base }: Source): Promise<void> {
    try {
      const { plainReader, plainStyle } = (await import(PLAIN_READER)) as typeof import('./plain_reader.js');
      const plain = plainReader(json, this.#wantedLanguage(), base);
      if (!plain || this.#painted || this.#source?.json !== json) return;
      if (!this.#plain && this.shadowRoot) addStyle(this.shadowRoot, plainStyle);
      this.#plain = plain;
      this.#slot.replaceChildren(plain);
      this.#notice?.remove();
    } catch {
      // The engine is on its way, and shows the same.
    }
  }

  #wantedLanguage(): string {
    return this.lang || (this.closest<HTMLElement>('[lang]:not([lang=""])')?.lang ?? '');
  }

  /** @param again  even if it is so already: the reader may have chosen otherwise since */
  #choose(name: string, value: string, again = false): void {
    if (!value || (!again && this.#settings.get(name) === value)) return;
    this.#settings.set(name, value);
    this.#send(['set', name, value]);
  }

  #send(command: Command): void {
    if (!this.#link) return; // `#open` says it all
    this.#commands.push(command);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || !this.#link) return;
    this.#scheduled = true;
    const work = (): void => {
      this.#scheduled = false;
      void this.#work();
    };
    // Nothing is shown yet, nothing can flicker: no frame is waited for.
    if (this.#painted) requestAnimationFrame(work);
    else queueMicrotask(work);
  }

  async #work(): Promise<void> {
    const link = this.#link;
    // A card that has not been displayed yet has no width to be set for.
    if (!link || this.#working || !this.#settings.has('width')) return;
    this.#working = true;
    try {
      if (this.#commands.length > 0 || this.#stale) {
        const commands = this.#commands;
        this.#commands = [];
        this.#stale = false;
        this.#acted ||= commands.some(([what]) => what === 'activate');
        const update = await link.update(commands);
        this.#apply(update, this.#acted);
        if (!update.needs) this.#acted = false;
      }
      if (this.#height > 0) {
        const done = await this.#tiles.paint((...part) => link.paint(...part));
        this.#shown();
        if (!done) this.#schedule();
      }
    } catch {
      // The engine has ended, and `lost` goes on from there.
    }
    this.#working = false;
    if (this.#commands.length > 0 || this.#stale) this.#schedule();
  }

  #apply(update: Update, byReader: boolean): void {
    if (update.diagnostics) this.#diagnostics = update.diagnostics;
    if (update.ready && (update.laidOut || update.semantics)) this.#lay(update, byReader);
    if (update.repaintAll) this.#tiles.damage('all');
    else if (update.damage) this.#tiles.damage(update.damage);
    if (update.background) {
      this.#box.style.background = `#${update.background}`;
      this.#layer.setTheme({ ink: `#${update.ink ?? ''}`, dark: update.dark ?? false });
    }
    if (update.announcement) this.#layer.announce(update.announcement);
    if (update.search) {
      this.#layer.setQuery(update.search.query);
      this.#emit('search', update.search);
    }
    if (update.reveal) reveal(this.#box, update.reveal);
    if (update.ready && this.#unreported) this.#report(update.failed ?? false);
  }

  #lay(update: Update, byReader: boolean): void {
    const before = this.#language;
    if (update.language) {
      this.#language = update.language;
      this.#settings.set('language', update.language);
    }
    if (update.textSize !== undefined) this.#settings.set('text-size', String(update.textSize));
    const elements = [...this.#blocks].flatMap(node => this.#layer.element(node) ?? []);
    const used = this.#used && byReader ? this.#layer.element(this.#used.node) : undefined;
    const restore = this.#painted ? keepPlace(this.#box, elements, used) : undefined;
    // Measured before anything is written: what follows moves nothing above or beside the card.
    const place = this.#frame.getBoundingClientRect();

    if (this.#orphaned) this.#layer.clear();
    this.#orphaned = false;
    this.#width = update.width;
    this.#height = update.height;
    this.#box.style.height = `${update.height}px`;
    if (update.semantics) {
      const start = performance.now();
      this.#layer.apply(update.semantics, { width: update.width, height: update.height });
      this.#layerTime = performance.now() - start;
      this.#note(update.semantics, byReader);
    }
    this.#fit(place);
    restore?.();

    if (before && before !== this.#language) {
      this.#mark('depesche:language');
      if (byReader) this.#emit('languagechange', { language: this.#language });
    }
  }

  /** Remembers what later patches are compared with, and tells which entries the reader opened or closed. */
  #note({ remove = [], put = [] }: SemanticPatch, byReader: boolean): void {
    for (const node of remove) {
      this.#blocks.delete(node);
      this.#expanded.delete(node);
    }
    let toggled = false;
    for (const { id, text, image, action, attributes } of put) {
      if (text || image) this.#blocks.add(id);
      if (action !== 'toggle-entry') continue;
      const open = attributes?.['aria-expanded'] === 'true';
      const before = this.#expanded.get(id);
      this.#expanded.set(id, open);
      if (before === undefined || before === open) continue;
      toggled = true;
      if (byReader) this.#emit('entrytoggle', { entry: this.#entryOf(id), open });
    }
    if (toggled) this.#mark('depesche:timeline');
  }

  /** The authored id of the timeline entry whose button a node is. */
  #entryOf(node: number): string {
    return this.#layer.element(node)?.closest<HTMLElement>('[data-entry]')?.dataset['entry'] ?? '';
  }

  /** Puts the box on whole device pixels, where the canvases are not resampled, and the tiles into it. */
  #fit({ left, top } = this.#frame.getBoundingClientRect()): void {
    if (this.#height === 0) return;
    const dpr = devicePixelRatio * zoomOf(this.#frame);
    const toPixel = (at: number): string =>
      `${Math.round(((Math.round(at * devicePixelRatio) - at * devicePixelRatio) / dpr) * 1e3) / 1e3}px`;
    this.#box.style.left = toPixel(left);
    this.#box.style.top = toPixel(top);
    this.#tiles.resize(Math.round(this.#width * dpr), Math.ceil(this.#height * dpr), dpr, top);
  }

  /** What is in view has been painted. */
  #shown(): void {
    if (this.#painted) return;
    this.#painted = true;
    this.#slot.hidden = true;
    this.#slot.replaceChildren();
    this.#plain = undefined;
    this.#box.classList.add('painted');
    // The lead picture belongs to the first sight of an article.
    const picture = this.#box.querySelector('img');
    void Promise.resolve(picture?.decode())
      .catch(() => {})
      .then(() => this.#mark('depesche:ready'));
  }

  #report(failed: boolean): void {
    this.#unreported = false;
    this.#notice?.remove();
    const first = this.#diagnostics.find(({ severity }) => severity === 'error');
    if (failed) this.#fail('article', first?.message ?? '');
    else this.#emit('load', { diagnostics: this.#diagnostics });
  }

  /** An error that the engine cannot show. The last good state stays, and so does the light DOM. */
  #tell(type: ErrorType, message: string): void {
    this.#notice?.remove();
    if (this.#painted || (!this.#hasFallback() && !this.#plain)) {
      this.#notice = notice(this.#language || this.#wantedLanguage(), message);
      this.#frame.prepend(this.#notice);
      this.#fit();
    }
    this.#fail(type, message);
  }

  #fail(type: ErrorType, message: string): void {
    const detail: ErrorDetail = { type, message, diagnostics: type === 'article' ? this.#diagnostics : [] };
    this.#emit('error', detail);
  }

  /** Like those of the platform, `load`, `error` and `languagechange` do not bubble: the window has its own. */
  #emit<Type extends keyof CardEventDetails>(type: Type, detail: CardEventDetails[Type], cancelable = false): boolean {
    const bubbles = type === 'entrytoggle' || type === 'linkclick' || type === 'search';
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles, composed: bubbles, cancelable }));
  }

  /** A User Timing mark when the frame is out; `detail.duration` counts from the reader's action, where there was one. */
  #mark(name: string): void {
    const used = this.#used;
    this.#used = undefined;
    requestAnimationFrame(() =>
      setTimeout(() => {
        const duration = used && performance.now() - used.at;
        performance.mark(name, { detail: { src: this.src, duration } });
      }),
    );
  }

  /** Properties set before the element was defined hide its own. */
  #upgrade(name: string): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Every browser that can read this module can construct style sheets. */
function addStyle(root: ShadowRoot, text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets.push(sheet);
}
