// An article under changing width, language, text size, open entries and search, through the card: its tree, its
// patches and its dumps.
#include "../article_maker.h"
#include "../card_maker.h"
#include "../resources.h"
#include "../trees.h"
#include "base/utf8.h"
#include "card_search.h"

namespace depesche::fuzz {
namespace {

constexpr std::string_view broken = "{\"format\": \"depesche/1\", \"languages\": [\"de\"], \"headline\": 3}";

/// A second card brought to the state of the first at once: what was kept from layout to layout makes no difference.
void compare_with_fresh(Card& card, std::string_view json, bool failed) {
  if (card.article() == nullptr) return;
  const Article& article = *card.article();
  const CardState& state = card.state();
  Card fresh(engine());
  fresh.set_article(json, "fuzz.json");
  if (failed) fresh.set_article(broken, "broken.json");
  fresh.set_width(state.width);
  fresh.set_language(article.languages[state.language]);
  fresh.set_theme_choice(state.theme_choice);
  fresh.set_text_size(state.text_size);
  fresh.set_today(state.today);
  fresh.set_heading_level(state.heading_level);
  fresh.set_target_size(state.target_size);
  for (std::size_t i = 0; i < article.body.size(); ++i) {
    const auto* const timeline = std::get_if<TimelineBlock>(&article.body[i].content);
    if (timeline == nullptr) continue;
    for (const TimelineEntry& entry : timeline->entries)
      if (state.open.contains(timeline_entry_node(article.body[i], i, entry))) fresh.open_entry(entry.id, true);
  }
  settle(fresh);
  if (!state.search.query.empty()) {
    fresh.search(state.search.query);
    settle(fresh);
    if (fresh.state().open != state.open) return;  // the reader has closed what the search opened
    require(fresh.state().search.total == state.search.total, "a search finds the same again");
    while (fresh.state().search.current < state.search.current) {
      fresh.search_step(1);
      settle(fresh);
      if (fresh.state().open != state.open) return;
    }
  }
  require(fresh.dump_layout() == card.dump_layout(), "a card's past makes no difference to its layout");
}

/// The patch as JSON; empty: no change.
std::string semantics(Card& card, bool whole) {
  std::string json;
  card.append_semantics(json, whole);
  return json;
}

}  // namespace

void run(std::string_view bytes) {
  Input input(bytes);
  const std::string article = make_article(input);
  if (article.size() > 65536) return;
  Card card(engine());
  card.set_article(article, "fuzz.json");

  PageModel page;
  bool failed = false;
  for (int step = input.between(0, 6); step >= 0; --step) {
    for (int i = input.between(0, 3); i > 0; --i) change_card(input, card);
    if (input.chance(16)) {
      failed = !failed;
      card.set_article(failed ? broken : std::string_view(article), failed ? "broken.json" : "fuzz.json");
    }
    const Update update = settle(card);
    require(update.ready, "a card with an article or errors is laid out");
    require(find_invalid_utf8(update.announcement) == std::string::npos, "what is announced is well-formed");
    check_tree(card.tree());
    page.apply(semantics(card, false));
    const Counters before = card.counters();
    const Update idle = card.update();
    require(!idle.laid_out && !idle.recoloured && idle.damage.empty(), "an idle card does nothing");
    require(card.counters().shapes == before.shapes && semantics(card, false).empty(), "an idle card shapes nothing");
  }
  PageModel whole;
  whole.apply(semantics(card, true));
  require(page == whole, "patches add up to the whole");
  require(!card.dump_semantics().empty(), "there are semantics");
  compare_with_fresh(card, article, failed);
}

}  // namespace depesche::fuzz
