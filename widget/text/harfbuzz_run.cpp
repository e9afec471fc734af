#include "text/harfbuzz_run.h"

#include <algorithm>

#include "text/characters.h"

namespace depesche {
namespace {

constexpr float advance_without_font = 0.5f;

/// The buffer for all shaping: HarfBuzz is built without threads, and a buffer keeps its memory.
hb_buffer_t* empty_buffer() {
  static hb_buffer_t* const buffer = hb_buffer_create();
  hb_buffer_clear_contents(buffer);
  return buffer;
}

void shape_without_font(std::string_view text, std::uint32_t begin, std::uint32_t end, bool right_to_left, bool hyphen,
                        std::vector<ShapedGlyph>& out) {
  const std::size_t first = out.size();
  for (std::size_t i = begin; i < end;) {
    const auto cluster = static_cast<std::uint32_t>(i);
    const char32_t c = next_code_point(text, i);
    out.push_back({.cluster = cluster, .advance = is_default_ignorable(c) ? 0 : advance_without_font});
  }
  if (hyphen) out.push_back({.cluster = end, .advance = advance_without_font});
  if (right_to_left) std::reverse(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
}

/// The font has a character, or the letter that HarfBuzz sets in its place, with marks.
bool has_letter(const LoadedFont& font, char32_t c) {
  hb_codepoint_t letter = c, mark = 0;
  while (font.glyph(letter) == 0)
    if (!hb_unicode_decompose(hb_unicode_funcs_get_default(), letter, &letter, &mark)) return false;
  return true;
}

/// Of a cluster that the font lacks a part of: one box where its base is missing (an emoji of several code points is
/// not a row of boxes), and the base without its mark where that is. Which glyph is the base is told by the text: where
/// the script does not run as the direction does, HarfBuzz gives the glyphs of a cluster in either order.
void drop_boxes_of_marks(std::string_view text, const LoadedFont& font, std::vector<ShapedGlyph>& glyphs,
                         std::size_t first) {
  std::size_t out = first;
  for (std::size_t i = first; i < glyphs.size();) {
    const std::uint32_t cluster = glyphs[i].cluster;
    std::size_t end = i;
    std::size_t box = glyphs.size();
    bool has_glyph = false;
    for (; end < glyphs.size() && glyphs[end].cluster == cluster; ++end) {
      if (glyphs[end].id == 0)
        box = std::min(box, end);
      else
        has_glyph = true;
    }
    std::size_t at = cluster;
    const bool is_box = box < end && !(has_glyph && has_letter(font, next_code_point(text, at)));
    for (std::size_t g = i; g < end; ++g)
      if (is_box ? g == box : glyphs[g].id != 0) glyphs[out++] = glyphs[g];
    i = end;
  }
  glyphs.resize(out);
}

}  // namespace

bool is_mark(char32_t c) {
  if (c < 0x300) return false;
  const auto category = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK || category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

hb_language_t shaping_language(std::string_view tag) {
  const std::size_t length = std::min(tag.find('-'), tag.size());
  if (length < 2 || length > 3) return HB_LANGUAGE_INVALID;
  for (std::size_t i = 0; i < length; ++i) {
    if ((tag[i] | 0x20) < 'a' || (tag[i] | 0x20) > 'z') return HB_LANGUAGE_INVALID;
  }
  return hb_language_from_string(tag.data(), static_cast<int>(length));
}

RunStyle style_of(const ShapedText& shaped, const ShapedRun& run, const FontLibrary& fonts) {
  return {fonts.loaded(run.font), run.level, static_cast<hb_script_t>(run.script),
          shaping_language(shaped.spans[run.span].language)};
}

std::span<const ShapedGlyph> glyphs_between(std::span<const ShapedGlyph> glyphs, bool right_to_left,
                                            std::uint32_t begin, std::uint32_t end) {
  // From right to left, clusters descend.
  const auto first_after = [&](std::uint32_t cluster) {
    return std::partition_point(glyphs.begin(), glyphs.end(), [&](const ShapedGlyph& glyph) {
      return right_to_left ? glyph.cluster >= cluster : glyph.cluster < cluster;
    });
  };
  return right_to_left ? std::span(first_after(end), first_after(begin))
                       : std::span(first_after(begin), first_after(end));
}

void shape_run(std::string_view text, std::uint32_t begin, std::uint32_t end, const RunStyle& style, bool hyphen,
               std::vector<ShapedGlyph>& out) {
  const bool right_to_left = (style.level & 1) != 0;
  if (style.font == nullptr) {
    shape_without_font(text, begin, end, right_to_left, hyphen, out);
    return;
  }
  hb_buffer_t* const buffer = empty_buffer();
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
  hb_buffer_set_direction(buffer, right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, style.script);
  hb_buffer_set_language(buffer, style.language);
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), begin, static_cast<int>(end - begin));
  if (text.substr(begin, end - begin).find('\t') != text.npos) {
    unsigned count = 0;
    hb_glyph_info_t* const characters = hb_buffer_get_glyph_infos(buffer, &count);
    for (unsigned i = 0; i < count; ++i) {
      if (characters[i].codepoint == '\t') characters[i].codepoint = ' ';
    }
  }
  if (hyphen) {
    hb_buffer_add(buffer, style.font->hyphen, end);
    // `hb_buffer_add` forgets the kind of content when it is the first to add.
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  }
  hb_shape(style.font->font, buffer, nullptr, 0);

  unsigned count = 0;
  const hb_glyph_info_t* const infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* const positions = hb_buffer_get_glyph_positions(buffer, &count);
  const float em = style.font->em_per_unit;
  const std::size_t first = out.size();
  out.reserve(first + count);
  bool has_box = false;
  for (unsigned i = 0; i < count; ++i) {
    has_box |= infos[i].codepoint == 0;
    out.push_back({
        .id = static_cast<std::uint16_t>(infos[i].codepoint),
        .unsafe_to_break = (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0,
        .cluster = infos[i].cluster,
        .advance = static_cast<float>(positions[i].x_advance) * em,
        .x_offset = static_cast<float>(positions[i].x_offset) * em,
        .y_offset = static_cast<float>(-positions[i].y_offset) * em,
    });
  }
  if (has_box) drop_boxes_of_marks(text, *style.font, out, first);
}

}  // namespace depesche
