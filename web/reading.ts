// What a card needs once there is something to read, and not before: to keep the reader's place, to follow the pointer, to
// copy, to be printed or shown in forced colours, to follow what the browser makes of the text, and to say why there is
// nothing to read. A module of its own, which loads beside the first pixels.
import adapt from './adapt.css';
import flow from './flow.css';
import css from './reading.css';
import { watchPictures } from './broken_picture.js';
import type { Card } from './card.js';
import { entriesIn, entryOf } from './entries.js';
import { clearField, onKey, toggleEntry } from './keys.js';
import type { CardEventDetails } from './element.js';
import { askOfLink } from './link_click.js';
import type { Command, Update } from './messages.js';
import { notice } from './notice.js';
import { copyText, selectedRange } from './page_copy.js';
import type { PageLayer } from './page_layer.js';
import { keepPlace, reveal, shiftOf } from './place.js';
import { watchPointer } from './pointer.js';
import type { Page } from './program.js';
import { SearchField } from './search_field.js';
import { SearchMarks } from './search_marks.js';
import type { NodeId, SemanticNode } from './semantic_patch.js';
import { Speech } from './speech.js';
import { addStyle } from './style.js';
import { TakeOver } from './take_over.js';
import { watchSystem } from './system_watch.js';
import { TextWatch } from './text_watch.js';

/** Which attribute would say the same as a control does. */
const settingOf: Readonly<Record<string, CardEventDetails['settingchange']['name']>> = { 'next-theme': 'theme', 'text-smaller': 'text-size', 'text-larger': 'text-size' };

const forcedColours = '(forced-colors: active)';

const style = css + flow + adapt;

/** Follows the reader of a card. */
export class Reading {
  readonly #card: Card;
  readonly #layer: PageLayer;
  readonly search: SearchField;
  readonly speech: Speech;
  readonly #marks: SearchMarks;
  readonly #watch: TextWatch;
  readonly #before: TakeOver;
  /** What holds since the last layout. */
  #chosen: Update['chosen'];
  /** Of it, what its page has not been told. */
  #untold: CardEventDetails['settingchange'][] = [];
  readonly shiftOf = shiftOf;

  constructor(card: Card, layer: PageLayer, page: Page) {
    const { root } = layer;
    this.#card = card;
    this.#layer = layer;
    addStyle(root.getRootNode() as ShadowRoot, style);
    watchPointer(card.box, (x, y, pressed) => card.send(['pointer', x, y, pressed]));
    watchLayer(root, by => card.send(['search_step', by]));
    const expect = async (language: string): Promise<void> => {
      // What cannot be had is asked for, or asked for again, when the language is chosen.
      if (await page.engine?.resources.preload(language)) card.send(['set', 'expected-language', language]);
    };
    // Who points at a language, or comes to it by keys, is likely to choose it.
    for (const type of ['pointerover', 'focusin']) {
      root.addEventListener(type, ({ target }) => {
        // That of the article's own language has no `lang`.
        const choice = target instanceof Element && target.closest<HTMLElement>('.language-choice[lang]');
        if (choice) void expect(choice.lang);
      });
    }
    this.#marks = new SearchMarks(layer, () => this.#isLayerSeen());
    this.#watch = new TextWatch(card.box, root, id => layer.node(id), () => this.#marks.refresh());
    layer.writes = this.#watch.write;
    this.search = new SearchField(root, query => card.send(['search', query, 0]));
    this.speech = new Speech(root, state => card.choose('speech', state));
    this.#before = new TakeOver(card, layer, card.box.parentElement ?? card.box);
  }

  /** Its text is read by eyes, too, and not the pixels. */
  #isLayerSeen(): boolean {
    const { root } = this.#layer;
    return root.isConnected && (this.#card.box.classList.contains('flow') || matchMedia(forcedColours).matches);
  }

