// What `append_semantic_patch` (widget/semantics/semantic_tree.h) writes and the page layer applies: nodes by id, each
// with an element name, closed-list attributes, a rectangle from its parent's top left corner, and its text by lines.
// Lengths are CSS pixels. Members that say nothing (false, empty, 0) are left out.

export type NodeId = number;

export interface SemanticPatch {
  root: NodeId;
  /** Every node that is gone, parents before their descendants. */
  remove?: NodeId[];
  /** New and changed nodes, parents and earlier siblings first. */
  put?: SemanticNode[];
  /** Nodes of which only the rectangle changed: id, x, y, width, height. */
  move?: [NodeId, number, number, number, number][];
}

export interface SemanticNode {
  id: NodeId;
  /** 0 for the root. */
  parent: NodeId;
  /** The sibling that it follows, or 0: the first child. */
  after: NodeId;
  tag: string;
  /** `Role` of the layout tree, in kebab-case; the element's class. */
  role: string;
  rect: [number, number, number, number];
  /** References to other nodes (aria-controls, aria-labelledby) are written as `n` and the id. */
  attributes?: Record<string, string>;
  text?: SemanticText;
  /** `Action` of the layout tree. `follow-link` and `edit-search` are the browser's, the others `activate(id)`. */
  action?: string;
  /** Of a link. */
  url?: string;
  image?: SemanticImage;
}

export interface SemanticText {
  size: number;
  lineHeight: number;
  /** Of the first line, from the node's top. */
  baseline: number;
  letterSpacing?: number;
  /** `Face` in kebab-case: "serif-regular". */
  face: string;
  /** The subset of the face that is to be tried first: "cyrillic". */
  subset?: string;
  /** Direction of the paragraph, which may differ from that of the element. */
  rtl?: boolean;
  /** Each `lineHeight` high. A closed statement has one line, and `size` 0. */
  lines: SemanticLine[];
}

export interface SemanticLine {
  /** Of the painted text, from the node's left, or from its right in right-to-left text. */
  start?: number;
  /** Of the painted text without trailing white space. */
  width: number;
  /** Classes of the line's end: `hyphen` where a hyphen is painted that is not in the text, and the direction of the last
   *  words, where it is not the text's. */
  cut?: string;
  /** The words; instead of them, `fragments` in logical order where there are marks, a string being text without. All
   *  lines joined are the text as it is copied. */
  text?: string;
  fragments?: (string | SemanticFragment)[];
}

export interface SemanticFragment {
  text: string;
  /** The fragment is (part of) this link. */
  link?: NodeId;
  url?: string;
  /** BCP 47 tag of a foreign phrase. */
  lang?: string;
  emphasis?: boolean;
  strong?: boolean;
  /** Where it is not the text's own. */
  face?: string;
  /** The subset of the face that it is set in, where it is not the text's first. */
  subset?: string;
  /** Of characters that no font of the card has: they are painted as boxes, and the browser has its own glyphs. */
  width?: number;
}

export interface SemanticImage {
  alt: string;
  /** At least one; URLs may be relative to the article's. */
  sources: { url: string; type?: string; width: number; height: number }[];
  /** The lead picture is loaded at once, the others when they come near. */
  lead?: boolean;
}
