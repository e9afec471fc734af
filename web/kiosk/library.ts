// The content that a kiosk shows: its settings and its articles, each the last one that came whole and was good. It is
// asked for again and again; a fault of the network, the server or the file leaves everything as it is.
import type { Diagnostic } from '../messages.js';
import type { ArticleFacts, Checks } from './checks.js';
import { fetchWhole, fileName, sameBytes } from './fetch_whole.js';
import { addressOf, settingsAddress, settingsFor, type Query, type Settings } from './settings.js';
import type { Shelf } from './shelf.js';
import { unjudgedArticle, unjudgedSettings } from './unjudged.js';

/** How long the first article that has come waits for the others: they are shown in the order of the settings. */
const othersMs = 1000;

export interface Fault {
  /** `page`: what the page's own code has not foreseen. */
  type: 'load' | 'settings' | 'article' | 'engine' | 'resource' | 'worker' | 'heartbeat' | 'page';
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

interface SettingsFile extends Loaded {
  value: Settings;
}

export class Library {
  #checks: Checks | undefined;
  readonly #shelf: Shelf;
  readonly #query: Query;
  readonly #base: string;
  readonly #report: (fault: Fault) => void;
  #settings: SettingsFile | undefined;
  /** Good ones, in whose place the present ones stay until the first of their articles is there. */
  #coming: SettingsFile | undefined;
  readonly #articles = new Map<string, Loaded & Article>();
  /** Articles that cannot be had, and why: for the screen that has nothing else to show. */
  readonly #faults = new Map<string, Fault>();
  /** Settled when all articles have come, or failed, that were asked for together. */
  #asked: Promise<unknown> = Promise.resolve();

  /** @param checks  undefined where WebAssembly cannot run, or not yet: then the card is left to say what is wrong */
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

  /** Those that can be shown, in the order of the settings; the same object for as long as its content is the same. None without settings. */
  get articles(): Article[] {
    return this.#settings ? this.#urls().flatMap(url => this.#articles.get(url) ?? []) : [];
  }

