// Every function that the WASM module exports, and nothing else: the boundary between web/engine.ts and the card.
// Texts are UTF-8 in memory from `depesche_alloc`, given as pointer and length; the callee copies what it keeps. Numbers
// are int, float or double (node ids: 53 bits in a double). Handles, names and values out of range are ignored, and so
// are texts that are not UTF-8 or do not lie in memory. A handle is never given twice. A returned
// text stays valid until the next call of any export; its length is `depesche_result_length()`.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// Null when memory has run out.
void* depesche_alloc(std::size_t bytes);
void depesche_free(void* pointer);
std::size_t depesche_result_length(void);

/// Resources, shared by all cards. 1: taken; 0: not usable, the card goes on with a fallback.
int depesche_provide(const char* path, std::size_t path_length, const char* bytes, std::size_t length);
void depesche_fail(const char* path, std::size_t path_length);

/// A handle > 0.
int depesche_card_create(void);
void depesche_card_destroy(int card);

void depesche_set_article(int card, const char* json, std::size_t length, const char* file, std::size_t file_length);

/// One setting by name, values as text: "width" "720.5", "language" "de-AT", "expected-language" "ru",
/// "theme" "auto|light|dark|sepia|contrast", "system-theme" "light|dark|sepia|contrast",
/// "text-size" "small|medium|large|extra-large", "today" "2025-09-11", "heading-level" "1…4", "target-size" "36",
/// "variant" "full|card", "measure" "68",
/// "colour:accent" "rrggbbaa" (empty value: reset), "inspect" "0|1", "speech" "0|1|2". 0: name or value unknown.
int depesche_set(int card, const char* name, std::size_t name_length, const char* value, std::size_t value_length);

/// `entry` empty: all entries. 0: no such entry.
int depesche_open(int card, const char* entry, std::size_t length, int open);
/// The DOM's click on a control. 1: done.
int depesche_activate(int card, double node);
/// @param current  as Card::search has it
void depesche_search(int card, const char* query, std::size_t length, int current);
void depesche_search_step(int card, int by);
void depesche_pointer(int card, float x, float y, int pressed);

/// Does the outstanding work. JSON: `{"ready", "failed", "needs": […], "width", "height", "laidOut",
/// "damage": [[x, y, w, h]…], "diagnostics": [{"severity", "code", "message", "line", "column", "pointer"}…],
/// "language", "direction": "ltr|rtl", "chosen": {"text-size", "theme", "variant"}, "theme":
/// "light|dark|sepia|contrast", "background": "rrggbb", "ink": "rrggbb", "dark", "search": {"query", "current",
/// "total"}, "announcement", "reveal": [x, y, w, h],
/// "matches": [[node, begin, end]…], "match", "semantics": patch}`, see semantics/semantic_tree.h for the patch. Members
/// that say nothing (false, empty, zero) are left out; `width` and `height` are always there. `language`, `direction`,
/// `chosen` (values as `depesche_set` takes them) and `semantics` come with a layout, the colours at first and when they
/// change, `matches` and `match` (MatchPlaces) with a layout while the reader searches, `diagnostics` (perhaps empty)
/// with the article, `search` when it changed.
const char* depesche_update(int card);

/// RGBA pixels of a rectangle in device pixels, valid until the next call of any export; null when refused.
const std::uint8_t* depesche_paint(int card, int x, int y, int width, int height, float dpr);

/// JSON: `{"counters": {"shapes", "layouts", "paints", "semantics"}, "times": {"load", "layout", "draw",
/// "raster"} in ms, "memory": {"heap"} in bytes}`, for tests, the inspector and the benchmark.
const char* depesche_statistics(int card);

}  // extern "C"
