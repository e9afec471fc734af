// The words of the interface in each language (assets/strings): whole, and dates as CLDR has them, which Node knows, too.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const cli = process.env.DEPESCHE_CLI ?? path.join(root, 'build/native/depesche');
const folder = path.join(root, 'assets/strings');
const files = readdirSync(folder);

const day = (year, month, date) => new Date(Date.UTC(year, month, date));
/** Of a date: the texts by the types of its parts. Digits are Latin, as the card writes them. */
function parts(language, options, date) {
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { timeZone: 'UTC', ...options });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

/** A date by a pattern of the strings. */
function write(pattern, { months, weekdays }, date) {
  return pattern.replace(/'([^']*)'|E+|M+|d|y/g, (field, literal) => {
    if (literal !== undefined) return literal;
    if (field[0] === 'E') return weekdays[(date.getUTCDay() + 6) % 7];
    if (field[0] === 'M') return months[date.getUTCMonth()];
    return String(field === 'd' ? date.getUTCDate() : date.getUTCFullYear());
  });
}

test('there are words in the languages of Europe that news are read in first, and in two that are written from right to left', () => {
  assert.deepEqual(files, ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'nl', 'pl', 'pt', 'ru', 'uk'].map(tag => `${tag}.json`));
});

for (const file of files) {
  test(`${file}: whole, and its dates are those of CLDR`, () => {
    execFileSync(cli, ['check', '--strings', path.join(folder, file)]);
    const { language, name, rightToLeft, dates } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    assert.equal(`${language}.json`, file);
    const own = new Intl.DisplayNames([language], { type: 'language' }).of(language);
    assert.equal(name.toLowerCase(), own.toLowerCase());
    const { textInfo } = new Intl.Locale(language);
    if (textInfo) assert.equal(rightToLeft, textInfo.direction === 'rtl');
    for (const date of Array.from({ length: 12 }, (_, month) => day(2025, month, 3 + month))) {
      for (const style of ['full', 'long']) {
        const cldr = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { timeZone: 'UTC', dateStyle: style }).format(date);
        // What the card breaks lines by is its own.
        assert.equal(write(dates[style], dates, date), cldr.replaceAll('\u00a0', ' '), style);
      }
    }
    if (dates.time.includes('a')) {
      const periods = [9, 15].map(hour => parts(language, { hour: 'numeric', hour12: true }, new Date(Date.UTC(2025, 1, 1, hour))).dayPeriod);
      assert.deepEqual(dates.dayPeriods, periods);
    }
  });
}