  /** What is wrong now, the settings first. */
  get faults(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  /** What is kept, at once. Nothing is asked for but settings where none are kept, and articles where none is. */
  async open(): Promise<void> {
    if (!(await this.#takeKept('settings', this.#settingsUrl()))) await this.#refreshSettings();
    const kept = await Promise.all(this.#urls().map(url => this.#takeKept('article', url)));
    if (!kept.includes(true)) await this.#askForAny();
  }

  /** Asks for everything again. */
  async refresh(): Promise<void> {
    await this.#asked;
    await this.#refreshSettings();
    // One after another: a kiosk's line is thin, and nobody waits.
    const coming = this.#coming ? this.#urls(this.#coming) : [];
    for (const url of coming) {
      await this.#refreshArticle(url);
      if (this.#articles.has(url)) await this.#takeComing();
    }
    const asked = new Set(coming);
    if (this.articles.length === 0) await this.#askForAny();
    else for (const url of this.#urls()) if (!asked.has(url)) await this.#refreshArticle(url);
    const urls = new Set([this.#settingsUrl(), ...this.#urls()]);
    for (const url of [...this.#articles.keys()]) if (!urls.has(url)) this.#articles.delete(url);
    for (const url of [...this.#faults.keys()]) if (!urls.has(url) && !asked.has(url)) this.#faults.delete(url);
    const kept = await this.#shelf.keepOnly(urls);
    // Browsers throw away all that an origin has when a disk fills up.
    const all = [...this.#articles.values(), ...(this.#settings ? [{ ...this.#settings, url: this.#settingsUrl() }] : [])];
    for (const { url, bytes, confirmed } of all) if (kept && !kept.has(url)) await this.#keep(url, { bytes, confirmed });
  }

  /** There is nothing to show: asks for all together, and does not wait for a server that takes its time when another has answered. */
  async #askForAny(): Promise<void> {
    const answers = this.#urls().map(url => this.#refreshArticle(url));
    const asked = Promise.all(answers);
    this.#asked = asked;
    await new Promise<unknown>(done => {
      void asked.then(done);
      for (const answer of answers) void answer.then(() => this.articles.length > 0 && setTimeout(done, othersMs));
    });
  }

  /** The checks are there at last: what was taken without them is judged, and kept if it is good. */
  async judge(checks: Checks): Promise<void> {
    this.#checks = checks;
    this.#coming = undefined;
    const again = async (type: 'settings' | 'article', url: string, { bytes, confirmed }: Loaded): Promise<void> => {
      if (await this.#take(type, url, bytes, confirmed)) await this.#keep(url, { bytes, confirmed });
    };
    if (this.#settings) await again('settings', this.#settingsUrl(), this.#settings);
    for (const [url, file] of [...this.#articles]) await again('article', url, file);
  }

  #settingsUrl(): string {
    return settingsAddress(this.#query, this.#base);
  }

  /** Addresses of articles are relative to the settings that name them, or to the page. */
  #urls(settings = this.#settings): string[] {
    if (this.#query.src) return [addressOf(this.#query.src, this.#base)];
    const base = this.#settingsUrl();
    return [...new Set(settings?.value.articles.map(article => addressOf(article, base)))];
  }

  async #takeKept(type: 'settings' | 'article', url: string): Promise<boolean> {
    const kept = url ? await this.#shelf.get(url) : undefined;
    return kept !== undefined && (await this.#take(type, url, kept.bytes, kept.confirmed)) !== undefined;
  }

  async #refreshSettings(): Promise<void> {
    const url = this.#settingsUrl();
    if (url) {
      await this.#refreshFile('settings', url, this.#coming ?? this.#settings);
    } else if (!this.#settings) {
      await this.#take('settings', '', new TextEncoder().encode(settingsFor(this.#query.src)), Date.now());
    }
  }

  #refreshArticle(url: string): Promise<void> {
    return this.#refreshFile('article', url, this.#articles.get(url));
  }

  async #refreshFile(type: 'settings' | 'article', url: string, known: Loaded | undefined): Promise<void> {
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await fetchWhole(url, this.#settings?.value.update.timeoutSeconds ?? 20);
    } catch (error) {
      this.#fail(url, { type: 'load', message: `${fileName(url)}: ${messageOf(error)}`, diagnostics: [] });
      return;
    }
    const confirmed = Date.now();
    if (known && sameBytes(bytes, known.bytes)) {
      known.confirmed = confirmed;
      this.#faults.delete(url);
      await this.#shelf.confirm(url, confirmed);
    } else if ((await this.#take(type, url, bytes, confirmed)) && !(type === 'settings' && this.#coming)) {
      await this.#keep(url, { bytes, confirmed }, known);
    }
  }

  /** What could not be judged does not take the place of what is kept. */
  async #keep(url: string, file: Loaded, before?: Loaded): Promise<void> {
    if (url && (this.#checks || !before)) await this.#shelf.put(url, file);
  }

  async #takeComing(): Promise<void> {
    if (!this.#coming) return;
    const before = this.#settings;
    this.#settings = this.#coming;
    this.#coming = undefined;
    await this.#keep(this.#settingsUrl(), this.#settings, before);
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
      if (answer.settings) this.#takeSettings({ bytes, confirmed, value: answer.settings });
      if (answer.article) this.#articles.set(url, { url, bytes, json: new TextDecoder().decode(bytes), facts: answer.article, confirmed });
      this.#faults.delete(url);
      return value;
    } catch (error) {
      this.#fail(url, { type: this.#checks ? 'engine' : type, message: `${file}: ${messageOf(error)}`, diagnostics: [] });
      return undefined;
    }
  }

  /** Settings without anything to read do not take the place of those with. */
  #takeSettings(file: SettingsFile): void {
    const isReadable = this.articles.length === 0 || this.#urls(file).some(url => this.#articles.has(url));
    if (isReadable) this.#settings = file;
    this.#coming = isReadable ? undefined : file;
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
