// The boundary to the page: any sequence of calls of the exports, with any handles, numbers and texts; answers must be
// what web/engine.ts can read.
#include "platform/web/exports.cpp"  // to begin each run with an engine of its own

#include <new>
#include <nlohmann/json.hpp>
#include <set>

#include "../article_maker.h"
#include "../resources.h"
#include "../texts.h"
#include "../trees.h"

namespace depesche::fuzz {
namespace {

constexpr std::string_view setting_names[] = {"width",
                                              "language",
                                              "theme",
                                              "system-theme",
                                              "text-size",
                                              "today",
                                              "heading-level",
                                              "target-size",
                                              "colour:accent",
                                              "colour:background",
                                              "colour:none",
                                              "colour:text",
                                              "inspect",
                                              "colour:",
                                              "nonsense",
                                              "",
                                              "expected-language"};
constexpr std::string_view setting_values[] = {
    "720.5", "320",        "9999999",    "0.000001", "de-AT",  "ru", "auto", "dark", "contrast", "0",   "1",    "3",
    "4",     "2025-09-11", "2025-02-30", "11223344", "abcdef", "",   "-1",   "1e3",  "NaN",      "44.", "large"};

struct Page {
  int handle = 0;
  PageModel model;
};

class Session {
 public:
  explicit Session(Input& input) : input_(input) {}

  void run() {
    for (int call = 0; call < 24 && !input_.empty(); ++call) step();
    // Whatever came before, a card can be made and shown.
    const int card = depesche_card_create();
    require(card > 0, "a card can always be made");
    pages_.push_back({card, {}});
    article(card, R"({"format": "depesche/1", "languages": ["de"], "headline": "Kurz", "body": []})");
    settle(pages_.back());
    require(depesche_paint(card, 0, 0, 16, 16, 1) != nullptr, "a card that is ready is painted");
  }

 private:
  void step() {
    switch (input_.below(18)) {
      case 0:
        if (pages_.size() < 4) pages_.push_back({depesche_card_create(), {}});
        break;
      case 1: {
        const int card = handle();
        depesche_card_destroy(card);
        std::erase_if(pages_, [&](const Page& page) { return page.handle == card; });
        break;
      }
      case 2:
      case 3: article(handle(), make_article(input_)); break;
      case 4: article(handle(), std::string(input_.take_text())); break;
      case 5:
      case 6: {
        const std::string_view name = input_.pick(setting_names);
        const std::string value = input_.chance(3) ? word() : std::string(input_.pick(setting_values));
        const int taken = depesche_set(handle(), name.data(), name.size(), value.data(), value.size());
        require(taken == 0 || taken == 1, "a setting is taken or not");
        break;
      }
      case 7: {
        const std::string entry = input_.flag() ? "entry-" + std::to_string(input_.below(8)) : word();
        depesche_open(handle(), entry.data(), entry.size(), input_.any_integer());
        break;
      }
      case 8: depesche_activate(handle(), node()); break;
      case 9: {
        const std::string query = word();
        depesche_search(handle(), query.data(), query.size(), input_.any_integer());
        break;
      }
      case 10: depesche_search_step(handle(), input_.any_integer()); break;
      case 11: depesche_pointer(handle(), input_.any_real(), input_.any_real(), input_.any_integer()); break;
      case 12: paint(); break;
      case 13: require(!answer(depesche_statistics(handle())).is_null(), "statistics are JSON"); break;
      case 14: {
        // A resource that comes unasked, or is broken.
        const std::string path = resource();
        const std::string bytes = input_.flag() ? std::string(input_.take_text()) : asset(path);
        depesche_provide(path.data(), path.size(), bytes.data(), bytes.size());
        break;
      }
      case 15: {
        const std::string path = resource();
        depesche_fail(path.data(), path.size());
        break;
      }
      case 16:
        if (!pages_.empty()) update(pages_[input_.below(static_cast<std::uint32_t>(pages_.size()))]);
        break;
      default:
        if (!pages_.empty()) settle(pages_[input_.below(static_cast<std::uint32_t>(pages_.size()))]);
    }
  }

  int handle() {
    if (pages_.empty() || input_.chance(16)) return input_.any_integer();
    return pages_[input_.below(static_cast<std::uint32_t>(pages_.size()))].handle;
  }
  std::string word() { return input_.flag() ? make_text(input_, 2) : std::string(input_.take(input_.below(12))); }

  double node() {
    for (const auto& slot : slots()) {
      if (!slot || input_.chance(4)) continue;
      const auto& controls = slot->card.tree().controls;
      if (!controls.empty())
        return static_cast<double>(controls[input_.below(static_cast<std::uint32_t>(controls.size()))].id);
    }
    return static_cast<double>(input_.any_real());
  }

  std::string resource() {
    switch (input_.below(5)) {
      case 0: return "strings/de.json";
      case 1: return "hyphenation/de.dic";
      case 2: return word();
      case 3: return "strings/" + word();
      default: {
        const auto catalogue = font_catalogue();
        return std::string(catalogue[input_.below(static_cast<std::uint32_t>(catalogue.size()))].path);
      }
    }
  }

  static void article(int card, const std::string& json) {
    depesche_set_article(card, json.data(), json.size(), "fuzz.json", 9);
  }

  static nlohmann::json answer(const char* text) {
    require(text != nullptr && depesche_result_length() == std::string_view(text).size(), "a result has its length");
    nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    require(json.is_object(), "a result is JSON");
    return json;
  }

  nlohmann::json update(Page& page) {
    nlohmann::json json = answer(depesche_update(page.handle));
    require(json.contains("width") && json.contains("height"), "an update tells the size");
    if (json.contains("semantics")) page.model.apply(json["semantics"].dump());
    return json;
  }

  void settle(Page& page) {
    nlohmann::json json = update(page);
    std::set<std::string> asked;
    while (json.contains("needs")) {
      for (const nlohmann::json& need : json["needs"]) {
        const std::string path = need.get<std::string>();
        require(asked.insert(path).second, "a card asks for each resource once");
        const std::string& bytes = asset(path);
        if (bytes.empty() || input_.chance(16))
          depesche_fail(path.data(), path.size());
        else
          depesche_provide(path.data(), path.size(), bytes.data(), bytes.size());
      }
      json = update(page);
    }
  }

  void paint() {
    const int card = handle();
    const bool wild = input_.chance(4);
    const int width = wild ? input_.any_integer() : input_.between(1, 64);
    const int height = wild && width < 64 ? input_.any_integer() : input_.between(1, 64);
    const float dpr = wild ? input_.any_real() : input_.real(0.5f, 3);
    const std::uint8_t* const pixels = depesche_paint(card, wild ? input_.any_integer() : input_.between(-10, 700),
                                                      input_.between(-10, 2000), width, height, dpr);
    if (pixels == nullptr) return;
    const std::size_t last = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4 - 1;
    require(pixels[3] == 255 && pixels[last] == 255, "tiles are opaque");
  }

  Input& input_;
  std::vector<Page> pages_;
};

}  // namespace

void run(std::string_view bytes) {
  slots().clear();
  ::engine().~Engine();
  new (&::engine()) Engine;
  Input input(bytes);
  Session(input).run();
}

}  // namespace depesche::fuzz
