// The content that a kiosk shows: its settings and its articles, each the last one that came whole and was good. It is
// asked for again and again; a fault of the network, the server or the file leaves everything as it is.
import type { Diagnostic } from '../messages.js';
import type { ArticleFacts, Checks } from './checks.js';
import { fetchWhole, fileName, sameBytes } from './fetch_whole.js';
import { settingsFor, type Query, type Settings } from './settings.js';
import type { Shelf } from './shelf.js';

export interface Fault {
  type: 'load' | 'settings' | 'article' | 'engine' | 'resource' | 'worker' | 'heartbeat';
  message: string;
  diagnostics: readonly Diagnostic[];
}

export interface Article {
  url: string;
  json: string;
  facts: ArticleFacts;
  /** When a server last said that this is the content: milliseconds since 1970. */
  confirmed: number;
}

interface Loaded {
  bytes: Uint8Array<ArrayBuffer>;
  confirmed: number;
}

export class Library {
  readonly #checks: Checks | undefined;
  readonly #shelf: Shelf;
  readonly #query: Query;
  readonly #base: string;
  readonly #report: (fault: Fault) => void;
  #settings: (Loaded & { value: Settings }) | undefined;
  readonly #articles = new Map<string, Loaded & Article>();
  /** Articles that cannot be had, and why: for the screen that has nothing else to show. */
  readonly #faults = new Map<string, Fault>();

  /** @param checks  undefined where WebAssembly cannot run: then the card is left to say what is wrong */
  constructor(checks: Checks | undefined, shelf: Shelf, query: Query, base: string, report: (fault: Fault) => void) {
    this.#checks = checks;
    this.#shelf = shelf;
    this.#query = query;
    this.#base = base;
    this.#report = report;
  }

  get settings(): Settings | undefined {
    return this.#settings?.value;
  }

  /** Those that can be shown, in the order of the settings; the same object for as long as its content is the same. */
  get articles(): Article[] {
    return this.#urls().flatMap(url => this.#articles.get(url) ?? []);
  }

