#include "layout/theme.h"

#include <algorithm>
#include <cstdint>

#include "base/power.h"

namespace depesche {
namespace {

constexpr std::size_t role_count = static_cast<std::size_t>(ColourRole::count_);

// In the order of ColourRole. Contrast ratios (WCAG 2.2) are held by tests/unit/layout/theme_test.cpp.
constexpr Theme light{{0x00000000, 0xfffefbff, 0xf4f1eaff, 0x1a1a19ff, 0x54504aff, 0x9c1c28ff, 0xffffffff, 0xd9d4c9ff,
                       0x8b867cff, 0x1a1a1912, 0x1a1a1926, 0xb8848aff, 0xffe9a8ff, 0xffc14dff, 0xe6e2d8ff, 0x9e121cff},
                      1.0f,
                      false};
constexpr Theme dark{{0x00000000, 0x17181aff, 0x222427ff, 0xe8e6e1ff, 0xb1aea7ff, 0xf3958fff, 0x1a1112ff, 0x383a3eff,
                      0x7d7f85ff, 0xffffff14, 0xffffff29, 0x9c6a69ff, 0x5c4a12ff, 0x7d5c00ff, 0x2b2d31ff, 0xff8f87ff},
                     0.9f,
                     true};
constexpr Theme sepia{{0x00000000, 0xf6ecd9ff, 0xecdfc6ff, 0x3a2c1cff, 0x55442fff, 0x7f2915ff, 0xfff9eeff, 0xd6c5a6ff,
                       0x8d7757ff, 0x3a2c1c14, 0x3a2c1c29, 0xb58a72ff, 0xf7d774ff, 0xf0ae3cff, 0xe2d3b6ff, 0x89190fff},
                      1.0f,
                      false};
constexpr Theme contrast{
    {0x00000000, 0x000000ff, 0x000000ff, 0xffffffff, 0xffffffff, 0xffe04dff, 0x000000ff, 0xffffffff, 0xffffffff,
     0xffffff33, 0xffffff59, 0xffffffff, 0x005f99ff, 0x8a1f6eff, 0x262626ff, 0xff9d9dff},
    0.9f,
    true};

constexpr std::array<std::string_view, 4> theme_names = {"light", "dark", "sepia", "contrast"};

constexpr std::array<std::string_view, role_count> role_names = {
    "none",      "background",    "surface",        "text",          "secondary-text", "accent",
    "on-accent", "rule",          "control-border", "control-hover", "control-press",  "link-underline",
    "match",     "current-match", "placeholder",    "error"};

constexpr Colour white = 0xffffffff;
constexpr Colour black = 0x000000ff;

/// Relative luminance, WCAG 2.2.
float luminance(Colour colour) {
  const auto channel = [&](int shift) {
    const float value = static_cast<float>((colour >> shift) & 0xff) / 255.0f;
    const float base = (value + 0.055f) / 1.055f;
    constexpr std::uint32_t fraction = 26214;  // 0.4 of 65536
    return value <= 0.04045f ? value / 12.92f : base * base * static_cast<float>(unit_power(base, fraction));
  };
  return 0.2126f * channel(24) + 0.7152f * channel(16) + 0.0722f * channel(8);
}

bool legible(Colour ink, Colour ground) {
  const auto [less, more] = std::minmax({luminance(ink), luminance(ground)});
  return more + 0.05f >= 4.5f * (less + 0.05f);
}

}  // namespace

Theme branded_theme(ThemeName name, std::span<const std::pair<ColourRole, Colour>> colours) {
  const Theme& ours = theme(name);
  if (name == ThemeName::contrast) return ours;
  Theme result = ours;
  Colour accent = 0;
  for (const auto& [role, colour] : colours) {
    if (role == ColourRole::accent)
      accent = colour | 0xff;
    else if (role != ColourRole::none && role < ColourRole::count_)
      result[role] = colour;
  }
  result[ColourRole::background] |= 0xff;  // tiles are opaque
  result[ColourRole::surface] |= 0xff;
  // Between black and white, as the eye sees it.
  const bool dark_ground = luminance(result[ColourRole::background]) < 0.18f;
  const auto reads = [&](ColourRole ink) {
    return legible(result[ink], result[ColourRole::background]) && legible(result[ink], result[ColourRole::surface]);
  };
  if (name == ThemeName::sepia || dark_ground != ours.dark || !reads(ColourRole::text) ||
      !reads(ColourRole::secondary_text))
    result = ours;
  if (accent != 0 && legible(accent, result[ColourRole::background])) {
    result[ColourRole::accent] = accent;
    result[ColourRole::on_accent] = legible(white, accent) ? white : black;
  }
  return result;
}

const Theme& theme(ThemeName name) {
  switch (name) {
    case ThemeName::dark: return dark;
    case ThemeName::sepia: return sepia;
    case ThemeName::contrast: return contrast;
    case ThemeName::light: break;
  }
  return light;
}

bool find_theme(std::string_view name, ThemeName& out) {
  for (std::size_t i = 0; i < theme_names.size(); ++i) {
    if (theme_names[i] != name) continue;
    out = static_cast<ThemeName>(i);
    return true;
  }
  return false;
}

std::string_view to_string(ThemeName name) { return theme_names[static_cast<std::size_t>(name)]; }
std::string_view to_string(ColourRole role) { return role_names[static_cast<std::size_t>(role)]; }

}  // namespace depesche
