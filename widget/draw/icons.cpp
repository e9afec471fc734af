#include "draw/icons.h"

namespace depesche {
namespace {

constexpr float units = 20;
constexpr float stroke_css = 1.5f;

struct Pen {
  Shape& shape;
  float scale;   // device pixels a unit
  float width;   // of strokes, device pixels
  Colour colour;

  Pen& to(float x, float y) {
    shape.line_to(x * scale, y * scale);
    return *this;
  }
  Pen& curve(float x1, float y1, float x2, float y2, float x, float y) {
    shape.curve_to({x1 * scale, y1 * scale}, {x2 * scale, y2 * scale}, {x * scale, y * scale}, 12);
    return *this;
  }
  Pen& quarter(float x, float y, bool x_first) {
    shape.quarter_to(x * scale, y * scale, x_first);
    return *this;
  }
  void draw() { shape.stroke_round(colour, width); }
  void outline() { shape.stroke(colour, width, true); }
  void fill() { shape.fill(colour); }
  void line(float x0, float y0, float x1, float y1) { to(x0, y0).to(x1, y1).draw(); }
  void ring(float x, float y, float radius) {
    shape.circle(x * scale, y * scale, radius * scale);
    outline();
  }
  /// Clockwise, from the top.
  void right_half(float x, float y, float r) { to(x, y - r).quarter(x + r, y, true).quarter(x, y + r, false).fill(); }
};

constexpr float diagonal = 0.70710678f;

void rays(Pen& pen, float x, float y, float from, float length, bool left_only) {
  const float directions[8][2] = {{0, -1}, {-diagonal, -diagonal}, {-1, 0}, {-diagonal, diagonal},
                                  {0, 1},  {diagonal, diagonal},   {1, 0},  {diagonal, -diagonal}};
  for (int i = 0; i < (left_only ? 5 : 8); ++i) {
    const float dx = directions[i][0];
    const float dy = directions[i][1];
    pen.line(x + dx * from, y + dy * from, x + dx * (from + length), y + dy * (from + length));
  }
}

/// A capital A standing on `base`, `height` high.
void letter(Pen& pen, float x, float base, float height) {
  const float half = height * 0.43f;
  pen.to(x - half, base).to(x, base - height).to(x + half, base).draw();
  pen.line(x - half * 0.62f, base - height * 0.34f, x + half * 0.62f, base - height * 0.34f);
}

void paint(Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::none: break;
    case Icon::search:
      pen.ring(8.6f, 8.6f, 5.35f);
      pen.line(12.6f, 12.6f, 16.8f, 16.8f);
      break;
    case Icon::close:
      pen.line(5.2f, 5.2f, 14.8f, 14.8f);
      pen.line(14.8f, 5.2f, 5.2f, 14.8f);
      break;
    case Icon::chevron_down: pen.to(5.0f, 7.75f).to(10, 12.75f).to(15.0f, 7.75f).draw(); break;
    case Icon::chevron_up: pen.to(5.0f, 12.25f).to(10, 7.25f).to(15.0f, 12.25f).draw(); break;
    case Icon::arrow_up:
      pen.line(10, 4.6f, 10, 16);
      pen.to(5.3f, 9.1f).to(10, 4.4f).to(14.7f, 9.1f).draw();
      break;
    case Icon::arrow_down:
      pen.line(10, 4, 10, 15.4f);
      pen.to(5.3f, 10.9f).to(10, 15.6f).to(14.7f, 10.9f).draw();
      break;
    case Icon::text_smaller:
      letter(pen, 7.4f, 15.4f, 8.8f);
      pen.line(13.6f, 6.6f, 18.2f, 6.6f);
      break;
    case Icon::text_larger:
      letter(pen, 7.4f, 15.8f, 11.8f);
      pen.line(13.6f, 6.6f, 18.6f, 6.6f);
      pen.line(16.1f, 4.1f, 16.1f, 9.1f);
      break;
    case Icon::theme_light:
      pen.ring(10, 10, 3.6f);
      rays(pen, 10, 10, 6.1f, 1.9f, false);
      break;
    case Icon::theme_dark:
      // Crescent: the outer circle with a bite out of its upper right.
      pen.to(16.6f, 11.9f)
          .curve(15.8f, 15.0f, 13.1f, 17.0f, 9.9f, 17.0f)
          .curve(6.1f, 17.0f, 3.0f, 13.9f, 3.0f, 10.1f)
          .curve(3.0f, 6.9f, 5.0f, 4.2f, 8.1f, 3.4f)
          .curve(7.2f, 7.0f, 8.4f, 9.3f, 9.6f, 10.4f)
          .curve(10.9f, 11.6f, 13.2f, 12.7f, 16.6f, 11.9f)
          .draw();
      break;
    case Icon::theme_automatic:
      // Half sun, half moon.
      pen.to(10, 14.0f).quarter(6.0f, 10, true).quarter(10, 6.0f, false).draw();
      pen.right_half(10, 10, 4.75f);
      rays(pen, 10, 10, 6.4f, 1.7f, true);
      break;
    case Icon::theme_sepia:
      // An open book.
      for (const float side : {-1.0f, 1.0f}) {
        pen.to(10, 6.2f)
            .curve(10 + side * 1.8f, 4.7f, 10 + side * 4.6f, 4.2f, 10 + side * 7.4f, 4.5f)
            .to(10 + side * 7.4f, 14.7f)
            .curve(10 + side * 4.6f, 14.4f, 10 + side * 1.8f, 14.9f, 10, 16.4f)
            .draw();
      }
      pen.line(10, 6.2f, 10, 16.4f);
      break;
    case Icon::theme_contrast:
      pen.ring(10, 10, 6.9f);
      pen.right_half(10, 10, 6.9f);
      break;
    case Icon::external:
      pen.to(8.2f, 5.2f).to(4.6f, 5.2f).to(4.6f, 15.4f).to(14.8f, 15.4f).to(14.8f, 11.8f).draw();
      pen.line(9.4f, 10.6f, 15.9f, 4.1f);
      pen.to(11.4f, 4.1f).to(15.9f, 4.1f).to(15.9f, 8.6f).draw();
      break;
    case Icon::speaker:
      pen.to(10.6f, 4.4f)
          .to(6.6f, 7.8f)
          .to(3.4f, 7.8f)
          .to(3.4f, 12.2f)
          .to(6.6f, 12.2f)
          .to(10.6f, 15.6f)
          .to(10.6f, 4.4f)
          .draw();
      pen.to(13.0f, 7.6f).curve(14.6f, 8.8f, 14.6f, 11.2f, 13.0f, 12.4f).draw();
      pen.to(14.6f, 5.4f).curve(18.0f, 7.8f, 18.0f, 12.2f, 14.6f, 14.6f).draw();
      break;
    case Icon::stop: pen.to(5.6f, 5.6f).to(14.4f, 5.6f).to(14.4f, 14.4f).to(5.6f, 14.4f).to(5.6f, 5.6f).draw(); break;
  }
}

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, const Rect& rect, Colour colour) {
  if (icon == Icon::none || rect.empty() || !canvas.sees(rect, 2)) return;
  const float side = std::min(rect.width, rect.height);
  const int x = canvas.x(rect.x + (rect.width - side) / 2);
  const int y = canvas.x(rect.y + (rect.height - side) / 2);
  Shape shape(canvas, x, y);
  const float scale = side * canvas.dpr() / units;
  Pen pen{shape, scale, std::max(1.0f, stroke_css * canvas.dpr() * std::min(1.0f, side / 16)), colour};
  paint(pen, icon);
}

}  // namespace depesche
