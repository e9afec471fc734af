#include "content/load_article.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "base/hash.h"
#include "base/id_table.h"
#include "content/json_tree.h"
#include "content/reader.h"
#include "content/text_reader.h"

namespace depesche {

namespace {

constexpr std::string_view block_types[] = {"paragraph", "heading", "list",   "quotation", "figure",
                                            "timeline",  "note",    "banner", "related"};
constexpr std::string_view statement_types[] = {"paragraph", "list", "quotation"};

constexpr std::string_view figure_expected = "expected an object with \"image\", \"caption\" and \"credit\"";
constexpr std::string_view image_expected = "expected an object with \"sources\" and \"alt\"";
constexpr std::string_view texts_expected = "expected an array of texts";
constexpr std::string_view blocks_expected = "expected an array of blocks";
constexpr std::string_view related_expected = "expected an array of related articles";
constexpr std::string_view entries_expected = "expected an array of entries";
constexpr std::string_view sources_expected = "expected an array with at least one file of the picture";
constexpr std::string_view languages_expected = "expected an array of language tags such as [\"de\", \"en\"]";

std::string size_of(const ImageSource& source) {
  return concat({decimal(source.width), " × ", decimal(source.height)});
}

class ArticleReader {
 public:
  explicit ArticleReader(const JsonTree& tree) : reader_(tree), texts_(reader_, article_.languages) {}

  void read();

  Reader& reader() { return reader_; }
  Article& article() { return article_; }

 private:
  bool read_format(ObjectReader& root);
  void read_languages(JsonIndex value);
  void read_authors(JsonIndex value);
  void read_figure(ObjectReader& object, Figure& figure);
  void read_image(JsonIndex value, Image& image);
  std::optional<ImageSource> read_source(JsonIndex value);

  std::optional<std::string_view> block_type(ObjectReader& object);
  std::string block_id(ObjectReader& object);
  void note_unknown_type(ObjectReader& object, std::span<const std::string_view> types);

  void read_block(JsonIndex value);
  void read(ObjectReader& object, ParagraphBlock& block);
  void read(ObjectReader& object, HeadingBlock& block);
  void read(ObjectReader& object, ListBlock& block);
  void read(ObjectReader& object, QuotationBlock& block);
  void read(ObjectReader& object, FigureBlock& block) { read_figure(object, block.figure); }
  void read(ObjectReader& object, NoteBlock& block);
  void read(ObjectReader& object, BannerBlock& block);
  void read(ObjectReader& object, RelatedBlock& block);
  void read(ObjectReader& object, TimelineBlock& block);
  void read_unknown(ObjectReader& object, UnknownBlock& block);
  void read_related_item(JsonIndex value, RelatedItem& item);
  void read_entry(JsonIndex value, TimelineEntry& entry);
  void read_statement_block(JsonIndex value, std::vector<StatementBlock>& out);
  void counted_texts(JsonIndex array, std::vector<LocalizedText>& out);

  /// Reads an element into `out`, or for its faults alone where the article was cut before it.
  template <class T, class Read>
  void keep_until_cut(std::vector<T>& out, Read&& read);

  /// False from the block on that is one too many.
  bool count_block(JsonIndex value);

  /// The ids of one kind, to find those given twice.
  struct Ids {
    IdTable hashes;
    std::vector<JsonIndex> values;
  };
  void check_unique(Ids& ids, JsonIndex value, std::string_view what);

