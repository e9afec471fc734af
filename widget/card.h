// The whole engine behind one class: an article card from JSON bytes to pixels and semantics. The platform (browser
// exports, command line, tests) speaks to nothing else. Everything is in CSS pixels from the card's top left corner;
// nothing runs unless called, and nothing is fetched: the card says which resources it needs and is given them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/geometry.h"
#include "base/statistics.h"
#include "layout/card_state.h"
#include "layout/layout_tree.h"

namespace depesche {

/// What all cards of a page share: fonts, hyphenation, UI strings, glyph atlas, pictures.
class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// A resource that some card asked for, by the path it gave. False when the bytes are not usable; the reason is
  /// in `last_error`. Cards go on with a fallback in either case.
  bool provide(std::string_view path, std::string bytes);
  /// The resource cannot be had.
  void fail(std::string_view path);
  std::string_view last_error() const;

  /// Native builds: the pixels of a picture (RGBA, not premultiplied, sRGB). In the browser pictures are `<img>`.
  bool provide_image(std::string_view url, std::uint32_t width, std::uint32_t height, std::vector<std::uint8_t> rgba);

  struct Shared;
  Shared& shared() { return *shared_; }

 private:
  std::unique_ptr<Shared> shared_;
};

/// A match in the page layer's text of a node.
struct MatchPlace {
  NodeId node = no_node;
  std::uint32_t begin = 0;  ///< UTF-16 code units, soft hyphens not counted: the page layer has none
  std::uint32_t end = 0;

  bool operator==(const MatchPlace&) const = default;
};

/// The matches that are nearest to the current one, which is `current` of them, from 1; 0: it is in a closed statement,
/// or there is none.
struct MatchPlaces {
  std::vector<MatchPlace> places;
  std::uint32_t current = 0;
};

/// What changed since the last `update`.
struct Update {
  /// Resources still missing for the present state; empty once the card is laid out with all it wants.
  std::vector<std::string> needs;
  /// False while nothing can be shown yet: no article, or its resources are missing.
  bool ready = false;
  Size size;
  bool laid_out = false;  ///< size, boxes and semantics may have changed
  std::vector<Rect> damage;  ///< what to paint again
  bool recoloured = false;  ///< the theme's colours may be others than before
  std::vector<Diagnostic> diagnostics;  ///< of the article given last; may be warnings only
  bool failed = false;  ///< the article given last cannot be shown
  std::string language;  ///< BCP 47 tag shown
  std::string announcement;  ///< for the live region, or empty
  /// After a search step: where the current match is, for scrolling; empty otherwise.
  Rect reveal;
  /// With each layout while the reader searches: where matches are in the page layer's text.
  MatchPlaces matches;
};

enum class Open : std::uint8_t { none, all, one };

class Card {
 public:
  explicit Card(Engine& engine);
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

  /// Takes new content. On errors the last good article stays, under a notice; without one the errors are the card.
  void set_article(std::string_view json, std::string_view file);

  void set_width(float width);
  /// BCP 47; the nearest language of the article, remembered for articles to come.
  void set_language(std::string_view tag);
  /// The reader is likely to choose this language, too: `update` then names what it takes and, with all of it there, sets its
  /// texts, once. Nothing changes but the time that the choice will take. Long articles and right-to-left languages wait.
  void expect_language(std::string_view tag);
  void set_theme_choice(ThemeChoice choice);
  /// What `automatic` means at present.
  void set_system_theme(ThemeName name);
  /// The host's colours, in the themes that they suit (`branded_theme`); an empty list: none.
  void set_colour_overrides(std::span<const std::pair<ColourRole, Colour>> overrides);
  void set_text_size(TextSize size);
  void set_today(const Moment& today);
  void set_heading_level(int level);
  void set_target_size(float size);
  void set_variant(Variant variant);
  /// Characters a line at most.
  void set_measure(float characters);
  void set_speech(Speech speech);
  void set_inspector(bool on);

  /// Opens and closes timeline entries by authored id or all at once. Unknown ids are ignored: false.
  bool open_entry(std::string_view entry_id, bool open);
  void open_all(bool open);

  /// Carries out the control `node`, as the DOM's click or key on it asks. False: no such control, or nothing to do
  /// here (`follow_link`).
  bool activate(NodeId node);
  /// @param current  from 1: the match that the reader was at with another engine, who is there already; 0: the first one
  ///   is revealed
  /// @param query  of which the first 256 bytes count
  void search(std::string_view query, std::uint32_t current = 0);
  void search_step(int by);  ///< +1 next, -1 previous

  /// The pointer for hover and press drawing; outside the card: a point outside. Never activates anything.
  void pointer(Point position, bool pressed);

  /// Does the outstanding work and says what changed. Cheap when nothing did.
  Update update();

  const LayoutTree& tree() const;
  const Article* article() const;  ///< the last good one, or null
  const CardState& state() const;
  ThemeName theme_name() const;
  Colour background() const;
  /// Of its text.
  Colour ink() const;
  Counters counters() const;
  const Times& times() const;

  /// Appends the semantic tree as JSON for the page layer: whole, or (after the first) only what changed since the last
  /// call; nothing when nothing did.
  void append_semantics(std::string& out, bool whole);
  std::string dump_layout() const;
  std::string dump_semantics() const;

  /// Paints a rectangle of device pixels at `dpr` device pixels a CSS pixel. RGBA, opaque, rows of `width * 4` bytes.
  /// The same rectangle gives the same bytes however a card is cut into tiles. At most 4096 × 4096.
  /// @return empty when the card is not ready or the size is refused; valid until any card of the engine paints.
  std::span<const std::uint8_t> paint(int x_device_px, int y_device_px, int width_device_px, int height_device_px,
                                      float dpr);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace depesche
