// The two things that lie over the card: an outside address as a QR code, and the question whether anyone still reads.
// Modal <dialog>s, so that focus, screen readers and the remote control stay in them.
import type { Checks } from './checks.js';
import { make } from './dom.js';
import { tongueOf, wordsOf } from './words.js';

const svg = 'http://www.w3.org/2000/svg';
/** Modules of white around a QR code (ISO/IEC 18004). */
const quietZone = 4;

function open(dialog: HTMLDialogElement): void {
  document.querySelector('#stage')?.append(dialog);
  // Pressing outside of the box is pressing the dialog itself.
  dialog.addEventListener('click', event => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove(), { once: true });
  dialog.showModal();
}

function drawing(code: { size: number; path: string }, name: string): SVGElement {
  const image = document.createElementNS(svg, 'svg');
  const side = code.size + 2 * quietZone;
  image.setAttribute('viewBox', `${-quietZone} ${-quietZone} ${side} ${side}`);
  image.setAttribute('role', 'img');
  image.setAttribute('aria-label', name);
  // Neighbouring modules without a seam.
  image.setAttribute('shape-rendering', 'crispEdges');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', code.path);
  image.append(path);
  return image;
}

/** Shows `url` for the reader's own device. Without the module that makes codes, its text is there to be read. */
export async function showAddress(url: string, language: string, checks: Checks | undefined): Promise<void> {
  const words = wordsOf(language);
  const code = await checks?.qrCode(url).catch(() => undefined);
  if (document.querySelector('dialog[open]')) return;
  const close = make('button', { type: 'button', class: 'primary', autofocus: '' }, words('close'));
  const dialog = make(
    'dialog',
    { class: 'address', ...tongueOf(language), 'aria-labelledby': 'address-title' },
    make('h2', { id: 'address-title' }, words('open-elsewhere')),
  );
  if (code?.path && code.size) {
    dialog.append(make('p', {}, words('scan')), drawing({ size: code.size, path: code.path }, words('open-elsewhere')));
  }
  const shown = url.replace(/^https?:\/\/(www\.)?|^mailto:|\/$/g, '');
  dialog.append(make('p', { class: 'url', dir: 'ltr', translate: 'no' }, shown), close);
  close.addEventListener('click', () => dialog.close());
  open(dialog);
}

/**
 * Asks whether anyone still reads, and counts down.
 * @param answer  true: go on, false: back to the start; true, too, whenever and however the dialog has been closed
 * @returns shows the seconds that are left; undefined closes
 */
export function askStillReading(language: string, answer: (goOn: boolean) => void): (seconds: number | undefined) => void {
  const words = wordsOf(language);
  const number = make('span', { class: 'seconds', 'aria-hidden': 'true' });
  const text = make('p', { id: 'still-text' });
  const goOn = make('button', { type: 'button', class: 'primary', autofocus: '' }, words('go-on'));
  const start = make('button', { type: 'button' }, words('start'));
  const dialog = make(
    'dialog',
    { class: 'still', role: 'alertdialog', ...tongueOf(language), 'aria-labelledby': 'still-title', 'aria-describedby': 'still-text' },
    make('h2', { id: 'still-title' }, words('still-reading')),
    number,
    text,
    make('div', { class: 'buttons' }, start, goOn),
  );
  goOn.addEventListener('click', () => answer(true));
  dialog.addEventListener('close', () => answer(true));
  start.addEventListener('click', event => {
    event.stopPropagation();
    answer(false);
  });
  let first = true;
  return seconds => {
    if (seconds === undefined) return dialog.close();
    number.textContent = String(seconds);
    text.textContent = words('back-in', { seconds });
    if (first) open(dialog);
    first = false;
  };
}
