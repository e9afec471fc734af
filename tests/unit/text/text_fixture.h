// The fonts and hyphenation patterns that `./dev` made, for the tests of the text floor.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "text/paragraph.h"
#include "text/shaping.h"

namespace depesche {

inline std::string assets_folder() {
  const char* const folder = std::getenv("DEPESCHE_ASSETS_DIR");
  return folder != nullptr ? folder : std::string(DEPESCHE_SOURCE_DIR) + "/build/assets";
}

inline std::string read_asset(std::string_view path) {
  const std::string name = assets_folder() + "/" + std::string(path);
  std::FILE* const file = std::fopen(name.c_str(), "rb");
  std::string bytes;
  if (file == nullptr) return bytes;
  char buffer[65536];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) bytes.append(buffer, count);
  std::fclose(file);
  return bytes;
}

inline bool load_font(FontLibrary& fonts, std::string_view name) {
  const std::string path = "fonts/" + std::string(name) + ".ttf";
  const auto file = find_font_file(path);
  return file && fonts.add(*file, read_asset(path));
}

/// Every font of the catalogue, loaded once.
inline const FontLibrary& all_fonts() {
  static FontLibrary* const fonts = [] {
    auto* const library = new FontLibrary;
    for (std::size_t i = 0; i < font_catalogue().size(); ++i) {
      const std::string_view path = font_catalogue()[i].path;
      EXPECT_TRUE(library->add(static_cast<FontFile>(i), read_asset(path))) << path;
    }
    return library;
  }();
  return *fonts;
}

inline const HyphenationLibrary& all_patterns() {
  static HyphenationLibrary* const patterns = [] {
    auto* const library = new HyphenationLibrary;
    for (const std::string_view language : {"de", "en", "es", "fr", "it", "pl", "pt", "ru", "uk"}) {
      const std::string_view path = HyphenationLibrary::path(language);
      EXPECT_TRUE(library->add(path, read_asset(path))) << path;
    }
    return library;
  }();
  return *patterns;
}

inline ShapedText shape_text(std::string_view text, std::string_view language = "de", Face face = Face::serif_regular,
                             Direction direction = Direction::automatic) {
  const FaceSpan span{0, static_cast<std::uint32_t>(text.size()), face, language, 0};
  return shape(text, {&span, 1}, direction, all_fonts(), &all_patterns());
}

inline Paragraph break_text(const ShapedText& shaped, float width, LineBreaking breaking = LineBreaking::greedy,
                            Alignment alignment = Alignment::start) {
  ParagraphStyle style;
  style.width = width;
  style.breaking = breaking;
  style.hyphens = breaking == LineBreaking::balanced ? Hyphens::in_wide_words : Hyphens::all;
  style.alignment = alignment;
  return break_lines(shaped, style, all_fonts());
}

/// The lines as they are read, hyphens at their ends made visible and white space there taken away.
inline std::vector<std::string> lines_of(const ShapedText& shaped, const Paragraph& paragraph) {
  std::vector<std::string> lines;
  for (const Line& line : paragraph.lines) {
    std::string text = shaped.text.substr(line.text_begin, line.text_end - line.text_begin);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.pop_back();
    if (line.hyphenated) text += '-';
    lines.push_back(text);
  }
  return lines;
}

inline std::vector<std::string> set_in(std::string_view text, float width, LineBreaking breaking = LineBreaking::greedy,
                                       std::string_view language = "de") {
  const ShapedText shaped = shape_text(text, language);
  return lines_of(shaped, break_text(shaped, width, breaking));
}

inline float advance_sum(const ShapedText& shaped) {
  float sum = 0;
  for (const ShapedGlyph& glyph : shaped.glyphs) sum += glyph.advance;
  return sum;
}

inline std::string_view subset_of(FontFile font) {
  return font == no_font ? std::string_view("none") : font_catalogue()[font].subset;
}

inline constexpr std::string_view german =
    "Die amerikanische Unterstützung der Sicherheitsgarantien für die Ukraine soll in den nächsten Tagen endgültig "
    "feststehen. So einfach sei das Ergebnis des Gesprächs mit Präsident Donald Trump, sagte Emmanuel Macron nach dem "
    "Gipfel der „Koalition der Willigen“, zu dem am 4. September 2025 der ukrainische Präsident Wolodymyr Selenskyj "
    "und die Staats- und Regierungschefs von 35 Ländern in den Pariser Élysée-Palast gekommen waren.";

inline constexpr std::string_view russian =
    "Американская поддержка гарантий безопасности для Украины должна окончательно определиться в ближайшие дни. "
    "«Мы готовы, — сказал Эмманюэль Макрон, — дать эти гарантии в тот день, когда будет подписан мир». Саммит "
    "«коалиции желающих» прошёл в Париже 4\u00a0сентября 2025\u00a0года.";

}  // namespace depesche
