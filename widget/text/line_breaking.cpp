#include "text/line_breaking.h"

#include <algorithm>
#include <limits>
#include <span>
#include <utility>

#include "text/characters.h"

namespace depesche {
namespace {

// What a line costs in `pretty`: the square of the share of its width that stays empty, and these.
constexpr double cost_of_line = 0.02;          // so that a paragraph does not grow for beauty alone
constexpr double cost_of_hyphen = 0.018;       // a line may be 13 % loose before a hyphen is better
constexpr double cost_of_hyphen_pair = 0.05;   // two lines in a row that end in hyphens
constexpr double cost_of_last_hyphen = 0.03;   // the last line begins with the rest of a word
constexpr double cost_of_lone_word = 0.15;     // the last line is one short word
constexpr double cost_of_short_end = 0.04;     // the last line is a few short words
constexpr double cost_of_stranded = 0.012;     // a one-letter word at the end of a line (Russian «в», English “a”)
constexpr double cost_of_grapheme = 4;
constexpr double lone_word_share = 0.3;
constexpr double short_end_share = 0.15;
/// Lines emptier than this are not tried where a fuller one is possible; nor does a hyphen end a line so loose.
constexpr double loosest = 0.5;
constexpr double loosest_with_hyphen = 0.75;
/// Paragraphs of more opportunities are set greedily: their cost must stay bounded.
constexpr std::size_t most_opportunities = 8192;

struct Opportunity {
  double start_x = 0;  ///< x of a line that begins here
  double content_x = 0;
  double end_x = 0;    ///< x of the end of a line that ends here, hyphen included; kerning across the end is not
  std::uint32_t offset = 0;
  std::uint32_t content_end = 0;
  Break kind = Break::none;
  bool strands_letter = false;  ///< the line would end in a word of one letter
  bool hyphen() const { return kind == Break::hyphen || kind == Break::soft_hyphen; }
};

constexpr std::uint32_t before_first = 0xffffffff;

class Chooser {
 public:
  Chooser(const Measure& measure, bool hyphens) : measure_(&measure) { collect(hyphens); }

  void set_width(double width) {
    width_ = width;
    per_width_ = width > 0 ? 1 / width : 0;
    split_wide_words();
  }

  bool bounded() const { return opportunities_.size() <= most_opportunities; }
  /// True when a word had to be broken at a grapheme, or did not fit at all.
  bool forced() const { return forced_; }

  void greedy(std::vector<LineChoice>& lines) {
    forced_ = false;
    for (std::uint32_t from = before_first; from + 1 < count();) {
      const std::uint32_t to = furthest(from);
      push_line(from, to, lines);
      from = to;
    }
  }

  void pretty(std::vector<LineChoice>& lines) {
    forced_ = false;
    for (std::uint32_t from = before_first; from + 1 < count();) {
      std::uint32_t last = from + 1;
      while (opportunities_[last].kind != Break::mandatory) ++last;
      if (last - from > most_opportunities || fits(from, last)) {
        while (from != last) {
          const std::uint32_t to = furthest(from);
          push_line(from, to, lines);
          from = to;
        }
      } else {
        least_cost(from, last, lines);
        from = last;
      }
    }
  }

 private:
  struct Node {
    double cost = std::numeric_limits<double>::max();
    std::uint32_t previous = before_first;
  };

  std::uint32_t count() const { return static_cast<std::uint32_t>(opportunities_.size()); }
  std::uint32_t begin_of(std::uint32_t from) const { return from == before_first ? 0 : opportunities_[from].offset; }
  double start_of(std::uint32_t from) const { return from == before_first ? 0 : opportunities_[from].start_x; }

  static bool strands_letter(std::string_view text, const Opportunity& o) {
    if (o.kind != Break::allowed || o.content_end == o.offset) return false;
    std::size_t at = o.content_end;
    if (at == 0 || !is_alphabetic(previous_code_point(text, at))) return false;
    return at > 0 && is_space(previous_code_point(text, at));
  }

