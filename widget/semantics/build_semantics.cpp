// Boxes to elements. Which element a role becomes follows HTML in ARIA: the element's own role wherever there is one,
// `role` only where HTML has none.
#include <algorithm>
#include <array>
#include <cassert>

#include "base/id_table.h"
#include "semantics/semantic_tree.h"
#include "semantics/text_lines.h"

namespace depesche {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Face::count_)> face_names = {
    "serif-regular", "serif-italic", "serif-bold", "serif-bold-italic", "display-bold", "sans-regular", "sans-bold"};

constexpr std::array<std::string_view, 6> headings = {"h1", "h2", "h3", "h4", "h5", "h6"};

/// What its children inherit.
struct Context {
  NodeId parent = no_node;
  Point origin;
  Size size;
  bool phrasing = false;  ///< inside a button or a heading: only phrasing content is allowed
  bool right_to_left = false;
};

std::string reference(NodeId id) { return "n" + std::to_string(id); }

std::string_view heading_or_paragraph(const Box& box) {
  if (box.level == 0) return "p";
  return headings[std::min<std::size_t>(box.level, headings.size()) - 1u];
}

/// The element of a role in flow content; empty: none.
std::string_view flow_tag(const Box& box) {
  switch (box.role) {
    case Role::article: return "article";
    case Role::header: return "header";
    case Role::headline:
    case Role::heading:
    case Role::timeline_title:
    case Role::entry_heading:
    case Role::note_title:
    case Role::related_title:
    case Role::related_headline: return heading_or_paragraph(box);
    case Role::tools:
    case Role::search:
    case Role::language_group:
    case Role::statement:
    case Role::notice: return "div";
    case Role::byline: return box.text < 0 ? "div" : "p";
    case Role::search_field: return "input";
    case Role::language_choice:
    case Role::button:
    case Role::entry_button: return "button";
    case Role::published:
    case Role::date_line:
    case Role::entry_time: return box.datetime.empty() ? "p" : "time";
    case Role::list: return box.ordered ? "ol" : "ul";
    case Role::timeline_list: return "ol";
    case Role::related_list: return "ul";
    case Role::list_item:
    case Role::timeline_entry:
    case Role::related_item: return "li";
    case Role::quotation: return "blockquote";
    case Role::attribution: return "cite";
    case Role::figure: return "figure";
    case Role::image: return "picture";
    case Role::caption: return "figcaption";
    case Role::timeline:
    case Role::diagnostics: return "section";
    case Role::note:
    case Role::banner:
    case Role::related: return "aside";
    case Role::list_marker:
    case Role::decoration:
    case Role::count_: return {};
    case Role::search_count:
    case Role::kicker:
    case Role::reading_time:
    case Role::lead:
    case Role::paragraph:
    case Role::credit:
    case Role::entry_speaker:
    case Role::entry_role:
    case Role::entry_summary:
    case Role::entry_place:
    case Role::entry_source:
    case Role::banner_label:
    case Role::related_teaser:
    case Role::fallback_mark: return "p";
  }
  return {};
}

class SemanticsBuilder {
 public:
  explicit SemanticsBuilder(const LayoutTree& tree) : tree_(tree) {
    result_.layout = &tree;
    result_.nodes.reserve(tree.boxes.size());
  }

  SemanticTree build() {
    if (!tree_.boxes.empty()) visit(0, {});
    return std::move(result_);
  }

 private:
  void visit(std::uint32_t index, const Context& context);
  SemanticNode& add(NodeId id, std::string_view tag, const Box& box, const Context& context);
  void set_role_attributes(SemanticNode& node, std::uint32_t index);
  void set_control_attributes(SemanticNode& node, const Box& box, const Control& control, bool has_text);
  void set_text(SemanticNode& node, const TextBox& text, const Context& context, Point corner);
  void set_field(SemanticNode& node, std::uint32_t index);
  void add_image(const Box& box, const Context& context);
  void visit_children(std::uint32_t index, const Context& context);

  std::int32_t label_of(std::uint32_t index) const;
  const Box* descendant(std::uint32_t index, Role role) const;
  const Box* sibling(std::uint32_t index, Role role) const;
  static void set(SemanticNode& node, std::string_view name, std::string_view value) {
    node.attributes.emplace_back(name, value);
  }

  const LayoutTree& tree_;
  SemanticTree result_;
  IdTable used_;
};

SemanticNode& SemanticsBuilder::add(NodeId id, std::string_view tag, const Box& box, const Context& context) {
  // Two boxes with one id would be one element: the second gets an id of its own.
  while (used_.contains(id)) id = node_id(id, "again");
  used_.add(id);
  SemanticNode& node = result_.nodes.emplace_back();
  node.id = id;
  node.parent = context.parent;
  node.tag = tag;
  node.role = box.role;
  // What is not laid out lies at its parent's bottom, where it will open: the browser scrolls there when it is found.
  if (box.rect.empty())
    node.rect = {0, context.size.height, context.size.width, 0};
  else
    node.rect = {box.rect.x - context.origin.x, box.rect.y - context.origin.y, box.rect.width, box.rect.height};
  return node;
}

