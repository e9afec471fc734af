// Any rectangle of any card at any ratio of pixels: what a tile shows does not depend on how the card is cut.
#include <algorithm>
#include <vector>

#include "../article_maker.h"
#include "../card_maker.h"
#include "../resources.h"

namespace depesche::fuzz {
namespace {

struct Area {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

std::vector<std::uint8_t> paint(Card& card, const Area& area, float dpr) {
  const auto pixels = card.paint(area.x, area.y, area.width, area.height, dpr);
  return {pixels.begin(), pixels.end()};
}

/// `part` lies inside of `whole`.
void compare(const std::vector<std::uint8_t>& whole, const Area& area, const std::vector<std::uint8_t>& part,
             const Area& inner) {
  require(part.size() == static_cast<std::size_t>(inner.width) * static_cast<std::size_t>(inner.height) * 4,
          "a part has all its pixels");
  const auto row = static_cast<std::size_t>(inner.width) * 4;
  for (int y = 0; y < inner.height; ++y) {
    const std::size_t from = (static_cast<std::size_t>(y + inner.y - area.y) * static_cast<std::size_t>(area.width) +
                              static_cast<std::size_t>(inner.x - area.x)) *
                             4;
    require(std::equal(part.begin() + static_cast<std::ptrdiff_t>(y * row),
                       part.begin() + static_cast<std::ptrdiff_t>((y + 1) * row),
                       whole.begin() + static_cast<std::ptrdiff_t>(from)),
            "a tile shows what the whole shows");
  }
}

}  // namespace

void run(std::string_view bytes) {
  Input input(bytes);
  const std::string article = make_article(input);
  if (article.size() > 32768) return;
  Card card(engine());
  card.set_article(article, "fuzz.json");
  card.set_width(input.real(200, 700));
  for (int i = input.between(0, 4); i > 0; --i) change_card(input, card);
  // Its window shows counters and times, which change from one painting to the next.
  const bool inspected = input.chance(16);
  card.set_inspector(inspected);
  settle(card);

  for (int round = input.between(0, 3); round >= 0; --round) {
    if (input.chance(2)) {
      const Size size = card.tree().size;
      card.pointer({input.real(-1, size.width), input.real(-1, size.height)}, input.flag());
      for (const Rect& rect : card.update().damage)
        require(std::isfinite(rect.x) && rect.width > 0 && rect.height > 0, "damage has a place");
    }
    if (input.chance(8)) {
      // Refused, or all outside of the card.
      const Area area{input.any_integer(), input.any_integer(), input.any_integer(), input.between(0, 40)};
      const int far = std::max(std::abs(area.x / 2), std::abs(area.y / 2));
      if (far < (1 << 23)) paint(card, area, input.any_real());
      continue;
    }
    const float dpr = input.chance(2) ? input.real(0.25f, 4) : input.pick({0.5f, 1.0f, 1.25f, 1.5f, 2.0f, 3.0f});
    const float height = card.tree().size.height;
    const Area area{input.between(-20, 200), static_cast<int>(input.real(-20, height) * dpr), input.between(2, 200),
                    input.between(2, 160)};
    const std::vector<std::uint8_t> whole = paint(card, area, dpr);
    require(!whole.empty(), "what is of a sensible size is painted");
    if (inspected) continue;
    for (std::size_t i = 3; i < whole.size(); i += 4) require(whole[i] == 255, "tiles are opaque");
    const int x = input.between(1, area.width - 1);
    const int y = input.between(1, area.height - 1);
    const Area parts[] = {{area.x, area.y, x, y},
                          {area.x + x, area.y, area.width - x, y},
                          {area.x, area.y + y, area.width, area.height - y}};
    for (const Area& part : parts) compare(whole, area, paint(card, part, dpr), part);
    require(paint(card, area, dpr) == whole, "painting again gives the same");
  }
}

}  // namespace depesche::fuzz
