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
const editor = new Editor(panel, text => (card.article = text));

form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLSelectElement)) return;
  if (target.name !== 'width') return card.setAttribute(target.name, target.value);
  sheet.dataset['width'] = target.value;
  // A card that is wider than its stage is better seen than its source.
  if (sheet.parentElement && sheet.parentElement.scrollWidth > sheet.parentElement.clientWidth) show(false);
});

card.addEventListener('languagechange', () => {
  find<HTMLSelectElement>('select[name=lang]').value = card.language;
});
card.addEventListener('load', () => editor.judge(card.diagnostics));
card.addEventListener('error', event => {
  if (event.detail.type === 'article') editor.judge(event.detail.diagnostics);
});

const show = (open: boolean): void => {
  panel.hidden = !open;
  toggle.setAttribute('aria-expanded', String(open));
  toggle.textContent = open ? 'Close JSON' : 'Edit JSON';
  if (open) editor.shown();
};
toggle.addEventListener('click', () => show(panel.hidden !== false));
settings.addEventListener('click', () => {
  settings.setAttribute('aria-expanded', String(settings.getAttribute('aria-expanded') !== 'true'));
});
show(matchMedia('(min-width: 75rem)').matches);

const original = async (): Promise<void> => {
  try {
    const response = await fetch(card.src);
    if (response.ok) editor.fill(await response.text());
  } catch {
    // The card says what is wrong with the address.
  }
};
find<HTMLButtonElement>('.reset').addEventListener('click', () => {
  void original().then(() => editor.send());
});
void original();
