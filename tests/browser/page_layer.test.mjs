// The page layer in Chromium: it lies on the painted text, and what a reader does with a web page can be done with it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  browser, cardPage, openCard, readPng, root, sample, server, startBrowser, startForFile, test, until, words,
} from './harness.mjs';
import { installProbe } from './page_layer_probe.mjs';

const summit = '/articles/summit.json';
/** Cases of layout with what the sample has not: other scripts, glyphs that no font has. */
const cases = ['right-to-left-paragraphs', 'right-to-left-card', 'missing-glyphs', 'every-block'];

startForFile({
  prepare() {
    for (const name of cases) {
      const text = readFileSync(join(root, `tests/cases/layout/${name}.json`));
      server.answer(`/${name}.json`, 200, 'application/json', text);
    }
  },
});

/** A page with a host's words before and after the card. */
async function open({ src = summit, lang = 'de', width = 720, ...options } = {}, from = browser) {
  const attributes = `src="${src}"${lang ? ` lang="${lang}"` : ''}`;
  const html = cardPage(attributes).replace('<depesche-card', '<p>Vor der Karte</p><depesche-card');
  const opened = await openCard(`${html}<p>Nach der Karte</p>`, {
    from,
    viewport: { width, height: 900 },
    today: '2025-09-11',
    prepare: page => page.addInitScript(installProbe),
    ...options,
  });
  const { page } = opened;
  return {
    ...opened,
    /** What the engine patched while `act` ran. */
    async patches(act) {
      const before = await page.evaluate(() => probe.patches.length);
      await act();
      await page.waitForTimeout(150);
      return page.evaluate(
        from =>
          probe.patches.slice(from).map(({ put = [], move = [], remove = [] }) => ({
            put: put.map(node => node.id),
            move: move.length,
            remove: remove.length,
          })),
        before,
      );
    },
    focused: () =>
      page.evaluate(() => {
        const { activeElement } = document.querySelector('depesche-card').shadowRoot;
        return activeElement && `${activeElement.className.replace('node ', '')}: ${activeElement.ariaLabel ?? activeElement.textContent.trim()}`;
      }),
  };
}

const openAll = page => page.locator('.timeline > .button').click();

function assertAligned(worst, least) {
  assert.ok(worst.count >= least, `${worst.count} lines`);
  for (const side of ['start', 'end', 'baseline']) assert.ok(Math.abs(worst[side]) <= 0.5, worst.where);
}

for (const lang of ['de', 'en', 'ru']) {
  test(`${lang}: every line lies on the painted one, in three widths and opened`, async () => {
    for (const width of [320, 720, 1200]) {
      const { page, problems, close } = await open({ lang, width });
      assertAligned(await page.evaluate(() => probe.lines()), 100);
      await openAll(page);
      await page.waitForFunction(() => probe.find('statement').every(node => !node.attributes.hidden) && probe.settle());
      assertAligned(await page.evaluate(() => probe.lines()), 150);
      assert.deepEqual(problems, []);
      await close();
    }
  });
}

test('lines lie on the painted ones at ratios 1.5, 2 and 3, and at another text size', async () => {
  for (const ratio of [1.5, 2, 3]) {
    const scaled = await startBrowser([`--force-device-scale-factor=${ratio}`]);
    const { page, close } = await open({ deviceScaleFactor: undefined }, scaled);
    assert.equal((await page.evaluate(() => devicePixelRatio)).toFixed(1), (1).toFixed(1), 'scaled below the page');
    assertAligned(await page.evaluate(() => probe.lines()), 100);
    const told = await page.evaluate(() => probe.patches.length);
    await page.getByRole('button', { name: 'Text vergrößern' }).click();
    await page.waitForFunction(before => probe.patches.length > before && probe.settle(), told);
    assertAligned(await page.evaluate(() => probe.lines()), 100);
    await close();
    await scaled.close();
  }
});

for (const name of cases) {
  test(`${name}: every line lies on the painted one`, async () => {
    const { page, close } = await open({ src: `/${name}.json`, lang: '' });
    assertAligned(await page.evaluate(() => probe.lines()), 5);
    await close();
  });
}

