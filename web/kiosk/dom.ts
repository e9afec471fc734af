// Elements in one expression, waiting for what they do, and whether they are to move.

type Child = Node | string | undefined;

/** An element with attributes and children; an attribute that is `undefined` is left out. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(attribute, value);
  }
  element.append(...children.filter(child => child !== undefined));
  return element;
}

/** Whether the reader's system asks for less motion. */
export const still = matchMedia('(prefers-reduced-motion: reduce)');

/** After the next frame that the browser paints, or a moment where it paints none. */
export function nextFrame(): Promise<void> {
  return new Promise(done => {
    const timer = setTimeout(done, 200);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(done);
    });
  });
}

/** Until `work` is done, or so much time has passed, or `signal` aborts. */
export async function within(mostMs: number, signal: AbortSignal, work: Promise<unknown>): Promise<void> {
  await new Promise<void>(done => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, mostMs);
    signal.addEventListener('abort', end);
    void work.then(end, end);
  });
}
