// The rasteriser against ImGui's own OpenGL backend on Mesa: the same draw data, two pictures that must look alike.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

#include "draw/scene.h"
#include "imgui.h"
#include "opengl.h"
#include "raster/raster.h"

namespace depesche {
namespace {

struct Difference {
  double mean = 0;  ///< of all channels, in 1/255
  int largest = 0;
  int x = 0;
  int y = 0;
};

Difference compare(const std::vector<std::uint8_t>& ours, const std::vector<std::uint8_t>& theirs, int width) {
  Difference found;
  double sum = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const int difference = std::abs(static_cast<int>(ours[i]) - static_cast<int>(theirs[i]));
    sum += difference;
    if (difference > found.largest) {
      found.largest = difference;
      found.x = static_cast<int>(i / 4) % width;
      found.y = static_cast<int>(i / 4) / width;
    }
  }
  found.mean = sum / static_cast<double>(ours.size());
  return found;
}

class Oracle : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    context_ = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    gl_ = OpenGl::start(problem_);
    if (gl_) std::printf("oracle: %s\n", gl_->renderer().c_str());
    ImGui::GetIO().DisplaySize = ImVec2(640, 480);
    ImGui::NewFrame();
  }
  static void TearDownTestSuite() {
    ImGui::EndFrame();
    gl_.reset();
    ImGui::DestroyContext(context_);
  }
  void SetUp() override { ASSERT_TRUE(gl_) << problem_; }

  /// No channel may differ by more than `limit`, and all by less than 1 on average.
  static void expect_alike(ImDrawData& data, int width, int height, std::uint32_t clear, int limit) {
    const auto theirs = gl_->render(data, width, height, clear);
    std::vector<std::uint8_t> ours(theirs.size());
    rasterise(data, {ours, width, height, width * 4}, clear);
    const Difference difference = compare(ours, theirs, width);
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    testing::Test::RecordProperty("mean", std::to_string(difference.mean));
    testing::Test::RecordProperty("largest", difference.largest);
    EXPECT_LT(difference.mean, 1.0) << name;
    EXPECT_LE(difference.largest, limit) << name << " at " << difference.x << ", " << difference.y;
    int marked = 0;
    for (std::size_t i = 0; i < ours.size(); i += 4) marked += ours[i] != ours[0] || ours[i + 1] != ours[1];
    EXPECT_GT(marked, 100) << name << ": there is hardly anything in the picture";
  }

  static void expect_alike(const std::function<void(ImDrawList&)>& draw, int limit, std::uint32_t clear = 0xfffdf8ff) {
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushTexture(ImGui::GetIO().Fonts->TexRef);
    list.PushClipRect(ImVec2(0, 0), ImVec2(640, 480));
    draw(list);
    ImDrawData data;
    data.Valid = true;
    data.DisplaySize = ImVec2(640, 480);
    data.FramebufferScale = ImVec2(1, 1);
    data.Textures = &ImGui::GetPlatformIO().Textures;
    data.AddDrawList(&list);
    expect_alike(data, 640, 480, clear, limit);
  }

  static void expect_page_alike(Scene scene, float dpr, int limit) {
    DrawResources resources;
    add_picture(resources);
    Painter painter(resources);
    const int width = static_cast<int>(scene.tree.size.width * dpr);
    const int height = static_cast<int>(scene.tree.size.height * dpr);
    ImDrawData& data = *painter.draw(scene.input(), 0, 0, width, height, dpr);
    expect_alike(data, width, height, scene.theme[ColourRole::background], limit);
  }

  static inline ImGuiContext* context_ = nullptr;
  static inline std::unique_ptr<OpenGl> gl_;
  static inline std::string problem_;
};

constexpr ImU32 ink = IM_COL32(26, 26, 26, 255);
constexpr ImU32 red = IM_COL32(179, 38, 30, 255);
constexpr ImU32 veil = IM_COL32(20, 60, 120, 90);

TEST_F(Oracle, TextPage) {
  for (const float dpr : {1.0f, 1.5f, 2.0f}) {
    Scene scene({500, 400});
    scene.text("Nach dem Gipfel", {20, 10}, 460, 36, Face::display_bold);
    scene.text(sample_text, {20.3f, 80}, 460, 18, Face::serif_regular);
    scene.text(sample_text, {20.7f, 220}, 460, 14.5f, Face::sans_regular);
    expect_page_alike(scene, dpr, 4);
  }
}

TEST_F(Oracle, TextOnDarkGround) {
  Scene scene({500, 200});
  scene.theme = test_theme(true);
  scene.text(sample_text, {20.3f, 10}, 460, 18, Face::serif_italic);
  expect_page_alike(scene, 2, 4);
}

TEST_F(Oracle, EverythingThatACardDraws) {
  // Not at 1: there the picture shrinks to less than half, where we average and the backend does not.
  for (const float dpr : {1.5f, 2.0f, 3.0f}) expect_page_alike(full_scene(), dpr, 4);
}

TEST_F(Oracle, RoundedRectangles) {
  expect_alike(
      [](ImDrawList& list) {
        for (int i = 0; i < 12; ++i) {
          const ImVec2 a(20 + 50.3f * static_cast<float>(i % 6), 20 + 120.7f * static_cast<float>(i / 6));
          list.AddRectFilled(a, ImVec2(a.x + 44, a.y + 90), i % 2 ? red : veil, static_cast<float>(i) * 2);
          list.AddRect(ImVec2(a.x + 4, a.y + 4), ImVec2(a.x + 40, a.y + 86), ink, static_cast<float>(i), 0,
                       1 + static_cast<float>(i) / 4);
        }
        list.AddCircleFilled(ImVec2(500.25f, 200.75f), 80.5f, veil);
      },
      4);
}

