#include "text/fonts.h"

#include <algorithm>
#include <utility>

#include "text/loaded_font.h"

/// HarfBuzz gives each new font its own functions by this one, which is not in our build (cmake/dependencies.cmake).
extern "C" void hb_ot_font_set_funcs(hb_font_t*) {}

namespace depesche {
namespace {

#include "font_catalogue.inc"

constexpr std::size_t file_count = std::size(catalogue_files);
constexpr std::size_t range_count = std::size(catalogue_ranges);
constexpr std::size_t face_count = static_cast<std::size_t>(Face::count_);
static_assert(file_count <= max_font_files);

constexpr std::string_view face_names[face_count] = {
    "serif-regular", "serif-italic", "serif-bold", "serif-bold-italic", "display-bold", "sans-regular", "sans-bold",
};

consteval Face face_named(std::string_view name) {
  for (std::size_t i = 0; i < face_count; ++i) {
    if (face_names[i] == name) return static_cast<Face>(i);
  }
  return Face::count_;
}

consteval auto make_catalogue() {
  std::array<FontFileInfo, file_count> files;
  for (std::size_t i = 0; i < file_count; ++i) {
    files[i] = {face_named(catalogue_files[i].face), catalogue_files[i].subset, catalogue_files[i].path};
  }
  return files;
}
constexpr std::array<FontFileInfo, file_count> catalogue = make_catalogue();
static_assert(std::ranges::none_of(catalogue, [](const FontFileInfo& f) { return f.face == Face::count_; }),
              "assets/fonts.json names a face that fonts.h does not know");
static_assert(std::ranges::is_sorted(catalogue, {}, &FontFileInfo::face),
              "faces in assets/fonts.json: order of fonts.h");

consteval auto make_line_metrics() {
  std::array<LineMetrics, face_count> metrics;
  for (const CatalogueFace& face : catalogue_faces)
    metrics[static_cast<std::size_t>(face_named(face.name))] = {face.ascent, face.descent};
  return metrics;
}
constexpr std::array<LineMetrics, face_count> line_metrics_of = make_line_metrics();

struct CodePointRange {
  char32_t first = 0;
  char32_t last = 0;
};
struct RangeIndex {
  std::uint16_t begin = 0;
  std::uint16_t end = 0;
};

/// The ranges of the subsets, ascending within a subset, for a search that stops early.
consteval auto make_ranges() {
  std::array<CodePointRange, range_count> ranges;
  for (std::size_t begin = 0; begin < range_count;) {
    const std::string_view subset = catalogue_ranges[begin].subset;
    std::size_t end = begin;
    for (; end < range_count && catalogue_ranges[end].subset == subset; ++end) {
      ranges[end] = {catalogue_ranges[end].first, catalogue_ranges[end].last};
    }
    std::sort(ranges.begin() + begin, ranges.begin() + end,
              [](const CodePointRange& a, const CodePointRange& b) { return a.first < b.first; });
    begin = end;
  }
  return ranges;
}
constexpr std::array<CodePointRange, range_count> ranges = make_ranges();

/// For each file, the part of a table in which `belongs(row, file)` is true: such rows stand together.
template <class Rows, class Belongs>
consteval auto index_rows(const Rows& rows, Belongs belongs) {
  std::array<RangeIndex, file_count> index{};
  for (std::size_t file = 0; file < file_count; ++file) {
    std::size_t i = 0;
    while (i < std::size(rows) && !belongs(rows[i], catalogue[file])) ++i;
    index[file].begin = static_cast<std::uint16_t>(i);
    while (i < std::size(rows) && belongs(rows[i], catalogue[file])) ++i;
    index[file].end = static_cast<std::uint16_t>(i);
  }
  return index;
}
constexpr std::array<RangeIndex, file_count> range_index = index_rows(
    catalogue_ranges, [](const CatalogueRange& row, const FontFileInfo& file) { return row.subset == file.subset; });
constexpr std::array<RangeIndex, file_count> addition_index =
    index_rows(catalogue_additions, [](const CatalogueAddition& row, const FontFileInfo& file) {
      return row.subset == file.subset && row.face == face_names[static_cast<std::size_t>(file.face)];
    });

consteval auto make_face_index() {
  std::array<FileRange, face_count> index{};
  for (std::size_t face = 0; face < face_count; ++face) {
    FontFile i = 0;
    while (i < file_count && static_cast<std::size_t>(catalogue[i].face) != face) ++i;
    index[face].begin = i;
    while (i < file_count && static_cast<std::size_t>(catalogue[i].face) == face) ++i;
    index[face].end = i;
  }
  return index;
}
constexpr std::array<FileRange, face_count> face_index = make_face_index();

// The family first, then the nearest weight of the other families.
constexpr Face fallbacks[face_count][face_count - 1] = {
    {Face::serif_bold, Face::serif_italic, Face::serif_bold_italic, Face::display_bold, Face::sans_regular,
     Face::sans_bold},
    {Face::serif_regular, Face::serif_bold_italic, Face::serif_bold, Face::display_bold, Face::sans_regular,
     Face::sans_bold},
    {Face::display_bold, Face::serif_bold_italic, Face::serif_regular, Face::serif_italic, Face::sans_bold,
     Face::sans_regular},
    {Face::serif_bold, Face::serif_italic, Face::serif_regular, Face::display_bold, Face::sans_bold,
     Face::sans_regular},
    {Face::serif_bold, Face::serif_regular, Face::serif_bold_italic, Face::serif_italic, Face::sans_bold,
     Face::sans_regular},
    {Face::sans_bold, Face::serif_regular, Face::serif_bold, Face::serif_italic, Face::serif_bold_italic,
     Face::display_bold},
    {Face::sans_regular, Face::serif_bold, Face::display_bold, Face::serif_regular, Face::serif_bold_italic,
     Face::serif_italic},
};

constexpr FontMetrics default_metrics;

/// Big-endian reads inside one table; 0 beyond its end.
struct Table {
  std::string_view bytes;

