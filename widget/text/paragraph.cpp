#include "text/paragraph.h"

#include <algorithm>

#include "text/bidi.h"
#include "text/characters.h"
#include "text/harfbuzz_run.h"
#include "text/line_breaking.h"
#include "text/measure.h"

namespace depesche {
namespace {

/// A line may be wider than the box by this many pixels: what is lost between fractions and browsers' 1/64 pixel.
constexpr float tolerance = 1.0f / 128;
constexpr float endless = 1e7f;

/// What stands for the part of a line that is cut off.
struct Ellipsis {
  FontFile font = no_font;
  std::uint16_t glyph = 0;
  double advance = 0;
};

Ellipsis find_ellipsis(const ShapedText& shaped, const FontLibrary& fonts) {
  const auto look = [&](FontFile file) -> Ellipsis {
    const LoadedFont* font = fonts.loaded(file);
    if (font == nullptr || font->ellipsis == 0) return {};
    return {file, font->ellipsis, static_cast<double>(font->ellipsis_advance)};
  };
  for (const ShapedRun& run : shaped.runs) {
    if (const Ellipsis found = look(run.font); found.font != no_font) return found;
  }
  for (std::size_t file = 0; file < font_catalogue().size(); ++file) {
    if (const Ellipsis found = look(static_cast<FontFile>(file)); found.font != no_font) return found;
  }
  return {};
}

/// Puts the glyphs of lines into a paragraph, one line after the other.
class Placer {
 public:
  Placer(const Measure& measure, float size, Paragraph& out)
      : measure_(measure), shaped_(measure.shaped()), size_(static_cast<double>(size)), out_(out) {}

  /// Appends the runs of one line, from x = 0 on; returns its width.
  double place(const LineChoice& choice, const Ellipsis* ellipsis) {
    collect_parts(choice);
    levels_.clear();
    for (const Part& part : parts_) levels_.push_back(shaped_.runs[part.run].level);
    if (ellipsis != nullptr) levels_.push_back(shaped_.base_level);
    visual_order(levels_, order_);

    line_ = choice;
    pen_ = 0;
    for (const std::uint32_t index : order_) {
      if (index == parts_.size()) {
        place_ellipsis(*ellipsis, choice.content_end);
      } else {
        place_part(parts_[index]);
      }
    }
    return pen_ * size_;
  }

 private:
  struct Part {
    std::uint32_t run = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool hyphen = false;
    bool after_line_end = false;
  };

  void collect_parts(const LineChoice& choice) {
    parts_.clear();
    for (std::uint32_t i = measure_.run_at(choice.begin); i < shaped_.runs.size(); ++i) {
      const ShapedRun& run = shaped_.runs[i];
      const std::uint32_t begin = std::max(run.text_begin, choice.begin);
      const std::uint32_t end = std::min(run.text_end, choice.content_end);
      if (begin >= end) break;
      parts_.push_back({i, begin, end, false, !parts_.empty() && parts_.back().end != begin});
    }
    if (!parts_.empty()) parts_.back().hyphen = choice.hyphen;
  }

  void place_part(const Part& part) {
    const ShapedRun& run = shaped_.runs[part.run];
    const bool right_to_left = (run.level & 1) != 0;
    const double gap = part.after_line_end ? measure_.x(part.begin) - measure_.x(part.begin - 1) : 0;
    if (!right_to_left) pen_ += gap;

    PlacedRun placed;
    placed.font = run.font;
    placed.level = run.level;
    placed.tag = run.tag;
    placed.x = static_cast<float>(pen_ * size_);
    placed.text_begin = part.begin;
    placed.text_end = part.end;
    placed.glyph_begin = static_cast<std::uint32_t>(out_.glyphs.size());

    const Measure::Piece piece = measure_.piece(run, line_.begin, line_.content_end, part.hyphen);
    glyphs_.clear();
    const auto head = [&] {
      if (piece.head_end > piece.begin)
        reshape(run, piece.begin, piece.head_end, part.hyphen && piece.head_end == piece.end);
    };
    const auto tail = [&] {
      if (piece.tail_begin < piece.end) reshape(run, piece.tail_begin, piece.end, part.hyphen);
    };
    if (right_to_left) {
      tail();
      copy(run, piece.head_end, piece.tail_begin);
      head();
    } else {
      head();
      copy(run, piece.head_end, piece.tail_begin);
      tail();
    }
    place_glyphs(part, right_to_left);

    placed.glyph_end = static_cast<std::uint32_t>(out_.glyphs.size());
    placed.width = static_cast<float>(pen_ * size_) - placed.x;
    out_.runs.push_back(placed);
    if (right_to_left) pen_ += gap;
  }

