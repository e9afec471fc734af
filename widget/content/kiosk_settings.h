// The settings of a kiosk: what `load_kiosk_settings` makes of the JSON format `depesche-kiosk/1` (docs/kiosk.md), with
// a default for everything but the articles. Faults come out all at once, with their places, like those of an article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace depesche {

/// The numbers are those of the format, checked; times of day are "HH:MM" of the machine's clock, or empty.
struct KioskSettings {
  std::string name;  ///< of the machine, for the heartbeat; may be empty
  std::vector<std::string> articles;  ///< addresses, http(s) or relative to the settings file; at least one
  std::vector<std::string> languages;  ///< BCP 47, in the order of the gate; empty: as the article has them
  std::string theme = "auto";
  std::string text_size = "large";
  int scale_percent = 100;  ///< of the size that the screen's pixels suggest

  int attract_seconds = 60;  ///< that one article is advertised
  int attract_rest_seconds = 8;  ///< before its text begins to pass
  int attract_speed = 36;  ///< CSS pixels a second of a screen 1080 pixels wide; 0: the text stands still

  int idle_seconds = 90;  ///< without a touch until the start screen comes back, countdown included
  int countdown_seconds = 15;  ///< shown at the end of them

  int update_seconds = 60;
  int timeout_seconds = 20;
  int age_after_minutes = 60;  ///< without an answer of the server until the age of the content is shown

  int shift_seconds = 120;
  int shift_pixels = 3;  ///< 0: the picture never moves

  std::string night_from;
  std::string night_to;
  int night_brightness_percent = 40;

  std::string restart_at;

  std::string heartbeat_url;  ///< may be empty
  int heartbeat_seconds = 60;
};

struct LoadedKioskSettings {
  KioskSettings settings;
  std::vector<Diagnostic> warnings;
};

/// @param file  the name that diagnostics print; not opened.
Result<LoadedKioskSettings> load_kiosk_settings(std::string_view json, std::string_view file);

}  // namespace depesche
