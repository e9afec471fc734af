// The kiosk's second WASM module (widget/platform/kiosk/answers.h): says whether settings and articles are good, what
// the start screen shows of an article, and which modules of a QR code are dark. Texts in, plain values out.
import type { Diagnostic } from '../messages.js';
import { fetchWhole } from './fetch_whole.js';
import type { Settings } from './settings.js';

/** What the start screen shows of an article in one language. Texts are plain. */
export interface ArticleWords {
  tag: string;
  /** The language's own. */
  name: string;
  rightToLeft?: boolean;
  kicker?: string;
  headline: string;
  lead?: string;
  publisher?: string;
}

export interface ArticleFacts {
  /** ISO 8601, the day. */
  published?: string;
  languages: ArticleWords[];
  /** The files of the lead picture. */
  pictures: { url: string; type: string; width: number; height: number }[];
}

export interface QrCode {
  /** Modules along one side, without the quiet zone. */
  size: number;
  /** Of an SVG path. */
  path: string;
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  depesche_alloc(bytes: number): number;
  depesche_free(pointer: number): void;
  depesche_result_length(): number;
  depesche_check_settings(json: number, length: number, file: number, fileLength: number): number;
  depesche_check_article(json: number, length: number, file: number, fileLength: number): number;
  depesche_qr_code(text: number, length: number): number;
  depesche_colours(theme: number, length: number): number;
}
type Question = 'check_settings' | 'check_article' | 'qr_code' | 'colours';

/** For the module to come: nothing is shown, and nothing asked for again, before it is there or not to be had. */
const mostSeconds = 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Checks {
  readonly #module: WebAssembly.Module;
  #exports: Promise<Exports> | undefined;

  private constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** Rejects where the module cannot be had or WebAssembly is forbidden. */
  static async load(url: URL): Promise<Checks> {
    const checks = new Checks(await WebAssembly.compile(await fetchWhole(url.href, mostSeconds)));
    await checks.#start();
    return checks;
  }

  settings(json: Uint8Array, file: string): Promise<{ diagnostics: Diagnostic[]; settings?: Settings }> {
    return this.#ask('check_settings', json, encoder.encode(file));
  }

  article(json: Uint8Array, file: string): Promise<{ diagnostics: Diagnostic[]; article?: ArticleFacts }> {
    return this.#ask('check_article', json, encoder.encode(file));
  }

  /** Without `path` where the text is too long for a code. */
  qrCode(text: string): Promise<Partial<QrCode>> {
    return this.#ask('qr_code', encoder.encode(text));
  }

  /** The card's colours in a theme, by the names of its roles: "#rrggbb". */
  colours(theme: string): Promise<Readonly<Record<string, string>>> {
    return this.#ask('colours', encoder.encode(theme));
  }

  #start(): Promise<Exports> {
    return (this.#exports ??= (async () => {
      const imports = { env: { emscripten_notify_memory_growth: () => {} } };
      const { exports } = await WebAssembly.instantiate(this.#module, imports);
      const typed = exports as unknown as Exports;
      typed._initialize();
      return typed;
    })());
  }

  async #ask<T>(question: Question, ...texts: Uint8Array[]): Promise<T> {
    const exports = await this.#start();
    try {
      const lent: number[] = [];
      const numbers = texts.flatMap(text => {
        const at = exports.depesche_alloc(text.length || 1);
        if (!at) throw new RangeError('no memory');
        new Uint8Array(exports.memory.buffer).set(text, at);
        lent.push(at);
        return [at, text.length];
      });
      const ask = exports[`depesche_${question}`] as (...values: number[]) => number;
      const answer = ask(...numbers);
      const json = new Uint8Array(exports.memory.buffer, answer, exports.depesche_result_length());
      const value = JSON.parse(decoder.decode(json)) as T;
      for (const at of lent) exports.depesche_free(at);
      return value;
    } catch (error) {
      // What has trapped once is not asked again.
      this.#exports = undefined;
      throw error;
    }
  }
}
