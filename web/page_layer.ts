// The page layer: transparent, selectable, semantic elements over the painted tiles, made and patched by node id from
// the engine's patches. It knows nothing of articles: element names and attributes come from the patch and are
// checked against closed lists here, URLs once more against http, https and mailto.
import css from './page_layer.css';
import { setPicture, setPictureWidth } from './page_picture.js';
import { Baselines, setText, textStyle, type TextBlock, type TextContext } from './page_text.js';
import type { NodeId, SemanticNode, SemanticPatch } from './semantic_patch.js';
import { addStyle } from './style.js';
import { frame, pieces, zoomOf } from './system.js';

export type * from './semantic_patch.js';

export interface PageLayerOptions {
  /** A control was used: the engine's `activate(node)`. */
  activate(node: NodeId, action: string): void;
  /** CSS `font-family` of a face ("serif-regular"): one family a font file, that of `subset` ("cyrillic") first. */
  fontFamily(face: string, subset: string | undefined): string;
  /** Before the browser follows a link; false: it must not, because the host or a kiosk has taken it. */
  onLinkClick(event: MouseEvent, url: string): boolean;
  /** What relative URLs of pictures and links are relative to: the article's own URL. */
  baseUrl(): string | undefined;
}

const elements = new Set(
  ('article header section aside div h1 h2 h3 h4 h5 h6 p span time blockquote cite ul ol li figure figcaption ' +
    'picture a button input').split(' '),
);
const attributes = (
  'role aria-label aria-labelledby aria-controls aria-expanded aria-current aria-disabled aria-hidden lang dir ' +
  'datetime hidden type rel tabindex data-entry'
).split(' ');

export interface Placed {
  node: SemanticNode;
  element: HTMLElement;
  text?: TextBlock | undefined;
  /** Of the element, as they were set last. */
  style?: string;
  classes?: string;
}

export class PageLayer {
  readonly #options: PageLayerOptions;
  /** What holds the elements. */
  readonly root = document.createElement('div');
  readonly #status = document.createElement('div');
  readonly #placed = new Map<NodeId, Placed>();
  /** Controls and links, with what they are for. */
  readonly #actions = new WeakMap<Element, { id: NodeId; action: string }>();
  readonly #baselines: Baselines;
  readonly #text: TextContext;
  /** Stretches in fonts that are not ours, whose width has still to be made that of the painted boxes. */
  #unfit: [HTMLElement, number][] = [];
  /** Nodes put, moved and removed since the start. */
  patched = 0;
  /** What the nodes of the last patch took, ms. */
  layerTime = 0;
  /** The patch that the layer has been filled from. */
  #filled: SemanticPatch | undefined;
  /** What the last patch is still to change where nobody sees it: elements without words, or with those before, or at their place before. */
  readonly #rest: (() => void)[] = [];
  /** Who watches what others make of the texts runs here what the layer itself writes, until the promise is settled. */
  writes = <Done extends void | Promise<void>>(act: () => Done): Done => act();
  /** CSS zoom, read before anything is written: the browser would lay out anew for each reading after it. */
  #zoom = 1;

  constructor(box: HTMLElement, options: PageLayerOptions) {
    this.#options = options;
    this.root.className = 'layer';
    this.#status.className = 'status';
    this.#status.role = 'status';
    this.root.append(this.#status);
    box.append(this.root);
    addStyle(box.getRootNode() as Document | ShadowRoot, css);
    this.#baselines = new Baselines(this.root, options.fontFamily);
    this.#text = {
      fontFamily: options.fontFamily,
      baseline: style => this.#baselines.get(style),
      link: (anchor, id, url) => this.#setLink(anchor, id, url),
      fit: (stretch, width) => this.#unfit.push([stretch, width]),
    };
    this.#listen();
  }

