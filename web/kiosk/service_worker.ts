// Keeps what a kiosk needs to start without a network: the page's own files, one version of them whole, and the pictures
// that were shown. It answers for the kiosk page only; articles and settings are the page's own
// matter (shelf.ts).

/** Paths beside this script with the SHA-256 of each, hexadecimal; put in by scripts/build-kiosk.mjs. */
declare const FILES: readonly (readonly [path: string, sha256: string])[];
declare const FILES_VERSION: string;

// The parts of the platform that TypeScript's list for windows does not have.
interface Client {
  readonly url: string;
  postMessage(message: string): void;
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
const askedHeader = 'depesche-asked';

const files = new Set(FILES.map(([path]) => new URL(path, base).href));
/** When pictures were asked for that do not bear it themselves: other origins' without CORS, and those that did not come. */
const asked = new Map<string, number>();

/**
 * Fetches those that are not kept, of this version. As an installation it is all of them or none: with one missing or of another version the
 * page goes on with those it has. Browsers throw away all that an origin has when a disk fills up, so it is done again later.
 */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(filesCache);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  await Promise.all(
    FILES.filter(([path]) => !kept.has(new URL(path, base).href)).map(async ([path, sha256]) => {
      const response = await fetch(new URL(path, base), { cache: 'no-cache' });
      if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
      const bytes = await response.arrayBuffer();
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const found = [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('');
      if (found !== sha256) throw new Error(`${path} is not of this version`);
      // Not the answer itself: one that came by way of another address is none to a page that is opened.
      await cache.put(new URL(path, base), new Response(bytes, { headers: response.headers }));
    }),
  );
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith('depesche-kiosk-files-') && name !== filesCache) await caches.delete(name);
  }
  await scope.clients.claim();
}

const kiosk = new URL('kiosk.html', base).href;
const isKiosk = (url: string): boolean => URL.canParse(url) && fileOf(url) === kiosk;

async function answer(event: RequestEvent): Promise<Response> {
  const { request, clientId } = event;
  const address = fileOf(request.url);
  if (request.mode === 'navigate') return (isKiosk(address) && (await kept(address))) || fetch(request);
  // A Worker's script may come without a client: then the page that asks is the referrer.
  const client = clientId ? await scope.clients.get(clientId) : undefined;
  if (!isKiosk(client?.url ?? request.referrer)) return fetch(request);
  if (request.destination === 'image') return picture(event);
  return (await kept(address)) ?? fetch(request);
}

async function kept(address: string): Promise<Response | undefined> {
  return files.has(address) ? find(filesCache, address) : undefined;
}

/** Nothing as well where the browser's storage fails: the network may be there. */
async function find(name: string, address: string): Promise<Response | undefined> {
  try {
    return await (await caches.open(name)).match(address);
  } catch {
    return undefined;
  }
}

/** Without its query; there are servers that leave the ending of a page out, and lead to its address without. */
function fileOf(address: string): string {
  const url = new URL(address);
  url.search = url.hash = '';
  return `${url.href}.html` === kiosk ? kiosk : url.href;
}

/** At once from what is kept; asked for again in the background, for the next time. */
async function picture(event: RequestEvent): Promise<Response> {
  const { request } = event;
  const before = await find(picturesCache, request.url);
  if (before && isFresh(request.url, before)) return before;
  asked.set(request.url, Date.now());
  if (before) {
    event.waitUntil(ask(request).then(response => keepPicture(request.url, response, before)).catch(() => {}));
    return before;
  }
  const response = await ask(request);
  // The reader does not wait for the disk, nor is a full one the reader's matter.
  event.waitUntil(keepPicture(request.url, response.clone(), before).catch(() => {}));
  return response;
}

function isFresh(address: string, response: Response): boolean {
  const since = Date.now() - Math.max(asked.get(address) ?? 0, Number(response.headers.get(askedHeader)));
  return since >= 0 && since < freshMs;
}

/** Only with CORS is it seen whether another origin's answer is the picture or an error; not all servers give it. */
async function ask(request: Request): Promise<Response> {
  const response = await fetch(new Request(request, { mode: 'cors', credentials: 'same-origin' })).catch(() => undefined);
  return response ?? fetch(request);
}

/** @param before  what is kept; an answer that does not say what it is never takes its place */
async function keepPicture(address: string, response: Response, before: Response | undefined): Promise<void> {
  const isHidden = response.type === 'opaque';
  // A page in the place of a picture is an error, too, whatever its status says.
  const isPicture = response.ok && !response.headers.get('content-type')?.startsWith('text/html');
  if (isHidden ? before : !isPicture) return;
  const cache = await caches.open(picturesCache);
  await cache.put(address, isHidden ? response : stamped(response));
  await prune(cache);
}

/** With the time at which it was asked for: the worker's own memory ends with it, half a minute after its last answer. */
function stamped(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set(askedHeader, String(Date.now()));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** Pictures that a page has shown before there was a worker for it: the browser has them still. */
async function keepPictures(addresses: readonly string[]): Promise<void> {
  const one = async (address: string): Promise<void> => {
    if (await find(picturesCache, address)) return;
    await keepPicture(address, await ask(new Request(address, { mode: 'no-cors' })), undefined);
  };
  await Promise.allSettled(addresses.slice(0, mostPictures).map(one));
}

/** What was kept without knowing what it is, and is no picture. */
async function forgetPicture(address: string): Promise<void> {
  if ((await find(picturesCache, address))?.type === 'opaque') await (await caches.open(picturesCache)).delete(address);
}

/** The oldest go. */
async function prune(cache: Cache): Promise<void> {
  const requests = await cache.keys();
  for (const request of requests.slice(0, Math.max(0, requests.length - mostPictures))) {
    asked.delete(request.url);
    await cache.delete(request);
  }
}

scope.addEventListener('install', event => (event as WorkerEvent).waitUntil(keepFiles()));
scope.addEventListener('activate', event => (event as WorkerEvent).waitUntil(activate()));
scope.addEventListener('message', event => {
  const { data, source } = event as MessageEvent<'activate' | 'complete' | { pictures: readonly string[] } | { broken: string }>;
  if (data === 'activate') return void scope.skipWaiting();
  const client = source as Client | null;
  if (!client || !isKiosk(client.url)) return;
  const work = (): Promise<void> => {
    if (data === 'complete') return keepFiles().catch((error: unknown) => client.postMessage(String(error)));
    return ('broken' in data ? forgetPicture(data.broken) : keepPictures(data.pictures)).catch(() => {});
  };
  (event as WorkerEvent).waitUntil(work());
});
scope.addEventListener('fetch', event => {
  const { request } = event as RequestEvent;
  if (request.method === 'GET') (event as RequestEvent).respondWith(answer(event as RequestEvent));
});
