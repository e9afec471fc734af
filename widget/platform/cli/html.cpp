// `depesche html`: the light-DOM children of <depesche-card>, for pages that are read before, or without, WebAssembly.
#include <cstdio>

#include "content/strings.h"
#include "platform/cli/assets.h"
#include "platform/cli/command.h"
#include "platform/cli/files.h"
#include "platform/cli/language.h"
#include "platform/cli/read_article.h"
#include "semantics/addresses.h"
#include "semantics/static_html.h"

namespace depesche::cli {

namespace {

constexpr std::size_t max_strings_bytes = 1u << 20;

int run(const Arguments& arguments) {
  if (arguments.operands.size() != 1)
    return usage_fault(html_command, arguments.operands.empty() ? "no file given" : "one file at a time");
  const std::string file(arguments.operands.front());
  const auto loaded = read_article(file);
  if (!loaded) return exit_faults;
  const Article& article = *loaded;

  const auto language = asked_language(arguments, article);
  if (!language) return usage_fault(html_command, language.error());

  StaticHtmlOptions options;
  options.language = *language;
  const auto source = arguments.value("--src");
  const std::string folder = folder_of(source.value_or(""));
  options.base = arguments.value("--base").value_or(folder);
  const std::string& tag = article.languages[options.language];
  const std::string path = (find_assets(arguments) / "strings" / (tag.substr(0, tag.find('-')) + ".json")).string();
  Strings strings = fallback_strings();
  if (const auto words = read_file(path, max_strings_bytes)) {
    auto found = load_strings(*words, path, tag);
    if (found)
      strings = std::move(*found);
    else
      std::fprintf(stderr, "warning: %s; the interface's words are English\n", format(found.error().front()).c_str());
  } else {
    std::fprintf(stderr, "warning: %s cannot be read: %s; the interface's words are English\n", path.c_str(),
                 words.error().c_str());
  }
  options.strings = &strings;

  const std::string data = "<script type=\"application/ld+json\">" + json_ld(article, options) + "</script>\n";
  std::string html = static_html(article, options) + data;
  if (source)
    html = "<depesche-card src=\"" + escape_html(*source) + "\" lang=\"" + escape_html(tag) + "\">\n" + html +
           "</depesche-card>\n";
  return write_file("-", html) ? exit_ok : exit_faults;
}

constexpr Option options[] = {
    {"--lang", "TAG", "language written (the article's first)"},
    {"--base", "URL", "the article's folder in the web, with its slash, for its pictures (that of --src)"},
    {"--src", "URL", "wrap the result into <depesche-card src=\"URL\">"},
    assets_option,
};

}  // namespace

const Command html_command = {
    "html",
    "FILE",
    "write an article as semantic HTML",
    "Prints the article as HTML without scripts, and NewsArticle JSON-LD, to standard output: the children of\n"
    "<depesche-card>, shown until the card is painted and wherever WebAssembly cannot run.",
    options,
    run,
};

}  // namespace depesche::cli
