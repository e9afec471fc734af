// HarfBuzz has Unicode's data from tables that scripts/unicode-tables.mjs made smaller: here beside its own, for every
// code point.
#include <gtest/gtest.h>

#define HB_TINY
#include "hb.hh"
// The small form of its own tables guesses for unassigned code points.
#undef HB_OPTIMIZE_SIZE
namespace full {
#include "hb-ucd-table.hh"
}
#include <set>

namespace depesche {
namespace {

constexpr hb_codepoint_t end_of_unicode = 0x110000;
/// Of other scripts, and of signs beyond it, only the categories below are kept.
constexpr hb_codepoint_t end_of_detail = 0x2e80;
constexpr hb_script_t detailed[] = {HB_SCRIPT_COMMON,   HB_SCRIPT_INHERITED, HB_SCRIPT_LATIN, HB_SCRIPT_GREEK,
                                    HB_SCRIPT_CYRILLIC, HB_SCRIPT_HEBREW,    HB_SCRIPT_ARABIC};
/// What decides where a cluster ends.
constexpr int kept_categories[] = {HB_UNICODE_GENERAL_CATEGORY_FORMAT,
                                   HB_UNICODE_GENERAL_CATEGORY_UNASSIGNED,
                                   HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK,
                                   HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK,
                                   HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK,
                                   HB_UNICODE_GENERAL_CATEGORY_OTHER_SYMBOL,
                                   HB_UNICODE_GENERAL_CATEGORY_MODIFIER_SYMBOL,
                                   HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR,
                                   HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR};

class UnicodeTables : public testing::Test {
 protected:
  static hb_script_t script(hb_codepoint_t c) { return full::_hb_ucd_sc_map[full::_hb_ucd_sc(c)]; }
  static bool is_detailed(hb_codepoint_t c) {
    const hb_script_t own = script(c);
    return std::ranges::find(detailed, own) != std::end(detailed) &&
           (c < end_of_detail || (own != HB_SCRIPT_COMMON && own != HB_SCRIPT_INHERITED)) && c < 0x20000;
  }
  hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
};

TEST_F(UnicodeTables, ScriptsThatOurFontsHaveLoseNothing) {
  int seen = 0;
  for (hb_codepoint_t c = 0; c < end_of_unicode; ++c) {
    if (!is_detailed(c)) continue;
    ++seen;
    ASSERT_EQ(hb_unicode_general_category(unicode, c), full::_hb_ucd_gc(c)) << std::hex << c;
    ASSERT_EQ(hb_unicode_combining_class(unicode, c), full::_hb_ucd_ccc(c)) << std::hex << c;
    ASSERT_EQ(hb_unicode_script(unicode, c), script(c)) << std::hex << c;
    ASSERT_EQ(hb_unicode_mirroring(unicode, c), c + static_cast<hb_codepoint_t>(full::_hb_ucd_bmg(c))) << std::hex << c;
  }
  EXPECT_GT(seen, 7000);
}

TEST_F(UnicodeTables, ClustersOfOtherScriptsStayWhole) {
  for (hb_codepoint_t c = 0; c < end_of_unicode; ++c) {
    const int category = full::_hb_ucd_gc(c);
    if (is_detailed(c) || std::ranges::find(kept_categories, category) == std::end(kept_categories)) continue;
    if (c >= 0x20000 && c < 0xe0000) continue;  // assigned or not: no letter there has a glyph
    ASSERT_EQ(hb_unicode_general_category(unicode, c), category) << std::hex << c;
  }
}

TEST_F(UnicodeTables, DecompositionsAreThoseOfUnicode) {
  int seen = 0;
  std::set<std::pair<hb_codepoint_t, hb_codepoint_t>> pairs;
  for (hb_codepoint_t c = 0; c < 0x20000; ++c) {
    hb_codepoint_t first = 0, second = 0;
    if (c >= 0xac00 && c < 0xd7a4) continue;  // computed, for Hangul
    const bool decomposes = hb_unicode_decompose(unicode, c, &first, &second);
    ASSERT_EQ(decomposes, is_detailed(c) && full::_hb_ucd_dm(c) != 0 && !(c >= 0x1f00 && c < 0x2000)) << std::hex << c;
    if (!decomposes) continue;
    ++seen;
    unsigned index = full::_hb_ucd_dm(c) - 1u;
    if (index < std::size(full::_hb_ucd_dm1_p0_map)) {
      ASSERT_EQ(first, full::_hb_ucd_dm1_p0_map[index]) << std::hex << c;
      ASSERT_EQ(second, 0u);
      continue;
    }
    index -= std::size(full::_hb_ucd_dm1_p0_map) + std::size(full::_hb_ucd_dm1_p2_map);
    hb_codepoint_t composed = 0;
    if (index < std::size(full::_hb_ucd_dm2_u32_map)) {
      const std::uint32_t entry = full::_hb_ucd_dm2_u32_map[index];
      ASSERT_EQ(first, HB_CODEPOINT_DECODE3_11_7_14_1(entry)) << std::hex << c;
      ASSERT_EQ(second, HB_CODEPOINT_DECODE3_11_7_14_2(entry)) << std::hex << c;
      composed = HB_CODEPOINT_DECODE3_11_7_14_3(entry);
    } else {
      const std::uint64_t entry = full::_hb_ucd_dm2_u64_map[index - std::size(full::_hb_ucd_dm2_u32_map)];
      ASSERT_EQ(first, HB_CODEPOINT_DECODE3_1(entry)) << std::hex << c;
      ASSERT_EQ(second, HB_CODEPOINT_DECODE3_2(entry)) << std::hex << c;
      composed = HB_CODEPOINT_DECODE3_3(entry);
    }
    hb_codepoint_t again = 0;
    ASSERT_EQ(hb_unicode_compose(unicode, first, second, &again), composed != 0) << std::hex << c;
    ASSERT_EQ(again, composed);
  }
  EXPECT_GT(seen, 600);
}

}  // namespace
}  // namespace depesche
