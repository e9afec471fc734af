// Fonts, interface strings and hyphenation patterns: each had once a page, from where the embedder put them.
// Fonts also become FontFaces from the same bytes, so that the page layer's text has the widths of the painted text.
import { pause } from './system.js';

export class Resources {
  readonly #base: URL;
  readonly #loads: Record<string, Promise<Uint8Array<ArrayBuffer> | null>> = {};
  /** Fonts that the page does not know yet. */
  readonly #faces: FontFace[] = [];

  constructor(base: URL) {
    this.#base = base;
  }

  /** The bytes, or null when they cannot be had now. Never rejects. */
  load(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (this.#loads[path] ??= this.#fetch(path).catch(() => {
      delete this.#loads[path];
      return null;
    }));
  }

  /**
   * Fetches what an article in `language` is likely to need: each in a task of its own, as beginning takes the browser its time.
   * @return whether this was known, and is there
   */
  async preload(language: string): Promise<boolean> {
    const likely = LIKELY_RESOURCES[language.toLowerCase().split('-')[0] ?? ''];
    const paths = COMMON_RESOURCES + (likely ?? '');
    const loads = await Promise.all(paths.split(' ').map(path => pause(0).then(() => this.load(path))));
    this.showFonts();
    return !!likely && loads.every(Boolean);
  }

  /** Gives the page the fonts that have come, all at once: for each the browser lays out anew all text that it has, the host's, too. */
  showFonts(): void {
    for (const face of this.#faces.splice(0)) document.fonts.add(face);
  }

  async #fetch(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(new URL(path, this.#base));
    if (!response.ok) throw new Error(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (/^fonts/.test(path)) {
      // One family a file: `fonts/serif-regular.latin.ttf` is "Depesche serif-regular.latin".
      // What is bold is not to be made bolder.
      const face = new FontFace(`Depesche ${path.slice(6, -4)}`, bytes, /bold/.test(path) ? { weight: '1 999' } : {});
      // The engine judges the file, too, and says so.
      await face.loaded.catch(() => {});
      this.#faces.push(face);
    }
    return bytes;
  }
}

/** The CSS font-family of a face, with the file of `subset` first: files overlap, and spaces and commas are to be
 *  shaped, and kerned, in the same file as by the engine. */
export function fontFamily(face: string, subset = 'latin'): string {
  return (families[face + subset] ??= [subset, ...FONT_SUBSETS.filter(other => other !== subset)]
    .map(name => `"Depesche ${face}.${name}"`)
    .concat(/^sans/.test(face) ? 'sans-serif' : 'serif')
    .join(','));
}

/** Each is asked for by hundreds of texts. */
const families: Record<string, string> = {};
