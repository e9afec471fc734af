// The article as a PDF, each page a canvas with a text layer, as pdf.js' own viewer shows it. A PDF has no timeline to
// open: its statements are all there.
import { GlobalWorkerOptions, TextLayer, getDocument } from 'pdfjs-dist';
import { count } from './article.js';
import { ready, text } from './peer.js';

GlobalWorkerOptions.workerSrc = '/node_modules/pdfjs-dist/build/pdf.worker.min.mjs';

async function showPage(pdf, number, parent) {
  const page = await pdf.getPage(number);
  const viewport = page.getViewport({ scale: 1.5 });
  const box = document.createElement('div');
  box.style.cssText = `position:relative;width:${viewport.width}px;height:${viewport.height}px;--scale-factor:1.5;--total-scale-factor:1.5`;
  const canvas = document.createElement('canvas');
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  const layer = document.createElement('div');
  layer.className = 'textLayer';
  box.append(canvas, layer);
  parent.append(box);
  await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
  await new TextLayer({ textContentSource: await page.getTextContent(), container: layer, viewport }).render();
}

async function show(language, onText) {
  const made = document.createElement('main');
  document.body.replaceChildren(made);
  for (let index = 0; index < count; index++) {
    const pdf = await getDocument({ url: `/article.${language}.pdf` }).promise;
    for (let number = 1; number <= pdf.numPages; number++) {
      await showPage(pdf, number, made);
      if (number === 1 && index === 0) void onText?.();
    }
  }
}
await show('de', text);
await ready({ switchLanguage: tag => show(tag) });
