// No way out of the kiosk: links, new windows, context menu, dragging, dropping, zooming, prompts, printing and the
// browser's keys are all taken. What is left to the reader is what the card and the kiosk's own controls do.

/** Keys that browsers and systems act upon, with no modifier held. */
const forbiddenKeys = new Set([
  ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
  ...'ContextMenu Escape PrintScreen Help Find Print Open Save New Close Props'.split(' '),
  ...'BrowserBack BrowserForward BrowserHome BrowserRefresh BrowserSearch BrowserStop BrowserFavorites'.split(' '),
  ...'LaunchMail LaunchApplication1 LaunchApplication2 LaunchMediaPlayer LaunchWebBrowser'.split(' '),
]);

/** @param onLink  an address that the reader wanted to go to */
export function lock(onLink: (url: string) => void): void {
  const on = (types: string, listener: (event: Event) => void): void => {
    for (const type of types.split(' ')) window.addEventListener(type, listener, { capture: true, passive: false });
  };
  const refuse = (event: Event): void => event.preventDefault();

  on('contextmenu dragstart dragover drop submit gesturestart gesturechange beforeprint', refuse);
  on('click auxclick', event => {
    const link = event.composedPath().find(target => target instanceof HTMLAnchorElement || target instanceof SVGAElement);
    if (!link && !(event instanceof MouseEvent && event.button > 0)) return;
    event.preventDefault();
    // The card's own `linkclick` would tell the same a second time.
    if (link) event.stopImmediatePropagation();
    if (link instanceof HTMLAnchorElement && link.href && event.type === 'click') onLink(link.href);
  });
  // Back and forward buttons of a mouse act on release.
  on('mousedown mouseup', event => {
    if (event instanceof MouseEvent && event.button > 0) event.preventDefault();
  });
  on('wheel', event => {
    if (event instanceof WheelEvent && (event.ctrlKey || event.metaKey)) event.preventDefault();
  });
  on('touchmove', event => {
    if ('touches' in event && (event as TouchEvent).touches.length > 1 && event.cancelable) event.preventDefault();
  });
  on('keydown', event => {
    if (!(event instanceof KeyboardEvent)) return;
    const held = event.ctrlKey || event.metaKey || event.altKey;
    // AltGraph writes letters.
    const writes = event.getModifierState('AltGraph');
    const inField = event.composedPath()[0] instanceof HTMLInputElement;
    if ((held && !writes) || forbiddenKeys.has(event.key) || (event.key === 'Backspace' && !inField)) event.preventDefault();
  });

  window.open = address => {
    if (address !== undefined && address !== '') onLink(new URL(address, document.baseURI).href);
    return null;
  };
  window.alert = window.print = () => {};
  window.confirm = () => false;
  window.prompt = () => null;

  // Whatever else would lead away: `location`, a form, a gesture. The page's own reload is its own.
  const navigation = (globalThis as { navigation?: EventTarget }).navigation;
  navigation?.addEventListener('navigate', event => {
    const { destination, navigationType } = event as Event & { destination: { url: string }; navigationType: string };
    if (navigationType !== 'reload' && destination.url !== location.href && event.cancelable) event.preventDefault();
  });
  history.pushState(null, '');
  window.addEventListener('popstate', () => history.pushState(null, ''));
}
