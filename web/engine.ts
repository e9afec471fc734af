// One engine a page, however many cards and copies of the script, in a Worker where the page may have one. This is the
// page's side: it starts the thread, brings it the resources that cards need, and tells the cards when it ends.
// Resources are fetched here and not in the Worker: the page's policy is the one that the host wrote, the fetching begins
// before the Worker does, and the page needs the bytes of the fonts anyway.
import { type Answer, type Call, type Command, type EngineCalls, type Rect, type Statistics, type Update, seldomNeeded } from './messages.js';
import type { Page } from './program.js';
import { Resources } from './resources.js';
import { pause } from './system.js';

export interface Listener {
  /** What the card asked for has come, or is `missing`: an update gives something new. */
  changed(missing: readonly string[]): void;
  /**
   * The engine has ended and the link with it. Opening again works once: then a new one starts.
   * @param error  false: no fault, but it has to begin once more, with its seldom part
   */
  lost(error: unknown): void;
}

/** A card's end of the line. Every promise rejects once the engine has ended; `lost` has been called by then. */
export interface CardLink {
  /** Runs the commands in order, does the outstanding work and says what changed. */
  update(commands: readonly Command[]): Promise<Update>;
  /** Paints rectangles of device pixels; nothing where one is refused. */
  paint(dpr: number, rects: readonly Rect[]): Promise<(ImageData | null)[]>;
  /** Takes back what was painted and is not needed any more. */
  reuse(painted: readonly (ImageData | null)[]): void;
  statistics(): Promise<Statistics>;
  close(): void;
}

/** Of its kind there is one: a name may be forbidden a second time. */
let policy: ReturnType<NonNullable<typeof trustedTypes>['createPolicy']> | undefined;

/** A Worker that has begun. Rejects where the policy, the browser or the network does not let it. */
function startWorker(url: string): Promise<Worker> {
  return new Promise((resolve, reject) => {
    // Under `require-trusted-types-for 'script'` a Worker's address is one of the things that must be trusted.
    policy ??= globalThis.trustedTypes?.createPolicy('depesche', { createScriptURL: text => text });
    const worker = new Worker((policy?.createScriptURL(url) ?? url) as string, { type: 'module' });
    worker.onmessage = () => resolve(worker);
    worker.onerror = event => {
      event.preventDefault();
      reject(event);
    };
  });
}

/** The same engine in the page's own thread. */
async function startHere(): Promise<MessagePort> {
  const { serve } = await import('./engine_thread.js');
  const { port1, port2 } = new MessageChannel();
  serve(port2);
  return port1;
}

/** No call takes as long (an article is cut before, widget/content/limits.h), ms. */
const longestCall = 15_000;

class Thread {
  readonly #port: Worker | MessagePort;
  readonly #waiting = new Map<number, { resolve(value: never): void; reject(error: unknown): void }>();
  #last = 0;
  #watched = false;

  /** @param worker  address of the Worker's script; 'none': no Worker */
  static async start(worker: string): Promise<Thread> {
    const started = worker === 'none' ? startHere() : startWorker(worker || new URL('./engine_thread.js', import.meta.url).href).catch(startHere);
    return new Thread(await started);
  }

  private constructor(port: Worker | MessagePort) {
    this.#port = port;
    port.onmessage = ({ data: [number, value, error] }: MessageEvent<Answer>) => {
      const call = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error === undefined) call?.resolve(value as never);
      else call?.reject(error);
    };
    // The Worker itself has died.
    (port as Worker).onerror = ({ message }) => this.#refuse(message);
  }

  /** A thread may go without a word. Counts the time in which it could have answered: a machine may sleep. */
  #watch(): void {
    if (this.#watched) return;
    this.#watched = true;
    const oldest = this.#last;
    AbortSignal.timeout(longestCall).onabort = () => {
      this.#watched = false;
      if (this.#waiting.has(oldest)) this.#refuse('no answer');
      else if (this.#waiting.size > 0) this.#watch();
    };
  }

  #refuse(reason: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(reason);
  }

  /** Gives its memory back. Who still waits is refused: a Worker's answers end with it. */
  end(reason: unknown): void {
    (this.#port as Partial<Worker>).terminate?.();
    this.#refuse(reason);
  }

  call<Result>(...call: Call[1]): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(++this.#last, { resolve, reject });
      const lent = (call as readonly unknown[]).flat().filter(value => value instanceof ArrayBuffer);
      this.#port.postMessage([this.#last, call] satisfies Call, lent);
      this.#watch();
    });
  }
}

interface Instance {
  thread: Thread;
  /** Of the open cards; none once it has ended. */
  listeners: Set<Listener>;
  /** Resources given to this instance, or on their way to it; false: could not be had. */
  brought: Map<string, Promise<boolean>>;
  /** Has the seldom part. */
  whole: boolean;
  ended?: unknown;
}

/** Until what could not start is started once more, ms. */
const tryAgain = 1000;

