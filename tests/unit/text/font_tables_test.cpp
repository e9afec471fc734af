// Characters and advances, read by LoadedFont and by stb_truetype: every font file, every character of the Basic
// Multilingual Plane, every glyph.
#include "text/loaded_font.h"
#include "text_fixture.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include "stb_truetype.h"
#pragma GCC diagnostic pop

namespace depesche {
namespace {

TEST(FontTables, CharactersAndAdvancesAreThoseOfAnotherReader) {
  const FontLibrary& fonts = all_fonts();
  for (FontFile file = 0; file < font_catalogue().size(); ++file) {
    SCOPED_TRACE(font_catalogue()[file].path);
    const LoadedFont* const loaded = fonts.loaded(file);
    ASSERT_NE(loaded, nullptr);
    stbtt_fontinfo info;
    ASSERT_TRUE(stbtt_InitFont(&info, reinterpret_cast<const unsigned char*>(fonts.bytes(file).data()), 0));
    int characters = 0;
    for (char32_t c = 0; c < 0x10000; ++c) {
      const int glyph = stbtt_FindGlyphIndex(&info, static_cast<int>(c));
      ASSERT_EQ(loaded->glyph(c), glyph) << static_cast<std::uint32_t>(c);
      characters += glyph != 0;
    }
    EXPECT_GT(characters, 10);
    EXPECT_EQ(loaded->glyph(0x1f600), 0);
    ASSERT_EQ(loaded->glyph_count, info.numGlyphs);
    for (int glyph = 0; glyph < info.numGlyphs; ++glyph) {
      int advance = 0;
      stbtt_GetGlyphHMetrics(&info, glyph, &advance, nullptr);
      ASSERT_EQ(loaded->advance(static_cast<std::uint32_t>(glyph)), advance) << glyph;
    }
    EXPECT_EQ(loaded->advance(loaded->glyph_count), 0);
  }
}

}  // namespace
}  // namespace depesche
