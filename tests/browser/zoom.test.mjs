// Under CSS zoom (a kiosk's, or a host's) a card is set at its own width, painted with every device pixel, and its
// pointer and page layer stay where the pixels are.
import assert from 'node:assert/strict';
import { baselineShifts, cardPage, openCard, startForFile, test, until, whole } from './harness.mjs';

startForFile();

test('CSS zoom: pixels are sharp, lines lie on them, the pointer hits', async () => {
  const body = cardPage(undefined, { style: 'depesche-card { zoom: 1.5 }' });
  const { page, problems, close } = await openCard(body, { viewport: { width: 1080, height: 1200 } });
  const tile = await page.evaluate(() => {
    const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
    return { pixels: [canvas.width, canvas.height], shown: canvas.getBoundingClientRect().toJSON() };
  });
  assert.deepEqual(tile.pixels, [1080, 768]);
  assert.equal(tile.shown.width, 1080);
  assert.equal(tile.shown.height, 768);

  // The ink of the headline's first line starts and ends with its text.
  const { ink, text } = await page.evaluate(() => {
    const root = document.querySelector('depesche-card').shadowRoot;
    const range = document.createRange();
    range.selectNodeContents(root.querySelector('.headline').firstChild);
    const text = range.getBoundingClientRect();
    const canvas = root.querySelector('canvas');
    const { data } = canvas.getContext('2d').getImageData(0, text.top, canvas.width, text.height);
    let [left, right] = [Infinity, 0];
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] > 128) continue;
      left = Math.min(left, (at / 4) % canvas.width);
      right = Math.max(right, (at / 4) % canvas.width);
    }
    return { ink: [left, right], text: [text.left, text.right] };
  });
  assert.ok(Math.abs(ink[0] - text[0]) < 6, `ink from ${ink[0]}, text from ${text[0]}`);
  assert.ok(Math.abs(ink[1] - text[1]) < 20, `ink to ${ink[1]}, text to ${text[1]}`);

  const button = page.getByRole('button', { name: 'Alle öffnen' });
  await button.scrollIntoViewIfNeeded();
  const paint = () => button.evaluate(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const canvas = [...element.getRootNode().querySelectorAll('canvas')].find(each => {
      const rect = each.getBoundingClientRect();
      return rect.top <= top && rect.bottom >= top + height;
    });
    const y = top - canvas.getBoundingClientRect().top;
    return [...canvas.getContext('2d').getImageData(left + 12, y + height / 2 - 14, 1, 1).data, width > 0];
  });
  await page.mouse.move(2, 2);
  await page.waitForTimeout(150);
  const before = await paint();
  await button.hover();
  await page.waitForTimeout(150);
  assert.notDeepEqual(await paint(), before, 'the button under the pointer is drawn so');
  assert.deepEqual(problems, []);
  await close();
});

test('CSS zoom that comes and goes: pixels are sharp again, lines lie on them as in a new card', async () => {
  const body = cardPage(undefined, { style: 'depesche-card { width: 480px }' });
  const { page, problems, close } = await openCard(body, { viewport: { width: 1200, height: 900 } });
  const sharpness = () => page.evaluate(() => {
    const canvas = document.querySelector('depesche-card').shadowRoot.querySelector('canvas');
    return canvas.width / canvas.getBoundingClientRect().width;
  });
  const zoom = value => page.evaluate(value => (document.querySelector('depesche-card').style.zoom = value), value);
  const before = await baselineShifts(page);
  await zoom('1.25');
  await until(async () => (await sharpness()) === 1, 'sharp pixels');
  // Texts that come meanwhile.
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('article', { name: /^Macron says/ }).waitFor();
  await zoom('');
  await until(async () => (await sharpness()) === 1, 'sharp pixels again');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('article', { name: /^Macron: Trump/ }).waitFor();
  await whole(page);
  assert.deepEqual(await baselineShifts(page), before);
  assert.deepEqual(problems, []);
  await close();
});

test('target-size: controls are at least that high', async () => {
  const body = cardPage('src="/articles/summit.json" lang="de" target-size="60"');
  const { page, close } = await openCard(body);
  const heights = await page.evaluate(() =>
    [...document.querySelector('depesche-card').shadowRoot.querySelectorAll('button')].map(button => button.getBoundingClientRect().height),
  );
  assert.ok(heights.length > 10);
  assert.ok(Math.min(...heights) >= 59.9, `${Math.min(...heights)} px`);
  await close();
});

for (const style of ['zoom: 0.8', 'zoom: 1.5', 'transform: scale(0.5)', 'transform: scale(1.6)']) {
  test(`${style}: the card stays painted; its text does not flow in the pixels' place`, async () => {
    const body = cardPage(undefined, { style: `depesche-card { ${style}; transform-origin: 0 0 }` });
    const { page, problems, close } = await openCard(body, { viewport: { width: 1000, height: 900 } });
    await page.waitForTimeout(300);
    const card = await page.evaluate(() => document.querySelector('depesche-card').shadowRoot.querySelector('.card').className);
    assert.equal(card, 'card', 'not with the class `flow`');
    assert.deepEqual(problems, []);
    await close();
  });
}

for (const scale of [0.37, 1.6]) {
  test(`transform: scale(${scale}): the control under the pointer is drawn so, and what is found comes into view`, async () => {
    const body = cardPage(undefined, { style: `depesche-card { width: 719.6px; transform: scale(${scale}); transform-origin: 0 0 }` });
    const { page, problems, close } = await openCard(body, { viewport: { width: 1200, height: 900 } });
    const button = page.getByRole('button', { name: 'Alle öffnen' });
    await button.scrollIntoViewIfNeeded();
    await whole(page);
    const paint = () => button.evaluate((element, scale) => {
      const { left, top } = element.getBoundingClientRect();
      const tiles = [...element.getRootNode().querySelectorAll('canvas')].map(canvas => [canvas, canvas.getBoundingClientRect()]);
      const [canvas, tile] = tiles.find(([, tile]) => tile.top <= top && tile.bottom > top + 20 * scale);
      const own = length => Math.round((length / scale) * devicePixelRatio);
      return [...canvas.getContext('2d').getImageData(own(left - tile.left) + 8, own(top - tile.top) + 8, 1, 1).data];
    }, scale);
    await page.mouse.move(2, 2);
    await page.waitForTimeout(150);
    const before = await paint();
    const { x, y, width, height } = await button.boundingBox();
    // Near its edge, where a scale that is told by rounded lengths would miss it.
    await page.mouse.move(x + width - 3 * scale, y + height - 3 * scale);
    await page.waitForTimeout(150);
    assert.notDeepEqual(await paint(), before);

    await page.evaluate(() => {
      globalThis.reveals = [];
      const { parse } = JSON;
      JSON.parse = (...from) => {
        const value = parse(...from);
        if (value?.reveal) globalThis.reveals.push(value.reveal);
        return value;
      };
    });
    await page.getByRole('searchbox').fill('Russland');
    for (let step = 1; step <= 8; step++) {
      await page.keyboard.press('Enter');
      await page.waitForFunction(step => globalThis.reveals.length >= step, step);
      await until(() => page.evaluate(scale => {
        const { top } = document.querySelector('depesche-card').getBoundingClientRect();
        const [, y, , height] = globalThis.reveals.at(-1);
        return top + y * scale >= -1 && top + (y + height) * scale <= innerHeight + 1;
      }, scale), `match ${step} in view`);
    }
    assert.deepEqual(problems, []);
    await close();
  });
}
