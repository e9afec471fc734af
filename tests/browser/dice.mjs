// Chances that come the same each time.

/**
 * The seeds that a run asks for: DEPESCHE_WANDERING, one; DEPESCHE_WANDERINGS, so many from 1 on.
 * @param usual  those of a run that asks for none
 */
export function seeds(usual) {
  const { DEPESCHE_WANDERING: one, DEPESCHE_WANDERINGS: many } = process.env;
  if (one) return [Number(one)];
  return many ? Array.from({ length: Number(many) }, (_, index) => index + 1) : usual;
}

/**
 * mulberry32.
 * @return `chance`, numbers from 0 up to 1; `below`, whole numbers from 0 up to a limit; `pick`, one of a list. They share
 *   one row of numbers.
 */
export function dice(seed) {
  let state = seed;
  const chance = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = limit => Math.floor(chance() * limit);
  return { chance, below, pick: list => list[below(list.length)] };
}
