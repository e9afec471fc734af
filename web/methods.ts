// What a host asks of a card seldom: the element's methods, in a module of their own.
import { askForBroken } from './broken_picture.js';
import type { Card } from './card.js';
import type { DepescheCard, ErrorDetail } from './element.js';
import { entriesIn } from './entries.js';
import type { Statistics } from './messages.js';
import { pause } from './system.js';
import { toPng as picture } from './to_png.js';

function needs(card: Card | undefined): asserts card {
  if (!card) throw new Error('the script of the card cannot be had');
}

/** The article has been shown or refused. */
function answered(host: DepescheCard): Promise<void> {
  return new Promise(done => {
    const ending = new AbortController();
    const told = ({ detail }: CustomEvent<Partial<ErrorDetail>>): void => {
      if (detail.type === 'resource') return;
      ending.abort();
      done();
    };
    host.addEventListener('load', told, { signal: ending.signal });
    host.addEventListener('error', told, { signal: ending.signal });
  });
}

/** What has been asked for so far is shown, or cannot be. */
async function settled(card: Card): Promise<void> {
  // Less and less often: the article may be long on its way, or wait for the card to be put back.
  for (let ms = 0; !card.isSettled; ms = Math.min(ms + 1, 500)) await pause(ms);
}

export async function reload(host: DepescheCard, card: Card | undefined): Promise<void> {
  needs(card);
  if (!host.isConnected || (!host.src && host.article == null)) return;
  askForBroken(card.box);
  const done = answered(host);
  if (!card.link) {
    if (card.page.engine?.failed) delete card.page.engine;
    void card.open();
  }
  void card.load('no-cache');
  await done;
}

export async function openEntry(
  host: DepescheCard,
  card: Card | undefined,
  id: string,
  open: boolean,
): Promise<boolean> {
  needs(card);
  await settled(card);
  if (!card.link || !card.height) return openPlainly(host, card, id, open);
  if (open) card.choose('variant', 'full');
  card.send(['open', id, open]);
  await settled(card);
  const [entry] = entriesIn(card.box, id);
  if (open && id && entry) {
    // The words and places of what has opened follow the pixels; not for ever, since a hidden page has no frames.
    for (let turns = 0; turns < 50 && card.box.querySelector('[aria-busy]'); turns++) await pause(10);
    bringIntoView(entry, '[aria-expanded]');
  }
  return entry !== undefined;
}

/** As much of the statement as there is room for, and in any case whose it is. */
function bringIntoView(entry: HTMLElement, whose: string): void {
  for (const part of [entry, entry.querySelector(whose)]) part?.scrollIntoView({ block: 'nearest' });
}

/** Where no card is painted: in the plain article, or the host's own children. */
function openPlainly(host: DepescheCard, { box }: Card, id: string, open: boolean): boolean {
  const entries = [...entriesIn(box.parentElement ?? box, id), ...entriesIn(host, id)];
  for (const entry of entries) for (const details of entry.querySelectorAll('details')) details.open = open;
  const [entry] = entries;
  if (open && id && entry) bringIntoView(entry, 'summary');
  return entry !== undefined;
}

export async function statistics({ link, layer: { patched, layerTime } }: Card): Promise<Statistics> {
  return { ...(await link?.statistics()), patched, layerTime };
}

export async function toPng(card: Card | undefined): Promise<Blob> {
  needs(card);
  await settled(card);
  const { link, height } = card;
  if (!link || !height) throw new Error('nothing is painted: there is no article, or no engine');
  return picture((...part) => link.paint(...part), card);
}
