import type { CardEventDetails } from './element.js';

/**
 * Tells the page of a link that the reader is about to follow, by an event of the element.
 * @return false: the page keeps the browser from following
 */
export function askOfLink(host: Element, url: string, { button, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const newTab = button > 0 || ctrlKey || metaKey || shiftKey;
  const detail: CardEventDetails['linkclick'] = { url, newTab };
  return host.dispatchEvent(new CustomEvent('linkclick', { detail, bubbles: true, composed: true, cancelable: true }));
}
