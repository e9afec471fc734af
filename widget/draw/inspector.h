// A look inside, drawn over the card by the same path: outlines of boxes, baselines, clusters, what lies under the
// pointer, and an ImGui window with times and counters. Only in builds with DEPESCHE_INSPECTOR.
#pragma once
#ifdef DEPESCHE_INSPECTOR

#include <cstdint>
#include <vector>

#include "draw/canvas.h"
#include "draw/draw.h"
#include "draw/resources.h"

struct ImGuiContext;

namespace depesche {

class Inspector {
 public:
  explicit Inspector(DrawResources::Impl& resources);
  ~Inspector();
  Inspector(const Inspector&) = delete;
  Inspector& operator=(const Inspector&) = delete;

  /// @return true when the pointer is on the window, which then has it for itself.
  bool pointer(Point position, bool pressed);

  /// Outlines into the canvas' list.
  void draw_outlines(Canvas& canvas, const LayoutTree& tree) const;
  /// Runs an ImGui frame with the window and appends its lists, moved and scaled to the canvas, to `data`.
  void append_window(const Canvas& canvas, const DrawInput& input, ImDrawData& data);

 private:
  void frame(const DrawInput& input, float dpr);
  void build_window(const DrawInput& input);
  void build_hovered(const LayoutTree& tree);
  void forget_lists();

  DrawResources::Impl& resources_;
  ImGuiContext* context_ = nullptr;
  std::vector<ImDrawList*> lists_;
  Point position_{-1e6f, -1e6f};
  bool pressed_ = false;
  bool shown_before_ = false;
  bool boxes_ = true;
  bool baselines_ = true;
  bool clusters_ = false;
};

}  // namespace depesche

#endif
