// The card's pixels: canvases stacked from top to bottom, each on whole device pixels. They are painted when they come near
// the view, and emptied when the card is far away or has too many of them. Scrolling moves painted tiles and runs no code but
// the browser's report of what came near.
import type { Rect } from './messages.js';

/** CSS pixels, roughly: a tile has a whole number of device pixels. */
const tileHeight = 512;
/** Device pixels: the browser copies what it is given at once, and a whole tile takes a slow processor long. */
const bandHeight = 256;
/** How far outside the view tiles are painted, at least: Chromium takes it twice where the page itself scrolls. */
const margin = '512px 0px';
/** Device pixels that tiles hold (24 MB): with more, those that are not near are emptied. */
const most = 6 << 20;

/** Device pixels from the card's top. */
type Rows = readonly [top: number, bottom: number];
const all: Rows = [0, Infinity];

interface Tile {
  canvas: HTMLCanvasElement;
  near: boolean;
  /** Out of date: these rows, as far as it has them. */
  stale: Rows | undefined;
}

/** Sets what has changed: setting a canvas's size empties it. */
function setSize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

const isNear = ({ near }: Tile): boolean => near;
const isDue = ({ near, stale }: Tile): boolean => near && !!stale;

export interface Size {
  /** Device pixels. */
  width: number;
  height: number;
  /** Device pixels a CSS pixel. */
  dpr: number;
}

