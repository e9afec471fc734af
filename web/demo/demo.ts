// The demo page: settings on top, the card, and its JSON beside it with live diagnostics.
import type { DepescheCard } from '../element.js';
import { Editor } from './editor.js';

function find<T extends Element>(selector: string): T {
  const element = document.querySelector<T>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

const card = find<DepescheCard>('depesche-card');
const sheet = find<HTMLElement>('.sheet');
const form = find<HTMLFormElement>('form');
const panel = find<HTMLElement>('.editor');
const toggle = find<HTMLButtonElement>('button.json');
const settings = find<HTMLButtonElement>('button.settings');
const language = find<HTMLSelectElement>('select[name=lang]');
const editor = new Editor(panel, text => (card.article = text));

const set = ({ name, value }: HTMLSelectElement): void => {
  if (name !== 'width') {
    card.setAttribute(name, value);
    return;
  }
  sheet.dataset['width'] = value;
  // A card that is wider than its stage is better seen than its source.
  if (sheet.parentElement && sheet.parentElement.scrollWidth > sheet.parentElement.clientWidth) show(false);
};
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement) set(target);
});

card.addEventListener('languagechange', () => {
  // An article that was written here may have languages of its own.
  if (![...language.options].some(({ value }) => value === card.language)) language.add(new Option(card.language));
  language.value = card.language;
});
card.addEventListener('settingchange', ({ detail: { name, value } }) => (find<HTMLSelectElement>(`select[name=${name}]`).value = value));
card.addEventListener('load', () => editor.judge(card.diagnostics));
card.addEventListener('error', ({ detail: { type, diagnostics } }) => {
  if (type === 'article') editor.judge(diagnostics);
  else if (type === 'load') editor.say('The article cannot be loaded.');
  else if (type === 'engine') editor.say('Not checked: the engine cannot run.');
});

const show = (open: boolean): void => {
  panel.hidden = !open;
  toggle.setAttribute('aria-expanded', String(open));
  toggle.textContent = open ? 'Close JSON' : 'Edit JSON';
};
toggle.addEventListener('click', () => show(panel.hidden !== false));
settings.addEventListener('click', () => {
  settings.setAttribute('aria-expanded', String(settings.getAttribute('aria-expanded') !== 'true'));
});
show(matchMedia('(min-width: 75rem)').matches);

// The panel ends where the window does, also while the header is in view: at its end stands what is wrong.
const fit = (): void => {
  const above = panel.parentElement?.getBoundingClientRect().top ?? 0;
  panel.style.setProperty('--above', `${Math.max(0, above)}px`);
};
addEventListener('scroll', fit, { passive: true });
new ResizeObserver(fit).observe(find('header'));

let source = '';
/** The article as the server has it; asked for again where it could not be had. */
const original = async (): Promise<string> => {
  try {
    const response = source ? undefined : await fetch(card.src);
    if (response?.ok) source = await response.text();
  } catch {
    // The card says what is wrong with the address.
  }
  return source;
};
find<HTMLButtonElement>('.reset').addEventListener('click', () => {
  void original().then(text => {
    if (!text) return editor.say('The article cannot be loaded.');
    editor.fill(text);
    editor.send();
  });
});
void original().then(text => {
  if (!editor.text) editor.fill(text);
});
// Browsers bring back what stood in the fields when a reader comes back, and tell nobody.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) return;
  for (const select of form.querySelectorAll('select')) {
    if (select.selectedOptions[0]?.defaultSelected === false) set(select);
  }
  void original().then(text => {
    if (editor.text && editor.text !== text) editor.send();
  });
});
