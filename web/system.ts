// What the reader's system asks for: colours, contrast, the screen's pixels.

export const contrast = '(prefers-contrast: more)';
export const dark = '(prefers-color-scheme: dark)';

/** The theme that `auto` stands for. */
export function systemTheme(): 'contrast' | 'dark' | 'light' {
  return matchMedia(contrast).matches ? 'contrast' : matchMedia(dark).matches ? 'dark' : 'light';
}

/** The one that the host gives its element, or what is around it, shadow roots included, BCP 47. */
export const wantedLanguage = (host?: Element): string =>
  host ? (host.closest<HTMLElement>('[lang]:not([lang=""])')?.lang ?? wantedLanguage((host.getRootNode() as Partial<ShadowRoot>).host)) : document.documentElement.lang;

/** CSS pixels of the window for one of the element's own: `zoom` here and above. Older browsers do not tell. */
export function zoomOf({ currentCSSZoom = 1 }: Partial<Element>): number {
  return currentCSSZoom;
}

export const pause = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms));

/** A frame is made, and others have had their turn. Never in a hidden page. */
export const frame = (): Promise<void> => new Promise(made => requestAnimationFrame(() => setTimeout(made)));

/** Leaves the page's thread to others: what follows is a task of its own. Not in a hidden page, whose timers are slow and whose thread nobody waits for. */
export async function breathe(): Promise<void> {
  if (!document.hidden) await pause(0);
}

/** Of work in many steps, ms: it shares a frame with all else. */
export const longestPiece = 8;

/** Awaited before each step of such work, what this gives leaves the page's thread to others, at first and every few milliseconds. */
export function pieces(): () => Promise<void> {
  let start = -longestPiece;
  return async () => {
    if (performance.now() - start < longestPiece) return;
    await breathe();
    start = performance.now();
  };
}

/** The reader's calendar date, ISO 8601. (`toLocaleDateString` takes a slow processor a tenth of a second.) */
export function today(): string {
  // Not by setMinutes: that is the clock on the wall, which a change of summer time sets back.
  return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
