// What a card takes is given back with it: many readers leave the engine as the first ones have left it.
#include <gtest/gtest.h>
#include <malloc.h>

#include "update_card.h"

#if defined(__SANITIZE_ADDRESS__)
#define DEPESCHE_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DEPESCHE_ADDRESS_SANITIZER
#endif
#endif
#ifdef DEPESCHE_ADDRESS_SANITIZER
#include <sanitizer/allocator_interface.h>
#endif

namespace depesche {
namespace {

/// Bytes that the program holds at present.
std::size_t in_use() {
#ifdef DEPESCHE_ADDRESS_SANITIZER
  return __sanitizer_get_current_allocated_bytes();
#else
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
#endif
}

class Reader {
 public:
  Reader(Engine& engine, const std::string& article) : engine_(engine), card_(std::make_unique<Card>(engine)) {
    card_->set_article(article, "summit.json");
    card_->set_width(720);
    look();
  }

  void read() {
    for (const char* const language : {"ru", "en", "de"}) {
      card_->expect_language(language);
      look();
      card_->set_language(language);
      look();
      card_->search("a");
      look();
    }
    card_->set_text_size(TextSize::extra_large);
    card_->open_all(true);
    look();
  }

 private:
  void look() {
    update_card(engine_, *card_);
    std::string semantics;
    card_->append_semantics(semantics, false);
    for (int y = 0; y < 2048; y += 256) card_->paint(0, y, 720, 256, 1);
  }

  Engine& engine_;
  std::unique_ptr<Card> card_;
};

TEST(EngineMemory, IsTheSameAfterManyReaders) {
  const std::string article = read_asset("../../assets/articles/summit.json");
  Engine engine;
  const auto after_readers = [&](int count) {
    for (int i = 0; i < count; ++i) Reader(engine, article).read();
    return in_use();
  };
  const std::size_t first = after_readers(2);
  EXPECT_GT(first, 1u << 20) << "the glyph atlas alone has as much";
  // Some containers keep room, which depends on what was there before.
  constexpr std::size_t room = 16 * 1024;
  EXPECT_LE(after_readers(10), first + room);
}

}  // namespace
}  // namespace depesche
