// For the page around frames of embed.html: `<iframe data-depesche src="…/embed.html?src=…" sandbox="allow-scripts">`.
// Each gets the height of its content; links that the reader follows open in a new tab. A message counts only from
// such a frame's own window and from the origin that its address and its sandbox give it.
const target = (frame: HTMLIFrameElement): string =>
  frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin') ? 'null' : new URL(frame.src).origin;

/** To whoever is there, since it says nothing: before the frame's page has come, another origin would be a fault in the console. */
const greet = (frame: HTMLIFrameElement): void => frame.contentWindow?.postMessage({ depesche: 'host' }, '*');

/** What a page's style sheet counts as a frame's height besides its content: many begin with `box-sizing: border-box` for all. */
function around(frame: HTMLIFrameElement): number {
  const style = getComputedStyle(frame);
  if (style.boxSizing !== 'border-box') return 0;
  return ['padding-top', 'padding-bottom', 'border-top-width', 'border-bottom-width'].reduce((sum, name) => sum + Number.parseFloat(style.getPropertyValue(name)), 0);
}

const marked = (): HTMLIFrameElement[] => [...document.querySelectorAll<HTMLIFrameElement>('iframe[data-depesche]')];

addEventListener('message', ({ source, origin, data }) => {
  const frame = marked().find(({ contentWindow }) => contentWindow === source);
  if (!frame || origin !== target(frame) || typeof data !== 'object' || data === null) return;
  const { depesche, height, url } = data as Record<string, unknown>;
  if (depesche === 'ready') greet(frame);
  if (depesche === 'height' && typeof height === 'number' && height > 0 && height < 1e6) frame.style.height = `${height + around(frame)}px`;
  if (depesche === 'link' && /^(https?|mailto):/.test(String(url))) open(String(url), '_blank', 'noopener');
});
marked().forEach(greet);

export {};
