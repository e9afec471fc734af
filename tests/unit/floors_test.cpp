// The architecture's rules on the sources themselves: includes go downward only, neighbours do not know each other,
// third-party headers stay where docs/architecture.md puts them, and no file grows past 600 lines.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path source_dir = DEPESCHE_SOURCE_DIR;

struct Include {
  std::string file;   // relative to widget/
  std::string header; // as written
};

std::vector<fs::path> sources(const fs::path& root) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() &&
        (extension == ".cpp" || extension == ".h" || extension == ".ts" || extension == ".css"))
      found.push_back(entry.path());
  }
  return found;
}

std::vector<Include> includes() {
  std::vector<Include> found;
  for (const fs::path& path : sources(source_dir / "widget")) {
    std::ifstream in(path);
    std::string line;
    while (std::getline(in, line)) {
      if (!line.starts_with("#include ")) continue;
      const std::size_t end = line.find_first_of("\">", 10);
      found.push_back({fs::relative(path, source_dir / "widget").generic_string(), line.substr(10, end - 10)});
    }
  }
  return found;
}

/// "layout" of "layout/parts.h"; "card" of card.h, card_search.cpp and their like.
std::string floor_of(const std::string& file) {
  const std::size_t slash = file.find('/');
  return slash == std::string::npos ? "card" : file.substr(0, slash);
}

TEST(Floors, IncludesGoDownward) {
  const std::map<std::string, std::set<std::string>> below = {
      {"base", {}},
      {"content", {"base"}},
      {"text", {"base"}},
      {"layout", {"base", "content", "text"}},
      {"draw", {"base", "content", "text", "layout"}},
      {"semantics", {"base", "content", "text", "layout"}},
      {"raster", {"base"}},
      {"card", {"base", "content", "text", "layout", "draw", "semantics", "raster"}},
      {"platform", {"base", "content", "text", "layout", "draw", "semantics", "raster", "card"}}};
  std::size_t checked = 0;
  for (const Include& include : includes()) {
    const std::string floor = floor_of(include.file);
    ASSERT_TRUE(below.contains(floor)) << include.file << " is in a folder that is no floor";
    if (!fs::exists(source_dir / "widget" / include.header)) continue;
    ++checked;
    const std::string target = floor_of(include.header);
    EXPECT_TRUE(target == floor || below.at(floor).contains(target)) << include.file << " includes " << include.header;
  }
  EXPECT_GT(checked, 100u);
}

TEST(Floors, ThirdPartyHeadersStayInFewPlaces) {
  const std::map<std::string, std::set<std::string>> allowed = {{"nlohmann/", {"content", "semantics"}},
                                                                {"hb", {"text"}},
                                                                {"SheenBidi/", {"text"}},
                                                                {"linebreak", {"text"}},
                                                                {"graphemebreak", {"text"}},
                                                                {"unibreak", {"text"}},
                                                                {"hyphen.h", {"text"}},
                                                                {"imgui", {"draw", "raster", "card"}},
                                                                {"stb_truetype", {"draw"}},
                                                                {"stb_image", {"platform"}},
                                                                {"emscripten", {"platform"}},
                                                                {"qrcodegen", {"platform"}}};
  std::size_t checked = 0;
  for (const Include& include : includes()) {
    if (fs::exists(source_dir / "widget" / include.header)) continue;
    for (const auto& [prefix, floors] : allowed) {
      if (!include.header.starts_with(prefix)) continue;
      ++checked;
      EXPECT_TRUE(floors.contains(floor_of(include.file))) << include.file << " includes " << include.header;
    }
  }
  EXPECT_GT(checked, 5u);
}

TEST(Floors, NoFilePasses600Lines) {
  for (const char* folder : {"widget", "web"}) {
    if (!fs::exists(source_dir / folder)) continue;
    for (const fs::path& path : sources(source_dir / folder)) {
      std::ifstream in(path);
      const auto lines = std::count(std::istreambuf_iterator<char>(in), {}, '\n');
      EXPECT_LE(lines, 600) << fs::relative(path, source_dir);
    }
  }
}

}  // namespace
