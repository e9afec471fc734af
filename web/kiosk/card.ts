// Makes cards. Each is new: nothing of the last reader's can be left in it, neither open entries nor a search, a text
// size or a selection.
import type { DepescheCard, ErrorDetail } from '../element.js';
import { make, nextFrame, within } from './dom.js';
import type { Article } from './library.js';
import { tellBroken } from './service.js';
import type { Settings } from './settings.js';

/** WCAG 2.2, success criterion 2.5.5, in pixels of the screen. */
const leastTarget = 44;
/** The card's own least. */
const cardTarget = 36;

/** The screen's shorter side in pixels of the design: a screen of 1080 by 1920 is drawn at 1.5. */
const shorterSide = 720;

/** CSS pixels of the screen for one of the design: reading sizes for a metre's distance, whatever the resolution. */
export function scaleFor(settings: Settings | undefined): number {
  const scale = (Math.min(innerWidth, innerHeight) / shorterSide) * ((settings?.scalePercent ?? 100) / 100);
  return Math.round(Math.min(8, Math.max(0.5, scale)) * 100) / 100;
}

/** @param isLast  the engine or the card's own script cannot be had, and the card does not try again */
export type OnError = (error: ErrorDetail, isLast: boolean) => void;

export function makeCard(article: Article, language: string, settings: Settings, onError: OnError): DepescheCard {
  const card = document.createElement('depesche-card') as DepescheCard;
  card.lang = language;
  card.setAttribute('theme', settings.theme);
  card.setAttribute('text-size', settings.textSize);
  card.setAttribute('target-size', String(Math.max(cardTarget, Math.ceil(leastTarget / scaleFor(settings)))));
  // The address only says where pictures are; the text is the one that was checked.
  card.setAttribute('src', article.url);
  card.article = article.json;
  card.addEventListener('error', ({ detail }) => onError(detail, detail.type === 'engine' && !card.shadowRoot?.querySelector('.frame:not(.alone) > .card')));
  return card;
}

/** A card that nobody sees before it is painted needs no plain words: with a poster it builds none. */
export function makeCoveredCard(...made: Parameters<typeof makeCard>): DepescheCard {
  const card = makeCard(...made);
  card.append(make('span', { slot: 'poster' }));
  return card;
}

/** Until the card is painted or shows an error, or `signal` aborts, which lets go of the card; not for ever. */
export async function shown(card: DepescheCard, signal: AbortSignal, mostMs = 15_000): Promise<void> {
  // A listener that is left holds all that the one who waits has.
  const listening = new AbortController();
  const told = new Promise(done => {
    for (const type of ['load', 'error']) card.addEventListener(type, done, { signal: listening.signal });
  });
  await within(mostMs, signal, told);
  listening.abort();
  // Its pixels come a few frames after it is laid out.
  for (let frame = 0; frame < 60 && !signal.aborted && !card.shadowRoot?.querySelector('.painted'); frame++) await nextFrame();
}

/** Waits for the language that was set last; not for long, and not in plain words, which do not tell theirs. */
export async function inLanguage(card: DepescheCard, language: () => string, signal: AbortSignal): Promise<void> {
  for (let frame = 0; frame < 60 && !signal.aborted && card.language && card.language !== language(); frame++) await nextFrame();
}

/** Lets a card set its article in all of its languages, as if a reader pointed at each. */
export function expectLanguages(card: DepescheCard): void {
  for (const choice of card.shadowRoot?.querySelectorAll('.language-choice') ?? []) choice.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
}

/** Fetches all pictures, also those far down: the service worker keeps them for when there is no network. */
export function fetchPictures(card: DepescheCard): void {
  for (const image of card.shadowRoot?.querySelectorAll('img') ?? []) {
    image.loading = 'eager';
    if (!image.complete) image.addEventListener('error', () => tellBroken(image), { once: true });
    else if (image.naturalWidth === 0) tellBroken(image);
  }
}
