// A place for each of many 64-bit hashes: node ids, cache keys (`hash.h`). What belongs to them is kept in an array beside it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace depesche {

class IdTable {
 public:
  using Place = std::uint32_t;
  static constexpr Place none = ~Place{0};

  /// Below `size()`; `none` where the id is not there.
  Place find(std::uint64_t id) const;
  bool contains(std::uint64_t id) const { return find(id) != none; }
  /// Where the id is; one that is new comes last.
  Place add(std::uint64_t id);
  /// The last id takes the place of the one that goes.
  void remove(Place place);
  /// Keeps its room.
  void clear();

  std::size_t size() const { return ids_.size(); }
  bool empty() const { return ids_.empty(); }
  std::uint64_t operator[](Place place) const { return ids_[place]; }

 private:
  std::size_t first_slot(std::uint64_t id) const;
  /// That of the id, or the free one where it would be.
  std::size_t slot_of(std::uint64_t id) const;
  void grow();

  std::vector<std::uint64_t> ids_;
  /// Places plus one, 0: free. Open addressing with linear probing; a power of two, at most half of them taken.
  std::vector<Place> slots_;
};

}  // namespace depesche
