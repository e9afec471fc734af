// Skia's own paragraphs on one canvas a card, drawn again when something changes. Nothing of it is text to the browser.
import { blocks, count, sample } from './article.js';
import { ready, text } from './peer.js';

const kit = await globalThis.CanvasKitInit({ locateFile: file => `/node_modules/canvaskit-wasm/bin/${file}` });
const load = async path => (await fetch(path)).arrayBuffer();
const faces = ['serif-regular.latin', 'serif-bold.latin', 'display-bold.latin', 'sans-regular.latin'];
const [article, ...fonts] = await Promise.all([sample(), ...faces.map(face => load(`/fonts/${face}.ttf`))]);
const provider = kit.TypefaceFontProvider.Make();
faces.forEach((face, index) => provider.registerFont(fonts[index], face));

const styles = {
  kicker: [14, 'sans-regular.latin'],
  headline: [42, 'display-bold.latin'],
  heading: [24, 'serif-bold.latin'],
  paragraph: [18, 'serif-regular.latin'],
  small: [14, 'sans-regular.latin'],
};
const width = 680;
const pictures = new Map();
async function picture({ src }) {
  if (!pictures.has(src)) pictures.set(src, kit.MakeImageFromEncoded(await load(src.replace('..', '').replace(/avif$/, 'jpg'))));
  return pictures.get(src);
}

function paragraph(runs, kind) {
  const [size, family] = styles[kind];
  const style = new kit.ParagraphStyle({ textStyle: { color: kit.BLACK, fontFamilies: [family], fontSize: size, heightMultiplier: 1.4 } });
  const builder = kit.ParagraphBuilder.MakeFromFontProvider(style, provider);
  builder.addText(runs.map(({ text }) => text).join(''));
  const made = builder.build();
  made.layout(width);
  builder.delete();
  return made;
}

class Card {
  #canvas = document.body.appendChild(document.createElement('canvas'));
  #open = false;
  #language = 'de';

  async draw() {
    const parts = [];
    for (const block of blocks(article, this.#language)) {
      if (block.kind === 'picture') parts.push({ image: await picture(block), height: (width * block.height) / block.width });
      else if (block.kind === 'timeline') {
        block.entries.forEach((entry, index) => {
          parts.push({ made: paragraph([{ text: `${entry.when} ${entry.speaker}` }], 'small') });
          parts.push({ made: paragraph([{ text: entry.summary }], 'paragraph') });
          if (this.#open && index === 0) for (const runs of entry.statement) parts.push({ made: paragraph(runs, 'paragraph') });
        });
      } else parts.push({ made: paragraph(block.runs, block.kind) });
    }
    const height = parts.reduce((sum, part) => sum + (part.height ?? part.made.getHeight()) + 12, 40);
    if (this.#canvas.height !== Math.ceil(height)) {
      this.surface?.delete();
      this.#canvas.width = width + 40;
      this.#canvas.height = Math.ceil(height);
      this.surface = kit.MakeWebGLCanvasSurface(this.#canvas) ?? kit.MakeSWCanvasSurface(this.#canvas);
    }
    const canvas = this.surface.getCanvas();
    canvas.clear(kit.WHITE);
    const paint = new kit.Paint();
    let y = 20;
    for (const { made, image, height: tall } of parts) {
      if (made) canvas.drawParagraph(made, 20, y);
      else if (image) canvas.drawImageRect(image, kit.XYWHRect(0, 0, image.width(), image.height()), kit.XYWHRect(20, y, width, tall), paint);
      y += (tall ?? made.getHeight()) + 12;
      made?.delete();
    }
    paint.delete();
    this.surface.flush();
  }
  async set({ language = this.#language, open = this.#open }) {
    this.#language = language;
    this.#open = open;
    await this.draw();
  }
}

const cards = [];
for (let index = 0; index < count; index++) {
  const card = new Card();
  await card.draw();
  cards.push(card);
}
await text();
let open = false;
await ready({
  switchLanguage: language => cards[0].set({ language }),
  toggle: () => cards[0].set({ open: (open = !open) }),
});
