// The pictures of a card, from files beside its article. JPEG and PNG only; anything else, anything too large and
// anything that has to be fetched keeps its placeholder.
#pragma once

#include <string>

#include "platform/cli/open_card.h"

namespace depesche::cli {

/// Decodes for each picture the smallest file that fills it at `dpr` (or the largest there is), and gives it to the
/// engine under the picture's first address. Says on stderr which pictures it could not bring.
void provide_pictures(OpenedCard& opened, float dpr);

}  // namespace depesche::cli
