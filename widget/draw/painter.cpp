#include <cfloat>

#include "draw/canvas.h"
#include "draw/draw.h"
#include "draw/draw_tree.h"
#include "draw/resources.h"
#include "imgui_internal.h"

namespace depesche {
namespace {

// Larger than any card: the window never moves and never clips.
constexpr float everywhere = 16777216.0f;

ImGuiID to_imgui_id(NodeId id) { return static_cast<ImGuiID>(id ^ (id >> 32)) | 1u; }

/// ImGui works on one context at a time, a global; put back whatever was there.
class CurrentContext {
 public:
  explicit CurrentContext(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }
  ~CurrentContext() { ImGui::SetCurrentContext(before_); }
  CurrentContext(const CurrentContext&) = delete;
  CurrentContext& operator=(const CurrentContext&) = delete;

 private:
  ImGuiContext* before_;
};

/// What the pointer can act on: a control, or one stretch of a link in a text.
struct Target {
  NodeId id = no_node;
  Rect rect;
};

Target control_at(const LayoutTree& tree, Point point) {
  Target found;
  for (const Control& control : tree.controls) {
    if (control.disabled || control.box >= tree.boxes.size()) continue;
    const Rect& rect = tree.boxes[control.box].rect;
    if (rect.contains(point)) found = {control.id, rect};  // boxes are in pre-order: the innermost is the last
  }
  return found;
}

Target link_at(const LayoutTree& tree, Point point) {
  for (const TextBox& text : tree.texts) {
    if (text.marks.empty() || point.y < text.origin.y || point.y >= text.origin.y + text.paragraph.height) continue;
    for (const Line& line : text.paragraph.lines) {
      const Rect row{text.origin.x + line.x, text.origin.y + line.top, line.width, text.paragraph.line_height};
      if (!row.contains(point)) continue;
      for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
        const PlacedRun& run = text.paragraph.runs[i];
        const Rect rect{text.origin.x + run.x, row.y, run.width, row.height};
        if (run.tag == 0 || run.tag > text.marks.size() || !rect.contains(point)) continue;
        const TextMark& mark = text.marks[run.tag - 1u];
        if (!mark.url.empty()) return {mark.id, rect};
      }
    }
  }
  return {};
}

}  // namespace

struct Painter::Impl {
  explicit Impl(DrawResources& shared) : resources(shared.impl()) {
    ImGuiContext* const before = ImGui::GetCurrentContext();
    context = ImGui::CreateContext(resources.atlas);
    ImGui::SetCurrentContext(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigFlags |= ImGuiConfigFlags_NoKeyboard | ImGuiConfigFlags_NoMouseCursorChange;
    io.ConfigInputTrickleEventQueue = false;  // a move and a press in one call are one frame
    io.ConfigDebugHighlightIdConflicts = false;
    io.DisplaySize = ImVec2(everywhere, everywhere);
    list = IM_NEW(ImDrawList)(ImGui::GetDrawListSharedData());
    ImGui::SetCurrentContext(before);
  }
  ~Impl() {
    CurrentContext current(context);
    IM_DELETE(list);
    ImGui::DestroyContext(context);
    context = nullptr;
  }

  /// One frame with what the pointer can reach: the target under it and the one held down, wherever that is by now.
  PointerState frame(const Target& under, Point position, bool pressed) {
    resources.begin_frame();
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = 1.0f / 60.0f;
    if (under.id == no_node && !pressed)
      io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    else
      io.AddMousePosEvent(position.x, position.y);
    io.AddMouseButtonEvent(0, pressed);
    ImGui::NewFrame();
    ImGui::SetNextWindowPos(ImVec2(0, 0));
    ImGui::SetNextWindowSize(ImVec2(everywhere, everywhere));
    ImGui::Begin("card", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    PointerState state;
    const auto submit = [&state](const Target& target) {
      const ImRect box(target.rect.x, target.rect.y, target.rect.right(), target.rect.bottom());
      const ImGuiID id = to_imgui_id(target.id);
      ImGui::ItemAdd(box, id);
      bool hovered = false;
      bool down = false;
      ImGui::ButtonBehavior(box, id, &hovered, &down, ImGuiButtonFlags_NoNavFocus | ImGuiButtonFlags_NoFocus);
      if (hovered) state.hovered = target.id;
      if (down && hovered) state.pressed = target.id;
      return down;
    };
    bool still_held = false;
    if (held != no_node && held != under.id) still_held = submit({held, {-2, -2, 1, 1}});
    if (under.id != no_node && submit(under)) {
      held = under.id;
      still_held = true;
    }
    if (!still_held) held = no_node;
    ImGui::End();
    ImGui::EndFrame();
    return state;
  }

  DrawResources::Impl& resources;
  ImGuiContext* context = nullptr;
  ImDrawList* list = nullptr;
  ImDrawData data;
  NodeId held = no_node;
  bool window_known = false;
};

Painter::Painter(DrawResources& resources) : impl_(std::make_unique<Impl>(resources)) {}
Painter::~Painter() = default;

Painter::PointerState Painter::pointer(const LayoutTree& tree, Point position, bool pressed) {
  CurrentContext current(impl_->context);
  Target under = link_at(tree, position);
  if (under.id == no_node) under = control_at(tree, position);
  if (!impl_->window_known) {
    // ImGui finds the window under the pointer among those of the frame before.
    impl_->frame(Target{}, position, false);
    impl_->window_known = true;
  }
  return impl_->frame(under, position, pressed);
}

ImDrawData* Painter::draw(const DrawInput& input, int x_device_px, int y_device_px, int width_device_px,
                          int height_device_px, float dpr) {
  CurrentContext current(impl_->context);
  DrawResources::Impl& resources = impl_->resources;
  ImDrawList& list = *impl_->list;
  const DeviceRect area{x_device_px, y_device_px, x_device_px + width_device_px, y_device_px + height_device_px};

  resources.begin_frame();
  resources.glyphs->begin_draw();
  // A glyph that is new may make the atlas grow, which moves the others: then everything is drawn again. The second
  // time all are there. When the atlas is full, what this draw does not use is forgotten first.
  for (int attempt = 0; attempt < 6; ++attempt) {
    const ImTextureData* const texture = resources.atlas->TexData;
    list._ResetForNewFrame();
    list.Flags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    list.PushTexture(resources.atlas->TexRef);
    list.PushClipRect(ImVec2(0, 0), ImVec2(static_cast<float>(width_device_px), static_cast<float>(height_device_px)));
    Canvas canvas(list, area, dpr);
    if (input.tree && input.theme && input.fonts) draw_tree(canvas, input, resources);
    if (resources.glyphs->overflowed() && resources.glyphs->forget_unused()) continue;
    if (texture == resources.atlas->TexData) break;
  }

  ImDrawData& data = impl_->data;
  data.Clear();
  data.DisplaySize = ImVec2(static_cast<float>(width_device_px), static_cast<float>(height_device_px));
  data.FramebufferScale = ImVec2(1, 1);
  data.Textures = &resources.textures();
  data.AddDrawList(&list);
  data.Valid = true;
  return &data;
}

}  // namespace depesche
