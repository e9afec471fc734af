#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

#include "edit_text.h"
#include "semantics/json_writer.h"
#include "semantics/semantic_tree.h"
#include "semantics/tree_maker.h"

namespace depesche {
namespace {

using testing::edit;
using testing::TreeMaker;
using Json = nlohmann::json;

struct Patches {
  SemanticMemory memory;
  std::uint64_t patched = 0;
  Json next(const LayoutTree& tree) {
    std::string json;
    append_semantic_patch(json, build_semantics(tree), memory, patched);
    return json.empty() ? Json() : Json::parse(json, nullptr, false);
  }
};

std::vector<NodeId> ids(const Json& patch) {
  std::vector<NodeId> result;
  if (patch.contains("put"))
    for (const Json& node : patch["put"]) result.push_back(node["id"].get<NodeId>());
  return result;
}

/// Paragraphs one below the other, each a line high.
LayoutTree paragraphs(const std::vector<std::string>& names, float gap = 0) {
  TreeMaker m;
  m.open(Role::article, "article", {0, 0, 600, 900});
  float y = 0;
  for (const std::string& name : names) {
    m.text(Role::paragraph, name, {0, y, 600, 27}, {"Absatz " + name});
    y += 27 + gap;
  }
  m.close();
  return m.tree;
}

NodeId id(std::string_view name) { return node_id(node_id(no_node, "article"), name); }

TEST(SemanticPatch, TheFirstHasEveryNodeInOrder) {
  Patches patches;
  const LayoutTree tree = paragraphs({"a", "b"});
  const Json patch = patches.next(tree);
  ASSERT_TRUE(patch.is_object());
  EXPECT_EQ(patch["root"].get<NodeId>(), node_id(no_node, "article"));
  ASSERT_EQ(ids(patch), (std::vector<NodeId>{node_id(no_node, "article"), id("a"), id("b")}));
  EXPECT_FALSE(patch.contains("move"));
  EXPECT_FALSE(patch.contains("remove"));
  const Json& b = patch["put"][2];
  EXPECT_EQ(b["parent"].get<NodeId>(), node_id(no_node, "article"));
  EXPECT_EQ(b["after"].get<NodeId>(), id("a"));
  EXPECT_EQ(b["tag"], "p");
  EXPECT_EQ(b["role"], "paragraph");
  EXPECT_EQ(b["rect"], Json({0, 27, 600, 27}));
  EXPECT_EQ(b["text"]["face"], "serif-regular");
  EXPECT_EQ(b["text"]["lines"][0]["text"], "Absatz b");
  EXPECT_EQ(patches.patched, 3u);
}

TEST(SemanticPatch, NothingChangedIsNoPatch) {
  Patches patches;
  patches.next(paragraphs({"a", "b"}));
  patches.patched = 0;
  EXPECT_TRUE(patches.next(paragraphs({"a", "b"})).is_null());
  EXPECT_EQ(patches.patched, 0u);
}

TEST(SemanticPatch, ManySmallMovesAreTold) {
  Patches patches;
  patches.next(paragraphs({"a", "b"}));
  float told = 27;
  for (int step = 1; step <= 20; ++step) {
    const float gap = static_cast<float>(step) * 0.0006f;
    const Json patch = patches.next(paragraphs({"a", "b"}, gap));
    if (patch.is_object()) told = patch["move"][0][2].get<float>();
    EXPECT_NEAR(told, 27 + gap, 0.0016f) << step;
  }
}

TEST(SemanticPatch, FollowersOnlyMove) {
  Patches patches;
  patches.next(paragraphs({"a", "b", "c"}));
  const Json patch = patches.next(paragraphs({"a", "b", "c"}, 10));
  EXPECT_FALSE(patch.contains("put"));
  EXPECT_EQ(patch["move"], Json({{id("b"), 0, 37, 600, 27}, {id("c"), 0, 74, 600, 27}}));
}

TEST(SemanticPatch, InsertingAndRemovingTouchesNoNeighbour) {
  Patches patches;
  patches.next(paragraphs({"a", "b", "c"}, -27));
  Json patch = patches.next(paragraphs({"a", "new", "b", "c"}, -27));
  EXPECT_EQ(ids(patch), (std::vector<NodeId>{id("new")}));
  EXPECT_EQ(patch["put"][0]["after"].get<NodeId>(), id("a"));
  EXPECT_FALSE(patch.contains("remove"));
  patch = patches.next(paragraphs({"new", "b"}, -27));
  EXPECT_FALSE(patch.contains("put"));
  std::vector<NodeId> removed = patch["remove"].get<std::vector<NodeId>>();
  std::ranges::sort(removed);
  std::vector<NodeId> expected{id("a"), id("c")};
  std::ranges::sort(expected);
  EXPECT_EQ(removed, expected);
}

TEST(SemanticPatch, WhatLosesItsPlaceIsPutAgain) {
  Patches patches;
  patches.next(paragraphs({"a", "b", "c", "d"}, -27));
  const Json patch = patches.next(paragraphs({"a", "c", "b", "d"}, -27));
  EXPECT_EQ(ids(patch), (std::vector<NodeId>{id("b")}));
}

/// The order of an article's children after a patch, as web/page_layer.ts makes it.
std::vector<NodeId> reordered(std::vector<NodeId> order, const Json& patch) {
  for (const Json& node : patch["put"]) {
    std::erase(order, node["id"].get<NodeId>());
    const auto previous = std::ranges::find(order, node["after"].get<NodeId>());
    order.insert(previous == order.end() ? order.begin() : previous + 1, node["id"].get<NodeId>());
  }
  return order;
}

TEST(SemanticPatch, EveryOrderBecomesEveryOther) {
  const std::vector<std::string> before{"a", "b", "c", "d", "e"};
  std::vector<std::string> after = before;
  do {
    Patches patches;
    std::vector<NodeId> order;
    patches.next(paragraphs(before));
    std::ranges::transform(before, std::back_inserter(order), id);
    const Json patch = patches.next(paragraphs(after));
    if (after != before) order = reordered(order, patch);
    std::vector<NodeId> expected;
    std::ranges::transform(after, std::back_inserter(expected), id);
    EXPECT_EQ(order, expected) << after[0] << after[1] << after[2] << after[3] << after[4];
  } while (std::ranges::next_permutation(after).found);
}

TEST(SemanticPatch, ANodeThatMovesToAnotherParentIsPut) {
  const auto nested = [](bool inside) {
    TreeMaker m;
    m.open(Role::article, "article", {0, 0, 600, 900});
    m.open(Role::note, "note", {0, 0, 600, 100});
    if (!inside) m.close();
    m.text(Role::paragraph, "p", {0, 0, 600, 27}, {"Absatz"});
    m.tree.boxes.back().id = 7;
    if (inside) m.close();
    m.close();
    return m.tree;
  };
  Patches patches;
  patches.next(nested(false));
  const Json patch = patches.next(nested(true));
  EXPECT_EQ(ids(patch), (std::vector<NodeId>{7}));
  EXPECT_EQ(patch["put"][0]["parent"].get<NodeId>(), id("note"));
  EXPECT_FALSE(patch.contains("remove"));
}

TEST(SemanticPatch, AChangedTextIsPut) {
  Patches patches;
  LayoutTree tree = paragraphs({"a", "b"});
  patches.next(tree);
  edit(tree.texts[1]).lines[0].hyphenated = true;
  const Json patch = patches.next(tree);
  EXPECT_EQ(ids(patch), (std::vector<NodeId>{id("b")}));
  EXPECT_EQ(patch["put"][0]["text"]["lines"][0]["cut"], "hyphen");
}

TEST(SemanticPatch, AnEmptyTreeRemovesAll) {
  Patches patches;
  patches.next(paragraphs({"a"}));
  const Json patch = patches.next(LayoutTree{});
  EXPECT_EQ(patch["remove"].size(), 2u);
  EXPECT_TRUE(patches.memory.nodes.empty());
}

TEST(JsonWriter, EscapesAndRounds) {
  std::string out;
  JsonWriter json(out);
  json.open_object().member("t", "a\"\\\n\x01ü").member("n", std::uint64_t{9007199254740991});
  json.key("d").open_array().number(-0.5).number(1.0005).number(-0.0001).number(12345.25).number(NAN).number(1e300);
  json.close_array().flag("no", false).flag("yes", true).optional("empty", "").close_object();
  EXPECT_EQ(out,
            "{\"t\":\"a\\\"\\\\\\n\\u0001ü\",\"n\":9007199254740991,\"d\":[-0.5,1.001,0,12345.25,0,0],\"yes\":true}");
}

}  // namespace
}  // namespace depesche
