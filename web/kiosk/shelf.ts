// The last good content, kept through loss of network, reload and reboot: Cache Storage where the browser gives it
// (https or localhost), otherwise only for as long as the page lives.

export interface Kept {
  bytes: Uint8Array<ArrayBuffer>;
  /** When a server last said that this is the content: milliseconds since 1970. */
  confirmed: number;
}

const name = 'depesche-kiosk-content';
const confirmedHeader = 'depesche-confirmed';

export class Shelf {
  readonly #memory = new Map<string, Kept>();

  /** Never rejects; what cannot be read is not there. */
  async get(url: string): Promise<Kept | undefined> {
    const known = this.#memory.get(url);
    if (known) return known;
    try {
      const response = await (await caches.open(name)).match(url);
      if (!response) return undefined;
      const kept = {
        bytes: new Uint8Array(await response.arrayBuffer()),
        confirmed: Number(response.headers.get(confirmedHeader)) || 0,
      };
      this.#memory.set(url, kept);
      return kept;
    } catch {
      return undefined;
    }
  }

  /** @returns whether it will be there after a reboot */
  async put(url: string, kept: Kept): Promise<boolean> {
    this.#memory.set(url, kept);
    try {
      const headers = { 'content-type': 'application/json', [confirmedHeader]: String(kept.confirmed) };
      await (await caches.open(name)).put(url, new Response(kept.bytes, { headers }));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets all but these. */
  async keepOnly(urls: ReadonlySet<string>): Promise<void> {
    for (const url of this.#memory.keys()) if (!urls.has(url)) this.#memory.delete(url);
    try {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (!urls.has(url)) await cache.delete(url);
    } catch {
      // Then nothing is kept anyway.
    }
  }
}