/// The text of a control's label, which layout places as a decoration inside it.
std::int32_t SemanticsBuilder::label_of(std::uint32_t index) const {
  const Box& box = tree_.boxes[index];
  for (std::uint32_t child = index + 1; child < box.end; child = tree_.boxes[child].end)
    if (tree_.boxes[child].role == Role::decoration && tree_.boxes[child].text >= 0) return tree_.boxes[child].text;
  return -1;
}

const Box* SemanticsBuilder::descendant(std::uint32_t index, Role role) const {
  for (std::uint32_t i = index + 1; i < tree_.boxes[index].end; ++i)
    if (tree_.boxes[i].role == role) return &tree_.boxes[i];
  return nullptr;
}

const Box* SemanticsBuilder::sibling(std::uint32_t index, Role role) const {
  const std::uint32_t parent = tree_.boxes[index].parent;
  return parent == index ? nullptr : descendant(parent, role);
}

void SemanticsBuilder::visit_children(std::uint32_t index, const Context& context) {
  const std::uint32_t end = tree_.boxes[index].end;
  for (std::uint32_t child = index + 1; child < end; child = tree_.boxes[child].end) visit(child, context);
}

void SemanticsBuilder::visit(std::uint32_t index, const Context& context) {
  const Box& box = tree_.boxes[index];
  std::string_view tag = flow_tag(box);
  if (tag.empty()) return;
  if (box.role == Role::image) return add_image(box, context);
  if (context.phrasing && tag != "time") tag = "span";

  const Control* control = box.control >= 0 ? &tree_.controls[static_cast<std::size_t>(box.control)] : nullptr;
  const bool field = control != nullptr && control->action == Action::edit_search;
  const bool link = control != nullptr && control->action == Action::follow_link;
  if (field)
    tag = "input";
  else if (control != nullptr && !link)
    tag = "button";
  else if (link && tag == "button")
    tag = "a";

  SemanticNode* node = &add(box.id, tag, box, context);
  set_role_attributes(*node, index);
  Context inner{node->id,
                {box.rect.x, box.rect.y},
                {node->rect.width, node->rect.height},
                context.phrasing || tag == "button" || box.role == Role::entry_heading,
                context.right_to_left};
  if (context.parent == no_node) {
    inner.right_to_left = tree_.right_to_left;
    set(*node, "lang", tree_.language);
    set(*node, "dir", tree_.right_to_left ? "rtl" : "ltr");
  } else if (!box.language.empty()) {
    set(*node, "lang", box.language);
  }
  if (link && tag != "a") {
    // A heading or a whole item that is a link keeps its own element around the link.
    node = &add(node_id(box.id, "link"), "a", box, inner);
    inner.parent = node->id;
  }
  if (link) {
    node->action = Action::follow_link;
    node->url = control->url;
  }

  const std::int32_t text = box.text >= 0 ? box.text : control != nullptr && !field ? label_of(index) : -1;
  if (text >= 0) {
    set_text(*node, tree_.texts[static_cast<std::size_t>(text)], inner, {box.rect.x, box.rect.y});
  } else if (!box.collapsed_text.empty()) {
    SemanticFragment fragment;
    append_without_soft_hyphens(box.collapsed_text, fragment.text);
    node->lines.emplace_back().fragments.push_back(std::move(fragment));
  }
  if (control != nullptr) set_control_attributes(*node, box, *control, text >= 0);
  if (field) return set_field(*node, index);
  visit_children(index, inner);
}

void SemanticsBuilder::set_role_attributes(SemanticNode& node, std::uint32_t index) {
  const Box& box = tree_.boxes[index];
  const auto labelled_by = [&](Role role) {
    if (const Box* label = descendant(index, role)) set(node, "aria-labelledby", reference(label->id));
  };
  switch (box.role) {
    case Role::article: labelled_by(Role::headline); break;
    case Role::timeline: labelled_by(Role::timeline_title); break;
    case Role::banner: labelled_by(Role::banner_label); break;
    case Role::related: labelled_by(Role::related_title); break;
    case Role::note:
      set(node, "role", "note");
      labelled_by(Role::note_title);
      if (!box.name.empty()) set(node, "aria-label", box.name);
      break;
    case Role::notice: set(node, "role", "note"); break;
    case Role::diagnostics: set(node, "role", "alert"); break;
    // A list without markers is no list to Safari unless it says so.
    case Role::list:
    case Role::timeline_list:
    case Role::related_list: set(node, "role", "list"); break;
    case Role::search:
      set(node, "role", "search");
      if (!box.name.empty()) set(node, "aria-label", box.name);
      break;
    case Role::language_group:
      set(node, "role", "group");
      if (!box.name.empty()) set(node, "aria-label", box.name);
      break;
    case Role::statement:
      // A closed one is no group of anything.
      if (box.rect.empty()) {
        set(node, "hidden", "until-found");
        break;
      }
      set(node, "role", "group");
      if (const Box* speaker = sibling(index, Role::entry_speaker))
        set(node, "aria-labelledby", reference(speaker->id));
      break;
    case Role::timeline_entry:
      if (!box.key.empty()) set(node, "data-entry", box.key);
      break;
    case Role::published:
    case Role::date_line:
    case Role::entry_time:
      if (!box.datetime.empty()) set(node, "datetime", box.datetime);
      break;
    default: break;
  }
}

