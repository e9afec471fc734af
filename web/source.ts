// An article's JSON, from an address or as the host page has it.

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
 * @param src  may be '' where there is an answer
 * @param how  the answer, where it has been asked for already or the host page has it; or what the browser's cache is good for
 */
export async function fetchArticle(
  src: string,
  signal: AbortSignal,
  how: Promise<Response> | RequestCache | undefined,
): Promise<Source> {
  const url = new URL(src, document.baseURI).href;
  const file = src ? fileName(url) : 'article.json';
  const fail = (what: string): never => {
    throw new Error(`${file}: ${what} (${url})`);
  };
  const response = await (typeof how === 'object' ? how : fetch(url, { signal, cache: how })).catch(() =>
    fail('it cannot be reached'),
  );
  if (!response.ok) fail(`the server answers ${response.status} ${response.statusText}`);
  const json = await response.arrayBuffer().catch(() => fail('the connection broke'));
  return { json: new Uint8Array(json), file, base: response.url || url };
}
