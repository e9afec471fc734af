#include "content/load_article.h"

#include <algorithm>
#include <unordered_set>

#include "base/ascii.h"
#include "base/closest.h"
#include "base/concat.h"
#include "base/hash.h"
#include "content/json_tree.h"
#include "content/reader.h"
#include "content/text_reader.h"

namespace depesche {

namespace {

constexpr std::string_view block_types[] = {"paragraph", "heading",  "list", "quotation", "figure",
                                            "timeline",  "note", "banner", "related"};
constexpr std::string_view statement_types[] = {"paragraph", "list", "quotation"};

constexpr std::string_view object_expected = "expected an object";
constexpr std::string_view figure_expected = "expected an object with \"image\", \"caption\" and \"credit\"";
constexpr std::string_view image_expected = "expected an object with \"sources\" and \"alt\"";
constexpr std::string_view sources_expected = "expected an array with at least one file of the picture";
constexpr std::string_view languages_expected = "expected an array of language tags such as [\"de\", \"en\"]";

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
  std::optional<Figure> read_figure(JsonIndex value);
  Figure figure_fields(ObjectReader& object);
  Image read_image(JsonIndex value);
  std::optional<ImageSource> read_source(JsonIndex value);

  /// Type and id of a block, or nothing where there is no type. `no_value` of `type`'s place cannot be.
  std::optional<std::string_view> block_type(ObjectReader& object);
  std::string block_id(ObjectReader& object);
  void warn_unknown_type(ObjectReader& object, std::span<const std::string_view> types);

  void read_block(JsonIndex value);
  ParagraphBlock paragraph(ObjectReader& object);
  HeadingBlock heading(ObjectReader& object);
  ListBlock list(ObjectReader& object);
  QuotationBlock quotation(ObjectReader& object);
  NoteBlock note(ObjectReader& object);
  BannerBlock banner(ObjectReader& object);
  RelatedBlock related(ObjectReader& object);
  TimelineBlock timeline(ObjectReader& object);
  UnknownBlock unknown(ObjectReader& object, std::string_view type);
  std::optional<TimelineEntry> read_entry(JsonIndex value);
  void read_statement_block(JsonIndex value, std::vector<StatementBlock>& out);
  std::vector<LocalizedText> counted_texts(JsonIndex array);

  /// False from the block on that is one too many.
  bool count_block(JsonIndex value);

