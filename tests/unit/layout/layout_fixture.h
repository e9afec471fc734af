// Articles laid out with the fonts that `./dev` made, for the tests of the layout floor.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "content/load_article.h"
#include "content/strings.h"
#include "layout/layout.h"
#include "text/text_fixture.h"

namespace depesche {

inline const TextResources& text_resources() {
  static const TextResources* const resources = [] {
    auto* const made = new TextResources;
    for (std::size_t i = 0; i < font_catalogue().size(); ++i) {
      const std::string_view path = font_catalogue()[i].path;
      EXPECT_TRUE(made->fonts.add(static_cast<FontFile>(i), read_asset(path))) << path;
    }
    return made;
  }();
  return *resources;
}

inline Article article_of(std::string_view json) {
  auto loaded = load_article(json, "test.json");
  EXPECT_TRUE(loaded);
  return loaded ? std::move(loaded->article) : Article{};
}

inline LayoutTree lay_out(const Article& article, const CardState& state, TextCache& cache) {
  LayoutInput input;
  input.article = &article;
  input.strings = &fallback_strings();
  input.state = &state;
  input.resources = &text_resources();
  return layout(input, cache);
}

inline LayoutTree lay_out(const Article& article, const CardState& state) {
  TextCache cache;
  return lay_out(article, state, cache);
}

}  // namespace depesche
