// node scripts/unicode-tables.mjs HB_UCD_TABLE_HH OUT: HarfBuzz's tables of the Unicode Character Database again, in the
// same words, with all that matters for the scripts that our fonts have, and of other scripts only what a cluster is:
// marks, format characters and symbols keep their category, all else is a letter of no script. 10 KB less, compressed.
import { readFileSync, writeFileSync } from 'node:fs';

const [input, output] = process.argv.slice(2);
const scripts = ['COMMON', 'INHERITED', 'UNKNOWN', 'LATIN', 'GREEK', 'CYRILLIC', 'HEBREW', 'ARABIC'];
const detailed = script => scripts.includes(script) && script !== 'UNKNOWN';
/** Beyond it there are only marks, signs and scripts that are not ours, Arabic's and Hebrew's presentation forms apart. */
const end_of_detail = 0x2e80;
/** No font of ours has polytonic Greek. */
const has_decomposition = (u, script) => detailed(script) && !(u >= 0x1f00 && u < 0x2000);
const block_bits = 7;
// hb_unicode_general_category_t
const category = { format: 1, unassigned: 2, otherLetter: 7, marks: [10, 11, 12], modifierSymbol: 24, otherSymbol: 26, separators: [27, 28] };

// HarfBuzz has three sets of tables with the same content; the first is the one with the plainest expressions.
const all = readFileSync(input, 'utf8');
const source = all.slice(0, all.indexOf('#elif'));
const found = (pattern, what) => pattern.exec(source) ?? fail(`${input}: no ${what}: its format has changed`);
function fail(message) {
  console.error(message);
  process.exit(1);
}
const body = name => found(new RegExp(`${name}\\[\\d+\\]=\\s*\\{([^}]*)\\}`), name)[1];
const numbers = name => body(name).match(/-?(0x[0-9A-Fa-f]+|\d+)/g).map(Number);
const triples = name =>
  [...body(name).matchAll(/\((0x\w+)u?, (0x\w+)u?, (0x\w+)u?\)/g)].map(match => match.slice(1).map(Number));

const tables = { _hb_ucd_u8: numbers('_hb_ucd_u8'), _hb_ucd_u16: numbers('_hb_ucd_u16'), _hb_ucd_i16: numbers('_hb_ucd_i16') };
const nibble = (from, i) => (tables._hb_ucd_u8[from + (i >> 1)] >> ((i & 1) << 2)) & 15;

// The lookup functions are single expressions of table reads, shifts and additions: read here as what they are.
function lookup(name) {
  const expression = found(new RegExp(`${name} \\(unsigned u\\)\\s*\\{\\s*return ([^;]+);`), name)[1];
  const tokens = expression.replace(/(\d)u\b/g, '$1').match(/_hb_ucd_\w+|\d+|>>|<<|u|[-+&?:<()[\],]/g);
  let at = 0;
  const take = token => (tokens[at++] === token ? token : fail(`${input}: ${token} expected in ${name}`));
  const levels = [['<'], ['&'], ['<<', '>>'], ['+', '-']];
  const operators = {
    '<': (a, b) => u => (a(u) < b(u) ? 1 : 0),
    '&': (a, b) => u => a(u) & b(u),
    '<<': (a, b) => u => a(u) << b(u),
    '>>': (a, b) => u => a(u) >> b(u),
    '+': (a, b) => u => a(u) + b(u),
    '-': (a, b) => u => a(u) - b(u),
  };
  const conditional = () => {
    const condition = binary(0);
    if (tokens[at] !== '?') return condition;
    take('?');
    const yes = conditional();
    take(':');
    const no = conditional();
    return u => (condition(u) ? yes(u) : no(u));
  };
  // C binds & weaker than <; the expressions have parentheses wherever it would matter.
  const binary = level => {
    if (level === levels.length) return primary();
    let left = binary(level + 1);
    while (levels[level].includes(tokens[at])) left = operators[tokens[at++]](left, binary(level + 1));
    return left;
  };
  const primary = () => {
    const token = tokens[at++];
    if (token === 'u') return u => u;
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') {
      const inner = conditional();
      take(')');
      return inner;
    }
    if (token === '_hb_ucd_b4') {
      take('(');
      take('_hb_ucd_u8');
      take('+');
      const from = Number(tokens[at++]);
      take(',');
      const index = conditional();
      take(')');
      return u => nibble(from, index(u));
    }
    const table = tables[token] ?? fail(`${input}: unknown ${token} in ${name}`);
    take('[');
    const index = conditional();
    take(']');
    return u => table[index(u)];
  };
  const evaluate = conditional();
  if (at !== tokens.length) fail(`${input}: more than one expression in ${name}`);
  return evaluate;
}

const [gc, ccc, mirror, sc, dm] = ['gc', 'ccc', 'bmg', 'sc', 'dm'].map(name => lookup(`_hb_ucd_${name}`));
const scriptNames = body('_hb_ucd_sc_map').match(/HB_SCRIPT_\w+/g).map(name => name.slice('HB_SCRIPT_'.length));
const scriptOf = u => scriptNames[sc(u)];

/** @returns {[number, number, number, number, number]} category, combining class, script, mirroring, has a decomposition */
function propertiesOf(u) {
  const script = scripts.indexOf(scriptOf(u));
  const general = gc(u);
  if (script >= 0 && (u < end_of_detail || script > scripts.indexOf('UNKNOWN'))) {
    return [general, ccc(u), script, mirror(u), dm(u) > 0 && has_decomposition(u, scripts[script]) ? 1 : 0];
  }
  const { format, unassigned, otherLetter, marks, modifierSymbol, otherSymbol, separators } = category;
  const keeps = [format, unassigned, modifierSymbol, otherSymbol, ...marks, ...separators].includes(general);
  const common = script === 0 || script === 1 ? script : scripts.indexOf('UNKNOWN');
  return [keeps ? general : otherLetter, 0, common, 0, 0];
}

