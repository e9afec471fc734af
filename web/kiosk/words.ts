// The kiosk's own words, in the languages that it has them in. They are bundled: there is no moment without them.
import ar from '../../assets/kiosk/ar.json';
import de from '../../assets/kiosk/de.json';
import en from '../../assets/kiosk/en.json';
import es from '../../assets/kiosk/es.json';
import fr from '../../assets/kiosk/fr.json';
import he from '../../assets/kiosk/he.json';
import it from '../../assets/kiosk/it.json';
import nl from '../../assets/kiosk/nl.json';
import pl from '../../assets/kiosk/pl.json';
import pt from '../../assets/kiosk/pt.json';
import ru from '../../assets/kiosk/ru.json';
import uk from '../../assets/kiosk/uk.json';

export type Word = Exclude<keyof typeof en, 'language'>;

const languages: readonly (typeof en)[] = [en, ar, de, es, fr, he, it, nl, pl, pt, ru, uk];
const rightToLeft = [ar, he];

/** @returns the words of the language nearest to `tag`; English where there is none. */
export function wordsOf(tag: string): (word: Word, values?: Readonly<Record<string, string | number>>) => string {
  const words = nearest(tag);
  return (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The attributes of an element with words of `wordsOf`, which may be English. */
export function tongueOf(tag: string): { lang: string; dir: 'ltr' | 'rtl' } {
  const words = nearest(tag);
  return { lang: words.language, dir: rightToLeft.includes(words) ? 'rtl' : 'ltr' };
}

/** How dates are written in a language: in that of `wordsOf` where the browser has no use for the tag. BCP 47 has more of them, "ar-apc" for one. */
export function datesOf(tag: string, style: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(tag, style);
  } catch {
    return new Intl.DateTimeFormat(nearest(tag).language, style);
  }
}

function nearest(tag: string): typeof en {
  const primary = tag.toLowerCase().split('-')[0];
  return languages.find(({ language }) => language === primary) ?? en;
}
