// What all painters of a page share: ImGui's font atlas with the glyph cache on it, and the pictures.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "draw/draw.h"
#include "draw/glyphs.h"
#include "imgui.h"

namespace depesche {

struct DrawResources::Impl {
  struct Picture {
    std::string url;
    std::unique_ptr<ImTextureData> texture;
  };

  explicit Impl(int atlas_side);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// To be called before every draw and every ImGui frame: the atlas lets go of textures that nobody needs.
  void begin_frame();
  /// The atlas' textures and the pictures, as a renderer wants to know them.
  ImVector<ImTextureData*>& textures();
  /// Null when the picture is not there.
  ImTextureData* picture(std::string_view url) const;

  ImFontAtlas* atlas = nullptr;
  std::unique_ptr<GlyphCache> glyphs;
  std::vector<Picture> pictures;
  /// What is drawn at present, or was last, by any painter.
  ImDrawList list{nullptr};
  ImDrawData data;
  int frame = 0;

 private:
  ImVector<ImTextureData*> textures_;
};

/// Takes a rectangle out of the atlas. Nobody may ask for it by its name thereafter: another one may get that.
void remove_rect(ImFontAtlas& atlas, ImFontAtlasRectId rect);

/// Uses the texture's room again after its rectangles have been removed. ImGui would, when it is full the next time, pack anew
/// into a second texture, and WASM's memory never shrinks.
void pack_in_place(ImFontAtlas& atlas);

}  // namespace depesche
