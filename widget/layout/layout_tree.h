// The one result of layout, read by both the painter and the page layer: boxes in reading order with absolute
// rectangles in CSS pixels from the card's top left corner, their texts broken into lines, their pictures, their
// controls. Plain values with indices; it draws nothing and knows no pixels.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/geometry.h"
#include "base/node_id.h"
#include "content/article.h"
#include "layout/theme.h"
#include "text/paragraph.h"

namespace depesche {

/// What a box is to the reader. The same names stand in dumps and in the page layer.
enum class Role : std::uint8_t {
  article,         ///< the root
  header,          ///< kicker, headline, byline, lead figure
  tools,           ///< the bar with search, languages, text size, theme
  date_line,       ///< "Today: …"
  search,          ///< landmark around field and buttons
  search_field,
  search_count,    ///< status text
  language_group,
  language_choice,
  button,          ///< any other control that acts
  kicker,
  headline,
  byline,
  published,       ///< a `time`
  reading_time,
  lead,
  paragraph,
  heading,
  list,
  list_item,
  list_marker,     ///< drawn only; the page layer has real lists
  quotation,
  attribution,
  figure,
  image,
  caption,
  credit,
  timeline,
  timeline_title,
  timeline_list,
  timeline_entry,
  entry_heading,   ///< holds the button
  entry_button,
  entry_time,
  entry_speaker,
  entry_role,
  entry_summary,
  statement,       ///< the panel that the button opens
  entry_place,
  entry_source,
  note,
  note_title,
  banner,
  banner_label,
  related,
  related_title,
  related_list,
  related_item,
  related_headline,
  related_teaser,
  fallback_mark,   ///< "only in German", before an untranslated text
  decoration,      ///< rules, the timeline's line and nodes: drawn only
  notice,          ///< above the last good article: why the newest one is not shown
  diagnostics,     ///< the error card: the list of what is wrong
  count_
};

/// Kebab-case: "entry-button".
std::string_view to_string(Role role);

/// What a control does. The DOM's `activate(node)` is carried out by the card.
enum class Action : std::uint8_t {
  none,
  follow_link,       ///< the browser's; `Control::url`
  set_language,      ///< `Control::language`
  toggle_entry,      ///< `Control::target` is the entry
  open_all,          ///< `Control::target` is the timeline
  close_all,
  text_smaller,
  text_larger,
  next_theme,
  edit_search,       ///< the search field: a real input over the drawn frame
  search_previous,
  search_next,
  search_clear,
  read_on,           ///< shows the rest of the article
  read_aloud         ///< the platform's: starts or ends it
};

std::string_view to_string(Action action);

enum class Icon : std::uint8_t {
  none,
  search,
  close,
  chevron_down,
  chevron_up,
  arrow_up,
  arrow_down,
  text_smaller,
  text_larger,
  theme_automatic,
  theme_light,
  theme_dark,
  theme_sepia,
  theme_contrast,
  external,
  speaker,
  stop
};

std::string_view to_string(Icon icon);

struct Control {
  NodeId id = no_node;
  std::uint32_t box = 0;
  Action action = Action::none;
  std::string name;          ///< accessible name where the box has no text of its own
  std::string url;           ///< of `follow_link`
  NodeId target = no_node;   ///< timeline, entry or panel that it acts on (`aria-controls`, where `expandable`)
  Language language = 0;
  float text_size = 0;       ///< of `edit_search`: type size of what the reader types
  bool current = false;      ///< `aria-current`: the language shown
  bool expandable = false;
  bool expanded = false;     ///< `aria-expanded`, where `expandable`
  bool disabled = false;
};

/// A link or foreign phrase inside a text; `FaceSpan::tag` - 1 is its index in `TextBox::marks`.
struct TextMark {
  std::uint32_t begin = 0;  ///< byte offsets into the shaped text
  std::uint32_t end = 0;
  NodeId id = no_node;      ///< of a link; the marks of one link have the same
  std::string url;          ///< empty: no link
  std::string language;     ///< BCP 47 tag of a foreign phrase, or empty
  bool emphasis = false;
  bool strong = false;
};

struct TextBox {
  std::uint32_t box = 0;
  std::shared_ptr<const ShapedText> shaped;
  std::shared_ptr<const Paragraph> paragraph;  ///< shared with other layouts that set it alike; never null
  Point origin;             ///< of the paragraph's top left corner
  ColourRole colour = ColourRole::text;
  Face face = Face::serif_regular;  ///< of text without marks
  float letter_spacing = 0;
  std::vector<TextMark> marks;
};

struct ImageBox {
  std::uint32_t box = 0;
  std::vector<ImageSource> sources;
  std::string alt;
  std::string url;          ///< where a click leads, or empty
};

enum class Edge : std::uint8_t { none = 0, top = 1, right = 2, bottom = 4, left = 8, all = 15 };

constexpr Edge operator|(Edge a, Edge b) {
  return static_cast<Edge>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
constexpr bool has(Edge edges, Edge edge) {
  return (static_cast<std::uint8_t>(edges) & static_cast<std::uint8_t>(edge)) != 0;
}

struct Box {
  NodeId id = no_node;
  Role role = Role::decoration;
  std::uint32_t parent = 0;   ///< index; the root is its own parent
  std::uint32_t end = 0;      ///< index past its last descendant: boxes are in pre-order
  Rect rect;
  ColourRole fill = ColourRole::none;
  ColourRole stroke = ColourRole::none;
  float stroke_width = 1;
  Edge stroke_edges = Edge::all;
  float radius = 0;
  Icon icon = Icon::none;     ///< drawn centred in `icon_rect`, in `icon_colour`
  Rect icon_rect;
  ColourRole icon_colour = ColourRole::text;
  std::int32_t text = -1;     ///< index into `LayoutTree::texts`
  std::int32_t image = -1;    ///< index into `LayoutTree::images`
  std::int32_t control = -1;  ///< index into `LayoutTree::controls`
  std::uint8_t level = 0;     ///< of headings
  bool ordered = false;       ///< of lists
  bool right_to_left = false;
  std::string language;       ///< BCP 47 tag where it differs from the parent's
  std::string datetime;       ///< of times, ISO 8601
  std::string name;           ///< accessible name of a group or landmark without a text of its own
  std::string key;            ///< authored id of a timeline entry
  /// Text of a closed statement: not set and not drawn, but there for find in page. Its boxes have empty rectangles.
  std::string collapsed_text;
};

struct LayoutTree {
  Size size;
  std::vector<Box> boxes;
  std::vector<TextBox> texts;       ///< in reading order
  std::vector<ImageBox> images;
  std::vector<Control> controls;    ///< in reading order; inline links are marks of texts, not controls
  std::string language;             ///< BCP 47 tag shown
  bool right_to_left = false;
  /// Code points that no font has, for a warning.
  std::vector<char32_t> missing;

  const Box* find(NodeId id) const;
};

}  // namespace depesche
