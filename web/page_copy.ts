// What is copied from the card: the article's words, blocks apart by a blank line, and as HTML the article's elements.
// Left to itself the browser would copy the transparent colour with them.

function composedRange(selection: Selection, root: ShadowRoot): AbstractRange | undefined {
  try {
    return selection.getComposedRanges({ shadowRoots: [root] })[0];
  } catch {
    // Safari 17 takes the roots themselves.
    const of = selection as unknown as { getComposedRanges(...roots: ShadowRoot[]): AbstractRange[] };
    return of.getComposedRanges(root)[0];
  }
}

/** The selection's range where it begins and ends inside `layer`. */
export function selectedRange(layer: HTMLElement): Range | undefined {
  const root = layer.getRootNode();
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  let ends: AbstractRange | undefined;
  if (root instanceof ShadowRoot && 'getComposedRanges' in selection) {
    ends = composedRange(selection, root);
  } else {
    // Chromium before 137.
    const own = root as { getSelection?: () => Selection | null };
    const inner = own.getSelection?.() ?? selection;
    if (inner.rangeCount > 0) ends = inner.getRangeAt(0);
  }
  if (!ends || ends.collapsed || !layer.contains(ends.startContainer) || !layer.contains(ends.endContainer))
    return undefined;
  const range = document.createRange();
  range.setStart(ends.startContainer, ends.startOffset);
  range.setEnd(ends.endContainer, ends.endOffset);
  return range;
}

export interface CopiedText {
  text: string;
  html: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => `&${{ '&': 'amp', '<': 'lt', '>': 'gt' }[character] ?? 'quot'};`);

/** Elements that go into the copied HTML; the others only lend it their content. */
const kept = /^(h[1-6]|p|blockquote|cite|ul|ol|li|figcaption|em|strong|a)$/;
/** Words of the card itself, not of the article; and closed statements. */
const left_out = '.tools, .button, .gap, [hidden]';
/** Whose blocks belong together, on lines of their own. */
const tight = '.byline, .entry-heading, .entry-button, li';

export function copyText(range: Range): CopiedText {
  const root = range.commonAncestorContainer;
  const top = root instanceof Element ? root : root.parentElement;
  let html = '';
  let text = '';
  let before: Element | null = null;

  const words = (node: Text): string => {
    if (!range.intersectsNode(node)) return '';
    const start = node === range.startContainer ? range.startOffset : 0;
    const end = node === range.endContainer ? range.endOffset : node.length;
    return node.data.slice(start, end);
  };
  const write = (node: Node): void => {
    if (node instanceof Text) {
      const selected = words(node);
      if (selected === '') return;
      const block = node.parentElement?.closest('.text') ?? null;
      if (before && block !== before) {
        const group = block?.closest(tight);
        text += group && group === before.closest(tight) ? '\n' : '\n\n';
      }
      before = block;
      text += selected;
      html += escaped(selected).replaceAll('\n', '<br>');
      return;
    }
    if (!(node instanceof HTMLElement) || node.matches(left_out) || !range.intersectsNode(node)) return;
    const inButton = node.parentElement?.localName === 'button';
    const name = inButton ? 'p' : node.localName;
    const opened = html.length;
    if (inButton || kept.test(name)) {
      const href = node instanceof HTMLAnchorElement && node.href ? ` href="${escaped(node.href)}"` : '';
      const lang = node.lang ? ` lang="${escaped(node.lang)}"` : '';
      html += `<${name}${href}${lang}>`;
      const inside = html.length;
      node.childNodes.forEach(write);
      if (html.length === inside) html = html.slice(0, opened);
      else html += `</${name}>`;
    } else {
      node.childNodes.forEach(write);
    }
  };
  // A selection within a paragraph has no block around it; one within a list keeps the list.
  const from = top?.closest('ul, ol, blockquote') ?? top;
  if (root instanceof Text) write(root);
  else if (from?.matches('.text')) from.childNodes.forEach(write);
  else if (from) write(from);
  return { text, html };
}
