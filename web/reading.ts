// What a card needs once there is something to read, and not before: to keep the reader's place, to follow the pointer, to
// copy, to be printed or shown in forced colours, to follow what the browser makes of the text, and to say why there is
// nothing to read. A module of its own, which loads beside the first pixels.
import adapt from './adapt.css';
import flow from './flow.css';
import css from './reading.css';
import { watchPictures } from './broken_picture.js';
import { clearField, onKey, toggleEntry } from './keys.js';
import { copyText, selectedRange } from './page_copy.js';

export { notice } from './notice.js';
export { keepPlace, reveal, shiftOf } from './place.js';
export { watchSystem } from './system.js';
export { watchPointer } from './pointer.js';
export { SearchField } from './search_field.js';
export { Speech } from './speech.js';
export { TextWatch } from './text_watch.js';

/** Shared by the page's cards. */
export const readingSheet = new CSSStyleSheet();
readingSheet.replaceSync(css + flow + adapt);

/** @param step  to the next match of the search, or the one before */
export function watchLayer(layer: HTMLElement, step: (by: 1 | -1) => void): void {
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
