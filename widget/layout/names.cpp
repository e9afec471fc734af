// Names of the layout tree's enums, as dumps, tests and the page layer spell them.
#include <array>

#include "layout/layout_tree.h"

namespace depesche {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Role::count_)> role_names = {"article",
                                                                                             "header",
                                                                                             "tools",
                                                                                             "date-line",
                                                                                             "search",
                                                                                             "search-field",
                                                                                             "search-count",
                                                                                             "language-group",
                                                                                             "language-choice",
                                                                                             "button",
                                                                                             "kicker",
                                                                                             "headline",
                                                                                             "byline",
                                                                                             "published",
                                                                                             "reading-time",
                                                                                             "lead",
                                                                                             "paragraph",
                                                                                             "heading",
                                                                                             "list",
                                                                                             "list-item",
                                                                                             "list-marker",
                                                                                             "quotation",
                                                                                             "attribution",
                                                                                             "figure",
                                                                                             "image",
                                                                                             "caption",
                                                                                             "credit",
                                                                                             "timeline",
                                                                                             "timeline-title",
                                                                                             "timeline-list",
                                                                                             "timeline-entry",
                                                                                             "entry-heading",
                                                                                             "entry-button",
                                                                                             "entry-time",
                                                                                             "entry-speaker",
                                                                                             "entry-role",
                                                                                             "entry-summary",
                                                                                             "statement",
                                                                                             "entry-place",
                                                                                             "entry-source",
                                                                                             "note",
                                                                                             "note-title",
                                                                                             "banner",
                                                                                             "banner-label",
                                                                                             "related",
                                                                                             "related-title",
                                                                                             "related-list",
                                                                                             "related-item",
                                                                                             "related-headline",
                                                                                             "related-teaser",
                                                                                             "fallback-mark",
                                                                                             "decoration",
                                                                                             "notice",
                                                                                             "diagnostics"};

constexpr std::array<std::string_view, 15> action_names = {
    "none",         "follow-link", "set-language", "toggle-entry", "open-all",        "close-all",
    "text-smaller", "text-larger", "next-theme",   "edit-search",  "search-previous", "search-next",
    "search-clear", "read-on",     "read-aloud"};

constexpr std::array<std::string_view, 17> icon_names = {
    "none",        "search",         "close",       "chevron-down",    "chevron-up",  "arrow-up",
    "arrow-down",  "text-smaller",   "text-larger", "theme-automatic", "theme-light", "theme-dark",
    "theme-sepia", "theme-contrast", "external",    "speaker",         "stop"};

}  // namespace

std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }
std::string_view to_string(Action action) { return action_names[static_cast<std::size_t>(action)]; }
std::string_view to_string(Icon icon) { return icon_names[static_cast<std::size_t>(icon)]; }

const Box* LayoutTree::find(NodeId id) const {
  for (const Box& box : boxes)
    if (box.id == id) return &box;
  return nullptr;
}

}  // namespace depesche
