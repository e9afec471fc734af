// The card in an element's shadow root, from the moment on that it is to be shown. It holds the reader's and the host's
// settings, passes them to the engine, and lays the answers out: pixels in tiles, text and controls in the page layer
// above them. Nothing it does throws into the host page; what goes wrong is an `error` event and something to read.
import cardStyle from './card.css';
import type { CardEventDetails, DepescheCard, ErrorType } from './element.js';
import { Engine, type CardLink, type Listener } from './engine.js';
import { FirstWords } from './first_words.js';
import type { Command, Diagnostic, Update } from './messages.js';
import { PageLayer, type SemanticPatch } from './page_layer.js';
import type { Page } from './program.js';
import type { Reading } from './reading.js';
import { fontFamily } from './resources.js';
import { fetchArticle, type Source } from './source.js';
import { addStyle } from './style.js';
import { frame, pause, pieces, systemTheme, today, wantedLanguage, zoomOf } from './system.js';
import { Tiles } from './tiles.js';

/** How long the engine waits for the article, and for its plain words to be seen, ms. */
const longestWait = 2000;
/** Of what theming.ts watches. It is fetched before the first pixels only where a host sets one of these. */
const themable = ['background', 'text', 'accent', 'measure'];

export class Card {
  readonly #host: DepescheCard;
  readonly page: Page;
  readonly #frame: HTMLElement;
  readonly #words: FirstWords;
  readonly box = document.createElement('div');
  readonly layer: PageLayer;
  readonly #tiles: Tiles;
  readonly #resize: ResizeObserver;
  /**
   * The first words are on the screen. Until then they have the processor and the network for themselves: beside an engine that
   * starts they took a fifth longer.
   */
  #begun: Promise<void> | undefined;
  /** What is needed after the first pixels; without it (the network is gone) the card can still be read. */
  #later: Promise<Reading | undefined> | undefined;
  #reading: Reading | undefined;
  #themed = false;
  /** The control that had the focus is about to go: what it opened takes the focus. */
  #readOn = false;
  #notice: Pick<HTMLElement, 'remove'> | undefined;

  link: CardLink | undefined;
  /** Ends what runs while the element is in a document. */
  #presence: AbortController | undefined;
  /** Ends the loading of what another has replaced. There until the article has come. */
  #loading: AbortController | undefined;
  #source: Source | undefined;
  /** The last one that could be shown. */
  #good: Source | undefined;
  /** What is shown is the last good state. */
  #refused: boolean | undefined;

  readonly #settings = new Map<string, string>();
  #commands: Command[] = [];
  /** What the reader has done while there was no engine. */
  readonly #meanwhile: Command[] = [];
  #scheduled = false;
  #working = false;
  /** The engine has something new without having been told anything. */
  #stale = false;
  /** The article given last has not been reported by `load` or `error` yet. */
  #unreported = false;
  /** After the engine's end: what the layer holds belongs to the one before. */
  #orphaned = false;

  width = 0;
  height = 0;
  /** That the layer was measured at: device pixels for one of the card's CSS pixels. */
  #dpr = 0;
  /** Shown; '' before the first article. */
  language = '';
  #painted = false;
  diagnostics: readonly Diagnostic[] = [];
  /** The reader has used a control, and its effect is not all shown: resources may have to come first. */
  #acted = false;
  /** The engine waits for resources. */
  #lacking = false;
  /** The control used last. */
  #used: { node: number; at: number } | undefined;

  constructor(host: DepescheCard, page: Page, root: ShadowRoot, frame: HTMLElement, slot: HTMLSlotElement) {
    this.#host = host;
    this.page = page;
    this.#frame = frame;
    this.#words = new FirstWords(host, slot);
    addStyle(root, cardStyle);
    this.box.className = 'card';
    this.box.part = 'card';
    const tiles = document.createElement('div');
    tiles.className = 'tiles';
    const layer = document.createElement('div');
    layer.className = 'page';
    this.box.append(tiles, layer);
    frame.append(this.box);

    this.#tiles = new Tiles(tiles, () => this.#schedule());
    this.layer = new PageLayer(layer, {
      activate: (node, action) => {
        if (action === 'read-aloud') return void this.#reading?.speech.toggle();
        this.#used = { node, at: performance.now() };
        if (action === 'read-on') {
          if (!this.#emit('readon', { src: host.src }, true)) return;
          this.#readOn = true;
          // An engine that ends over what it has to set then leaves it to the next.
          return this.choose('variant', 'full');
        }
        this.send(['activate', node]);
      },
      fontFamily,
      onLinkClick: (event, url) => this.#reading?.mayFollow(url, event) ?? true,
      baseUrl: () => (this.#refused ? this.#good : this.#source)?.base ?? '',
    });
    this.#resize = new ResizeObserver(entries => {
      for (const { contentRect: { width } } of entries) if (width > 0) this.choose('width', String(width));
    });
  }