// Two stages: block of a code point, record in the block. Above `limit` all is one of two things.
const limit = 0x20000;
const records = new Map();
const blocks = new Map();
const first_stage = [];
const second_stage = [];
for (let start = 0; start < limit; start += 1 << block_bits) {
  const block = [];
  for (let u = start; u < start + (1 << block_bits); ++u) {
    const record = propertiesOf(u).join(', ');
    if (!records.has(record)) records.set(record, records.size);
    block.push(records.get(record));
  }
  const key = block.join();
  if (!blocks.has(key)) {
    blocks.set(key, blocks.size);
    second_stage.push(...block);
  }
  first_stage.push(blocks.get(key));
}
if (records.size > 256 || blocks.size > 256) fail('more records or blocks than a byte can name');

// Decompositions, in HarfBuzz's order: single ones, pairs in 32 bits, pairs in 64; each list by what it composes from.
const dm1 = numbers('_hb_ucd_dm1_p0_map');
const singles_of_plane_2 = numbers('_hb_ucd_dm1_p2_map').length;
const pairs32 = triples('_hb_ucd_dm2_u32_map');
const pairs64 = triples('_hb_ucd_dm2_u64_map');
const singles = [];
const small = [];
const large = [];
for (let u = 0; u < end_of_detail; ++u) {
  let index = dm(u) - 1;
  if (index < 0 || !has_decomposition(u, scriptOf(u))) continue;
  if (index < dm1.length) {
    singles.push([u, dm1[index]]);
    continue;
  }
  index -= dm1.length + singles_of_plane_2;
  if (index < pairs32.length) small.push([u, ...pairs32[index]]);
  else large.push([u, ...pairs64[index - pairs32.length]]);
}
for (let u = end_of_detail; u < limit; ++u) {
  const index = dm(u) - 1 - dm1.length - singles_of_plane_2 - pairs32.length;
  if (dm(u) > 0 && has_decomposition(u, scriptOf(u)) && index >= 0) large.push([u, ...pairs64[index]]);
}
const by_parts = (one, other) => one[1] - other[1] || one[2] - other[2];
small.sort(by_parts);
large.sort(by_parts);

const hex = number => `0x${number.toString(16)}`;
const array = (type, name, values) =>
  `static const ${type} ${name}[]=\n{\n${values.join(',').replace(/(.{1,110}),/g, '$1,\n')}\n};\n`;
writeFileSync(
  output,
  `// Made from HarfBuzz's hb-ucd-table.hh by scripts/unicode-tables.mjs, to be included in its place.
#ifndef HB_UCD_TABLE_HH
#define HB_UCD_TABLE_HH
#include "hb.hh"

struct depesche_ucd_record_t { uint8_t gc, ccc, sc; int16_t bmg; bool dm; };
${array('hb_script_t', '_hb_ucd_sc_map', scripts.map(name => `HB_SCRIPT_${name}`))}
${array('depesche_ucd_record_t', '_depesche_ucd_records', [...records.keys()].map(record => `{${record}}`))}
${array('uint8_t', '_depesche_ucd_blocks', first_stage)}
${array('uint8_t', '_depesche_ucd_block', second_stage)}
static inline const depesche_ucd_record_t& _depesche_ucd (unsigned u)
{
  if (u >= ${limit}u) u = u >= 0xE0100u && u <= 0xE01EFu ? 0xFE00u : u == 0xE0001u || (u >= 0xE0020u && u <= 0xE007Fu) ? 0x200Bu : 0x20000u - 2;
  return _depesche_ucd_records[_depesche_ucd_block[(_depesche_ucd_blocks[u >> ${block_bits}] << ${block_bits}) + (u & ${(1 << block_bits) - 1})]];
}
static inline uint8_t _hb_ucd_gc (unsigned u) { return _depesche_ucd (u).gc; }
static inline uint8_t _hb_ucd_ccc (unsigned u) { return _depesche_ucd (u).ccc; }
static inline int16_t _hb_ucd_bmg (unsigned u) { return _depesche_ucd (u).bmg; }
static inline uint8_t _hb_ucd_sc (unsigned u) { return _depesche_ucd (u).sc; }

${array('uint16_t', '_hb_ucd_dm1_p0_map', singles.map(([, to]) => hex(to)))}
// None of plane 2: it has one element, since HarfBuzz asks for its length, and nothing names it.
static const uint16_t _hb_ucd_dm1_p2_map[1]= {0};
${array('uint32_t', '_hb_ucd_dm2_u32_map', small.map(([, a, b, ab]) => `HB_CODEPOINT_ENCODE3_11_7_14 (${hex(a)}u, ${hex(b)}u, ${hex(ab)}u)`))}
${array('uint64_t', '_hb_ucd_dm2_u64_map', large.map(([, a, b, ab]) => `HB_CODEPOINT_ENCODE3 (${hex(a)}u, ${hex(b)}u, ${hex(ab)}u)`))}
// What each of them decomposes, in this order. The pairs above name it only where Unicode composes it again.
${array('uint16_t', '_depesche_ucd_dm_of', [...singles, [0], ...small, ...large].map(([u]) => hex(u)))}
static inline uint16_t _hb_ucd_dm (unsigned u)
{
  if (!_depesche_ucd (u).dm) return 0;
  for (unsigned i = 0; i < ARRAY_LENGTH (_depesche_ucd_dm_of); i++)
    if (_depesche_ucd_dm_of[i] == u) return i + 1;
  return 0;
}
#endif
`,
);
