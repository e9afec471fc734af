// Registers the service worker that keeps the page's own files and the pictures for the time without a network, and
// says when a new version of them lies ready.

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

const lookEveryMs = 60 * 60_000;

/**
 * @param onReady  a new version has been fetched whole; `activate` takes it, and the page should start again
 * @returns whether everything will be there after a reboot without a network
 */
export async function keepFiles(onReady: (activate: () => void) => void): Promise<boolean> {
  const { serviceWorker } = navigator;
  // Not offered on plain http, nor to a page in a sandbox.
  if (!serviceWorker) return false;
  const address = new URL('kiosk-worker.js', import.meta.url).href;
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  const policy = trustedTypes?.createPolicy('depesche-kiosk', { createScriptURL: url => url });
  const keepShown = (): void => serviceWorker.controller?.postMessage({ pictures: shownPictures() });
  if (!serviceWorker.controller) serviceWorker.addEventListener('controllerchange', keepShown, { once: true });
  const registration = await serviceWorker.register(policy?.createScriptURL(address) ?? address, { updateViaCache: 'none' });
  const look = (): void => {
    const { waiting } = registration;
    // The first one needs nobody's leave.
    if (waiting && serviceWorker.controller) onReady(() => waiting.postMessage('activate'));
  };
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  look();
  setInterval(() => void registration.update().catch(() => {}), lookEveryMs);
  void navigator.storage?.persist?.();
  return true;
}

/** What the page has shown before its first worker took it over did not come through that. */
function shownPictures(): string[] {
  const roots = [document, ...[...document.querySelectorAll('depesche-card')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const images = roots.flatMap(root => [...root.querySelectorAll('img')]);
  return [...new Set(images.map(({ currentSrc }) => currentSrc).filter(Boolean))];
}

/** A picture of another origin may be kept as what the worker cannot see to be an error. */
export function tellBroken(picture: HTMLImageElement): void {
  if (picture.currentSrc) navigator.serviceWorker?.controller?.postMessage({ broken: picture.currentSrc });
}