const nothing: Size = { width: 0, height: 0, dpr: 0 };

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
  #size = nothing;
  /** Height of a whole tile, device pixels. */
  #step = 1;

  /** @param wanted  a tile came near and has something to paint */
  constructor(root: HTMLElement, wanted: () => void) {
    this.#root = root;
    // The page layer says what is on them.
    root.ariaHidden = 'true';
    // The graphics process has begun anew and gives them back empty.
    const restore = (): void => {
      for (const tile of this.#tiles) tile.stale = all;
      wanted();
    };
    root.addEventListener('contextrestored', restore, true);
    this.#wanted = wanted;
    // A margin inside scroll boxes is `scrollMargin`; where the browser lacks it, tiles there are painted as they appear.
    this.#observer = new IntersectionObserver(entries => this.#moved(entries), {
      rootMargin: margin,
      scrollMargin: margin,
    } as IntersectionObserverInit);
  }

  /** @param rects  out of date, CSS pixels */
  damage(rects: readonly Rect[]): void {
    const { dpr } = this.#size;
    for (const [, y, , height] of rects) {
      const [top, bottom] = [Math.floor(y * dpr), Math.ceil((y + height) * dpr)];
      this.#tiles.forEach((tile, index) => {
        if (top >= (index + 1) * this.#step || bottom <= index * this.#step) return;
        const [first, last] = tile.stale ?? [top, bottom];
        tile.stale = [Math.min(first, top), Math.max(last, bottom)];
      });
    }
  }

  /**
   * Chooses what is to be painted for a card that will have this size: all that is in view and out of date, or, when
   * that is nothing, one tile that is only near and the next one: each change of a canvas costs the browser a frame's work.
   * What is chosen counts as up to date from now on.
   * @param top  where the card's top will be, CSS pixels from the top of the window
   */
  plan(size: Size, top: number): Plan {
    const { width, height, dpr } = size;
    const step = Math.round(tileHeight * dpr);
    const kept = dpr === this.#size.dpr && width === this.#size.width;
    const plan: Plan = { ...size, tiles: [], rects: [] };
    const choose = (index: number): void => {
      const tile = this.#tiles[index];
      const start = index * step;
      const end = Math.min(start + step, height);
      const [first, last] = (kept && tile?.canvas.height === end - start && tile.stale) || all;
      const top = Math.max(first, start);
      if (tile) tile.stale = undefined;
      plan.tiles.push(index);
      plan.rects.push([0, top, width, Math.min(last, end) - top]);
    };
    const inView = (index: number): boolean => {
      // In pixels of the window, which zoom does not change.
      const start = top + (index * step) / devicePixelRatio;
      return start < innerHeight && start + step / devicePixelRatio > 0;
    };
    const count = Math.ceil(height / step);
    for (let index = 0; index < count; index++) {
      const tile = this.#tiles[index];
      if (inView(index) && (!kept || !tile || isDue(tile))) choose(index);
    }
    if (plan.rects.length === 0) {
      const near = this.#tiles.findIndex(isDue);
      if (near >= 0) [near, ...[near + 1, near - 1].filter(index => this.#tiles[index]?.stale).slice(0, 1)].forEach(choose);
    }
    return plan;
  }

  /** Shows what was painted by a plan, at the size that it was made for, step by step. */
  *show({ tiles, rects, ...size }: Plan, pixels: readonly (ImageData | null)[]): Generator<void> {
    this.#resize(size, tiles);
    yield;
    for (const [at, index] of tiles.entries()) {
      const tile = this.#tiles[index];
      const image = pixels[at];
      if (!tile || !image) continue;
      const { canvas } = tile;
      const start = index * this.#step;
      const height = Math.min(this.#step, size.height - start);
      // It holds nothing that a part could be put into.
      if (image.height < height && canvas.height !== height) {
        tile.stale = all;
        continue;
      }
      setSize(canvas, size.width, height);
      const context = canvas.getContext('2d', { alpha: false });
      for (let row = 0; row < image.height; row += bandHeight) {
        context?.putImageData(image, 0, (rects[at]?.[1] ?? 0) - start, 0, row, image.width, bandHeight);
        yield;
      }
    }
    this.#empty(tiles);
  }

  /** There are near tiles that are out of date. */
  get waiting(): boolean {
    return this.#tiles.some(isDue);
  }

  /** Gives up all pixels. */
  clear(): void {
    while (this.#tiles.length > 0) this.#remove();
    this.#size = nothing;
  }

  /** @param painted  tiles whose pixels are there */
  #resize(size: Size, painted: readonly number[]): void {
    const { width, height, dpr } = size;
    if (dpr !== this.#size.dpr) this.clear();
    this.#size = size;
    this.#step = Math.round(tileHeight * dpr);
    const count = Math.ceil(height / this.#step);
    while (this.#tiles.length > count) this.#remove();
    while (this.#tiles.length < count) this.#add(painted.includes(this.#tiles.length));
    this.#tiles.forEach((tile, index) => {
      const { style } = tile.canvas;
      const cssWidth = `${width / dpr}px`;
      const cssHeight = `${Math.min(this.#step, height - index * this.#step) / dpr}px`;
      if (style.width === cssWidth && style.height === cssHeight) return;
      style.width = cssWidth;
      style.height = cssHeight;
      tile.stale = painted.includes(index) ? undefined : all;
    });
  }

  /** @param painted  it is in view, which the observer reports only in a later frame */
  #add(painted: boolean): void {
    const canvas = document.createElement('canvas');
    setSize(canvas, 0, 0);
    canvas.style.top = `${(this.#tiles.length * this.#step) / this.#size.dpr}px`;
    this.#tiles.push({ canvas, near: painted, stale: all });
    this.#root.append(canvas);
    this.#observer.observe(canvas);
  }

  #remove(): void {
    const tile = this.#tiles.pop();
    if (!tile) return;
    this.#observer.unobserve(tile.canvas);
    setSize(tile.canvas, 0, 0);
    tile.canvas.remove();
  }

  /**
   * Gives up the pixels of tiles that are not near: where they are out of date, or all, when there are too many.
   * @param painted  not these, as long as any tile is near
   */
  #empty(painted: readonly number[] = []): void {
    const any = this.#tiles.some(isNear);
    const many = this.#tiles.reduce((sum, { canvas }) => sum + canvas.width * canvas.height, 0) > most;
    this.#tiles.forEach((tile, index) => {
      if (tile.near || (any && (painted.includes(index) || !(many || tile.stale)))) return;
      setSize(tile.canvas, 0, 0);
      tile.stale = all;
    });
  }

  #moved(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.#tiles.find(({ canvas }) => canvas === target);
      if (tile) tile.near = isIntersecting;
    }
    if (!this.#tiles.some(isNear)) this.#empty();
    if (this.waiting) this.#wanted();
  }
}
