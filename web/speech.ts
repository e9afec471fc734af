// Whether the card can be read aloud: the control is there where the browser has a voice for the card's language, and
// the module that reads is loaded when the reader first asks for it.
import type { ReadAloud } from './read_aloud.js';

/** As the engine knows it: no voice, silent, reading. */
type State = '0' | '1' | '2';

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';

export class Speech {
  readonly #layer: HTMLElement;
  readonly #tell: (state: State) => void;
  #language = '';
  #reading: ReadAloud | undefined;

  constructor(layer: HTMLElement, tell: (state: State) => void) {
    this.#layer = layer;
    this.#tell = tell;
  }

  /** Some browsers know their voices only later. */
  readonly #voicesCame = (): void => this.#look();

  /** The language shown; '' when the card is gone. Ends what is being read. */
  setLanguage(language: string): void {
    if (language === this.#language) return;
    this.#language = language;
    // The synthesis is the page's: it would hold a card that is gone.
    const { speechSynthesis } = globalThis;
    if (language) speechSynthesis?.addEventListener?.('voiceschanged', this.#voicesCame);
    else speechSynthesis?.removeEventListener?.('voiceschanged', this.#voicesCame);
    this.#reading?.stop();
    this.#look();
  }

  async toggle(): Promise<void> {
    if (this.#reading) return this.#reading.stop();
    try {
      const { ReadAloud } = await import('./read_aloud.js');
      if (!this.#language) return;
      this.#reading ??= new ReadAloud(this.#layer, () => {
        this.#reading = undefined;
        this.#look();
      });
      this.#look();
    } catch {
      // The network is gone. The control is still there for another try.
    }
  }

  #look(): void {
    if (!this.#language) return;
    const voices = globalThis.speechSynthesis?.getVoices() ?? [];
    const spoken = voices.some(({ lang }) => primary(lang) === primary(this.#language));
    this.#tell(this.#reading ? '2' : spoken ? '1' : '0');
  }
}
