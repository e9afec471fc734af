// A small page made by hand, with everything that the painter draws: to be painted whole and in pieces.
#pragma once

#include <cstring>
#include <string>
#include <vector>

#include "draw/draw.h"
#include "raster/raster.h"
#include "text/text_fixture.h"

namespace depesche {

inline Theme test_theme(bool dark) {
  Theme theme;
  const Colour ground = dark ? 0x16181cff : 0xfffdf8ff;
  const Colour ink = dark ? 0xe6e4dfff : 0x1a1a1aff;
  theme.colours.fill(ink);
  theme[ColourRole::none] = 0;
  theme[ColourRole::background] = ground;
  theme[ColourRole::surface] = dark ? 0x22252bff : 0xf2efe6ff;
  theme[ColourRole::accent] = 0xb3261eff;
  theme[ColourRole::rule] = 0xd8d4c8ff;
  theme[ColourRole::control_hover] = 0x80808030;
  theme[ColourRole::control_press] = 0x80808060;
  theme[ColourRole::match] = 0xffe98aff;
  theme[ColourRole::current_match] = 0xffb84dff;
  theme[ColourRole::placeholder] = 0xe4e0d6ff;
  theme.dark = dark;
  theme.glyph_gamma = dark ? 0.9f : 1.0f;
  return theme;
}

struct Scene {
  LayoutTree tree;
  Theme theme = test_theme(false);
  std::vector<Highlight> highlights;
  NodeId hovered = no_node;
  NodeId pressed = no_node;
  const InspectorInfo* inspector = nullptr;

  explicit Scene(Size size = {360, 480}) {
    tree.size = size;
    box({0, 0, size.width, size.height}, ColourRole::background).role = Role::article;
  }

  Box& box(const Rect& rect, ColourRole fill = ColourRole::none) {
    Box made;
    made.id = node_id(no_node, tree.boxes.size());
    made.rect = rect;
    made.fill = fill;
    made.end = static_cast<std::uint32_t>(tree.boxes.size()) + 1;
    tree.boxes.push_back(made);
    tree.boxes.front().end = made.end;
    return tree.boxes.back();
  }

  Control& control(const Rect& rect, Action action = Action::toggle_entry) {
    Box& made = box(rect);
    made.stroke = ColourRole::control_border;
    made.radius = 6;
    made.control = static_cast<std::int32_t>(tree.controls.size());
    Control control;
    control.id = made.id;
    control.box = static_cast<std::uint32_t>(tree.boxes.size()) - 1;
    control.action = action;
    tree.controls.push_back(control);
    return tree.controls.back();
  }

  /// @param link  part of `content` that is a link, or empty
  TextBox& text(std::string_view content, Point at, float width, float size, Face face = Face::serif_regular,
                std::string_view link = {}) {
    TextBox made;
    std::vector<FaceSpan> spans;
    const auto end = static_cast<std::uint32_t>(content.size());
    const std::size_t found = link.empty() ? std::string_view::npos : content.find(link);
    if (found == std::string_view::npos) {
      spans.push_back({0, end, face, "de", 0});
    } else {
      const auto link_begin = static_cast<std::uint32_t>(found);
      const auto link_end = link_begin + static_cast<std::uint32_t>(link.size());
      if (link_begin > 0) spans.push_back({0, link_begin, face, "de", 0});
      spans.push_back({link_begin, link_end, face, "de", 1});
      if (link_end < end) spans.push_back({link_end, end, face, "de", 0});
      TextMark mark;
      mark.begin = link_begin;
      mark.end = link_end;
      mark.id = node_id(77, tree.texts.size());
      mark.url = "https://example.org/";
      made.marks.push_back(mark);
    }
    const auto shaped = std::make_shared<ShapedText>(shape(content, spans, Direction::automatic, all_fonts(), nullptr));
    ParagraphStyle style;
    style.size = size;
    style.line_height = std::round(size * 1.5f);
    style.width = width;
    made.paragraph = std::make_shared<const Paragraph>(break_lines(*shaped, style, all_fonts()));
    made.shaped = shaped;
    made.origin = at;
    made.face = face;
    Box& frame = box({at.x, at.y, width, made.paragraph->height});
    frame.text = static_cast<std::int32_t>(tree.texts.size());
    made.box = static_cast<std::uint32_t>(tree.boxes.size()) - 1;
    tree.texts.push_back(std::move(made));
    return tree.texts.back();
  }