// The search marks what C++ measures (range_rects), so that each match of a letter tells where its edges are painted.
for (const [src, lang, letters] of [
  [summit, 'de', 'nt'],
  [summit, 'ru', 'о'],
  ['/right-to-left-paragraphs.json', '', 'אا'],
]) {
  test(`${src} ${lang}: character edges are where the search finds them`, async () => {
    const { page, close } = await open({ src, lang, width: 400 });
    for (const letter of letters) {
      await page.locator('input').fill(letter);
      await page.waitForTimeout(100);
      const { count, worst } = await page.evaluate(async searched => {
        const input = probe.layer().querySelector('input');
        const seen = new Set();
        let worst = 0;
        for (let step = 0; step < 60; step++) {
          const told = probe.reveals.length;
          input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
          for (let tries = 0; tries < 50 && probe.reveals.length === told; tries++)
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          // What the engine has said is in the elements in a later turn.
          await probe.settle();
          const [x, y, width, height] = probe.reveals.at(-1);
          if (seen.has(`${x} ${y}`)) break;
          seen.add(`${x} ${y}`);
          const distances = probe
            .characters(searched)
            .filter(({ middle }) => middle > y && middle < y + height)
            .map(({ left, right }) => Math.max(Math.abs(left - x), Math.abs(right - x - width)));
          worst = Math.max(worst, Math.min(...distances));
        }
        return { count: seen.size, worst };
      }, letter);
      assert.ok(count >= 4, `${count} matches of ${letter}`);
      assert.ok(worst <= 1, `${letter} is ${worst} px off`);
    }
    await close();
  });
}

const clipboard = page =>
  page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async type => (item.types.includes(type) ? (await item.getType(type)).text() : '');
    return { text: await read('text/plain'), html: await read('text/html') };
  });
const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

/** A point over a character of the n-th paragraph. */
const pointIn = (page, paragraph, character) =>
  page.evaluate(
    ([index, at]) => {
      const { element } = probe.texts().filter(({ node }) => node.role === 'paragraph')[index];
      element.scrollIntoView({ block: 'center' });
      const { left, top, height } = probe.range(element, at, at + 1).getBoundingClientRect();
      return [left + 1, top + height / 2];
    },
    [paragraph, character],
  );

test('a sign at the end of a line runs as the words before it, whatever the direction of the text', async () => {
  const text = {
    he: 'התקשרו אל Deutsche-Bank-Aktiengesellschaft-Frankfurt-am-Main או https://example.org/a/very/long/path/that/goes/on למידע נוסף.',
    en: 'They asked the people on בית־המשפט־העליון־של־מדינת־ישראל־בירושלים־הבירה and heard nothing.',
  };
  server.answer('/signs.json', 200, 'application/json', JSON.stringify({ format: 'depesche/1', languages: ['he', 'en'], headline: 'x', body: [{ type: 'paragraph', text }] }));
  for (const lang of ['he', 'en']) {
    const { page, close } = await open({ src: '/signs.json', lang, width: 320 });
    await until(() => page.evaluate(() => getComputedStyle(document.querySelector('depesche-card').shadowRoot.querySelector('.cut:is(.ltr,.rtl)'), '::before').content.length > 6), 'the style of what follows the pixels');
    const ends = await page.evaluate(() => {
      const edges = (node, at) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      const cuts = [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('.paragraph .cut')];
      return cuts.map(({ previousSibling }) => {
        const node = previousSibling.firstChild ?? previousSibling;
        const [letter, sign] = [2, 1].map(back => edges(node, node.length - back));
        return node.data.endsWith(' ') ? ' ' : node.data.at(-1) + (sign.left >= letter.right - 1 ? ' on the right' : ' on the left');
      });
    });
    const signs = ends.filter(end => end !== ' ');
    assert.ok(signs.length >= 2, signs.join());
    for (const sign of signs) assert.match(sign, lang === 'he' ? /^[-/] on the right$/ : /^־ on the left$/);
    await close();
  }
});

