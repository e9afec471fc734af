#include "draw/glyphs.h"

#include <cmath>
#include <cstring>

#include "base/power.h"
#include "draw/resources.h"

namespace {

/// Scratch memory of stb_truetype: everything that one glyph takes is given back at once.
struct Arena {
  std::vector<std::unique_ptr<unsigned char[]>> blocks;
  std::size_t used = 0;
  std::size_t size = 0;
  static constexpr std::size_t block_bytes = 32 * 1024;

  void* take(std::size_t bytes) {
    bytes = (bytes + 15) & ~std::size_t{15};
    if (blocks.empty() || used + bytes > size) {
      size = bytes > block_bytes ? bytes : block_bytes;
      blocks.push_back(std::make_unique<unsigned char[]>(size));
      used = 0;
    }
    void* const at = blocks.back().get() + used;
    used += bytes;
    return at;
  }
  void reset() {
    if (blocks.size() > 1) blocks.clear();
    used = 0;
    if (blocks.empty()) size = 0;
  }
};

}  // namespace

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#define STBTT_malloc(bytes, arena) static_cast<Arena*>(arena)->take(bytes)
#define STBTT_free(at, arena) static_cast<void>(at)
// The fonts are our own, and a wrong outline must not stop a page.
#define STBTT_assert(condition) static_cast<void>(0)
// Only what a glyph's bitmap takes; its other uses are in code that is never called.
#define STBTT_ifloor(x) static_cast<int>(std::floor(x))
#define STBTT_iceil(x) static_cast<int>(std::ceil(x))
#define STBTT_sqrt(x) std::sqrt(x)
#define STBTT_pow(x, y) (x)
#define STBTT_fmod(x, y) (x)
#define STBTT_cos(x) (x)
#define STBTT_acos(x) (x)
#define STBTT_fabs(x) std::fabs(x)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include "stb_truetype.h"
#pragma GCC diagnostic pop