  bool present() const { return !bytes.empty(); }
  std::uint32_t u16(std::size_t at) const {
    if (at + 2 > bytes.size()) return 0;
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                      static_cast<unsigned char>(bytes[at + 1]));
  }
  std::int32_t i16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }
  std::uint32_t u32(std::size_t at) const { return u16(at) << 16 | u16(at + 2); }
};

/// The table directory of a TrueType font. Empty tables when a record points outside of the file.
struct TableDirectory {
  std::string_view bytes;
  std::size_t count = 0;

  explicit TableDirectory(std::string_view font) : bytes(font) {
    const Table head{font};
    const std::uint32_t version = head.u32(0);
    count = version == 0x00010000 || version == HB_TAG('t', 'r', 'u', 'e') ? head.u16(4) : 0;
    if (12 + count * 16 > font.size()) count = 0;
  }
  Table operator[](hb_tag_t tag) const {
    const Table directory{bytes};
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t record = 12 + i * 16;
      if (directory.u32(record) != tag) continue;
      const std::size_t offset = directory.u32(record + 8);
      const std::size_t length = directory.u32(record + 12);
      if (offset > bytes.size() || length > bytes.size() - offset) return {};
      return {bytes.substr(offset, length)};
    }
    return {};
  }
};

/// The cmap's subtable of format 4, which every font with characters of the Basic Multilingual Plane has.
std::string_view find_characters(const TableDirectory& tables) {
  const Table cmap = tables[HB_TAG('c', 'm', 'a', 'p')];
  for (std::size_t i = 0; i < cmap.u16(2); ++i) {
    const std::size_t offset = cmap.u32(8 + i * 8);
    if (offset < cmap.bytes.size() && cmap.u16(offset) == 4) return cmap.bytes.substr(offset);
  }
  return {};
}

/// What HarfBuzz asks of a font besides the layout tables. Its own readers know every format of cmap and of outlines,
/// which costs bytes.
hb_font_funcs_t* font_functions() {
  static hb_font_funcs_t* const functions = [] {
    hb_font_funcs_t* const made = hb_font_funcs_create();
    hb_font_funcs_set_nominal_glyph_func(
        made,
        [](hb_font_t*, void* font, hb_codepoint_t c, hb_codepoint_t* glyph, void*) -> hb_bool_t {
          *glyph = static_cast<const LoadedFont*>(font)->glyph(c);
          return *glyph != 0;
        },
        nullptr, nullptr);
    hb_font_funcs_set_glyph_h_advance_func(
        made,
        [](hb_font_t*, void* font, hb_codepoint_t glyph, void*) -> hb_position_t {
          return static_cast<const LoadedFont*>(font)->advance(glyph);
        },
        nullptr, nullptr);
    hb_font_funcs_make_immutable(made);
    return made;
  }();
  return functions;
}

