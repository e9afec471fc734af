#include "card.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <optional>
#include <utility>

#include "card_damage.h"
#include "card_search.h"
#include "card_shared.h"
#include "content/language_names.h"
#include "content/load_article.h"
#include "draw/draw.h"
#include "layout/dump.h"
#include "layout/layout.h"
#include "raster/raster.h"
#include "semantics/semantic_tree.h"
#include "text/language_direction.h"

namespace depesche {
namespace {

constexpr int max_paint_side = 4096;
constexpr Point outside{-1e6f, -1e6f};

double now_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double, std::milli>(since).count();
}

}  // namespace

struct Card::Impl {
  explicit Impl(Engine::Shared& engine) : shared(engine), painter(engine.draw) {}

  Engine::Shared& shared;
  Painter painter;
  std::optional<Article> article;
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> language_names;
  bool failed = false;

  std::string wanted_language;
  std::uint64_t expected_languages = 0;  ///< a bit each
  CardState state;
  ThemeName system_theme = ThemeName::light;
  std::vector<std::pair<ColourRole, Colour>> overrides;
  Theme theme;
  bool inspector = false;

  TextCache cache;
  LayoutTree tree;
  bool has_tree = false;
  bool layout_due = true;
  bool repaint_due = true;
  std::vector<Rect> damage;

  CardSearch search;
  std::vector<Highlight> highlights;
  bool reveal_due = false;
  bool switched = false;  ///< by the reader to another language: said in that, once its words are there
  std::string announcement;

  Point pointer_position = outside;
  Painter::PointerState pointed;

  SemanticMemory semantic_memory;
  Counters counters;
  Times times;

  const Strings& strings() const { return shared.strings(language_tag()); }

  std::string_view language_tag() const {
    if (article) return article->languages[state.language];
    return wanted_language.empty() ? std::string_view("en") : std::string_view(wanted_language);
  }

  LayoutInput input() const {
    LayoutInput in;
    in.article = article ? &*article : nullptr;
    in.strings = &strings();
    in.language_names = language_names;
    in.state = &state;
    in.resources = &shared.text;
    if (failed) in.notice = diagnostics;
    return in;
  }

  ThemeName theme_name() const {
    if (state.theme_choice == ThemeChoice::automatic) return system_theme;
    return static_cast<ThemeName>(static_cast<int>(state.theme_choice) - 1);
  }

  void apply_theme() {
    theme = branded_theme(theme_name(), overrides);
    repaint_due = true;
  }

  void find_language() {
    if (!article) return;
    const Language found = wanted_language.empty() ? Language{0} : article->find_language(wanted_language);
    if (found == state.language) return;
    state.language = found;
    layout_due = true;
  }

  std::vector<std::string> missing_resources() {
    std::vector<std::string> missing;
    std::string path = strings_path(language_tag());
    if (!shared.words.contains(path)) missing.push_back(std::move(path));
    for (std::string& need : collect_needs(input(), cache)) {
      const auto file = find_font_file(need);
      const bool absent =
          file ? shared.text.fonts.state(*file) == FontLibrary::State::missing : shared.text.hyphenation.pending(need);
      if (absent) missing.push_back(std::move(need));
    }
    return missing;
  }

  /// @return what is missing
  std::vector<std::string> set_expected() {
    const Language shown = state.language;
    const std::uint64_t shapes = shape_count();
    std::vector<std::string> missing;
    for (; expected_languages != 0; expected_languages &= expected_languages - 1) {
      state.language = static_cast<Language>(std::countr_zero(expected_languages));
      missing = missing_resources();
      if (!missing.empty()) break;
      layout(input(), cache, true);
    }
    counters.shapes += shape_count() - shapes;
    state.language = shown;
    return missing;
  }

  void lay_out() {
    const double start = now_ms();
    const std::uint64_t shapes = shape_count();
    const LayoutTree old_tree = std::exchange(tree, layout(input(), cache));
    ++counters.layouts;
    if (search.refresh(tree, state.search)) {
      // The count beside the field has changed with the matches.
      tree = layout(input(), cache);
      ++counters.layouts;
      search.refresh(tree, state.search);
    }
    const std::vector<Highlight> old_highlights = std::move(highlights);
    highlights.clear();
    search.highlight(tree, state.search, highlights);
    counters.shapes += shape_count() - shapes;
    times.layout_ms = now_ms() - start;
    layout_due = false;
    repaint_due |= !has_tree;
    has_tree = true;
    if (!repaint_due) damage.push_back(changed_rows({old_tree, old_highlights}, {tree, highlights}));
    point_at(old_tree, painter.pointer(tree, pointer_position, false));
  }

