// node scripts/serve.mjs [DIRECTORY]: serves a directory (dist/) on this machine only, with the MIME types that
// modules and WASM insist on, compressed where the browser takes it. PORT sets the port; a taken one gives the next.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ttf': 'font/ttf',
  '.dic': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
const compressible = new Set(['.html', '.css', '.js', '.mjs', '.json', '.map', '.wasm', '.svg', '.ttf', '.dic', '.txt']);
const encoders = {
  br: (bytes, quality) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  gzip: bytes => promisify(gzip)(bytes),
};

/**
 * Answers requests for the files under `directory`. Compressed bytes are kept for as long as a file is the same.
 * @param quality  of brotli, up to 11, which takes seconds for the first answer
 */
export function fileHandler(directory, { quality = 5 } = {}) {
  const base = resolve(directory);
  const kept = new Map();

  return async (request, response) => {
    const send = (status, headers, body) => {
      response.writeHead(status, {
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
        // Cards are embedded from everywhere, and in frames without an origin.
        'Access-Control-Allow-Origin': '*',
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const text = (status, body, headers = {}) => send(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }, body);
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'GET and HEAD only\n', { Allow: 'GET, HEAD' });
      const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
      let file = join(base, path);
      if (file !== base && !file.startsWith(base + sep)) return text(403, 'outside of the directory\n');
      let found = await stat(file).catch(() => null);
      if (found?.isDirectory()) {
        if (!path.endsWith('/')) return text(301, '', { Location: `${path}/` });
        file = join(file, 'index.html');
        found = await stat(file).catch(() => null);
      }
      if (!found && path === '/' && (await stat(join(base, 'demo')).catch(() => null))) return text(302, '', { Location: '/demo/' });
      if (!found?.isFile()) return text(404, `${path} is not here\n`);

      const type = extname(file);
      const headers = {
        'Content-Type': types[type] ?? 'application/octet-stream',
        ETag: `"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"`,
        Vary: 'Accept-Encoding',
      };
      if (request.headers['if-none-match'] === headers.ETag) return send(304, headers);
      const accepted = request.headers['accept-encoding'] ?? '';
      const encoding = compressible.has(type) ? Object.keys(encoders).find(name => accepted.includes(name)) : undefined;
      if (!encoding) return send(200, headers, await readFile(file));
      const key = `${encoding} ${headers.ETag} ${file}`;
      if (!kept.has(key)) kept.set(key, await encoders[encoding](await readFile(file), quality));
      return send(200, { ...headers, 'Content-Encoding': encoding }, kept.get(key));
    } catch (error) {
      if (error instanceof URIError) return text(400, 'this is no address\n');
      return text(500, `${error}\n`);
    }
  };
}

/** @returns the server once it listens on 127.0.0.1, at `port` or the next free one (0: any). */
export function listen(handler, port) {
  const server = createServer(handler);
  return new Promise((done, fail) => {
    const attempt = at => {
      server.once('error', error => {
        if (error.code === 'EADDRINUSE' && at < port + 100) attempt(at + 1);
        else fail(error);
      });
      server.listen(at, '127.0.0.1', () => done(server));
    };
    attempt(port);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const directory = process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url));
  const server = await listen(fileHandler(directory), Number(process.env.PORT ?? 8080));
  console.log(`Depesche is served at http://127.0.0.1:${server.address().port}/  (Ctrl+C ends it)`);
}
