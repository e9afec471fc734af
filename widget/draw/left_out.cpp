// Parts of ImGui that a card never reaches, although its button behaviour names them: without these, windows, tooltips,
// navigation and tables come along. In the module that ships ImGui's own are weak (cmake/dependencies.cmake) and
// these win; builds with the inspector have them all.
#ifndef DEPESCHE_INSPECTOR

#include "base/hash.h"
#include "imgui_internal.h"
#include "misc/freetype/imgui_freetype.h"

namespace ImGui {

// ItemHoverable shows a button's shortcut: none has one.
void SetTooltip(const char*, ...) {}
bool IsItemHovered(ImGuiHoveredFlags) { return false; }
// A style begins with colours for windows, which are not drawn.
void StyleColorsDark(ImGuiStyle*) {}
// ButtonBehavior focuses windows, unless told not to, as it is.
void FocusWindow(ImGuiWindow*, ImGuiFocusRequestFlags) {}

}  // namespace ImGui

// A name's hash needs no table of a kilobyte.
ImGuiID ImHashStr(const char* text, size_t size, ImGuiID seed) {
  return static_cast<ImGuiID>(
      depesche::hash_bytes(size != 0 ? std::string_view(text, size) : std::string_view(text), seed));
}

// ImFontAtlasUpdateNewFrame makes the atlas with ImGui's font: ours is made without one.
void ImFontAtlasBuildMain(ImFontAtlas*) {}

// The atlas wants a loader for ImGui's fonts: there are none. Not FreeType's: see imconfig.h.
const ImFontLoader* ImGuiFreeType::GetFontLoader() {
  static ImFontLoader loader;
  loader.FontBakedLoadGlyph = [](ImFontAtlas*, ImFontConfig*, ImFontBaked*, void*, ImWchar, ImFontGlyph*, float*) {
    return false;
  };
  return &loader;
}

#endif
