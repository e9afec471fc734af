#include "draw/buttons.h"

#include "imgui_internal.h"

namespace depesche {
namespace {

ImGuiID to_imgui_id(NodeId id) { return static_cast<ImGuiID>(id ^ (id >> 32)) | 1u; }

PointerTarget control_at(const LayoutTree& tree, Point point) {
  PointerTarget found;
  for (const Control& control : tree.controls) {
    if (control.disabled || control.box >= tree.boxes.size()) continue;
    const Rect& rect = tree.boxes[control.box].rect;
    if (rect.contains(point)) found = {control.id, rect};  // boxes are in pre-order: the innermost is the last
  }
  return found;
}

PointerTarget link_at(const LayoutTree& tree, Point point) {
  for (const TextBox& text : tree.texts) {
    if (text.marks.empty() || point.y < text.origin.y || point.y >= text.origin.y + text.paragraph->height) continue;
    for (const Line& line : text.paragraph->lines) {
      const Rect row{text.origin.x + line.x, text.origin.y + line.top, line.width, text.paragraph->line_height};
      if (!row.contains(point)) continue;
      for (std::uint32_t i = line.run_begin; i < line.run_end; ++i) {
        const PlacedRun& run = text.paragraph->runs[i];
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

PointerTarget target_at(const LayoutTree& tree, Point point) {
  const PointerTarget link = link_at(tree, point);
  return link.id != no_node ? link : control_at(tree, point);
}

Buttons::Buttons(ImFontAtlas& atlas) : context_(IM_NEW(ImGuiContext)(&atlas)) {
  // What CreateContext does, without its settings, clipboard and viewport.
  CurrentContext current(context_);
  context_->IO.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  context_->DrawListSharedData.Context = context_;
  context_->DrawListSharedData.FontAtlas = &atlas;
  context_->DrawListSharedData.TexUvWhitePixel = atlas.TexUvWhitePixel;
  ImGui::RegisterFontAtlas(&atlas);
  window_ = IM_NEW(ImGuiWindow)(context_, "card");
  window_->ClipRect = ImRect(-FLT_MAX, -FLT_MAX, FLT_MAX, FLT_MAX);
}

Buttons::~Buttons() {
  CurrentContext current(context_);
  IM_DELETE(window_);
  ImGui::UnregisterFontAtlas(context_->IO.Fonts);
  IM_DELETE(context_);
}

Painter::PointerState Buttons::step(const PointerTarget& under, Point position, bool pressed) {
  CurrentContext current(context_);
  ImGuiContext& g = *context_;
  // From NewFrame: the frame, the button that is no longer there, the mouse.
  ++g.FrameCount;
  g.HoveredIdPreviousFrame = g.HoveredId;
  g.HoveredId = 0;
  if (g.ActiveId != 0 && g.ActiveIdIsAlive != g.ActiveId) ImGui::ClearActiveID();
  g.ActiveIdPreviousFrame = g.ActiveId;
  g.ActiveIdIsAlive = 0;
  g.ActiveIdIsJustActivated = false;
  ImGuiIO& io = g.IO;
  io.MousePos = ImVec2(position.x, position.y);
  io.MouseReleased[0] = io.MouseDown[0] && !pressed;
  io.MouseDownDuration[0] = !pressed ? -1.0f : io.MouseDown[0] ? io.MouseDownDuration[0] + io.DeltaTime : 0.0f;
  io.MouseDown[0] = pressed;
  g.CurrentWindow = g.HoveredWindow = window_;

  Painter::PointerState state;
  const auto submit = [&state](const PointerTarget& target) {
    const ImGuiID id = to_imgui_id(target.id);
    bool hovered = false;
    bool down = false;
    ImGui::KeepAliveID(id);
    ImGui::ButtonBehavior(ImRect(target.rect.x, target.rect.y, target.rect.right(), target.rect.bottom()), id, &hovered,
                          &down,
                          ImGuiButtonFlags_NoNavFocus | ImGuiButtonFlags_NoFocus | ImGuiButtonFlags_NoSetKeyOwner |
                              ImGuiButtonFlags_NoTestKeyOwner);
    if (hovered) state.hovered = target.id;
    if (down && hovered) state.pressed = target.id;
    return down;
  };
  const NodeId held = held_;
  held_ = no_node;
  if (held != no_node && held != under.id && submit({held, {}})) held_ = held;
  if (under.id != no_node && submit(under)) held_ = under.id;
  return state;
}

}  // namespace depesche
