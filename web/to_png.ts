// The whole card as one picture: painted anew in strips, with the page's pictures drawn in where they lie. A picture from
// an origin that does not allow it (CORS) stays its placeholder: a canvas that has drawn it could not be read any more.
import type { CardLink } from './engine.js';

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
  const { left, top, width: shown } = box.getBoundingClientRect();
  const scale = canvas.width / shown;
  for (const image of box.querySelectorAll('img')) {
    const picture = await readable(image);
    if (!picture) continue;
    const rect = image.getBoundingClientRect();
    // object-fit: cover
    const ratio = Math.max(rect.width / picture.width, rect.height / picture.height);
    const [w, h] = [rect.width / ratio, rect.height / ratio];
    context.drawImage(
      picture,
      (picture.width - w) / 2,
      (picture.height - h) / 2,
      w,
      h,
      (rect.left - left) * scale,
      (rect.top - top) * scale,
      rect.width * scale,
      rect.height * scale,
    );
  }
  return canvas.convertToBlob({ type: 'image/png' });
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
