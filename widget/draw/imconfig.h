// Dear ImGui's compile-time configuration, for every file that includes imgui.h and for ImGui itself.
// ImGui gives us draw lists, a glyph atlas and the inspector's window; it opens no file, no shell and no demo.
#pragma once

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// Its reciprocal square root is approximate on x86: browser and command line must draw the same lines.
#define IMGUI_DISABLE_SSE
#ifndef DEPESCHE_INSPECTOR
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
// No FreeType: the one switch that leaves ImGui's own copy of stb_truetype out. `left_out.cpp` has the loader.
#define IMGUI_ENABLE_FREETYPE
// Arcs come from `Canvas`: ImGui's table of them would bring the sine along, 5 KB compressed.
#define IM_DRAWLIST_ARCFAST_TABLE_SIZE 1
#endif

// A tile with much text has more than 65,535 vertices.
#define ImDrawIdx unsigned int
#define IMGUI_USE_WCHAR32
