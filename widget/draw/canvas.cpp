#include "draw/canvas.h"

#include <cmath>

namespace depesche {
namespace {

constexpr float quarter = 0.5522848f;  // of a circle by a cubic Bézier: its control points' distance
constexpr float hairline = 2.5f;       // CSS pixels
constexpr int soft_edge = 1;           // device pixels around a free form

ImVec2 on_grid(ImVec2 p) {
  return {std::floor(p.x * 256.0f + 0.5f) / 256.0f, std::floor(p.y * 256.0f + 0.5f) / 256.0f};
}

/// Points nearer than this give a segment without a direction, and ImGui's joint there flies off.
bool near(ImVec2 a, ImVec2 b) { return std::fabs(a.x - b.x) < 1.0f / 32 && std::fabs(a.y - b.y) < 1.0f / 32; }

/// The path turns by more than about 30 degrees at `b`.
bool turns(ImVec2 a, ImVec2 b, ImVec2 c) {
  const ImVec2 u(b.x - a.x, b.y - a.y);
  const ImVec2 v(c.x - b.x, c.y - b.y);
  const float along = u.x * v.x + u.y * v.y;
  return along < 0 || along * along < 0.75f * (u.x * u.x + u.y * u.y) * (v.x * v.x + v.y * v.y);
}

}  // namespace

int round_to_int(double x) { return static_cast<int>(std::floor(x + 0.5)); }

bool Canvas::sees(const Rect& rect, float margin) const {
  const float x0 = (rect.x - margin) * dpr_ - soft_edge;
  const float y0 = (rect.y - margin) * dpr_ - soft_edge;
  const float x1 = (rect.right() + margin) * dpr_ + soft_edge;
  const float y1 = (rect.bottom() + margin) * dpr_ + soft_edge;
  return x0 < static_cast<float>(area_.x1) && y0 < static_cast<float>(area_.y1) && x1 > static_cast<float>(area_.x0) &&
         y1 > static_cast<float>(area_.y0);
}

DeviceRect Canvas::snap(const Rect& rect) const {
  DeviceRect out{x(rect.x), x(rect.y), x(static_cast<double>(rect.x) + rect.width),
                 x(static_cast<double>(rect.y) + rect.height)};
  if (rect.width > 0 && rect.width <= hairline) out.x1 = out.x0 + thickness(rect.width);
  if (rect.height > 0 && rect.height <= hairline) out.y1 = out.y0 + thickness(rect.height);
  return out;
}

void Canvas::fill(const DeviceRect& rect, Colour colour) {
  const DeviceRect seen{std::max(rect.x0, area_.x0), std::max(rect.y0, area_.y0), std::min(rect.x1, area_.x1),
                        std::min(rect.y1, area_.y1)};
  if (seen.empty() || (colour & 0xff) == 0) return;
  list_.PrimReserve(6, 4);
  list_.PrimRect(ImVec2(static_cast<float>(seen.x0 - area_.x0), static_cast<float>(seen.y0 - area_.y0)),
                 ImVec2(static_cast<float>(seen.x1 - area_.x0), static_cast<float>(seen.y1 - area_.y0)),
                 to_imgui(colour));
}

void Canvas::fill_rounded(const DeviceRect& rect, float radius, Colour colour) {
  if (rect.empty() || !rect.outset(soft_edge).intersects(area_) || (colour & 0xff) == 0) return;
  radius = std::min({radius, static_cast<float>(rect.width()) / 2, static_cast<float>(rect.height()) / 2});
  if (radius < 0.5f) {
    fill(rect, colour);
    return;
  }
  // A band between the corners' rows goes the short way; the ends are free forms.
  const int corner = static_cast<int>(std::ceil(radius));
  const auto width = static_cast<float>(rect.width());
  if (rect.height() >= 2 * corner + 2) {
    fill({rect.x0, rect.y0 + corner, rect.x1, rect.y1 - corner}, colour);
    const auto c = static_cast<float>(corner);
    Shape(*this, rect.x0, rect.y0)
        .line_to(0, c)
        .line_to(0, radius)
        .quarter_to(radius, 0, false)
        .line_to(width - radius, 0)
        .quarter_to(width, radius, true)
        .line_to(width, c)
        .fill(colour);
    Shape(*this, rect.x0, rect.y1 - corner)
        .line_to(width, 0)
        .line_to(width, c - radius)
        .quarter_to(width - radius, c, false)
        .line_to(radius, c)
        .quarter_to(0, c - radius, true)
        .line_to(0, 0)
        .fill(colour);
    return;
  }
  Shape(*this, rect.x0, rect.y0).rounded_rect(0, 0, width, static_cast<float>(rect.height()), radius).fill(colour);
}

void Canvas::stroke(const DeviceRect& rect, Edge edges, int width, float radius, Colour colour) {
  if (rect.empty() || width <= 0 || !rect.outset(soft_edge).intersects(area_) || (colour & 0xff) == 0) return;
  if (edges == Edge::all && radius >= 0.5f) {
    const float half = static_cast<float>(width) / 2;
    const auto w = static_cast<float>(rect.width());
    const auto h = static_cast<float>(rect.height());
    Shape(*this, rect.x0, rect.y0)
        .rounded_rect(half, half, w - half, h - half, std::max(0.0f, std::min({radius, w / 2, h / 2}) - half))
        .stroke(colour, static_cast<float>(width), true);
    return;
  }
  // Without overlaps, for colours that are not opaque.
  const int top = has(edges, Edge::top) ? rect.y0 + width : rect.y0;
  const int bottom = has(edges, Edge::bottom) ? std::max(top, rect.y1 - width) : rect.y1;
  if (has(edges, Edge::top)) fill({rect.x0, rect.y0, rect.x1, rect.y0 + width}, colour);
  if (has(edges, Edge::bottom)) fill({rect.x0, bottom, rect.x1, rect.y1}, colour);
  if (has(edges, Edge::left)) fill({rect.x0, top, rect.x0 + width, bottom}, colour);
  if (has(edges, Edge::right)) fill({std::max(rect.x0 + width, rect.x1 - width), top, rect.x1, bottom}, colour);
}

void Canvas::picture(const DeviceRect& rect, ImTextureData& texture) {
  if (rect.empty() || !rect.intersects(area_)) return;
  list_.AddImage(texture.GetTexRef(),
                 ImVec2(static_cast<float>(rect.x0 - area_.x0), static_cast<float>(rect.y0 - area_.y0)),
                 ImVec2(static_cast<float>(rect.x1 - area_.x0), static_cast<float>(rect.y1 - area_.y0)));
}

Shape::Shape(Canvas& canvas, int x, int y)
    : canvas_(canvas), x_(x), y_(y), first_vertex_(canvas.list().VtxBuffer.Size) {}

Shape::~Shape() {
  const ImVec2 corner(static_cast<float>(x_ - canvas_.area().x0), static_cast<float>(y_ - canvas_.area().y0));
  ImVector<ImDrawVert>& vertices = canvas_.list().VtxBuffer;
  for (int i = first_vertex_; i < vertices.Size; ++i) {
    const ImVec2 p = on_grid(vertices[i].pos);
    vertices[i].pos = ImVec2(p.x + corner.x, p.y + corner.y);
  }
}

Shape& Shape::line_to(float x, float y) {
  if (points_.empty() || !near(points_.back(), {x, y})) points_.push_back(ImVec2(x, y));
  return *this;
}

Shape& Shape::curve_to(ImVec2 c1, ImVec2 c2, ImVec2 end, int steps) {
  const ImVec2 start = points_.empty() ? c1 : points_.back();
  for (int i = 1; i <= steps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps);
    const float s = 1 - t;
    const float w0 = s * s * s;
    const float w1 = 3 * s * s * t;
    const float w2 = 3 * s * t * t;
    const float w3 = t * t * t;
    if (i == steps)
      line_to(end.x, end.y);
    else
      line_to(w0 * start.x + w1 * c1.x + w2 * c2.x + w3 * end.x, w0 * start.y + w1 * c1.y + w2 * c2.y + w3 * end.y);
  }
  return *this;
}

