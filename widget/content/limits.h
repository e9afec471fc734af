// How much of an article is read. Each limit has a diagnostic of its own; docs/article-format.md lists them for
// editors and assets/schema/depesche-1.schema.json repeats those that a schema can express.
#pragma once

#include <cstddef>

namespace depesche {

/// A file larger than this is refused before it is parsed.
inline constexpr std::size_t max_article_bytes = 8u << 20;
/// Deepest nesting of JSON arrays and objects.
inline constexpr int max_nesting = 64;
/// JSON values of any kind in one file: keeps the memory for a hostile file within a few times its size.
inline constexpr std::size_t max_values = 500'000;
/// Fields of one JSON object.
inline constexpr std::size_t max_members = 256;
/// Parts of an article together: blocks, list items, paragraphs of quotations and notes, timeline entries, blocks of
/// statements, related items.
inline constexpr std::size_t max_blocks = 20'000;
inline constexpr std::size_t max_languages = 32;
/// What an article shows at most in one language (`Article::size`). The rest is cut off, so that no article holds the
/// engine for longer than two seconds: the time of every step grows with this size and with nothing else.
inline constexpr std::size_t max_size = 1u << 20;
/// What a text costs besides its bytes, and each span and line end in it.
inline constexpr std::size_t size_of_piece = 32;
/// Files of one picture.
inline constexpr std::size_t max_image_sources = 16;
/// Pixels along one side of a picture.
inline constexpr int max_image_side = 16'384;
/// Code points of one link or picture address.
inline constexpr std::size_t max_url_length = 2048;
/// Bytes of an id; ids are ASCII.
inline constexpr std::size_t max_id_length = 128;
/// Articles in the rotation of one kiosk.
inline constexpr std::size_t max_kiosk_articles = 100;
/// After this many diagnostics of one file the rest is counted, not listed.
inline constexpr std::size_t max_diagnostics = 200;

}  // namespace depesche
