// A layout tree as text for tests: one line a box, indented, with role, rectangle to a tenth of a CSS pixel and, for
// texts, each line with its baseline and words. The order and the wording are part of the tests' expectations.
#pragma once

#include <string>

#include "layout/layout_tree.h"

namespace depesche {

std::string dump(const LayoutTree& tree);

}  // namespace depesche
