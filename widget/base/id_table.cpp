#include "base/id_table.h"

namespace depesche {
namespace {

constexpr std::size_t least_slots = 16;

}  // namespace

std::size_t IdTable::first_slot(std::uint64_t id) const {
  // Fibonacci hashing: ids that differ in a few bits only (glyphs) go far apart.
  return static_cast<std::size_t>((id * 0x9e3779b97f4a7c15ull) >> 32) & (slots_.size() - 1);
}

std::size_t IdTable::slot_of(std::uint64_t id) const {
  std::size_t slot = first_slot(id);
  while (slots_[slot] != 0 && ids_[slots_[slot] - 1] != id) slot = (slot + 1) & (slots_.size() - 1);
  return slot;
}

IdTable::Place IdTable::find(std::uint64_t id) const {
  // Nothing less one is `none`.
  return slots_.empty() ? none : slots_[slot_of(id)] - 1;
}

IdTable::Place IdTable::add(std::uint64_t id) {
  if (ids_.size() * 2 >= slots_.size()) grow();
  Place& place = slots_[slot_of(id)];
  if (place == 0) {
    ids_.push_back(id);
    place = static_cast<Place>(ids_.size());
  }
  return place - 1;
}

void IdTable::grow() {
  slots_.assign(slots_.empty() ? least_slots : slots_.size() * 2, 0);
  for (Place place = 0; place < ids_.size(); ++place) {
    std::size_t slot = first_slot(ids_[place]);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = place + 1;
  }
}

void IdTable::remove(Place place) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t gap = slot_of(ids_[place]);
  slots_[slot_of(ids_.back())] = place + 1;
  slots_[gap] = 0;
  ids_[place] = ids_.back();
  ids_.pop_back();
  // Whatever was put farther than its first slot because of the one that is gone comes nearer.
  for (std::size_t slot = (gap + 1) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const std::size_t first = first_slot(ids_[slots_[slot] - 1]);
    if (((slot - first) & mask) < ((slot - gap) & mask)) continue;
    slots_[gap] = slots_[slot];
    slots_[slot] = 0;
    gap = slot;
  }
}

void IdTable::clear() {
  ids_.clear();
  slots_.assign(slots_.size(), 0);
}

}  // namespace depesche
