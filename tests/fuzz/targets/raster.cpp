// Any draw data: vertices, indices, clips, textures; coordinates of every kind. Nothing is written outside of the
// target, and a tile shows what the whole shows.
#include "raster/raster.h"

#include <algorithm>
#include <vector>

#include "../fuzz.h"
#include "imgui.h"

namespace depesche::fuzz {
namespace {

constexpr int largest_side = 96;

struct Canvas {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;
};

/// A coordinate on which a shift by whole pixels changes nothing.
float quarter(Input& input) { return static_cast<float>(input.between(-400, 800)) / 4; }

class Drawing {
 public:
  explicit Drawing(Input& input) : list_(nullptr), exact_(input.flag()) {
    for (std::uint32_t i = input.below(3); i > 0; --i) add_texture(input);
    for (std::uint32_t i = input.below(6); i > 0; --i) add_command(input);
  }
  ~Drawing() {
    for (ImTextureData* const texture : textures_) IM_DELETE(texture);
  }
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;

  /// Every coordinate is a quarter of a pixel, and small.
  bool exact() const { return exact_; }
  ImVec2 scale{1, 1};

  Canvas paint(ImVec2 origin, int width, int height, std::uint32_t clear) {
    ImDrawData data;
    data.Valid = true;
    data.DisplayPos = origin;
    data.DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    data.FramebufferScale = scale;
    data.CmdLists.push_back(&list_);
    data.CmdListsCount = 1;
    data.Textures = &textures_;
    // A margin on every side that must stay as it is.
    const int stride = 4 * (width + 2);
    std::vector<std::uint8_t> padded(static_cast<std::size_t>(stride * (height + 2)), 0xcd);
    rasterise(data, {std::span(padded).subspan(static_cast<std::size_t>(stride + 4)), width, height, stride}, clear);
    Canvas canvas{width, height, {}};
    for (int y = 0; y < height + 2; ++y)
      for (int x = 0; x < stride; ++x) {
        const std::uint8_t byte = padded[static_cast<std::size_t>(y * stride + x)];
        if (y >= 1 && y <= height && x >= 4 && x < stride - 4)
          canvas.rgba.push_back(byte);
        else
          require(byte == 0xcd, "nothing is written outside of the target");
      }
    return canvas;
  }

 private:
  void add_texture(Input& input) {
    auto* const texture = IM_NEW(ImTextureData)();
    texture->UniqueID = textures_.Size;
    const bool alpha = input.flag();
    texture->Create(alpha ? ImTextureFormat_Alpha8 : ImTextureFormat_RGBA32, input.between(1, 40),
                    input.between(1, 40));
    for (int i = 0; i < texture->GetSizeInBytes(); ++i) texture->Pixels[i] = static_cast<unsigned char>(i * 37 + 11);
    if (input.flag()) texture->SetTexID(1);
    if (input.chance(16)) texture->DestroyPixels();
    textures_.push_back(texture);
  }

  float coordinate(Input& input) { return exact_ ? quarter(input) : input.any_real(); }
  float texel(Input& input) {
    return input.chance(4) ? (exact_ ? 0.5f : input.any_real()) : static_cast<float>(input.between(-8, 24)) / 16;
  }

  void add_command(Input& input) {
    ImDrawCmd command;
    command.ClipRect = input.chance(3)
                           ? ImVec4(coordinate(input), coordinate(input), coordinate(input), coordinate(input))
                           : ImVec4(-1000, -1000, 1000, 1000);
    if (textures_.Size > 0 && !input.chance(3))
      command.TexRef =
          textures_[static_cast<int>(input.below(static_cast<std::uint32_t>(textures_.Size)))]->GetTexRef();
    command.IdxOffset = static_cast<unsigned>(list_.IdxBuffer.Size);
    if (input.flag()) command.VtxOffset = static_cast<unsigned>(list_.VtxBuffer.Size);
    for (std::uint32_t i = input.below(6); i > 0; --i) add_shape(input, command);
    command.ElemCount = static_cast<unsigned>(list_.IdxBuffer.Size) - command.IdxOffset;
    if (input.chance(16)) command.ElemCount += static_cast<unsigned>(input.below(4));
    list_.CmdBuffer.push_back(command);
  }

