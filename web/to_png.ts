// The whole card as one picture: painted anew in strips, with the page's pictures drawn in where they lie. A picture from
// an origin that does not allow it (CORS) stays its placeholder: a canvas that has drawn it could not be read any more.
import type { CardLink } from './engine.js';
import type { Rect } from './messages.js';

/** CSS pixels of a strip's height. */
const strip = 1024;
/** Device pixels that browsers allow a canvas in one direction. */
const most = 16_384;

export interface Sheet {
  box: HTMLElement;
  /** CSS pixels. */
  width: number;
  height: number;
}

export async function toPng(paint: CardLink['paint'], { box, width, height }: Sheet): Promise<Blob> {
  const dpr = Math.min(devicePixelRatio, most / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * dpr), Math.round(height * dpr));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the browser has no canvas of this size');
  for (let y = 0; y < canvas.height; y += strip) {
    const rows = Math.min(strip, canvas.height - y);
    for (let x = 0; x < canvas.width; x += 4096) {
      const [pixels] = await paint(dpr, [[x, y, Math.min(4096, canvas.width - x), rows]]);
      if (pixels) context.putImageData(pixels, x, y);
    }
  }
  const scale = canvas.width / width;
  // Their places first: while one is read the card may change.
  const pictures = [...box.querySelectorAll('img')].map(image => ({ image, rect: placeOf(image, scale) }));
  for (const { image, rect } of pictures) {
    const picture = await readable(image);
    if (!picture) continue;
    // object-fit: cover
    const ratio = Math.max(rect[2] / picture.width, rect[3] / picture.height);
    const [w, h] = [rect[2] / ratio, rect[3] / ratio];
    context.drawImage(picture, (picture.width - w) / 2, (picture.height - h) / 2, w, h, ...rect);
  }
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Where a picture was painted in the card: on the screen it may scroll, flow, or not be there at all. */
function placeOf(image: HTMLImageElement, scale: number): Rect {
  const node = image.closest<HTMLElement>('.node');
  const length = (of: HTMLElement | null, name: 'left' | 'top' | 'width' | 'height'): number => (Number.parseFloat(of?.style[name] ?? '') || 0) * scale;
  let [x, y] = [0, 0];
  for (let at = node; at; at = at.parentElement?.closest<HTMLElement>('.node') ?? null) {
    x += length(at, 'left');
    y += length(at, 'top');
  }
  return [x, y, length(node, 'width'), length(node, 'height')];
}

async function readable(image: HTMLImageElement): Promise<ImageBitmap | undefined> {
  try {
    image.loading = 'eager';
    await image.decode();
    const bitmap = await createImageBitmap(image);
    const probe = new OffscreenCanvas(1, 1).getContext('2d');
    probe?.drawImage(bitmap, 0, 0, 1, 1);
    probe?.getImageData(0, 0, 1, 1);
    return bitmap;
  } catch {
    try {
      const response = await fetch(image.currentSrc);
      return response.ok ? await createImageBitmap(await response.blob()) : undefined;
    } catch {
      return undefined;
    }
  }
}
