// Keeps what a kiosk needs to start without a network: the page's own files, one version of them whole, and the pictures
// that were shown. It answers for the kiosk page only; articles and settings are the page's own
// matter (shelf.ts).

/** Paths beside this script with the SHA-256 of each, hexadecimal; put in by scripts/build-kiosk.mjs. */
declare const FILES: readonly (readonly [path: string, sha256: string])[];
declare const FILES_VERSION: string;

// The parts of the platform that TypeScript's list for windows does not have.
interface Client {
  readonly url: string;
}
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WorkerEvent {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}
interface Scope extends EventTarget {
  readonly location: Location;
  readonly clients: {
    get(id: string): Promise<Client | undefined>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
}
const scope = globalThis as unknown as Scope;

const base = new URL('.', scope.location.href);
const filesCache = `depesche-kiosk-files-${FILES_VERSION}`;
const picturesCache = 'depesche-kiosk-pictures';
const mostPictures = 200;
/** A picture that was asked for within this time is not asked for again. */
const freshMs = 60 * 60_000;

const files = new Set(FILES.map(([path]) => new URL(path, base).href));
const asked = new Map<string, number>();

/** All of them or none: with one missing or of another version the page goes on with those it has. */
async function install(): Promise<void> {
  const cache = await caches.open(filesCache);
  await Promise.all(
    FILES.map(async ([path, sha256]) => {
      const response = await fetch(new URL(path, base), { cache: 'no-cache' });
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      const bytes = await response.clone().arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const found = [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
      if (found !== sha256) throw new Error(`${path} is not of this version`);
      await cache.put(new URL(path, base), response);
    }),
  );
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('depesche-kiosk-files-') && name !== filesCache) await caches.delete(name);
  }
  await scope.clients.claim();
}

const isKiosk = (url: string): boolean => URL.canParse(url) && new URL(url).pathname.endsWith('/kiosk.html');

async function answer({ request, clientId }: RequestEvent): Promise<Response> {
  const address = withoutQuery(request.url);
  if (request.mode === 'navigate') return (isKiosk(address) && (await kept(address))) || fetch(request);
  // A Worker's script may come without a client: then the page that asks is the referrer.
  const client = clientId ? await scope.clients.get(clientId) : undefined;
  if (!isKiosk(client?.url ?? request.referrer)) return fetch(request);
  if (request.destination === 'image') return picture(request);
  return (await kept(address)) ?? fetch(request);
}

async function kept(address: string): Promise<Response | undefined> {
  return files.has(address) ? (await caches.open(filesCache)).match(address) : undefined;
}

function withoutQuery(address: string): string {
  const url = new URL(address);
  url.search = url.hash = '';
  return url.href;
}

/** At once from what is kept; asked for again in the background, for the next time. */
async function picture(request: Request): Promise<Response> {
  const cache = await caches.open(picturesCache);
  const before = await cache.match(request.url);
  if (!before) return renew(cache, request);
  const now = Date.now();
  if (now - (asked.get(request.url) ?? 0) > freshMs) {
    asked.set(request.url, now);
    void renew(cache, request).catch(() => {});
  }
  return before;
}

async function renew(cache: Cache, request: Request): Promise<Response> {
  const now = Date.now();
  const response = await fetch(request);
  if (response.ok || response.type === 'opaque') {
    asked.set(request.url, now);
    await cache.put(request.url, response.clone());
    await prune(cache);
  }
  return response;
}

/** Pictures that a page has shown before there was a worker for it: the browser has them still. */
async function keepPictures(addresses: readonly string[]): Promise<void> {
  const cache = await caches.open(picturesCache);
  const one = async (address: string): Promise<unknown> =>
    (await cache.match(address)) ?? renew(cache, new Request(address, { mode: 'no-cors' }));
  await Promise.allSettled(addresses.slice(0, mostPictures).map(one));
}

/** The oldest go. */
async function prune(cache: Cache): Promise<void> {
  const requests = await cache.keys();
  for (const request of requests.slice(0, Math.max(0, requests.length - mostPictures))) {
    asked.delete(request.url);
    await cache.delete(request);
  }
}

scope.addEventListener('install', event => (event as WorkerEvent).waitUntil(install()));
scope.addEventListener('activate', event => (event as WorkerEvent).waitUntil(activate()));
scope.addEventListener('message', event => {
  const { data, source } = event as MessageEvent<'activate' | { pictures: readonly string[] }>;
  if (data === 'activate') return void scope.skipWaiting();
  if (isKiosk((source as Client | null)?.url ?? '')) (event as WorkerEvent).waitUntil(keepPictures(data.pictures));
});
scope.addEventListener('fetch', event => {
  const { request } = event as RequestEvent;
  if (request.method === 'GET') (event as RequestEvent).respondWith(answer(event as RequestEvent));
});
