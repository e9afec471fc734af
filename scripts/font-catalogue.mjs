// node scripts/font-catalogue.mjs assets/fonts.json OUT: writes the rows of the font catalogue as C++.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [input, output] = process.argv.slice(2);
const { subsets, faces } = JSON.parse(readFileSync(input, 'utf8'));

const files = faces.flatMap(face => {
  const made = new Set(face.sources.flatMap(source => source.subsets));
  return subsets
    .filter(subset => made.has(subset.name))
    .map(subset => `  {"${face.name}", "${subset.name}", "fonts/${face.name}.${subset.name}.ttf"},`);
});
const bounds = range => {
  const [first, last = first] = range.split('-');
  return `0x${first}, 0x${last}`;
};
const ranges = subsets.flatMap(({ name, ranges }) => ranges.map(range => `  {"${name}", ${bounds(range)}},`));
const additions = faces.flatMap(({ name, additions = {} }) =>
  Object.entries(additions).flatMap(([subset, ranges]) =>
    ranges.map(range => `  {"${name}", "${subset}", ${bounds(range)}},`),
  ),
);

const float = number => `${Number.isInteger(number) ? `${number}.0` : number}f`;
const metrics = faces.map(({ name, ascent, descent }) => `  {"${name}", ${float(ascent)}, ${float(descent)}},`);

const text = `// Made from assets/fonts.json by scripts/font-catalogue.mjs. Include it inside a namespace, once, after <cstdint>.
//
// catalogue_files: every font file, ordered by face (as in fonts.json), then by priority of its subset. A face may
// lack a subset (Arabic and Hebrew exist in the serif's regular and bold only).
// catalogue_ranges: the code points that a subset was made for, by priority of the subset, then ascending. Subsets
// other than latin and latin-ext repeat those spaces, digits and punctuation marks that their fonts have, so that a run
// of their script stays in one font. Not Arabic's European digits, since what stands among them ("1998–1999 (5 %)") is the
// Latin font's. catalogue_additions: what a subset of one face has beyond that (the sans spells
// «Русский» with its latin file alone, for the language switcher); such letters are in the face's cyrillic file as well.
// What a file really holds is for its cmap to say: a face may lack a few letters of a range, never one of ASCII.
// catalogue_faces: ascent and descent of the face's Latin fonts, in ems.
struct CatalogueFace {
  const char* name;
  float ascent;
  float descent;
};
struct CatalogueFile {
  const char* face;
  const char* subset;
  const char* path;
};
struct CatalogueRange {
  const char* subset;
  char32_t first;
  char32_t last;
};
struct CatalogueAddition {
  const char* face;
  const char* subset;
  char32_t first;
  char32_t last;
};

inline constexpr CatalogueFace catalogue_faces[] = {
${metrics.join('\n')}
};

inline constexpr CatalogueFile catalogue_files[] = {
${files.join('\n')}
};

inline constexpr CatalogueRange catalogue_ranges[] = {
${ranges.join('\n')}
};

inline constexpr CatalogueAddition catalogue_additions[] = {
${additions.join('\n')}
};
`;
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, text);
