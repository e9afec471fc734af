#include "draw/draw_text.h"

#include <cmath>

namespace depesche {
namespace {

/// Quarter pixels while they can be seen, whole pixels for headlines: a glyph is kept once for each.
int subpixel_bins(std::uint32_t size_64) {
  if (size_64 < 64 * 64) return 4;
  return size_64 < 128 * 64 ? 2 : 1;
}

std::uint8_t gamma_of(const Theme& theme) {
  return static_cast<std::uint8_t>(std::clamp(theme.glyph_gamma, 0.25f, 1.0f) * 255.0f + 0.5f);
}

/// Lines that may touch the canvas: they are sorted by their top.
std::span<const Line> visible_lines(const Canvas& canvas, const TextBox& text) {
  const std::vector<Line>& lines = text.paragraph->lines;
  const float margin = text.paragraph->size;  // accents and descenders leave the line box
  const float top = static_cast<float>(canvas.area().y0) / canvas.dpr() - margin - text.origin.y;
  const float bottom = static_cast<float>(canvas.area().y1) / canvas.dpr() + margin - text.origin.y;
  const float height = text.paragraph->line_height;
  const auto first =
      std::partition_point(lines.begin(), lines.end(), [&](const Line& line) { return line.top + height < top; });
  const auto last = std::partition_point(first, lines.end(), [&](const Line& line) { return line.top < bottom; });
  return {first, last};
}

class TextPainter {
 public:
  TextPainter(Canvas& canvas, GlyphCache& glyphs, const ImFontAtlas& atlas, const TextDrawing& drawing)
      : canvas_(canvas),
        glyphs_(glyphs),
        atlas_(atlas),
        drawing_(drawing),
        text_(*drawing.text),
        colour_((*drawing.theme)[text_.colour]) {
    const double device_size = static_cast<double>(text_.paragraph->size) * static_cast<double>(canvas.dpr());
    size_64_ = static_cast<std::uint32_t>(std::clamp(round_to_int(device_size * 64), 0, 0xfffff));
    bins_ = subpixel_bins(size_64_);
    gamma_ = gamma_of(*drawing.theme);
  }

  void run() {
    const std::span<const Line> lines = visible_lines(canvas_, text_);
    if (lines.empty()) return;
    for (const Highlight& highlight : drawing_.highlights) draw_highlight(highlight);
    for (const Line& line : lines) {
      draw_underlines(line);
      for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) draw_run(text_.paragraph->runs[i], line);
    }
  }

 private:
  int baseline(const Line& line) const {
    return canvas_.x(static_cast<double>(text_.origin.y) + static_cast<double>(line.baseline));
  }

  void draw_highlight(const Highlight& highlight) {
    if (!text_.shaped) return;
    std::vector<Rect> rects;
    range_rects(*text_.paragraph, *text_.shaped, highlight.begin, highlight.end, rects);
    const Colour colour = (*drawing_.theme)[highlight.current ? ColourRole::current_match : ColourRole::match];
    const float size = text_.paragraph->size;
    for (Rect rect : rects) {
      // As high as the letters, not as the line box, which may be far apart from the next.
      const float middle = rect.y + rect.height / 2;
      const float height = std::min(rect.height, size * 1.3f);
      rect = {text_.origin.x + rect.x - 1, text_.origin.y + middle - height / 2, rect.width + 2, height};
      canvas_.fill_rounded(canvas_.snap(rect), 2 * canvas_.dpr(), colour);
    }
  }

  const TextMark* link_of(std::uint16_t tag) const {
    if (tag == 0 || tag > text_.marks.size()) return nullptr;
    const TextMark& mark = text_.marks[tag - 1];
    return mark.url.empty() ? nullptr : &mark;
  }

  bool is_of(std::uint16_t tag, const TextMark* link) const {
    const TextMark* const mark = link_of(tag);
    return mark && link ? mark->id == link->id : mark == link;
  }

  /// One stroke for neighbouring runs of the same link: between fonts there must be no gap.
  void draw_underlines(const Line& line) {
    const std::vector<PlacedRun>& runs = text_.paragraph->runs;
    for (std::uint32_t i = line.run_begin; i < line.run_end;) {
      const TextMark* const link = link_of(runs[i].tag);
      if (!link && !drawing_.underlined) {
        ++i;
        continue;
      }
      const FontMetrics& metrics = drawing_.fonts->metrics(runs[i].font);
      float left = runs[i].x;
      float right = left + runs[i].width;
      for (++i; i < line.run_end && is_of(runs[i].tag, link); ++i) right = runs[i].x + runs[i].width;
      left = std::max(left, line.x);
      right = std::min(right, line.x + line.width);
      if (left < right) draw_underline(line, left, right, metrics, link);
    }
  }

