// What a card and the engine say to each other: plain data that crosses to a Worker as it is. The answers are the
// JSON of widget/platform/web/exports.h, member for member; lengths are CSS pixels from the card's top left corner.
import type { NodeId, SemanticPatch } from './semantic_patch.js';

/** x, y, width, height. */
export type Rect = readonly [number, number, number, number];

/** The name of an export and what it takes after the card. */
export type Command =
  | readonly ['set_article', json: Uint8Array<ArrayBuffer>, file: string]
  | readonly ['set', name: string, value: string]
  /** A timeline entry by its authored id; '' for all. */
  | readonly ['open', entry: string, open: boolean]
  | readonly ['activate', node: NodeId]
  /** `current`: the match, from 1, that the reader was at already; 0: the first one is revealed. */
  | readonly ['search', query: string, current: number]
  | readonly ['search_step', by: number]
  /** CSS pixels from the card's top left corner; outside: no pointer. */
  | readonly ['pointer', x: number, y: number, pressed: boolean];

export interface Diagnostic {
  severity: 'warning' | 'error';
  /** Stable name of the kind of fault: "unknown-field". */
  code: string;
  /** The whole line: `file:line:column /json/pointer: problem; expectation; remedy`. */
  message: string;
  /** 1-based; columns count code points. */
  line?: number;
  column?: number;
  pointer?: string;
}

/** What changed with the commands. Members that say nothing are left out. */
export interface Update {
  /** There is something to paint. */
  ready?: boolean;
  /** The article given last cannot be shown; an error card or the last good state is. */
  failed?: boolean;
  needs?: string[];
  width: number;
  height: number;
  laidOut?: boolean;
  /** What to paint again, CSS pixels. */
  damage?: Rect[];
  diagnostics?: Diagnostic[];
  language?: string;
  direction?: 'ltr' | 'rtl';
  theme?: string;
  /** Colours of the card's ground and text, "rrggbb". */
  background?: string;
  ink?: string;
  dark?: boolean;
  /** Settings that the reader may have changed in the card, by the names that `set` takes. */
  chosen?: Readonly<Record<string, string>>;
  search?: { query: string; current: number; total: number };
  announcement?: string;
  reveal?: Rect;
  /** Of the search, in the texts of nodes: UTF-16 offsets. Up to 500 around the current one, with each layout while there are any. */
  matches?: [node: NodeId, begin: number, end: number][];
  /** Which of `matches` is the current one, from 1. */
  match?: number;
  semantics?: SemanticPatch;
}

/** RGBA of a rectangle of device pixels, row by row, at the start of a buffer of its own; null where it was refused. */
export type Pixels = Uint8ClampedArray<ArrayBuffer> | null;

/** Bytes of a WASM module. */
export type Code = Uint8Array<ArrayBuffer>;

/** What the engine does, by name. A call that throws ends it: only `start` may follow. */
export interface EngineCalls {
  /** Fonts, strings, hyphenation; false: not usable. */
  provide(path: string, bytes: Uint8Array<ArrayBuffer>): boolean;
  fail(path: string): void;
  /** A card's number. */
  create(): number;
  destroy(card: number): void;
  /** Runs the commands in order, does the outstanding work and says what changed: an `Update` as JSON, which is
   *  quicker to read on the other side than a cloned object. */
  update(card: number, commands: readonly Command[]): string;
  /** @param room  for the pixels of each rectangle, of at least their size; where there is none, it makes some */
  paint(card: number, dpr: number, rects: readonly Rect[], room: readonly (ArrayBuffer | undefined)[]): Pixels[];
  statistics(card: number): Statistics;
}

type NamedCall = {
  [Name in keyof EngineCalls]: readonly [name: Name, ...values: Parameters<EngineCalls[Name]>];
}[keyof EngineCalls];

/** To the engine's thread: a number of the caller's, and the call. */
export type Call = readonly [number: number, call: readonly ['start', program: Code, seldom?: Code] | NamedCall];
/** Back: the call's number, what it returned, or why it ended the engine. 0: the thread has begun. */
export type Answer = readonly [number: number, value: unknown, error?: string];

/** How the reason ends why an engine has ended that began without its seldom part (scripts/split-wasm.mjs): it has been asked for something that needs it. */
export const seldomNeeded = 'seldom.wasm is needed';

/** Counters and times for tests, the inspector and the benchmark. */
export type Statistics = Record<string, unknown>;