test('dragging selects, copying gives the article\'s words and no hyphens or line ends of ours', async () => {
  const { page, close } = await open({ width: 360, ...withClipboard });
  const whole = await page.evaluate(() =>
    probe.texts().filter(({ node }) => node.role === 'paragraph')
      .slice(0, 2).map(({ node }) => node.text.lines.map(line => (line.fragments ?? [line.text]).map(part => part.text ?? part).join('')).join('')),
  );
  await page.mouse.move(...(await pointIn(page, 0, 5)));
  await page.mouse.down();
  await page.mouse.move(...(await pointIn(page, 0, 40)), { steps: 3 });
  await page.mouse.move(...(await pointIn(page, 0, 250)), { steps: 3 });
  await page.mouse.up();
  await page.keyboard.press('Control+c');
  const within = await clipboard(page);
  assert.equal(within.text, whole[0].slice(5, 250));

  await page.evaluate(() => {
    const [first, second] = probe.texts().filter(({ node }) => node.role === 'paragraph');
    const { startContainer } = probe.range(first.element, 0, 1);
    const { endContainer, endOffset } = probe.range(second.element, 0, 20);
    getSelection().setBaseAndExtent(startContainer, 0, endContainer, endOffset);
  });
  await page.keyboard.press('Control+c');
  const across = await clipboard(page);
  assert.equal(across.text, `${whole[0]}\n\n${whole[1].slice(0, 20)}`);
  assert.equal(across.html.replace(/&nbsp;/g, '\u00a0').replace(/<!--.*?-->/g, ''), `<p>${whole[0]}</p><p>${whole[1].slice(0, 20)}</p>`);

  // As Safari had it first.
  await page.evaluate(() => {
    const { getComposedRanges } = Selection.prototype;
    Selection.prototype.getComposedRanges = function (...shadowRoots) {
      if (shadowRoots.some(each => !(each instanceof ShadowRoot))) throw new TypeError('not a root');
      return getComposedRanges.call(this, { shadowRoots });
    };
  });
  await page.keyboard.press('Control+c');
  assert.equal((await clipboard(page)).text, across.text);

  // A word that a hyphen divides is one word.
  const [x, y] = await page.evaluate(() => {
    for (const { node, element } of probe.texts()) {
      if (node.role !== 'paragraph') continue;
      const index = node.text.lines.findIndex(line => line.cut?.includes('hyphen') && line.text);
      if (index < 0) continue;
      element.scrollIntoView({ block: 'center' });
      const end = node.text.lines.slice(0, index + 1).reduce((sum, line) => sum + (line.fragments ?? [line.text]).map(part => part.text ?? part).join('').length, 0);
      const rect = probe.range(element, end - 1, end).getBoundingClientRect();
      return [rect.left + 1, (rect.top + rect.bottom) / 2];
    }
  });
  await page.mouse.dblclick(x, y);
  await page.keyboard.press('Control+c');
  const word = (await clipboard(page)).text;
  assert.match(word, /^\p{L}{5,}$/u);
  await close();
});

test('the whole page copied has the article\'s blocks apart, in a colour, and between the host\'s', async () => {
  const { page, close } = await open(withClipboard);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const { text, html } = await clipboard(page);
  const blocks = text.replaceAll('\u00a0', ' ').split('\n\n').map(block => block.trim());
  assert.equal(blocks[0], 'Vor der Karte');
  assert.equal(blocks.at(-1), 'Nach der Karte');
  for (const { type, text: value } of sample.body) {
    if (type !== 'paragraph' && type !== 'heading') continue;
    const expected = words(value.de).replace(/[\u00ad]/g, '').replaceAll('\u00a0', ' ');
    assert.ok(blocks.includes(expected), expected);
  }
  // Elements without words are what the card measures with.
  const copied = html.replace(/<(\w+)[^>]*><\/\1>/g, '');
  const unseen = /[^-]color: (transparent|rgba\(0, 0, 0, 0\))/;
  assert.ok(!unseen.test(copied.replaceAll('fill-color', '')), 'nothing is pasted unseen');
  await close();
});

test('find runs over line ends, hyphens and marks', async () => {
  const { page, close } = await open({ width: 340 });
  const missed = await page.evaluate(() => {
    const phrases = [];
    for (const { node } of probe.texts()) {
      if (node.role !== 'paragraph') continue;
      const lines = node.text.lines.map(line => (line.fragments ?? [line.text]).map(part => part.text ?? part).join(''));
      for (let i = 0; i + 1 < lines.length; i++) phrases.push((lines[i].slice(-12) + lines[i + 1].slice(0, 12)).trim());
    }
    return [phrases.length, phrases.filter(phrase => {
      getSelection().removeAllRanges();
      return !window.find(phrase, true);
    })];
  });
  assert.ok(missed[0] > 50);
  assert.deepEqual(missed[1], []);
  await close();
});

