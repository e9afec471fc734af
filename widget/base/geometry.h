// Points, sizes and rectangles. Every length is in CSS pixels, x grows to the right and y downward,
// unless a name ends in `_device_px`. Plain values; no dependence on anything above.
#pragma once

#include <algorithm>
#include <cmath>

namespace depesche {

struct Point {
  float x = 0;
  float y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

struct Size {
  float width = 0;
  float height = 0;
  friend bool operator==(const Size&, const Size&) = default;
};

/// Half-open: contains its left and top edge, not its right and bottom edge.
struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  float right() const { return x + width; }
  float bottom() const { return y + height; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool intersects(const Rect& o) const {
    return !empty() && !o.empty() && x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
  }
  Rect inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  friend bool operator==(const Rect&, const Rect&) = default;
};

/// The smallest rectangle that holds both; an empty one adds nothing.
inline Rect united(const Rect& a, const Rect& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const float x = std::min(a.x, b.x);
  const float y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace depesche
