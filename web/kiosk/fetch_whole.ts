// One file from a server, whole or not at all.

/** As for the card: a larger file is no article (widget/content/limits.h). */
const mostBytes = 8 << 20;

/**
 * The browser's own cache asks the server whether anything changed (ETag, Last-Modified), so an unchanged file costs an
 * answer without a body, from other origins, too. Rejects with a message for the operator.
 */
export async function fetchWhole(url: string, timeoutSeconds: number): Promise<Uint8Array<ArrayBuffer>> {
  const ending = new AbortController();
  const late = setTimeout(() => ending.abort(), timeoutSeconds * 1000);
  try {
    return await receive(url, ending);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Error(
      ending.signal.aborted ? `no whole answer within ${timeoutSeconds} s (${url})` : `the connection failed (${url})`,
    );
  } finally {
    clearTimeout(late);
  }
}

class Refused extends Error {}

async function receive(url: string, ending: AbortController): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin', signal: ending.signal });
  // The sign-in page of a network is not the content.
  if (response.redirected && new URL(response.url).origin !== new URL(url).origin) {
    ending.abort();
    throw new Refused(`the server leads to another one, ${new URL(response.url).origin} (${url})`);
  }
  if (!response.ok) {
    void response.body?.cancel();
    throw new Refused(`the server answers ${response.status} ${response.statusText}`.trim() + ` (${url})`);
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); reader && part && !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > mostBytes) {
      ending.abort();
      throw new Refused(`larger than 8 MiB (${url})`);
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** The name that diagnostics print. */
export function fileName(url: string): string {
  const name = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name;
  }
}