  /// @param old_tree  the layout in which the old state was drawn
  void point_at(const LayoutTree& old_tree, const Painter::PointerState& now) {
    if (now == pointed) return;
    append_rects(old_tree, pointed.hovered, damage);
    append_rects(old_tree, pointed.pressed, damage);
    append_rects(tree, now.hovered, damage);
    append_rects(tree, now.pressed, damage);
    pointed = now;
  }

  /// Where a control or link is drawn, for damage.
  static void append_rects(const LayoutTree& tree, NodeId id, std::vector<Rect>& out) {
    if (id == no_node) return;
    for (const Control& control : tree.controls)
      if (control.id == id) out.push_back(tree.boxes[control.box].rect.inset(-3));
    for (const TextBox& text : tree.texts) {
      for (const TextMark& mark : text.marks) {
        if (mark.id != id) continue;
        const std::size_t first = out.size();
        range_rects(*text.paragraph, *text.shaped, mark.begin, mark.end, out);
        for (std::size_t i = first; i < out.size(); ++i) {
          out[i].x += text.origin.x - 3;
          out[i].y += text.origin.y - 3;
          out[i].width += 6;
          out[i].height += 6;
        }
      }
    }
  }

  const Control* find_control(NodeId id) const {
    for (const Control& control : tree.controls)
      if (control.id == id) return &control;
    return nullptr;
  }

  template <class Visit>
  void each_entry(Visit&& visit) const {
    if (!article) return;
    for (std::size_t i = 0; i < article->body.size(); ++i) {
      const auto* timeline = std::get_if<TimelineBlock>(&article->body[i].content);
      if (timeline == nullptr) continue;
      for (const TimelineEntry& entry : timeline->entries)
        visit(entry, timeline_entry_node(article->body[i], i, entry));
    }
  }

  bool set_open(NodeId node, bool open) {
    const bool changed = open ? state.open.insert(node).second : state.open.erase(node) > 0;
    layout_due |= changed;
    return changed;
  }

  void announce_search() {
    announcement = state.search.total == 0
                       ? strings()[Message::search_none]
                       : fill(strings()[Message::search_count], "current", std::to_string(state.search.current),
                              "total", std::to_string(state.search.total));
  }
};

Card::Card(Engine& engine) : impl_(std::make_unique<Impl>(engine.shared())) { impl_->apply_theme(); }
Card::~Card() = default;

void Card::set_article(std::string_view json, std::string_view file) {
  Impl& card = *impl_;
  const double start = now_ms();
  auto loaded = load_article(json, file);
  card.times.load_ms = now_ms() - start;
  card.layout_due = true;
  card.failed = !loaded;
  if (!loaded) {
    card.diagnostics = std::move(loaded.error());
    return;
  }
  card.diagnostics = std::move(loaded->warnings);
  card.article = std::move(loaded->article);
  card.expected_languages = 0;
  card.language_names = own_names(card.article->languages);
  card.state.language = 0;
  card.find_language();
}

void Card::set_width(float width) {
  if (!(width > 0) || width == impl_->state.width) return;
  impl_->state.width = width;
  impl_->layout_due = true;
}

void Card::set_language(std::string_view tag) {
  impl_->wanted_language = tag;
  if (!impl_->article) impl_->layout_due = true;
  impl_->find_language();
}

void Card::expect_language(std::string_view tag) {
  Impl& card = *impl_;
  // Longer ones would keep the engine from what the reader does meanwhile.
  constexpr std::size_t longest = 128u << 10;
  if (!card.article || card.article->size > longest || is_right_to_left(tag)) return;
  const Language language = card.article->find_language(tag);
  if (language < 64) card.expected_languages |= std::uint64_t{1} << language;
}

void Card::set_theme_choice(ThemeChoice choice) {
  if (choice == impl_->state.theme_choice) return;
  impl_->state.theme_choice = choice;
  impl_->layout_due = true;  // the button names the choice
  impl_->apply_theme();
}

void Card::set_system_theme(ThemeName name) {
  if (name == impl_->system_theme) return;
  impl_->system_theme = name;
  impl_->apply_theme();
}

void Card::set_colour_overrides(std::span<const std::pair<ColourRole, Colour>> overrides) {
  impl_->overrides.assign(overrides.begin(), overrides.end());
  impl_->apply_theme();
}

