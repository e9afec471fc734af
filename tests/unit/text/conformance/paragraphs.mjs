// A thousand paragraphs in six scripts: what the sample says, then words of each script among all the signs that an
// article may have between its words. Every run makes the same ones.
import { readFileSync } from 'node:fs';

const sample = JSON.parse(readFileSync(new URL('../../../../assets/articles/summit.json', import.meta.url), 'utf8'));

/** Signs and numbers of every script; a space stands for itself. */
const common = {
  words: ['3', '42', '1999', '3,5', '3.5', '10:30', '2026-11-23', '1/2', '½', '5%', '20 %', '−7', '+3', '±2', '25 °C', '50 €', '€50', '$5', '5$',
    '£7', '¥9', '§ 4', '№ 5', '#7', 'A4', 'B-52', 'C++', 'x=y', 'a+b', 'H2O', 'CO₂', 'm²', '&c', '@name', '#word', 'v1.2.3', '24/7',
    'https://example.org/a/b-c?d=e&f=g#h', 'www.example.org', 'name@example.org', 'file_name.txt', 'C:\\path', '~/home', '/usr/bin', '🎉', '👩‍🚀', '🇩🇪',
    '👍🏽', '1️⃣', '☎', '→', '←', '×', '•', '·', '†', '*', '…', '...', '?!', '!!!', '–', '—', '-', '‑', '//', '--', '™', '©', 'ﬁn'],
  joints: [' ', ' ', ' ', ' ', ' ', ' ', ', ', '. ', ': ', '; ', '! ', '? ', ' – ', ' — ', '—', '–', '-', '‑', '/', ' / ', '… ', '...', '\u00a0', '\u202f',
    '\u200b', '\u2060', ' (', ') ', ' [', '] ', '(', ')', '’', "'", '"', ' "', '" ', '_', '&', ' & ', '+', '=', '*', '|', '\\', '%', '°', '·', '\u2009', '\u3000'],
};

const scripts = [
  {
    lang: 'de',
    count: 84,
    words: 'der die das und nicht Gespräche Straße Gipfeltreffen Bundeskanzler über für Größe Maßnahme Zölle Frieden US-Präsident Ex-Minister e-Mail z.B. u.a. Nr. 12-jährige Müller-Lüdenscheid geht’s LKW 1990er'.split(' '),
    joints: [' „', '“ ', ' ‚', '‘ ', ' »', '« ', '“, ', '.“ ', '“-', '“ (', ' S. ', ' & Co. '],
  },
  {
    lang: 'en',
    count: 84,
    words: 'the a of and talks summit president don’t it’s naïve café re-elect mother-in-law U.S. p.m. e.g. Mr. rock-n-roll O’Neill can’t 1990s ’90s 21st twenty-one either/or'.split(' '),
    joints: [' “', '” ', ' ‘', '’ ', ',” ', '.” ', '”—', '—“', '’s ', '” (', '.) ', 's’ '],
  },
  {
    lang: 'ru',
    count: 166,
    words: 'и в не на что саммит переговоры президент встреча границы министр по-русски кто-то из-за т.е. т. д. руб. вице-премьер ООН 90-х 5-й ёлка объём США'.split(' '),
    joints: [' «', '» ', '», ', '». ', ' „', '“ ', '\u00a0— ', ' — ', '» (', '!» ', '?» ', ' № '],
  },
  {
    lang: 'el',
    count: 166,
    words: 'και το η δεν σύνοδος συνομιλίες πρόεδρος ειρήνη υπουργός χώρα συμφωνία λέξη π.χ. κ.ά. ΗΠΑ 21ος ελληνο-τουρκικά τ’ απ’ Ἀθῆναι'.split(' '),
    joints: [' «', '» ', '», ', '·', '· ', '; ', '», ', '· «', '’ ', '΄ ', ' “', '” '],
  },
  {
    lang: 'he',
    count: 166,
    words: 'של את לא על הוא שלום פסגה נשיא שיחות גבול שר ממשלה ארה״ב צה״ל ג׳ורג׳ בית־ספר אי־אפשר 90־ה שָׁלוֹם ירושלים'.split(' '),
    joints: ['־', '־', ' ״', '״ ', '׳ ', '״', ' – ', ' "', '" ', ' ₪', '₪ ', '", '],
  },
  {
    lang: 'ar',
    count: 167,
    words: 'في من على لا هو القمة الرئيس محادثات سلام حدود وزير حكومة الولايات اتفاق ١٩٩٩ ٣٫٥ ٢٠٪ ١٬٠٠٠ سَلَامٌ قـــمة د.'.split(' '),
    joints: ['، ', '؛ ', '؟ ', ' «', '» ', '»، ', ' (', ') ', '٪ ', ' – ', '/', '،'],
  },
  {
    lang: 'ja',
    count: 167,
    words: '首脳 会談 大統領 平和 国境 は が を に です ました カード ニュース データ っと ゃ ー 々 人々 ちょっと サミット 第3回 EU 2026年 11月 東京・大阪 ５０％ ￥500 ヶ月 NATO ㍿ 〒 １２３'.split(' '),
    joints: ['', '', '', '', '', '', '、', '。', '「', '」', '『', '』', '（', '）', '・', '！', '？', '：', '～', '〜', '…', '……', '——', '。」', '」「', '、「', '【', '】', ' '],
  },
];

/** Every run's same numbers from 0 to `most`, exclusive (Numerical Recipes' linear congruential generator). */
function dice(seed) {
  let state = seed;
  return most => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

const plain = value =>
  typeof value === 'string' ? value
  : Array.isArray(value) ? value.map(plain).join('')
  : value && typeof value === 'object' ? plain(value.em ?? value.strong ?? value.text ?? '')
  : '';

/** Texts of the sample that are long enough to be broken, in one language. */
function* proseOf(value, lang) {
  if (!value || typeof value !== 'object') return;
  for (const [name, part] of Object.entries(value)) {
    if (name === lang) {
      const text = plain(part);
      if (text.length >= 40) yield text.replaceAll('\n', ' ');
    } else {
      yield* proseOf(part, lang);
    }
  }
}

/** @returns {{ lang: string, text: string }[]} */
export function paragraphs() {
  return scripts.flatMap(({ lang, count, words, joints }, index) => {
    const texts = [...proseOf(sample, lang)].slice(0, count / 2);
    const roll = dice(index + 1);
    const pick = list => list[roll(list.length)];
    while (texts.length < count) {
      let text = pick(words);
      for (let left = 9 + roll(9); left > 0; left--) {
        text += pick(roll(3) ? joints.concat(lang === 'ja' ? [] : ' ') : common.joints) + pick(roll(4) ? words : common.words);
      }
      // White space is made one space when an article is read.
      texts.push(text.replaceAll(/ +/g, ' ').trim() + (lang === 'ja' ? '。' : '.'));
    }
    return texts.map(text => ({ lang, text }));
  });
}
