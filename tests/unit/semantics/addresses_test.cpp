#include "semantics/addresses.h"

#include <gtest/gtest.h>

namespace depesche {
namespace {

TEST(Addresses, TheFolderOfAFile) {
  const struct {
    std::string_view url, folder;
  } cases[] = {
      {"", ""},
      {"summit.json", ""},
      {"articles/summit.json", "articles/"},
      {"../summit.json", "../"},
      {"/summit.json", "/"},
      {"/articles/summit.json", "/articles/"},
      {"/articles/", "/articles/"},
      {"/article?path=a/b#c/d", "/"},
      {"?id=a/b", ""},
      {"/my articles/a b.json", "/my%20articles/"},
      {"//n.example/articles/summit.json", "//n.example/articles/"},
      {"https://n.example/articles/summit.json?a=/b", "https://n.example/articles/"},
      {"https://n.example", "https://n.example/"},
      {"https://n.example?id=3", "https://n.example/"},
      {"/a//b.json", "/a//"},
  };
  for (const auto& [url, folder] : cases) EXPECT_EQ(folder_of(url), folder) << url;
}

TEST(Addresses, OfAPictureInThePage) {
  const struct {
    std::string_view folder, url, resolved;
  } cases[] = {
      {"", "a.jpg", "a.jpg"},
      {"/articles/", "../images/a.jpg", "/articles/../images/a.jpg"},
      {"/articles/", "picture?at=12:30", "/articles/picture?at=12:30"},
      {"/articles/", "/a.jpg", "/a.jpg"},
      {"https://n.example/articles/", "a.jpg", "https://n.example/articles/a.jpg"},
      {"https://n.example:8080/articles/", "/a.jpg", "https://n.example:8080/a.jpg"},
      {"//n.example/articles/", "/a.jpg", "//n.example/a.jpg"},
      {"/a//b/", "/a.jpg", "/a.jpg"},
      {"https://n.example/", "HTTPS://cdn.example/a.jpg", "HTTPS://cdn.example/a.jpg"},
      {"https://n.example/", "http://cdn.example/a.jpg", "http://cdn.example/a.jpg"},
  };
  for (const auto& [folder, url, resolved] : cases) EXPECT_EQ(resolve_address(folder, url), resolved) << folder << url;
}

}  // namespace
}  // namespace depesche
