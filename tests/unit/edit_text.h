// Layouts share their paragraphs: a test that changes one has it as its text's own.
#pragma once

#include <memory>

#include "layout/layout_tree.h"

namespace depesche::testing {

inline Paragraph& edit(TextBox& text) {
  const auto own = std::make_shared<Paragraph>(*text.paragraph);
  text.paragraph = own;
  return *own;
}

}  // namespace depesche::testing
