// The kiosk's words: every language has all of them, with the same places for values.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../assets/kiosk', import.meta.url));
const places = text => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
const english = JSON.parse(readFileSync(path.join(folder, 'en.json'), 'utf8'));

for (const file of readdirSync(folder)) {
  test(`the kiosk's words in ${file}`, () => {
    const words = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    assert.equal(words.language, path.basename(file, '.json'));
    assert.deepEqual(Object.keys(words), Object.keys(english));
    for (const [key, text] of Object.entries(words)) {
      assert.notEqual(text.trim(), '', key);
      assert.deepEqual(places(text), places(english[key]), key);
    }
    const source = readFileSync(fileURLToPath(new URL('../../web/kiosk/words.ts', import.meta.url)), 'utf8');
    assert.ok(source.includes(`assets/kiosk/${file}`), 'the page has them');
  });
}

test('no word of the kiosk is unused', () => {
  const web = fileURLToPath(new URL('../../web/kiosk', import.meta.url));
  const sources = readdirSync(web).filter(file => file.endsWith('.ts')).map(file => readFileSync(path.join(web, file), 'utf8')).join('');
  assert.deepEqual(Object.keys(english).filter(key => key !== 'language' && !sources.includes(`'${key}'`)), []);
});
