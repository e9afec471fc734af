// What a kiosk is set to: the settings file's members with every default filled in (widget/content/kiosk_settings.h has
// them, and their meaning), and how the page's own address names the file or an article.

export interface Settings {
  name: string;
  articles: string[];
  languages: string[];
  theme: string;
  textSize: string;
  scalePercent: number;
  attract: { seconds: number; restSeconds: number; pixelsASecond: number };
  idle: { seconds: number; countdownSeconds: number };
  update: { seconds: number; timeoutSeconds: number; ageAfterMinutes: number };
  pixelShift: { seconds: number; pixels: number };
  night?: { from: string; to: string; brightnessPercent: number };
  restartAt?: string;
  heartbeat: { url?: string; seconds: number };
}

export interface Query {
  /** The address of an article, in place of the settings' own. */
  src: string;
  /** The address of the settings file; '' where there is none. */
  settings: string;
}

/** `?src=…`, `?settings=…`, both or none: then `kiosk.json` beside the page. */
export function readQuery(address: string): Query {
  const { searchParams } = new URL(address);
  const src = searchParams.get('src') ?? '';
  return { src, settings: searchParams.get('settings') ?? (src ? '' : 'kiosk.json') };
}

/** What no browser takes for an address is the name of a file: one that cannot be had, which is told as of any other. */
export function addressOf(text: string, base: string): string {
  return new URL(URL.canParse(text, base) ? text : encodeURIComponent(text), base).href;
}

/** @returns '' where there is no settings file */
export function settingsAddress({ settings }: Query, page: string): string {
  return settings && addressOf(settings, page);
}

/** Settings that say nothing but which article to show. */
export function settingsFor(src: string): string {
  return JSON.stringify({ format: 'depesche-kiosk/1', articles: [src] });
}
