// Dear ImGui's own OpenGL backend on Mesa's software driver, without a display: the picture that draw data should make.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "imgui.h"

namespace depesche {

class OpenGl {
 public:
  /// Needs a current ImGui context. Null, and the reason in `problem`, where there is no EGL or no OpenGL ES 3.
  static std::unique_ptr<OpenGl> start(std::string& problem);
  ~OpenGl();
  OpenGl(const OpenGl&) = delete;
  OpenGl& operator=(const OpenGl&) = delete;

  /// Name of the driver, for the record: "llvmpipe (LLVM 15.0.6, 256 bits)".
  std::string renderer() const;

  /// RGBA rows from the top. Textures of one channel are given to the backend as RGBA, which is all that it takes;
  /// `data` is as before afterwards. @param clear  0xRRGGBBAA
  std::vector<std::uint8_t> render(ImDrawData& data, int width, int height, std::uint32_t clear);

 private:
  OpenGl() = default;
  void* display_ = nullptr;
  void* context_ = nullptr;
  bool backend_ = false;
};

}  // namespace depesche