  Opportunity make(std::uint32_t previous_offset, std::uint32_t offset, Break kind) const {
    const std::string_view text = measure_->shaped().text;
    Opportunity o;
    o.offset = offset;
    o.kind = kind;
    o.content_end = offset;
    if (kind == Break::soft_hyphen) {
      o.content_end = offset - 2;
    } else if (kind == Break::allowed || kind == Break::mandatory) {
      o.content_end = content_end(text, previous_offset, offset);
    }
    o.start_x = measure_->x(offset);
    o.content_x = measure_->x(o.content_end);
    o.end_x = o.content_x + (o.hyphen() ? measure_->hyphen_advance(o.content_end) : 0);
    o.strands_letter = strands_letter(text, o);
    return o;
  }

  void collect(bool hyphens) {
    const std::vector<Break>& breaks = measure_->shaped().breaks;
    std::uint32_t previous = 0;
    // A line feed at the end of the text makes the end mandatory, as it is anyway.
    for (std::uint32_t i = 1; i < breaks.size(); ++i) {
      const Break kind = breaks[i];
      if (kind == Break::none || kind == Break::grapheme || (kind == Break::hyphen && !hyphens)) continue;
      opportunities_.push_back(make(previous, i, kind));
      previous = i;
    }
    words_ = opportunities_;
  }

  /// Adds grapheme boundaries to words that are wider than the line.
  void split_wide_words() {
    const std::vector<Break>& breaks = measure_->shaped().breaks;
    opportunities_.clear();
    std::uint32_t begin = 0;
    double start = 0;
    for (const Opportunity& word : words_) {
      if (word.end_x - start > width_ - Measure::margin) {
        for (std::uint32_t i = begin + 1; i < word.content_end; ++i) {
          if (breaks[i] != Break::none) opportunities_.push_back(make(begin, i, Break::grapheme));
        }
      }
      opportunities_.push_back(word);
      begin = word.offset;
      start = word.start_x;
    }
  }

  double guess(std::uint32_t from, std::uint32_t to) const { return opportunities_[to].end_x - start_of(from); }

  bool fits(std::uint32_t from, std::uint32_t to) const {
    const double width = guess(from, to);
    const Opportunity& end = opportunities_[to];
    if (measure_->is_exact(begin_of(from), end.content_end, end.hyphen())) return width <= width_;
    if (width + Measure::margin <= width_) return true;
    if (width - Measure::margin > width_) return false;
    return measure_->exact(begin_of(from), end.content_end, end.hyphen()) <= width_;
  }

  /// The last opportunity that a line from `from` reaches; inside of a word only where there is no other.
  std::uint32_t furthest(std::uint32_t from) {
    // Hyphens do not count here, since a longer line without one may fit where a shorter line with one does not.
    const double limit = start_of(from) + width_ + Measure::margin;
    std::uint32_t end = from + 1;
    while (opportunities_[end].kind != Break::mandatory && opportunities_[end + 1].content_x <= limit) ++end;
    std::uint32_t grapheme = before_first;
    for (std::uint32_t to = end;; --to) {
      if (fits(from, to)) {
        if (opportunities_[to].kind != Break::grapheme) return to;
        if (grapheme == before_first) grapheme = to;
      }
      if (to == from + 1) break;
    }
    forced_ = true;
    return grapheme != before_first ? grapheme : from + 1;
  }

  void push_line(std::uint32_t from, std::uint32_t to, std::vector<LineChoice>& lines) const {
    const Opportunity& end = opportunities_[to];
    lines.push_back({begin_of(from), std::max(begin_of(from), end.content_end), end.offset, end.hyphen()});
  }

  /// True when no word ends between the two.
  bool is_one_word(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from + 1; i < to; ++i) {
      if (opportunities_[i].kind == Break::allowed) return false;
    }
    return true;
  }

  double cost(std::uint32_t from, std::uint32_t to, std::uint32_t first, std::uint32_t last) const {
    const bool begins_in_word = from != first && opportunities_[from].hyphen();
    const double filled = guess(from, to) * per_width_;
    double sum = cost_of_line;
    if (to == last) {
      if (begins_in_word) sum += cost_of_last_hyphen;
      if (from != first && filled < lone_word_share && is_one_word(from, to)) {
        sum += cost_of_lone_word;
      } else if (from != first && filled < short_end_share) {
        sum += cost_of_short_end;
      }
      return sum;
    }
    const double loose = std::max(0.0, 1 - filled);
    sum += loose * loose;
    const Opportunity& end = opportunities_[to];
    if (end.hyphen()) sum += begins_in_word ? cost_of_hyphen + cost_of_hyphen_pair : cost_of_hyphen;
    if (end.kind == Break::grapheme) sum += cost_of_grapheme;
    if (end.strands_letter) sum += cost_of_stranded;
    return sum;
  }

