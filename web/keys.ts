// Keys in the page layer: within a group of choices as readers know them from radio buttons, in the search field, and
// Escape, which closes what is open. All others, and all with a modifier, are the host page's.

/** @param step  to the next match of the search, or the one before */
export function onKey(event: KeyboardEvent, step: (by: 1 | -1) => void): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement) || event.defaultPrevented || event.isComposing) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof HTMLInputElement) {
    if (key === 'Enter' && target.value) step(event.shiftKey ? -1 : 1);
    else if (key === 'Escape' && target.value) clearField(target);
    else return;
  } else if (key === 'Escape') {
    if (!toggleEntry(target, 'true')) return;
  } else if (!moveInGroup(target, key)) {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** Ends the search; the focus goes to its field. */
export function clearField(field: HTMLInputElement): void {
  field.value = '';
  field.focus({ preventScroll: true });
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Closes or opens the timeline's entry around `inside`, if it is in the state `expanded`. */
export function toggleEntry(inside: Element, expanded: 'true' | 'false'): boolean {
  const button = inside.closest('li')?.querySelector<HTMLElement>(`[aria-expanded='${expanded}']`);
  if (!button) return false;
  if (expanded === 'true') button.focus({ preventScroll: true });
  button.click();
  return true;
}

/** Arrows, Home and End among the languages. @returns whether the key means something there */
function moveInGroup(target: HTMLElement, key: string): boolean {
  const group = target.closest('.language-group');
  if (!group) return false;
  const choices = [...group.querySelectorAll('button')];
  const at = choices.indexOf(target as HTMLButtonElement);
  const forward = getComputedStyle(group).direction === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: at + forward,
    ArrowLeft: at - forward,
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: choices.length - 1,
  };
  const next = steps[key];
  if (next === undefined) return false;
  choices.at(next % choices.length)?.focus();
  return true;
}