/** Languages whose text takes the seldom part. */
const rightToLeft = /^(ar|fa|he|ur|yi)\b/i;

/** Bytes of a tile whose room is kept: one of a large window has less. */
const mostRoom = 4 << 20;

export class Engine {
  readonly resources: Resources;
  /**
   * Pixels that have been shown, for the next ones: fresh room costs more than what is painted into it, as the system gives it page
   * by page, filled with zeros.
   */
  readonly #room = new Set<ArrayBuffer>();
  readonly #page: Page;
  readonly #worker: string;
  /** From the moment on that a card asks for it, until it ends. */
  running: Promise<Instance> | undefined;
  /** The next one starts with the seldom part, too. */
  #whole = false;
  #restarts = 1;
  /** It could not start, or has ended for good. */
  failed = false;

  constructor(page: Page, worker: string) {
    this.#page = page;
    this.#worker = worker;
    this.resources = new Resources(page.base);
  }

  /** An article in `language` is about to come. */
  expect(language: string): void {
    void this.resources.preload(language);
    // Otherwise it would begin twice.
    this.#whole ||= rightToLeft.test(language);
  }

  async open(listener: Listener): Promise<CardLink> {
    const start = (): Promise<Instance> => this.#start();
    // A network that was gone for a moment is no reason to do without.
    const instance = await (this.running ??= start().catch(() => pause(tryAgain).then(start)).catch((error: unknown) => {
      this.failed = true;
      throw error;
    }));
    const card: number = await this.#call(instance, 'create');
    instance.listeners.add(listener);
    return {
      update: async commands => {
        const update = JSON.parse(await this.#call(instance, 'update', card, commands)) as Update;
        if (update.needs) void this.#bring(instance, update.needs, listener);
        return update;
      },
      paint: async (dpr, rects) => {
        const room = rects.map(([, , width, height]) => {
          const spare = [...this.#room].find(({ byteLength }) => byteLength >= width * height * 4);
          if (spare) this.#room.delete(spare);
          return spare;
        });
        const painted: Awaited<ReturnType<EngineCalls['paint']>> = await this.#call(instance, 'paint', card, dpr, rects, room);
        return painted.map((pixels, index) => pixels && new ImageData(pixels, rects[index]?.[2] ?? 0));
      },
      reuse: painted => {
        for (const image of painted) if (image && image.data.length <= mostRoom) this.#room.add(image.data.buffer);
        for (const buffer of this.#room) if (this.#room.size > 3) this.#room.delete(buffer);
      },
      statistics: () => this.#call(instance, 'statistics', card),
      close: () => {
        instance.listeners.delete(listener);
        // If it ends with this, the other cards are told.
        this.#call(instance, 'destroy', card).catch(() => {});
      },
    };
  }

  async #start(): Promise<Instance> {
    const whole = this.#whole;
    const starting = Thread.start(this.#worker);
    try {
      const [program, seldom, thread] = await Promise.all([
        this.#page.program,
        whole ? import('./seldom.js').then(({ seldomCode }) => seldomCode(this.#page.base)) : undefined,
        starting,
      ]);
      await thread.call('start', program, seldom);
      return { thread, listeners: new Set(), brought: new Map(), whole };
    } catch (error) {
      starting.then(thread => thread.end(error), () => {});
      throw error;
    }
  }

  async #call<Result>(instance: Instance, ...call: Call[1]): Promise<Result> {
    try {
      if (instance.ended !== undefined) throw instance.ended;
      return await instance.thread.call<Result>(...call);
    } catch (error) {
      if (instance.ended === undefined) {
        const isFault = instance.whole || !String(error).endsWith(seldomNeeded);
        instance.ended = isFault && error;
        this.#whole ||= !isFault;
        // After the last restart the ended instance stays and refuses every card.
        if (!isFault || this.#restarts-- > 0) this.running = undefined;
        else this.failed = true;
        for (const listener of instance.listeners) queueMicrotask(() => listener.lost(instance.ended));
        instance.listeners.clear();
        instance.thread.end(instance.ended);
      }
      throw error;
    }
  }

  /** Fetches in parallel, and tells the card once, when all is there. */
  async #bring(instance: Instance, paths: readonly string[], listener: Listener): Promise<void> {
    const settled = await Promise.all(
      paths.map(path => {
        const brought = instance.brought.get(path) ?? this.#give(instance, path);
        instance.brought.set(path, brought);
        return brought;
      }),
    );
    this.resources.showFonts();
    if (instance.listeners.has(listener)) listener.changed(paths.filter((_, index) => !settled[index]));
  }

  async #give(instance: Instance, path: string): Promise<boolean> {
    const bytes = await this.resources.load(path);
    let taken = false;
    try {
      taken = bytes !== null && (await this.#call(instance, 'provide', path, bytes));
      if (!taken) await this.#call(instance, 'fail', path);
    } catch {
      // The cards have been told.
    }
    return taken;
  }
}
