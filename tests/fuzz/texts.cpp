#include "texts.h"

#include <iterator>

#include "base/utf8.h"

namespace depesche::fuzz {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// The first `article_ranges` may stand in an article.
constexpr Range ranges[] = {
    {'a', 'z'},
    {'A', 'Z'},
    {'0', '9'},
    {' ', ' '},
    {0xa0, 0xa0},
    {0xad, 0xad},
    {0xc0, 0x17f},
    {0x300, 0x304},
    {0x391, 0x3c9},
    {0x410, 0x44f},
    {0x460, 0x48f},
    {0x5d0, 0x5ea},
    {0x5b0, 0x5bc},
    {0x627, 0x64a},
    {0x64b, 0x652},
    {0x660, 0x669},
    {0x900, 0x97f},
    {0xe01, 0xe3a},
    {0x1100, 0x11ff},
    {0x2010, 0x2015},
    {0x2018, 0x2027},
    {0x202f, 0x203e},
    {0x4e00, 0x4e20},
    {0xac00, 0xac20},
    {0xfe00, 0xfe0f},
    {0x1f600, 0x1f640},
    {0x1f1e6, 0x1f1ff},
    {0x1f3fb, 0x1f3ff},
    {0x200b, 0x200d},
    {0x1e9e, 0x1e9e},
    {0xfb50, 0xfb60},
    {0x2060, 0x2060},
    {0x3000, 0x3002},
    {'!', '!'},
    {'#', '/'},
    // Any character at all
    {0, 0x20},
    {0x7f, 0x9f},
    {0x200e, 0x200f},
    {0x2028, 0x202e},
    {0x2061, 0x206f},
    {0x61c, 0x61c},
    {0xfe70, 0xfeff},
    {0xfff0, 0xffff},
    {0xe0020, 0xe007f},
    {0xe000, 0xf8ff},
    {0x10fff0, 0x10ffff},
    {0x10800, 0x10fff},
    {0x1e800, 0x1efff},
    {0x1d173, 0x1d17a},
    {0x17b4, 0x17b5},
    {0x80, 0x10ffff},
    {0x2e80, 0xa4cf},
    {0x1a00, 0x1fff},
    {'"', '"'},
    {'\\', '\\'},
};
constexpr std::uint32_t article_ranges = 35;

constexpr std::string_view words[] = {
    "Die Staats- und Regierungschefs ",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz ",
    "„Noch ist nichts entschieden“, ",
    "am 4.\u00a0September 2025 ",
    "Саммит «коалиции желающих» ",
    "безопасности",
    "שלום עולם ",
    "ב־2025 ",
    "مرحبا بالعالم ",
    "٢٠٢٥ ",
    "(abc) ",
    "e\u0301\u0323",
    "\U0001F468\u200d\U0001F469\u200d\U0001F467",
    "\U0001F1E9\U0001F1EA",
    "https://example.org/silben/trennung?a=b ",
    "Sil\u00adben\u00adtren\u00adnung ",
    "ffi ",
    "AVAVA To ",
    "नमस्ते ",
    "日本語 ",
    "XXXXXXXXXXXXXXXXXXXXXXXX",
    "\u2068שלום\u2069 ",
    "\u0130ıſß ",
    "a\u200db\u200c",
    "10–20 % ",
    "…",
    " ",
    "\n",
};

std::string make(Input& input, std::uint32_t most_pieces, std::uint32_t range_count) {
  std::string text;
  const std::uint32_t pieces = input.below(most_pieces + 1);
  for (std::uint32_t piece = 0; piece < pieces && !input.empty(); ++piece) {
    const std::uint32_t kind = input.byte();
    if (kind < 96) {
      text += words[kind % std::size(words)];
      continue;
    }
    const Range& range = ranges[kind % range_count];
    const std::uint32_t count = 1 + input.below(input.chance(8) ? 40 : 6);
    const auto size = static_cast<std::uint32_t>(range.last - range.first + 1);
    for (std::uint32_t i = 0; i < count; ++i) append_utf8(text, range.first + input.below(size));
  }
  return text;
}

}  // namespace

std::string make_text(Input& input, std::uint32_t most_pieces) {
  return make(input, most_pieces, static_cast<std::uint32_t>(std::size(ranges)));
}

std::string make_article_text(Input& input, std::uint32_t most_pieces) {
  return make(input, most_pieces, article_ranges);
}

std::string made_well_formed(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t offset = 0; offset < bytes.size();) {
    const Decoded decoded = decode_utf8(bytes, offset);
    append_utf8(text, decoded.code_point);
    offset += decoded.length;
  }
  return text;
}

std::string_view make_language(Input& input) {
  static constexpr std::string_view tags[] = {
      "de",      "en",      "ru", "fr", "he",         "ar", "de-AT",
      "sr-Latn", "zh-Hant", "uk", "",   "x-nonsense", "a",  "DE-de-1996-x-private",
      "fa-IR",   "ja"};
  return input.pick(tags);
}

}  // namespace depesche::fuzz
