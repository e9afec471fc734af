// TimelineJS shows one statement at a time, as slides; the article goes onto the title slide.
import { blocks, count, sample } from './article.js';
import { ready, text } from './peer.js';

const escape = words => words.replace(/[&<>]/g, sign => `&#${sign.codePointAt(0)};`);
const html = runs => runs.map(({ text }) => escape(text)).join('');

function slides(article, language) {
  const all = blocks(article, language);
  const timeline = all.find(({ kind }) => kind === 'timeline');
  const day = new Date('2025-09-04').getTime();
  return {
    title: {
      text: {
        headline: html(all.find(({ kind }) => kind === 'headline').runs),
        text: all.filter(({ kind }) => kind === 'paragraph').map(({ runs }) => `<p>${html(runs)}</p>`).join(''),
      },
    },
    events: timeline.entries.map((entry, index) => {
      const date = new Date(entry.date ?? day + index * 60_000);
      return {
        start_date: { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), hour: index, display_date: entry.when },
        text: { headline: escape(`${entry.speaker}: ${entry.summary}`), text: entry.statement.map(html).join('<br>') },
      };
    }),
  };
}

const article = await sample();
let timelines = [];
const show = async language => {
  document.body.replaceChildren();
  timelines = [];
  for (let index = 0; index < count; index++) {
    const box = document.createElement('div');
    box.id = `timeline${index}`;
    box.style.height = '800px';
    document.body.append(box);
    timelines.push(new globalThis.TL.Timeline(box, slides(article, language), { language, script_path: `${location.origin}/node_modules/@knight-lab/timelinejs/dist/js/`, hash_bookmark: false }));
  }
  while (!timelines.every(timeline => timeline.ready)) await new Promise(requestAnimationFrame);
};
await show('de');
await text();
let forward = false;
await ready({
  switchLanguage: show,
  toggle: () => ((forward = !forward) ? timelines[0].goToNext() : timelines[0].goToPrev()),
});
