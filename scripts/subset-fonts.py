"""Makes the font files of assets/fonts.json: one subset of one face each, without hinting, under our own names.

usage: subset-fonts.py fonts.json PACKAGES OUT    (PACKAGES holds one folder for each unpacked package)

Runs with fontTools alone, no compiled modules, and gives the same bytes for the same input anywhere.
"""

import json
import logging
import multiprocessing
import os
import sys
import unicodedata

from fontTools import subset
from fontTools.otlLib.builder import buildPairPosClassesSubtable, buildValue
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# In thousandths of an em, the unit of all our sources. Kerning under 8 is 0.1 px in body text.
OUTLINE_ERROR = 2
OUTLINE_GRID = 2
KERNING_GRID = 5
KERNING_MINIMUM = 8

PAIRS = 2  # the lookup type of GPOS

# Of the name table: what the Open Font License asks to keep. Its text goes along as a file.
COPYRIGHT, FAMILY, STYLE, FULL, POSTSCRIPT, LICENCE_URL = 0, 1, 2, 4, 6, 14
KEPT_NAMES = [COPYRIGHT, LICENCE_URL]


def code_points(ranges):
    for entry in ranges:
        first, _, last = entry.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


def rename(font, face):
    """The OFL reserves the original's name for the original."""
    weight = {400: "Regular", 600: "Semibold", 700: "Bold"}[face["weight"]]
    style = weight if face["style"] == "normal" else ("Italic" if face["weight"] == 400 else f"{weight} Italic")
    full = f"{face['family']} {style}"
    names = font["name"]
    names.names = [name for name in names.names if name.platformID == 3 and name.langID == 0x409]
    for identifier, text in [
        (FAMILY, face["family"]),
        (STYLE, style),
        (FULL, full),
        (POSTSCRIPT, full.replace(" ", "")),
    ]:
        names.setName(text, identifier, 3, 1, 0x409)


def simplify_outlines(font, cubic_path):
    """Fewer points on a coarser grid: a tenth fewer bytes, for at most 3/1000 em, a tenth of a device pixel in body text.

    The published TrueType outlines follow the cubic originals more closely than that; they are converted again.
    """
    glyphs = font["glyf"]
    originals = TTFont(cubic_path).getGlyphSet() if cubic_path else {}
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.numberOfContours <= 0:
            continue
        if name in originals:
            pen = TTGlyphPen(None)
            originals[name].draw(Cu2QuPen(pen, OUTLINE_ERROR, reverse_direction=True))
            glyphs[name] = glyph = pen.glyph()
        for index, (x, y) in enumerate(glyph.coordinates):
            glyph.coordinates[index] = (round(x / OUTLINE_GRID) * OUTLINE_GRID, round(y / OUTLINE_GRID) * OUTLINE_GRID)
        glyph.recalcBounds(glyphs)


def pair_values(lookup, glyph_order):
    """All pairs of a kerning lookup as {(left, right): advance}, or None where it does more than change advances."""
    pairs = {}
    for subtable in lookup.SubTable:
        subtable = getattr(subtable, "ExtSubTable", subtable)
        if subtable.LookupType != PAIRS or subtable.ValueFormat1 != 4 or subtable.ValueFormat2 != 0:
            return None
        left_glyphs = subtable.Coverage.glyphs
        if subtable.Format == 1:
            for left, pair_set in zip(left_glyphs, subtable.PairSet):
                for record in pair_set.PairValueRecord:
                    pairs.setdefault((left, record.SecondGlyph), record.Value1.XAdvance)
        else:
            for left in left_glyphs:
                records = subtable.Class1Record[subtable.ClassDef1.classDefs.get(left, 0)].Class2Record
                for right in glyph_order:
                    value = records[subtable.ClassDef2.classDefs.get(right, 0)].Value1
                    pairs.setdefault((left, right), value.XAdvance)
    return pairs


def group_equal(names, row):
    groups = {}
    for name in names:
        groups.setdefault(row(name), []).append(name)
    return groups


def lookup_type(lookup):
    first = lookup.SubTable[0]
    return getattr(first, "ExtSubTable", first).LookupType


