// The card's pixels: canvases stacked from top to bottom, each on whole device pixels. Only those near the view hold
// pixels; the others are empty and are painted when they come near. Scrolling moves painted tiles and runs no code
// but the browser's report of what came near.
import type { Rect } from './messages.js';

/** CSS pixels, roughly: a tile has a whole number of device pixels. */
const tileHeight = 512;
/** How far outside the view tiles are kept painted. */
const margin = '512px 0px';

interface Tile {
  canvas: HTMLCanvasElement;
  near: boolean;
  /** Device pixels from the card's top left corner that are out of date; 'all' where nothing is painted. */
  stale: 'all' | Rect[];
}

/** Paints a rectangle of device pixels and lends them to `take`. */
type Paint = (x: number, y: number, width: number, height: number, dpr: number, take: (pixels: ImageData) => void) => Promise<void>;

export class Tiles {
  readonly #root: HTMLElement;
  readonly #wanted: () => void;
  readonly #tiles: Tile[] = [];
  readonly #observer: IntersectionObserver;
  #dpr = 0;
  #width = 0;
  #height = 0;
  /** Of a whole tile, device pixels. */
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

  /**
   * The card's size in device pixels, at `dpr` device pixels a CSS pixel.
   * @param top  of the card, CSS pixels from the top of the window
   */
  resize(width: number, height: number, dpr: number, top: number): void {
    if (dpr !== this.#dpr) {
      this.#dpr = dpr;
      this.#step = Math.round(tileHeight * dpr);
      this.clear();
    }
    this.#width = width;
    this.#height = height;
    const count = Math.ceil(height / this.#step);
    while (this.#tiles.length > count) this.#remove();
    for (const tile of this.#tiles) this.#fit(tile);
    while (this.#tiles.length < count) this.#add(top);
  }

  /** Out of date: all, or rectangles in CSS pixels. */
  damage(what: 'all' | readonly Rect[]): void {
    for (const [index, tile] of this.#tiles.entries()) {
      if (what === 'all') tile.stale = 'all';
      if (what === 'all' || tile.stale === 'all') continue;
      for (const rect of what) {
        const part = this.#part(rect, index);
        if (part) tile.stale.push(part);
      }
    }
  }

  /**
   * Paints what is out of date: all that is in view, and one tile that is only near.
   * @return false while near tiles are left
   */
  async paint(paint: Paint): Promise<boolean> {
    const waiting = [...this.#tiles.entries()].filter(([, tile]) => tile.near && tile.stale.length > 0);
    if (waiting.length === 0) return true;
    let spare = 1;
    let done = true;
    const { top } = this.#root.getBoundingClientRect();
    for (const [index, tile] of waiting) {
      if (this.#inView(index, top)) await this.#paintTile(index, tile, paint);
      else if (spare-- > 0) await this.#paintTile(index, tile, paint);
      else done = false;
    }
    return done;
  }

  /** Gives up all pixels. */
  clear(): void {
    while (this.#tiles.length > 0) this.#remove();
  }

  async #paintTile(index: number, tile: Tile, paint: Paint): Promise<void> {
    const top = index * this.#step;
    const height = Math.min(this.#step, this.#height - top);
    const { canvas, stale } = tile;
    const rects: Rect[] = stale === 'all' ? [[0, top, this.#width, height]] : stale;
    tile.stale = [];
    if (canvas.width !== this.#width) canvas.width = this.#width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext('2d', { alpha: false });
    for (const [x, y, width, height] of rects) {
      await paint(x, y, width, height, this.#dpr, pixels => context?.putImageData(pixels, x, y - top));
    }
  }

  /** The part of a rectangle in CSS pixels that lies in tile `index`, in device pixels. */
  #part([x, y, width, height]: Rect, index: number): Rect | null {
    const top = index * this.#step;
    const x0 = Math.max(0, Math.floor(x * this.#dpr));
    const y0 = Math.max(top, Math.floor(y * this.#dpr));
    const x1 = Math.min(this.#width, Math.ceil((x + width) * this.#dpr));
    const y1 = Math.min(top + this.#step, this.#height, Math.ceil((y + height) * this.#dpr));
    return x1 > x0 && y1 > y0 ? [x0, y0, x1 - x0, y1 - y0] : null;
  }

  #add(top: number): void {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 0;
    // The observer reports in a later frame; what is in view is painted in this one.
    const tile: Tile = { canvas, near: this.#inView(this.#tiles.length, top), stale: 'all' };
    canvas.style.top = `${(this.#tiles.length * this.#step) / this.#dpr}px`;
    this.#tiles.push(tile);
    this.#fit(tile);
    this.#root.append(canvas);
    this.#observer.observe(canvas);
  }

  #inView(index: number, top: number): boolean {
    // In pixels of the window, which zoom does not change.
    const start = top + (index * this.#step) / devicePixelRatio;
    return start < innerHeight && start + this.#step / devicePixelRatio > 0;
  }

  #fit(tile: Tile): void {
    const { canvas } = tile;
    const top = this.#tiles.indexOf(tile) * this.#step;
    const height = Math.min(this.#step, this.#height - top);
    const [cssWidth, cssHeight] = [`${this.#width / this.#dpr}px`, `${height / this.#dpr}px`];
    if (canvas.style.width === cssWidth && canvas.style.height === cssHeight) return;
    canvas.style.width = cssWidth;
    canvas.style.height = cssHeight;
    tile.stale = 'all';
  }

  #remove(): void {
    const tile = this.#tiles.pop();
    if (!tile) return;
    this.#observer.unobserve(tile.canvas);
    tile.canvas.width = tile.canvas.height = 0;
    tile.canvas.remove();
  }

  #moved(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.#tiles.find(({ canvas }) => canvas === target);
      if (!tile) continue;
      tile.near = isIntersecting;
      if (isIntersecting) {
        if (tile.stale.length > 0) this.#wanted();
      } else {
        tile.canvas.width = tile.canvas.height = 0;
        tile.stale = 'all';
      }
    }
  }
}
