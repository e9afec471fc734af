// embed.html?src=…: one card in a frame, for pages that take no scripts. It is for frames without an origin
// (`sandbox="allow-scripts"`), too, and trusts nobody: it shows articles of its own server only (or of those that its
// page names), and tells its height and the reader's links to nobody but the page that it is in.
import { DepescheCard } from '../depesche.js';

/** What the address may say besides `src`: attributes of the card. */
const allowed = ['lang', 'theme', 'text-size', 'heading-level', 'variant'];

const { searchParams, origin } = new URL(location.href);
/** The page around, once it has greeted: where messages to it are addressed. */
let host = '';

function say(message: { depesche: string; height?: number; url?: string }): void {
  if (host) parent.postMessage(message, host);
}

function allowedSource(src: string): string | undefined {
  const own = document.querySelector<HTMLMetaElement>('meta[name=depesche-sources]')?.content.split(/\s+/) ?? [];
  if (!src || !URL.canParse(src, location.href)) return undefined;
  const url = new URL(src, location.href);
  return /^https?:$/.test(url.protocol) && [origin, ...own].includes(url.origin) ? url.href : undefined;
}

function show(): void {
  const src = allowedSource(searchParams.get('src') ?? '');
  if (!src) {
    const words = document.createElement('p');
    words.textContent = 'This page shows articles of its own server: embed.html?src=article.json';
    document.body.append(words);
    return;
  }
  const card = new DepescheCard();
  for (const name of allowed) {
    const value = searchParams.get(name);
    if (value !== null) card.setAttribute(name, value);
  }
  card.src = src;
  // In a sandbox a link leads nowhere, or into the frame: the page around opens it.
  card.addEventListener('linkclick', event => {
    const { url } = event.detail;
    event.preventDefault();
    if (host) say({ depesche: 'link', url });
    else open(url, '_blank', 'noopener');
  });
  card.addEventListener('load', () => (document.documentElement.lang = card.language));
  card.addEventListener('languagechange', ({ detail: { language } }) => (document.documentElement.lang = language));
  const tell = (): void => say({ depesche: 'height', height: Math.ceil(card.getBoundingClientRect().height) });
  new ResizeObserver(tell).observe(card);
  addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
    if (source !== parent || !isGreeting(data)) return;
    const only = searchParams.get('host');
    if (only && only !== from) return;
    host = from === 'null' ? '*' : from;
    document.body.className = 'hosted';
    tell();
  });
  // With nothing but the card, Chromium would find nothing to select that it could copy.
  const start = document.createElement('span');
  start.className = 'start';
  start.textContent = '\n';
  document.body.append(start, card);
  // Says nothing to anyone but that it is there.
  parent.postMessage({ depesche: 'ready' }, '*');
}

function isGreeting(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'depesche' in data && data.depesche === 'host';
}

show();
