#include <gtest/gtest.h>

#include "edit_text.h"
#include "semantics/semantic_tree.h"
#include "semantics/tree_maker.h"

namespace depesche {
namespace {

using testing::edit;
using testing::TreeMaker;

TEST(BuildSemantics, GivesEachRoleItsElement) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  m.open(Role::header, "header", {20, 10, 560, 100});
  m.text(Role::headline, "headline", {20, 20, 560, 54}, {"Ein Gipfel ", "in Paris"});
  m.tree.boxes.back().level = 2;
  m.text(Role::published, "published", {20, 80, 200, 27}, {"4. September 2025"});
  m.tree.boxes.back().datetime = "2025-09-04";
  m.close();
  m.add(Role::decoration, "rule", {20, 120, 560, 1});
  m.text(Role::paragraph, "p", {20, 130, 560, 54}, {"Die Vertrags-", "staaten."});
  m.open(Role::list, "list", {20, 200, 560, 27}).ordered = true;
  m.open(Role::list_item, "1", {20, 200, 560, 27});
  m.text(Role::list_marker, "marker", {20, 200, 20, 27}, {"1."});
  m.text(Role::paragraph, "text", {40, 200, 540, 27}, {"Erstens"});
  m.close();
  m.close();
  m.close();

  EXPECT_EQ(dump(build_semantics(m.tree)),
            "article.article aria-labelledby=\"Ein Gipfel in Paris\" lang=de dir=ltr\n"
            "  header.header\n"
            "    h2.headline \"Ein Gipfel in Paris\"\n"
            "    time.published \"4. September 2025\" datetime=2025-09-04\n"
            "  p.paragraph \"Die Vertragsstaaten.\"\n"
            "  ol.list role=list\n"
            "    li.list-item\n"
            "      p.paragraph \"Erstens\"\n");
}

TEST(BuildSemantics, GeometryIsRelativeToTheParentElement) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  m.open(Role::note, "note", {20, 300, 560, 100});
  TextBox& text = m.text(Role::paragraph, "p", {36, 316, 520, 54}, {"Eins ", "zwei"});
  text.origin = {40, 318};
  edit(text).lines[1].x = 7;
  m.close();
  m.close();

  const SemanticTree semantics = build_semantics(m.tree);
  const SemanticNode& paragraph = semantics.nodes.back();
  EXPECT_EQ(paragraph.rect, (Rect{16, 16, 520, 54}));
  EXPECT_FLOAT_EQ(paragraph.baseline, 22);
  EXPECT_FLOAT_EQ(paragraph.lines[1].start, 11);
}

TEST(BuildSemantics, CutsLinesAtMarksAndDropsSoftHyphens) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  TextBox& text = m.text(Role::paragraph, "p", {0, 0, 600, 54}, {"Der Par\xC2\xADtei", "tag, sagte er."});
  text.marks.push_back({4, 16, 42, "https://example.org/", "", false, false});
  text.marks.push_back({23, 26, no_node, "", "fr", true, false});
  m.close();

  const SemanticTree semantics = build_semantics(m.tree);
  const SemanticNode& node = semantics.nodes.back();
  ASSERT_EQ(node.lines.size(), 2u);
  ASSERT_EQ(node.lines[0].fragments.size(), 2u);
  EXPECT_EQ(node.lines[0].fragments[0].text, "Der ");
  EXPECT_EQ(node.lines[0].fragments[1].text, "Partei");
  EXPECT_EQ(node.lines[0].fragments[1].link, 42u);
  ASSERT_EQ(node.lines[1].fragments.size(), 3u);
  EXPECT_EQ(node.lines[1].fragments[0].text, "tag,");
  EXPECT_EQ(node.lines[1].fragments[0].link, 42u);
  EXPECT_EQ(node.lines[1].fragments[1].text, " sagte ");
  EXPECT_EQ(node.lines[1].fragments[2].text, "er.");
  EXPECT_EQ(node.lines[1].fragments[2].face, Face::serif_italic);
  EXPECT_EQ(text_of(node), "Der Parteitag, sagte er.");
}

TEST(BuildSemantics, ControlsAreButtonsLinksAndAField) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  m.open(Role::search, "search", {0, 0, 300, 36});
  Box& field = m.open(Role::search_field, "field", {0, 0, 300, 36});
  field.icon_rect = {10, 9, 18, 18};
  Control& edit = m.control(field, Action::edit_search);
  edit.name = "Suchen";
  m.text(Role::decoration, "placeholder", {36, 8, 100, 20}, {"Suchen"});
  m.close();
  m.text(Role::search_count, "count", {200, 8, 40, 20}, {"1 von 2"});
  m.close();
  Box& choice = m.open(Role::language_choice, "ru", {300, 0, 60, 36});
  choice.language = "ru";
  m.control(choice, Action::set_language).current = true;
  m.text(Role::decoration, "label", {310, 8, 40, 20}, {"Русский"});
  m.close();
  m.control(m.add(Role::button, "larger", {400, 0, 36, 36}), Action::text_larger).name = "Größer";
  m.tree.controls.back().disabled = true;
  m.text(Role::related_headline, "related", {0, 50, 300, 27}, {"Zölle"});
  m.tree.boxes.back().level = 3;
  m.control(m.tree.boxes.back(), Action::follow_link).url = "https://example.org/zoelle";
  m.close();

  const SemanticTree semantics = build_semantics(m.tree);
  EXPECT_EQ(dump(semantics),
            "article.article lang=de dir=ltr\n"
            "  div.search role=search\n"
            "    input.search-field type=search aria-label=Suchen\n"
            "    p.search-count \"1 von 2\"\n"
            "  button.language-choice \"Русский\" lang=ru type=button aria-current=true\n"
            "  button.button type=button aria-label=Größer aria-disabled=true\n"
            "  h3.related-headline\n"
            "    a.related-headline \"Zölle\" url=https://example.org/zoelle\n");
  // The field ends where the count begins, and its words begin after the icon.
  EXPECT_FLOAT_EQ(semantics.nodes[2].rect.width, 192);
  EXPECT_FLOAT_EQ(semantics.nodes[2].lines[0].start, 36);
}

