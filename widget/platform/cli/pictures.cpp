#include "platform/cli/pictures.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "content/links.h"
#include "platform/cli/files.h"

// Only the two decoders that are safe enough and needed (docs/security.md); no larger side than any screen's.
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_HDR
#define STBI_NO_LINEAR
#define STBI_MAX_DIMENSIONS 8192
#include <stb_image.h>

namespace depesche::cli {

namespace {

constexpr std::size_t max_picture_bytes = 32u << 20;

bool decodable(const ImageSource& source) { return source.type == "image/jpeg" || source.type == "image/png"; }

const ImageSource* choose(const ImageBox& image, float device_width) {
  const ImageSource* best = nullptr;
  for (const ImageSource& source : image.sources) {
    if (!decodable(source) || !is_relative(source.url)) continue;
    const auto width = static_cast<float>(source.width);
    const bool enough = best != nullptr && static_cast<float>(best->width) >= device_width;
    if (best == nullptr || (enough ? width >= device_width && source.width < best->width : source.width > best->width))
      best = &source;
  }
  return best;
}

/// The path that an address names: without query and fragment, with what is written as %20 in it.
std::string path_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  std::string path;
  for (std::size_t i = 0; i < url.size(); ++i) {
    unsigned char byte = 0;
    const char* const digits = url.data() + i + 1;
    if (url[i] == '%' && i + 2 < url.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2 &&
        byte != 0) {
      path += static_cast<char>(byte);
      i += 2;
    } else {
      path += url[i];
    }
  }
  return path;
}

}  // namespace

void provide_pictures(OpenedCard& opened, float dpr) {
  const LayoutTree& tree = opened.card->tree();
  for (const ImageBox& image : tree.images) {
    const ImageSource* const source = choose(image, tree.boxes[image.box].rect.width * dpr);
    if (source == nullptr) {
      std::fprintf(stderr, "warning: %s: not a local JPEG or PNG; its place stays empty\n",
                   image.sources.front().url.c_str());
      continue;
    }
    const std::string path = (std::filesystem::path(opened.directory) / path_of(source->url)).string();
    const auto bytes = read_file(path, max_picture_bytes);
    if (!bytes || bytes->size() > max_picture_bytes) {
      std::fprintf(stderr, "warning: %s cannot be read: %s\n", path.c_str(),
                   bytes ? "larger than 32 MiB" : bytes.error().c_str());
      continue;
    }
    int width = 0;
    int height = 0;
    int channels = 0;
    stbi_uc* const pixels = stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(bytes->data()),
                                                  static_cast<int>(bytes->size()), &width, &height, &channels, 4);
    if (pixels == nullptr) {
      std::fprintf(stderr, "warning: %s is no picture that can be shown: %s\n", path.c_str(), stbi_failure_reason());
      continue;
    }
    const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
    opened.engine->provide_image(image.sources.front().url, static_cast<std::uint32_t>(width),
                                 static_cast<std::uint32_t>(height), std::vector<std::uint8_t>(pixels, pixels + size));
    stbi_image_free(pixels);
  }
}

}  // namespace depesche::cli
