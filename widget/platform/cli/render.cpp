// `depesche render`: the card as a PNG, with the pixels that the browser's tiles have.
#include <charconv>
#include <cmath>
#include <cstdio>
#include <vector>

#include "platform/cli/files.h"
#include "platform/cli/open_card.h"
#include "platform/cli/pictures.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

namespace depesche::cli {

namespace {

constexpr int band_device_px = 1024;
constexpr int max_height_device_px = 200'000;

void append(void* out, void* bytes, int size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

int run(const Arguments& arguments) {
  const auto out = arguments.value("-o");
  if (!out) return usage_fault(render_command, "no -o FILE given");
  float dpr = 1;
  if (const auto text = arguments.value("--dpr")) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), dpr);
    if (error != std::errc() || end != text->data() + text->size() || !(dpr >= 0.5f && dpr <= 4))
      return usage_fault(render_command, "--dpr takes a number from 0.5 to 4");
  }
  int status = exit_ok;
  const auto opened = open_card(render_command, arguments, status);
  if (!opened) return status;
  Card& card = *opened->card;
  if (arguments.has("--inspect")) {
    card.set_inspector(true);
    card.update();
  }
  if (!arguments.has("--no-pictures")) provide_pictures(*opened, dpr);

  float shown = card.tree().size.height;
  if (const auto text = arguments.value("--height")) {
    float most = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), most);
    if (error != std::errc() || end != text->data() + text->size() || !(most >= 1))
      return usage_fault(render_command, "--height takes a number of at least 1");
    shown = std::min(shown, most);
  }
  const int width = static_cast<int>(std::lround(card.tree().size.width * dpr));
  const int height = static_cast<int>(std::lround(shown * dpr));
  if (width > 4096 || height > max_height_device_px) {
    std::fprintf(stderr, "depesche render: %d x %d device pixels are too many\n", width, height);
    return exit_faults;
  }
  std::vector<std::uint8_t> picture;
  picture.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  for (int y = 0; y < height; y += band_device_px) {
    const auto band = card.paint(0, y, width, std::min(band_device_px, height - y), dpr);
    picture.insert(picture.end(), band.begin(), band.end());
  }
  std::string png;
  // Four times quicker than the defaults, and for text no larger: `render` of the sample at 1200 px and ratio 2 takes 0.7 s.
  stbi_write_force_png_filter = 0;
  stbi_write_png_compression_level = 5;
  if (stbi_write_png_to_func(append, &png, width, height, 4, picture.data(), width * 4) == 0) {
    std::fprintf(stderr, "depesche render: the PNG cannot be made\n");
    return exit_faults;
  }
  return write_file(*out, png) ? exit_ok : exit_faults;
}

constexpr auto options = with_card_options<5>({{
    {"-o", "FILE", "the PNG to write; - is standard output"},
    {"--dpr", "N", "device pixels a CSS pixel, 0.5 to 4 (1)"},
    {"--height", "N", "paint only the uppermost N CSS pixels (all)"},
    {"--no-pictures", "", "leave the pictures' places empty, as the browser's tiles do"},
    {"--inspect", "", "draw the inspector over the card"},
}});

}  // namespace

const Command render_command = {
    "render",
    "FILE",
    "paint an article into a PNG",
    "Paints the whole card. Pictures are read from JPEG and PNG files beside the article.",
    options,
    run,
};

}  // namespace depesche::cli
