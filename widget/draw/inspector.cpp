#include "draw/inspector.h"

#ifdef DEPESCHE_INSPECTOR

#include <cinttypes>

#include "draw/buttons.h"
#include "imgui_internal.h"

namespace depesche {
namespace {

constexpr Colour box_colours[] = {0x1f77b4b0, 0x2ca02cb0, 0xd62728b0, 0x9467bdb0, 0xff7f0eb0, 0x17becfb0};
constexpr Colour baseline_colour = 0xe6007eb0;
constexpr Colour cluster_colour = 0x00a0ffc0;
constexpr float window_width = 300;
constexpr float margin = 12;

int depth_of(const LayoutTree& tree, std::uint32_t box) {
  int depth = 0;
  for (; box != 0; box = tree.boxes[box].parent) ++depth;
  return depth;
}

/// The innermost box at `point`, or the number of boxes.
std::size_t box_at(const LayoutTree& tree, Point point) {
  std::size_t found = tree.boxes.size();
  for (std::size_t i = 0; i < tree.boxes.size(); ++i)
    if (tree.boxes[i].rect.contains(point)) found = i;
  return found;
}

void row(const char* name, double ms) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(name);
  ImGui::TableNextColumn();
  ImGui::Text("%.2f ms", ms);
}

void row(const char* name, std::uint64_t count) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(name);
  ImGui::TableNextColumn();
  ImGui::Text("%" PRIu64, count);
}

void draw_clusters(Canvas& canvas, const TextBox& text, const Line& line) {
  if (!text.shaped) return;
  const int baseline = canvas.x(text.origin.y + line.baseline);
  const int height = canvas.x(text.paragraph->size * 0.25f);
  for (const ShapedGlyph& glyph : text.shaped->glyphs) {
    if (glyph.cluster < line.text_begin || glyph.cluster >= line.text_end) continue;
    const int x = canvas.x(text.origin.x + caret_x(*text.paragraph, *text.shaped, line, glyph.cluster));
    canvas.fill({x, baseline - height, x + 1, baseline + height / 2}, cluster_colour);
  }
}

}  // namespace

Inspector::Inspector(DrawResources::Impl& resources) : resources_(resources) {
  ImGuiContext* const before = ImGui::GetCurrentContext();
  context_ = ImGui::CreateContext(resources.atlas);
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  io.ConfigFlags |= ImGuiConfigFlags_NoKeyboard;
  io.ConfigInputTrickleEventQueue = false;
  ImGui::SetCurrentContext(before);
}

Inspector::~Inspector() {
  CurrentContext current(context_);
  forget_lists();
  ImGui::DestroyContext(context_);
  context_ = nullptr;
}

void Inspector::forget_lists() {
  for (ImDrawList* const list : lists_) IM_DELETE(list);
  lists_.clear();
}

bool Inspector::pointer(Point position, bool pressed) {
  position_ = position;
  pressed_ = pressed;
  CurrentContext current(context_);
  for (const ImGuiWindow* const window : context_->Windows)
    if (window->WasActive && !window->Hidden && window->Rect().Contains(ImVec2(position.x, position.y)) &&
        !window->IsFallbackWindow)
      return true;
  return context_->MovingWindow != nullptr;
}

void Inspector::draw_outlines(Canvas& canvas, const LayoutTree& tree) const {
  if (boxes_)
    for (std::uint32_t i = 0; i < tree.boxes.size(); ++i) {
      const Box& box = tree.boxes[i];
      if (!box.rect.empty() && canvas.sees(box.rect, 1))
        canvas.stroke(canvas.snap(box.rect), Edge::all, 1, 0,
                      box_colours[static_cast<std::size_t>(depth_of(tree, i)) % std::size(box_colours)]);
    }
  if (!baselines_ && !clusters_) return;
  for (const TextBox& text : tree.texts)
    for (const Line& line : text.paragraph->lines) {
      const Rect extent{text.origin.x + line.x, text.origin.y + line.top, line.width, text.paragraph->line_height};
      if (!canvas.sees(extent, 4)) continue;
      if (baselines_) {
        const int y = canvas.x(text.origin.y + line.baseline);
        canvas.fill({canvas.x(extent.x), y, canvas.x(extent.right()), y + 1}, baseline_colour);
      }
      if (clusters_) draw_clusters(canvas, text, line);
    }
}