  void reshape(const ShapedRun& run, std::uint32_t begin, std::uint32_t end, bool hyphen) {
    shape_run(shaped_.text, begin, end, style_of(shaped_, run, measure_.fonts()), hyphen, glyphs_);
  }

  /// The glyphs of the run whose clusters lie in [begin, end), as they were shaped.
  void copy(const ShapedRun& run, std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    const std::span<const ShapedGlyph> all(shaped_.glyphs.data() + run.glyph_begin, run.glyph_end - run.glyph_begin);
    const std::span<const ShapedGlyph> part = glyphs_between(all, (run.level & 1) != 0, begin, end);
    glyphs_.insert(glyphs_.end(), part.begin(), part.end());
  }

  void place_glyphs(const Part& part, bool right_to_left) {
    for (std::size_t i = 0; i < glyphs_.size(); ++i) {
      const ShapedGlyph& glyph = glyphs_[i];
      double advance = static_cast<double>(glyph.advance);
      if (measure_.letter_spacing() != 0 && (i + 1 == glyphs_.size() || glyphs_[i + 1].cluster != glyph.cluster)) {
        advance += letter_spacing(part, i, right_to_left);
      }
      out_.glyphs.push_back({
          .id = glyph.id,
          .x = static_cast<float>((pen_ + static_cast<double>(glyph.x_offset)) * size_),
          .y = static_cast<float>(static_cast<double>(glyph.y_offset) * size_),
          .advance = static_cast<float>(advance * size_),
          .cluster = glyph.cluster,
      });
      pen_ += advance;
    }
  }

  /// That of the cluster of glyph `i`, its last one in visual order.
  double letter_spacing(const Part& part, std::size_t i, bool right_to_left) const {
    const std::uint32_t cluster = glyphs_[i].cluster;
    if (cluster >= part.end) return measure_.letter_spacing();  // the hyphen
    std::uint32_t end = part.end;
    if (right_to_left) {
      std::size_t next = i;
      while (next > 0 && glyphs_[next].cluster == cluster) --next;
      if (glyphs_[next].cluster != cluster) end = glyphs_[next].cluster;
    } else if (i + 1 < glyphs_.size()) {
      end = glyphs_[i + 1].cluster;
    }
    return measure_.spacing(cluster, end);
  }

  void place_ellipsis(const Ellipsis& ellipsis, std::uint32_t at) {
    PlacedRun run;
    run.font = ellipsis.font;
    run.level = shaped_.base_level;
    run.tag = parts_.empty() ? std::uint16_t{0} : shaped_.runs[parts_.back().run].tag;
    run.x = static_cast<float>(pen_ * size_);
    run.text_begin = run.text_end = at;
    run.glyph_begin = static_cast<std::uint32_t>(out_.glyphs.size());
    const auto advance = static_cast<float>(ellipsis.advance * size_);
    out_.glyphs.push_back({.id = ellipsis.glyph, .x = run.x, .advance = advance, .cluster = at});
    run.glyph_end = run.glyph_begin + 1;
    pen_ += ellipsis.advance;
    run.width = static_cast<float>(pen_ * size_) - run.x;
    out_.runs.push_back(run);
  }

