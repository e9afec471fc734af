// A hundred cards, and what they take.
import type {} from '../depesche.js';

const grid = document.querySelector('.grid');
const tally = document.querySelector('.tally');
const languages = ['en', 'de', 'ru'];

for (let index = 0; index < 100; index++) {
  const card = document.createElement('depesche-card');
  card.src = '../articles/summit.json';
  card.lang = languages[index % languages.length] ?? 'en';
  card.variant = 'card';
  card.loading = 'lazy';
  card.headingLevel = '2';
  grid?.append(card);
}

async function count(): Promise<void> {
  const cards = [...document.querySelectorAll('depesche-card')];
  const begun = (await Promise.all(cards.map(card => card.statistics()))).filter(statistics => 'wasmBytes' in statistics);
  const pixels = cards
    .flatMap(card => [...(card.shadowRoot?.querySelectorAll('canvas') ?? [])])
    .reduce((sum, { width, height }) => sum + width * height * 4, 0);
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  const engine = Number(begun[0]?.['wasmBytes'] ?? 0);
  if (tally) tally.textContent = `${begun.length} of 100 cards have begun. Their one engine takes ${megabytes(engine)}, pixels near the view ${megabytes(pixels)}.`;
}

let timer: ReturnType<typeof setTimeout> | undefined;
const later = (): void => {
  clearTimeout(timer);
  timer = setTimeout(() => void count(), 300);
};
document.addEventListener('load', later, true);
addEventListener('scroll', later, { passive: true });
