#include "platform/cli/open_card.h"

#include <charconv>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <utility>

#include "base/diagnostics.h"
#include "content/load_article.h"
#include "content/moment.h"
#include "platform/cli/assets.h"
#include "platform/cli/files.h"
#include "platform/cli/language.h"

namespace depesche::cli {

namespace {

constexpr std::size_t max_resource_bytes = 16u << 20;

template <class Number>
bool parse_number(std::string_view text, Number least, Number most, Number& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= least && out <= most;
}

Moment today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  Moment moment;
  moment.year = static_cast<std::int16_t>(local.tm_year + 1900);
  moment.month = static_cast<std::uint8_t>(local.tm_mon + 1);
  moment.day = static_cast<std::uint8_t>(local.tm_mday);
  return moment;
}

/// Sets what the options ask for. @return what is wrong with one of them, or empty.
std::string apply(const Arguments& arguments, Card& card) {
  if (const auto text = arguments.value("--width")) {
    float width = 0;
    if (!parse_number(*text, 200.0f, 4096.0f, width)) return "--width takes a number from 200 to 4096";
    card.set_width(width);
  }
  const auto language = asked_language(arguments, *card.article());
  if (!language) return language.error();
  card.set_language(card.article()->languages[*language]);
  if (const auto name = arguments.value("--theme")) {
    ThemeName theme{};
    if (!find_theme(*name, theme)) return "--theme takes light, dark, sepia or contrast";
    card.set_system_theme(theme);
  }
  if (const auto text = arguments.value("--text-size")) {
    int size = 0;
    if (!parse_number(*text, 0, 3, size)) return "--text-size takes a number from 0 to 3";
    card.set_text_size(static_cast<TextSize>(size));
  }
  const std::string_view date = arguments.value("--today").value_or("");
  if (date.empty()) {
    card.set_today(today());
  } else if (date != "none") {
    const auto day = parse_moment(date);
    if (!day && day.error() == MomentFault::calendar) return "--today: there is no day " + std::string(date);
    if (!day || day->has_time) return "--today takes a date as YYYY-MM-DD, or none";
    card.set_today(*day);
  }
  const std::string_view open = arguments.value("--open").value_or("none");
  if (open == "all")
    card.open_all(true);
  else if (open != "none" && !card.open_entry(open, true))
    return "--open: the article has no timeline entry " + std::string(open);
  if (const auto words = arguments.value("--search")) card.search(*words);
  return {};
}

/// Lays the card out, bringing each resource that it asks for.
void settle(OpenedCard& opened, const std::filesystem::path& assets) {
  for (Update update = opened.card->update(); !update.needs.empty(); update = opened.card->update()) {
    for (const std::string& need : update.needs) {
      auto bytes = read_file((assets / need).string(), max_resource_bytes);
      if (!bytes) {
        std::fprintf(stderr, "warning: %s cannot be read: %s\n", (assets / need).c_str(), bytes.error().c_str());
        opened.engine->fail(need);
      } else if (!opened.engine->provide(need, std::move(*bytes))) {
        std::fprintf(stderr, "warning: %s\n", std::string(opened.engine->last_error()).c_str());
      }
    }
  }
}

}  // namespace

std::unique_ptr<OpenedCard> open_card(const Command& command, const Arguments& arguments, int& status) {
  status = exit_usage;
  if (arguments.operands.size() != 1) {
    usage_fault(command, arguments.operands.empty() ? "no file given" : "one file at a time");
    return nullptr;
  }
  status = exit_faults;
  const std::string file(arguments.operands.front());
  auto bytes = read_file(file, max_article_bytes);
  if (!bytes) {
    std::fprintf(stderr, "%s: cannot be read: %s\n", file.c_str(), bytes.error().c_str());
    return nullptr;
  }
  auto opened = std::make_unique<OpenedCard>();
  opened->engine = std::make_unique<Engine>();
  opened->card = std::make_unique<Card>(*opened->engine);
  opened->directory = std::filesystem::path(file).parent_path().string();
  opened->article = std::move(*bytes);
  opened->card->set_article(opened->article, file);
  if (opened->card->article() != nullptr) {
    if (const std::string fault = apply(arguments, *opened->card); !fault.empty()) {
      status = usage_fault(command, fault);
      return nullptr;
    }
  }
  const Update first = opened->card->update();
  for (const Diagnostic& diagnostic : first.diagnostics) std::fprintf(stderr, "%s\n", format(diagnostic).c_str());
  if (opened->card->article() == nullptr) return nullptr;
  settle(*opened, find_assets(arguments));
  for (const char32_t code_point : opened->card->tree().missing)
    std::fprintf(stderr, "warning: %s: no font has U+%04X; a box stands for it\n", file.c_str(),
                 static_cast<unsigned>(code_point));
  status = exit_ok;
  return opened;
}

}  // namespace depesche::cli
