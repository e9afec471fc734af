// The lines of a set text as fragments: what the browser has to know to set the same words at the same places. It
// decides nothing; fonts, breaks and positions are those of the paragraph.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "semantics/semantic_tree.h"

namespace depesche {

/// The subset of its face that most of a text is set in; empty where nothing is.
std::string_view main_subset(const Paragraph& paragraph);

/// @param subset  the browser's first choice, as by `main_subset`; fragments from other files say so.
/// @param left, width  where the node lies, in the card.
std::vector<SemanticLine> cut_lines(const TextBox& text, std::string_view subset, float left, float width);

/// They have done their work when lines are broken: they are not copied, searched or read aloud.
void append_without_soft_hyphens(std::string_view from, std::string& to);

}  // namespace depesche
