// What a kiosk's reader waits for: from the touch on a language of the start screen to the article.
import { startServer } from '../browser/harness.mjs';
import { launch } from './browser.mjs';
import { median } from './median.mjs';

/** ms, on a screen of 1920 by 1080 px. */
async function touch(browser, url, language) {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(url);
  await page.waitForSelector('.scene.up');
  // Nobody touches a screen the moment that it is there.
  await page.waitForTimeout(5000);
  const time = await page.evaluate(async language => {
    const start = performance.now();
    document.querySelector(`.gate button[lang=${language}]`).click();
    while (!document.querySelector('.attract').hidden) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  }, language);
  await page.close();
  return time;
}

/** Rows of name, value, unit and remarks. */
export async function kioskRows() {
  const server = await startServer();
  const browser = await launch();
  try {
    const times = { en: [], de: [] };
    for (let round = 0; round < 3; round++)
      for (const [language, found] of Object.entries(times)) found.push(await touch(browser, `${server.url}/kiosk.html`, language));
    return [
      ['kiosk: from a touch to the article', median(times.de), 'ms', 'the language shown'],
      ['kiosk: from a touch to the article in another language', median(times.en), 'ms', ''],
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