/// A static TrueType font whose outlines lie where `loca` says they do: the rasteriser trusts that.
bool is_usable(const TableDirectory& tables) {
  if (find_characters(tables).empty()) return false;
  // Four bytes of hmtx at least: an advance.
  if (tables[HB_TAG('h', 'h', 'e', 'a')].u16(34) == 0 || tables[HB_TAG('h', 'm', 't', 'x')].bytes.size() < 4)
    return false;
  if (tables[HB_TAG('f', 'v', 'a', 'r')].present() || tables[HB_TAG('C', 'F', 'F', ' ')].present()) return false;
  const Table head = tables[HB_TAG('h', 'e', 'a', 'd')];
  const Table maxp = tables[HB_TAG('m', 'a', 'x', 'p')];
  const Table loca = tables[HB_TAG('l', 'o', 'c', 'a')];
  const Table glyf = tables[HB_TAG('g', 'l', 'y', 'f')];
  if (head.bytes.size() < 54 || maxp.bytes.size() < 6 || !loca.present() || !glyf.present()) return false;
  if (head.u16(18) < 16 || head.u16(18) > 16384) return false;
  const std::size_t glyphs = maxp.u16(4);
  const std::size_t entry = head.u16(50) == 0 ? 2 : 4;
  if (glyphs == 0 || loca.bytes.size() < (glyphs + 1) * entry) return false;
  std::size_t last = 0;
  for (std::size_t i = 0; i <= glyphs; ++i) {
    const std::size_t at = entry == 2 ? loca.u16(i * 2) * std::size_t{2} : loca.u32(i * 4);
    if (at < last || at > glyf.bytes.size()) return false;
    last = at;
  }
  return true;
}

FontMetrics read_metrics(const TableDirectory& tables, float em) {
  const Table hhea = tables[HB_TAG('h', 'h', 'e', 'a')];
  const Table os2 = tables[HB_TAG('O', 'S', '/', '2')];
  const Table post = tables[HB_TAG('p', 'o', 's', 't')];
  FontMetrics metrics;
  // As browsers do, so that a line of the page layer sits on the same baseline: typographic metrics where the font
  // asks for them, hhea's otherwise.
  const bool use_typographic = os2.bytes.size() >= 78 && (os2.u16(62) & 0x80) != 0;
  const std::int32_t ascent = use_typographic ? os2.i16(68) : hhea.i16(4);
  const std::int32_t descent = use_typographic ? os2.i16(70) : hhea.i16(6);
  if (ascent > 0) metrics.ascent = static_cast<float>(ascent) * em;
  if (descent <= 0) metrics.descent = static_cast<float>(-descent) * em;
  if (os2.u16(0) >= 2 && os2.bytes.size() >= 90) {
    if (os2.i16(86) > 0) metrics.x_height = static_cast<float>(os2.i16(86)) * em;
    if (os2.i16(88) > 0) metrics.cap_height = static_cast<float>(os2.i16(88)) * em;
  }
  if (post.bytes.size() >= 12 && post.i16(10) > 0) {
    metrics.underline_thickness = static_cast<float>(post.i16(10)) * em;
    // `post` gives the top edge of the line.
    metrics.underline_offset = static_cast<float>(-post.i16(8)) * em + metrics.underline_thickness / 2;
  }
  return metrics;
}

void add_coverage(LoadedFont& loaded, char32_t first, char32_t last) {
  for (char32_t c = first; c <= last && c < 0x10000; ++c) {
    if (loaded.glyph(c) == 0) continue;
    std::uint8_t& page = loaded.page_of[c >> 8];
    if (page == 0) {
      loaded.pages.emplace_back();
      page = static_cast<std::uint8_t>(loaded.pages.size());
    }
    loaded.pages[page - 1u][(c >> 6) & 3] |= std::uint64_t{1} << (c & 63);
  }
}