  /** Follows the reader's system, and what the whole text is needed for at once, until `signal` aborts. */
  watchSystem(signal: AbortSignal): void {
    watchSystem(this.#card, signal);
    const refresh = (): void => this.#marks.refresh();
    matchMedia(forcedColours).addEventListener('change', refresh, { signal });
    signal.addEventListener('abort', refresh);
    refresh();
    for (const type of ['beforeprint', 'copy', 'click']) addEventListener(type, () => this.#layer.complete(), { capture: true, signal });
  }

  /**
   * Entries of the timeline that an update is about to open and close, by their authored ids.
   * @param used  the control that has led to the update
   */
  toggled({ semantics, chosen = {} }: Update, used?: NodeId): CardEventDetails['entrytoggle'][] {
    const name = settingOf[(used && this.#layer.node(used)?.action) || ''];
    const value = name && chosen[name];
    if (value && value !== this.#chosen?.[name]) this.#untold.push({ name, value });
    this.#chosen = chosen;
    if (semantics) this.#before.compare(semantics);
    const expandedOf = (node: SemanticNode | undefined): string | undefined => node?.attributes?.['aria-expanded'];
    return (semantics?.put ?? []).flatMap(node => {
      const before = expandedOf(this.#layer.node(node.id));
      if (node.action !== 'toggle-entry' || !before || before === expandedOf(node)) return [];
      return { entry: entryOf(this.#layer.element(node.id)), open: expandedOf(node) === 'true' };
    });
  }

  /** As keepPlace() of place.ts; from the words that were there first to the first pixels, too. */
  keepPlace(used?: NodeId): ReturnType<typeof keepPlace> {
    return this.#before.isBefore ? { used: undefined, restore: this.#before.begin() } : keepPlace(this.#card.box, this.#layer, used);
  }

  /** What an update has to say to the reader: by voice, in the search field, by going there. */
  tell(update: Update): void {
    const { announcement, search, reveal: place } = update;
    if (this.#isLayerSeen()) this.#layer.complete();
    this.#watch.look();
    this.#marks.take(update);
    if (announcement) announce(this.#layer.root, announcement);
    if (search) this.search.confirm(search.query, search.current);
    const { host } = this.#layer.root.getRootNode() as ShadowRoot;
    for (const detail of this.#untold.splice(0)) host.dispatchEvent(new CustomEvent('settingchange', { detail, bubbles: true, composed: true }));
    if (place) reveal(this.#card.box, place, this.#marks.place);
  }

  /** Whether the host lets the browser follow a link. */
  mayFollow(url: string, event: MouseEvent): boolean {
    return askOfLink((this.#layer.root.getRootNode() as ShadowRoot).host, url, event);
  }

  /** What the reader has opened and searches for: an engine that starts knows nothing of it. */
  kept(): Command[] {
    this.#layer.complete();
    const opened = entriesIn(this.#layer.root).filter(entry => entry.querySelector('[aria-expanded=true]'));
    return [...opened.map(({ dataset }) => ['open', dataset['entry'] ?? '', true] as const), ...this.search.kept()];
  }

  /** Puts a message above the card, or where one would be. What is read under it stays where it is, when it goes, too. */
  notice(frame: HTMLElement, language: string, reason: string): Pick<HTMLElement, 'remove'> {
    const element = notice(language, reason, frame.classList.contains('painted'));
    const inPlace = (change: () => void): void => {
      const { restore } = keepPlace(frame, this.#layer);
      change();
      restore();
    };
    inPlace(() => frame.prepend(element));
    return {
      remove: () => {
        if (element.isConnected) inPlace(() => element.remove());
      },
    };
  }

  /** Gives an article the focus, which the control that opened it has lost. */
  focusOn(article: HTMLElement | undefined): void {
    if (!article) return;
    article.tabIndex = -1;
    article.focus({ preventScroll: true });
  }
}

/** Says a text through the live region of a layer. */
function announce(layer: HTMLElement, text: string): void {
  const status = layer.querySelector('.status');
  // The same words again would be no change.
  if (status) status.textContent = text === status.textContent ? `${text}\u00a0` : text;
}

/** @param step  to the next match of the search, or the one before */
function watchLayer(layer: HTMLElement, step: (by: 1 | -1) => void): void {
  watchPictures(layer);
  layer.addEventListener('keydown', event => onKey(event, step));
  layer.addEventListener('copy', event => copySelection(event, layer));
  layer.addEventListener('click', ({ target }) => {
    const field = target instanceof Element && target.closest('[data-action=search-clear]') && layer.querySelector('input');
    if (field) clearField(field);
  });
  // The browser's find, or a text fragment, has met a word of a closed statement.
  layer.addEventListener('beforematch', ({ target }) => {
    if (target instanceof Element) toggleEntry(target, 'false');
  });
}

/** Puts what is selected in `layer` on the clipboard as the article's own words and elements. */
function copySelection(event: ClipboardEvent, layer: HTMLElement): void {
  const range = selectedRange(layer);
  if (event.target instanceof HTMLInputElement || !range || !event.clipboardData) return;
  const { text, html } = copyText(range);
  event.clipboardData.setData('text/plain', text);
  event.clipboardData.setData('text/html', html);
  event.preventDefault();
}
