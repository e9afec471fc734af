// `depesche oembed`: the answer of an oEmbed provider (https://oembed.com, type "rich") as a static file, and the element
// by which consumers find it.
#include <charconv>

#include "platform/cli/command.h"
#include "platform/cli/files.h"
#include "platform/cli/language.h"
#include "platform/cli/read_article.h"
#include "semantics/addresses.h"
#include "semantics/json_writer.h"
#include "semantics/static_html.h"

namespace depesche::cli {

namespace {

constexpr std::uint64_t default_width = 600;
constexpr std::uint64_t default_height = 900;
constexpr std::uint64_t cache_age_s = 3600;

bool is_absolute(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

/// As a value of a query (RFC 3986, unreserved characters as they are).
std::string encode(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    if (letter || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

/// Without soft hyphens and line breaks, which a title has no use for.
std::string plain(std::string_view words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.substr(i).starts_with("\xC2\xAD"))
      ++i;
    else
      out += words[i] == '\n' ? ' ' : words[i];
  }
  return out;
}

bool parse_size(std::string_view text, std::uint64_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= 1 && out <= 10000;
}

int run(const Arguments& arguments) {
  if (arguments.operands.size() != 1)
    return usage_fault(oembed_command, arguments.operands.empty() ? "no file given" : "one file at a time");
  const auto embed = arguments.value("--embed");
  const auto source = arguments.value("--src");
  if (!embed || !is_absolute(*embed))
    return usage_fault(oembed_command, "--embed takes the absolute address of embed.html");
  if (!source)
    return usage_fault(oembed_command, "--src is missing: the article's address, as embed.html is to fetch it");
  std::uint64_t width = default_width;
  std::uint64_t height = default_height;
  if (const auto text = arguments.value("--width"); text && !parse_size(*text, width))
    return usage_fault(oembed_command, "--width takes a number from 1 to 10000");
  if (const auto text = arguments.value("--height"); text && !parse_size(*text, height))
    return usage_fault(oembed_command, "--height takes a number from 1 to 10000");
  const auto at = arguments.value("--at");
  const std::string_view out = arguments.value("-o").value_or("-");
  if (at && out == "-") return usage_fault(oembed_command, "--at needs -o: the file that is served there");

  const std::string file(arguments.operands.front());
  const auto loaded = read_article(file);
  if (!loaded) return exit_faults;
  const Article& article = *loaded;
  const auto asked = asked_language(arguments, article);
  if (!asked) return usage_fault(oembed_command, asked.error());
  const Language language = *asked;
  const auto headline = article.headline.in(language);
  const std::string title = headline.value != nullptr ? plain(headline.value->text) : std::string();

  // The page may have a query of its own, such as the host that it answers, and a fragment goes last.
  const std::string_view page = embed->substr(0, embed->find('#'));
  const std::string address = std::string(page) + (page.contains('?') ? '&' : '?') + "src=" + encode(*source) +
                              "&lang=" + encode(article.languages[language]) + std::string(embed->substr(page.size()));
  // Few consumers have the host's part, which opens links: the frame may, and what it opens is in no sandbox.
  const std::string frame = "<iframe data-depesche src=\"" + escape_html(address) + "\" title=\"" + escape_html(title) +
                            "\" width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height) +
                            "\" sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\" loading=\"lazy\" "
                            "style=\"border:0;max-width:100%\"></iframe>";
  std::string answer;
  JsonWriter json(answer);
  json.open_object().member("version", "1.0").member("type", "rich").member("title", title);
  if (!article.authors.empty()) {
    const auto name = article.authors.front().name.in(language);
    if (name.value != nullptr) json.optional("author_name", *name.value);
    json.optional("author_url", article.authors.front().url);
  }
  if (const auto name = article.publisher.in(language); name.value != nullptr)
    json.optional("provider_name", *name.value);
  json.member("cache_age", cache_age_s);
  const std::string folder = resolve_address(folder_of(*embed), folder_of(*source));
  const std::string_view base = arguments.value("--base").value_or(folder);
  if (article.lead_figure) {
    const ImageSource& picture = article.lead_figure->image.sources.front();
    const std::string url = resolve_address(base, picture.url);
    // All three or none, says the specification.
    if (is_absolute(url) && picture.width > 0 && picture.height > 0)
      json.member("thumbnail_url", url)
          .member("thumbnail_width", static_cast<std::uint64_t>(picture.width))
          .member("thumbnail_height", static_cast<std::uint64_t>(picture.height));
  }
  json.member("html", frame).member("width", width).member("height", height).close_object();
  answer += '\n';

  if (!write_file(out, answer)) return exit_faults;
  if (!at) return exit_ok;
  const std::string link = "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"" + escape_html(*at) +
                           "\" title=\"" + escape_html(title) + "\">\n";
  return write_file("-", link) ? exit_ok : exit_faults;
}

constexpr Option options[] = {
    {"--embed", "URL", "where embed.html is served"},
    {"--src", "URL", "where the article is served; relative to embed.html"},
    {"--lang", "TAG", "language shown first (the article's first)"},
    {"--width", "N", "of the frame, CSS pixels (600)"},
    {"--height", "N", "of the frame until its content says more (900)"},
    {"--base", "URL", "the article's folder in the web, with its slash, for the thumbnail (that of --src)"},
    {"-o", "FILE", "write the answer there instead of to standard output"},
    {"--at", "URL", "where FILE is served: prints the <link> for the article's page"},
};

}  // namespace

const Command oembed_command = {
    "oembed",
    "FILE",
    "write the oEmbed answer for an article",
    "Writes the answer of an oEmbed provider, type \"rich\", as a static file: an <iframe> of embed.html. With --at "
    "it\n"
    "prints the <link rel=\"alternate\"> by which consumers find it on the article's page.",
    options,
    run,
};

}  // namespace depesche::cli
