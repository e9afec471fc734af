#include "card_shared.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace depesche {

std::string strings_path(std::string_view tag) {
  std::string path = "strings/";
  // The host's tag may be in capitals.
  for (const char c : tag.substr(0, tag.find('-'))) path += ascii_lower(c);
  return path + ".json";
}

const Strings& Engine::Shared::strings(std::string_view tag) {
  const std::string path = strings_path(tag);
  const auto found = words.find(path);
  if (found == words.end()) return fallback_strings();
  const auto& [language, json] = found->second;
  if (!json.empty() && tag.find('-') != tag.npos) {
    std::optional<Strings>& region = words[std::string(tag)].strings;
    if (!region) region = std::move(*load_strings(json, path, tag));
    return *region;
  }
  return language ? *language : fallback_strings();
}

std::span<std::uint8_t> Engine::Shared::room_for_pixels(std::size_t bytes) {
  if (bytes > pixels_capacity) {
    constexpr std::size_t strip = 1 << 20;
    pixels.reset();
    pixels_capacity = std::max(bytes, strip);
    pixels = std::make_unique_for_overwrite<std::uint8_t[]>(pixels_capacity);
  }
  return {pixels.get(), bytes};
}

Engine::Engine() : shared_(std::make_unique<Shared>()) {}
Engine::~Engine() = default;

bool Engine::provide(std::string_view path, std::string bytes) {
  shared_->last_error.clear();
  if (const auto file = find_font_file(path)) {
    if (shared_->text.fonts.add(*file, std::move(bytes))) return true;
    shared_->last_error = std::string(path) + ": not a TrueType font that can be used";
    return false;
  }
  if (path.starts_with("strings/")) {
    Shared::Words& words = shared_->words[std::string(path)];
    auto loaded = load_strings(bytes, path);
    if (!loaded) {
      shared_->last_error = format(loaded.error().front());
      return false;
    }
    if (loaded->has_regions) words.json = std::move(bytes);
    words.strings = std::move(*loaded);
    return true;
  }
  if (shared_->text.hyphenation.add(path, bytes)) return true;
  shared_->text.hyphenation.fail(path);
  shared_->last_error = std::string(path) + ": not a resource that can be used";
  return false;
}

void Engine::fail(std::string_view path) {
  if (const auto file = find_font_file(path))
    shared_->text.fonts.fail(*file);
  else if (path.starts_with("strings/"))
    shared_->words.try_emplace(std::string(path));
  else
    shared_->text.hyphenation.fail(path);
}

std::string_view Engine::last_error() const { return shared_->last_error; }

bool Engine::provide_image(std::string_view url, std::uint32_t width, std::uint32_t height,
                           std::vector<std::uint8_t> rgba) {
  return shared_->draw.add_image(url, width, height, std::move(rgba));
}

}  // namespace depesche
