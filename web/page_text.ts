// Text that falls on the painted glyphs and still is one running text to find, copy and screen readers. Lines break
// where CSS writes a line feed, at each `.cut`, and, white space being preserved, nowhere else. Nothing is measured but
// the height of the baseline, once for each face and size. On a change of width the same text nodes are cut at other places, which
// keeps what is selected, found or focused in them (Text.splitText and normalize move live ranges along).
import type { NodeId, SemanticFragment, SemanticLine, SemanticText } from './semantic_patch.js';
import { zoomOf } from './system.js';

export interface TextStyle {
  face: string;
  subset?: string;
  size: number;
  lineHeight: number;
}

export interface TextBlock {
  /** The text and its marks, without the lines. */
  content: string;
  links: Map<NodeId, HTMLAnchorElement>;
}

export interface TextContext {
  fontFamily(face: string, subset: string | undefined): string;
  /** From the top of a line box to its baseline, as this browser sets the style. */
  baseline(style: TextStyle): number;
  /** A link inside a text: sets its address, or leaves it without one. */
  link(anchor: HTMLAnchorElement, id: NodeId, url: string): void;
  /** A stretch that is to take `width`, whatever its glyphs take. */
  fit(stretch: HTMLElement, width: number): void;
}

const fragments = ({ text = '', fragments = [text] }: SemanticLine): (string | SemanticFragment)[] => fragments;

interface Piece {
  mark: Omit<SemanticFragment, 'text'>;
  key: string;
  text: string;
}

/** Stretches under the same marks, across line ends. */
function pieces(text: SemanticText): Piece[] {
  const result: Piece[] = [];
  for (const line of text.lines) {
    for (const fragment of fragments(line)) {
      const { text: words, ...mark } = typeof fragment === 'string' ? { text: fragment } : fragment;
      const key = JSON.stringify(mark);
      const last = result.at(-1);
      if (last?.key === key) last.text += words;
      else result.push({ mark, key, text: words });
    }
  }
  return result;
}

/** The words of a piece in the elements of its marks, without its link. */
function buildMarks({ mark, text }: Piece, { face, subset }: SemanticText, context: TextContext): Node {
  const words = document.createTextNode(text);
  const wrappers: HTMLElement[] = [];
  if (mark.strong) wrappers.push(document.createElement('strong'));
  if (mark.emphasis) wrappers.push(document.createElement('em'));
  const ownFont = mark.face || mark.subset;
  if (wrappers.length === 0 && (mark.lang || ownFont || mark.width !== undefined))
    wrappers.push(document.createElement('span'));
  const [outer] = wrappers;
  if (!outer) return words;
  if (mark.lang) outer.lang = mark.lang;
  if (ownFont) outer.style.fontFamily = context.fontFamily(mark.face ?? face, mark.subset ?? subset);
  if (mark.width !== undefined) context.fit(outer, mark.width);
  const innermost = wrappers.reduce((parent, child) => {
    parent.append(child);
    return child;
  });
  innermost.append(words);
  return outer;
}

/** A link is one element, however many fonts and marks its words have. */
function build(
  parts: readonly Piece[],
  text: SemanticText,
  block: TextBlock,
  reusable: TextBlock | undefined,
  context: TextContext,
): Node[] {
  const nodes: Node[] = [];
  for (const part of parts) {
    const { link: id, url = '' } = part.mark;
    const marked = buildMarks(part, text, context);
    let link = id && block.links.get(id);
    if (id && !link) {
      link = reusable?.links.get(id) ?? document.createElement('a');
      link.replaceChildren();
      context.link(link, id, url);
      block.links.set(id, link);
      nodes.push(link);
    }
    if (link) link.append(marked);
    else nodes.push(marked);
  }
  return nodes;
}

const words = (fragment: string | SemanticFragment): string =>
  typeof fragment === 'string' ? fragment : fragment.text;

const length = (line: SemanticLine): number =>
  fragments(line).reduce((sum, fragment) => sum + words(fragment).length, 0);

const leastStart = ({ lines }: SemanticText): number => Math.min(...lines.map(({ start = 0 }) => start));

/** Cuts the text nodes of `root` where the lines end. */
function cutLines(root: Node, text: SemanticText): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const least = leastStart(text);
  let node = walker.nextNode() as Text | null;
  text.lines.forEach(line => {
    if (!node) return;
    const offset = (line.start ?? 0) - least;
    if (offset > 0.02) {
      const indent = document.createElement('span');
      indent.className = 'indent';
      indent.style.paddingInlineStart = `${offset}px`;
      node.before(indent);
    }
    let rest = length(line);
    let last = node;
    while (node && rest >= node.length) {
      rest -= node.length;
      last = node;
      node = walker.nextNode() as Text | null;
    }
    if (node && rest > 0) {
      last = node;
      walker.currentNode = node = node.splitText(rest);
    }
    if (!node || last.data.endsWith('\n')) return;
    // CSS breaks the line, and writes the hyphen where no pixels do: a <br> would part the phrases that find looks
    // for, and a <wbr> does nothing here in Firefox and WebKit and is a space in the names of Chromium ("tar iffs").
    const cut = document.createElement('span');
    cut.className = `cut ${line.cut ?? ''}`;
    last.after(cut);
  });
}

