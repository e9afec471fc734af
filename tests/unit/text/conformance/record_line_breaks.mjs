// Records where Chromium may break the lines of the thousand paragraphs: `node tests/unit/text/conformance/record_line_breaks.mjs`
// writes chromium-line-breaks.txt, a paragraph a line: language, tab, text with "¦" at each opportunity. A line of no
// width ends wherever it may, whatever the font.
import { writeFileSync } from 'node:fs';
import { startBrowser } from '../../../browser/harness.mjs';
import { paragraphs } from './paragraphs.mjs';

/** Runs in the page. */
function record(all) {
  const box = document.body.appendChild(document.createElement('p'));
  box.style.cssText = 'margin: 0; width: 0; font: 10px/100px sans-serif; hyphens: manual; overflow-wrap: normal; white-space: normal';
  // What has no place of its own, or hangs at the end of a line.
  const unplaced = /^[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+$/u;
  return all.map(({ lang, text }) => {
    box.lang = lang;
    box.dir = 'auto';
    box.textContent = text;
    const range = document.createRange();
    let line = 0;
    let marked = '';
    for (const { segment, index } of new Intl.Segmenter(lang).segment(text)) {
      if (!unplaced.test(segment) || /[\u00a0\u202f]/.test(segment)) {
        range.setStart(box.firstChild, index);
        range.setEnd(box.firstChild, index + segment.length);
        const rect = [...range.getClientRects()].at(-1);
        const at = Math.floor(((rect.top + rect.bottom) / 2 + scrollY) / 100);
        if (at > line) marked += '¦';
        line = at;
      }
      marked += segment;
    }
    return `${lang}\t${marked}`;
  });
}

const browser = await startBrowser();
try {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><title>Line breaks</title><style>body { margin: 0 }</style>');
  const lines = await page.evaluate(`(${record})(${JSON.stringify(paragraphs())})`);
  const head = `# Where Chromium ${browser.version()} may break lines. Made by record_line_breaks.mjs.`;
  writeFileSync(new URL('chromium-line-breaks.txt', import.meta.url), `${[head, ...lines].join('\n')}\n`);
} finally {
  await browser.close();
}
