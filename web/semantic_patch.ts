// What `semantic_patch_json` (widget/semantics/semantic_tree.h) writes and the page layer applies: nodes by id, each
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
  letterSpacing?: number;
  /** `Face` in kebab-case: "serif-regular". */
  face: string;
  /** The subset of the face that is to be tried first: "cyrillic". */
  subset?: string;
  /** Direction of the paragraph, which may differ from that of the element. */
  rtl?: boolean;
  /** Empty boxes for closed statements: one line without geometry. */
  lines: SemanticLine[];
}

export interface SemanticLine {
  /** Of the line box and the baseline, from the node's top. */
  top: number;
  baseline: number;
  /** Left edge, from the node's left, and width of the painted text without trailing white space. */
  x: number;
  width: number;
  /** Ends in a painted hyphen that is not in the text. */
  hyphenated?: boolean;
  /** In logical order; a string is text without marks. Joined over all lines they are the text as it is copied. */
  fragments: (string | SemanticFragment)[];
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
