// The card's pixels: canvases stacked from top to bottom, each on whole device pixels. Only those near the view hold
// pixels; the others are empty and are painted when they come near. Scrolling moves painted tiles and runs no code
// but the browser's report of what came near. A tile takes its picture as a whole (ImageBitmapRenderingContext): without
// a GPU, Chromium copies each canvas that scripts may draw on in every frame that it is seen in.
import type { Rect } from './messages.js';

/** CSS pixels, roughly: a tile has a whole number of device pixels. */
const tileHeight = 512;
/** How far outside the view tiles are kept painted. */
const margin = '512px 0px';

interface Tile {
  canvas: HTMLCanvasElement;
  near: boolean;
  /** Out of date. */
  stale: boolean;
}

export interface Size {
  /** Device pixels. */
  width: number;
  height: number;
  /** Device pixels a CSS pixel. */
  dpr: number;
}

/** What is to be painted next, for the size that the card has when it is shown. */
export interface Plan extends Size {
  tiles: number[];
  /** Device pixels from the card's top left corner; one a tile. */
  rects: Rect[];
}

export class Tiles {
  readonly #root: HTMLElement;
  readonly #wanted: () => void;
  readonly #tiles: Tile[] = [];
  readonly #observer: IntersectionObserver;
  #size: Size = { width: 0, height: 0, dpr: 0 };
  /** Height of a whole tile, device pixels. */
  #step = 1;

  /** @param wanted  a tile came near and has something to paint */
  constructor(root: HTMLElement, wanted: () => void) {
    this.#root = root;
    // The page layer says what is on them.
    root.ariaHidden = 'true';
    this.#wanted = wanted;
    // A margin inside scroll boxes is `scrollMargin`; where the browser lacks it, tiles there are painted as they appear.
    this.#observer = new IntersectionObserver(entries => this.#moved(entries), {
      rootMargin: margin,
      scrollMargin: margin,
    } as IntersectionObserverInit);
  }

  /** Out of date: all, or rectangles in CSS pixels. */
  damage(what: 'all' | readonly Rect[]): void {
    const { dpr } = this.#size;
    for (const [index, tile] of this.#tiles.entries()) {
      const top = (index * this.#step) / dpr;
      const meets = ([, y, , height]: Rect): boolean => y < top + this.#step / dpr && y + height > top;
      tile.stale ||= what === 'all' || what.some(meets);
    }
  }

  /**
   * Chooses what is to be painted for a card that will have this size: all that is in view and out of date, or, when
   * that is nothing, one tile that is only near. What is chosen counts as up to date from now on.
   * @param top  where the card's top will be, CSS pixels from the top of the window
   */
  plan(size: Size, top: number): Plan {
    const { width, height, dpr } = size;
    const step = Math.round(tileHeight * dpr);
    const kept = dpr === this.#size.dpr && width === this.#size.width;
    const plan: Plan = { ...size, tiles: [], rects: [] };
    const choose = (index: number): void => {
      const tile = this.#tiles[index];
      const y = index * step;
      if (tile) tile.stale = false;
      plan.tiles.push(index);
      plan.rects.push([0, y, width, Math.min(step, height - y)]);
    };
    const inView = (index: number): boolean => {
      // In pixels of the window, which zoom does not change.
      const start = top + (index * step) / devicePixelRatio;
      return start < innerHeight && start + step / devicePixelRatio > 0;
    };
    const count = Math.ceil(height / step);
    for (let index = 0; index < count; index++) {
      const tile = this.#tiles[index];
      if (inView(index) && (!kept || !tile || (tile.near && tile.stale))) choose(index);
    }
    if (plan.rects.length === 0) {
      const near = this.#tiles.findIndex(tile => tile.near && tile.stale);
      if (near >= 0 && near < count) choose(near);
    }
    return plan;
  }

  /** Shows what was painted by a plan, at the size that it was made for. */
  show({ tiles, rects, ...size }: Plan, pictures: readonly (ImageBitmap | null)[]): void {
    this.#resize(size, new Set(tiles));
    tiles.forEach((index, at) => {
      const tile = this.#tiles[index];
      const picture = pictures[at];
      if (!tile || !picture) return;
      // It has gone far away meanwhile.
      if (!tile.near) {
        tile.stale = true;
        picture.close();
        return;
      }
      const { canvas } = tile;
      const { width, height } = picture;
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      canvas.getContext('bitmaprenderer', { alpha: false })?.transferFromImageBitmap(picture);
    });
  }

  /** There are near tiles that are out of date. */
  get waiting(): boolean {
    return this.#tiles.some(({ near, stale }) => near && stale);
  }

  /** Gives up all pixels. */
  clear(): void {
    while (this.#tiles.length > 0) this.#remove();
    this.#size = { width: 0, height: 0, dpr: 0 };
  }

  /** @param painted  tiles whose pixels are there */
  #resize(size: Size, painted: ReadonlySet<number>): void {
    const { width, height, dpr } = size;
    if (dpr !== this.#size.dpr) this.clear();
    this.#size = size;
    this.#step = Math.round(tileHeight * dpr);
    const count = Math.ceil(height / this.#step);
    while (this.#tiles.length > count) this.#remove();
    while (this.#tiles.length < count) this.#add(painted.has(this.#tiles.length));
    for (const [index, tile] of this.#tiles.entries()) {
      const { style } = tile.canvas;
      const [cssWidth, cssHeight] = [`${width / dpr}px`, `${Math.min(this.#step, height - index * this.#step) / dpr}px`];
      if (style.width === cssWidth && style.height === cssHeight) continue;
      style.width = cssWidth;
      style.height = cssHeight;
      tile.stale = !painted.has(index);
    }
  }

  /** @param painted  it is in view, which the observer reports only in a later frame */
  #add(painted: boolean): void {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 0;
    canvas.style.top = `${(this.#tiles.length * this.#step) / this.#size.dpr}px`;
    this.#tiles.push({ canvas, near: painted, stale: true });
    this.#root.append(canvas);
    this.#observer.observe(canvas);
  }

  #remove(): void {
    const tile = this.#tiles.pop();
    if (!tile) return;
    this.#observer.unobserve(tile.canvas);
    tile.canvas.remove();
  }

  #moved(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.#tiles.find(({ canvas }) => canvas === target);
      if (!tile) continue;
      tile.near = isIntersecting;
      if (isIntersecting) continue;
      tile.stale = true;
      const { canvas } = tile;
      if (canvas.width === 0) continue;
      // A canvas never gives up the picture that it was given, in Chromium not even for another size.
      tile.canvas = canvas.cloneNode() as HTMLCanvasElement;
      tile.canvas.width = tile.canvas.height = 0;
      canvas.replaceWith(tile.canvas);
      this.#observer.unobserve(canvas);
      this.#observer.observe(tile.canvas);
    }
    if (this.waiting) this.#wanted();
  }
}
