// What a page downloads: every shipped file raw, with gzip and with brotli.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { likelyResources } from '../../scripts/likely-resources.mjs';
import { root } from '../browser/harness.mjs';

const site = join(root, 'dist');
const kb = bytes => bytes / 1000;

function sizes(path) {
  const bytes = readFileSync(join(site, path));
  // Pictures are compressed already.
  const packed = /\.(avif|webp|jpg|png)$/.test(path);
  return {
    raw: bytes.length,
    gzip: packed ? bytes.length : gzipSync(bytes, { level: 9 }).length,
    brotli: packed ? bytes.length : brotliCompressSync(bytes).length,
  };
}

function row(name, paths) {
  const total = { raw: 0, gzip: 0, brotli: 0 };
  for (const path of paths) for (const [kind, bytes] of Object.entries(sizes(path))) total[kind] += bytes;
  return [name, kb(total.brotli), 'KB', `raw ${kb(total.raw).toFixed(1)}, gzip ${kb(total.gzip).toFixed(1)}`];
}

function files(folder) {
  return readdirSync(join(site, folder))
    .map(name => join(folder, name))
    .filter(path => statSync(join(site, path)).isFile() && !path.endsWith('.map'));
}

export async function likely() {
  return likelyResources(site, join(root, 'assets/articles/summit.json'));
}

const needs = await likely();

/** What is measured: the row's name, and the files together. */
function parts() {
  return [
    ['lazy start', ['depesche.js']],
    ['element script with page layer', ['depesche.js', 'card.js']],
    ['reading, after the first pixels', ['reading.js']],
    ["the engine's thread without WASM", ['engine_thread.js']],
    ['plain reader', ['plain_reader.js']],
    ...['depesche', 'seldom'].map(part => [`wasm/${part}.wasm`, [`wasm/${part}.wasm`]]),
    ...Object.entries(needs).flatMap(([language, paths]) => [
      [`fonts of an article, ${language}`, paths.filter(path => path.startsWith('fonts/'))],
      [`strings and hyphenation, ${language}`, paths.filter(path => !path.startsWith('fonts/'))],
    ]),
    ['articles/summit.json', ['articles/summit.json']],
    ...['fonts', 'strings', 'hyphenation', 'images'].flatMap(folder => files(folder).map(path => [path, [path]])),
  ];
}

/**
 * Rows of name, KB of brotli, unit, and the other sizes.
 * @param wanted  says of a row's name whether it is measured: compressing takes its time
 */
export function sizeRows(wanted = () => true) {
  return parts()
    .map(([name, paths]) => [`size: ${name}`, paths])
    .filter(([name]) => wanted(name))
    .map(([name, paths]) => row(name, paths));
}
