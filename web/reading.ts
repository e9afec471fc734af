// What a card needs once there is something to read, and not before: to keep the reader's place, to follow the pointer, to
// copy, to be printed or shown in forced colours, to follow what the browser makes of the text, and to say why there is
// nothing to read. A module of its own, which loads beside the first pixels.
import adapt from './adapt.css';
import flow from './flow.css';
import css from './reading.css';
import { onKey, toggleEntry } from './keys.js';
import { copyText, selectedRange } from './page_copy.js';
import type { PageLayer } from './page_layer.js';

export { notice } from './notice.js';
export { keepPlace, reveal, shiftOf } from './place.js';
export { watchSystem } from './system.js';
export { watchPointer } from './pointer.js';
export { Speech } from './speech.js';
export { TextWatch } from './text_watch.js';

/** Shared by the page's cards. */
export const readingSheet = new CSSStyleSheet();
readingSheet.replaceSync(css + flow + adapt);

/** @param step  to the next match of the search, or the one before */
export function watchLayer(layer: PageLayer, step: (by: 1 | -1) => void): void {
  const { root } = layer;
  root.addEventListener('keydown', event => onKey(event, layer, step));
  root.addEventListener('copy', event => copySelection(event, root));
  // The browser's find, or a text fragment, has met a word of a closed statement.
  root.addEventListener('beforematch', ({ target }) => {
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
