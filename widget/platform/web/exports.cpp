#include "platform/web/exports.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "card.h"
#include "content/moment.h"
#include "platform/diagnostics_json.h"
#include "semantics/json_writer.h"

using namespace depesche;

namespace {

struct Slot {
  explicit Slot(Engine& engine) : card(engine) {}

  Card card;
  std::map<ColourRole, Colour> colours;
  bool diagnostics_due = true;
  SearchState search;  ///< as told last
};

// Never destroyed: the module ends with the page.
Engine& engine() {
  static Engine* const instance = new Engine;
  return *instance;
}

std::vector<std::unique_ptr<Slot>>& slots() {
  static auto* const instance = new std::vector<std::unique_ptr<Slot>>;
  return *instance;
}

std::string& result() {
  static auto* const instance = new std::string;
  return *instance;
}

Slot* find(int card) {
  const std::size_t index = static_cast<std::size_t>(card) - 1;
  return card > 0 && index < slots().size() ? slots()[index].get() : nullptr;
}

/// The bytes, or nothing where they do not lie in memory.
std::optional<std::string_view> bytes_at(const char* pointer, std::size_t length) {
  if (length == 0) return std::string_view();
  if (pointer == nullptr) return std::nullopt;
#ifdef __wasm__
  const std::uint64_t end = std::uint64_t{reinterpret_cast<std::uintptr_t>(pointer)} + length;
  constexpr std::uint64_t page = 65536;
  if (end > __builtin_wasm_memory_size(0) * page) return std::nullopt;
#endif
  return std::string_view(pointer, length);
}

std::optional<std::string_view> text_at(const char* pointer, std::size_t length) {
  const auto bytes = bytes_at(pointer, length);
  if (!bytes || find_invalid_utf8(*bytes) != std::string_view::npos) return std::nullopt;
  return bytes;
}

/// Decimal digits, at most seven before and six after a point. Not strtod: it is 10 KB.
std::optional<float> parse_number(std::string_view text) {
  constexpr std::size_t most_digits = 7;
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point == 0 || point > most_digits || point + 1 == text.size()) return std::nullopt;
  double value = 0;
  double place = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    const int digit = text[i] - '0';
    if (i < point)
      value = value * 10 + digit;
    else
      value += digit * (place /= 10);
  }
  return static_cast<float>(value);
}

/// In the order of TextSize.
constexpr std::array<std::string_view, 4> text_sizes = {"small", "medium", "large", "extra-large"};

std::optional<int> parse_choice(std::string_view text, int first, int last) {
  if (text.size() != 1 || text[0] < '0' + first || text[0] > '0' + last) return std::nullopt;
  return text[0] - '0';
}

/// "rrggbb" or "rrggbbaa".
std::optional<Colour> parse_colour(std::string_view text) {
  if (text.size() != 6 && text.size() != 8) return std::nullopt;
  Colour colour = 0;
  for (const char c : text) {
    const char lower = static_cast<char>(c | 0x20);
    const bool letter = lower >= 'a' && lower <= 'f';
    if (!letter && (c < '0' || c > '9')) return std::nullopt;
    colour = colour << 4 | static_cast<Colour>(letter ? lower - 'a' + 10 : c - '0');
  }
  return text.size() == 6 ? colour << 8 | 0xff : colour;
}

bool is_language_tag(std::string_view text) {
  constexpr std::size_t longest = 64;
  return text.size() <= longest && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
         });
}

bool set_colour(Slot& slot, std::string_view name, std::string_view value) {
  for (int i = 1; i < static_cast<int>(ColourRole::count_); ++i) {
    const ColourRole role = static_cast<ColourRole>(i);
    if (to_string(role) != name) continue;
    if (value.empty()) {
      slot.colours.erase(role);
    } else {
      const auto colour = parse_colour(value);
      if (!colour) return false;
      slot.colours[role] = *colour;
    }
    const std::vector<std::pair<ColourRole, Colour>> all(slot.colours.begin(), slot.colours.end());
    slot.card.set_colour_overrides(all);
    return true;
  }
  return false;
}

