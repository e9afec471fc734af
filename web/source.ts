// Where an article's JSON comes from: an address, or a value that the host page has.

export interface Source {
  json: Uint8Array<ArrayBuffer>;
  /** The name that diagnostics print. */
  file: string;
  /** What relative addresses in the article are relative to. */
  base: string;
}

function fileName(url: string): string {
  const name = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name;
  }
}

/**
 * Rejects with a message for the reader.
 * @param how  the answer, where it has been asked for already; or what the browser's cache is good for
 */
export async function fetchArticle(
  src: string,
  signal: AbortSignal,
  how: Promise<Response> | RequestCache = 'default',
): Promise<Source> {
  const url = new URL(src, document.baseURI).href;
  const file = fileName(url);
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what} (${url})`);
  };
  const response = await (typeof how === 'string' ? fetch(url, { signal, cache: how }) : how).catch(() =>
    fail('it cannot be reached'),
  );
  if (!response.ok) fail(`the server answers ${response.status} ${response.statusText}`);
  const json = await response.arrayBuffer().catch(() => fail('the connection broke'));
  return { json: new Uint8Array(json), file, base: response.url };
}

/**
 * @param value  JSON text, or the value that it stands for
 * @param src  where it came from, if that is known
 */
export function inlineArticle(value: unknown, src: string): Source {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  const base = URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI).href : document.baseURI;
  return { json: new TextEncoder().encode(text), file: src ? fileName(base) : 'article.json', base };
}
