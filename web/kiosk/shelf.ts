// The last good content, kept through loss of network, reload and reboot: in Cache Storage, where the browser gives it
// (https or localhost). Nothing here rejects: what cannot be read is not there, and what cannot be written is not kept.

export interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  /** When a server last said that this is the content: milliseconds since 1970. */
  confirmed: number;
}

const confirmedHeader = 'depesche-confirmed';
/** The times at which unchanged content was confirmed are written no more often: a kiosk's disk wears out. */
const timesEveryMs = 5 * 60_000;
/** For the browser's storage to answer. */
const mostMs = 10_000;

export class Shelf {
  readonly #name: string;
  /** By address. They count before those beside the content, which a clock may have written that was ahead. */
  #times: Promise<Map<string, number>> | undefined;
  #timesWritten = -Infinity;
  /** What could not be written, as on a full disk. */
  readonly #unwritten = new Map<string, Kept>();

  /** @param of  whose content it is: another kiosk of the same origin has its own */
  constructor(of: string) {
    this.#name = `depesche-kiosk-content ${of}`;
  }

  async get(url: string): Promise<Kept | undefined> {
    const confirmed = (await this.#confirmed()).get(url);
    const found = await inTime(this.#find(url)).catch(() => undefined);
    return found && { ...found, confirmed: confirmed ?? found.confirmed };
  }

  async #find(url: string): Promise<Kept | undefined> {
    for (const address of [url, spare(url)]) {
      try {
        const response = await (await caches.open(this.#name)).match(address);
        if (response) return { bytes: new Uint8Array(await response.arrayBuffer()), confirmed: Number(response.headers.get(confirmedHeader)) || 0 };
      } catch {
        // Then perhaps the other one.
      }
    }
    return undefined;
  }

  async put(url: string, kept: Kept): Promise<void> {
    this.#unwritten.set(url, kept);
    (await this.#confirmed()).set(url, kept.confirmed);
    // It is there for as long as the page lives, and tried again.
    await inTime(this.#write(url, kept)).catch(() => {});
  }

  async #write(url: string, kept: Kept): Promise<void> {
    const headers = { 'content-type': 'application/json', [confirmedHeader]: String(kept.confirmed) };
    const cache = await caches.open(this.#name);
    // A browser deletes what was there before it writes, and the power may go in between.
    await cache.put(spare(url), new Response(kept.bytes, { headers }));
    await cache.put(url, new Response(kept.bytes, { headers }));
    await cache.delete(spare(url));
    if (this.#unwritten.get(url) === kept) this.#unwritten.delete(url);
  }

  /** The content is as it was. */
  async confirm(url: string, confirmed: number): Promise<void> {
    (await this.#confirmed()).set(url, confirmed);
    const late = this.#unwritten.get(url);
    if (late) await this.put(url, { ...late, confirmed });
  }

  /**
   * After each round of questions. Forgets all but these, and writes when they were confirmed: who loses that loses minutes of an age.
   * @returns those that are kept, or tried again; nothing where that cannot be seen
   */
  async keepOnly(urls: ReadonlySet<string>): Promise<ReadonlySet<string> | undefined> {
    const times = await this.#confirmed();
    for (const known of [times, this.#unwritten]) for (const url of known.keys()) if (!urls.has(url)) known.delete(url);
    // Where this fails, nothing is kept anyway.
    return inTime(this.#tidy(urls, times)).catch(() => undefined);
  }

  async #tidy(urls: ReadonlySet<string>, times: ReadonlyMap<string, number>): Promise<ReadonlySet<string>> {
    const wanted = new Set([...urls].flatMap(url => (url ? [url, spare(url)] : [])));
    const cache = await caches.open(this.#name);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    for (const url of kept) if (!wanted.has(url)) await cache.delete(url);
    const now = performance.now();
    if (now - this.#timesWritten >= timesEveryMs) {
      this.#timesWritten = now;
      await (await caches.open(this.#timesName)).put(timesAddress, Response.json(Object.fromEntries(times)));
    }
    return new Set([...urls].filter(url => url && (kept.has(url) || kept.has(spare(url)) || this.#unwritten.has(url))));
  }

  get #timesName(): string {
    return this.#name.replace('content', 'confirmed');
  }

  #confirmed(): Promise<Map<string, number>> {
    return (this.#times ??= inTime(this.#readTimes()).catch(() => new Map<string, number>()));
  }

  async #readTimes(): Promise<Map<string, number>> {
    const response = await (await caches.open(this.#timesName)).match(timesAddress);
    const known: unknown = await response?.json();
    return new Map(Object.entries(known ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
  }
}

/** Rejects where the browser's storage takes so long that it may never answer: the kiosk is not to wait for it, nor the content to grow old. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('the storage does not answer')), mostMs)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The only entry of its cache, which wants an address. */
const timesAddress = '/depesche-kiosk-confirmed';

/** Where new content stands until it has taken the place of the old. */
function spare(url: string): string {
  const address = new URL(url);
  address.searchParams.append('depesche-spare', '');
  return address.href;
}
