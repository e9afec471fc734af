// Hover and press of one card: ImGui's own button behaviour in ImGui's own context, on one window that covers the card.
// ImGui's frame (NewFrame, Begin, End) is left out: it brings windows, navigation, tables and settings, 47 KB of the
// 175 KB that a page loads, for a window that is never drawn. What a frame does for buttons stands in `step`.
#pragma once

#include "base/geometry.h"
#include "base/node_id.h"
#include "draw/draw.h"
#include "imgui.h"

struct ImGuiContext;
struct ImGuiWindow;

namespace depesche {

/// ImGui works on one context at a time, a global. Puts back whatever was there.
class CurrentContext {
 public:
  explicit CurrentContext(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }
  ~CurrentContext() { ImGui::SetCurrentContext(before_); }
  CurrentContext(const CurrentContext&) = delete;
  CurrentContext& operator=(const CurrentContext&) = delete;

 private:
  ImGuiContext* before_;
};

/// What the pointer can act on: a control, or one stretch of a link in a text.
struct PointerTarget {
  NodeId id = no_node;
  Rect rect;
};

/// The innermost control or link at `point`; `no_node` where there is none.
PointerTarget target_at(const LayoutTree& tree, Point point);

class Buttons {
 public:
  explicit Buttons(ImFontAtlas& atlas);
  ~Buttons();
  Buttons(const Buttons&) = delete;
  Buttons& operator=(const Buttons&) = delete;

  /// One frame with what the pointer can reach: the target under it and the one held down, wherever that is by now.
  Painter::PointerState step(const PointerTarget& under, Point position, bool pressed);

  ImGuiContext* context() const { return context_; }

 private:
  ImGuiContext* context_ = nullptr;
  ImGuiWindow* window_ = nullptr;
  NodeId held_ = no_node;
};

}  // namespace depesche
