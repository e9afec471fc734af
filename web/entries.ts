// Entries of the timeline, by their authored ids: in the page layer, in the plain article, in what `depesche html` writes.

/** '' for an element in none. */
export const entryOf = (element: Element | undefined): string => element?.closest<HTMLElement>('[data-entry]')?.dataset['entry'] ?? '';

/** @param id  '' stands for all */
export const entriesIn = (root: Element, id = ''): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('[data-entry]')].filter(({ dataset }) => !id || dataset['entry'] === id);