  /** Does of `apply` what changes nothing that can be seen, while the pixels are painted: an empty layer is filled, out of sight. */
  async fill(patch: SemanticPatch, top: number): Promise<void> {
    this.layerTime = 0;
    if (this.#placed.size === 0) await this.writes(() => this.#fill(patch, top));
  }

  async #fill(patch: SemanticPatch, top: number): Promise<void> {
    this.#filled = patch;
    const piece = pieces();
    await piece();
    this.#zoom = zoomOf(this.root);
    for (const node of patch.put ?? []) {
      // In no document Chromium keeps a picture whose source it selects, and all around it.
      if (this.#filled !== patch || !this.root.isConnected) return;
      this.#baselines.prepare(node.text ? [node.text] : []);
      this.#putSeen(node, top);
      await piece();
    }
  }

  /**
   * The fonts that the patch's texts take must be in `document.fonts`, loaded. What is in view changes at once, with all
   * controls; the rest waits for `finish`.
   * @param top  of the layer, when the patch is shown: CSS pixels from the top of the window
   * @param used  the control in view with which the reader asked for it, who looks at the pixels: what shows none of its own does
   *   not hold them up, and waits, too, where it takes the place of something
   */
  apply(patch: SemanticPatch, size: { width: number; height: number }, top: number, used?: NodeId): void {
    this.writes(() => this.#apply(patch, size, top, this.element(used)));
  }

  #apply(patch: SemanticPatch, size: { width: number; height: number }, top: number, used?: Element): void {
    const { remove = [], put = [], move = [] } = patch;
    if (patch !== this.#filled) {
      this.complete();
      this.#measure(put);
      for (const id of remove) {
        this.#placed.get(id)?.element.remove();
        this.#placed.delete(id);
      }
      const moved = move.flatMap(([id, ...rect]) => {
        const placed = this.#placed.get(id);
        if (placed) placed.node.rect = rect;
        return placed ?? [];
      });
      for (const node of put) this.#putSeen(node, top, used);
      for (const placed of moved) this.#change(placed.node, () => this.#place(placed), top, placed.element, used);
    }
    this.#fit();
    this.root.style.width = `${size.width}px`;
    this.root.style.height = `${size.height}px`;
    this.patched += remove.length + put.length + move.length;
  }

  /** Does at once what is left for `finish`. */
  complete(): void {
    // Each click in the page asks.
    if (!this.#rest.length) return;
    this.writes(() => {
      for (const change of this.#rest.splice(0)) change();
      this.#fit();
    });
  }

  /** What nobody sees yet, a few milliseconds at a time; `aria-busy` until all is there. @param id  the article's root */
  async finish(id: NodeId): Promise<void> {
    const root = this.element(id);
    if (root) await this.writes(() => this.#finish(id, root));
  }

  async #finish(id: NodeId, root: HTMLElement): Promise<void> {
    const seen = (): Promise<void> | undefined => (document.hidden ? undefined : frame());
    if (this.#rest.length) {
      root.ariaBusy = 'true';
      await seen();
    }
    const piece = pieces();
    while (this.#rest.length && this.root.isConnected) {
      await piece();
      this.#rest.shift()?.();
      this.#fit();
    }
    // It makes the browser work out the style of all that the article holds: in a frame of its own.
    const language = (): string => this.node(id)?.attributes?.['lang'] ?? root.lang;
    if (root.lang !== language()) {
      await seen();
      root.lang = language();
    }
    if (!this.#rest.length) root.ariaBusy = null;
  }

  element(id?: NodeId): HTMLElement | undefined {
    return this.#placed.get(id as NodeId)?.element;
  }

  /** What has words or a picture. */
  blocks(): Placed[] {
    return [...this.#placed.values()].filter(({ node }) => node.text || node.image);
  }

  /** As the last patches gave it. */
  node(id: NodeId): SemanticNode | undefined {
    return this.#placed.get(id)?.node;
  }

  /** Colour of the search field's text, and which kind of system colours go with it. */
  setTheme({ ink, dark }: { ink: string; dark: boolean }): void {
    this.root.style.setProperty('--depesche-ink', ink);
    this.root.style.colorScheme = dark ? 'dark' : 'light';
  }

  /** Measures baselines again: call when fonts were replaced or `devicePixelRatio` changed. */
  remeasure(): void {
    this.#baselines.clear();
    this.#measure([...this.#placed.values()].map(({ node }) => node));
    for (const placed of this.#placed.values()) this.#place(placed);
  }

  clear(): void {
    this.#filled = undefined;
    this.#rest.length = 0;
    this.#placed.clear();
    this.root.replaceChildren(this.#status);
    this.#status.textContent = '';
  }

  /** What is read before anything is written. */
  #measure(nodes: readonly SemanticNode[]): void {
    this.#zoom = zoomOf(this.root);
    this.#baselines.prepare(nodes.flatMap(({ text }) => text ?? []));
  }

  /** Puts a node, now or with `finish`: where it is new, without its words. */
  #putSeen(node: SemanticNode, top: number, used?: Element): void {
    const { text, ...bare } = node;
    const element = this.element(node.id);
    const put = (): void => this.#put(node);
    const mayWait = (text && !node.action) || (element && used);
    if (!mayWait || (element && !this.#isInOrder(node, element))) put();
    else if (this.#change(node, put, top, element, used) && !element) this.#put(bare);
  }

  /** Does it now, or with `finish` where nobody sees it, or only its pixels: what is in view first. @return it waits */
  #change(node: SemanticNode, change: () => void, top: number, element?: Element, used?: Element): boolean {
    const seen = this.#isInView(node, top);
    // What shows itself would be seen where it was.
    const now = element?.querySelector('img,input') || ((used && element?.contains(used)) ?? seen);
    if (now) change();
    else this.#rest[seen ? 'unshift' : 'push'](change);
    return !now;
  }

  #isInOrder({ parent, after }: SemanticNode, element: Element): boolean {
    return element.parentElement === (this.element(parent) ?? this.root) && element.previousElementSibling === (this.element(after) ?? null);
  }

  /** @param top  of the layer, CSS pixels from the top of the window */
  #isInView(node: SemanticNode, top: number): boolean {
    let y = 0;
    for (let at: SemanticNode | undefined = node; at; at = this.node(at.parent)) y += at.rect[1];
    return top + y * this.#zoom < innerHeight && top + (y + node.rect[3]) * this.#zoom > 0;
  }

  #put(node: SemanticNode): void {
    const begun = performance.now();
    const parent = node.parent ? this.element(node.parent) : this.root;
    if (!parent || !elements.has(node.tag)) return;
    let placed = this.#placed.get(node.id);
    if (placed?.element.localName !== node.tag) {
      const element = document.createElement(node.tag);
      if (placed) {
        // Not the marks of a text that it was.
        element.append(...[...placed.element.children].filter(({ id }) => id));
        placed.element.remove();
      }
      element.id = `n${node.id}`;
      placed = { node, element };
      this.#placed.set(node.id, placed);
    }
    const { element } = placed;
    placed.node = node;
    const field = node.tag === 'input';
    const classes = `node ${node.role}${!field && node.text?.size ? ' text' : ''}`;
    if (placed.classes !== classes) element.className = placed.classes = classes;
    this.#setAttributes(element, node);
    if (node.text && !field) placed.text = setText(element, node.text, placed.text, this.#text);
    else if (placed.text) {
      element.replaceChildren();
      delete placed.text;
    }
    if (node.image) setPicture(element, node.image, node.rect[2] * this.#zoom, url => this.#address(url));
    this.#place(placed);

    if (!this.#isInOrder(node, element)) {
      const previous = this.element(node.after);
      if (previous?.parentElement === parent) previous.after(element);
      else parent.prepend(element);
    }
    this.layerTime += performance.now() - begun;
  }

  #fit(): void {
    const widths = this.#unfit.map(([stretch]) => stretch.getBoundingClientRect().width / zoomOf(stretch));
    this.#unfit.forEach(([stretch, width], index) => {
      stretch.style.marginInlineEnd = `${width - (widths[index] ?? width)}px`;
    });
    this.#unfit = [];
  }

  /** All that is set at once is read by the browser once, and what is as it was costs it nothing. */
  #place(placed: Placed): void {
    const { node, element } = placed;
    const { rect: [x, y, width, height], text } = node;
    let style = `left:${x}px;top:${y}px;width:${width}px;height:${height}px;`;
    if (text) style += textStyle(element.localName, text, width, height, this.#text);
    if (placed.style !== style) element.style.cssText = placed.style = style;
    if (node.image) setPictureWidth(element, width * this.#zoom);
  }

  #setAttributes(element: HTMLElement, node: SemanticNode): void {
    const wanted = node.attributes ?? {};
    for (const name of attributes) {
      const value = wanted[name];
      if (name === 'lang' && !node.parent && element.lang) continue;
      if (value === undefined) element.removeAttribute(name);
      else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    this.#actions.delete(element);
    if (element instanceof HTMLAnchorElement) this.#setLink(element, node.id, node.url ?? '');
    else if (node.action) this.#actions.set(element, { id: node.id, action: node.action });
    // What adapt.css shows for a button whose icon is painted.
    if (node.action) element.dataset['action'] = node.action;
  }

  #setLink(anchor: HTMLAnchorElement, id: NodeId, url: string): void {
    const address = this.#address(url);
    if (!address) {
      anchor.removeAttribute('href');
      return;
    }
    if (anchor.href !== address) anchor.href = address;
    anchor.relList.add('noopener');
    this.#actions.set(anchor, { id, action: 'follow-link' });
  }

  /** The absolute address, where the card may lead there. */
  #address(url: string): string | undefined {
    try {
      const { protocol, href } = new URL(url, this.#options.baseUrl());
      return /^(https?|mailto):$/.test(protocol) ? href : undefined;
    } catch {
      return undefined;
    }
  }

  /** The control or link that an event happened on. */
  #used(event: Event): { element: HTMLElement; id: NodeId; action: string } | undefined {
    for (let at = event.target; at instanceof HTMLElement && at !== this.root; at = at.parentElement) {
      const use = this.#actions.get(at);
      if (use) return { element: at, ...use };
    }
    return undefined;
  }

  #listen(): void {
    const layer = this.root;
    const onClick = (event: MouseEvent): void => {
      const used = this.#used(event);
      // `auxclick` is of the right button, too, which follows nothing.
      if (!used || event.button > 1 || used.element.ariaDisabled === 'true') return;
      if (used.element instanceof HTMLAnchorElement) {
        if (!this.#options.onLinkClick(event, used.element.href)) event.preventDefault();
      } else if (event.type === 'click' && !(used.element instanceof HTMLInputElement)) {
        this.#options.activate(used.id, used.action);
      }
    };
    for (const type of ['click', 'auxclick'] as const) layer.addEventListener(type, onClick);
  }
}