/** The most frequent colour in a rectangle of the page: the ground of its words. */
async function ground(page, { x, y, width, height }) {
  const { data } = readPng(await page.screenshot({ clip: { x, y, width, height } }));
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = `${data[at]} ${data[at + 1]} ${data[at + 2]}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0][0].split(' ').map(Number);
}

test('what is selected is marked, word by word, and not the space between two blocks', async () => {
  const { page, problems, close } = await open();
  const [headline, below] = await page.evaluate(() => {
    const heading = probe.layer().querySelector('h1');
    const range = document.createRange();
    range.selectNodeContents(heading);
    range.setEndBefore(heading.querySelector('.gap'));
    const lines = [...range.getClientRects()];
    const [{ x, y, width, height }] = lines;
    return [{ x, y, width, height }, { x, y: Math.max(...lines.map(({ bottom }) => bottom)) + 1, width, height: 4 }];
  });
  const paper = await ground(page, headline);
  await page.evaluate(() => getSelection().selectAllChildren(probe.layer().querySelector('h1')));
  const [red, green, blue] = await ground(page, headline);
  assert.ok(blue - red > 40 && blue > green, `${red} ${green} ${blue} is blue`);
  const strip = readPng(await page.screenshot({ clip: below })).data;
  for (let at = 0; at < strip.length; at += 4) assert.deepEqual([...strip.subarray(at, at + 3)], paper);
  assert.deepEqual(problems, []);
  await close();
});

test('a text fragment opens the closed statement that it meets, and the words stay marked', async () => {
  const { page, problems, close } = await open();
  const words = await page.evaluate(() => {
    const closed = probe.find('statement').find(node => node.attributes.hidden);
    const [text] = [...probe.nodes.values()].filter(node => node.parent === closed.id);
    return text.text.lines[0].text.slice(0, 40).replace(/\s+\S*$/, '');
  });
  await page.evaluate(fragment => {
    const link = document.createElement('a');
    link.href = `#:~:text=${encodeURIComponent(fragment).replaceAll('-', '%2D')}`;
    link.textContent = 'Zur Stelle';
    document.body.prepend(link);
  }, words);
  await page.getByRole('link', { name: 'Zur Stelle' }).click();
  await page.waitForFunction(() => probe.find('entry-button').some(node => node.attributes['aria-expanded'] === 'true'));
  const seen = await page.evaluate(() => {
    const panel = probe.find('statement').find(node => !node.attributes.hidden);
    const { top, bottom } = probe.element(panel.id).getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  assert.ok(seen, 'the statement is in view');
  // The browser scrolls there, and marks the words, when it likes.
  await until(async () => {
    const place = await page.evaluate(words => {
      const panel = probe.find('statement').find(node => !node.attributes.hidden);
      const walker = document.createTreeWalker(probe.element(panel.id), NodeFilter.SHOW_TEXT);
      const node = walker.nextNode();
      const range = document.createRange();
      range.setStart(node, 0);
      range.setEnd(node, Math.min(node.length, words.length));
      const [{ x, y, width, height }] = range.getClientRects();
      return { x, y, width, height };
    }, words);
    const [red, , blue] = await ground(page, place);
    return red - blue > 60;
  }, 'the words on yellow');
  assert.deepEqual(problems, []);
  await close();
});

test('the tab key meets every control in the order of reading, arrows move among the languages', async () => {
  const { page, focused, close } = await open();
  const expected = await page.evaluate(() =>
    [...probe.layer().querySelectorAll('input, button, a[href]:not([tabindex])')].map(
      element => `${element.className.replace('node ', '')}: ${element.ariaLabel ?? element.textContent.trim()}`,
    ),
  );
  assert.ok(expected.length > 20);
  const walked = [];
  for (let i = 0; i < expected.length; i++) {
    await page.keyboard.press('Tab');
    walked.push(await focused());
  }
  assert.deepEqual(walked, expected);
  await page.keyboard.press('Tab');
  assert.equal(await focused(), null, 'no trap');

  await page.getByRole('button', { name: 'Deutsch' }).focus();
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(), /English/);
  await page.keyboard.press('End');
  assert.match(await focused(), /Русский/);
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(), /Deutsch/);
  const ring = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.querySelector('depesche-card').shadowRoot.activeElement);
    return `${outlineStyle} ${outlineWidth}`;
  });
  assert.equal(ring, 'solid 2px');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Поиск' }).waitFor();
  assert.match(await focused(), /Русский/, 'the focus stays where it was');
  await close();
});

