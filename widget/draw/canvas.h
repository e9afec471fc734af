// A rectangle of the card as a place to draw: CSS pixels of the card in, triangles in ImGui's draw list out. Every
// position is snapped in the card's own device pixels and only then moved to the rectangle's corner by whole pixels,
// so that a seam between two tiles shows nothing.
#pragma once

#include <cstdint>
#include <span>

#include "base/geometry.h"
#include "draw/glyphs.h"
#include "imgui.h"
#include "layout/layout_tree.h"

namespace depesche {

/// Half-open, in device pixels of the card.
struct DeviceRect {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
  int width() const { return x1 - x0; }
  int height() const { return y1 - y0; }
  bool empty() const { return x0 >= x1 || y0 >= y1; }
  bool intersects(const DeviceRect& o) const { return x0 < o.x1 && o.x0 < x1 && y0 < o.y1 && o.y0 < y1; }
  DeviceRect inset(int by) const { return {x0 + by, y0 + by, x1 - by, y1 - by}; }
  DeviceRect outset(int by) const { return inset(-by); }
};

/// floor(x + 0.5) as an integer.
int round_to_int(double x);

class Canvas {
 public:
  Canvas(ImDrawList& list, const DeviceRect& area, float dpr) : list_(list), area_(area), dpr_(dpr) {}

  float dpr() const { return dpr_; }
  const DeviceRect& area() const { return area_; }
  ImDrawList& list() { return list_; }

  /// What `rect` covers in CSS pixels of the card, with a margin for what sticks out.
  bool sees(const Rect& rect, float margin) const;

  int x(double css) const { return round_to_int(css * static_cast<double>(dpr_)); }
  /// A thickness: at least one device pixel, and the same wherever it falls.
  int thickness(double css) const { return css <= 0 ? 0 : std::max(1, x(css)); }
  /// Edges on whole device pixels. What is thin keeps its thickness wherever it falls, so that rules are all alike.
  DeviceRect snap(const Rect& rect) const;

  void fill(const DeviceRect& rect, Colour colour);
  /// @param radius  in device pixels
  void fill_rounded(const DeviceRect& rect, float radius, Colour colour);
  /// Inside the rectangle.
  void stroke(const DeviceRect& rect, Edge edges, int width, float radius, Colour colour);
  void picture(const DeviceRect& rect, ImTextureData& texture);

 private:
  ImDrawList& list_;
  DeviceRect area_;
  float dpr_;
};

/// A free form, in device pixels from `x`, `y` of the card. Its vertices are rounded to 1/256 pixel before they are
/// moved to the canvas' corner. The soft edge that ImGui gives it ends within a pixel outside of it.
class Shape {
 public:
  Shape(Canvas& canvas, int x, int y);
  ~Shape();
  Shape(const Shape&) = delete;
  Shape& operator=(const Shape&) = delete;

  Shape& line_to(float x, float y);
  /// Cubic Bézier from the last point.
  Shape& curve_to(ImVec2 control1, ImVec2 control2, ImVec2 end, int steps = 8);
  /// A quarter of an ellipse from the last point to (x, y); leaves along x when `x_first`.
  Shape& quarter_to(float x, float y, bool x_first);
  /// Clockwise from the leftmost point, closed.
  Shape& circle(float x, float y, float radius);
  /// Clockwise from the end of the top left corner, closed.
  Shape& rounded_rect(float x0, float y0, float x1, float y1, float radius);

  /// Draws the path and starts a new one.
  void stroke(Colour colour, float width, bool closed = false);
  void stroke_round(Colour colour, float width);  ///< round ends and corners; `colour` opaque
  void fill(Colour colour);                       ///< convex, clockwise

 private:
  Canvas& canvas_;
  int x_;
  int y_;
  int first_vertex_;
  ImVector<ImVec2> points_;
};

/// ImGui's byte order.
constexpr ImU32 to_imgui(Colour colour) { return __builtin_bswap32(colour); }

}  // namespace depesche
