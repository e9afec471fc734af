import { createElement as e, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { blocks, count, sample } from './article.js';
import { ready } from './peer.js';

const Text = ({ runs }) =>
  runs.map(({ text, em, strong, url, lang }, index) =>
    e(url ? 'a' : em ? 'em' : strong ? 'strong' : 'span', { key: index, href: url, lang }, text),
  );
const tags = { kicker: 'p', headline: 'h1', paragraph: 'p', heading: 'h2' };

function Entry({ entry, open, toggle }) {
  return e(
    'li',
    null,
    e('h3', null, e('button', { 'aria-expanded': open, onClick: toggle }, e('time', { dateTime: entry.date }, entry.when), ' ', entry.speaker)),
    e('p', null, entry.role),
    e('p', null, entry.summary),
    open && entry.statement.map((runs, index) => e('p', { key: index }, e(Text, { runs }))),
  );
}

function Article({ article, act }) {
  const [language, setLanguage] = useState('de');
  const [open, setOpen] = useState({});
  act.switchLanguage = tag => flushSync(() => setLanguage(tag));
  const toggle = id => setOpen(before => ({ ...before, [id]: !before[id] }));
  return e(
    'article',
    { lang: language },
    e('nav', null, article.languages.map(tag => e('button', { key: tag, onClick: () => setLanguage(tag) }, tag))),
    blocks(article, language).map((block, index) => {
      if (block.kind === 'picture')
        return e('figure', { key: index }, e('img', { src: block.src, alt: block.alt, width: block.width, height: block.height }), e('figcaption', null, block.caption));
      if (block.kind !== 'timeline') return e(tags[block.kind], { key: index, className: block.kind }, e(Text, { runs: block.runs }));
      act.toggle = () => flushSync(() => toggle(block.entries[0].id));
      return e('ol', { key: index }, block.entries.map(entry => e(Entry, { key: entry.id, entry, open: !!open[entry.id], toggle: () => toggle(entry.id) })));
    }),
  );
}

const article = await sample();
const act = {};
for (let index = 0; index < count; index++) {
  const root = document.body.appendChild(document.createElement('div'));
  flushSync(() => createRoot(root).render(e(Article, { article, act })));
}
await ready(act);
