// The inspector: outlines in the card's own coordinates, and a window that has the pointer for itself.
#include <gtest/gtest.h>

#include "draw/scene.h"

namespace depesche {
namespace {

class Inspected : public testing::Test {
 protected:
  Inspected() : scene({640, 480}) {
    near_edge = scene.control({10, 400, 100, 40}).id;
    under_window = scene.control({500, 20, 100, 40}).id;
  }

  Picture whole(bool inspected) {
    scene.inspector = inspected ? &info : nullptr;
    return paint(painter, scene, 1);
  }

  DrawResources resources;
  Painter painter{resources};
  Scene scene;
  NodeId near_edge, under_window;
  InspectorInfo info;
};

TEST_F(Inspected, OutlinesEveryBoxAndGoesWithoutATrace) {
  const Picture plain = whole(false);
  const Picture inspected = whole(true);
  EXPECT_NE(inspected.at(30, 400), plain.at(30, 400)) << "upper edge of a box";
  EXPECT_EQ(inspected.at(200, 300), plain.at(200, 300)) << "an empty place";
  EXPECT_NE(inspected.at(500, 100), plain.at(500, 100)) << "the window";
  EXPECT_EQ(whole(false), plain);
}

TEST_F(Inspected, TheWindowKeepsThePointer) {
  whole(false);
  EXPECT_EQ(painter.pointer(scene.tree, {520, 30}, false).hovered, under_window);
  whole(true);
  EXPECT_EQ(painter.pointer(scene.tree, {520, 30}, false).hovered, no_node);
  EXPECT_EQ(painter.pointer(scene.tree, {20, 410}, false).hovered, near_edge);
}

TEST_F(Inspected, ATileShowsItsPartOfTheWindow) {
  const Picture all = whole(true);
  const Picture tile = paint(painter, scene, 384, 0, 256, 128, 1);
  for (int y = 0; y < 128; ++y)
    for (int x = 0; x < 256; ++x) ASSERT_EQ(tile.at(x, y), all.at(384 + x, y)) << x << ", " << y;
}

}  // namespace
}  // namespace depesche
