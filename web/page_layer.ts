// The page layer: transparent, selectable, semantic elements over the painted tiles, made and patched by node id from
// the engine's patches. It knows nothing of articles: element names and attributes come from the patch and are
// checked against closed lists here, URLs once more against http, https and mailto.
import type { NodeId, SemanticPatch } from './semantic_patch.js';

export type * from './semantic_patch.js';

export interface PageLayerOptions {
  /** A control was used: the engine's `activate(node)`. */
  activate(node: NodeId): void;
  search(query: string): void;
  searchStep(by: 1 | -1): void;
  /** CSS `font-family` of a face ("serif-regular"): one family a font file, in the catalogue's order. */
  fontFamily(face: string): string;
  /** Before the browser follows a link; false: it must not, because the host or a kiosk has taken it. */
  onLinkClick(event: MouseEvent, url: string): boolean;
  /** What relative URLs of pictures and links are relative to: the article's own URL. */
  baseUrl(): string;
}

export class PageLayer {
  constructor(root: HTMLElement, options: PageLayerOptions) {
    void root;
    void options;
  }
  /** Nodes put, moved and removed since the start. */
  readonly patched: number = 0;

  /** The fonts that the patch's texts take must be in `document.fonts`, loaded. */
  apply(patch: SemanticPatch, size: { width: number; height: number }): void {
    void patch;
    void size;
  }
  element(id: NodeId): HTMLElement | undefined {
    void id;
    return undefined;
  }
  /** Says a text through the live region. */
  announce(text: string): void {
    void text;
  }
  /** Colour of the search field's text, and which kind of system colours go with it. */
  setTheme(theme: { ink: string; dark: boolean }): void {
    void theme;
  }
  /** The query that the engine has, where it changed by other means than typing. */
  setQuery(query: string): void {
    void query;
  }
  /** Measures baselines again: call when fonts were replaced or `devicePixelRatio` changed. */
  remeasure(): void {}
  /** Shows where the layer's texts and controls lie; the inspector's switch. */
  tint(on: boolean): void {
    void on;
  }
  clear(): void {}
}