  DrawInput input() const {
    DrawInput made;
    made.tree = &tree;
    made.theme = &theme;
    made.fonts = &all_fonts();
    made.highlights = highlights;
    made.hovered = hovered;
    made.pressed = pressed;
    made.inspector = inspector;
    return made;
  }
};

inline const char* const sample_text =
    "Als die Staats- und Regierungschefs am Montagabend den Élysée-Palast verließen, war die Nacht über Paris "
    "längst hereingebrochen. Сразу после саммита лидеры заявили о единстве. „Noch ist nichts entschieden“.";

/// A page with a text of each kind, rules, frames, icons, controls, a picture and its placeholder, matches.
inline Scene full_scene() {
  Scene scene;
  scene.text("Nach dem Gipfel", {16.25f, 8}, 330, 31.7f, Face::display_bold);
  scene.box({16, 60.4f, 328, 1}, ColourRole::rule);
  scene.text(sample_text, {16.3f, 68.15f}, 320.5f, 17.1f, Face::serif_regular, "Montagabend den Élysée-Palast");
  scene.highlights = {{1, 20, 40, false}, {1, 60, 66, true}};
  Box& note = scene.box({15.5f, 260.2f, 210, 70}, ColourRole::surface);
  note.radius = 9;
  note.stroke = ColourRole::rule;
  Box& quotation = scene.box({240, 262, 100, 61});
  quotation.stroke = ColourRole::accent;
  quotation.stroke_width = 3;
  quotation.stroke_edges = Edge::left | Edge::bottom;
  scene.text("Hinweis, klein gesetzt", {28, 270}, 180, 12.5f, Face::sans_regular);
  for (int i = 1; i <= static_cast<int>(Icon::external); ++i) {
    const float x = 12 + 24.3f * static_cast<float>(i - 1);
    Control& made = scene.control({x, 340.6f, 22, 22});
    Box& frame = scene.tree.boxes[made.box];
    frame.icon = static_cast<Icon>(i);
    frame.icon_rect = {x + 3, 343.6f, 16, 16};
    if (i == 3) scene.hovered = made.id;
    if (i == 5) scene.pressed = made.id;
  }
  scene.box({20, 372, 2, 90}, ColourRole::rule);
  for (int i = 0; i < 3; ++i) {
    Box& node = scene.box({16.5f, 380 + 27.3f * static_cast<float>(i), 9, 9}, ColourRole::accent);
    node.radius = 4.5f;
  }
  for (const char* url : {"picture", "absent"}) {
    Box& frame = scene.box({url[0] == 'p' ? 60.0f : 200.0f, 380.3f, 120.6f, 70.9f});
    frame.image = static_cast<std::int32_t>(scene.tree.images.size());
    ImageBox image;
    image.sources.push_back({url, "image/png", 300, 200});
    scene.tree.images.push_back(image);
  }
  return scene;
}

inline void add_picture(DrawResources& resources) {
  std::vector<std::uint8_t> rgba;
  for (int i = 0; i < 300 * 200; ++i)
    for (const int value : {i % 300 * 85 / 100, i / 300, (i / 7) % 256, 255})
      rgba.push_back(static_cast<std::uint8_t>(value));
  ASSERT_TRUE(resources.add_image("picture", 300, 200, rgba));
}

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;

  Picture(int w, int h) : width(w), height(h), rgba(static_cast<std::size_t>(w * h * 4)) {}
  std::uint32_t at(int x, int y) const {
    const std::uint8_t* const p = &rgba[static_cast<std::size_t>(4 * (y * width + x))];
    return static_cast<std::uint32_t>(p[0] << 24 | p[1] << 16 | p[2] << 8 | p[3]);
  }
  bool operator==(const Picture&) const = default;
};

inline Picture paint(Painter& painter, const Scene& scene, int x, int y, int width, int height, float dpr) {
  Picture picture(width, height);
  ImDrawData* const data = painter.draw(scene.input(), x, y, width, height, dpr);
  rasterise(*data, {picture.rgba, width, height, width * 4}, scene.theme[ColourRole::background]);
  return picture;
}

inline Picture paint(Painter& painter, const Scene& scene, float dpr) {
  return paint(painter, scene, 0, 0, static_cast<int>(std::ceil(scene.tree.size.width * dpr)),
               static_cast<int>(std::ceil(scene.tree.size.height * dpr)), dpr);
}

}  // namespace depesche
