// `depesche bench`: how long each step takes for an article, natively. `./dev bench` puts it into its table.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <vector>

#include "content/load_article.h"
#include "platform/cli/files.h"
#include "platform/cli/open_card.h"

namespace depesche::cli {

namespace {

constexpr int default_rounds = 15;

template <class Step>
double median_ms(int rounds, Step&& step) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    step(i);
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::nth_element(times, times.begin() + rounds / 2);
  return times[static_cast<std::size_t>(rounds / 2)];
}

int run(const Arguments& arguments) {
  int rounds = default_rounds;
  if (const auto text = arguments.value("--rounds")) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), rounds);
    if (error != std::errc() || end != text->data() + text->size() || rounds < 1 || rounds > 10'000)
      return usage_fault(bench_command, "--rounds takes a number from 1 to 10000");
  }
  int status = exit_ok;
  const auto opened = open_card(bench_command, arguments, status);
  if (!opened) return status;
  Card& card = *opened->card;
  const float width = card.state().width;

  bool loads = true;
  const double load =
      median_ms(rounds, [&](int) { loads = load_article(opened->article, "bench").has_value() && loads; });
  if (!loads) return exit_faults;
  // A new card each round: its cache of shaped texts is empty, the engine's fonts are there.
  const double first = median_ms(rounds, [&](int) {
    Card fresh(*opened->engine);
    fresh.set_article(opened->article, "bench");
    fresh.set_width(width);
    fresh.update();
  });
  const double relayout = median_ms(rounds, [&](int i) {
    card.set_width(i % 2 == 0 ? width - 40 : width);
    card.update();
  });
  card.set_width(width);
  card.update();
  const int tile_width = static_cast<int>(width * 2);
  card.paint(0, 2048, tile_width, 1024, 2);  // fills the glyph atlas
  const double tile = median_ms(rounds, [&](int) { card.paint(0, 2048, tile_width, 1024, 2); });
  std::string json;
  const double semantics = median_ms(rounds, [&](int) {
    json.clear();
    card.append_semantics(json, true);
  });
  char line[256];
  std::snprintf(
      line, sizeof line,
      "{\"load\": %.3f, \"loadShapeLayout\": %.3f, \"relayout\": %.3f, \"tile\": %.3f, \"semantics\": %.3f}\n", load,
      first, relayout, tile, semantics);
  return write_file("-", line) ? exit_ok : exit_faults;
}

constexpr auto options =
    with_card_options<1>({{{"--rounds", "N", "how often each step runs; medians are printed (15)"}}});

}  // namespace

const Command bench_command = {
    "bench",
    "FILE",
    "measure loading, layout and painting",
    "Prints medians in milliseconds as JSON: loading; loading, shaping and layout of a new card; layout at another "
    "width;\n"
    "a tile of 512 CSS px at 2 device pixels a CSS pixel; the whole semantic tree.",
    options,
    run,
};

}  // namespace depesche::cli