  /// Of the opportunities before the furthest one, which all fit but for a hyphen: not worth shaping for.
  bool is_worth_trying(std::uint32_t to, double width) const {
    const Opportunity& o = opportunities_[to];
    if (o.kind == Break::grapheme) return false;
    return !o.hyphen() || (width >= loosest_with_hyphen * width_ && width + Measure::margin <= width_);
  }

  /// The cheapest way from one mandatory break to the next.
  void least_cost(std::uint32_t first, std::uint32_t last, std::vector<LineChoice>& lines) {
    nodes_.assign(last - first + 1, {});
    const auto node = [&](std::uint32_t i) -> Node& { return nodes_[i - first]; };  // wraps around for before_first
    node(first).cost = 0;
    for (std::uint32_t from = first; from != last; ++from) {
      if (node(from).cost == std::numeric_limits<double>::max()) continue;
      const std::uint32_t end = furthest(from);
      for (std::uint32_t to = end;; --to) {
        const double width = guess(from, to);
        if (to != end && width < loosest * width_) break;
        if (to == end || is_worth_trying(to, width)) {
          const double sum = node(from).cost + cost(from, to, first, last);
          if (sum < node(to).cost) node(to) = {sum, from};
        }
        if (to == from + 1) break;
      }
    }
    const std::size_t begin = lines.size();
    for (std::uint32_t to = last; to != first; to = node(to).previous) push_line(node(to).previous, to, lines);
    std::reverse(lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.end());
  }

  const Measure* measure_;
  double width_ = 0;
  double per_width_ = 0;
  bool forced_ = false;
  std::vector<Opportunity> words_;          ///< without grapheme boundaries
  std::vector<Opportunity> opportunities_;  ///< with those that `width_` takes
  std::vector<Node> nodes_;
};

std::size_t count_hyphens(std::span<const LineChoice> lines) {
  return static_cast<std::size_t>(std::ranges::count_if(lines, &LineChoice::hyphen));
}

/// The narrowest width that keeps the number of lines, found by bisection; then greedy.
void balance(const Measure& measure, bool hyphens, double width, std::vector<LineChoice>& lines) {
  Chooser chooser(measure, hyphens);
  chooser.set_width(width);
  chooser.greedy(lines);
  if (lines.size() < 2 || chooser.forced() || !chooser.bounded()) return;

  // Headings are better without hyphens, where that takes no more lines. Where it does, there may be no new ones.
  std::vector<LineChoice> attempt;
  if (hyphens) {
    Chooser unhyphenated(measure, false);
    unhyphenated.set_width(width);
    unhyphenated.greedy(attempt);
    if (!unhyphenated.forced() && attempt.size() <= lines.size()) {
      chooser = std::move(unhyphenated);
      lines = attempt;
    }
  }
  const std::size_t most_hyphens = count_hyphens(lines);
  const std::size_t most_lines = lines.size();
  double too_narrow = 0;
  double wide_enough = width;
  while (wide_enough - too_narrow > 0.05) {
    const double middle = (too_narrow + wide_enough) / 2;
    attempt.clear();
    chooser.set_width(middle);
    chooser.greedy(attempt);
    if (!chooser.forced() && attempt.size() <= most_lines && count_hyphens(attempt) <= most_hyphens) {
      wide_enough = middle;
      lines = attempt;
    } else {
      too_narrow = middle;
    }
  }
}

}  // namespace

std::vector<LineChoice> choose_lines(const Measure& measure, LineBreaking breaking, bool hyphens, double width) {
  std::vector<LineChoice> lines;
  if (breaking == LineBreaking::balanced) {
    balance(measure, hyphens, width, lines);
    return lines;
  }
  Chooser chooser(measure, hyphens);
  chooser.set_width(width);
  if (breaking == LineBreaking::pretty) {
    chooser.pretty(lines);
  } else {
    chooser.greedy(lines);
  }
  return lines;
}

}  // namespace depesche