void collect_coverage(LoadedFont& loaded, FontFile file) {
  for (std::size_t i = range_index[file].begin; i < range_index[file].end; ++i) {
    add_coverage(loaded, ranges[i].first, ranges[i].last);
  }
  for (std::size_t i = addition_index[file].begin; i < addition_index[file].end; ++i) {
    add_coverage(loaded, catalogue_additions[i].first, catalogue_additions[i].last);
  }
}

float advance_of(const LoadedFont& loaded, std::uint16_t glyph) {
  return static_cast<float>(loaded.advance(glyph)) * loaded.em_per_unit;
}

}  // namespace

Face styled(Face base, bool emphasis, bool strong) {
  switch (base) {
    case Face::sans_regular:
    case Face::sans_bold: return strong ? Face::sans_bold : base;
    case Face::display_bold:
    case Face::count_: return base;
    default: break;
  }
  const bool italic = emphasis || base == Face::serif_italic || base == Face::serif_bold_italic;
  const bool bold = strong || base == Face::serif_bold || base == Face::serif_bold_italic;
  if (bold) return italic ? Face::serif_bold_italic : Face::serif_bold;
  return italic ? Face::serif_italic : Face::serif_regular;
}

LineMetrics line_metrics(Face face) { return line_metrics_of[static_cast<std::size_t>(face)]; }

std::span<const FontFileInfo> font_catalogue() { return catalogue; }

std::optional<FontFile> find_font_file(std::string_view path) {
  for (std::size_t i = 0; i < file_count; ++i) {
    if (catalogue[i].path == path) return static_cast<FontFile>(i);
  }
  return std::nullopt;
}

bool catalogue_covers(FontFile file, char32_t c) {
  for (std::size_t i = range_index[file].begin; i < range_index[file].end && ranges[i].first <= c; ++i) {
    if (c <= ranges[i].last) return true;
  }
  for (std::size_t i = addition_index[file].begin; i < addition_index[file].end; ++i) {
    if (c >= catalogue_additions[i].first && c <= catalogue_additions[i].last) return true;
  }
  return false;
}

std::span<const Face> fallback_faces(Face face) { return fallbacks[static_cast<std::size_t>(face)]; }

FileRange files_of(Face face) { return face_index[static_cast<std::size_t>(face)]; }

std::string_view subset_of_language(std::string_view language) {
  struct Entry {
    std::string_view language;
    std::string_view subset;
  };
  static constexpr Entry entries[] = {
      {"ru", "cyrillic"}, {"uk", "cyrillic"}, {"be", "cyrillic"}, {"bg", "cyrillic"}, {"sr", "cyrillic"},
      {"mk", "cyrillic"}, {"kk", "cyrillic"}, {"ky", "cyrillic"}, {"mn", "cyrillic"}, {"el", "greek"},
      {"he", "hebrew"},   {"yi", "hebrew"},   {"ar", "arabic"},   {"fa", "arabic"},   {"ur", "arabic"},
  };
  const std::string_view primary = language.substr(0, language.find('-'));
  for (const Entry& entry : entries) {
    if (entry.language == primary) return language.find("Latn") == language.npos ? entry.subset : "latin";
  }
  return "latin";
}

LoadedFont::~LoadedFont() { hb_font_destroy(font); }

bool LoadedFont::covers(char32_t c) const {
  if (c < 0x10000) {
    const std::uint8_t page = page_of[c >> 8];
    return page != 0 && (pages[page - 1u][(c >> 6) & 3] >> (c & 63) & 1) != 0;
  }
  return false;
}

// OpenType, cmap format 4: segments of characters by their ends, ascending.
std::uint16_t LoadedFont::glyph(char32_t c) const {
  const Table table{characters};
  const std::size_t bytes = table.u16(6);
  if (c > 0xffff) return 0;
  std::size_t low = 0;
  for (std::size_t high = bytes / 2; low < high;) {
    const std::size_t middle = (low + high) / 2;
    if (table.u16(14 + middle * 2) < c)
      low = middle + 1;
    else
      high = middle;
  }
  const std::size_t starts = 16 + bytes + low * 2;
  const std::uint32_t start = table.u16(starts);
  if (low * 2 >= bytes || start > c) return 0;
  const std::uint32_t delta = table.u16(starts + bytes);
  const std::size_t offsets = starts + bytes * 2;
  const std::uint32_t offset = table.u16(offsets);
  const std::uint32_t found = offset == 0 ? c : table.u16(offsets + offset + (c - start) * std::size_t{2});
  const std::uint32_t glyph = (found + delta) & 0xffff;
  return found == 0 || glyph >= glyph_count ? std::uint16_t{0} : static_cast<std::uint16_t>(glyph);
}