  const Measure& measure_;
  const ShapedText& shaped_;
  double size_;
  Paragraph& out_;
  LineChoice line_;
  double pen_ = 0;  ///< in ems
  std::vector<Part> parts_;
  std::vector<std::uint8_t> levels_;
  std::vector<std::uint32_t> order_;
  std::vector<ShapedGlyph> glyphs_;
};

/// The only line of `LineBreaking::single`: all of the text, or as much as leaves room for an ellipsis.
LineChoice choose_single_line(const Measure& measure, double width, const Ellipsis& ellipsis, bool& cut) {
  const ShapedText& shaped = measure.shaped();
  const auto size = static_cast<std::uint32_t>(shaped.text.size());
  LineChoice line{0, content_end(shaped.text, 0, size), size, false};
  cut = measure.exact(0, line.content_end, false) > width;
  if (!cut) return line;
  std::uint32_t fitting = 0;
  for (std::uint32_t i = 1; i < line.content_end; ++i) {
    if (shaped.breaks[i] == Break::none) continue;
    const double guess = measure.x(i) + ellipsis.advance;
    if (guess - Measure::margin > width) break;
    if (guess + Measure::margin <= width || measure.exact(0, i, false) + ellipsis.advance <= width) fitting = i;
  }
  line.content_end = content_end(shaped.text, 0, fitting);
  return line;
}

double aligned_x(Alignment alignment, bool right_to_left, double box, double line) {
  const double room = box - line;
  switch (alignment) {
    case Alignment::start: return right_to_left ? room : 0;
    case Alignment::end: return right_to_left ? 0 : std::max(room, 0.0);
    case Alignment::center: return std::max(room / 2, 0.0);
  }
  return 0;
}

}  // namespace

Paragraph break_lines(const ShapedText& shaped, const ParagraphStyle& style, const FontLibrary& fonts) {
  Paragraph out;
  out.size = style.size;
  out.line_height = style.line_height;
  if (shaped.text.empty() || !(style.size > 0)) return out;

  const auto size = static_cast<double>(style.size);
  const float box = style.width > 0 ? std::min(style.width, endless) : 0;
  const double width = static_cast<double>(box + tolerance) / size;
  const Measure measure(shaped, &fonts, static_cast<double>(style.letter_spacing) / size);

  std::vector<LineChoice> choices;
  Ellipsis ellipsis;
  bool cut = false;
  if (style.breaking == LineBreaking::single) {
    ellipsis = find_ellipsis(shaped, fonts);
    choices.push_back(choose_single_line(measure, width, ellipsis, cut));
  } else {
    choices = choose_lines(measure, style.breaking, style.hyphens, width);
  }

  const LineMetrics metrics = line_metrics(shaped.spans.front().face);
  const float ascent = metrics.ascent * style.size;
  const float descent = metrics.descent * style.size;
  const float baseline = (style.line_height - (ascent + descent)) / 2 + ascent;

  out.lines.reserve(choices.size());
  out.glyphs.reserve(shaped.glyphs.size() + choices.size());
  Placer placer(measure, style.size, out);
  for (const LineChoice& choice : choices) {
    Line line;
    line.text_begin = choice.begin;
    line.text_end = choice.end;
    line.hyphenated = choice.hyphen;
    line.top = static_cast<float>(out.lines.size()) * style.line_height;
    line.baseline = line.top + baseline;
    line.run_begin = static_cast<std::uint32_t>(out.runs.size());
    const auto first_glyph = static_cast<std::ptrdiff_t>(out.glyphs.size());
    const double line_width = placer.place(choice, cut && ellipsis.font != no_font ? &ellipsis : nullptr);
    line.run_end = static_cast<std::uint32_t>(out.runs.size());
    line.width = static_cast<float>(line_width);

    const double shift = aligned_x(style.alignment, (shaped.base_level & 1) != 0, static_cast<double>(box), line_width);
    line.x = static_cast<float>(shift);
    if (shift != 0) {
      for (std::uint32_t run = line.run_begin; run < line.run_end; ++run) out.runs[run].x += line.x;
      for (auto glyph = out.glyphs.begin() + first_glyph; glyph != out.glyphs.end(); ++glyph) glyph->x += line.x;
    }
    out.width = std::max(out.width, line.width);
    out.lines.push_back(line);
  }
  out.height = static_cast<float>(out.lines.size()) * style.line_height;
  return out;
}

float natural_width(const ShapedText& shaped, float size, float letter_spacing) {
  if (shaped.text.empty() || !(size > 0)) return 0;
  // No font is asked: lines end at line feeds only, where runs end as well.
  const Measure measure(shaped, nullptr, static_cast<double>(letter_spacing) / static_cast<double>(size));
  double widest = 0;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 1; i <= shaped.text.size(); ++i) {
    if (shaped.breaks[i] != Break::mandatory) continue;
    widest = std::max(widest, measure.x(content_end(shaped.text, begin, i)) - measure.x(begin));
    begin = i;
  }
  return static_cast<float>(widest * static_cast<double>(size));
}

}  // namespace depesche
