// The fonts of the card: which files exist (assets/fonts.json, compiled in as a table), which a text needs, and the
// bytes of those that have arrived. A face is a style of a family; a font file is one subset of one face. Only our
// own subsets are ever loaded: content never names a font.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace depesche {

enum class Face : std::uint8_t {
  serif_regular,
  serif_italic,
  serif_bold,
  serif_bold_italic,
  display_bold,  ///< headlines; has no other style
  sans_regular,
  sans_bold,
  count_
};

/// The face of the same family with emphasis (italic) and strong (bold); the nearest one where there is none.
Face styled(Face base, bool emphasis, bool strong);

/// Index of a font file in the catalogue.
using FontFile = std::uint8_t;
inline constexpr FontFile no_font = 0xff;
inline constexpr std::size_t max_font_files = 64;
using FontSet = std::bitset<max_font_files>;

struct FontFileInfo {
  Face face = Face::serif_regular;
  std::string_view subset;  ///< "latin", "cyrillic", …
  std::string_view path;    ///< relative to the assets: "fonts/serif-regular.latin.ttf"
};

/// All font files, ordered by face, then by the priority of the subset.
std::span<const FontFileInfo> font_catalogue();
std::optional<FontFile> find_font_file(std::string_view path);

/// Of a face's Latin fonts, in ems: they say where the baseline of a line stands, in every script, whatever fonts have come.
struct LineMetrics {
  float ascent = 0.8f;
  float descent = 0.2f;
};
LineMetrics line_metrics(Face face);

/// In ems of the face; y grows downward from the baseline, so `ascent` is positive upward, `descent` positive downward.
struct FontMetrics {
  float ascent = 0.8f;
  float descent = 0.2f;
  float x_height = 0.5f;
  float cap_height = 0.7f;
  float underline_offset = 0.1f;  ///< of the line's centre below the baseline
  float underline_thickness = 0.05f;
};

/// One loaded font with HarfBuzz's view of it. Opaque outside `text/`.
struct LoadedFont;

/// The fonts that have arrived. Shared by all cards of a page.
class FontLibrary {
 public:
  FontLibrary();
  ~FontLibrary();
  FontLibrary(const FontLibrary&) = delete;
  FontLibrary& operator=(const FontLibrary&) = delete;

  enum class State : std::uint8_t { missing, ready, failed };

  /// Takes the bytes of a font file. False, and `failed`, when they are not a usable static TrueType font.
  bool add(FontFile file, std::string bytes);
  /// The file cannot be had; its code points are set in another face from now on.
  void fail(FontFile file);
  State state(FontFile file) const;

  /// TrueType bytes for the glyph rasteriser; empty unless ready.
  std::string_view bytes(FontFile file) const;
  /// Defaults unless ready.
  const FontMetrics& metrics(FontFile file) const;
  std::uint16_t units_per_em(FontFile file) const;

  /// Counts up with each `add` and `fail`: shaped text of an older generation may be out of date.
  std::uint32_t generation() const { return generation_; }

  const LoadedFont* loaded(FontFile file) const;

 private:
  struct Slot;
  std::vector<Slot> slots_;
  std::uint32_t generation_ = 0;
};

/// A stretch of text in one face. Stretches cover the text in order without gaps.
struct FaceSpan {
  std::uint32_t begin = 0;  ///< byte offsets
  std::uint32_t end = 0;
  Face face = Face::serif_regular;
  std::string_view language;  ///< BCP 47 tag, for shaping (`locl`) and hyphenation
  std::uint16_t tag = 0;  ///< the caller's own mark, handed through to runs (a link, a colour)
  bool hyphens = true;  ///< its language's patterns may divide words, where the text is hyphenated
};

}  // namespace depesche