bool set(Slot& slot, std::string_view name, std::string_view value) {
  constexpr std::string_view colour = "colour:";
  Card& card = slot.card;
  if (name.starts_with(colour)) return set_colour(slot, name.substr(colour.size()), value);
  if (name == "width" || name == "target-size" || name == "measure") {
    const auto number = parse_number(value);
    if (!number || *number <= 0) return false;
    if (name == "width")
      card.set_width(*number);
    else if (name == "measure")
      card.set_measure(*number);
    else
      card.set_target_size(*number);
  } else if (name == "variant") {
    if (value != "full" && value != "card") return false;
    card.set_variant(value == "card" ? Variant::card : Variant::full);
  } else if (name == "language") {
    if (!is_language_tag(value)) return false;
    card.set_language(value);
  } else if (name == "expected-language") {
    if (!is_language_tag(value)) return false;
    card.expect_language(value);
  } else if (name == "theme" && value == "auto") {
    card.set_theme_choice(ThemeChoice::automatic);
  } else if (name == "theme" || name == "system-theme") {
    ThemeName theme = ThemeName::light;
    if (!find_theme(value, theme)) return false;
    if (name == "theme")
      card.set_theme_choice(static_cast<ThemeChoice>(static_cast<int>(theme) + 1));
    else
      card.set_system_theme(theme);
  } else if (name == "text-size") {
    const auto size = std::ranges::find(text_sizes, value);
    if (size == text_sizes.end()) return false;
    card.set_text_size(static_cast<TextSize>(size - text_sizes.begin()));
  } else if (name == "heading-level") {
    const auto level = parse_choice(value, 1, 4);
    if (!level) return false;
    card.set_heading_level(*level);
  } else if (name == "today") {
    const auto moment = parse_moment(value);
    if (!moment) return false;
    card.set_today(*moment);
  } else if (name == "speech") {
    const auto speech = parse_choice(value, 0, 2);
    if (!speech) return false;
    card.set_speech(static_cast<Speech>(*speech));
  } else if (name == "inspect") {
    const auto on = parse_choice(value, 0, 1);
    if (!on) return false;
    card.set_inspector(*on == 1);
  } else {
    return false;
  }
  return true;
}

std::string hex(Colour colour) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (int shift = 28; shift >= 8; shift -= 4) text += digits[colour >> shift & 15];
  return text;
}

/// Whether light text stands on it: by relative luminance (WCAG 2.2), with gamma taken as 2.
bool is_dark(Colour ground) {
  const auto light = [&](int shift) {
    const float part = static_cast<float>(ground >> shift & 0xff) / 255;
    return part * part;
  };
  constexpr float middle = 0.18f;
  return 0.2126f * light(24) + 0.7152f * light(16) + 0.0722f * light(8) < middle;
}

void write_rect(JsonWriter& json, const Rect& rect) {
  json.open_array().number(rect.x).number(rect.y).number(rect.width).number(rect.height).close_array();
}

void write_colours(JsonWriter& json, const Card& card) {
  json.member("theme", to_string(card.theme_name())).member("background", hex(card.background()));
  json.member("ink", hex(card.ink())).flag("dark", is_dark(card.background()));
}

/// What the reader may have changed, as `set` takes it.
void write_chosen(JsonWriter& json, const CardState& state) {
  const int theme = static_cast<int>(state.theme_choice);
  json.key("chosen").open_object();
  json.member("text-size", text_sizes[static_cast<std::size_t>(state.text_size)]);
  json.member("theme", theme == 0 ? std::string_view("auto") : to_string(static_cast<ThemeName>(theme - 1)));
  json.member("variant", state.variant == Variant::card ? "card" : "full").close_object();
}

}  // namespace

