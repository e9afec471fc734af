#include "card_maker.h"

#include <iterator>

#include "texts.h"

namespace depesche::fuzz {

void change_card(Input& input, Card& card) {
  switch (input.below(16)) {
    case 0:
    case 1: card.set_width(input.chance(8) ? input.any_real() : input.real(180, 1500)); break;
    case 2: card.set_text_size(static_cast<TextSize>(input.below(4))); break;
    case 3: card.set_language(make_language(input)); break;
    case 4: card.set_theme_choice(static_cast<ThemeChoice>(input.below(5))); break;
    case 5: card.set_system_theme(static_cast<ThemeName>(input.below(4))); break;
    case 6: {
      std::vector<std::pair<ColourRole, Colour>> colours;
      for (std::uint32_t i = input.below(4); i > 0; --i)
        colours.emplace_back(static_cast<ColourRole>(input.below(static_cast<std::uint32_t>(ColourRole::count_))),
                             input.number());
      card.set_colour_overrides(colours);
      break;
    }
    case 7: {
      Moment day;
      day.year = static_cast<std::int16_t>(input.between(0, 9999));
      day.month = static_cast<std::uint8_t>(input.between(1, 12));
      day.day = static_cast<std::uint8_t>(input.between(1, 28));
      card.set_today(day);
      break;
    }
    case 8: card.set_heading_level(input.any_integer()); break;
    case 9: card.set_target_size(input.chance(4) ? input.any_real() : input.real(16, 60)); break;
    case 10: card.open_all(input.flag()); break;
    case 11: card.open_entry("entry-" + std::to_string(input.below(12)), input.flag()); break;
    case 12: card.search(input.flag() ? make_text(input, 2) : std::string(input.take(input.below(4)))); break;
    case 13: card.search_step(input.chance(4) ? input.any_integer() : input.between(-1, 1)); break;
    case 14: {
      const auto& controls = card.tree().controls;
      if (!controls.empty())
        card.activate(controls[input.below(static_cast<std::uint32_t>(controls.size()))].id);
      else
        card.activate(input.number());
      break;
    }
    default: card.pointer({input.any_real(), input.any_real()}, input.flag());
  }
}

}  // namespace depesche::fuzz
