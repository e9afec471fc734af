// Hover and press as ImGui's buttons see them.
#include <gtest/gtest.h>

#include "draw/scene.h"
#include "imgui.h"

namespace depesche {
namespace {

class Pointer : public testing::Test {
 protected:
  Pointer() : scene({400, 5000}) {
    first = scene.control({10, 10, 100, 40}).id;
    second = scene.control({10, 4000, 100, 40}).id;
    inner = scene.control({50, 4010, 20, 20}).id;
    dead = scene.control({200, 10, 50, 40}).id;
    scene.tree.controls.back().disabled = true;
    scene.text(sample_text, {10, 100}, 300, 17, Face::serif_regular, "Montagabend den Élysée-Palast verließen, war");
    link = scene.tree.texts[0].marks[0].id;
  }
  Painter::PointerState at(float x, float y, bool pressed = false) {
    return painter.pointer(scene.tree, {x, y}, pressed);
  }

  DrawResources resources;
  Painter painter{resources};
  Scene scene;
  NodeId first, second, inner, dead, link;
};

using State = Painter::PointerState;

TEST_F(Pointer, HoversWhatIsUnderIt) {
  EXPECT_EQ(at(20, 20), (State{first, no_node})) << "the first call already";
  EXPECT_EQ(at(200, 60), State{});
  EXPECT_EQ(at(20, 4020), (State{second, no_node}));
  EXPECT_EQ(at(110, 20), State{}) << "right edges are outside";
  EXPECT_EQ(at(220, 20), State{}) << "disabled";
  EXPECT_EQ(at(-5, -5), State{});
}

TEST_F(Pointer, TakesTheInnermost) { EXPECT_EQ(at(55, 4020), (State{inner, no_node})); }

TEST_F(Pointer, PressesAndReleases) {
  at(20, 20);
  EXPECT_EQ(at(20, 20, true), (State{first, first}));
  EXPECT_EQ(at(22, 22, true), (State{first, first}));
  EXPECT_EQ(at(22, 22), (State{first, no_node}));
}

TEST_F(Pointer, MovesAndPressesInOneCall) { EXPECT_EQ(at(20, 20, true), (State{first, first})); }

TEST_F(Pointer, DraggedOffIsNotPressedAndComesBack) {
  at(20, 20, true);
  EXPECT_EQ(at(20, 4020, true), State{}) << "nothing else lights up while the first is held";
  EXPECT_EQ(at(300, 300, true), State{});
  EXPECT_EQ(at(20, 20, true), (State{first, first}));
  EXPECT_EQ(at(300, 300, false), State{});
  EXPECT_EQ(at(20, 20, false), (State{first, no_node}));
}

TEST_F(Pointer, PressedOutsideAndDraggedInDoesNotPress) {
  EXPECT_EQ(at(300, 60, true), State{});
  EXPECT_EQ(at(20, 20, true).pressed, no_node);
}

TEST_F(Pointer, FindsEveryLineOfALink) {
  const TextBox& text = scene.tree.texts[0];
  int lines = 0;
  for (const Line& line : text.paragraph->lines)
    for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
      const PlacedRun& run = text.paragraph->runs[i];
      const float x = text.origin.x + run.x + run.width / 2;
      const float y = text.origin.y + line.top + text.paragraph->line_height / 2;
      EXPECT_EQ(at(x, y).hovered, run.tag == 1 ? link : no_node);
      lines += run.tag == 1;
    }
  EXPECT_GE(lines, 2) << "the link stands on one line: the test tests little";
}

TEST_F(Pointer, ManyCardsShareTheAtlasAndKeepTheirPresses) {
  std::vector<std::unique_ptr<Painter>> painters;
  for (int i = 0; i < 20; ++i) painters.push_back(std::make_unique<Painter>(resources));
  const Point point{20, 20};
  for (auto& each : painters) EXPECT_EQ(each->pointer(scene.tree, point, false), (State{first, no_node}));
  for (std::size_t i = 0; i < painters.size(); i += 2)
    EXPECT_EQ(painters[i]->pointer(scene.tree, point, true), (State{first, first}));
  for (std::size_t i = 1; i < painters.size(); i += 2)
    EXPECT_EQ(painters[i]->pointer(scene.tree, {300, 300}, false), State{});
  paint(*painters[3], scene, 0, 0, 100, 100, 1.5f);
  for (std::size_t i = 0; i < painters.size(); i += 2)
    EXPECT_EQ(painters[i]->pointer(scene.tree, point, true), (State{first, first}));
  painters.erase(painters.begin() + 4, painters.begin() + 9);
  const Picture one = paint(*painters[0], scene, 0, 0, 300, 300, 2);
  EXPECT_TRUE(one == paint(*painters.back(), scene, 0, 0, 300, 300, 2));
}

TEST_F(Pointer, LeavesAnotherContextCurrent) {
  ImGuiContext* const before = ImGui::GetCurrentContext();
  at(20, 20);
  paint(painter, scene, 0, 0, 10, 10, 1);
  EXPECT_EQ(ImGui::GetCurrentContext(), before);
}

TEST_F(Pointer, IsCheapWithFiveHundredControls) {
  for (int i = 0; i < 500; ++i) scene.control({0, 5000 + 40.0f * static_cast<float>(i), 300, 36});
  EXPECT_EQ(at(20, 5010 + 40 * 250).hovered, scene.tree.controls[4 + 250].id);
}

}  // namespace
}  // namespace depesche