void Card::set_text_size(TextSize size) {
  if (size == impl_->state.text_size) return;
  impl_->state.text_size = size;
  impl_->layout_due = true;
}

void Card::set_today(const Moment& today) {
  if (today == impl_->state.today) return;
  impl_->state.today = today;
  impl_->layout_due = true;
}

void Card::set_heading_level(int level) {
  const auto clamped = static_cast<std::uint8_t>(std::clamp(level, 1, 4));
  if (clamped == impl_->state.heading_level) return;
  impl_->state.heading_level = clamped;
  impl_->layout_due = true;
}

void Card::set_target_size(float size) {
  if (!(size > 0) || size == impl_->state.target_size) return;
  impl_->state.target_size = size;
  impl_->layout_due = true;
}

void Card::set_variant(Variant variant) {
  if (variant == impl_->state.variant) return;
  impl_->state.variant = variant;
  impl_->layout_due = true;
  // There is no field in which the reader could end it.
  if (variant == Variant::card) search({});
}

void Card::set_measure(float characters) {
  if (!(characters > 0) || characters == impl_->state.measure) return;
  impl_->state.measure = characters;
  impl_->layout_due = true;
}

void Card::set_speech(Speech speech) {
  if (speech == impl_->state.speech) return;
  impl_->state.speech = speech;
  impl_->layout_due = true;
}

void Card::set_inspector(bool on) {
  if (on == impl_->inspector) return;
  impl_->inspector = on;
  impl_->repaint_due = true;
}

bool Card::open_entry(std::string_view entry_id, bool open) {
  bool found = false;
  impl_->each_entry([&](const TimelineEntry& entry, NodeId node) {
    if (entry.id != entry_id) return;
    impl_->set_open(node, open);
    found = true;
  });
  return found;
}

void Card::open_all(bool open) {
  impl_->each_entry([&](const TimelineEntry&, NodeId node) { impl_->set_open(node, open); });
}

bool Card::activate(NodeId node) {
  Impl& card = *impl_;
  const Control* found = card.find_control(node);
  if (found == nullptr || found->disabled) return false;
  const Control control = *found;
  const auto step_size = [&](int by) {
    set_text_size(static_cast<TextSize>(std::clamp(static_cast<int>(card.state.text_size) + by, 0, 3)));
  };
  switch (control.action) {
    case Action::set_language: {
      if (!card.article || control.language >= card.article->languages.size()) return false;
      set_language(card.article->languages[control.language]);
      card.switched = true;
      return true;
    }
    case Action::toggle_entry: {
      const bool open = !control.expanded;
      card.each_entry([&](const TimelineEntry& entry, NodeId entry_node) {
        if (node_id(entry_node, "statement") != control.target) return;
        card.set_open(entry_node, open);
        const auto name = entry.speaker.in(card.state.language);
        card.announcement = fill(card.strings()[open ? Message::opened : Message::closed], "name",
                                 name.value != nullptr ? *name.value : std::string());
      });
      return true;
    }
    case Action::open_all:
    case Action::close_all:
      card.each_entry([&](const TimelineEntry& entry, NodeId entry_node) {
        if (node_id(control.target, entry.id) == entry_node)
          card.set_open(entry_node, control.action == Action::open_all);
      });
      return true;
    case Action::text_smaller: step_size(-1); return true;
    case Action::text_larger: step_size(+1); return true;
    case Action::next_theme:
      set_theme_choice(static_cast<ThemeChoice>((static_cast<int>(card.state.theme_choice) + 1) % 5));
      return true;
    case Action::search_previous: search_step(-1); return true;
    case Action::search_next: search_step(+1); return true;
    case Action::search_clear: search({}); return true;
    case Action::read_on: set_variant(Variant::full); return true;
    case Action::none:
    case Action::follow_link:
    case Action::edit_search:
    case Action::read_aloud: return false;
  }
  return false;
}

void Card::search(std::string_view query, std::uint32_t current) {
  Impl& card = *impl_;
  constexpr std::size_t longest = 256;
  std::size_t end = std::min(query.size(), longest);
  while (end > 0 && end < query.size() && (static_cast<unsigned char>(query[end]) & 0xc0) == 0x80) --end;
  query = query.substr(0, end);
  if (query == card.state.search.query) return;
  card.state.search = {std::string(query), 0, current};
  card.search.clear();
  card.layout_due = true;
  card.reveal_due = !query.empty() && current == 0;
}

