#include "resources.h"

#include <map>
#include <set>

#include "article_maker.h"
#include "fuzz.h"

namespace depesche::fuzz {
namespace {

std::string read(const std::string& name) {
  std::string bytes;
  std::FILE* const file = std::fopen(name.c_str(), "rb");
  if (file == nullptr) return bytes;
  char buffer[65536];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) bytes.append(buffer, count);
  std::fclose(file);
  return bytes;
}

}  // namespace

const std::string& asset(std::string_view path) {
  static const std::string folder = [] {
    const char* const given = std::getenv("DEPESCHE_ASSETS_DIR");
    std::string found = given != nullptr ? given : DEPESCHE_SOURCE_DIR "/build/assets";
    require(!read(found + "/strings/en.json").empty(), "the assets are there");
    return found;
  }();
  // Never destroyed: fonts keep pointing into it.
  static auto* const files = new std::map<std::string, std::string, std::less<>>;
  const auto known = files->find(path);
  if (known != files->end()) return known->second;
  return files->emplace(path, read(folder + "/" + std::string(path))).first->second;
}

const FontLibrary& all_fonts() {
  static const FontLibrary* const fonts = [] {
    auto* const library = new FontLibrary;
    for (std::size_t i = 0; i < font_catalogue().size(); ++i)
      require(library->add(static_cast<FontFile>(i), asset(font_catalogue()[i].path)), "every bundled font loads");
    return library;
  }();
  return *fonts;
}

const HyphenationLibrary& all_patterns() {
  static const HyphenationLibrary* const patterns = [] {
    auto* const library = new HyphenationLibrary;
    for (const std::string_view language : {"de", "en", "ru"}) {
      const std::string_view path = HyphenationLibrary::path(language);
      require(library->add(path, asset(path)), "every dictionary loads");
    }
    return library;
  }();
  return *patterns;
}

Engine& engine() {
  static Engine* const shared = [] {
    auto* const made = new Engine;
    std::uint32_t side = 40;
    for (const char* const url : picture_urls) {
      std::vector<std::uint8_t> rgba;
      for (std::uint32_t i = 0; i < side * side / 2 * 4; ++i) rgba.push_back(static_cast<std::uint8_t>(i * 7));
      require(made->provide_image(url, side, side / 2, std::move(rgba)), "pictures are taken");
      side *= 2;
    }
    return made;
  }();
  return *shared;
}

Update settle(Card& card) {
  Update update = card.update();
  std::set<std::string> asked;
  while (!update.needs.empty()) {
    for (const std::string& need : update.needs) {
      require(asked.insert(need).second, "a card asks for each resource once");
      const std::string& bytes = asset(need);
      if (bytes.empty())
        engine().fail(need);
      else
        require(engine().provide(need, bytes), "every asset is usable");
    }
    update = card.update();
  }
  return update;
}

}  // namespace depesche::fuzz
