import { ready } from './peer.js';

const [card] = document.querySelectorAll('depesche-card');
const marked = name =>
  new Promise(done => {
    const observer = new PerformanceObserver(list => {
      const [mark] = list.getEntriesByName(name);
      if (!mark) return;
      observer.disconnect();
      // The observer is told later.
      done(mark.startTime);
    });
    observer.observe({ type: 'mark', buffered: false });
  });
const button = wanted => [...card.shadowRoot.querySelectorAll('button')].find(wanted);
const names = { de: 'Deutsch', en: 'English' };
const seen = new PerformanceObserver(list => {
  if (!list.getEntriesByName('depesche:ready').length) return;
  seen.disconnect();
  void ready({
    async switchLanguage(tag) {
      const done = marked('depesche:language');
      button(({ textContent }) => textContent === names[tag]).click();
      return done;
    },
    async toggle() {
      const done = marked('depesche:timeline');
      button(element => element.ariaExpanded !== null).click();
      return done;
    },
  });
});
seen.observe({ type: 'mark', buffered: true });