def kern_pairs_only(font):
    """Drops kerning in context, which our sources have for the Catalan l·l alone."""
    gpos = font["GPOS"].table
    for record in gpos.FeatureList.FeatureRecord:
        if record.FeatureTag == "kern":
            feature = record.Feature
            feature.LookupListIndex = [
                index for index in feature.LookupListIndex if lookup_type(gpos.LookupList.Lookup[index]) == PAIRS
            ]
            feature.LookupCount = len(feature.LookupListIndex)


def is_symbol(point):
    return unicodedata.category(chr(point))[0] == "S" or chr(point) in "#%&*@\\_§·•"


def compact_kerning(font):
    """One class table for the pairs that are left after subsetting, instead of the full font's dozen; none for symbols."""
    if "GPOS" not in font:
        return
    symbols = {name for point, name in font.getBestCmap().items() if is_symbol(point)}
    order = [name for name in font.getGlyphOrder() if name not in symbols]
    for lookup in font["GPOS"].table.LookupList.Lookup:
        pairs = pair_values(lookup, order)
        if not pairs:
            continue
        rounded = {
            pair: round(value / KERNING_GRID) * KERNING_GRID
            for pair, value in pairs.items()
            if abs(value) >= KERNING_MINIMUM and not symbols.intersection(pair)
        }
        rounded = {pair: value for pair, value in rounded.items() if value}
        if not rounded:
            continue
        lefts = [name for name in order if any((name, right) in rounded for right in order)]
        rights = [name for name in order if any((left, name) in rounded for left in lefts)]
        rows = group_equal(lefts, lambda left: tuple(rounded.get((left, right), 0) for right in rights))
        columns = group_equal(rights, lambda right: tuple(rounded.get((left[0], right), 0) for left in rows.values()))
        classes = {}
        for column, members in columns.items():
            for value, left in zip(column, rows.values()):
                if value:
                    classes[tuple(left), tuple(members)] = (buildValue({"XAdvance": value}), None)
        lookup.LookupType = PAIRS
        lookup.SubTable = [buildPairPosClassesSubtable(classes, font.getReverseGlyphMap())]
        lookup.SubTableCount = 1


def make(task):
    source, cubic, target, face, subset_name, wanted, features = task
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.glyph_names = False
    options.legacy_kern = False
    options.notdef_outline = True
    options.recommended_glyphs = False
    options.recalc_timestamp = False
    options.harfbuzz_repacker = False
    options.name_IDs = KEPT_NAMES
    options.name_languages = [0x409]
    options.drop_tables += ["BASE", "DSIG", "GlyphOrder", "gasp", "STAT", "MVAR", "VDMX"]

    font = TTFont(source, recalcTimestamp=False, lazy=True)
    missing = [point for point in wanted if point not in font.getBestCmap()]
    # Before subsetting, which would lose the names that both sources share.
    simplify_outlines(font, cubic)
    kern_pairs_only(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    compact_kerning(font)
    rename(font, face)
    font.save(target)
    return os.path.basename(target), len(font.getGlyphOrder()), missing


def main():
    catalogue_path, packages, out = sys.argv[1:]
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    with open(catalogue_path, encoding="utf-8") as file:
        catalogue = json.load(file)
    ranges = {entry["name"]: list(code_points(entry["ranges"])) for entry in catalogue["subsets"]}
    features = {entry["name"]: catalogue["features"] + entry.get("features", []) for entry in catalogue["subsets"]}

    tasks = []
    for face in catalogue["faces"]:
        for source in face["sources"]:
            for name in source["subsets"]:
                added = list(code_points(face.get("additions", {}).get(name, [])))
                tasks.append((
                    os.path.join(packages, source["package"], source["file"]),
                    os.path.join(packages, source["package"], source["cubic"]) if "cubic" in source else None,
                    os.path.join(out, f"{face['name']}.{name}.ttf"),
                    face, name, ranges[name] + added, features[name],
                ))
    os.makedirs(out, exist_ok=True)
    with multiprocessing.Pool(2) as pool:
        for name, glyphs, missing in pool.imap(make, tasks):
            print(f"{name}: {glyphs} glyphs; the source lacks {len(missing)} of the code points")


if __name__ == "__main__":
    main()