extern "C" {

void* depesche_alloc(std::size_t bytes) { return std::malloc(bytes); }
void depesche_free(void* pointer) { std::free(pointer); }
std::size_t depesche_result_length(void) { return result().size(); }

int depesche_provide(const char* path, std::size_t path_length, const char* bytes, std::size_t length) {
  const auto name = text_at(path, path_length);
  const auto content = bytes_at(bytes, length);
  return name && content && engine().provide(*name, std::string(*content));
}

void depesche_fail(const char* path, std::size_t path_length) {
  if (const auto name = text_at(path, path_length)) engine().fail(*name);
}

int depesche_card_create(void) {
  slots().push_back(std::make_unique<Slot>(engine()));
  return static_cast<int>(slots().size());
}

void depesche_card_destroy(int card) {
  if (find(card) != nullptr) slots()[static_cast<std::size_t>(card) - 1].reset();
}

void depesche_set_article(int card, const char* json, std::size_t length, const char* file, std::size_t file_length) {
  Slot* const slot = find(card);
  // Whether the JSON is UTF-8 is for the loader to say, with the place.
  const auto content = bytes_at(json, length);
  const auto name = text_at(file, file_length);
  if (slot == nullptr || !content) return;
  slot->card.set_article(*content, name.value_or(std::string_view()));
  slot->diagnostics_due = true;
}

int depesche_set(int card, const char* name, std::size_t name_length, const char* value, std::size_t value_length) {
  Slot* const slot = find(card);
  const auto what = text_at(name, name_length);
  const auto how = text_at(value, value_length);
  return slot != nullptr && what && how && set(*slot, *what, *how);
}

int depesche_open(int card, const char* entry, std::size_t length, int open) {
  Slot* const slot = find(card);
  const auto id = text_at(entry, length);
  if (slot == nullptr || !id) return 0;
  if (!id->empty()) return slot->card.open_entry(*id, open != 0);
  slot->card.open_all(open != 0);
  return 1;
}

int depesche_activate(int card, double node) {
  Slot* const slot = find(card);
  constexpr double largest = 9007199254740991.0;  // 2^53 - 1
  if (slot == nullptr || !(node >= 1 && node <= largest)) return 0;
  return slot->card.activate(static_cast<NodeId>(node));
}

void depesche_search(int card, const char* query, std::size_t length, int current) {
  Slot* const slot = find(card);
  const auto text = text_at(query, length);
  if (slot != nullptr && text) slot->card.search(*text, static_cast<std::uint32_t>(std::max(0, current)));
}

void depesche_search_step(int card, int by) {
  if (Slot* const slot = find(card)) slot->card.search_step(std::clamp(by, -1, 1));
}

void depesche_pointer(int card, float x, float y, int pressed) {
  constexpr float outside = -1e6f;
  const bool real = std::isfinite(x) && std::isfinite(y);
  if (Slot* const slot = find(card)) slot->card.pointer(real ? Point{x, y} : Point{outside, outside}, pressed != 0);
}

const char* depesche_update(int card) {
  Slot* const slot = find(card);
  std::string& out = result();
  out.clear();
  JsonWriter json(out);
  json.open_object();
  if (slot == nullptr) {
    json.close_object();
    return out.c_str();
  }
  const Update update = slot->card.update();
  const CardState& state = slot->card.state();
  json.flag("ready", update.ready).flag("failed", update.failed);
  if (!update.needs.empty()) {
    json.key("needs").open_array();
    for (const std::string& need : update.needs) json.text(need);
    json.close_array();
  }
  json.member("width", update.size.width).member("height", update.size.height);
  json.flag("laidOut", update.laid_out);
  if (!update.damage.empty()) {
    json.key("damage").open_array();
    for (const Rect& rect : update.damage) write_rect(json, rect);
    json.close_array();
  }
  if (slot->diagnostics_due) write_diagnostics(json, update.diagnostics);
  slot->diagnostics_due = false;
  if (update.laid_out) {
    json.member("language", update.language);
    json.member("direction", slot->card.tree().right_to_left ? "rtl" : "ltr");
    write_chosen(json, state);
  }
  if (update.recoloured) write_colours(json, slot->card);
  const SearchState& search = state.search;
  if (search.query != slot->search.query || search.current != slot->search.current ||
      search.total != slot->search.total) {
    slot->search = search;
    json.key("search").open_object().member("query", search.query);
    json.member("current", std::uint64_t{search.current}).member("total", std::uint64_t{search.total}).close_object();
  }
  json.optional("announcement", update.announcement);
  if (!update.reveal.empty()) {
    json.key("reveal");
    write_rect(json, update.reveal);
  }
  if (!update.matches.places.empty()) {
    json.key("matches").open_array();
    for (const MatchPlace& match : update.matches.places)
      json.open_array()
          .number(match.node)
          .number(std::uint64_t{match.begin})
          .number(std::uint64_t{match.end})
          .close_array();
    json.close_array();
    if (update.matches.current > 0) json.member("match", std::uint64_t{update.matches.current});
  }
  if (update.laid_out) {
    const std::size_t before = out.size();
    json.key("semantics");
    const std::size_t nothing = out.size();
    slot->card.append_semantics(out, false);
    if (out.size() == nothing) out.resize(before);
  }
  json.close_object();
  return out.c_str();
}

const std::uint8_t* depesche_paint(int card, int x, int y, int width, int height, float dpr) {
  Slot* const slot = find(card);
  constexpr int farthest = 1 << 24;
  const bool near = std::abs(std::int64_t{x}) <= farthest && std::abs(std::int64_t{y}) <= farthest;
  if (slot == nullptr || !near) return nullptr;
  const auto pixels = slot->card.paint(x, y, width, height, dpr);
  return pixels.empty() ? nullptr : pixels.data();
}

const char* depesche_statistics(int card) {
  std::string& out = result();
  out.clear();
  JsonWriter json(out);
  json.open_object();
  if (const Slot* const slot = find(card)) {
    const Counters counters = slot->card.counters();
    json.key("counters").open_object().member("shapes", counters.shapes).member("layouts", counters.layouts);
    json.member("paints", counters.paints).member("semantics", counters.semantics).close_object();
    const Times& times = slot->card.times();
    json.key("times").open_object().member("load", times.load_ms);
    json.member("layout", times.layout_ms).member("draw", times.draw_ms).member("raster", times.raster_ms);
    json.close_object();
  }
#ifdef __wasm__
  json.key("memory").open_object();
  json.member("heap", std::uint64_t{__builtin_wasm_memory_size(0)} * 65536).close_object();
#endif
  json.close_object();
  return out.c_str();
}

}  // extern "C"
