// Draw data made by hand, without ImGui's context: vertices, indices, one command for each texture and clip.
#pragma once

#include <cstdint>
#include <vector>

#include "imgui.h"
#include "raster/raster.h"

namespace depesche {

class Triangles {
 public:
  Triangles() : list_(nullptr) {}

  Triangles& clip(float x0, float y0, float x1, float y1) {
    clip_ = ImVec4(x0, y0, x1, y1);
    open_ = false;
    return *this;
  }
  Triangles& texture(ImTextureData* texture) {
    texture_ = texture;
    open_ = false;
    return *this;
  }

  Triangles& triangle(ImDrawVert a, ImDrawVert b, ImDrawVert c) {
    command(3);
    for (const ImDrawVert& vertex : {a, b, c}) {
      list_.IdxBuffer.push_back(static_cast<ImDrawIdx>(list_.VtxBuffer.Size));
      list_.VtxBuffer.push_back(vertex);
    }
    return *this;
  }
  Triangles& triangle(ImVec2 a, ImVec2 b, ImVec2 c, ImU32 colour) {
    return triangle({a, {0, 0}, colour}, {b, {0, 0}, colour}, {c, {0, 0}, colour});
  }

  /// As ImDrawList::PrimRectUV writes it.
  Triangles& rect(ImVec2 a, ImVec2 c, ImU32 colour, ImVec2 uv_a = {0, 0}, ImVec2 uv_c = {0, 0}) {
    command(6);
    const auto first = static_cast<ImDrawIdx>(list_.VtxBuffer.Size);
    for (const ImDrawIdx i : {0, 1, 2, 0, 2, 3}) list_.IdxBuffer.push_back(first + i);
    list_.VtxBuffer.push_back({a, uv_a, colour});
    list_.VtxBuffer.push_back({{c.x, a.y}, {uv_c.x, uv_a.y}, colour});
    list_.VtxBuffer.push_back({c, uv_c, colour});
    list_.VtxBuffer.push_back({{a.x, c.y}, {uv_a.x, uv_c.y}, colour});
    return *this;
  }

  /// RGBA rows without padding.
  std::vector<std::uint8_t> paint(int width, int height, std::uint32_t clear,
                                  ImVector<ImTextureData*>* textures = nullptr) {
    ImDrawData data;
    data.Valid = true;
    data.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    data.FramebufferScale = ImVec2(1, 1);
    data.CmdLists.push_back(&list_);
    data.CmdListsCount = 1;
    data.Textures = textures;
    // A margin on every side that must stay as it is.
    const int stride = 4 * (width + 2);
    std::vector<std::uint8_t> padded(static_cast<std::size_t>(stride * (height + 2)), 0xcd);
    rasterise(data, {std::span(padded).subspan(static_cast<std::size_t>(stride + 4)), width, height, stride}, clear);
    std::vector<std::uint8_t> pixels;
    intact = true;
    for (int y = 0; y < height + 2; ++y)
      for (int x = 0; x < stride; ++x) {
        const std::uint8_t byte = padded[static_cast<std::size_t>(y * stride + x)];
        if (y >= 1 && y <= height && x >= 4 && x < stride - 4)
          pixels.push_back(byte);
        else if (byte != 0xcd)
          intact = false;
      }
    return pixels;
  }

  ImDrawList& list() { return list_; }

  bool intact = true;  ///< nothing was written outside of the target

 private:
  void command(unsigned count) {
    if (!open_) {
      ImDrawCmd command;
      command.ClipRect = clip_;
      if (texture_) command.TexRef = texture_->GetTexRef();
      command.IdxOffset = static_cast<unsigned>(list_.IdxBuffer.Size);
      list_.CmdBuffer.push_back(command);
      open_ = true;
    }
    list_.CmdBuffer.back().ElemCount += count;
  }

  ImDrawList list_;
  ImVec4 clip_{0, 0, 4096, 4096};
  ImTextureData* texture_ = nullptr;
  bool open_ = false;
};

/// 0xRRGGBBAA
inline std::uint32_t pixel_at(const std::vector<std::uint8_t>& pixels, int width, int x, int y) {
  const std::size_t at = static_cast<std::size_t>(4 * (y * width + x));
  return static_cast<std::uint32_t>(pixels[at] << 24 | pixels[at + 1] << 16 | pixels[at + 2] << 8 | pixels[at + 3]);
}

}  // namespace depesche
