#include "raster/raster.h"

#include <cmath>

#include "imgui.h"
#include "raster/surface.h"

namespace depesche {
namespace {

// Beyond this, products of edge functions could leave 64 bits.
constexpr float farthest = 4194304.0f;

/// A renderer answers these; ours reads `ImTextureData::Pixels` itself and has nothing to upload.
void answer(ImTextureData& texture) {
  switch (texture.Status) {
    case ImTextureStatus_WantCreate:
      texture.SetTexID(static_cast<ImTextureID>(texture.UniqueID) + 1);
      texture.SetStatus(ImTextureStatus_OK);
      break;
    case ImTextureStatus_WantUpdates: texture.SetStatus(ImTextureStatus_OK); break;
    case ImTextureStatus_WantDestroy:
      texture.SetTexID(ImTextureID_Invalid);
      texture.SetStatus(ImTextureStatus_Destroyed);
      break;
    default: break;
  }
}

Texture texture_of(const ImDrawCmd& command) {
  const ImTextureData* const data = command.TexRef._TexData;
  if (!data || !data->Pixels || data->Width <= 0 || data->Height <= 0) return {};
  return {data->Pixels, data->Width, data->Height, data->Format == ImTextureFormat_Alpha8};
}

class Commands {
 public:
  Commands(const ImDrawData& data, Surface& surface)
      : origin_(data.DisplayPos),
        scale_(data.FramebufferScale.x > 0 ? data.FramebufferScale : ImVec2(1, 1)),
        surface_(surface) {}

  void run(const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer)
      if (!command.UserCallback) run(list, command);
  }

 private:
  void run(const ImDrawList& list, const ImDrawCmd& command) {
    const PixelRect clip = clip_of(command.ClipRect);
    if (clip.empty() || !is_inside(list, command)) return;
    const Texture texture = texture_of(command);
    const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* const end = index + command.ElemCount;
    const ImDrawVert* const vertices = list.VtxBuffer.Data + command.VtxOffset;
    while (end - index >= 3) {
      if (end - index >= 6 && rectangle(vertices, index, texture, clip)) {
        index += 6;
        continue;
      }
      Vertex a, b, c;
      if (convert(vertices[index[0]], texture, a) && convert(vertices[index[1]], texture, b) &&
          convert(vertices[index[2]], texture, c))
        fill_triangle(surface_, clip, texture, a, b, c, scratch_);
      index += 3;
    }
  }

  /// Whether the command reads nothing outside of the list's buffers: one that does is left out whole.
  static bool is_inside(const ImDrawList& list, const ImDrawCmd& command) {
    const auto indices = static_cast<unsigned>(list.IdxBuffer.Size);
    const auto vertices = static_cast<unsigned>(list.VtxBuffer.Size);
    if (command.IdxOffset > indices || command.ElemCount > indices - command.IdxOffset) return false;
    if (command.VtxOffset > vertices) return false;
    ImDrawIdx highest = 0;
    for (unsigned i = 0; i < command.ElemCount; ++i)
      highest = std::max(highest, list.IdxBuffer.Data[command.IdxOffset + i]);
    return command.ElemCount == 0 || highest < vertices - command.VtxOffset;
  }

  /// The six indices that PrimRect and PrimRectUV write, when they make an axis-aligned rectangle of one colour.
  bool rectangle(const ImDrawVert* vertices, const ImDrawIdx* index, const Texture& texture, const PixelRect& clip) {
    if (index[3] != index[0] || index[4] != index[2]) return false;
    const ImDrawVert& a = vertices[index[0]];
    const ImDrawVert& b = vertices[index[1]];
    const ImDrawVert& c = vertices[index[2]];
    const ImDrawVert& d = vertices[index[5]];
    if (a.col != b.col || a.col != c.col || a.col != d.col) return false;
    if (a.pos.y != b.pos.y || b.pos.x != c.pos.x || c.pos.y != d.pos.y || d.pos.x != a.pos.x) return false;
    if (a.uv.y != b.uv.y || b.uv.x != c.uv.x || c.uv.y != d.uv.y || d.uv.x != a.uv.x) return false;
    if (a.pos.x >= c.pos.x || a.pos.y >= c.pos.y) return false;
    Vertex top_left, bottom_right;
    if (!convert(a, texture, top_left) || !convert(c, texture, bottom_right)) return false;
    if (top_left.x == bottom_right.x || top_left.y == bottom_right.y) return true;
    if (!texture.pixels) {
      fill_rect(surface_, clip, top_left.x, top_left.y, bottom_right.x, bottom_right.y, top_left.colour);
    } else if (a.uv.x == c.uv.x && a.uv.y == c.uv.y) {
      const Pixel texel = texture.sample(to_subtexels(top_left.u), to_subtexels(top_left.v));
      fill_rect(surface_, clip, top_left.x, top_left.y, bottom_right.x, bottom_right.y,
                modulate(top_left.colour, texel));
    } else {
      fill_textured_rect(surface_, clip, texture, top_left, bottom_right, scratch_);
    }
    return true;
  }

  bool convert(const ImDrawVert& from, const Texture& texture, Vertex& to) const {
    const float x = (from.pos.x - origin_.x) * scale_.x;
    const float y = (from.pos.y - origin_.y) * scale_.y;
    if (!(std::fabs(x) < farthest && std::fabs(y) < farthest)) return false;  // NaN too
    to.x = static_cast<std::int64_t>(std::floor(x * static_cast<float>(subpixels) + 0.5f));
    to.y = static_cast<std::int64_t>(std::floor(y * static_cast<float>(subpixels) + 0.5f));
    to.u = from.uv.x * static_cast<float>(texture.width);
    to.v = from.uv.y * static_cast<float>(texture.height);
    to.colour = from.col;
    return std::fabs(to.u) < farthest && std::fabs(to.v) < farthest;
  }

  PixelRect clip_of(const ImVec4& rect) const {
    const auto edge = [](float at, float origin, float scale, int limit) {
      const float scaled = (at - origin) * scale;
      return scaled > 0 ? (scaled < static_cast<float>(limit) ? static_cast<int>(scaled) : limit) : 0;
    };
    return {edge(rect.x, origin_.x, scale_.x, surface_.width), edge(rect.y, origin_.y, scale_.y, surface_.height),
            edge(rect.z, origin_.x, scale_.x, surface_.width), edge(rect.w, origin_.y, scale_.y, surface_.height)};
  }

  ImVec2 origin_;
  ImVec2 scale_;
  Surface& surface_;
  Scratch scratch_;
};

}  // namespace

void rasterise(ImDrawData& data, const Target& target, std::uint32_t clear) {
  if (data.Textures)
    for (ImTextureData* const texture : *data.Textures) answer(*texture);

  Surface surface;
  surface.pixels = target.pixels.data();
  surface.width = target.width;
  surface.height = target.height;
  surface.stride = target.stride_bytes;
  surface.clear = __builtin_bswap32(clear);
  IM_ASSERT(target.width >= 0 && target.height >= 0 && target.stride_bytes >= 4 * target.width);
  IM_ASSERT(target.pixels.size() >=
            static_cast<std::size_t>(target.stride_bytes) * static_cast<std::size_t>(target.height));

  Commands commands(data, surface);
  for (const ImDrawList* const list : data.CmdLists) commands.run(*list);
  surface.clear_to(surface.height);
}

}  // namespace depesche