void SemanticsBuilder::set_control_attributes(SemanticNode& node, const Box& box, const Control& control,
                                              bool has_text) {
  node.action = control.action;
  if (node.tag == "button") set(node, "type", "button");
  if (node.tag == "input") set(node, "type", "search");
  const bool named_by_children = box.end > static_cast<std::uint32_t>(&box - tree_.boxes.data()) + 1;
  if (!control.name.empty() && !has_text && (node.tag == "input" || !named_by_children))
    set(node, "aria-label", control.name);
  if (control.current) set(node, "aria-current", "true");
  if (control.expandable) {
    set(node, "aria-expanded", control.expanded ? "true" : "false");
    if (control.target != no_node) set(node, "aria-controls", reference(control.target));
  }
  // Not `disabled`: a button that has just been used up would lose the focus.
  if (control.disabled) set(node, "aria-disabled", "true");
}

/// Where the typed text goes: after the icon, and before the count where that lies inside the frame.
void SemanticsBuilder::set_field(SemanticNode& node, std::uint32_t index) {
  const Box& box = tree_.boxes[index];
  constexpr float gap = 8;
  constexpr float usual_size = 15;
  const Control& control = tree_.controls[static_cast<std::size_t>(box.control)];
  node.size = control.text_size > 0 ? control.text_size : usual_size;
  node.line_height = box.rect.height;
  node.face = Face::sans_regular;
  node.right_to_left = tree_.right_to_left;
  float left = box.rect.x;
  float right = box.rect.right();
  if (const Box* count = sibling(index, Role::search_count); count != nullptr && count->rect.intersects(box.rect)) {
    if (tree_.right_to_left)
      left = count->rect.right() + gap;
    else
      right = count->rect.x - gap;
  }
  node.rect.x += left - box.rect.x;
  node.rect.width = std::max(0.0f, right - left);
  SemanticLine& line = node.lines.emplace_back();
  line.width = 0;
  if (!box.icon_rect.empty())
    line.start = tree_.right_to_left ? right - box.icon_rect.x + gap : box.icon_rect.right() + gap - left;
}

void SemanticsBuilder::add_image(const Box& box, const Context& context) {
  if (box.image < 0) return;
  const ImageBox& image = tree_.images[static_cast<std::size_t>(box.image)];
  const Control* control = box.control >= 0 ? &tree_.controls[static_cast<std::size_t>(box.control)] : nullptr;
  const std::string& url = control != nullptr ? control->url : image.url;
  Context inner = context;
  if (!url.empty() && !context.phrasing) {
    SemanticNode& link = add(box.id, "a", box, context);
    link.action = Action::follow_link;
    link.url = url;
    if (control == nullptr) {
      // A picture beside a linked headline: one stop of the tab key is enough for both.
      set(link, "tabindex", "-1");
      if (image.alt.empty()) set(link, "aria-hidden", "true");
    } else if (image.alt.empty() && !control->name.empty()) {
      set(link, "aria-label", control->name);
    }
    for (std::uint32_t up = tree_.boxes[image.box].parent; up != 0; up = tree_.boxes[up].parent)
      if (tree_.boxes[up].role == Role::banner) {
        set(link, "rel", "sponsored");
        break;
      }
    inner.parent = link.id;
    inner.origin = {box.rect.x, box.rect.y};
    inner.size = {box.rect.width, box.rect.height};
  }
  SemanticNode& picture =
      add(inner.parent == context.parent ? box.id : node_id(box.id, "picture"), "picture", box, inner);
  picture.image = box.image;
  if (!box.language.empty()) set(picture, "lang", box.language);
  picture.lead_image = box.image == 0;
}

void SemanticsBuilder::set_text(SemanticNode& node, const TextBox& text, const Context& context, Point corner) {
  if (text.shaped == nullptr) return;
  const Paragraph& paragraph = *text.paragraph;
  node.size = paragraph.size;
  node.line_height = paragraph.line_height;
  node.letter_spacing = text.letter_spacing;
  node.face = text.face;
  node.right_to_left = (text.shaped->base_level & 1) != 0;
  if (node.right_to_left != context.right_to_left) set(node, "dir", node.right_to_left ? "rtl" : "ltr");

  node.subset = main_subset(paragraph);
  if (!paragraph.lines.empty()) node.baseline = text.origin.y - corner.y + paragraph.lines.front().baseline;
  node.lines = cut_lines(text, node.subset, corner.x, node.rect.width);
}

}  // namespace

std::string_view to_string(Face face) { return face_names[static_cast<std::size_t>(face)]; }

SemanticTree build_semantics(const LayoutTree& tree) { return SemanticsBuilder(tree).build(); }

}  // namespace depesche