TEST_F(Oracle, AntiAliasedLines) {
  expect_alike(
      [](ImDrawList& list) {
        list.Flags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
        for (int i = 0; i < 40; ++i) {
          const float angle = static_cast<float>(i) * 0.157f;
          // Ends are not smoothed: none may fall on a pixel's centre, where 1/256 pixel decides.
          list.AddLine(ImVec2(320, 240), ImVec2(320 + 220.3f * std::cos(angle), 240 + 220.3f * std::sin(angle)), ink,
                       0.5f + static_cast<float>(i % 7) * 0.75f);
        }
        list.AddBezierCubic(ImVec2(10, 470), ImVec2(200, 10), ImVec2(300, 480), ImVec2(630, 20), red, 2.5f);
        list.AddCircle(ImVec2(320, 240), 230, red, 0, 1.5f);
      },
      4);
}

TEST_F(Oracle, LinesByTexture) {
  expect_alike(
      [](ImDrawList& list) {
        list.Flags =
            ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedLinesUseTex;
        for (int i = 1; i < 30; ++i)
          list.AddLine(ImVec2(20, 15.0f * static_cast<float>(i)), ImVec2(620, 470 - 12.0f * static_cast<float>(i)), ink,
                       static_cast<float>(1 + i % 8));
      },
      4);
}

TEST_F(Oracle, ClippedContent) {
  expect_alike(
      [](ImDrawList& list) {
        list.PushClipRect(ImVec2(50, 40), ImVec2(300, 260), true);
        list.AddCircleFilled(ImVec2(60, 60), 120, veil);
        list.PushClipRect(ImVec2(120, 100), ImVec2(900, 200), true);
        list.AddRectFilled(ImVec2(-100, -100), ImVec2(900, 900), red, 200);
        list.AddText(ImVec2(115, 95), ink, "cut off on two sides, cut off on two sides, cut off");
        list.PopClipRect();
        list.AddLine(ImVec2(0, 0), ImVec2(400, 300), ink, 3);
      },
      4);
}

TEST_F(Oracle, TransparentOverlays) {
  expect_alike(
      [](ImDrawList& list) {
        list.AddRectFilledMultiColor(ImVec2(10, 10), ImVec2(600, 300), IM_COL32(255, 0, 0, 255),
                                     IM_COL32(0, 255, 0, 255), IM_COL32(0, 0, 255, 255), IM_COL32(255, 255, 0, 40));
        for (int i = 0; i < 10; ++i) {
          const float x = 30 + 40.0f * static_cast<float>(i);
          list.AddRectFilled(ImVec2(x, 40), ImVec2(x + 100, 420), IM_COL32(0, 0, 0, 25 * i));
        }
        list.AddTriangleFilled(ImVec2(50.3f, 450), ImVec2(600, 320.7f), ImVec2(300, 20), veil);
      },
      4);
}

TEST_F(Oracle, Pictures) {
  ImTextureData picture;
  picture.Create(ImTextureFormat_RGBA32, 120, 90);
  for (int i = 0; i < 120 * 90; ++i) {
    const int x = i % 120;
    const int y = i / 120;
    const int values[4] = {x * 2, y * 2, (x / 10 + y / 10) % 2 * 255, 255 - (x + y) / 2};
    for (int k = 0; k < 4; ++k) picture.Pixels[4 * i + k] = static_cast<unsigned char>(values[k]);
  }
  expect_alike(
      [&picture](ImDrawList& list) {
        list.AddImage(picture.GetTexRef(), ImVec2(10, 10), ImVec2(130, 100));
        list.AddImage(picture.GetTexRef(), ImVec2(140, 10), ImVec2(620, 300));
        list.AddImage(picture.GetTexRef(), ImVec2(10.5f, 110.25f), ImVec2(86, 170));
        list.AddImage(picture.GetTexRef(), ImVec2(10, 320), ImVec2(300, 470), ImVec2(0.2f, 0.1f), ImVec2(0.7f, 0.8f),
                      veil);
        list.AddImageQuad(picture.GetTexRef(), ImVec2(340, 320), ImVec2(600, 350), ImVec2(560, 470), ImVec2(320, 440));
        list.AddImageRounded(picture.GetTexRef(), ImVec2(20, 190), ImVec2(120, 290), ImVec2(0, 0), ImVec2(1, 1),
                             IM_COL32_WHITE, 30);
      },
      4);
}

TEST_F(Oracle, ImGuisOwnWindow) {
  ImGui::EndFrame();
  for (int i = 0; i < 3; ++i) {
    ImGui::NewFrame();
    ImGui::SetNextWindowPos(ImVec2(20, 20));
    ImGui::SetNextWindowSize(ImVec2(400, 360));
    ImGui::Begin("Inspector");
    ImGui::Text("shape %.2f ms", 1.25);
    static bool on = true;
    ImGui::Checkbox("boxes", &on);
    static float value = 0.4f;
    ImGui::SliderFloat("ratio", &value, 0, 1);
    const float curve[] = {0, 1, 4, 2, 3, 1};
    ImGui::PlotLines("times", curve, 6);
    ImGui::End();
    ImGui::Render();
  }
  expect_alike(*ImGui::GetDrawData(), 640, 480, 0x303030ff, 4);
  ImGui::NewFrame();
}

}  // namespace
}  // namespace depesche