void Inspector::build_hovered(const LayoutTree& tree) {
  const std::size_t index = box_at(tree, position_);
  if (index == tree.boxes.size()) {
    ImGui::TextDisabled("point at a box");
    return;
  }
  const Box& box = tree.boxes[index];
  const std::string_view role = to_string(box.role);
  ImGui::Text("%.*s  #%zu", static_cast<int>(role.size()), role.data(), index);
  ImGui::Text("node %" PRIu64, box.id);
  ImGui::Text("%.2f, %.2f  %.2f x %.2f", static_cast<double>(box.rect.x), static_cast<double>(box.rect.y),
              static_cast<double>(box.rect.width), static_cast<double>(box.rect.height));
  if (box.text >= 0) {
    const TextBox& text = tree.texts[static_cast<std::size_t>(box.text)];
    ImGui::Text("text %d: %zu lines, %zu glyphs, %.1f px", box.text, text.paragraph->lines.size(),
                text.paragraph->glyphs.size(), static_cast<double>(text.paragraph->size));
  }
  if (box.control >= 0) {
    const std::string_view action = to_string(tree.controls[static_cast<std::size_t>(box.control)].action);
    ImGui::Text("control %d: %.*s", box.control, static_cast<int>(action.size()), action.data());
  }
  ImGui::GetBackgroundDrawList()->AddRect(ImVec2(box.rect.x, box.rect.y), ImVec2(box.rect.right(), box.rect.bottom()),
                                          IM_COL32(230, 0, 126, 255), 0, 0, 2);
}

void Inspector::build_window(const DrawInput& input) {
  const LayoutTree& tree = *input.tree;
  const InspectorInfo& info = *input.inspector;
  ImGui::SetNextWindowPos(ImVec2(tree.size.width - margin, margin), ImGuiCond_FirstUseEver, ImVec2(1, 0));
  ImGui::SetNextWindowSize(ImVec2(window_width, 0), ImGuiCond_Always);
  ImGui::Begin("Depesche", nullptr, ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoNav);
  ImGui::Checkbox("boxes", &boxes_);
  ImGui::SameLine();
  ImGui::Checkbox("baselines", &baselines_);
  ImGui::SameLine();
  ImGui::Checkbox("clusters", &clusters_);
  ImGui::SeparatorText("under the pointer");
  build_hovered(tree);
  ImGui::SeparatorText("times and counters");
  if (ImGui::BeginTable("numbers", 2, ImGuiTableFlags_RowBg)) {
    row("load", info.times.load_ms);
    row("shape and layout", info.times.layout_ms);
    row("draw", info.times.draw_ms);
    row("raster", info.times.raster_ms);
    row("texts shaped", info.counters.shapes);
    row("layouts", info.counters.layouts);
    row("paints", info.counters.paints);
    row("nodes patched", info.counters.semantics);
    row("boxes", static_cast<std::uint64_t>(tree.boxes.size()));
    row("texts", static_cast<std::uint64_t>(tree.texts.size()));
    row("glyphs in the atlas", static_cast<std::uint64_t>(resources_.glyphs->size()));
    row("glyphs rasterised", resources_.glyphs->rasterised());
    ImGui::EndTable();
  }
  ImGui::Text("atlas %d x %d", resources_.atlas->TexData->Width, resources_.atlas->TexData->Height);
  ImGui::End();
}

void Inspector::frame(const DrawInput& input, float dpr) {
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = 1.0f / 60.0f;
  io.DisplaySize = ImVec2(input.tree->size.width, input.tree->size.height);
  io.DisplayFramebufferScale = ImVec2(dpr, dpr);
  io.AddMousePosEvent(position_.x, position_.y);
  io.AddMouseButtonEvent(0, pressed_);
  ImGui::NewFrame();
  build_window(input);
  ImGui::Render();
}

void Inspector::append_window(const Canvas& canvas, const DrawInput& input, ImDrawData& data) {
  CurrentContext current(context_);
  // ImGui learns a window's size while it is first shown.
  if (!shown_before_)
    for (int i = 0; i < 3; ++i) frame(input, canvas.dpr());
  shown_before_ = true;
  frame(input, canvas.dpr());
  forget_lists();
  const ImVec2 corner(static_cast<float>(canvas.area().x0), static_cast<float>(canvas.area().y0));
  const float dpr = canvas.dpr();
  const auto moved = [corner, dpr](ImVec2 p) { return ImVec2(p.x * dpr - corner.x, p.y * dpr - corner.y); };
  for (const ImDrawList* const list : ImGui::GetDrawData()->CmdLists) {
    ImDrawList* const copy = list->CloneOutput();
    for (ImDrawVert& vertex : copy->VtxBuffer) vertex.pos = moved(vertex.pos);
    for (ImDrawCmd& command : copy->CmdBuffer) {
      const ImVec2 min = moved(ImVec2(command.ClipRect.x, command.ClipRect.y));
      const ImVec2 max = moved(ImVec2(command.ClipRect.z, command.ClipRect.w));
      command.ClipRect = ImVec4(min.x, min.y, max.x, max.y);
    }
    lists_.push_back(copy);
    data.CmdLists.push_back(copy);
    data.CmdListsCount++;
    data.TotalVtxCount += copy->VtxBuffer.Size;
    data.TotalIdxCount += copy->IdxBuffer.Size;
  }
}

}  // namespace depesche

#endif
