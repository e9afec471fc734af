#include "content/links.h"

#include <gtest/gtest.h>

namespace depesche {
namespace {

// Refusals stand in tests/cases/loading/; here is what hides in bytes that a JSON file does not show well.
TEST(Links, RefuseEverythingThatBrowsersSkipOrRewrite) {
  for (const std::string_view url : {"\thttps://a.b",
                                     "https://a.b\n",
                                     "ht\ntps://a.b",
                                     "https://a.b/\x7f",
                                     "\u0085https://a.b",
                                     "https://a.b/\u202e",
                                     "https://a.b/\ufeff",
                                     "https://a.b/\u2028",
                                     "https://a\u00ad.b",
                                     "\x01javascript:alert(1)",
                                     "https:\\a.b",
                                     "https:/a.b",
                                     "https://@a.b",
                                     "https://?",
                                     "vbscript:x",
                                     "mailto:",
                                     "mailto:a",
                                     "tel:1",
                                     "//a.b",
                                     "a.b",
                                     "#x",
                                     "?x"})
    EXPECT_TRUE(find_link_fault(url, LinkUse::link)) << url;
}

TEST(Links, AllowWebAndMail) {
  for (const std::string_view url :
       {"http://a", "https://a.b:8080/c?d=e#f", "HTTPS://A.B", "https://a.b/@user", "https://a.b?x@y",
        "https://münchen.de/straße", "mailto:a@b?subject=c", "MailTo:a@b"})
    EXPECT_FALSE(find_link_fault(url, LinkUse::link)) << url;
  EXPECT_TRUE(find_link_fault("mailto:a@b", LinkUse::page));
  EXPECT_TRUE(find_link_fault("mailto:a@b", LinkUse::image));
}

TEST(Links, AllowRelativePictures) {
  for (const std::string_view url :
       {"a.jpg", "./a.jpg", "../b/a.jpg", "/a.jpg", "a/b:c.jpg", "?a", "1:a.jpg", "https://a/b"})
    EXPECT_FALSE(find_link_fault(url, LinkUse::image)) << url;
  for (const std::string_view url :
       {"", "//a/b.jpg", "/\\a", "data:,", "blob:x", "c:a.jpg", "a b.jpg", "javascript:a.jpg"})
    EXPECT_TRUE(find_link_fault(url, LinkUse::image)) << url;
}

TEST(Links, TellTypesByTheEndingOfThePath) {
  EXPECT_EQ(image_type("a.JPG"), "image/jpeg");
  EXPECT_EQ(image_type("a/b.jpeg?c.png#d.webp"), "image/jpeg");
  EXPECT_EQ(image_type("a.webp#x"), "image/webp");
  EXPECT_EQ(image_type("a.avif"), "image/avif");
  EXPECT_EQ(image_type("a.png/"), "");
  EXPECT_EQ(image_type(".png"), "");
  EXPECT_EQ(image_type("a?b.png"), "");
  EXPECT_EQ(image_type("a.svg"), "");
}

}  // namespace
}  // namespace depesche
