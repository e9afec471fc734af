// Keys within a group of choices, as readers know them from radio buttons.

/** Arrows, Home and End among the languages. */
export function moveInGroup(target: HTMLElement, key: string): boolean {
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
