// The kiosk's own words, in the languages that it has them in. They are bundled: there is no moment without them.
import de from '../../assets/kiosk/de.json';
import en from '../../assets/kiosk/en.json';
import ru from '../../assets/kiosk/ru.json';

export type Word = Exclude<keyof typeof en, 'language'>;

const languages: readonly (typeof en)[] = [en, de, ru];

/** @returns the words of the language nearest to `tag`; English where there is none. */
export function wordsOf(tag: string): (word: Word, values?: Readonly<Record<string, string | number>>) => string {
  const primary = tag.toLowerCase().split('-')[0];
  const words = languages.find(({ language }) => language === primary) ?? en;
  return (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The language that `wordsOf` answers in. */
export function languageOfWords(tag: string): string {
  const primary = tag.toLowerCase().split('-')[0] ?? '';
  return languages.some(({ language }) => language === primary) ? primary : en.language;
}
