// Registers <depesche-card>. A second copy of the script on the page changes nothing.
import { DepescheCard } from './element.js';

if (!customElements.get('depesche-card')) customElements.define('depesche-card', DepescheCard);

export { DepescheCard };
export type { CardEventDetails, CardEventMap, ErrorDetail, ErrorType } from './element.js';

declare global {
  interface HTMLElementTagNameMap {
    'depesche-card': DepescheCard;
  }
}
