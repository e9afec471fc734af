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
  return pattern.replace(/'([^']*)'|E+|M+|d+|y/g, (field, literal) => {
    if (literal !== undefined) return literal;
    if (field[0] === 'E') return weekdays[(date.getUTCDay() + 6) % 7];
    if (field[0] === 'M') return months[date.getUTCMonth()];
    return field === 'y' ? String(date.getUTCFullYear()) : String(date.getUTCDate()).padStart(field.length, '0');
  });
}

function writeTime(pattern, { dayPeriods }, at) {
  const hour = at.getUTCHours();
  return pattern.replace(/'([^']*)'|H+|h+|mm|a/g, (field, literal) => {
    if (literal !== undefined) return literal;
    if (field === 'a') return dayPeriods[hour < 12 ? 0 : 1];
    const value = field === 'mm' ? at.getUTCMinutes() : field[0] === 'h' ? hour % 12 || 12 : hour;
    return String(value).padStart(field.length, '0');
  });
}

/** What the strings write is what CLDR has for the tag. */
function assertCldr(tag, dates) {
  for (const date of Array.from({ length: 12 }, (_, month) => day(2025, month, 3 + month))) {
    for (const style of ['full', 'long']) {
      const cldr = new Intl.DateTimeFormat(`${tag}-u-nu-latn`, { timeZone: 'UTC', dateStyle: style }).format(date);
      // What the card breaks lines by is its own.
      assert.equal(write(dates[style], dates, date), cldr.replaceAll('\u00a0', ' '), `${tag} ${style}`);
    }
  }
  for (const hour of [9, 15]) {
    const at = new Date(Date.UTC(2025, 1, 1, hour, 5));
    const cldr = new Intl.DateTimeFormat(`${tag}-u-nu-latn`, { timeZone: 'UTC', timeStyle: 'short' }).format(at);
    assert.equal(writeTime(dates.time, dates, at).replaceAll(/\s/gu, ' '), cldr.replaceAll(/\s/gu, ' '), tag);
  }
  if (dates.time.includes('a')) {
    const periods = [9, 15].map(hour => parts(tag, { hour: 'numeric', hour12: true }, new Date(Date.UTC(2025, 1, 1, hour))).dayPeriod);
    const spaced = words => words.map(word => word.replaceAll(/\s/gu, ' '));
    assert.deepEqual(spaced(dates.dayPeriods), spaced(periods), tag);
  }
}

test('English, German, Spanish, French, Italian and Arabic have the dates of the places where they are read', () => {
  const languages = files.filter(file => JSON.parse(readFileSync(path.join(folder, file), 'utf8')).regions).map(file => file.slice(0, 2));
  assert.deepEqual(languages, ['ar', 'de', 'en', 'es', 'fr', 'it']);
});

test('there are words in the languages of Europe that news are read in first, and in two that are written from right to left', () => {
  assert.deepEqual(files, ['ar', 'de', 'en', 'es', 'fr', 'he', 'it', 'nl', 'pl', 'pt', 'ru', 'uk'].map(tag => `${tag}.json`));
});

for (const file of files) {
  test(`${file}: whole, and its dates are those of CLDR`, () => {
    execFileSync(cli, ['check', '--strings', path.join(folder, file)]);
    const { language, name, rightToLeft, dates, regions = [] } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    assert.equal(`${language}.json`, file);
    const own = new Intl.DisplayNames([language], { type: 'language' }).of(language);
    assert.equal(name.toLowerCase(), own.toLowerCase());
    const { textInfo } = new Intl.Locale(language);
    if (textInfo) assert.equal(rightToLeft, textInfo.direction === 'rtl');
    assertCldr(language, dates);
    for (const { tags, dates: own } of regions) {
      for (const tag of tags) {
        assert.ok(tag.startsWith(`${language}-`), tag);
        assertCldr(tag, { ...dates, ...own });
      }
    }
    const all = regions.flatMap(({ tags }) => tags);
    assert.deepEqual(all, [...new Set(all)], 'a region stands once');
  });
}
