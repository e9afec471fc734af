// The one way from JSON values to C++ values: every field of every file is read through here, checked for presence,
// type and range, and every fault is noted with its place. Reading goes on after a fault, with a default value, so
// that all faults of a file come out at once. A value that is absent (`no_value`) reads as the default, silently.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "content/article.h"
#include "content/faults.h"
#include "content/json_tree.h"
#include "content/links.h"

namespace depesche {

/// What to say of an empty text or array.
enum class Empty : std::uint8_t { allow, warn, refuse };

class Reader {
 public:
  /// Notes fields that stand twice in one object; of these the first is read.
  explicit Reader(const JsonTree& tree);

  const JsonTree& tree() const { return tree_; }

  /// Notes a fault of `value`, to be shown there or at its name.
  void note(Fault fault, JsonIndex value, std::initializer_list<std::string_view> arguments = {});

  /// "12:5" for the words of a fault that points to another place; empty when no more errors are listed, since it takes
  /// a walk through the text.
  std::string position(std::uint32_t offset) const;

  /// While a `Quiet` lives, faults are not noted: for content of a kind that this version does not know.
  class Quiet {
   public:
    explicit Quiet(Reader& reader) : reader_(reader) { ++reader_.quiet_; }
    ~Quiet() { --reader_.quiet_; }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

   private:
    Reader& reader_;
  };

  /// How many errors were noted so far.
  std::size_t errors() const { return errors_; }
  /// In the order of the file; at most `max_diagnostics` and one that counts the rest.
  std::vector<Diagnostic> take_diagnostics(std::string_view file);

  /// Whether the value is there and of that kind; a fault when it is there and of another.
  bool expect(JsonIndex value, JsonKind kind, std::string_view expectation);
  std::vector<JsonIndex> elements(JsonIndex array, std::string_view expectation, Empty empty = Empty::warn);
  /// Notes `empty-text` where `empty` asks for it and the text is blank.
  void check_empty(std::string_view text, JsonIndex value, Empty empty);
  /// A whole number; 3.0 is one, as in JSON Schema.
  std::optional<int> integer(JsonIndex value, int least, int most);
  bool boolean(JsonIndex value);
  std::optional<Moment> moment(JsonIndex value);
  std::string link(JsonIndex value, LinkUse use);
  /// Letters, digits, '.', '_' and '-'.
  std::string id(JsonIndex value);
  /// A well-formed language tag (BCP 47, simplified: two to eight letters, then parts of one to eight letters or
  /// digits), in canonical case.
  std::string language_tag(JsonIndex value);
  /// A string of one line without control characters.
  std::string plain_string(JsonIndex value, std::string_view expectation = "expected a string",
                           Empty empty = Empty::warn);
  /// Appends `text` with line ends made U+000A and tabs made spaces; notes control characters at `value`.
  void append_clean(std::string& out, std::string_view text, JsonIndex value);

 private:
  /// "the number 4", "an object", "the string "abc"".
  std::string describe_value(JsonIndex value) const;

  const JsonTree& tree_;
  std::vector<Diagnostic> noted_;  ///< without file, line and column
  std::vector<std::uint32_t> offsets_;  ///< of each of them, sorted
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  int quiet_ = 0;
};

/// One object while it is read. Fields that nobody asked for by the end of its life are noted, each.
class ObjectReader {
 public:
  /// `object` must be an object.
  /// @param unknown  the fault that an unknown field is: `unknown_field` or `field_not_allowed`.
  ObjectReader(Reader& reader, JsonIndex object, Fault unknown = Fault::unknown_field)
      : reader_(reader), object_(object), unknown_(unknown) {}
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  JsonIndex index() const { return object_; }
  JsonIndex optional(std::string_view name);
  /// Notes `missing-field` when it is not there.
  JsonIndex required(std::string_view name, std::string_view expectation, std::string_view remedy = {});
  /// Nothing in this object is unknown: its other fields were read in another way.
  void accept_all() { accepts_all_ = true; }

 private:
  Reader& reader_;
  JsonIndex object_;
  std::array<std::string_view, 20> known_{};
  std::size_t known_count_ = 0;
  Fault unknown_;
  bool accepts_all_ = false;
};

/// `text` in double quotes, cut after 40 code points.
std::string quoted(std::string_view text);

/// Nothing to see in it: spaces, line ends, no-break spaces and soft hyphens only.
bool is_blank(std::string_view text);

}  // namespace depesche
