// LayoutTree -> ImDrawData for a rectangle of the card, through Dear ImGui's draw lists and one shared font atlas
// with glyphs by index. It decides nothing about content or geometry. The same rectangle gives the same triangles
// however the card is cut into tiles.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/geometry.h"
#include "base/statistics.h"
#include "layout/layout_tree.h"
#include "layout/theme.h"

struct ImDrawData;
struct ImGuiContext;

namespace depesche {

/// A stretch of a text to be marked: a search match.
struct Highlight {
  std::uint32_t text = 0;   ///< index into `LayoutTree::texts`
  std::uint32_t begin = 0;  ///< byte offsets
  std::uint32_t end = 0;
  bool current = false;
  friend bool operator==(const Highlight&, const Highlight&) = default;
};

/// What the inspector's window says besides what it sees in the tree itself.
struct InspectorInfo {
  Counters counters;
  Times times;
};

struct DrawInput {
  const LayoutTree* tree = nullptr;
  const Theme* theme = nullptr;
  const FontLibrary* fonts = nullptr;
  std::span<const Highlight> highlights;  ///< sorted by text, then begin
  NodeId hovered = no_node;
  NodeId pressed = no_node;
  /// Draws the inspector over the card; builds without DEPESCHE_INSPECTOR ignore it.
  const InspectorInfo* inspector = nullptr;
};

/// Glyph atlas and pictures; one for all cards of a page.
class DrawResources {
 public:
  /// @param atlas_side  texels, a power of two. 1 MB holds every glyph of an article in three languages at ratio 1, and
  ///   of a screen at any; where a screen needs more it doubles (GlyphCache).
  explicit DrawResources(int atlas_side = 1024);
  ~DrawResources();
  DrawResources(const DrawResources&) = delete;
  DrawResources& operator=(const DrawResources&) = delete;

  bool add_image(std::string_view url, std::uint32_t width, std::uint32_t height, std::vector<std::uint8_t> rgba);
  bool has_image(std::string_view url) const;
  /// Bytes held by the atlas and pictures.
  std::size_t memory_bytes() const;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// One a card: its ImGui context, pointer state and inspector window.
class Painter {
 public:
  explicit Painter(DrawResources& resources);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  /// Runs one ImGui frame for the pointer over the controls and links of `tree`.
  /// @return the control or link under the pointer and the one held down, from ImGui's own button behaviour.
  ///         Neither while the pointer is on the inspector's window.
  struct PointerState {
    NodeId hovered = no_node;
    NodeId pressed = no_node;
    friend bool operator==(const PointerState&, const PointerState&) = default;
  };
  PointerState pointer(const LayoutTree& tree, Point position, bool pressed);

  /// Draw data for the device rectangle at `dpr`, valid until the next call of any painter of the page. Positions are
  /// device pixels relative to the rectangle's corner; every glyph that it names is in the atlas.
  ImDrawData* draw(const DrawInput& input, int x_device_px, int y_device_px, int width_device_px, int height_device_px,
                   float dpr);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace depesche
