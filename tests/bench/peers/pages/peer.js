// What every page tells the measurement: when its text and all of it can be seen, and how to use it.

const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));

/** Call when the article's text has been put where it is to be seen, unless it is the first thing of all that the page shows. */
export async function text() {
  await frame();
  performance.mark('peer:text');
}
/** @param use  {switchLanguage(tag), toggle()}: each returns when the change is made, or when it was seen, on performance.now()'s clock */
export async function ready(use) {
  globalThis.peer = {
    async time(name, value) {
      const start = performance.now();
      const seen = await use[name](value);
      if (seen === undefined) await frame();
      const end = seen ?? performance.now();
      if (!(end >= start)) throw new Error(`${name} was seen at ${end}, before it began at ${start}`);
      return end - start;
    },
  };
  await frame();
  performance.mark('peer:ready');
}
