// What is read of settings and articles where the module that judges them cannot be had (checks.ts): only what is of the
// right kind, and everything else as it is without settings. The card shows an article as plain text then.
import { languageName } from '../language_name.js';
import type { Diagnostic } from '../messages.js';
import type { ArticleFacts } from './checks.js';
import type { Settings } from './settings.js';

const time = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Throws where there is no article to show. */
export function unjudgedSettings(bytes: Uint8Array): { diagnostics: Diagnostic[]; settings: Settings } {
  const { name, articles: addresses, languages, night, restartAt, heartbeat } = parse(bytes);
  const articles = texts(addresses).filter(address => URL.canParse(address, 'https://localhost'));
  if (articles.length === 0) throw new Error('these settings name no article');
  const { from, to, brightnessPercent } = record(night);
  const { url, seconds } = record(heartbeat);
  return {
    diagnostics: [],
    settings: {
      name: typeof name === 'string' ? name : '',
      articles,
      languages: texts(languages),
      theme: 'auto',
      textSize: 'large',
      scalePercent: 100,
      attract: { seconds: 60, restSeconds: 8, pixelsASecond: 0 },
      idle: { seconds: 90, countdownSeconds: 15 },
      update: { seconds: 60, timeoutSeconds: 20, ageAfterMinutes: 60 },
      pixelShift: { seconds: 120, pixels: 3 },
      ...(isTime(from) && isTime(to) && { night: { from, to, brightnessPercent: within(brightnessPercent, 5, 100) ?? 40 } }),
      ...(isTime(restartAt) && { restartAt }),
      heartbeat: {
        ...(typeof url === 'string' && URL.canParse(url, 'https://localhost') && { url }),
        seconds: within(seconds, 5, 86_400) ?? 60,
      },
    },
  };
}

/** Throws where this is no article. */
export function unjudgedArticle(bytes: Uint8Array): { diagnostics: Diagnostic[]; article: ArticleFacts } {
  const { languages, headline } = parse(bytes);
  const tags = texts(languages);
  if (tags.length === 0 || headline === undefined) throw new Error('this is no article');
  const versions = record(headline);
  return {
    diagnostics: [],
    article: {
      languages: tags.map(tag => {
        const words = versions[tag] ?? headline;
        return { tag, name: languageName(tag), headline: typeof words === 'string' ? words.replaceAll('\u00ad', '') : '' };
      }),
      pictures: [],
    },
  };
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  return record(JSON.parse(new TextDecoder().decode(bytes)));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && time.test(value);
}

function within(value: unknown, least: number, most: number): number | undefined {
  return typeof value === 'number' && value >= least && value <= most ? value : undefined;
}
