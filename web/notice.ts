// A message in plain DOM, for when there is no engine to paint one or nothing for it to paint.

/**
 * @param language  BCP 47 tag of the reader's language; English where the title is not known in it
 * @param above  the last good state is shown, and the message stands above it
 */
export function notice(language: string, reason: string, above: boolean): HTMLElement {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  const known = primary in ERROR_TITLES ? primary : 'en';
  const element = document.createElement('div');
  element.setAttribute('part', 'notice');
  element.setAttribute('role', 'alert');
  const title = document.createElement('strong');
  title.lang = known;
  title.textContent = ERROR_TITLES[known]?.[above ? 1 : 0] ?? '';
  const detail = document.createElement('span');
  detail.lang = 'en';
  detail.textContent = reason;
  element.append(title, detail);
  return element;
}
