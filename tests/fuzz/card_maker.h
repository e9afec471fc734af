// A card's settings and what a reader does with it, out of choices.
#pragma once

#include "card.h"
#include "fuzz.h"

namespace depesche::fuzz {

/// One of: width, text size, language, theme, colours, date, heading level, target size, open entries, search, a click
/// on a control, the pointer.
void change_card(Input& input, Card& card);

}  // namespace depesche::fuzz