Shape& Shape::quarter_to(float x, float y, bool x_first) {
  const ImVec2 from = points_.empty() ? ImVec2(x, y) : points_.back();
  const float dx = x - from.x;
  const float dy = y - from.y;
  const float size = std::max(std::fabs(dx), std::fabs(dy));
  const int steps = std::clamp(static_cast<int>(std::sqrt(size) * 2.0f) + 1, 3, 32);
  if (x_first) return curve_to({from.x + dx * quarter, from.y}, {x, y - dy * quarter}, {x, y}, steps);
  return curve_to({from.x, from.y + dy * quarter}, {x - dx * quarter, y}, {x, y}, steps);
}

Shape& Shape::circle(float x, float y, float radius) {
  return rounded_rect(x - radius, y - radius, x + radius, y + radius, radius);
}

Shape& Shape::rounded_rect(float x0, float y0, float x1, float y1, float radius) {
  line_to(x0, y0 + radius);
  quarter_to(x0 + radius, y0, false);
  line_to(x1 - radius, y0);
  quarter_to(x1, y0 + radius, true);
  line_to(x1, y1 - radius);
  quarter_to(x1 - radius, y1, false);
  line_to(x0 + radius, y1);
  quarter_to(x0, y1 - radius, true);
  if (points_.Size > 1 && near(points_.back(), points_.front())) points_.pop_back();
  return *this;
}

void Shape::stroke(Colour colour, float width, bool closed) {
  canvas_.list().AddPolyline(points_.Data, points_.Size, to_imgui(colour), closed ? ImDrawFlags_Closed : 0, width);
  points_.resize(0);
}

void Shape::stroke_round(Colour colour, float width) {
  const ImVector<ImVec2> path = points_;
  points_.resize(0);
  if (path.Size < 2) return;
  const bool closed = near(path.front(), path.back());
  for (int i = 0; i < path.Size; ++i) {
    points_.push_back(path[i]);
    const bool last = i + 1 == path.Size;
    if (i == 0 || !(last || turns(path[i - 1], path[i], path[i + 1]))) continue;
    stroke(colour, width);
    if (!last || !closed || turns(path[i - 1], path[i], path[1])) circle(path[i].x, path[i].y, width / 2).fill(colour);
    if (!last) points_.push_back(path[i]);
  }
  if (!closed) circle(path[0].x, path[0].y, width / 2).fill(colour);
}

void Shape::fill(Colour colour) {
  canvas_.list().AddConvexPolyFilled(points_.Data, points_.Size, to_imgui(colour));
  points_.resize(0);
}

}  // namespace depesche