  Reader reader_;
  Article article_;
  TextReader texts_;
  std::size_t blocks_ = 0;
  Ids block_ids_;
  Ids entry_ids_;
};

void ArticleReader::read() {
  if (!reader_.expect(0, JsonKind::object, "expected an object: the article")) return;
  ObjectReader root(reader_, 0);
  root.optional("$schema");
  if (!read_format(root)) {
    root.accept_all();
    return;
  }
  read_languages(root.required("languages", languages_expected));
  article_.id = reader_.plain_string(root.optional("id"));
  article_.url = reader_.link(root.optional("url"), LinkUse::page);
  article_.published = reader_.moment(root.optional("published"));
  article_.modified = reader_.moment(root.optional("modified"));
  article_.reading_minutes =
      static_cast<std::uint16_t>(reader_.integer(root.optional("readingMinutes"), 1, 999).value_or(0));
  read_authors(root.optional("authors"));
  texts_.optional(root, "publisher", article_.publisher);
  texts_.optional(root, "kicker", article_.kicker);
  texts_.required(root, "headline", article_.headline, Empty::refuse);
  if (const JsonIndex figure = root.optional("leadFigure"); reader_.expect(figure, JsonKind::object, figure_expected)) {
    ObjectReader object(reader_, figure);
    read_figure(object, article_.lead_figure.emplace());
  }
  texts_.optional(root, "lead", article_.lead);
  for (const JsonIndex block :
       reader_.elements(root.required("body", blocks_expected), blocks_expected, Empty::allow)) {
    if (!count_block(block)) break;
    keep_until_cut(article_.body, [&] { read_block(block); });
  }
  article_.size = texts_.size();
  if (texts_.cut() != no_value)
    reader_.note(Fault::too_long, texts_.cut(), {decimal(max_size), decimal(size_of_piece)});
}

template <class T, class Read>
void ArticleReader::keep_until_cut(std::vector<T>& out, Read&& read) {
  const bool is_cut = texts_.cut() != no_value;
  const std::size_t before = out.size();
  read();
  if (is_cut) out.erase(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
}

/// False where reading on would only list what another version of the format means.
bool ArticleReader::read_format(ObjectReader& root) {
  static constexpr std::string_view expectation = "expected \"depesche/1\"";
  const JsonIndex value = root.required("format", expectation);
  if (!reader_.expect(value, JsonKind::string, expectation)) return true;
  const std::string_view format = reader_.tree().string(value);
  if (format == "depesche/1") return true;
  reader_.note(Fault::unsupported_format, value, {"depesche/1"});
  return !format.starts_with("depesche/");
}

void ArticleReader::read_languages(JsonIndex value) {
  const auto elements = reader_.elements(value, languages_expected, Empty::refuse);
  std::vector<std::string> tags;
  bool good = true;
  for (const JsonIndex element : elements) {
    std::string tag = reader_.language_tag(element);
    for (const std::string& other : tags) {
      if (!equal_ignoring_case(tag, other) || tag.empty()) continue;
      reader_.note(Fault::duplicate_language, element);
      good = false;
      break;
    }
    good = good && !tag.empty();
    tags.push_back(std::move(tag));
  }
  if (tags.size() > max_languages) {
    reader_.note(Fault::too_many_languages, value, {decimal(tags.size()), decimal(max_languages)});
    good = false;
  }
  // With half of the languages, each text would be called wrong for the other half.
  if (good) article_.languages = std::move(tags);
}

void ArticleReader::read_authors(JsonIndex value) {
  for (const JsonIndex element : reader_.elements(value, "expected an array of authors", Empty::allow)) {
    if (!reader_.expect(element, JsonKind::object, "expected an object with \"name\"")) continue;
    keep_until_cut(article_.authors, [&] {
      ObjectReader object(reader_, element);
      Author& author = article_.authors.emplace_back();
      texts_.required(object, "name", author.name);
      author.url = reader_.link(object.optional("url"), LinkUse::link);
    });
  }
}

void ArticleReader::read_figure(ObjectReader& object, Figure& figure) {
  read_image(object.required("image", image_expected), figure.image);
  texts_.optional(object, "caption", figure.caption);
  texts_.optional(object, "credit", figure.credit);
}

void ArticleReader::read_image(JsonIndex value, Image& image) {
  if (!reader_.expect(value, JsonKind::object, image_expected)) return;
  ObjectReader object(reader_, value);
  const JsonIndex sources = object.required("sources", sources_expected);
  const auto elements = reader_.elements(sources, sources_expected, Empty::refuse);
  if (elements.size() > max_image_sources)
    reader_.note(Fault::too_many_sources, sources, {decimal(elements.size()), decimal(max_image_sources)});
  for (const JsonIndex element : elements) {
    std::optional<ImageSource> source = read_source(element);
    if (!source) continue;
    if (!image.sources.empty()) {
      // Widths are whole pixels, so the same picture made smaller may differ a little.
      const ImageSource& first = image.sources.front();
      const auto a = static_cast<std::int64_t>(source->width) * first.height;
      const auto b = static_cast<std::int64_t>(first.width) * source->height;
      if (std::abs(a - b) * 100 > b) {
        reader_.note(Fault::aspect_ratio, element, {size_of(*source), size_of(first)});
        continue;
      }
    }
    image.sources.push_back(std::move(*source));
  }
  texts_.required(object, "alt", image.alt, Empty::allow,
                  "describe the picture for those who do not see it; \"\" marks a decoration");
}

std::optional<ImageSource> ArticleReader::read_source(JsonIndex value) {
  static constexpr std::string_view types[] = {"image/jpeg", "image/png", "image/webp", "image/avif"};
  static constexpr std::string_view type_expected =
      "expected \"image/jpeg\", \"image/png\", \"image/webp\" or \"image/avif\"";
  if (!reader_.expect(value, JsonKind::object, "expected an object with \"url\", \"width\" and \"height\""))
    return std::nullopt;
  ObjectReader object(reader_, value);
  ImageSource source;
  const JsonIndex url = object.required("url", "expected the address of the picture");
  source.url = reader_.link(url, LinkUse::image);
  const auto width =
      reader_.integer(object.required("width", "expected the file's width in pixels"), 1, max_image_side);
  const auto height =
      reader_.integer(object.required("height", "expected the file's height in pixels"), 1, max_image_side);
  const JsonIndex type = object.optional("type");
  if (type == no_value) {
    source.type = image_type(source.url);
    if (source.type.empty() && !source.url.empty())
      reader_.note(Fault::unknown_image_type, url,
                   {"expected an address that ends in .jpg, .png, .webp or .avif", "or add \"type\""});
  } else if (reader_.expect(type, JsonKind::string, type_expected)) {
    source.type = reader_.tree().string(type);
    if (std::ranges::find(types, source.type) == std::end(types))
      reader_.note(Fault::unknown_image_type, type, {type_expected});
  }
  if (source.url.empty() || !width || !height) return std::nullopt;
  source.width = static_cast<std::uint32_t>(*width);
  source.height = static_cast<std::uint32_t>(*height);
  return source;
}

bool ArticleReader::count_block(JsonIndex value) {
  if (++blocks_ == max_blocks + 1) reader_.note(Fault::too_many_blocks, value, {decimal(max_blocks)});
  return blocks_ <= max_blocks;
}

void ArticleReader::check_unique(Ids& ids, JsonIndex value, std::string_view what) {
  const JsonTree& tree = reader_.tree();
  const std::string_view id = tree.string(value);
  const std::uint64_t hash = hash_bytes(id);
  if (ids.hashes.contains(hash)) {
    for (const JsonIndex other : ids.values) {
      if (tree.string(other) != id) continue;
      reader_.note(Fault::duplicate_id, value, {what, reader_.position(tree[other].offset)});
      return;
    }
  }
  ids.hashes.add(hash);
  ids.values.push_back(value);
}

std::optional<std::string_view> ArticleReader::block_type(ObjectReader& object) {
  static constexpr std::string_view expectation = "expected a type such as \"paragraph\"";
  const JsonIndex type = object.required("type", expectation);
  if (reader_.expect(type, JsonKind::string, expectation)) return reader_.tree().string(type);
  object.accept_all();
  return std::nullopt;
}

std::string ArticleReader::block_id(ObjectReader& object) {
  const JsonIndex value = object.optional("id");
  std::string id = reader_.id(value);
  if (!id.empty()) check_unique(block_ids_, value, "block");
  return id;
}

void ArticleReader::note_unknown_type(ObjectReader& object, std::span<const std::string_view> types) {
  const JsonIndex value = reader_.tree().member(object.index(), "type");
  const std::string_view type = reader_.tree().string(value);
  std::string names;
  for (const std::string_view name : types) names += concat({names.empty() ? "" : ", ", name});
  reader_.note(Fault::unknown_block, value, {names, closest(type, types)});
}

void ArticleReader::read_block(JsonIndex value) {
  if (!reader_.expect(value, JsonKind::object, "expected a block: an object with \"type\"")) return;
  ObjectReader object(reader_, value);
  const auto type = block_type(object);
  if (!type) return;
  Block& block = article_.body.emplace_back();
  block.id = block_id(object);
  auto& content = block.content;
  if (*type == "paragraph") return read(object, content.emplace<ParagraphBlock>());
  if (*type == "heading") return read(object, content.emplace<HeadingBlock>());
  if (*type == "list") return read(object, content.emplace<ListBlock>());
  if (*type == "quotation") return read(object, content.emplace<QuotationBlock>());
  if (*type == "figure") return read(object, content.emplace<FigureBlock>());
  if (*type == "timeline") return read(object, content.emplace<TimelineBlock>());
  if (*type == "note") return read(object, content.emplace<NoteBlock>());
  if (*type == "banner") return read(object, content.emplace<BannerBlock>());
  if (*type == "related") return read(object, content.emplace<RelatedBlock>());
  UnknownBlock& unknown = content.emplace<UnknownBlock>();
  unknown.type = *type;
  read_unknown(object, unknown);
}

void ArticleReader::counted_texts(JsonIndex array, std::vector<LocalizedText>& out) {
  for (const JsonIndex element : reader_.elements(array, texts_expected)) {
    if (!count_block(element)) break;
    keep_until_cut(out, [&] { texts_.read(element, out.emplace_back()); });
  }
}

void ArticleReader::read(ObjectReader& object, ParagraphBlock& block) { texts_.required(object, "text", block.text); }

void ArticleReader::read(ObjectReader& object, HeadingBlock& block) {
  texts_.required(object, "text", block.text);
  block.level = static_cast<std::uint8_t>(reader_.integer(object.optional("level"), 2, 3).value_or(2));
}

void ArticleReader::read(ObjectReader& object, ListBlock& block) {
  block.ordered = reader_.boolean(object.optional("ordered"));
  counted_texts(object.required("items", texts_expected), block.items);
}

void ArticleReader::read(ObjectReader& object, QuotationBlock& block) {
  counted_texts(object.required("paragraphs", texts_expected), block.paragraphs);
  texts_.optional(object, "attribution", block.attribution);
  block.cite = reader_.link(object.optional("cite"), LinkUse::link);
}

void ArticleReader::read(ObjectReader& object, NoteBlock& block) {
  texts_.optional(object, "title", block.title);
  counted_texts(object.required("paragraphs", texts_expected), block.paragraphs);
}

void ArticleReader::read(ObjectReader& object, BannerBlock& block) {
  read_image(object.required("image", image_expected), block.image);
  block.link = reader_.link(object.optional("link"), LinkUse::link);
  texts_.optional(object, "sponsor", block.sponsor);
}

void ArticleReader::read(ObjectReader& object, RelatedBlock& block) {
  texts_.optional(object, "title", block.title);
  for (const JsonIndex item : reader_.elements(object.required("items", related_expected), related_expected)) {
    if (!count_block(item)) break;
    keep_until_cut(block.items, [&] { read_related_item(item, block.items.emplace_back()); });
  }
}

void ArticleReader::read_related_item(JsonIndex value, RelatedItem& item) {
  if (!reader_.expect(value, JsonKind::object, "expected an object with \"headline\"")) return;
  ObjectReader object(reader_, value);
  item.link = reader_.link(object.optional("link"), LinkUse::link);
  if (item.link.empty())
    texts_.required(object, "headline", item.headline);
  else
    texts_.required_in_control(object, "headline", item.headline);
  texts_.optional(object, "teaser", item.teaser);
  if (const JsonIndex image = object.optional("image"); image != no_value) read_image(image, item.image.emplace());
}

void ArticleReader::read(ObjectReader& object, TimelineBlock& block) {
  texts_.optional(object, "title", block.title);
  texts_.optional(object, "introduction", block.introduction);
  for (const JsonIndex entry : reader_.elements(object.required("entries", entries_expected), entries_expected)) {
    if (!count_block(entry)) break;
    keep_until_cut(block.entries, [&] { read_entry(entry, block.entries.emplace_back()); });
  }
}

void ArticleReader::read_entry(JsonIndex value, TimelineEntry& entry) {
  if (!reader_.expect(value, JsonKind::object,
                      "expected an object with \"id\", \"speaker\", \"summary\" and \"statement\""))
    return;
  ObjectReader object(reader_, value);
  const JsonIndex id = object.required("id", "expected an id of its own for each entry");
  entry.id = reader_.id(id);
  if (!entry.id.empty()) check_unique(entry_ids_, id, "entry");
  const JsonIndex date = object.optional("date");
  const JsonIndex when = object.optional("when");
  entry.moment = reader_.moment(date);
  texts_.read(when, entry.when);
  if (date == no_value && when == no_value) reader_.note(Fault::undated_entry, value);
  texts_.required(object, "speaker", entry.speaker);
  texts_.optional(object, "role", entry.role);
  texts_.optional(object, "place", entry.place);
  texts_.required_in_control(object, "summary", entry.summary);
  for (const JsonIndex block :
       reader_.elements(object.required("statement", blocks_expected), blocks_expected, Empty::allow)) {
    if (!count_block(block)) break;
    keep_until_cut(entry.statement, [&] { read_statement_block(block, entry.statement); });
  }
  if (const JsonIndex source = object.optional("source");
      reader_.expect(source, JsonKind::object, "expected an object with \"label\" and \"url\"")) {
    ObjectReader source_object(reader_, source);
    SourceLink& link = entry.source.emplace();
    texts_.required(source_object, "label", link.label);
    link.url = reader_.link(source_object.optional("url"), LinkUse::link);
  }
}

void ArticleReader::read_statement_block(JsonIndex value, std::vector<StatementBlock>& out) {
  if (!reader_.expect(value, JsonKind::object, "expected a block: an object with \"type\"")) return;
  ObjectReader object(reader_, value);
  const auto type = block_type(object);
  if (!type) return;
  block_id(object);
  if (*type == "paragraph") return read(object, out.emplace_back().emplace<ParagraphBlock>());
  if (*type == "list") return read(object, out.emplace_back().emplace<ListBlock>());
  if (*type == "quotation") return read(object, out.emplace_back().emplace<QuotationBlock>());
  object.accept_all();
  if (std::ranges::find(block_types, *type) != std::end(block_types)) {
    reader_.note(Fault::block_not_allowed, reader_.tree().member(value, "type"), {"paragraph, list or quotation"});
    return;
  }
  note_unknown_type(object, statement_types);
  std::vector<LocalizedText> texts;
  texts_.collect_texts(value, texts);
  for (LocalizedText& text : texts) {
    if (!count_block(value)) break;
    out.emplace_back().emplace<ParagraphBlock>().text = std::move(text);
  }
}

void ArticleReader::read_unknown(ObjectReader& object, UnknownBlock& block) {
  object.accept_all();
  note_unknown_type(object, block_types);
  std::vector<LocalizedText> texts;
  texts_.collect_texts(object.index(), texts);
  for (LocalizedText& text : texts) {
    if (!count_block(object.index())) break;
    block.texts.push_back(std::move(text));
  }
}

}  // namespace

Result<LoadedArticle> load_article(std::string_view json, std::string_view file) {
  const Result<JsonTree> tree = parse_json(json, file);
  if (!tree) return std::unexpected(tree.error());
  ArticleReader article_reader(*tree);
  article_reader.read();
  const bool failed = article_reader.reader().errors() != 0;
  std::vector<Diagnostic> diagnostics = article_reader.reader().take_diagnostics(file);
  if (failed) return std::unexpected(std::move(diagnostics));
  return LoadedArticle{std::move(article_reader.article()), std::move(diagnostics)};
}

}  // namespace depesche
