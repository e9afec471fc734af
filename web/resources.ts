// Fonts, interface strings and hyphenation patterns: each had once a page, from where the embedder put them.
// Fonts also become FontFaces from the same bytes, so that the page layer's text has the widths of the painted text.

export class Resources {
  readonly #base: URL;
  readonly #loads = new Map<string, Promise<Uint8Array<ArrayBuffer> | null>>();

  constructor(base: URL) {
    this.#base = base;
  }

  /** The bytes, or null when they cannot be had now. Never rejects. */
  load(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
    let load = this.#loads.get(path);
    if (!load) {
      load = this.#fetch(path).catch(() => {
        this.#loads.delete(path);
        return null;
      });
      this.#loads.set(path, load);
    }
    return load;
  }

  /** Starts to fetch what an article in `language` is likely to need: each in a task of its own, as beginning takes the browser its time. */
  preload(language: string): void {
    const primary = language.toLowerCase().split('-')[0] ?? '';
    const paths = `${COMMON_RESOURCES} ${LIKELY_RESOURCES[primary] ?? ''}`;
    for (const path of paths.trim().split(' ')) setTimeout(() => this.load(path));
  }

  async #fetch(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(new URL(path, this.#base));
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const font = /^fonts\/(.+)\.ttf$/.exec(path)?.[1];
    if (font) await addFontFace(font, bytes);
    return bytes;
  }
}

/** One family a file: `fonts/serif-regular.latin.ttf` is "Depesche serif-regular.latin". */
async function addFontFace(font: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const face = new FontFace(`Depesche ${font}`, bytes);
  document.fonts.add(face);
  // The engine judges the file, too, and says so.
  await face.loaded.catch(() => {});
}

/** The CSS font-family of a face, with the file of `subset` first: files overlap, and spaces and commas are to be
 *  shaped, and kerned, in the same file as by the engine. */
export function fontFamily(face: string, subset = 'latin'): string {
  return [subset, ...FONT_SUBSETS.filter(other => other !== subset)]
    .map(name => `"Depesche ${face}.${name}"`)
    .concat(face.startsWith('sans') ? 'sans-serif' : 'serif')
    .join(',');
}
