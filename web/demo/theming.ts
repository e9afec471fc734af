// Custom properties by hand: what is chosen goes to the card and into the style sheet beside it.
import type {} from '../depesche.js';
const form = document.querySelector('form');
const card = document.querySelector('depesche-card');
const sheet = document.querySelector('code');

function show(): void {
  if (!form || !card || !sheet) return;
  const lines = [...form.querySelectorAll('input')].map(({ name, value }) => {
    const text = name === 'radius' ? `${value}px` : value;
    card.style.setProperty(`--depesche-${name}`, text);
    return `  --depesche-${name}: ${text};`;
  });
  sheet.textContent = `depesche-card {\n${lines.join('\n')}\n}`;
}

form?.addEventListener('input', show);
form?.addEventListener('submit', event => event.preventDefault());
show();
// Browsers bring back what stood in the fields when a reader comes back, and tell nobody.
addEventListener('pageshow', show);
