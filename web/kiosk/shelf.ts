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

export class Shelf {
  readonly #name: string;
  /** By address, newer than those beside the content. */
  #times: Promise<Map<string, number>> | undefined;
  #timesWritten = -Infinity;
  /** What could not be written, as on a full disk. */
  readonly #unwritten = new Map<string, Kept>();

  /** @param of  whose content it is: another kiosk of the same origin has its own */
  constructor(of: string) {
    this.#name = `depesche-kiosk-content ${of}`;
  }

  async get(url: string): Promise<Kept | undefined> {
    const confirmed = (await this.#confirmed()).get(url) ?? 0;
    for (const address of [url, spare(url)]) {
      try {
        const response = await (await caches.open(this.#name)).match(address);
        if (!response) continue;
        const bytes = new Uint8Array(await response.arrayBuffer());
        return { bytes, confirmed: Math.max(confirmed, Number(response.headers.get(confirmedHeader)) || 0) };
      } catch {
        // Then perhaps the other one.
      }
    }
    return undefined;
  }

  async put(url: string, kept: Kept): Promise<void> {
    const { bytes, confirmed } = kept;
    this.#unwritten.set(url, kept);
    try {
      const headers = { 'content-type': 'application/json', [confirmedHeader]: String(confirmed) };
      const cache = await caches.open(this.#name);
      // A browser deletes what was there before it writes, and the power may go in between.
      await cache.put(spare(url), new Response(bytes, { headers }));
      await cache.put(url, new Response(bytes, { headers }));
      await cache.delete(spare(url));
      this.#unwritten.delete(url);
    } catch {
      // It is there for as long as the page lives, and tried again.
    }
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
    const wanted = new Set([...urls].flatMap(url => (url ? [url, spare(url)] : [])));
    try {
      const cache = await caches.open(this.#name);
      const kept = new Set((await cache.keys()).map(({ url }) => url));
      for (const url of kept) if (!wanted.has(url)) await cache.delete(url);
      const now = performance.now();
      if (now - this.#timesWritten >= timesEveryMs) {
        this.#timesWritten = now;
        await (await caches.open(this.#timesName)).put(timesAddress, Response.json(Object.fromEntries(times)));
      }
      return new Set([...urls].filter(url => url && (kept.has(url) || kept.has(spare(url)) || this.#unwritten.has(url))));
    } catch {
      // Then nothing is kept anyway.
      return undefined;
    }
  }

  get #timesName(): string {
    return this.#name.replace('content', 'confirmed');
  }

  #confirmed(): Promise<Map<string, number>> {
    return (this.#times ??= (async () => {
      try {
        const response = await (await caches.open(this.#timesName)).match(timesAddress);
        const known: unknown = await response?.json();
        return new Map(Object.entries(known ?? {}).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
      } catch {
        return new Map<string, number>();
      }
    })());
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
