#include "platform/kiosk/answers.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/concat.h"
#include "content/kiosk_settings.h"
#include "content/language_names.h"
#include "content/load_article.h"
#include "layout/theme.h"
#include "platform/diagnostics_json.h"
#include "qrcodegen.h"
#include "semantics/json_writer.h"
#include "text/language_direction.h"

namespace depesche::kiosk {

namespace {

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).open_array();
  for (const std::string& text : texts) json.text(text);
  json.close_array();
}

void write_number(JsonWriter& json, std::string_view name, int number) {
  json.member(name, static_cast<std::uint64_t>(number));
}

void write_settings(JsonWriter& json, const KioskSettings& settings) {
  json.key("settings").open_object().member("name", settings.name);
  write_texts(json, "articles", settings.articles);
  write_texts(json, "languages", settings.languages);
  json.member("theme", settings.theme).member("textSize", settings.text_size);
  write_number(json, "scalePercent", settings.scale_percent);
  json.key("attract").open_object();
  write_number(json, "seconds", settings.attract_seconds);
  write_number(json, "restSeconds", settings.attract_rest_seconds);
  write_number(json, "pixelsASecond", settings.attract_speed);
  json.close_object().key("idle").open_object();
  write_number(json, "seconds", settings.idle_seconds);
  write_number(json, "countdownSeconds", settings.countdown_seconds);
  json.close_object().key("update").open_object();
  write_number(json, "seconds", settings.update_seconds);
  write_number(json, "timeoutSeconds", settings.timeout_seconds);
  write_number(json, "ageAfterMinutes", settings.age_after_minutes);
  json.close_object().key("pixelShift").open_object();
  write_number(json, "seconds", settings.shift_seconds);
  write_number(json, "pixels", settings.shift_pixels);
  json.close_object();
  if (!settings.night_from.empty()) {
    json.key("night").open_object().member("from", settings.night_from).member("to", settings.night_to);
    write_number(json, "brightnessPercent", settings.night_brightness_percent);
    json.close_object();
  }
  json.optional("restartAt", settings.restart_at);
  json.key("heartbeat").open_object().optional("url", settings.heartbeat_url);
  write_number(json, "seconds", settings.heartbeat_seconds);
  json.close_object().close_object();
}

/// Without soft hyphens, which are for the card's own breaking, and in one line.
std::string plain(const LocalizedText& text, Language language) {
  const RichText* const chosen = text.in(language).value;
  if (chosen == nullptr) return {};
  constexpr std::string_view soft_hyphen = "\u00ad";
  std::string out;
  for (std::size_t i = 0; i < chosen->text.size(); ++i) {
    if (std::string_view(chosen->text).substr(i).starts_with(soft_hyphen))
      ++i;
    else
      out += chosen->text[i] == '\n' ? ' ' : chosen->text[i];
  }
  return out;
}

void write_article(JsonWriter& json, const Article& article) {
  json.key("article").open_object();
  if (article.published) {
    const Moment& day = *article.published;
    json.member("published", concat({decimal(static_cast<std::uint64_t>(day.year), 4), "-", decimal(day.month, 2), "-",
                                     decimal(day.day, 2)}));
  }
  const std::vector<std::string> names = own_names(article.languages);
  json.key("languages").open_array();
  for (std::size_t i = 0; i < article.languages.size(); ++i) {
    const auto language = static_cast<Language>(i);
    const std::string& tag = article.languages[i];
    json.open_object().member("tag", tag).member("name", names[i]).flag("rightToLeft", is_right_to_left(tag));
    json.optional("kicker", plain(article.kicker, language)).member("headline", plain(article.headline, language));
    json.optional("lead", plain(article.lead, language));
    if (const std::string* const publisher = article.publisher.in(language).value)
      json.optional("publisher", *publisher);
    json.close_object();
  }
  json.close_array().key("pictures").open_array();
  if (article.lead_figure) {
    for (const ImageSource& source : article.lead_figure->image.sources) {
      json.open_object().member("url", source.url).member("type", source.type);
      json.member("width", std::uint64_t{source.width}).member("height", std::uint64_t{source.height}).close_object();
    }
  }
  json.close_array().close_object();
}

}  // namespace

std::string check_settings(std::string_view text, std::string_view file) {
  const auto loaded = load_kiosk_settings(text, file);
  std::string out;
  JsonWriter json(out);
  json.open_object();
  write_diagnostics(json, loaded ? loaded->warnings : loaded.error());
  if (loaded) write_settings(json, loaded->settings);
  json.close_object();
  return out;
}

std::string check_article(std::string_view text, std::string_view file) {
  const auto loaded = load_article(text, file);
  std::string out;
  JsonWriter json(out);
  json.open_object();
  write_diagnostics(json, loaded ? loaded->warnings : loaded.error());
  if (loaded) write_article(json, loaded->article);
  json.close_object();
  return out;
}

std::string qr_code(std::string_view text) {
  using Buffer = std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX>;
  const std::string terminated(text);
  std::vector<Buffer> buffers(2);  // 4 KB each: not on the stack
  // Medium correction: the screen is whole, but it may reflect. A smaller code is easier to read from a distance, so
  // no version is taken larger for more correction than fits anyway.
  bool made = false;
  for (const qrcodegen_Ecc correction : {qrcodegen_Ecc_MEDIUM, qrcodegen_Ecc_LOW}) {
    if (made) break;
    made = qrcodegen_encodeText(terminated.c_str(), buffers[0].data(), buffers[1].data(), correction,
                                qrcodegen_VERSION_MIN, qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true);
  }
  std::string out;
  JsonWriter json(out);
  json.open_object();
  if (made) {
    const std::uint8_t* const code = buffers[1].data();
    const int size = qrcodegen_getSize(code);
    std::string path;
    for (int y = 0; y < size; ++y) {
      for (int x = 0; x < size; ++x) {
        const int begin = x;
        while (x < size && qrcodegen_getModule(code, x, y)) ++x;
        if (x == begin) continue;
        const std::string width = decimal(static_cast<std::uint64_t>(x - begin));
        path += concat({"M", decimal(static_cast<std::uint64_t>(begin)), ",", decimal(static_cast<std::uint64_t>(y)),
                        "h", width, "v1h-", width, "z"});
      }
    }
    json.member("size", static_cast<std::uint64_t>(size)).member("path", path);
  }
  json.close_object();
  return out;
}

std::string colours(std::string_view name) {
  ThemeName chosen = ThemeName::light;
  find_theme(name, chosen);
  std::string out;
  JsonWriter json(out);
  json.open_object();
  for (int i = 1; i < static_cast<int>(ColourRole::count_); ++i) {
    const auto role = static_cast<ColourRole>(i);
    const Colour colour = theme(chosen)[role];
    if ((colour & 0xff) != 0xff) continue;
    std::string value = "#";
    for (int shift = 28; shift >= 8; shift -= 4) value += "0123456789abcdef"[colour >> shift & 15];
    json.member(to_string(role), value);
  }
  json.close_object();
  return out;
}

}  // namespace depesche::kiosk
