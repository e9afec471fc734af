// Plain HTML needs a script only to switch between the languages that it holds.
import { ready } from './peer.js';

void ready({
  switchLanguage: tag => document.querySelectorAll('article').forEach(article => (article.hidden = article.lang !== tag)),
  toggle: () => {
    const details = document.querySelector('article:not([hidden]) details');
    details.open = !details.open;
  },
});
