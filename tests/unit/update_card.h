// A card's update with all that it asks for, from the files that `./dev` made.
#pragma once

#include <string>

#include "card.h"
#include "text/text_fixture.h"

namespace depesche {

inline Update update_card(Engine& engine, Card& card) {
  for (;;) {
    Update update = card.update();
    if (update.needs.empty()) return update;
    for (const std::string& path : update.needs) {
      const std::string bytes = read_asset(path.starts_with("strings/") ? "../../assets/" + path : path);
      if (!engine.provide(path, bytes)) engine.fail(path);
    }
  }
}

}  // namespace depesche
