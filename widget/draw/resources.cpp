#include "draw/resources.h"

#include <cstring>

#include "imgui_internal.h"
#ifndef DEPESCHE_INSPECTOR
#include "misc/freetype/imgui_freetype.h"
#endif

namespace depesche {
namespace {

constexpr int first_picture_id = 1 << 20;

}  // namespace

DrawResources::Impl::Impl(int atlas_side) {
  atlas = IM_NEW(ImFontAtlas)();
  atlas->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  atlas->TexDesiredFormat = ImTextureFormat_Alpha8;
  // From the start on: growing would need both sizes at once, and everything drawn again.
  atlas->TexMinWidth = atlas->TexMaxWidth = atlas_side;
  atlas->TexMinHeight = atlas->TexMaxHeight = atlas_side;
#ifdef DEPESCHE_INSPECTOR
  atlas->AddFontDefault();
#else
  // No font: glyphs are added by index. Naming the loader here brings `left_out.cpp` into every link.
  atlas->SetFontLoader(ImGuiFreeType::GetFontLoader());
  ImFontAtlasBuildInit(atlas);
#endif
  begin_frame();
  glyphs = std::make_unique<GlyphCache>(*atlas);
}

DrawResources::Impl::~Impl() { IM_DELETE(atlas); }

void DrawResources::Impl::begin_frame() { ImFontAtlasUpdateNewFrame(atlas, ++frame, true); }

ImVector<ImTextureData*>& DrawResources::Impl::textures() {
  textures_ = atlas->TexList;
  for (const Picture& each : pictures) textures_.push_back(each.texture.get());
  return textures_;
}

ImTextureData* DrawResources::Impl::picture(std::string_view url) const {
  for (const Picture& each : pictures)
    if (each.url == url) return each.texture.get();
  return nullptr;
}

void remove_rect(ImFontAtlas& atlas, ImFontAtlasRectId rect) {
  if (rect == ImFontAtlasRectId_Invalid) return;
  atlas.RemoveCustomRect(rect);
  // ImGui counts in ten bits with a sign how often an entry was used again: from the 512th time on it would find neither the
  // rectangle nor, to remove it, its room: letters would be missing for good, and the atlas full.
  atlas.Builder->RectsIndex[ImFontAtlasRectId_GetIndex(rect)].Generation = 1;
}

void pack_in_place(ImFontAtlas& atlas) {
  ImFontAtlasBuilder& builder = *atlas.Builder;
  // The white pixel comes first, and so finds the same place. Others (an inspector's letters) would not.
  if (builder.Rects.Size - builder.RectsDiscardedCount != 1) return;
  const ImTextureRect white = builder.Rects[0];
  builder.Rects.resize(0);
  builder.RectsDiscardedCount = builder.RectsDiscardedSurface = 0;
  ImFontAtlasPackInit(&atlas);
  ImFontAtlasPackAddRect(&atlas, white.w, white.h, &builder.RectsIndex[0]);
}

DrawResources::DrawResources(int atlas_side) : impl_(std::make_unique<Impl>(atlas_side)) {}
DrawResources::~DrawResources() = default;

bool DrawResources::add_image(std::string_view url, std::uint32_t width, std::uint32_t height,
                              std::vector<std::uint8_t> rgba) {
  if (width == 0 || height == 0 || width > 16384 || height > 16384) return false;
  if (rgba.size() != static_cast<std::size_t>(width) * height * 4) return false;
  auto texture = std::make_unique<ImTextureData>();
  texture->Create(ImTextureFormat_RGBA32, static_cast<int>(width), static_cast<int>(height));
  std::memcpy(texture->Pixels, rgba.data(), rgba.size());
  texture->UniqueID = first_picture_id + static_cast<int>(impl_->pictures.size());
  texture->UseColors = true;
  for (Impl::Picture& each : impl_->pictures)
    if (each.url == url) {
      texture->UniqueID = each.texture->UniqueID;
      each.texture = std::move(texture);
      return true;
    }
  impl_->pictures.push_back({std::string(url), std::move(texture)});
  return true;
}

bool DrawResources::has_image(std::string_view url) const { return impl_->picture(url) != nullptr; }

std::size_t DrawResources::memory_bytes() const {
  std::size_t bytes = 0;
  for (const ImTextureData* const texture : impl_->textures())
    if (texture->Pixels) bytes += static_cast<std::size_t>(texture->GetSizeInBytes());
  return bytes;
}

}  // namespace depesche
