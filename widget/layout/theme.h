// Colours by role. Layout only names roles; painting looks them up, so that a change of theme repaints and lays
// nothing out. Colours are sRGB, 0xRRGGBBAA, not premultiplied.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace depesche {

using Colour = std::uint32_t;

enum class ColourRole : std::uint8_t {
  none,               ///< nothing is drawn
  background,         ///< the card's ground; opaque in every theme
  surface,            ///< notes, opened statements, fields
  text,
  secondary_text,     ///< dates, captions, roles; at least 7:1 on background and surface
  accent,             ///< kicker, timeline nodes, current choice
  on_accent,          ///< text on accent
  rule,               ///< hairlines between parts
  control_border,     ///< at least 3:1 on background (WCAG 1.4.11)
  control_hover,      ///< laid over a control under the pointer
  control_press,      ///< laid over a control that is held down
  link_underline,
  match,              ///< behind a search match
  current_match,      ///< behind the current search match
  placeholder,        ///< in the place of a picture
  error,
  count_
};

struct Theme {
  std::array<Colour, static_cast<std::size_t>(ColourRole::count_)> colours{};
  /// Coverage of glyphs is raised to this power: 1 on light grounds, 0.9 on dark ones, which would look too thin.
  float glyph_gamma = 1.0f;
  bool dark = false;

  Colour operator[](ColourRole role) const { return colours[static_cast<std::size_t>(role)]; }
  Colour& operator[](ColourRole role) { return colours[static_cast<std::size_t>(role)]; }
};

enum class ThemeName : std::uint8_t { light, dark, sepia, contrast };

const Theme& theme(ThemeName name);

/// The theme with the host's colours, as far as they suit it and stay legible (WCAG 2.2, 1.4.3). Grounds and inks: all or
/// none, in the light or the dark theme, whichever is as dark as their background, where text keeps 4.5:1. The accent:
/// wherever it keeps 4.5:1 to the ground; what stands on it becomes white or black. High contrast stays as it is.
Theme branded_theme(ThemeName name, std::span<const std::pair<ColourRole, Colour>> colours);
/// "light", "dark", "sepia", "contrast"; false when `name` is none of them.
bool find_theme(std::string_view name, ThemeName& out);
std::string_view to_string(ThemeName name);
/// The name of a role in CSS custom properties and dumps: "link-underline".
std::string_view to_string(ColourRole role);

}  // namespace depesche
