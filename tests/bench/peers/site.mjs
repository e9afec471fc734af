// Builds build/peers: a page for each peer, and what it loads. dist/ lies underneath.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocks } from './pages/article.js';
import { root } from '../../browser/harness.mjs';
import { hints, sampleHtml } from '../sample_html.mjs';

export const site = join(root, 'build/peers');
const here = join(root, 'tests/bench/peers');

/** What is compared: file of the page, and what it is. */
export const peers = {
  card: 'Depesche with its hints, plain reader until the card is painted',
  'card-fallback': 'Depesche, with `depesche html` in the page',
  plain: 'Plain HTML with `details`, all languages in the page',
  react: 'React, the same JSON',
  timelinejs: 'TimelineJS, statements as slides',
  pdf: 'pdf.js, the article printed',
  canvaskit: "CanvasKit, Skia's paragraphs on a canvas",
  imgui: 'Dear ImGui (jsimgui), drawn every frame',
};

const style = `body{margin:0}article{max-width:680px;margin:0 auto;padding:16px;font:18px/1.55 Georgia,serif}
h1{font-size:38px;line-height:1.15}img{max-width:100%;height:auto}figcaption,.kicker,nav{font:14px/1.4 sans-serif}`;

const page = (body, { scripts = '', head = '', lang = 'de' } = {}) =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>Peer</title><style>${style}</style>${head}${body}${scripts}`;
const script = name => `<script type="module" src="/peers/${name}.js"></script>`;

const escaped = words => words.replace(/[&<>"]/g, sign => `&#${sign.codePointAt(0)};`);
const inline = runs =>
  runs
    .map(({ text, em, strong, url, lang }) => {
      const tag = url ? 'a' : em ? 'em' : strong ? 'strong' : lang ? 'span' : '';
      const attributes = `${url ? ` href="${escaped(url)}"` : ''}${lang ? ` lang="${lang}"` : ''}`;
      return tag ? `<${tag}${attributes}>${escaped(text)}</${tag}>` : escaped(text);
    })
    .join('');
const tags = { kicker: 'p', headline: 'h1', paragraph: 'p', heading: 'h2' };

function html(article, language, hidden) {
  const body = blocks(article, language).map(block => {
    if (block.kind === 'picture')
      return `<figure><img src="${block.src.replace('..', '')}" alt="${escaped(block.alt)}" width="${block.width}" height="${block.height}" loading="lazy"><figcaption>${escaped(block.caption)}</figcaption></figure>`;
    if (block.kind !== 'timeline') return `<${tags[block.kind]} class="${block.kind}">${inline(block.runs)}</${tags[block.kind]}>`;
    const entries = block.entries.map(
      entry => `<li><details><summary><time>${escaped(entry.when)}</time> <b>${escaped(entry.speaker)}</b><br>${escaped(entry.role)}<br>${escaped(entry.summary)}</summary>${entry.statement.map(runs => `<p>${inline(runs)}</p>`).join('')}</details></li>`,
    );
    return `<ol>${entries.join('')}</ol>`;
  });
  return `<article lang="${language}"${hidden ? ' hidden' : ''}>${body.join('\n')}</article>`;
}

function cards(count, light = '') {
  return `<depesche-card src="/articles/summit.json" lang="de">${light}</depesche-card>`.repeat(count);
}

/** @param print  turns HTML into the bytes of a PDF */
export async function buildSite(print) {
  rmSync(site, { recursive: true, force: true });
  mkdirSync(join(site, 'peers'), { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(site, 'node_modules'));
  const article = JSON.parse(readFileSync(join(root, 'dist/articles/summit.json'), 'utf8'));
  await build({
    entryPoints: ['plain', 'react', 'timelinejs', 'pdf', 'canvaskit', 'imgui', 'card'].map(name => join(here, 'pages', `${name}.js`)),
    outdir: join(site, 'peers'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    nodePaths: [join(here, 'node_modules')],
    // jsimgui finds its program beside its script.
    external: ['/node_modules/*'],
    logLevel: 'error',
  });
  const write = (name, many, text) => writeFileSync(join(site, `${name}${many > 1 ? many : ''}.html`), text);
  const light = sampleHtml();
  for (const many of [1, 20]) {
    const element = '<script type="module" src="/depesche.js"></script>';
    write('card', many, page(cards(many), { scripts: script('card'), head: element + hints }));
    write('card-fallback', many, page(cards(many, light), { scripts: script('card'), head: element }));
    const articles = article.languages.map((language, index) => html(article, language, index > 0)).join('');
    write('plain', many, page(articles.repeat(many), { scripts: script('plain') }));
  }
  writeFileSync(join(site, 'react.html'), page('', { scripts: script('react') }));
  const css = '<link rel="stylesheet" href="/node_modules/@knight-lab/timelinejs/dist/css/timeline.css"><script src="/node_modules/@knight-lab/timelinejs/dist/js/timeline.js"></script>';
  writeFileSync(join(site, 'timelinejs.html'), page('', { scripts: script('timelinejs'), head: css }));
  const pdfCss = '<style>.textLayer{position:absolute;inset:0;opacity:.2;line-height:1}.textLayer span{color:transparent;position:absolute;white-space:pre;transform-origin:0 0}</style>';
  writeFileSync(join(site, 'pdf.html'), page('', { scripts: script('pdf'), head: pdfCss }));
  const kit = '<script src="/node_modules/canvaskit-wasm/bin/canvaskit.js"></script>';
  writeFileSync(join(site, 'canvaskit.html'), page('', { scripts: script('canvaskit'), head: kit }));
  writeFileSync(join(site, 'imgui.html'), page('', { scripts: script('imgui') }));
  for (const language of ['de', 'en']) {
    const pdf = await print(page(html(article, language, false).replaceAll('<details>', '<details open>'), { lang: language }));
    writeFileSync(join(site, `article.${language}.pdf`), pdf);
  }
}