std::uint16_t LoadedFont::advance(std::uint32_t glyph) const {
  if (glyph >= glyph_count) return 0;
  const std::size_t at = std::min<std::size_t>(glyph, advance_count - std::size_t{1});
  return static_cast<std::uint16_t>(Table{advances}.u16(at * 4));
}

struct FontLibrary::Slot {
  State state = State::missing;
  std::string bytes;
  LoadedFont loaded;
};

FontLibrary::FontLibrary() : slots_(file_count) {}
FontLibrary::~FontLibrary() = default;

bool FontLibrary::add(FontFile file, std::string bytes) {
  if (file >= slots_.size()) return false;
  Slot& slot = slots_[file];
  if (slot.state == State::ready) return true;
  const TableDirectory check(bytes);
  if (!is_usable(check)) {
    fail(file);
    return false;
  }
  ++generation_;
  slot.bytes = std::move(bytes);
  const TableDirectory tables(slot.bytes);

  // HarfBuzz reads the slot's own bytes: slots never move, and a font is never taken out.
  hb_blob_t* blob = hb_blob_create(slot.bytes.data(), static_cast<unsigned>(slot.bytes.size()), HB_MEMORY_MODE_READONLY,
                                   nullptr, nullptr);
  hb_face_t* face = hb_face_create(blob, 0);
  hb_blob_destroy(blob);
  LoadedFont& loaded = slot.loaded;
  loaded.font = hb_font_create(face);
  loaded.units_per_em = static_cast<std::uint16_t>(hb_face_get_upem(face));
  hb_face_destroy(face);
  loaded.characters = find_characters(tables);
  loaded.advances = tables[HB_TAG('h', 'm', 't', 'x')].bytes;
  loaded.glyph_count = static_cast<std::uint16_t>(tables[HB_TAG('m', 'a', 'x', 'p')].u16(4));
  loaded.advance_count = static_cast<std::uint16_t>(tables[HB_TAG('h', 'h', 'e', 'a')].u16(34));
  hb_font_set_funcs(loaded.font, font_functions(), &loaded, nullptr);
  hb_font_make_immutable(loaded.font);

  loaded.em_per_unit = 1.0f / static_cast<float>(loaded.units_per_em);
  loaded.metrics = read_metrics(tables, loaded.em_per_unit);
  collect_coverage(loaded, file);
  if (loaded.glyph(0x2010) != 0) loaded.hyphen = 0x2010;
  if (const std::uint16_t glyph = loaded.glyph(loaded.hyphen)) loaded.hyphen_advance = advance_of(loaded, glyph);
  if (const std::uint16_t glyph = loaded.glyph(0x2026)) {
    loaded.ellipsis = glyph;
    loaded.ellipsis_advance = advance_of(loaded, glyph);
  }
  slot.state = State::ready;
  return true;
}

void FontLibrary::fail(FontFile file) {
  if (file >= slots_.size() || slots_[file].state != State::missing) return;
  slots_[file].state = State::failed;
  ++generation_;
}

FontLibrary::State FontLibrary::state(FontFile file) const {
  return file < slots_.size() ? slots_[file].state : State::missing;
}

std::string_view FontLibrary::bytes(FontFile file) const {
  return state(file) == State::ready ? std::string_view(slots_[file].bytes) : std::string_view();
}

const FontMetrics& FontLibrary::metrics(FontFile file) const {
  return state(file) == State::ready ? slots_[file].loaded.metrics : default_metrics;
}

std::uint16_t FontLibrary::units_per_em(FontFile file) const {
  return state(file) == State::ready ? slots_[file].loaded.units_per_em : std::uint16_t{1000};
}

const LoadedFont* FontLibrary::loaded(FontFile file) const {
  return state(file) == State::ready ? &slots_[file].loaded : nullptr;
}

}  // namespace depesche
