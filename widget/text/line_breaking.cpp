#include "text/line_breaking.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "text/characters.h"

namespace depesche {
namespace {

// What a line costs in `pretty`: the square of the share of its width that stays empty, and these.
constexpr double cost_of_line = 0.02;          // so that a paragraph does not grow for beauty alone
constexpr double cost_of_hyphen = 0.022;       // a line may be 15 % loose before a hyphen is better
constexpr double cost_of_short_part = 0.02;    // two letters before the hyphen, or three after it
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
/// Paragraphs of more opportunities are set greedily, and those where a line holds more of them on average than any
/// writing does (a thousand zero-width spaces): the cost must stay bounded.
constexpr std::size_t most_opportunities = 8192;
constexpr std::size_t most_opportunities_a_line = 256;

struct Opportunity {
  double start_x = 0;  ///< x of a line that begins here
  double content_x = 0;
  double end_x = 0;    ///< x of the end of a line that ends here, hyphen included; kerning across the end is not
  std::uint32_t offset = 0;
  std::uint32_t content_end = 0;
  Break kind = Break::none;
  float ugliness = 0;  ///< cost of a line that ends here, whatever its width
  bool hyphen() const { return kind == Break::hyphen || kind == Break::soft_hyphen; }
};

constexpr std::uint32_t before_first = 0xffffffff;

class Chooser {
 public:
  Chooser(const Measure& measure, Hyphens hyphens) : measure_(&measure), hyphens_(hyphens) { collect(); }

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
      const bool is_simple = last - from > most_opportunities || fits(from, last);
      if (!is_simple && least_cost(from, last, lines)) from = last;
      while (from != last) {
        const std::uint32_t to = furthest(from);
        push_line(from, to, lines);
        from = to;
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

  static std::uint32_t letters_before(std::string_view text, std::size_t at) {
    std::uint32_t count = 0;
    while (at > 0 && count < 4 && is_alphabetic(previous_code_point(text, at))) ++count;
    return count;
  }

  static std::uint32_t letters_after(std::string_view text, std::size_t at) {
    std::uint32_t count = 0;
    while (at < text.size() && count < 4 && is_alphabetic(next_code_point(text, at))) ++count;
    return count;
  }

  static double ugliness(std::string_view text, const Opportunity& o) {
    const std::uint32_t before = letters_before(text, o.content_end);
    if (o.hyphen()) {
      const bool short_part = before < 3 || letters_after(text, o.offset) < 4;
      return short_part ? cost_of_hyphen + cost_of_short_part : cost_of_hyphen;
    }
    if (o.kind == Break::grapheme) return cost_of_grapheme;
    // A word of one letter: what stands before it is a space.
    if (o.kind != Break::allowed || o.content_end == o.offset || before != 1) return 0;
    std::size_t at = o.content_end;
    previous_code_point(text, at);
    return at > 0 && is_space(previous_code_point(text, at)) ? cost_of_stranded : 0;
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
    o.ugliness = static_cast<float>(ugliness(text, o));
    return o;
  }

  void collect() {
    const std::vector<Break>& breaks = measure_->shaped().breaks;
    std::uint32_t previous = 0;
    // A line feed at the end of the text makes the end mandatory, as it is anyway.
    for (std::uint32_t i = 1; i < breaks.size(); ++i) {
      const Break kind = breaks[i];
      if (kind == Break::none || kind == Break::grapheme || (kind == Break::hyphen && hyphens_ != Hyphens::all))
        continue;
      opportunities_.push_back(make(previous, i, kind));
      previous = i;
    }
    words_ = opportunities_;
  }

  /// Adds hyphens and grapheme boundaries to words that are wider than the line.
  void split_wide_words() {
    const std::vector<Break>& breaks = measure_->shaped().breaks;
    opportunities_.clear();
    std::uint32_t begin = 0;
    double start = 0;
    for (const Opportunity& word : words_) {
      // Of a word that was shaped together with the one before, the width is not known yet: it may be such a one.
      if (word.end_x - start > width_ - Measure::margin || measure_->is_inside(begin)) {
        for (std::uint32_t i = begin + 1; i < word.content_end; ++i) {
          if (breaks[i] == Break::none) continue;
          const bool hyphen = breaks[i] == Break::hyphen && hyphens_ == Hyphens::in_wide_words;
          opportunities_.push_back(make(begin, i, hyphen ? Break::hyphen : Break::grapheme));
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
    if (!measure_->is_inside(begin_of(from)) && !measure_->is_inside(end.content_end)) {
      if (width + Measure::margin <= width_) return true;
      if (width - Measure::margin > width_) return false;
    }
    return measure_->exact(begin_of(from), end.content_end, end.hyphen()) <= width_;
  }

  /// The last opportunity that a line from `from` reaches; inside of a word only where there is no other.
  std::uint32_t furthest(std::uint32_t from) {
    // Hyphens do not count here, since a longer line without one may fit where a shorter line with one does not.
    const double limit = start_of(from) + width_ + Measure::margin;
    std::uint32_t end = from + 1;
    while (opportunities_[end].kind != Break::mandatory && opportunities_[end + 1].content_x <= limit) ++end;
    std::uint32_t hyphen = before_first;
    std::uint32_t grapheme = before_first;
    for (std::uint32_t to = end;; --to) {
      if (fits(from, to)) {
        const Opportunity& o = opportunities_[to];
        if (o.kind == Break::grapheme) {
          if (grapheme == before_first) grapheme = to;
        } else if (o.hyphen() && hyphens_ == Hyphens::in_wide_words) {
          if (hyphen == before_first) hyphen = to;
        } else {
          return to;
        }
      }
      if (to == from + 1) break;
    }
    if (hyphen != before_first) return hyphen;
    forced_ = true;
    return grapheme != before_first ? before_letter(from, grapheme) : from + 1;
  }

  /// Where a word is cut, the next line does not begin with the sign behind it ("…fragment" and "."): a letter or two go along.
  std::uint32_t before_letter(std::uint32_t from, std::uint32_t cut) const {
    constexpr std::uint32_t most = 3;
    const std::string_view text = measure_->shaped().text;
    for (std::uint32_t to = cut; to > from + 1 && cut - to < most && opportunities_[to].kind == Break::grapheme; --to) {
      std::size_t at = opportunities_[to].offset;
      const char32_t c = next_code_point(text, at);
      if (is_alphabetic(c) || (c >= '0' && c <= '9')) return to;
    }
    return cut;
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
    const Opportunity& end = opportunities_[to];
    sum += loose * loose + static_cast<double>(end.ugliness);
    if (end.hyphen() && begins_in_word) sum += cost_of_hyphen_pair;
    return sum;
  }

  /// Of the opportunities before the furthest one, which all fit but for a hyphen: not worth shaping for.
  bool is_worth_trying(std::uint32_t to, double width) const {
    const Opportunity& o = opportunities_[to];
    if (o.kind == Break::grapheme) return false;
    return !o.hyphen() || (width >= loosest_with_hyphen * width_ && width + Measure::margin <= width_);
  }

  /// The cheapest way from one mandatory break to the next; false when it takes too long to find.
  bool least_cost(std::uint32_t first, std::uint32_t last, std::vector<LineChoice>& lines) {
    nodes_.assign(last - first + 1, {});
    const auto node = [&](std::uint32_t i) -> Node& { return nodes_[i - first]; };  // wraps around for before_first
    node(first).cost = 0;
    std::size_t looked_at = 0;
    for (std::uint32_t from = first; from != last; ++from) {
      if (node(from).cost == std::numeric_limits<double>::max()) continue;
      const std::uint32_t end = furthest(from);
      looked_at += end - from;
      if (looked_at > most_opportunities_a_line * nodes_.size()) return false;
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
    return true;
  }

  const Measure* measure_;
  Hyphens hyphens_;
  double width_ = 0;
  double per_width_ = 0;
  bool forced_ = false;
  std::vector<Opportunity> words_;  ///< without grapheme boundaries
  std::vector<Opportunity> opportunities_;  ///< with those that `width_` takes
  std::vector<Node> nodes_;
};

/// The narrowest width that keeps the number of lines, found by bisection; then greedy. These are headings: a word is
/// hyphenated only where a line cannot hold it, and a narrower width must not add hyphens.
void balance(Chooser& chooser, double width, std::vector<LineChoice>& lines) {
  chooser.set_width(width);
  chooser.greedy(lines);
  if (lines.size() < 2 || chooser.forced() || !chooser.bounded()) return;
  const auto count_hyphens = [](const std::vector<LineChoice>& of) {
    return std::ranges::count_if(of, &LineChoice::hyphen);
  };
  const auto most_hyphens = count_hyphens(lines);
  const std::size_t most_lines = lines.size();
  std::vector<LineChoice> attempt;
  double too_narrow = 0;
  double wide_enough = width;
  while (wide_enough - too_narrow > 0.05) {
    const double middle = (too_narrow + wide_enough) / 2;
    attempt.clear();
    chooser.set_width(middle);
    chooser.greedy(attempt);
    if (!chooser.forced() && attempt.size() <= most_lines && count_hyphens(attempt) <= most_hyphens) {
      wide_enough = middle;
      std::swap(lines, attempt);
    } else {
      too_narrow = middle;
    }
  }
}

}  // namespace

std::vector<LineChoice> choose_lines(const Measure& measure, LineBreaking breaking, Hyphens hyphens, double width) {
  std::vector<LineChoice> lines;
  Chooser chooser(measure, hyphens);
  if (breaking == LineBreaking::balanced) {
    balance(chooser, width, lines);
    return lines;
  }
  chooser.set_width(width);
  if (breaking == LineBreaking::pretty) {
    chooser.pretty(lines);
  } else {
    chooser.greedy(lines);
  }
  return lines;
}

}  // namespace depesche
