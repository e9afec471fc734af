#include <algorithm>
#include <array>
#include <span>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "content/json_tree.h"
#include "content/kiosk_settings.h"
#include "content/limits.h"
#include "content/reader.h"

namespace depesche {

namespace {

constexpr std::string_view format = "depesche-kiosk/1";
constexpr std::array<std::string_view, 5> themes = {"auto", "light", "dark", "sepia", "contrast"};
constexpr std::array<std::string_view, 4> text_sizes = {"small", "medium", "large", "extra-large"};
constexpr int day_seconds = 24 * 60 * 60;

void read_integer(Reader& reader, JsonIndex value, int least, int most, int& out) {
  if (const auto number = reader.integer(value, least, most)) out = *number;
}

void read_choice(Reader& reader, JsonIndex value, std::span<const std::string_view> choices, std::string& out) {
  if (!reader.expect(value, JsonKind::string, "expected a string")) return;
  const std::string_view text = reader.tree().string(value);
  if (std::ranges::find(choices, text) != choices.end()) {
    out = text;
    return;
  }
  std::string all;
  for (const std::string_view choice : choices) {
    if (!all.empty()) all += ", ";
    all += quoted(choice);
  }
  reader.note(Fault::bad_choice, value, {all, closest(text, choices)});
}

/// "00:00" to "23:59".
void read_time(Reader& reader, JsonIndex value, std::string& out) {
  if (!reader.expect(value, JsonKind::string, "expected a time of day such as \"22:00\"")) return;
  const std::string_view text = reader.tree().string(value);
  bool good = text.size() == 5 && text[2] == ':';
  for (const std::size_t i : {0u, 1u, 3u, 4u}) good = good && is_ascii_digit(text[i]);
  if (good && text.substr(0, 2) <= "23" && text[3] <= '5')
    out = text;
  else
    reader.note(Fault::bad_time, value);
}

/// Calls `read` with the object, where it is there and is one.
template <class Read>
void read_group(Reader& reader, ObjectReader& parent, std::string_view name, Read read) {
  const JsonIndex value = parent.optional(name);
  if (!reader.expect(value, JsonKind::object, "expected an object")) return;
  ObjectReader object(reader, value, Fault::field_not_allowed);
  read(object);
}

void read_articles(Reader& reader, JsonIndex value, std::vector<std::string>& out) {
  const auto elements = reader.elements(value, "expected an array of articles' addresses", Empty::refuse);
  if (elements.size() > max_kiosk_articles)
    reader.note(Fault::too_many_articles, value, {decimal(elements.size()), decimal(max_kiosk_articles)});
  // As for pictures: http, https or relative to the file.
  for (const JsonIndex element : elements) out.push_back(reader.link(element, LinkUse::image));
}

void read_languages(Reader& reader, JsonIndex value, std::vector<std::string>& out) {
  for (const JsonIndex element : reader.elements(value, "expected an array of language tags", Empty::refuse)) {
    std::string tag = reader.language_tag(element);
    const bool twice =
        std::ranges::any_of(out, [&](const std::string& other) { return equal_ignoring_case(tag, other); });
    if (twice && !tag.empty()) reader.note(Fault::duplicate_language, element);
    out.push_back(std::move(tag));
  }
}

void read_idle(Reader& reader, ObjectReader& idle, KioskSettings& settings) {
  read_integer(reader, idle.optional("seconds"), 10, day_seconds, settings.idle_seconds);
  const JsonIndex countdown = idle.optional("countdownSeconds");
  read_integer(reader, countdown, 5, 120, settings.countdown_seconds);
  if (settings.countdown_seconds < settings.idle_seconds) return;
  if (countdown != no_value)
    reader.note(Fault::countdown_too_long, countdown, {decimal(static_cast<std::uint64_t>(settings.idle_seconds))});
  else
    settings.countdown_seconds = settings.idle_seconds / 2;
}

void read_settings(Reader& reader, KioskSettings& settings) {
  if (!reader.expect(0, JsonKind::object, "expected an object: the settings of a kiosk")) return;
  ObjectReader root(reader, 0, Fault::field_not_allowed);
  root.optional("$schema");
  const JsonIndex version = root.required("format", "expected \"depesche-kiosk/1\"");
  if (reader.expect(version, JsonKind::string, "expected \"depesche-kiosk/1\"") &&
      reader.tree().string(version) != format)
    reader.note(Fault::unsupported_format, version, {format});
  settings.name = reader.plain_string(root.optional("name"));
  read_articles(reader, root.required("articles", "expected an array of articles' addresses"), settings.articles);
  read_languages(reader, root.optional("languages"), settings.languages);
  read_choice(reader, root.optional("theme"), themes, settings.theme);
  read_choice(reader, root.optional("textSize"), text_sizes, settings.text_size);
  read_integer(reader, root.optional("scalePercent"), 50, 300, settings.scale_percent);
  read_group(reader, root, "attract", [&](ObjectReader& attract) {
    read_integer(reader, attract.optional("seconds"), 10, day_seconds, settings.attract_seconds);
    read_integer(reader, attract.optional("restSeconds"), 0, 600, settings.attract_rest_seconds);
    read_integer(reader, attract.optional("pixelsASecond"), 0, 200, settings.attract_speed);
  });
  read_group(reader, root, "idle", [&](ObjectReader& idle) { read_idle(reader, idle, settings); });
  read_group(reader, root, "update", [&](ObjectReader& update) {
    read_integer(reader, update.optional("seconds"), 5, day_seconds, settings.update_seconds);
    read_integer(reader, update.optional("timeoutSeconds"), 1, 300, settings.timeout_seconds);
    read_integer(reader, update.optional("ageAfterMinutes"), 1, 7 * 24 * 60, settings.age_after_minutes);
  });
  read_group(reader, root, "pixelShift", [&](ObjectReader& shift) {
    read_integer(reader, shift.optional("seconds"), 5, day_seconds, settings.shift_seconds);
    read_integer(reader, shift.optional("pixels"), 0, 20, settings.shift_pixels);
  });
  read_group(reader, root, "night", [&](ObjectReader& night) {
    read_time(reader, night.required("from", "expected a time of day such as \"22:00\""), settings.night_from);
    const JsonIndex end = night.required("to", "expected a time of day such as \"06:30\"");
    read_time(reader, end, settings.night_to);
    if (!settings.night_to.empty() && settings.night_from == settings.night_to)
      reader.note(Fault::night_without_length, end);
    read_integer(reader, night.optional("brightnessPercent"), 5, 100, settings.night_brightness_percent);
  });
  read_time(reader, root.optional("restartAt"), settings.restart_at);
  read_group(reader, root, "heartbeat", [&](ObjectReader& heartbeat) {
    const JsonIndex url = heartbeat.optional("url");
    if (url != no_value) settings.heartbeat_url = reader.link(url, LinkUse::image);
    read_integer(reader, heartbeat.optional("seconds"), 5, day_seconds, settings.heartbeat_seconds);
  });
}

}  // namespace

Result<LoadedKioskSettings> load_kiosk_settings(std::string_view json, std::string_view file) {
  const Result<JsonTree> tree = parse_json(json, file);
  if (!tree) return std::unexpected(tree.error());
  Reader reader(*tree);
  KioskSettings settings;
  read_settings(reader, settings);
  const bool failed = reader.errors() != 0;
  std::vector<Diagnostic> diagnostics = reader.take_diagnostics(file);
  if (failed) return std::unexpected(std::move(diagnostics));
  return LoadedKioskSettings{std::move(settings), std::move(diagnostics)};
}

}  // namespace depesche