test('Escape closes the entry and empties the field, and otherwise belongs to the page', async () => {
  const { page, focused, close } = await open();
  await page.evaluate(() => {
    globalThis.heard = 0;
    document.addEventListener('keydown', () => globalThis.heard++);
  });
  const entry = page.locator('.entry-button').first();
  const shows = expanded => until(async () => (await entry.getAttribute('aria-expanded')) === String(expanded), `the entry is ${expanded ? 'open' : 'closed'}`);
  await entry.click();
  await shows(true);
  await page.locator('.statement a').first().focus();
  await page.keyboard.press('Escape');
  await shows(false);
  assert.match(await focused(), /^entry-button/);
  assert.equal(await page.evaluate(() => heard), 0);

  const field = page.locator('input');
  await field.fill('Macron');
  await page.waitForTimeout(100);
  await page.keyboard.press('Escape');
  assert.equal(await field.inputValue(), '');
  assert.equal(await page.evaluate(() => heard), 0);
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => heard), 1, 'nothing to close: the key is the page\'s');
  await close();
});

test('no listener sits on the document', async () => {
  const { page, close } = await open();
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: 'document' });
  const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
  assert.deepEqual(listeners.map(listener => listener.type), []);
  await close();
});

test('hovering and scrolling patch nothing; opening one entry of 200 patches it alone and moves the rest', async () => {
  const text = words => ({ de: words });
  server.answer('/entries.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1',
    languages: ['de'],
    headline: text('Zweihundert Erklärungen'),
    body: [{
      type: 'timeline',
      entries: Array.from({ length: 200 }, (_, i) => ({
        id: `e${i}`, date: '2025-09-04', speaker: `Rednerin ${i}`, summary: text(`Zusammenfassung ${i}`),
        statement: [{ type: 'paragraph', text: text(`Der Wortlaut der Erklärung ${i}.`) }],
      })),
    }, { type: 'paragraph', text: text('Danach.') }],
  }));
  const { page, patches, problems, close } = await open({ src: '/entries.json' });
  // What is needed after the first pixels has come, too.
  await page.waitForFunction(() => probe.layer().querySelector('.ruler'));
  await page.evaluate(() => {
    globalThis.changed = [];
    new MutationObserver(records => {
      for (const { target, type, attributeName, addedNodes, removedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        // The live region, the unseen box in which baselines of styles are measured that were not there before, and that words are still to come.
        if (attributeName === 'aria-busy' || [...addedNodes, ...removedNodes, element].some(node => node.className === 'status')) continue;
        const node = element.closest('.node');
        changed.push({ id: Number(node?.id.slice(1)), style: type === 'attributes' && attributeName === 'style' });
      }
    }).observe(probe.layer(), { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const patched = async () => (await page.evaluate(() => document.querySelector('depesche-card').statistics())).patched;
  const before = await patched();
  const quiet = await patches(async () => {
    for (const entry of [0, 1, 2]) await page.locator('.entry-button').nth(entry).hover();
    await page.mouse.wheel(0, 600);
    await page.waitForTimeout(300);
    await page.evaluate(() => scrollTo(0, 5000));
    await page.waitForTimeout(300);
  });
  assert.deepEqual(quiet, []);
  assert.equal(await patched(), before);
  assert.deepEqual(await page.evaluate(() => changed), []);

  const opened = await patches(() => page.locator('.entry-button').nth(3).click());
  assert.equal(opened.length, 1);
  const inside = await page.evaluate(({ put }) => {
    const entry = probe.find('timeline-entry')[3];
    const within = id => id === entry.id || (Boolean(id) && within(probe.nodes.get(id).parent));
    // Elsewhere only places may change: of the other 196 entries below, the list around them and what follows it.
    const elsewhere = changed.filter(({ id }) => !within(id));
    return {
      put: put.length, putInside: put.every(within), elsewhere: elsewhere.length,
      placesOnly: elsewhere.every(({ style }) => style), rest: probe.find('timeline-entry').length - 4,
    };
  }, opened[0]);
  assert.deepEqual(
    { ...inside, put: inside.put > 1, elsewhere: inside.elsewhere > inside.rest },
    { put: true, putInside: true, elsewhere: true, placesOnly: true, rest: 196 },
  );
  assert.equal(opened[0].remove, 0);
  assert.ok(opened[0].move >= 196 && opened[0].move < 210, `${opened[0].move} moved`);
  assert.equal(await patched(), before + inside.put + opened[0].move);
  assert.deepEqual(problems, []);
  await close();
});

test('a text whose element becomes another leaves nothing of itself behind', async () => {
  const of = block => JSON.stringify({ format: 'depesche/1', languages: ['de'], headline: 'Zwei Fassungen', body: [block] });
  server.answer('/one.json', 200, 'application/json', of({ type: 'paragraph', text: ['Mit ', { em: 'Betonung' }, ' und ', { link: 'https://example.org/', text: 'Verweis' }, '.'] }));
  server.answer('/other.json', 200, 'application/json', of({ type: 'quotation', paragraphs: ['Ein Zitat.'] }));
  const { page, problems, close } = await open({ src: '/one.json' });
  await page.getByText('Verweis', { exact: true }).waitFor({ state: 'attached' });
  await page.evaluate(() => (document.querySelector('depesche-card').src = '/other.json'));
  await page.getByText('Ein Zitat.').waitFor({ state: 'attached' });
  assert.equal(await page.getByText(/Betonung|Verweis/).count(), 0);
  assert.deepEqual(problems, []);
  await close();
});

test('a new width keeps what is selected, and the elements', async () => {
  const { page, close } = await open({ width: 720 });
  const before = await page.evaluate(() => {
    const { element, node } = probe.texts().filter(text => text.node.role === 'paragraph')[2];
    globalThis.kept = element;
    const start = probe.range(element, 30, 31);
    const end = probe.range(element, 180, 181);
    getSelection().setBaseAndExtent(start.startContainer, start.startOffset, end.startContainer, end.startOffset);
    const [range] = getSelection().getComposedRanges({ shadowRoots: [document.querySelector('depesche-card').shadowRoot] });
    return { id: node.id, text: element.textContent.slice(30, 180), lines: node.text.lines.length, inside: element.contains(range.startContainer) };
  });
  await page.setViewportSize({ width: 360, height: 900 });
  await page.waitForFunction(lines => probe.texts().filter(text => text.node.role === 'paragraph')[2].node.text.lines.length > lines && probe.settle(), before.lines);
  await page.waitForTimeout(100);
  const after = await page.evaluate(id => {
    const [ends] = getSelection().getComposedRanges({ shadowRoots: [document.querySelector('depesche-card').shadowRoot] });
    const range = document.createRange();
    range.setStart(ends.startContainer, ends.startOffset);
    range.setEnd(ends.endContainer, ends.endOffset);
    return { text: range.toString(), same: probe.element(id) === globalThis.kept };
  }, before.id);
  assert.equal(after.text, before.text);
  assert.ok(after.same);
  assertAligned(await page.evaluate(() => probe.lines()), 100);
  await close();
});

test('pictures are real, load when they come near, and leave their description where they are missing', async () => {
  server.answer('/broken.json', 200, 'application/json', JSON.stringify({
    format: 'depesche/1',
    languages: ['de'],
    headline: 'Bilder',
    leadFigure: { image: { sources: [{ url: '/images/nowhere.jpg', width: 800, height: 450 }], alt: 'Ein Bild, das fehlt' } },
    body: [{ type: 'figure', image: { sources: [
      { url: '/a,b.avif', width: 400, height: 225 },
      { url: '/x.webp', width: 800, height: 450 },
    ], alt: '' } }],
  }));
  const { page, close } = await open({ src: '/broken.json' });
  await page.locator('.broken').first().waitFor();
  assert.equal(await page.locator('.broken > span').first().innerText(), 'Ein Bild, das fehlt');
  assert.match(await page.locator('source[type="image/avif"]').getAttribute('srcset'), /\/a%2Cb\.avif 400w$/);
  assert.equal(await page.getByRole('img', { name: 'Ein Bild, das fehlt' }).count(), 1);
  await close();

  const sample = await open();
  const pictures = await sample.page.evaluate(() =>
    [...probe.layer().querySelectorAll('img')].map(image => ({
      loading: image.loading, decoding: image.decoding, sizes: image.sizes, alt: image.alt,
      aligned: Math.abs(image.getBoundingClientRect().width - image.closest('.node').getBoundingClientRect().width) < 0.01,
    })),
  );
  assert.deepEqual(pictures.map(picture => picture.loading), ['eager', ...pictures.slice(1).map(() => 'lazy')]);
  assert.ok(pictures.every(picture => picture.decoding === 'async' && picture.alt && /^\d+px$/.test(picture.sizes) && picture.aligned));
  assert.deepEqual(sample.problems, []);
  await sample.close();
});
