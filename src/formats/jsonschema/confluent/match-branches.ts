/** Branches of two combined schemas, by index. */
export interface Branches {
  /** How many there are of the earlier schema. */
  readonly count: number;
  /** The branches of the later schema in the order in which an earlier one asks for them. */
  readonly order: (at: number) => readonly number[];
  /** Whether an earlier branch and a later one may be a pair. Asked no more than once of any two. */
  readonly fit: (at: number, target: number) => boolean;
}

/** The later branches that an earlier one may be paired with, as far as they had to be found out. */
interface Partners {
  readonly order: readonly number[];
  readonly found: number[];
  asked: number;
}

/**
 * The most pairs that can be made of branches (augmenting paths): the earlier one by the later one. Takes time by the number
 * of possible pairs and of pairs made at worst, and where most have the partner they ask for first, by the number of branches.
 */
export function matchBranches({ count, order, fit }: Branches): ReadonlyMap<number, number> {
  const takenBy = new Map<number, number>();
  const partners: Partners[] = [];
  const partner = (at: number, nth: number): number | undefined => {
    const row = (partners[at] ??= { order: order(at), found: [], asked: 0 });
    for (; row.found.length <= nth && row.asked < row.order.length; row.asked++) {
      const target = row.order[row.asked];
      if (target !== undefined && fit(at, target)) row.found.push(target);
    }
    return row.found[nth];
  };
  const place = (at: number, tried: Set<number>): boolean => {
    for (let nth = 0; ; nth++) {
      const target = partner(at, nth);
      if (target === undefined) return false;
      if (tried.has(target)) continue;
      tried.add(target);
      const holder = takenBy.get(target);
      if (holder !== undefined && !place(holder, tried)) continue;
      takenBy.set(target, at);
      return true;
    }
  };
  // From what was tried in vain no way leads to a free branch, whatever is paired later (Hungarian trees).
  let lost: ReadonlySet<number> = new Set();
  for (let at = 0; at < count; at++) {
    const tried = new Set(lost);
    if (!place(at, tried)) lost = tried;
  }
  return takenBy;
}
