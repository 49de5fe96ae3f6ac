/** Randomness that is the same in every run. */
export interface SeededRandom {
  /** A whole number from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  /** One of the items. @throws Error when there are none */
  pick<Item>(items: readonly Item[]): Item;
  /** The items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** Numbers by xorshift32 (G. Marsaglia, Xorshift RNGs, 2003): plenty for picking what to break. `seed` must not be 0. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("There is nothing to pick from.");
      return item;
    },
    shuffle: (items) =>
      items
        .map((item) => ({ item, key: below(2 ** 31) }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
  };
}
