#include "draw/draw_tree.h"

#include <cmath>

#include "draw/draw_text.h"
#include "draw/icons.h"

namespace depesche {
namespace {

// What a box's descendants may stick out of it: accents, shadows of nothing, timeline nodes on the edge.
constexpr float overhang = 64;

class TreePainter {
 public:
  TreePainter(Canvas& canvas, const DrawInput& input, DrawResources::Impl& resources)
      : canvas_(canvas), input_(input), tree_(*input.tree), theme_(*input.theme), resources_(resources) {}

  void run() {
    const auto count = static_cast<std::uint32_t>(tree_.boxes.size());
    for (std::uint32_t i = 0; i < count;) {
      const Box& box = tree_.boxes[i];
      if (!canvas_.sees(box.rect, overhang)) {
        i = std::max(i + 1, box.end);
        continue;
      }
      draw(box, i);
      ++i;
    }
  }

 private:
  void draw(const Box& box, std::uint32_t index) {
    const DeviceRect rect = canvas_.snap(box.rect);
    const float radius = box.radius * canvas_.dpr();
    if (box.fill != ColourRole::none) canvas_.fill_rounded(rect, radius, theme_[box.fill]);
    if (box.image >= 0) draw_image(tree_.images[static_cast<std::size_t>(box.image)], rect);
    if (box.control >= 0) draw_state(box, tree_.controls[static_cast<std::size_t>(box.control)], rect, radius);
    if (box.stroke != ColourRole::none && box.stroke_edges != Edge::none)
      canvas_.stroke(rect, box.stroke_edges, canvas_.thickness(static_cast<double>(box.stroke_width)), radius,
                     theme_[box.stroke]);
    if (box.text >= 0) draw_text_of(static_cast<std::uint32_t>(box.text), index);
    draw_icon(canvas_, box.icon, box.icon_rect, theme_[box.icon_colour]);
  }

  /// The theme's overlay on a control; a link's text is underlined instead.
  void draw_state(const Box& box, const Control& control, const DeviceRect& rect, float radius) {
    if (control.id == no_node || (control.id != input_.hovered && control.id != input_.pressed)) return;
    if (control.action == Action::follow_link) {
      underlined_until_ = box.end;
      return;
    }
    const bool pressed = control.id == input_.pressed;
    canvas_.fill_rounded(rect, radius, theme_[pressed ? ColourRole::control_press : ColourRole::control_hover]);
  }

  void draw_image(const ImageBox& image, const DeviceRect& rect) {
    ImTextureData* best = nullptr;
    for (const ImageSource& source : image.sources) {
      ImTextureData* const texture = resources_.picture(source.url);
      if (!texture) continue;
      // The smallest that is large enough, or the largest.
      const bool large = texture->Width >= rect.width();
      if (!best || (best->Width >= rect.width() ? large && texture->Width < best->Width : texture->Width > best->Width))
        best = texture;
    }
    if (best)
      canvas_.picture(rect, *best);
    else
      canvas_.fill(rect, theme_[ColourRole::placeholder]);
  }

  void draw_text_of(std::uint32_t text, std::uint32_t box) {
    const auto begins = [](const Highlight& highlight, std::uint32_t index) { return highlight.text < index; };
    const auto first = std::lower_bound(input_.highlights.begin(), input_.highlights.end(), text, begins);
    const auto last = std::lower_bound(first, input_.highlights.end(), text + 1, begins);
    TextDrawing drawing;
    drawing.text = &tree_.texts[text];
    drawing.theme = &theme_;
    drawing.fonts = input_.fonts;
    drawing.highlights = {first, last};
    drawing.hovered = input_.hovered;
    drawing.pressed = input_.pressed;
    drawing.underlined = box < underlined_until_;
    draw_text(canvas_, *resources_.glyphs, *resources_.atlas, drawing);
  }

  Canvas& canvas_;
  const DrawInput& input_;
  const LayoutTree& tree_;
  const Theme& theme_;
  DrawResources::Impl& resources_;
  std::uint32_t underlined_until_ = 0;
};

}  // namespace

void draw_tree(Canvas& canvas, const DrawInput& input, DrawResources::Impl& resources) {
  TreePainter(canvas, input, resources).run();
}

}  // namespace depesche
