#include "draw/buttons.h"
#include "draw/canvas.h"
#include "draw/draw.h"
#include "draw/draw_tree.h"
#include "draw/inspector.h"
#include "draw/resources.h"
#include "imgui_internal.h"

namespace depesche {

struct Painter::Impl {
  explicit Impl(DrawResources& shared) : resources(shared.impl()), buttons(*resources.atlas) {}

  DrawResources::Impl& resources;
  Buttons buttons;
#ifdef DEPESCHE_INSPECTOR
  std::unique_ptr<Inspector> inspector;  ///< while it is shown
#endif
};

Painter::Painter(DrawResources& resources) : impl_(std::make_unique<Impl>(resources)) {}
Painter::~Painter() = default;

Painter::PointerState Painter::pointer(const LayoutTree& tree, Point position, bool pressed) {
#ifdef DEPESCHE_INSPECTOR
  if (impl_->inspector && impl_->inspector->pointer(position, pressed)) return impl_->buttons.step({}, {-1, -1}, false);
#endif
  return impl_->buttons.step(target_at(tree, position), position, pressed);
}

ImDrawData* Painter::draw(const DrawInput& input, int x_device_px, int y_device_px, int width_device_px,
                          int height_device_px, float dpr) {
  CurrentContext current(impl_->buttons.context());
  DrawResources::Impl& resources = impl_->resources;
  ImDrawList& list = resources.list;
  list._SetDrawListSharedData(&impl_->buttons.context()->DrawListSharedData);
  const DeviceRect area{x_device_px, y_device_px, x_device_px + width_device_px, y_device_px + height_device_px};

  const bool drawable = input.tree && input.theme && input.fonts;
  ImDrawData& data = resources.data;
#ifdef DEPESCHE_INSPECTOR
  if (!input.inspector)
    impl_->inspector.reset();
  else if (!impl_->inspector)
    impl_->inspector = std::make_unique<Inspector>(resources);
#endif

  resources.begin_frame();
  resources.glyphs->begin_draw();
  // A glyph that is new may make the atlas grow, which moves the others: then everything is drawn again. The second
  // time all are there, unless the atlas was full.
  for (int attempt = 0; attempt < 6; ++attempt) {
    const ImTextureData* const texture = resources.atlas->TexData;
    list._ResetForNewFrame();
    list.Flags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    list.PushTexture(resources.atlas->TexRef);
    list.PushClipRect(ImVec2(0, 0), ImVec2(static_cast<float>(width_device_px), static_cast<float>(height_device_px)));
    Canvas canvas(list, area, dpr);
    if (drawable) draw_tree(canvas, input, resources);
    data.Clear();
#ifdef DEPESCHE_INSPECTOR
    if (drawable && impl_->inspector) impl_->inspector->draw_outlines(canvas, *input.tree);
#endif
    data.AddDrawList(&list);
#ifdef DEPESCHE_INSPECTOR
    // ImGui takes an atlas without room for its own letters for a mistake of the program.
    if (drawable && impl_->inspector && resources.glyphs->has_room(512, 256))
      impl_->inspector->append_window(canvas, input, data);
#endif
    if (resources.glyphs->overflowed() && resources.glyphs->make_room()) continue;
    if (texture == resources.atlas->TexData) break;
  }

  data.DisplaySize = ImVec2(static_cast<float>(width_device_px), static_cast<float>(height_device_px));
  data.FramebufferScale = ImVec2(1, 1);
  data.Textures = &resources.textures();
  data.Valid = true;
  list._SetDrawListSharedData(nullptr);
  return &data;
}

}  // namespace depesche