namespace depesche {
namespace {

// Larger bitmaps would fill the atlas with a handful of glyphs.
constexpr int largest_side = 256;

// As many strips (web/wasm.ts) as a large screen shows, or a smaller one with what lies next to it.
constexpr std::uint32_t few_draws = 32;

std::uint64_t key_of(const GlyphRequest& request, std::uint8_t epoch) {
  return static_cast<std::uint64_t>(request.glyph) | static_cast<std::uint64_t>(request.size_64 & 0xfffffu) << 16 |
         static_cast<std::uint64_t>(request.bin & 3u) << 36 | static_cast<std::uint64_t>(request.font & 63u) << 38 |
         static_cast<std::uint64_t>(request.gamma) << 44 | static_cast<std::uint64_t>(epoch) << 52;
}

}  // namespace

double coverage_power(double x, std::uint8_t gamma) {
  // In 256ths: with more digits no coverage is another one.
  return gamma == 255 ? x : unit_power(x, (static_cast<std::uint32_t>(gamma) * 256 + 127) / 255 << 8);
}

struct GlyphCache::Font {
  const char* data = nullptr;
  std::size_t size = 0;
  std::uint8_t epoch = 0;
  bool usable = false;
  stbtt_fontinfo info{};
};

struct GlyphCache::Scratch {
  Arena arena;
};

GlyphCache::GlyphCache(ImFontAtlas& atlas)
    : atlas_(atlas), scratch_(std::make_unique<Scratch>()), fonts_(max_font_files) {}
GlyphCache::~GlyphCache() = default;

void GlyphCache::begin_draw() {
  ++draw_;
  overflowed_ = false;
}

GlyphCache::Font* GlyphCache::font(FontFile file, const FontLibrary& fonts) {
  if (file >= fonts_.size()) return nullptr;
  const std::string_view bytes = fonts.bytes(file);
  if (bytes.empty()) return nullptr;
  std::unique_ptr<Font>& slot = fonts_[file];
  if (!slot) slot = std::make_unique<Font>();
  if (slot->data != bytes.data() || slot->size != bytes.size()) {
    slot->data = bytes.data();
    slot->size = bytes.size();
    ++slot->epoch;
    slot->usable = stbtt_InitFont(&slot->info, reinterpret_cast<const unsigned char*>(bytes.data()), 0) != 0;
    slot->info.userdata = &scratch_->arena;
  }
  return slot->usable ? slot.get() : nullptr;
}

GlyphImage GlyphCache::find(const GlyphRequest& request, const FontLibrary& fonts) {
  Font* const from = font(request.font, fonts);
  if (!from || request.size_64 == 0) return {};
  const std::uint64_t key = key_of(request, from->epoch);
  if (const IdTable::Place known = keys_.find(key); known != IdTable::none) return images_[known];
  const GlyphImage image = rasterise(*from, request);
  if (image.state == GlyphImage::State::absent) {
    overflowed_ = true;
  } else {
    keys_.add(key);
    images_.push_back(image);
  }
  return image;
}

GlyphImage GlyphCache::rasterise(Font& from, const GlyphRequest& request) {
  const stbtt_fontinfo& info = from.info;
  GlyphImage image;
  image.state = GlyphImage::State::blank;
  if (request.glyph >= info.numGlyphs || stbtt_IsGlyphEmpty(&info, request.glyph)) return image;

  float scale = stbtt_ScaleForMappingEmToPixels(&info, static_cast<float>(request.size_64) / 64.0f);
  const float shift = static_cast<float>(request.bin) / 4.0f;
  int x0, y0, x1, y1;
  for (;;) {
    stbtt_GetGlyphBitmapBoxSubpixel(&info, request.glyph, scale, scale, shift, 0, &x0, &y0, &x1, &y1);
    if (x1 - x0 <= largest_side && y1 - y0 <= largest_side) break;
    scale *= 0.5f;
    image.enlarge *= 2;
  }
  if (x0 >= x1 || y0 >= y1) return image;

  ImFontAtlasRect rect;
  image.rect = atlas_.AddCustomRect(x1 - x0, y1 - y0, &rect);
  if (image.rect == ImFontAtlasRectId_Invalid) {
    image.state = GlyphImage::State::absent;
    return image;
  }
  ImTextureData& texture = *atlas_.TexData;
  auto* const pixels = static_cast<unsigned char*>(texture.GetPixelsAt(rect.x, rect.y));
  stbtt_MakeGlyphBitmapSubpixel(&info, pixels, rect.w, rect.h, texture.GetPitch(), scale, scale, shift, 0,
                                request.glyph);
  scratch_->arena.reset();
  ++rasterised_;
  if (request.gamma != 255) {
    unsigned char power[256];
    for (int i = 0; i < 256; ++i)
      power[i] = static_cast<unsigned char>(coverage_power(i / 255.0, request.gamma) * 255.0 + 0.5);
    for (int y = 0; y < rect.h; ++y)
      for (int x = 0; x < rect.w; ++x) {
        unsigned char& texel = pixels[y * texture.GetPitch() + x];
        texel = power[texel];
      }
  }
  image.state = GlyphImage::State::ready;
  image.x = static_cast<std::int16_t>(x0);
  image.y = static_cast<std::int16_t>(y0);
  return image;
}

bool GlyphCache::has_room(int width, int height) {
  const ImFontAtlasRectId rect = atlas_.AddCustomRect(width, height);
  if (rect == ImFontAtlasRectId_Invalid) {
    overflowed_ = true;
    return false;
  }
  remove_rect(atlas_, rect);
  return true;
}

bool GlyphCache::make_room() {
  overflowed_ = false;
  if (draw_ - forgot_ < few_draws && atlas_.TexMaxHeight < largest_height) {
    atlas_.TexMaxHeight = largest_height;
    return true;
  }
  if (forgot_ == draw_) return false;
  forgot_ = draw_;
  forget();
  return true;
}

void GlyphCache::forget() {
  for (const GlyphImage& image : images_) remove_rect(atlas_, image.rect);
  keys_.clear();
  images_.clear();
  pack_in_place(atlas_);
}

}  // namespace depesche
