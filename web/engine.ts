// One engine a page, however many cards and copies of the script: starts the WASM, brings it the resources that cards
// need, and tells the cards when it ends. Its methods take and give plain data and promises (pixels are lent to a
// callback), so that the module can move to a Worker without its callers noticing.
import type { Command, Statistics, Update } from './messages.js';
import { Resources } from './resources.js';
import { loadProgram, WasmEngine, type Program } from './wasm.js';

export interface Listener {
  /** What the card asked for has come, or is `missing`: an update gives something new. */
  changed(missing: readonly string[]): void;
  /** The engine has ended and the link with it. Opening again works once: then a new one starts. */
  lost(error: unknown): void;
}

/** A card's end of the line. Every promise rejects once the engine has ended; `lost` has been called by then. */
export interface CardLink {
  /** Runs the commands in order, does the outstanding work and says what changed. */
  update(commands: readonly Command[]): Promise<Update>;
  /** Paints a rectangle of device pixels. `take` gets them for as long as it runs; it is not called when refused. */
  paint(
    x: number,
    y: number,
    width: number,
    height: number,
    dpr: number,
    take: (pixels: ImageData) => void,
  ): Promise<void>;
  statistics(): Promise<Statistics>;
  close(): void;
}

interface Instance {
  wasm: WasmEngine;
  listeners: Set<Listener>;
  /** Resources given to this instance; false: could not be had. Pending ones are promises. */
  brought: Map<string, boolean | Promise<boolean>>;
  ended?: unknown;
}

export class Engine {
  readonly resources: Resources;
  readonly #base: URL;
  #program: Promise<Program> | undefined;
  #instance: Promise<Instance> | undefined;
  #restarts = 1;

  constructor(base: URL) {
    this.#base = base;
    this.resources = new Resources(base);
  }

  async open(listener: Listener): Promise<CardLink> {
    const instance = await (this.#instance ??= this.#start());
    const card = this.#run(instance, wasm => wasm.create());
    instance.listeners.add(listener);
    return {
      update: async commands =>
        this.#run(instance, wasm => {
          for (const command of commands) wasm.run(card, command);
          const update = wasm.update(card);
          if (update.needs) void this.#bring(instance, update.needs, listener);
          return update;
        }),
      paint: async (x, y, width, height, dpr, take) =>
        this.#run(instance, wasm => {
          const pixels = wasm.paint(card, x, y, width, height, dpr);
          if (pixels) take(pixels);
        }),
      statistics: async () => this.#run(instance, wasm => wasm.statistics(card)),
      close: () => {
        instance.listeners.delete(listener);
        if (instance.ended === undefined) {
          try {
            this.#run(instance, wasm => wasm.destroy(card));
          } catch {
            // The other cards have been told.
          }
        }
      },
    };
  }

  async #start(): Promise<Instance> {
    const program = await (this.#program ??= loadProgram(this.#base));
    return { wasm: await WasmEngine.start(program), listeners: new Set(), brought: new Map() };
  }

  #run<T>(instance: Instance, work: (wasm: WasmEngine) => T): T {
    if (instance.ended !== undefined) throw instance.ended;
    try {
      return work(instance.wasm);
    } catch (error) {
      instance.ended = error;
      // After the last restart the ended instance stays and refuses every card.
      if (this.#restarts-- > 0) this.#instance = undefined;
      for (const listener of instance.listeners) queueMicrotask(() => listener.lost(error));
      throw error;
    }
  }

  /** Fetches in parallel, and tells the card once, when all is there. */
  async #bring(instance: Instance, paths: readonly string[], listener: Listener): Promise<void> {
    const settled = await Promise.all(
      paths.map(path => {
        const brought = instance.brought.get(path);
        if (brought !== undefined) return brought;
        const bringing = this.#give(instance, path);
        instance.brought.set(path, bringing);
        return bringing;
      }),
    );
    if (instance.listeners.has(listener)) listener.changed(paths.filter((_, index) => !settled[index]));
  }

  async #give(instance: Instance, path: string): Promise<boolean> {
    const bytes = await this.resources.load(path);
    let taken = false;
    try {
      taken = this.#run(instance, wasm => {
        if (bytes && wasm.provide(path, bytes)) return true;
        wasm.fail(path);
        return false;
      });
    } catch {
      // The cards have been told.
    }
    instance.brought.set(path, taken);
    return taken;
  }
}

/** The page's engine. The first card decides where it comes from. */
export function pageEngine(base: URL): Engine {
  const page = globalThis as unknown as Record<symbol, Engine | undefined>;
  return (page[Symbol.for(`depesche ${VERSION}`)] ??= new Engine(base));
}