  /// The ids of one kind, to find those given twice.
  struct Ids {
    std::unordered_set<std::uint64_t> hashes;
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
  article_.id = reader_.plain_string(root.optional("id"), "expected a string", Empty::warn);
  article_.url = reader_.link(root.optional("url"), LinkUse::page);
  article_.published = reader_.moment(root.optional("published"));
  article_.modified = reader_.moment(root.optional("modified"));
  article_.reading_minutes =
      static_cast<std::uint16_t>(reader_.integer(root.optional("readingMinutes"), 1, 999).value_or(0));
  read_authors(root.optional("authors"));
  article_.publisher = texts_.optional_string(root, "publisher");
  article_.kicker = texts_.optional_text(root, "kicker");
  article_.headline = texts_.required_text(root, "headline", Empty::refuse);
  article_.lead_figure = read_figure(root.optional("leadFigure"));
  article_.lead = texts_.optional_text(root, "lead");
  const JsonIndex body = root.required("body", "expected an array of blocks");
  for (const JsonIndex block : reader_.elements(body, "expected an array of blocks", Empty::allow)) {
    if (!count_block(block)) break;
    read_block(block);
  }
}

/// False where reading on would only list what another version of the format means.
bool ArticleReader::read_format(ObjectReader& root) {
  static constexpr std::string_view expectation = "expected \"depesche/1\"";
  const JsonIndex value = root.required("format", expectation);
  if (!reader_.expect(value, JsonKind::string, expectation)) return true;
  const std::string_view format = reader_.tree().string(value);
  if (format == "depesche/1") return true;
  const bool other_version = format.starts_with("depesche/");
  reader_.error(value, "unsupported-format", concat({"found the format ", quoted(format)}), std::string(expectation),
                other_version ? "use a card of that version" : "");
  return !other_version;
}

void ArticleReader::read_languages(JsonIndex value) {
  const auto elements = reader_.elements(value, languages_expected, Empty::refuse);
  std::vector<std::string> tags;
  bool good = true;
  for (const JsonIndex element : elements) {
    std::string tag = reader_.language_tag(element);
    for (const std::string& other : tags) {
      if (!equal_ignoring_case(tag, other) || tag.empty()) continue;
      reader_.error(element, "duplicate-language", concat({"language ", quoted(tag), " stands twice"}),
                    "expected each once; case does not count", "remove one");
      good = false;
      break;
    }
    good = good && !tag.empty();
    tags.push_back(std::move(tag));
  }
  if (tags.size() > max_languages) {
    reader_.error(value, "too-many-languages", concat({"found ", decimal(tags.size()), " languages"}),
                  concat({"expected at most ", decimal(max_languages)}));
    good = false;
  }
  // With half of the languages, each text would be called wrong for the other half.
  if (good) article_.languages = std::move(tags);
}

void ArticleReader::read_authors(JsonIndex value) {
  for (const JsonIndex element : reader_.elements(value, "expected an array of authors", Empty::allow)) {
    if (!reader_.expect(element, JsonKind::object, "expected an object with \"name\"")) continue;
    ObjectReader object(reader_, element);
    Author author;
    author.name = texts_.required_string(object, "name");
    author.url = reader_.link(object.optional("url"), LinkUse::link);
    article_.authors.push_back(std::move(author));
  }
}

std::optional<Figure> ArticleReader::read_figure(JsonIndex value) {
  if (!reader_.expect(value, JsonKind::object, figure_expected)) return std::nullopt;
  ObjectReader object(reader_, value);
  return figure_fields(object);
}

Figure ArticleReader::figure_fields(ObjectReader& object) {
  Figure figure;
  figure.image = read_image(object.required("image", image_expected));
  figure.caption = texts_.optional_text(object, "caption");
  figure.credit = texts_.optional_string(object, "credit");
  return figure;
}

Image ArticleReader::read_image(JsonIndex value) {
  Image image;
  if (!reader_.expect(value, JsonKind::object, image_expected)) return image;
  ObjectReader object(reader_, value);
  const JsonIndex sources = object.required("sources", sources_expected);
  const auto elements = reader_.elements(sources, sources_expected, Empty::refuse);
  if (elements.size() > max_image_sources)
    reader_.error(sources, "too-many-sources", concat({"found ", decimal(elements.size()), " files of one picture"}),
                  concat({"expected at most ", decimal(max_image_sources)}));
  for (const JsonIndex element : elements) {
    std::optional<ImageSource> source = read_source(element);
    if (!source) continue;
    if (!image.sources.empty()) {
      // Widths are whole pixels, so the same picture made smaller may differ a little.
      const ImageSource& first = image.sources.front();
      const auto a = static_cast<std::int64_t>(source->width) * first.height;
      const auto b = static_cast<std::int64_t>(first.width) * source->height;
      if (std::abs(a - b) * 100 > b) {
        reader_.warn(element, "aspect-ratio",
                     concat({"file of ", decimal(source->width), " × ", decimal(source->height), " pixels is ignored"}),
                     concat({"expected the shape of the first file, ", decimal(first.width), " × ",
                             decimal(first.height)}),
                     "cut all files of a picture alike");
        continue;
      }
    }
    image.sources.push_back(std::move(*source));
  }
  image.alt = texts_.required_string(object, "alt", Empty::allow,
                                     "describe the picture for those who do not see it; \"\" marks a decoration");
  return image;
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
  const auto width = reader_.integer(object.required("width", "expected the file's width in pixels"), 1, max_image_side);
  const auto height =
      reader_.integer(object.required("height", "expected the file's height in pixels"), 1, max_image_side);
  const JsonIndex type = object.optional("type");
  if (type == no_value) {
    source.type = image_type(source.url);
    if (source.type.empty() && !source.url.empty())
      reader_.error(url, "unknown-image-type", concat({"no type of picture in ", quoted(source.url)}),
                    "expected the ending .jpg, .png, .webp or .avif", "or add \"type\"");
  } else if (reader_.expect(type, JsonKind::string, type_expected)) {
    source.type = reader_.tree().string(type);
    if (std::ranges::find(types, source.type) == std::end(types))
      reader_.error(type, "unknown-image-type", concat({"found ", reader_.describe(type)}), std::string(type_expected));
  }
  if (source.url.empty() || !width || !height) return std::nullopt;
  source.width = static_cast<std::uint32_t>(*width);
  source.height = static_cast<std::uint32_t>(*height);
  return source;
}

bool ArticleReader::count_block(JsonIndex value) {
  if (++blocks_ == max_blocks + 1)
    reader_.error(value, "too-many-blocks", concat({"more than ", decimal(max_blocks), " parts"}),
                  "expected at most that many blocks, paragraphs, list items, entries and related items together",
                  "split the article; nothing after this was checked");
  return blocks_ <= max_blocks;
}

void ArticleReader::check_unique(Ids& ids, JsonIndex value, std::string_view what) {
  const JsonTree& tree = reader_.tree();
  const std::string_view id = tree.string(value);
  if (!ids.hashes.insert(hash_bytes(id)).second) {
    for (const JsonIndex other : ids.values) {
      if (tree.string(other) != id) continue;
      const TextPosition first = locate(tree.text, tree[other].offset);
      reader_.error(value, "duplicate-id", concat({what, " id ", quoted(id), " is used twice"}),
                    "expected each id once in the article",
                    concat({"change one; the other is at ", decimal(first.line), ":", decimal(first.column)}));
      return;
    }
  }
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

void ArticleReader::warn_unknown_type(ObjectReader& object, std::span<const std::string_view> types) {
  const JsonIndex value = reader_.tree().member(object.index(), "type");
  const std::string_view type = reader_.tree().string(value);
  std::string names;
  for (const std::string_view name : types) names += concat({names.empty() ? "" : ", ", name});
  const std::string_view near = closest(type, types);
  reader_.warn(value, "unknown-block", concat({"unknown block type ", quoted(type)}), concat({"expected one of ", names}),
               near.empty() ? std::string("its texts are shown as paragraphs") : concat({"did you mean \"", near, "\"?"}));
}

void ArticleReader::read_block(JsonIndex value) {
  if (!reader_.expect(value, JsonKind::object, "expected a block: an object with \"type\"")) return;
  ObjectReader object(reader_, value);
  const auto type = block_type(object);
  if (!type) return;
  Block block;
  block.id = block_id(object);
  if (*type == "paragraph") block.content = paragraph(object);
  else if (*type == "heading") block.content = heading(object);
  else if (*type == "list") block.content = list(object);
  else if (*type == "quotation") block.content = quotation(object);
  else if (*type == "figure") block.content = FigureBlock{figure_fields(object)};
  else if (*type == "timeline") block.content = timeline(object);
  else if (*type == "note") block.content = note(object);
  else if (*type == "banner") block.content = banner(object);
  else if (*type == "related") block.content = related(object);
  else block.content = unknown(object, *type);
  article_.body.push_back(std::move(block));
}

std::vector<LocalizedText> ArticleReader::counted_texts(JsonIndex array) {
  std::vector<LocalizedText> texts;
  for (const JsonIndex element : texts_.text_elements(array)) {
    if (!count_block(element)) break;
    texts.push_back(texts_.text(element));
  }
  return texts;
}

ParagraphBlock ArticleReader::paragraph(ObjectReader& object) { return {texts_.required_text(object, "text")}; }

HeadingBlock ArticleReader::heading(ObjectReader& object) {
  HeadingBlock heading;
  heading.text = texts_.required_text(object, "text");
  heading.level = static_cast<std::uint8_t>(reader_.integer(object.optional("level"), 2, 3).value_or(2));
  return heading;
}

ListBlock ArticleReader::list(ObjectReader& object) {
  ListBlock list;
  list.ordered = reader_.boolean(object.optional("ordered"));
  list.items = counted_texts(object.required("items", "expected an array of texts"));
  return list;
}

QuotationBlock ArticleReader::quotation(ObjectReader& object) {
  QuotationBlock quotation;
  quotation.paragraphs = counted_texts(object.required("paragraphs", "expected an array of texts"));
  quotation.attribution = texts_.optional_text(object, "attribution");
  quotation.cite = reader_.link(object.optional("cite"), LinkUse::link);
  return quotation;
}

NoteBlock ArticleReader::note(ObjectReader& object) {
  NoteBlock note;
  note.title = texts_.optional_string(object, "title");
  note.paragraphs = counted_texts(object.required("paragraphs", "expected an array of texts"));
  return note;
}

BannerBlock ArticleReader::banner(ObjectReader& object) {
  BannerBlock banner;
  banner.image = read_image(object.required("image", image_expected));
  banner.link = reader_.link(object.optional("link"), LinkUse::link);
  banner.sponsor = texts_.optional_string(object, "sponsor");
  return banner;
}

RelatedBlock ArticleReader::related(ObjectReader& object) {
  static constexpr std::string_view item_expected = "expected an object with \"headline\"";
  RelatedBlock related;
  related.title = texts_.optional_string(object, "title");
  const JsonIndex items = object.required("items", "expected an array of related articles");
  for (const JsonIndex element : reader_.elements(items, "expected an array of related articles")) {
    if (!count_block(element)) break;
    if (!reader_.expect(element, JsonKind::object, item_expected)) continue;
    ObjectReader item_object(reader_, element);
    RelatedItem item;
    item.headline = texts_.required_text(item_object, "headline");
    item.teaser = texts_.optional_text(item_object, "teaser");
    if (const JsonIndex image = item_object.optional("image"); image != no_value) item.image = read_image(image);
    item.link = reader_.link(item_object.optional("link"), LinkUse::link);
    related.items.push_back(std::move(item));
  }
  return related;
}

TimelineBlock ArticleReader::timeline(ObjectReader& object) {
  TimelineBlock timeline;
  timeline.title = texts_.optional_string(object, "title");
  timeline.introduction = texts_.optional_text(object, "introduction");
  const JsonIndex entries = object.required("entries", "expected an array of entries");
  for (const JsonIndex element : reader_.elements(entries, "expected an array of entries")) {
    if (!count_block(element)) break;
    if (auto entry = read_entry(element)) timeline.entries.push_back(std::move(*entry));
  }
  return timeline;
}

std::optional<TimelineEntry> ArticleReader::read_entry(JsonIndex value) {
  if (!reader_.expect(value, JsonKind::object, "expected an entry: an object with \"id\", \"speaker\", \"summary\" and \"statement\""))
    return std::nullopt;
  ObjectReader object(reader_, value);
  TimelineEntry entry;
  const JsonIndex id = object.required("id", "expected an id of its own for each entry");
  entry.id = reader_.id(id);
  if (!entry.id.empty()) check_unique(entry_ids_, id, "entry");
  const JsonIndex date = object.optional("date");
  const JsonIndex when = object.optional("when");
  entry.moment = reader_.moment(date);
  entry.when = texts_.string(when);
  if (date == no_value && when == no_value)
    reader_.warn(value, "undated-entry", "entry with neither \"date\" nor \"when\"", {}, "add one of them");
  entry.speaker = texts_.required_string(object, "speaker");
  entry.role = texts_.optional_string(object, "role");
  entry.place = texts_.optional_string(object, "place");
  entry.summary = texts_.required_text(object, "summary");
  const JsonIndex statement = object.required("statement", "expected an array of blocks");
  for (const JsonIndex block : reader_.elements(statement, "expected an array of blocks")) {
    if (!count_block(block)) break;
    read_statement_block(block, entry.statement);
  }
  if (const JsonIndex source = object.optional("source");
      reader_.expect(source, JsonKind::object, "expected an object with \"label\" and \"url\"")) {
    ObjectReader source_object(reader_, source);
    entry.source = SourceLink{texts_.required_string(source_object, "label"),
                              reader_.link(source_object.optional("url"), LinkUse::link)};
  }
  return entry;
}

void ArticleReader::read_statement_block(JsonIndex value, std::vector<StatementBlock>& out) {
  if (!reader_.expect(value, JsonKind::object, "expected a block: an object with \"type\"")) return;
  ObjectReader object(reader_, value);
  const auto type = block_type(object);
  if (!type) return;
  block_id(object);
  if (*type == "paragraph") {
    out.push_back(paragraph(object));
  } else if (*type == "list") {
    out.push_back(list(object));
  } else if (*type == "quotation") {
    out.push_back(quotation(object));
  } else if (std::ranges::find(block_types, *type) != std::end(block_types)) {
    object.accept_all();
    reader_.error(reader_.tree().member(value, "type"), "block-not-allowed",
                  concat({"block of type ", quoted(*type), " in a statement"}), "expected paragraph, list or quotation",
                  "put it into the body");
  } else {
    object.accept_all();
    warn_unknown_type(object, statement_types);
    for (LocalizedText& text : texts_.collect_texts(value)) {
      if (!count_block(value)) break;
      out.push_back(ParagraphBlock{std::move(text)});
    }
  }
}

UnknownBlock ArticleReader::unknown(ObjectReader& object, std::string_view type) {
  object.accept_all();
  warn_unknown_type(object, block_types);
  UnknownBlock block{std::string(type), {}};
  for (LocalizedText& text : texts_.collect_texts(object.index())) {
    if (!count_block(object.index())) break;
    block.texts.push_back(std::move(text));
  }
  return block;
}

}  // namespace

Result<LoadedArticle> load_article(std::string_view json, std::string_view file) {
  const Result<JsonTree> tree = parse_json(json, file);
  if (!tree) return std::unexpected(tree.error());
  ArticleReader article_reader(*tree);
  article_reader.read();
  const bool failed = article_reader.reader().failed();
  std::vector<Diagnostic> diagnostics = article_reader.reader().take_diagnostics(file);
  if (failed) return std::unexpected(std::move(diagnostics));
  return LoadedArticle{std::move(article_reader.article()), std::move(diagnostics)};
}

}  // namespace depesche