  /**
   * The element is in a document.
   * @param begun  the article of `src`, where it has been asked for already
   */
  connect(begun?: Promise<Response>): void {
    if (this.#presence) return; // moved within the document
    const presence = (this.#presence = new AbortController());
    this.choose('system-theme', systemTheme());
    // Put back, it keeps the one that its reader has chosen.
    if (!this.#settings.has('language')) this.choose('language', wantedLanguage(this.#host));
    this.#resize.observe(this.#frame);
    // What was on its way when the card was taken out is asked for again.
    const loaded = this.#source && !this.#loading ? undefined : this.load(begun);
    this.#begun ??= this.#begin(loaded);
    this.#later ??= this.#begun.then(() => this.#attend()).catch(() => undefined);
    void this.#begun.then(() => this.open());
    void this.#later.then(reading => reading?.watchSystem(presence.signal));
  }

  /** @param loaded  the article of `src` is there, or cannot be had */
  async #begin(loaded: Promise<void> | undefined): Promise<void> {
    if (loaded && !this.#words.areGiven) await Promise.race([loaded, pause(longestWait)]);
    if (!this.page.engine?.running) await this.#words.seen(longestWait);
  }

  async #attend(): Promise<Reading> {
    const { Reading } = await import('./reading.js');
    this.#reading = new Reading(this, this.layer, this.page);
    if (this.#presence) this.#reading.speech.setLanguage(this.language);
    return this.#reading;
  }

  /** The page's. */
  #engine(): Engine {
    return (this.page.engine ??= new Engine(this.page, this.#host.worker));
  }

  /** The element has left its document and is in no other. */
  disconnect(): void {
    this.#presence?.abort();
    this.#presence = undefined;
    this.#loading?.abort();
    this.#resize.disconnect();
    this.#reading?.speech.setLanguage('');
    this.link?.close();
    this.#forget();
    this.#tiles.clear();
  }

  attribute(name: string, before: string | null, value: string | null): void {
    switch (name) {
      case 'src':
        if (value !== before) void this.load();
        break;
      case 'lang':
        this.choose('language', wantedLanguage(this.#host), true);
        break;
      case 'inspect':
        this.choose(name, value === null ? '0' : '1');
        break;
      default:
        // The engine's own names; those it does not know are nothing to it.
        this.choose(name, value ?? '', true);
    }
  }

  /** Has the engine set the card; one is started where there is none. */
  async open(): Promise<void> {
    if (!this.#presence) return;
    const listener: Listener = {
      changed: missing => {
        for (const path of missing) this.#fail('resource', `${path} cannot be had`);
        this.#stale = true;
        this.#schedule();
      },
      lost: error => {
        this.#forget();
        if (error) {
          this.#unreported = false;
          this.#fail('engine', String(error));
        }
        if (this.#presence) void this.open();
      },
    };
    try {
      const engine = this.#engine();
      engine.expect(wantedLanguage(this.#host));
      const isThemed = themable.some(name => getComputedStyle(this.#host).getPropertyValue(`--depesche-${name}`));
      const [link] = await Promise.all([engine.open(listener), isThemed && this.#watchTheming()]);
      if (!this.#presence || this.link) return link.close();
      this.link = link;
    } catch (error) {
      // It ended before it knew of the card.
      if (!this.page.engine?.failed) return listener.lost(error);
      this.#meanwhile.length = 0;
      this.#unreported = false;
      this.#frame.classList.add('alone');
      this.#tiles.clear();
      this.#tell('engine', String(error));
      if (this.#source) this.#readPlainly(this.#source);
      return;
    }
    // An engine knows nothing of a card that it did not see grow up.
    this.#commands = [
      ...[...this.#settings].map(([name, value]) => ['set', name, value] as const),
      // The last good state may have to be shown again.
      ...[...new Set([this.#good, this.#source])].flatMap(source => (source ? [['set_article', source.json, source.file] as const] : [])),
      ...(this.#reading?.kept() ?? []),
    ];
    this.#schedule();
  }

  #forget(): void {
    this.link = undefined;
    this.#commands = [];
    if (this.#painted) this.#orphaned = true;
    // What is not seen yet does not stand beside what is read instead.
    else this.layer.clear();
  }

  /** The host's colours and measure, as they are and whenever they change. */
  async #watchTheming(): Promise<void> {
    if (this.#themed) return;
    this.#themed = true;
    try {
      const { watchTheming } = await import('./theming.js');
      watchTheming(this.#frame, (name, value) => this.choose(name, value));
    } catch {
      // The card keeps its own colours.
    }
  }

  /** The article given last has been shown or refused, or cannot be had, and all that has been said is shown; or there is no engine that could. */
  get isSettled(): boolean {
    const isAnswered = !this.#unreported && !this.#loading;
    const isWaiting = this.link && (this.#scheduled || this.#working || this.#commands.length || this.#stale || this.#lacking);
    return (isAnswered && !isWaiting) || !!this.page.engine?.failed;
  }

  /** The host has given another article, or its address: what is shown stays until it has come, and taken out the card waits with that. */
  async load(how?: Promise<Response> | RequestCache): Promise<void> {
    this.#loading?.abort();
    this.#loading = undefined;
    const { src, article } = this.#host;
    if (!src && article == null) return;
    const loading = (this.#loading = new AbortController());
    if (!this.#presence) return;
    const given = async (): Promise<Response> => new Response(typeof article === 'string' ? article : JSON.stringify(article));
    const source = await fetchArticle(src, loading.signal, article == null ? how : given()).catch((error: Error) => error);
    if (loading.signal.aborted) return;
    this.#loading = undefined;
    if (source instanceof Error) return this.#tell('load', source.message);
    this.#source = source;
    this.#unreported = true;
    const failed = this.page.engine?.failed;
    // There is nothing that could set it but the browser.
    this.#painted &&= !failed;
    this.choose('today', today());
    this.send(['set_article', source.json, source.file]);
    const poster = this.#host.poster || this.#frame.querySelector<HTMLSlotElement>('[name=poster]')?.assignedNodes().length;
    if (failed || !poster) this.#readPlainly(source);
  }

  /** Where there is nothing else to be read. */
  #readPlainly(source: Source): void {
    if (this.#painted) return;
    const shown = (): void => {
      this.#notice?.remove();
      // What an engine has left is read until then.
      if (!this.#orphaned) return;
      this.#frame.classList.remove('painted');
      this.layer.clear();
    };
    if (this.#words.areGiven) shown();
    else this.#words.read(source, wantedLanguage(this.#host), this.#engine().resources, shown);
  }

  /** Device pixels for one of the card's own CSS pixels. */
  #ratio(): number {
    return devicePixelRatio * zoomOf(this.#frame);
  }

  /** The ratio of device pixels to CSS pixels may have changed. */
  rescale(): void {
    if (this.#ratio() === this.#dpr) return;
    this.#stale = true;
    this.#schedule();
  }

  /** @param again  by the host, even if it is so already: the reader may have chosen otherwise since */
  choose(name: string, value: string, again = false): void {
    if (again ? !value : (this.#settings.get(name) ?? '') === value) return;
    this.#settings.set(name, value);
    this.send(['set', name, value]);
  }

  send(command: Command): void {
    const [what] = command;
    if (this.link) this.#commands.push(command);
    // `open` says all else.
    else if (this.#painted && !this.page.engine?.failed && (what === 'activate' || what === 'search')) this.#meanwhile.push(command);
    this.#schedule();
  }

  /** What is said within one task is sent at once; what is said until the answer is there, thereafter. */
  #schedule(): void {
    if (this.#scheduled || !this.link) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    const link = this.link;
    // A card that has not been displayed yet has no width to be set for.
    if (!link || this.#working || !this.#settings.has('width')) return;
    this.#working = true;
    let laid = false;
    try {
      laid = await this.#turn(link);
    } catch {
      // The engine has ended, and `lost` goes on from there.
    }
    this.#working = false;
    if (this.#commands.length || this.#stale) this.#schedule();
    else if (this.#tiles.waiting && !this.#orphaned) {
      // What is only near does not hold up the frame that shows what is new.
      if (laid) await frame();
      this.#schedule();
    }
  }

  /** Pixels first: text, pictures and tiles then change together, in one frame. @return whether there is a new layout */
  async #turn(link: CardLink): Promise<boolean> {
    let update: Update | undefined;
    const isFirst = !this.#painted;
    if (this.#commands.length || this.#stale) {
      const commands = this.#commands;
      this.#commands = [];
      this.#stale = false;
      this.#acted ||= commands.some(([what]) => what === 'activate');
      update = await link.update(commands);
      this.#refused = update.failed;
      // In no document the frame has another zoom, and Chromium keeps a picture whose size changes.
      if (this.link !== link) return false;
      if (update.damage) this.#tiles.damage(update.damage);
      // Colours are inherited: set after the layer is full, they would be worked out anew for all that it holds.
      if (isFirst) this.#colour(update);
    }
    const laid = update?.ready && (update.laidOut || update.semantics) ? update : undefined;
    const { width, height } = laid ?? this;
    const dpr = this.#ratio();
    if (dpr !== this.#dpr) {
      this.#dpr = dpr;
      this.#align();
      this.layer.remeasure();
    }
    if (laid && this.#painted) await this.#later;
    let { top } = this.#frame.getBoundingClientRect();
    if (laid?.semantics && this.#painted) top -= this.#shift(laid.semantics, top / zoomOf(this.#frame)) * zoomOf(this.#frame);
    // The next engine paints nothing before it has laid out: what the one before has left is shown until then.
    const plan = this.#orphaned && !laid ? undefined : this.#tiles.plan({ width: Math.round(width * dpr), height: Math.round(height * dpr), dpr }, top);
    const painting = plan?.rects.length ? link.paint(dpr, plan.rects) : [];
    const [pixels] = await Promise.all([painting, laid?.semantics && this.layer.fill(laid.semantics, top)]);
    // The card was taken away meanwhile, or the engine has ended.
    if (this.link !== link) return false;

    const finish = laid && this.#lay(laid, this.#acted, top);
    // What the reader has done with the words meanwhile is in the first pixels.
    if (plan && height > 0 && !(isFirst && this.#commands.length)) {
      const tiles = this.#tiles.show(plan, pixels);
      const piece = pieces();
      for (let left = true; left; left = !tiles.next().done) {
        // Nobody sees the first ones yet.
        if (isFirst) await piece();
        if (this.link !== link) return false;
      }
      link.reuse(pixels);
      this.#shown();
    }
    if (update) this.#lacking = !!update.needs;
    this.#acted &&= this.#lacking;
    finish?.();
    if (update) this.#heed(update);
    // An engine knows no controls before it has laid them out.
    if (laid) this.#commands.push(...this.#meanwhile.splice(0));
    return !!laid;
  }

  #colour({ background, ink = '', dark = false }: Update): void {
    if (!background) return;
    this.box.style.background = `#${background}`;
    this.box.style.setProperty('--depesche-ground', `#${background}`);
    this.layer.setTheme({ ink: `#${ink}`, dark });
  }

  #heed(update: Update): void {
    if (update.diagnostics) this.diagnostics = update.diagnostics;
    this.#colour(update);
    this.#reading?.tell(update);
    if (update.search) this.#emit('search', update.search);
    // An article that has not been sent yet is not what this is about; told of is what can be seen.
    if (this.#painted && update.ready && this.#unreported && !this.#commands.some(([what]) => what === 'set_article')) this.#report();
  }

  /** How far down the text at the top of the view, or the control in use, is about to move. */
  #shift(patch: SemanticPatch, top: number): number {
    return this.#reading?.shiftOf(patch, this.layer, -top, this.#acted ? this.#used?.node : undefined) ?? 0;
  }

  /** @return what is left to do once the pixels are there, too */
  #lay(update: Update, byReader: boolean, top: number): () => void {
    const before = this.language;
    if (update.language) {
      this.language = update.language;
      this.#reading?.speech.setLanguage(update.language);
      // One that this article lacks is still wanted of the next.
      if (byReader && before !== update.language) this.#settings.set('language', update.language);
    }
    if (byReader) for (const [name, value] of Object.entries(update.chosen ?? {})) this.#settings.set(name, value);
    const used = byReader ? this.#used?.node : undefined;
    const kept = this.#reading?.keepPlace(used);
    // Measured before anything is written: what follows moves nothing above or beside the card.
    const place = this.#frame.getBoundingClientRect();

    if (this.#orphaned) {
      this.#orphaned = false;
      this.layer.clear();
      this.#reading?.search.clear();
    }
    this.width = update.width;
    this.height = update.height;
    const toggled = this.#reading?.toggled(update, used) ?? [];
    if (update.semantics) {
      this.layer.apply(update.semantics, update, top, kept?.used);
      this.#reading?.search.fill();
      if (this.#readOn) this.#reading?.focusOn(this.layer.element(update.semantics.root));
      this.#readOn = false;
    }
    // The layer reads its zoom before it writes: the browser would work out styles twice.
    this.box.style.height = `${update.height}px`;
    this.#align(place);

    return () => {
      kept?.restore();
      if (toggled.length) this.#mark('timeline');
      const switched = before && before !== this.language;
      if (switched) this.#mark('language');
      if (update.semantics) void this.layer.finish(update.semantics.root);
      if (!byReader) return;
      for (const entry of toggled) this.#emit('entrytoggle', entry);
      if (switched) this.#emit('languagechange', { language: this.language });
    };
  }

  /** Puts the box on whole device pixels, where the canvases are not resampled. */
  #align({ left, top } = this.#frame.getBoundingClientRect()): void {
    const toPixel = (at: number): string => `${(Math.round(at) - at) / (this.#dpr || 1)}px`;
    this.box.style.left = toPixel(left * devicePixelRatio);
    this.box.style.top = toPixel(top * devicePixelRatio);
  }

  /** What is in view has been painted. */
  #shown(): void {
    this.#frame.classList.remove('alone');
    if (this.#painted) return;
    this.#painted = true;
    this.#words.end();
    this.#frame.classList.add('painted');
    void this.#watchTheming();
    // The lead picture belongs to the first sight of an article.
    const picture = this.box.querySelector('img');
    void Promise.allSettled([picture?.decode()]).then(() => this.#mark('ready'));
  }

  #report(): void {
    this.#unreported = false;
    this.#notice?.remove();
    const first = this.diagnostics.find(({ severity }) => severity === 'error');
    if (this.#refused) this.#fail('article', first?.message ?? '');
    else {
      this.#good = this.#source;
      this.#emit('load', { diagnostics: this.diagnostics });
    }
  }

  /** An error that the engine cannot show. The last good state stays, and so does the light DOM. */
  #tell(type: ErrorType, message: string): void {
    void this.#later?.then(reading => {
      if (!reading || (!this.#painted && this.#words.areThere)) return;
      this.#notice?.remove();
      this.#notice = reading.notice(this.#frame, this.language || wantedLanguage(this.#host), message);
      this.#align();
    });
    this.#fail(type, message);
  }

  #fail(type: ErrorType, message: string): void {
    this.#emit('error', { type, message, diagnostics: type === 'article' ? this.diagnostics : [] });
  }

  /** Like those of the platform, `load`, `error` and `languagechange` do not bubble: the window has its own. */
  #emit<Type extends keyof CardEventDetails>(type: Type, detail: CardEventDetails[Type], cancelable = false): boolean {
    const bubbles = !/^(load|error|language)/.test(type);
    return this.#host.dispatchEvent(new CustomEvent(type, { detail, bubbles, composed: bubbles, cancelable }));
  }

  /** A User Timing mark when the frame is out; `detail.duration` counts from the reader's action, where there was one. */
  #mark(name: string): void {
    const used = this.#used;
    this.#used = undefined;
    void frame().then(() => {
      const duration = used && performance.now() - used.at;
      performance.mark(`depesche:${name}`, { detail: { src: this.#host.src, duration } });
    });
  }
}
