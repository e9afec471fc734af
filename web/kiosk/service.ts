// Registers the service worker that keeps the page's own files and the pictures for the time without a network, and
// says when a new version of them lies ready.

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy;
}

const lookEveryMs = 60 * 60_000;
/** The same while there is none at all. */
const tryAgainMs = 5 * 60_000;

/**
 * Where it fails it is tried again: a kiosk is not to be without it for months because a server was not well once.
 * @param onReady  a new version has been fetched whole; `activate` takes it, and the page should start again
 * @param onFault  the worker, or one of the files that it keeps, cannot be had now
 */
export function keepFiles(onReady: (activate: () => void) => void, onFault: (message: string) => void): void {
  const { serviceWorker } = navigator;
  // Not offered on plain http, nor to a page in a sandbox.
  if (!serviceWorker) return;
  const address = new URL('kiosk-worker.js', import.meta.url).href;
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  const policy = trustedTypes?.createPolicy('depesche-kiosk', { createScriptURL: url => url });
  const keepShown = (): void => serviceWorker.controller?.postMessage({ pictures: shownPictures() });
  if (!serviceWorker.controller) serviceWorker.addEventListener('controllerchange', keepShown, { once: true });

  const watch = (registration: ServiceWorkerRegistration): void => {
    const look = (): void => {
      const { waiting } = registration;
      // The first one needs nobody's leave.
      if (waiting && serviceWorker.controller) onReady(() => waiting.postMessage('activate'));
    };
    registration.addEventListener('updatefound', () => {
      const { installing: worker } = registration;
      // One that has done its service is redundant, too.
      let isInstalled = false;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'redundant' && !isInstalled) {
          const what = registration.active ? 'a new version of this page cannot be taken' : 'this page cannot be kept';
          onFault(`${what}: one of its files did not come, or is not of its version`);
        }
        isInstalled = true;
        look();
      });
    });
    look();
  };
  // What it could not complete.
  serviceWorker.addEventListener('message', ({ data }: MessageEvent<string>) => onFault(data));
  let known: ServiceWorkerRegistration | undefined;
  const ask = async (): Promise<void> => {
    try {
      const registration = await serviceWorker.register(policy?.createScriptURL(address) ?? address, { updateViaCache: 'none' });
      if (registration !== known) watch(registration);
      // A second registration asks nobody.
      else if (registration.active) await registration.update().catch(() => {});
      known = registration;
      registration.active?.postMessage('complete');
    } catch (error) {
      onFault(String(error));
    }
    setTimeout(() => void ask(), known?.active ? lookEveryMs : tryAgainMs);
  };
  void ask();
  void navigator.storage?.persist?.();
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