  /** What is wrong now, the settings first. */
  get faults(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  /** What is kept, at once; only what is not is asked for. */
  async open(): Promise<void> {
    if (!(await this.#takeKept('settings', this.#settingsUrl()))) await this.#refreshSettings();
    await Promise.all(
      this.#urls().map(async url => (await this.#takeKept('article', url)) || this.#refreshArticle(url)),
    );
  }

  /** Asks for everything again. @returns whether something is other than before */
  async refresh(): Promise<boolean> {
    let changed = await this.#refreshSettings();
    // One after another: a kiosk's line is thin, and nobody waits.
    for (const url of this.#urls()) changed = (await this.#refreshArticle(url)) || changed;
    const urls = new Set([this.#settingsUrl(), ...this.#urls()]);
    for (const url of [...this.#articles.keys()]) if (!urls.has(url)) this.#articles.delete(url);
    for (const url of [...this.#faults.keys()]) if (!urls.has(url)) this.#faults.delete(url);
    await this.#shelf.keepOnly(urls);
    return changed;
  }

  #settingsUrl(): string {
    return this.#query.settings ? new URL(this.#query.settings, this.#base).href : '';
  }

  /** Addresses of articles are relative to the settings that name them, or to the page. */
  #urls(): string[] {
    if (this.#query.src) return [new URL(this.#query.src, this.#base).href];
    const base = this.#settingsUrl();
    return [...new Set(this.#settings?.value.articles.map(article => new URL(article, base).href))];
  }

  async #takeKept(type: 'settings' | 'article', url: string): Promise<boolean> {
    const kept = url ? await this.#shelf.get(url) : undefined;
    return kept !== undefined && (await this.#take(type, url, kept.bytes, kept.confirmed)) !== undefined;
  }

  async #refreshSettings(): Promise<boolean> {
    const url = this.#settingsUrl();
    if (url) return this.#refreshFile('settings', url, this.#settings);
    if (this.#settings) return false;
    const bytes = new TextEncoder().encode(settingsFor(this.#query.src));
    return (await this.#take('settings', '', bytes, Date.now())) !== undefined;
  }

  #refreshArticle(url: string): Promise<boolean> {
    return this.#refreshFile('article', url, this.#articles.get(url));
  }

  async #refreshFile(type: 'settings' | 'article', url: string, known: Loaded | undefined): Promise<boolean> {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await fetchWhole(url, this.#settings?.value.update.timeoutSeconds ?? 20);
    } catch (error) {
      this.#fail(url, { type: 'load', message: `${fileName(url)}: ${messageOf(error)}`, diagnostics: [] });
      return false;
    }
    const confirmed = Date.now();
    if (known && sameBytes(bytes, known.bytes)) {
      known.confirmed = confirmed;
      this.#faults.delete(url);
      await this.#shelf.put(url, { bytes: known.bytes, confirmed });
      return false;
    }
    if (!(await this.#take(type, url, bytes, confirmed))) return false;
    await this.#shelf.put(url, { bytes, confirmed });
    return true;
  }

  /** Makes good content the present one. */
  async #take(type: 'settings' | 'article', url: string, bytes: Uint8Array<ArrayBuffer>, confirmed: number) {
    const file = url ? fileName(url) : 'settings';
    try {
      const answer = await this.#check(type, bytes, file);
      const value = answer.settings ?? answer.article;
      if (!value) {
        const [first] = answer.diagnostics.filter(({ severity }) => severity === 'error');
        this.#fail(url, { type, message: first?.message ?? file, diagnostics: answer.diagnostics });
        return undefined;
      }
      if (answer.settings) this.#settings = { bytes, confirmed, value: answer.settings };
      if (answer.article) this.#articles.set(url, { url, bytes, json: new TextDecoder().decode(bytes), facts: answer.article, confirmed });
      this.#faults.delete(url);
      return value;
    } catch (error) {
      this.#fail(url, { type: 'engine', message: `${file}: ${messageOf(error)}`, diagnostics: [] });
      return undefined;
    }
  }

  async #check(
    type: 'settings' | 'article',
    bytes: Uint8Array,
    file: string,
  ): Promise<{ diagnostics: Diagnostic[]; settings?: Settings; article?: ArticleFacts }> {
    if (!this.#checks) return type === 'settings' ? unjudgedSettings(bytes) : unjudgedArticle(bytes);
    return type === 'settings' ? this.#checks.settings(bytes, file) : this.#checks.article(bytes, file);
  }

  #fail(url: string, fault: Fault): void {
    this.#faults.set(url, fault);
    this.#report(fault);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// Where WebAssembly cannot run the card shows an article as plain text. Only what the kiosk itself cannot do without is
// looked for: which articles, and in which languages. Everything else is as it is without settings.

function unjudgedSettings(bytes: Uint8Array): { diagnostics: Diagnostic[]; settings: Settings } {
  const { articles } = parse(bytes);
  return {
    diagnostics: [],
    settings: {
      name: '',
      articles: texts(articles),
      languages: [],
      theme: 'auto',
      textSize: 'large',
      scalePercent: 100,
      attract: { seconds: 60, restSeconds: 8, pixelsASecond: 0 },
      idle: { seconds: 90, countdownSeconds: 15 },
      update: { seconds: 60, timeoutSeconds: 20, ageAfterMinutes: 60 },
      pixelShift: { seconds: 120, pixels: 3 },
      heartbeat: { seconds: 60 },
    },
  };
}

function unjudgedArticle(bytes: Uint8Array): { diagnostics: Diagnostic[]; article: ArticleFacts } {
  const { languages, headline } = parse(bytes);
  const tags = texts(languages);
  if (tags.length === 0 || headline === undefined) throw new Error('this is no article');
  const versions = typeof headline === 'object' && headline !== null ? (headline as Record<string, unknown>) : {};
  return {
    diagnostics: [],
    article: {
      languages: tags.map(tag => {
        const words = versions[tag] ?? headline;
        const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
        return { tag, name, headline: typeof words === 'string' ? words.replaceAll('\u00ad', '') : '' };
      }),
      pictures: [],
    },
  };
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