  void add_shape(Input& input, const ImDrawCmd& command) {
    const auto first = static_cast<ImDrawIdx>(static_cast<unsigned>(list_.VtxBuffer.Size) - command.VtxOffset);
    const ImU32 colour = input.flag() ? 0xff000000u | input.number() : input.number();
    const auto vertex = [&](float x, float y, float u, float v, ImU32 of) {
      list_.VtxBuffer.push_back({{x, y}, {u, v}, of});
    };
    switch (input.below(4)) {
      case 0:
      case 1: {
        float x0 = coordinate(input), y0 = coordinate(input), x1 = coordinate(input), y1 = coordinate(input);
        if (input.flag()) {
          if (x0 > x1) std::swap(x0, x1);
          if (y0 > y1) std::swap(y0, y1);
        }
        const float u0 = texel(input), v0 = texel(input);
        const float u1 = input.flag() ? texel(input) : u0, v1 = input.flag() ? texel(input) : v0;
        for (const ImDrawIdx i : {0u, 1u, 2u, 0u, 2u, 3u}) list_.IdxBuffer.push_back(first + i);
        vertex(x0, y0, u0, v0, colour);
        vertex(x1, y0, u1, v0, colour);
        vertex(x1, y1, u1, v1, colour);
        vertex(x0, y1, u0, v1, colour);
        break;
      }
      case 2: {
        const bool one_texel = input.flag();
        const float u = texel(input), v = texel(input);
        const bool one_colour = input.flag();
        for (ImDrawIdx i = 0; i < 3; ++i) {
          vertex(coordinate(input), coordinate(input), one_texel ? u : texel(input), one_texel ? v : texel(input),
                 one_colour ? colour : input.number());
          list_.IdxBuffer.push_back(first + i);
        }
        break;
      }
      default: {
        // Vertices that are there already, in any order, at times one that is not.
        const unsigned known = static_cast<unsigned>(list_.VtxBuffer.Size) - command.VtxOffset;
        for (std::uint32_t i = input.below(8); i > 0; --i)
          list_.IdxBuffer.push_back(input.chance(16) ? input.number() : input.below(known + 1));
      }
    }
  }

  ImDrawList list_;
  ImVector<ImTextureData*> textures_;
  bool exact_;
};

}  // namespace

void run(std::string_view bytes) {
  Input input(bytes);
  Drawing drawing(input);
  if (!drawing.exact() && input.chance(4)) drawing.scale = ImVec2(input.any_real(), input.any_real());
  const std::uint32_t clear = input.number();
  const int width = input.between(0, largest_side);
  const int height = input.between(0, largest_side);
  if (!drawing.exact()) {
    drawing.paint(ImVec2(input.any_real(), input.any_real()), width, height, clear);
    return;
  }
  const Canvas whole = drawing.paint({0, 0}, width, height, clear);
  if (width < 2 || height < 2) return;
  const int x = input.between(0, width - 1);
  const int y = input.between(0, height - 1);
  const Canvas part = drawing.paint(ImVec2(static_cast<float>(x), static_cast<float>(y)), width - x, height - y, clear);
  for (int row = 0; row < part.height; ++row) {
    const auto from = part.rgba.begin() + static_cast<std::ptrdiff_t>(row) * part.width * 4;
    const auto same = whole.rgba.begin() + (static_cast<std::ptrdiff_t>(row + y) * width + x) * 4;
    require(std::equal(from, from + static_cast<std::ptrdiff_t>(part.width) * 4, same),
            "a tile shows what the whole shows");
  }
}

}  // namespace depesche::fuzz
