#include "opengl.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <GLES3/gl3.h>

#include <cstring>
#include <map>

#include "imgui_impl_opengl3.h"

namespace depesche {
namespace {

constexpr EGLenum surfaceless = 0x31DD;  // EGL_PLATFORM_SURFACELESS_MESA

/// The backend's copies of textures, made anew for each picture.
class Twins {
 public:
  explicit Twins(ImDrawData& data) : data_(data), textures_(data.Textures) {
    for (ImDrawList* const list : data.CmdLists)
      for (ImDrawCmd& command : list->CmdBuffer) {
        ImTextureData* const original = command.TexRef._TexData;
        originals_.push_back(original);
        if (original) command.TexRef._TexData = twin(*original);
      }
    data.Textures = &list_;
  }
  ~Twins() {
    std::size_t next = 0;
    for (ImDrawList* const list : data_.CmdLists)
      for (ImDrawCmd& command : list->CmdBuffer) command.TexRef._TexData = originals_[next++];
    data_.Textures = textures_;
    for (const auto& [original, copy] : twins_) {
      const auto name = static_cast<GLuint>(copy->GetTexID());
      glDeleteTextures(1, &name);
    }
  }
  Twins(const Twins&) = delete;
  Twins& operator=(const Twins&) = delete;

 private:
  ImTextureData* twin(const ImTextureData& original) {
    std::unique_ptr<ImTextureData>& copy = twins_[&original];
    if (copy) return copy.get();
    copy = std::make_unique<ImTextureData>();
    copy->Create(ImTextureFormat_RGBA32, original.Width, original.Height);
    copy->Status = ImTextureStatus_WantCreate;
    const std::size_t texels = static_cast<std::size_t>(original.Width) * static_cast<std::size_t>(original.Height);
    if (original.BytesPerPixel == 4) {
      std::memcpy(copy->Pixels, original.Pixels, texels * 4);
    } else {
      for (std::size_t i = 0; i < texels; ++i) {
        std::memset(copy->Pixels + 4 * i, 255, 3);
        copy->Pixels[4 * i + 3] = original.Pixels[i];
      }
    }
    list_.push_back(copy.get());
    return copy.get();
  }

  ImDrawData& data_;
  ImVector<ImTextureData*>* textures_;
  ImVector<ImTextureData*> list_;
  std::vector<ImTextureData*> originals_;
  std::map<const ImTextureData*, std::unique_ptr<ImTextureData>> twins_;
};

}  // namespace

std::unique_ptr<OpenGl> OpenGl::start(std::string& problem) {
  std::unique_ptr<OpenGl> made(new OpenGl);
  const auto get_display =
      reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (!get_display) {
    problem = "EGL has no eglGetPlatformDisplayEXT";
    return nullptr;
  }
  EGLDisplay const display = get_display(surfaceless, EGL_DEFAULT_DISPLAY, nullptr);
  if (display == EGL_NO_DISPLAY || !eglInitialize(display, nullptr, nullptr)) {
    problem = "EGL has no surfaceless display: is libgl1-mesa-dri installed?";
    return nullptr;
  }
  made->display_ = display;
  const EGLint wanted[] = {EGL_RENDERABLE_TYPE, EGL_OPENGL_ES3_BIT, EGL_SURFACE_TYPE, 0, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  eglBindAPI(EGL_OPENGL_ES_API);
  const EGLint version[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_NONE};
  if (!eglChooseConfig(display, wanted, &config, 1, &count) || count == 0 ||
      !(made->context_ = eglCreateContext(display, config, EGL_NO_CONTEXT, version)) ||
      !eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, made->context_)) {
    problem = "EGL makes no OpenGL ES 3 context";
    return nullptr;
  }
  made->backend_ = ImGui_ImplOpenGL3_Init("#version 300 es");
  if (!made->backend_) {
    problem = "ImGui's OpenGL backend does not start";
    return nullptr;
  }
  ImGui_ImplOpenGL3_NewFrame();
  return made;
}

OpenGl::~OpenGl() {
  if (backend_) ImGui_ImplOpenGL3_Shutdown();
  if (display_) {
    eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (context_) eglDestroyContext(display_, context_);
    eglTerminate(display_);
  }
}

std::string OpenGl::renderer() const { return reinterpret_cast<const char*>(glGetString(GL_RENDERER)); }

std::vector<std::uint8_t> OpenGl::render(ImDrawData& data, int width, int height, std::uint32_t clear) {
  GLuint target = 0;
  GLuint frame = 0;
  glGenRenderbuffers(1, &target);
  glBindRenderbuffer(GL_RENDERBUFFER, target);
  glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
  glGenFramebuffers(1, &frame);
  glBindFramebuffer(GL_FRAMEBUFFER, frame);
  glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, target);
  const auto byte = [clear](int shift) { return static_cast<float>((clear >> shift) & 255) / 255.0f; };
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(byte(24), byte(16), byte(8), byte(0));
  glClear(GL_COLOR_BUFFER_BIT);
  {
    const Twins twins(data);
    ImGui_ImplOpenGL3_RenderDrawData(&data);
  }
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(height));
  glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  glDeleteFramebuffers(1, &frame);
  glDeleteRenderbuffers(1, &target);
  std::vector<std::uint8_t> pixels;
  pixels.reserve(upside_down.size());
  for (int y = height - 1; y >= 0; --y) {
    const auto at = upside_down.begin() + static_cast<std::ptrdiff_t>(row) * y;
    pixels.insert(pixels.end(), at, at + static_cast<std::ptrdiff_t>(row));
  }
  return pixels;
}

}  // namespace depesche
