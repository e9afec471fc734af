/** Each text is parsed once, for all cards of the page. */
const sheets = new Map<string, CSSStyleSheet>();

/** Every browser that can read this module can construct style sheets. */
export function addStyle(root: DocumentOrShadowRoot, text: string): void {
  let sheet = sheets.get(text);
  if (!sheet) {
    sheets.set(text, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(text);
  }
  root.adoptedStyleSheets.push(sheet);
}