void Card::search_step(int by) {
  Impl& card = *impl_;
  SearchState& search = card.state.search;
  if (search.total == 0) return;
  const auto total = static_cast<int>(search.total);
  search.current =
      static_cast<std::uint32_t>(((static_cast<int>(search.current) - 1 + by) % total + total) % total) + 1;
  card.layout_due = true;
  card.reveal_due = true;
}

void Card::pointer(Point position, bool pressed) {
  Impl& card = *impl_;
  card.pointer_position = position;
  if (!card.has_tree) return;
  const Painter::PointerState now = card.painter.pointer(card.tree, position, pressed);
  card.repaint_due |= card.inspector;  // its window follows the pointer
  card.point_at(card.tree, now);
}

Update Card::update() {
  Impl& card = *impl_;
  Update update;
  update.failed = card.failed;
  if (card.layout_due && (card.article || card.failed)) {
    update.needs = card.missing_resources();
    if (update.needs.empty()) {
      card.lay_out();
      // A match in a closed statement opens it; only then is there a place to show.
      if (card.reveal_due && card.search.current_entry(card.state.search) != no_node &&
          card.set_open(card.search.current_entry(card.state.search), true))
        card.lay_out();
      if (card.reveal_due) {
        update.reveal = card.search.current_rect(card.tree, card.state.search);
        card.announce_search();
        card.reveal_due = false;
      }
      if (card.switched)
        card.announcement =
            fill(card.strings()[Message::language_changed], "language", card.language_names[card.state.language]);
      card.switched = false;
      update.laid_out = true;
      update.matches = card.search.places(card.tree, card.state.search);
    }
  }
  if (card.expected_languages != 0 && !card.layout_due) update.needs = card.set_expected();
  update.ready = card.has_tree;
  update.diagnostics = card.diagnostics;
  if (!card.has_tree) return update;
  update.size = card.tree.size;
  update.language = card.tree.language;
  update.recoloured = card.repaint_due;
  if (card.repaint_due) card.damage.assign(1, {0, 0, card.tree.size.width, card.tree.size.height});
  std::erase_if(card.damage, [](const Rect& rect) { return rect.empty(); });
  update.damage = std::move(card.damage);
  update.announcement = std::move(card.announcement);
  card.announcement.clear();
  card.damage.clear();
  card.repaint_due = false;
  return update;
}

const LayoutTree& Card::tree() const { return impl_->tree; }
const Article* Card::article() const {
  const std::optional<Article>& article = impl_->article;
  return article ? &*article : nullptr;
}
const CardState& Card::state() const { return impl_->state; }
ThemeName Card::theme_name() const { return impl_->theme_name(); }
Colour Card::background() const { return impl_->theme[ColourRole::background]; }
Colour Card::ink() const { return impl_->theme[ColourRole::text]; }
Counters Card::counters() const { return impl_->counters; }
const Times& Card::times() const { return impl_->times; }

void Card::append_semantics(std::string& out, bool whole) {
  Impl& card = *impl_;
  if (whole) card.semantic_memory = {};
  append_semantic_patch(out, build_semantics(card.tree), card.semantic_memory, card.counters.semantics);
}

std::string Card::dump_layout() const { return dump(impl_->tree); }
std::string Card::dump_semantics() const { return dump(build_semantics(impl_->tree)); }

std::span<const std::uint8_t> Card::paint(int x, int y, int width, int height, float dpr) {
  Impl& card = *impl_;
  if (!card.has_tree || width <= 0 || height <= 0 || width > max_paint_side || height > max_paint_side ||
      !(dpr >= 0.25f && dpr <= 8))
    return {};
  ++card.counters.paints;
  DrawInput input;
  input.tree = &card.tree;
  input.theme = &card.theme;
  input.fonts = &card.shared.text.fonts;
  input.highlights = card.highlights;
  input.hovered = card.pointed.hovered;
  input.pressed = card.pointed.pressed;
  const InspectorInfo info{card.counters, card.times};
  if (card.inspector) input.inspector = &info;
  const double start = now_ms();
  ImDrawData* data = card.painter.draw(input, x, y, width, height, dpr);
  const double drawn = now_ms();
  card.times.draw_ms = drawn - start;
  if (data == nullptr) return {};
  const std::span<std::uint8_t> pixels =
      card.shared.room_for_pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  rasterise(*data, {pixels, width, height, width * 4}, card.theme[ColourRole::background]);
  card.times.raster_ms = now_ms() - drawn;
  return pixels;
}

}  // namespace depesche
