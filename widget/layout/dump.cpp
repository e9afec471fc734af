#include "layout/dump.h"

#include <cmath>

namespace depesche {
namespace {

/// A tenth of a CSS pixel is what tests care about, and printf would drag in its whole floating-point machinery.
void append_tenths(std::string& out, float value) {
  long tenths = std::lround(static_cast<double>(value) * 10);
  if (tenths < 0) {
    out += '-';
    tenths = -tenths;
  }
  out += std::to_string(tenths / 10);
  if (tenths % 10 != 0) {
    out += '.';
    out += static_cast<char>('0' + tenths % 10);
  }
}

void append_rect(std::string& out, const Rect& rect) {
  append_tenths(out, rect.x);
  out += ',';
  append_tenths(out, rect.y);
  out += ' ';
  append_tenths(out, rect.width);
  out += 'x';
  append_tenths(out, rect.height);
}

/// Characters that cannot be told apart on a terminal are named.
void append_text(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\xC2\xAD")) {
      out += "{shy}";
      i += 1;
    } else if (rest.starts_with("\xC2\xA0")) {
      out += "{nbsp}";
      i += 1;
    } else if (text[i] == '\n') {
      out += "{break}";
    } else {
      out += text[i];
    }
  }
}

void append_lines(std::string& out, const TextBox& text, int depth) {
  for (const Line& line : text.paragraph->lines) {
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
    out += "| ";
    append_tenths(out, text.origin.x + line.x);
    out += ',';
    append_tenths(out, text.origin.y + line.baseline);
    out += ' ';
    append_tenths(out, line.width);
    out += " \"";
    append_text(out, std::string_view(text.shaped->text).substr(line.text_begin, line.text_end - line.text_begin));
    out += line.hyphenated ? "\" hyphen\n" : "\"\n";
  }
}

void append_control(std::string& out, const Control& control) {
  out += " [";
  out += to_string(control.action);
  if (!control.name.empty()) out += " \"" + control.name + '"';
  if (!control.url.empty()) out += " <" + control.url + '>';
  if (control.current) out += " current";
  if (control.expandable) out += control.expanded ? " expanded" : " collapsed";
  if (control.disabled) out += " disabled";
  out += ']';
}

}  // namespace

std::string dump(const LayoutTree& tree) {
  std::string out = "card ";
  append_rect(out, {0, 0, tree.size.width, tree.size.height});
  out += ' ';
  out += tree.language;
  if (tree.right_to_left) out += " rtl";
  out += '\n';
  std::vector<std::uint32_t> ends;
  for (std::size_t i = 0; i < tree.boxes.size(); ++i) {
    const Box& box = tree.boxes[i];
    while (!ends.empty() && i >= ends.back()) ends.pop_back();
    ends.push_back(box.end);
    const int depth = static_cast<int>(ends.size());
    out.append(static_cast<std::size_t>(depth) * 2, ' ');
    out += to_string(box.role);
    if (box.level > 0) out += ' ' + std::to_string(box.level);
    out += ' ';
    append_rect(out, box.rect);
    if (box.fill != ColourRole::none) (out += " fill ") += to_string(box.fill);
    if (box.stroke != ColourRole::none) (out += " stroke ") += to_string(box.stroke);
    if (box.icon != Icon::none) (out += " icon ") += to_string(box.icon);
    if (!box.language.empty()) out += " lang " + box.language;
    if (box.right_to_left) out += " rtl";
    if (!box.datetime.empty()) out += " at " + box.datetime;
    if (box.control >= 0) append_control(out, tree.controls[static_cast<std::size_t>(box.control)]);
    if (box.image >= 0) {
      const ImageBox& image = tree.images[static_cast<std::size_t>(box.image)];
      out += " image " + image.sources.front().url + " \"" + image.alt + '"';
    }
    if (!box.collapsed_text.empty()) {
      out += " collapsed \"";
      append_text(out, box.collapsed_text);
      out += '"';
    }
    out += '\n';
    if (box.text >= 0) append_lines(out, tree.texts[static_cast<std::size_t>(box.text)], depth + 1);
  }
  return out;
}

}  // namespace depesche
