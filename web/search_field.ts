// The search field's words, between a reader who goes on typing and an engine that answers later.
import type { Command } from './messages.js';

export class SearchField {
  readonly #layer: HTMLElement;
  readonly #send: (query: string) => void;
  /** Queries that the engine has not confirmed yet, and the last one that it has. */
  #sent: string[] = [];
  #query = '';
  /** The match that the reader is at, from 1. */
  #current = 0;

  constructor(layer: HTMLElement, send: (query: string) => void) {
    this.#layer = layer;
    this.#send = send;
    layer.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLInputElement) this.#typed(target.value);
    });
    // Somebody was quicker than this module.
    const value = this.#field()?.value;
    if (value) this.#typed(value);
  }

  /** The query that the engine has, and its match. What the reader has typed since is not overwritten. */
  confirm(query: string, current: number): void {
    this.#query = query;
    this.#current = current;
    const confirmed = this.#sent.indexOf(query);
    if (confirmed >= 0) {
      this.#sent.splice(0, confirmed + 1);
      return;
    }
    this.#sent = [];
    this.fill();
  }

  /** The field may be a new one. */
  fill(): void {
    const field = this.#field();
    if (field && this.#sent.length === 0 && field.value !== this.#query) field.value = this.#query;
  }

  /** Another engine knows nothing of a query. */
  clear(): void {
    this.#sent = [];
    this.#query = '';
  }

  /** What another engine is to be told, so that the reader goes on where he was. */
  kept(): Command[] {
    const typed = this.#sent.at(-1);
    if (typed !== undefined) return [['search', typed, 0]];
    return this.#query ? [['search', this.#query, this.#current || 1]] : [];
  }

  #field(): HTMLInputElement | null {
    const field = this.#layer.querySelector('input');
    // Setting what is set would be a change to who watches.
    if (field && field.autocomplete !== 'off') {
      field.autocomplete = 'off';
      field.spellcheck = false;
      field.enterKeyHint = 'search';
    }
    return field;
  }

  #typed(query: string): void {
    // Back at what the engine has already: it may not answer at all.
    if (query === this.#query) this.#sent = [];
    else this.#sent.push(query);
    this.#send(query);
  }
}
