// Pictures in the page: a real <img> on the painted placeholder, in the best format and size that the browser takes.
// What is seen of one that cannot be had: broken_picture.ts.
import type { SemanticImage } from './semantic_patch.js';

/** From the format that weighs least to the one that every browser has. */
const formats = ['image/avif', 'image/webp', 'image/png', 'image/jpeg', ''];

function candidates(sources: SemanticImage['sources'], resolve: (url: string) => string | undefined): string {
  return sources
    .flatMap(({ url, width }) => {
      const address = resolve(url);
      // A comma or a space would end the address within the list.
      return address ? `${address.replaceAll(',', '%2C')} ${width || 1}w` : [];
    })
    .join(', ');
}

/**
 * @param width  pixels of the window, which CSS zoom enlarges
 * @param resolve  the checked absolute address, or nothing where it is refused
 */
export function setPicture(
  picture: HTMLElement,
  { alt, sources, lead }: SemanticImage,
  width: number,
  resolve: (url: string) => string | undefined,
): void {
  const kinds = [...new Set(sources.map(({ type }) => type ?? ''))].sort(
    (a, b) => formats.indexOf(a) - formats.indexOf(b),
  );
  const last = kinds.pop();
  const ofKind = (kind: string | undefined): SemanticImage['sources'] =>
    sources.filter(({ type }) => (type ?? '') === kind);
  const fallback = ofKind(last);
  const srcsets = [...kinds.map(ofKind), fallback].map(files => candidates(files, resolve));
  // The same files under other words: another language. Chromium keeps an <img> that was replaced for good.
  const present = [...picture.querySelectorAll<HTMLImageElement | HTMLSourceElement>('source, img')];
  const shown = present.at(-1);
  if (shown instanceof HTMLImageElement && present.map(({ srcset }) => srcset).join('\n') === srcsets.join('\n')) {
    shown.alt = alt;
    for (const words of picture.querySelectorAll('span')) words.textContent = alt;
    return;
  }
  const choices = kinds.map((kind, index) => {
    const source = document.createElement('source');
    if (kind) source.type = kind;
    source.srcset = srcsets[index] ?? '';
    return source;
  });
  const image = document.createElement('img');
  const [first] = fallback;
  image.alt = alt;
  image.decoding = 'async';
  // Before `src`: it starts the loading.
  image.loading = lead ? 'eager' : 'lazy';
  if (lead) image.fetchPriority = 'high';
  if (first) {
    image.width = first.width;
    image.height = first.height;
  }
  picture.classList.remove('broken');
  picture.replaceChildren(...choices, image);
  setPictureWidth(picture, width);
  image.srcset = srcsets.at(-1) ?? '';
  // Without an address it fails like one that cannot be had.
  image.src = (first && resolve(first.url)) ?? '';
}

export function setPictureWidth(picture: HTMLElement, width: number): void {
  for (const source of picture.querySelectorAll<HTMLImageElement | HTMLSourceElement>('img, source')) {
    const sizes = `${Math.ceil(width)}px`;
    if (source.sizes !== sizes) source.sizes = sizes;
  }
}
