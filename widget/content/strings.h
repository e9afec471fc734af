// The words of the interface in one language, and its dates: `assets/strings/<tag>.json`. Dates follow CLDR's
// patterns and names, kept here and not asked of the platform, so that browser and native build write the same.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "content/article.h"

namespace depesche {

/// One key of `messages` in a strings file, in the file's spelling: `reading_time` <-> "reading-time".
enum class Message : std::uint8_t {
  today,              ///< "Heute: {date}"
  published,          ///< "Veröffentlicht am {date}"
  reading_time,       ///< "{minutes} Min. Lesezeit"
  search,             ///< "Suchen"
  search_count,       ///< "{current} von {total}"
  search_none,        ///< "Keine Treffer"
  search_previous,    ///< "Vorheriger Treffer"
  search_next,        ///< "Nächster Treffer"
  search_clear,       ///< "Suche löschen"
  languages,          ///< name of the switcher: "Sprache"
  text_size,          ///< "Textgröße"
  text_smaller,
  text_larger,
  theme,              ///< "Farben"
  theme_auto,
  theme_light,
  theme_dark,
  theme_sepia,
  theme_contrast,
  timeline,           ///< "Chronik der Erklärungen"
  open_all,
  close_all,
  place,              ///< label before place or channel: "Ort"
  source,             ///< label before the source: "Quelle"
  colon,              ///< between a label and what it says: ": "
  advertising,        ///< "Werbung"
  related,            ///< "Nicht verpassen"
  note,               ///< "Hinweis"
  credit,             ///< "Bild: {credit}"
  only_in,            ///< mark of an untranslated text: "Nur auf {language}"
  image_missing,      ///< "Bild nicht verfügbar"
  error_title,        ///< "Dieser Artikel kann nicht angezeigt werden"
  error_last_good,    ///< "Gezeigt wird der letzte gute Stand."
  loading,            ///< "Wird geladen …"
  language_changed,   ///< live region: "Sprache: {language}"
  opened,             ///< live region: "{name} geöffnet"
  closed,
  read_on,            ///< "Weiterlesen"
  read_aloud,         ///< "Vorlesen"
  stop_reading,       ///< "Vorlesen beenden"
  count_              ///< number of messages
};

enum class DateStyle : std::uint8_t {
  full,   ///< CLDR yMMMMEEEEd: "Donnerstag, 4. September 2025"
  long_,  ///< CLDR yMMMMd: "4. September 2025"
  time    ///< CLDR Hm: "14:30"; only where the moment has a time
};

struct Strings {
  std::string language;        ///< BCP 47 tag
  std::string name;            ///< the language's own name: "Deutsch"
  bool right_to_left = false;
  /// Reading speed in characters a minute (Trauzettel-Klosinski and Dietz 2012); spaces count.
  float characters_a_minute = 987;
  std::array<std::string, static_cast<std::size_t>(Message::count_)> messages;
  std::string full_pattern;        ///< CLDR pattern letters y M d E, quoted literals in '…'
  std::string long_pattern;
  std::string time_pattern;        ///< letters H m h a
  std::string date_time_pattern;   ///< "{1}, {0}": {1} the date, {0} the time
  std::array<std::string, 12> months;   ///< CLDR format wide: "September", Russian in the genitive
  std::array<std::string, 7> weekdays;  ///< Monday first
  std::array<std::string, 2> day_periods = {"AM", "PM"};

  bool has_regions = false;  ///< with another tag, the same file may say other things

  const std::string& operator[](Message message) const { return messages[static_cast<std::size_t>(message)]; }
};

/// The key of a message in the JSON file: lower case with hyphens.
std::string_view key(Message message);

/// @param tag  of the article's language, in any case: what the file has for that region stands in place of the language's
/// @return the strings, or what is wrong in any part of the file: every message must be there, and none besides
Result<Strings> load_strings(std::string_view json, std::string_view file, std::string_view tag = {});

/// Built-in English, used until the language's own file is there and where it is missing.
const Strings& fallback_strings();

/// `pattern` with each `{name}` replaced; unknown names stay as they are.
std::string fill(std::string_view pattern, std::string_view name, std::string_view value);
std::string fill(std::string_view pattern, std::string_view name, std::string_view value, std::string_view second_name,
                 std::string_view second_value);

/// A date in words; `DateStyle::time` gives an empty string for a moment without a time.
std::string format_date(const Moment& moment, DateStyle style, const Strings& strings);

/// "2025-09-04" or "2025-09-04T14:30+02:00", for `<time datetime>`.
std::string to_iso(const Moment& moment);

/// Monday = 0 … Sunday = 6.
int weekday(const Moment& moment);

/// Minutes to read all of `article` in `language`, timeline statements included; at least 1. The authored value wins.
int reading_minutes(const Article& article, Language language, const Strings& strings);

}  // namespace depesche