TEST(BuildSemantics, ClosedStatementsAreHiddenUntilFound) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  m.open(Role::timeline_list, "list", {0, 0, 600, 100});
  m.open(Role::timeline_entry, "macron", {0, 0, 600, 100});
  m.open(Role::entry_heading, "heading", {0, 0, 600, 100}).level = 3;
  Box& button = m.open(Role::entry_button, "button", {0, 0, 600, 100});
  const NodeId entry = m.tree.boxes[2].id;
  Control& toggle = m.control(button, Action::toggle_entry);
  toggle.expandable = true;
  toggle.target = node_id(entry, "statement");
  m.text(Role::entry_time, "time", {0, 0, 300, 20}, {"4. September"});
  m.tree.boxes.back().datetime = "2025-09-04";
  m.text(Role::entry_speaker, "speaker", {0, 20, 300, 20}, {"Emmanuel Macron"});
  m.close();
  m.close();
  m.open(Role::statement, "statement", {});
  m.add(Role::paragraph, "0", {}).collapsed_text = "Die Zu\xC2\xADsage.";
  m.close();
  m.close();
  m.close();
  m.close();

  EXPECT_EQ(dump(build_semantics(m.tree)),
            "article.article lang=de dir=ltr\n"
            "  ol.timeline-list role=list\n"
            "    li.timeline-entry\n"
            "      h3.entry-heading\n"
            "        button.entry-button type=button aria-expanded=false aria-controls=statement\n"
            "          time.entry-time \"4. September\" datetime=2025-09-04\n"
            "          span.entry-speaker \"Emmanuel Macron\"\n"
            "      div.statement hidden=until-found\n"
            "        p.paragraph \"Die Zusage.\"\n");
}

TEST(BuildSemantics, PicturesAndTheirLinks) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  const auto image = [&](std::string_view name, std::string_view alt, std::string_view url) -> Box& {
    Box& box = m.add(Role::image, name, {0, 0, 600, 300});
    box.image = static_cast<std::int32_t>(m.tree.images.size());
    m.tree.images.push_back({static_cast<std::uint32_t>(m.tree.boxes.size() - 1),
                             {{"a.jpg", "image/jpeg", 600, 300}},
                             std::string(alt),
                             std::string(url)});
    return box;
  };
  m.open(Role::figure, "figure", {0, 0, 600, 300});
  image("image", "Der Palast", "");
  m.close();
  m.open(Role::banner, "banner", {0, 300, 600, 300});
  m.control(image("image", "Fahrrad", "https://example.org/rad"), Action::follow_link).url = "https://example.org/rad";
  m.close();
  image("related", "", "https://example.org/zoelle");
  m.close();

  EXPECT_EQ(dump(build_semantics(m.tree)),
            "article.article lang=de dir=ltr\n"
            "  figure.figure\n"
            "    picture.image alt=\"Der Palast\" lead\n"
            "  aside.banner\n"
            "    a.image rel=sponsored url=https://example.org/rad\n"
            "      picture.image alt=\"Fahrrad\"\n"
            "  a.image tabindex=-1 aria-hidden=true url=https://example.org/zoelle\n"
            "    picture.image alt=\"\"\n");
}

TEST(BuildSemantics, RightToLeftTextSaysSo) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  m.text(Role::paragraph, "he", {0, 0, 600, 27}, {"שלום"});
  m.tree.boxes.back().language = "he";
  auto shaped = std::make_shared<ShapedText>();
  shaped->text = m.tree.texts.back().shaped->text;
  shaped->base_level = 1;
  m.tree.texts.back().shaped = std::move(shaped);
  edit(m.tree.texts.back()).lines[0].x = 480;
  m.close();
  EXPECT_EQ(dump(build_semantics(m.tree)),
            "article.article lang=de dir=ltr\n"
            "  p.paragraph \"שלום\" lang=he dir=rtl\n");
  EXPECT_FLOAT_EQ(build_semantics(m.tree).nodes.back().lines[0].start, 20);
}

TEST(BuildSemantics, NoTwoNodesShareAnId) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  m.text(Role::paragraph, "same", {0, 0, 600, 27}, {"eins"});
  m.text(Role::paragraph, "same", {0, 30, 600, 27}, {"zwei"});
  m.close();
  const SemanticTree semantics = build_semantics(m.tree);
  EXPECT_NE(semantics.nodes[1].id, semantics.nodes[2].id);
}

}  // namespace
}  // namespace depesche
