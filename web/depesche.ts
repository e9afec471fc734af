// Registers <depesche-card>: dist/depesche.js, whole in one file for a tag, and dist/register.js, for who imports the package.
// A second copy of the script on the page changes nothing, and neither does a server, which has no elements.
import { DepescheCard } from './element.js';

try {
  customElements.define('depesche-card', DepescheCard);
} catch {
  // There is one already, or there cannot be one.
}

export { DepescheCard };
export type { CardEventDetails, CardEventMap, Diagnostic, ErrorDetail, ErrorType, Statistics } from './element.js';

declare global {
  interface HTMLElementTagNameMap {
    'depesche-card': DepescheCard;
  }
}