  void draw_underline(const Line& line, float left, float right, const FontMetrics& metrics, const TextMark* link) {
    const bool hovered = link ? link->id == drawing_.hovered : drawing_.underlined;
    const bool pressed = link && link->id == drawing_.pressed;
    const double size = static_cast<double>(text_.paragraph->size);
    const int thin = canvas_.thickness(size * static_cast<double>(metrics.underline_thickness));
    const int thick = hovered || pressed ? thin + std::max(1, canvas_.x(0.5)) : thin;
    // Two device pixels of air below the baseline at the least, or the letters stand on the line.
    const int centre = canvas_.x(size * static_cast<double>(metrics.underline_offset));
    const int top = baseline(line) + std::max(centre - thin / 2, std::max(2, canvas_.x(1.5)));
    const int x0 = canvas_.x(static_cast<double>(text_.origin.x) + static_cast<double>(left));
    const int x1 = canvas_.x(static_cast<double>(text_.origin.x) + static_cast<double>(right));
    const Colour colour = hovered || pressed ? colour_ : (*drawing_.theme)[ColourRole::link_underline];
    canvas_.fill({x0, top, x1, top + thick}, colour);
  }

  void draw_run(const PlacedRun& run, const Line& line) {
    const int y = baseline(line);
    const double dpr = static_cast<double>(canvas_.dpr());
    const float slack = text_.paragraph->size;
    const Rect extent{text_.origin.x + run.x, text_.origin.y + line.top, run.width, text_.paragraph->line_height};
    if (!canvas_.sees(extent, slack)) return;
    for (std::uint32_t i = run.glyph_begin; i < run.glyph_end; ++i) {
      const PlacedGlyph& placed = text_.paragraph->glyphs[i];
      // In card pixels, so that a glyph takes the same subpixel position in every tile.
      const int position =
          round_to_int((static_cast<double>(text_.origin.x) + static_cast<double>(placed.x)) * dpr * bins_);
      const int whole = position >= 0 ? position / bins_ : -((-position + bins_ - 1) / bins_);
      const int bin = position - whole * bins_;
      const GlyphRequest request{run.font, placed.id, size_64_, static_cast<std::uint8_t>(bin * 4 / bins_), gamma_};
      const GlyphImage image = glyphs_.find(request, *drawing_.fonts);
      const int glyph_y = y + round_to_int(static_cast<double>(placed.y) * dpr);
      if (image.state == GlyphImage::State::ready)
        draw_glyph(image, whole, glyph_y);
      else if (image.state == GlyphImage::State::absent)
        draw_box(whole, glyph_y);
    }
  }

  void draw_glyph(const GlyphImage& image, int x, int y) {
    ImFontAtlasRect rect;
    if (!atlas_.GetCustomRect(image.rect, &rect)) return;
    const auto enlarge = static_cast<int>(image.enlarge);
    const DeviceRect area{x + image.x * enlarge, y + image.y * enlarge, x + (image.x + rect.w) * enlarge,
                          y + (image.y + rect.h) * enlarge};
    if (!area.intersects(canvas_.area())) return;
    const DeviceRect& corner = canvas_.area();
    ImDrawList& list = canvas_.list();
    list.PrimReserve(6, 4);
    list.PrimRectUV(ImVec2(static_cast<float>(area.x0 - corner.x0), static_cast<float>(area.y0 - corner.y0)),
                    ImVec2(static_cast<float>(area.x1 - corner.x0), static_cast<float>(area.y1 - corner.y0)), rect.uv0,
                    rect.uv1, to_imgui(colour_));
  }

  /// The classic mark of a glyph that cannot be had.
  void draw_box(int x, int y) {
    const int width = canvas_.thickness(static_cast<double>(text_.paragraph->size) * 0.45);
    const int height = canvas_.thickness(static_cast<double>(text_.paragraph->size) * 0.66);
    canvas_.stroke({x + 1, y - height, x + width, y}, Edge::all, canvas_.thickness(1), 0, colour_);
  }

  Canvas& canvas_;
  GlyphCache& glyphs_;
  const ImFontAtlas& atlas_;
  const TextDrawing& drawing_;
  const TextBox& text_;
  Colour colour_;
  std::uint32_t size_64_ = 0;
  int bins_ = 4;
  std::uint8_t gamma_ = 255;
};

}  // namespace

void draw_text(Canvas& canvas, GlyphCache& glyphs, const ImFontAtlas& atlas, const TextDrawing& drawing) {
  if (drawing.text->paragraph->lines.empty()) return;
  TextPainter(canvas, glyphs, atlas, drawing).run();
}

}  // namespace depesche
