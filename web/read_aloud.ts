// Reads the card's text aloud by the browser's speech synthesis, block by block in reading order, each in its own
// language, with a visible mark on the block being read. Loaded when the reader first asks for it.

/** Words of the card itself, and what a listener does not want to hear. */
const unread = '.tools, .banner, .related, .button, .fallback-mark, .ruler, [hidden]';

/** A voice for a language, BCP 47; one of the machine's own before one from the network. */
export function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
  const able = speechSynthesis.getVoices().filter(({ lang }) => primary(lang) === primary(language));
  return able.find(({ localService }) => localService) ?? able[0];
}

/** Sentences, since browsers cut long utterances off. */
function sentencesOf(text: string, language: string): string[] {
  try {
    return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment.trim()).filter(Boolean);
  } catch {
    // An older browser, or a tag that it has no use for: BCP 47 has more of them.
    return [text];
  }
}

export class ReadAloud {
  readonly #ended: () => void;
  #reading = true;
  #marked: Element | undefined;

  /** @param ended  the last block has been read, or reading was stopped, or the browser cannot go on */
  constructor(layer: HTMLElement, ended: () => void) {
    this.#ended = ended;
    // Who made it knows it before it ends.
    queueMicrotask(() => void this.#read(layer));
  }

  stop(): void {
    if (!this.#reading) return;
    // What is said is its own.
    speechSynthesis.cancel();
    this.#end();
  }

  #end(): void {
    if (!this.#reading) return;
    this.#reading = false;
    this.#mark(undefined);
    this.#ended();
  }

  async #read(layer: HTMLElement): Promise<void> {
    if (!this.#reading) return;
    // Another card's reading, or the host's: one voice at a time.
    speechSynthesis.cancel();
    for (const block of layer.querySelectorAll<HTMLElement>('.text')) {
      if (!this.#reading) return;
      if (!block.isConnected || block.closest(unread)) continue;
      const language = block.closest<HTMLElement>('[lang]')?.lang ?? '';
      const words = block.cloneNode(true) as HTMLElement;
      for (const gap of words.querySelectorAll('.gap')) gap.remove();
      this.#mark(block);
      for (const sentence of sentencesOf(words.textContent ?? '', language)) {
        // Somebody else has begun to speak.
        if (!(await this.#say(sentence, language))) return this.#end();
        if (!this.#reading) return;
      }
    }
    this.#end();
  }

  /** @return false where it could not be said */
  #say(words: string, language: string): Promise<boolean> {
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = language;
    const voice = voiceFor(language);
    if (voice) utterance.voice = voice;
    return new Promise(done => {
      utterance.onend = () => done(true);
      utterance.onerror = () => done(false);
      speechSynthesis.speak(utterance);
    });
  }

  #mark(block: Element | undefined): void {
    this.#marked?.classList.remove('spoken');
    this.#marked = block;
    block?.classList.add('spoken');
    block?.scrollIntoView({ block: 'nearest' });
  }
}