/** @param tag  of the element around */
function setLines(root: DocumentFragment | Element, text: SemanticText, tag: string): void {
  if (!(text.size > 0)) return;
  cutLines(root, text);
  if (tag === 'button') return;
  // Placed elements are copied without a line end, where the browser does it: together with the page around.
  const gap = document.createElement('span');
  gap.className = 'gap';
  gap.textContent = '\n\n';
  root.append(gap);
}

export function setText(element: HTMLElement, text: SemanticText, old: TextBlock | undefined, context: TextContext): TextBlock {
  const parts = pieces(text);
  const block: TextBlock = { content: parts.map(part => part.key + part.text).join('\0'), links: new Map() };
  if (block.content === old?.content) {
    for (const cut of element.querySelectorAll('.cut,.indent,.gap')) cut.remove();
    element.normalize();
    setLines(element, text, element.localName);
    return old;
  }
  // Made out of the page's sight.
  const nodes = new DocumentFragment();
  nodes.append(...build(parts, text, block, old, context));
  setLines(nodes, text, element.localName);
  element.replaceChildren(nodes);
  return block;
}

const typeOf = ({ face, subset, size, lineHeight }: TextStyle, fontFamily: TextContext['fontFamily']): string =>
  `font-family:${fontFamily(face, subset)};font-size:${size}px;line-height:${lineHeight}px;`;

/**
 * CSS that gives the lines no width, and brings the first baseline to its painted height. A button would centre its words:
 * padding leaves no room for that. A field centres what is typed.
 */
export function textStyle(tag: string, text: SemanticText, width: number, height: number, context: TextContext): string {
  if (!(text.size > 0)) return '';
  const type = typeOf(text, context.fontFamily);
  const least = leastStart(text);
  if (tag === 'input') return `${type}padding-inline:${least}px 4px`;
  const shift = text.baseline - context.baseline(text);
  return (
    type +
    (text.letterSpacing ? `letter-spacing:${text.letterSpacing}px;` : '') +
    `padding-inline:${least}px ${Math.max(0, width - least)}px;${shift < 0 ? 'margin' : 'padding'}-top:${shift}px;` +
    (tag === 'button' ? `padding-bottom:${Math.max(0, height - shift - text.lines.length * text.lineHeight)}px` : '')
  );
}

/** Measures baselines: a box of no size stands on the baseline of a line of the style. */
export class Baselines {
  readonly #known = new Map<string, number>();
  readonly #layer: HTMLElement;
  readonly #fontFamily: TextContext['fontFamily'];

  constructor(layer: HTMLElement, fontFamily: TextContext['fontFamily']) {
    this.#layer = layer;
    this.#fontFamily = fontFamily;
  }

  clear(): void {
    this.#known.clear();
  }

  /** Measures what is not known yet, all with one layout. */
  prepare(styles: Iterable<TextStyle>): void {
    const holder = document.createElement('div');
    holder.className = 'status';
    const probes = new Map<string, HTMLElement>();
    for (const style of styles) {
      const key = this.#key(style);
      if (!(style.size > 0) || this.#known.has(key) || probes.has(key)) continue;
      const line = document.createElement('div');
      // As painted, whatever line height the reader wants just now.
      line.style.cssText = typeOf(style, this.#fontFamily).replaceAll(';', '!important;');
      const foot = document.createElement('span');
      foot.style.display = 'inline-block';
      line.append(foot);
      holder.append(line);
      probes.set(key, foot);
    }
    if (probes.size === 0) return;
    this.#layer.append(holder);
    for (const [key, foot] of probes) {
      const line = foot.parentElement?.getBoundingClientRect();
      // Without boxes (the card is not displayed) there is nothing to be known.
      if (line && line.height > 0) {
        this.#known.set(key, (foot.getBoundingClientRect().bottom - line.top) / zoomOf(this.#layer));
      }
    }
    holder.remove();
  }

  get(style: TextStyle): number {
    return this.#known.get(this.#key(style)) ?? style.lineHeight / 2 + style.size * 0.33;
  }

  #key({ face, subset, size, lineHeight }: TextStyle): string {
    return `${face} ${subset} ${size} ${lineHeight}`;
  }
}
