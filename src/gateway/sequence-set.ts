/** A run of sequences, both ends included. */
type Range = [first: number, last: number];

/** Sequences a producer may still resend: what lies further back than the largest window (server/settings.ts) is forgotten. */
const horizon = 50_000;

/** A set of sequences, kept as few ranges since what it holds comes in runs. */
export interface SequenceSet {
  has(sequence: number): boolean;
  add(sequence: number): void;
  delete(sequence: number): void;
  /** A copy without what no producer can resend when the last sequence is `last`. */
  trimmed(last: number): SequenceSet;
  /** JSON text, to be read back by `parseSequenceSet`. */
  format(): string;
}

/** Reads a set back from its text; the empty text is the empty set. */
export function parseSequenceSet(text: string): SequenceSet {
  return createSequenceSet(text === "" ? [] : (JSON.parse(text) as Range[]));
}

/** `ranges` are ascending and do not touch, so that a set of thousands of them is searched in a dozen steps. */
function createSequenceSet(ranges: Range[]): SequenceSet {
  const holds = (index: number, sequence: number): boolean => {
    const range = ranges[index];
    return range !== undefined && range[0] <= sequence && sequence <= range[1];
  };
  return {
    has: (sequence) => holds(lastUpTo(ranges, sequence), sequence),
    add(sequence) {
      const index = lastUpTo(ranges, sequence);
      if (holds(index, sequence)) return;
      const before = ranges[index];
      const after = ranges[index + 1];
      const first = before?.[1] === sequence - 1 ? before[0] : sequence;
      const last = after?.[0] === sequence + 1 ? after[1] : sequence;
      const start = first === sequence ? index + 1 : index;
      ranges.splice(start, (first < sequence ? 1 : 0) + (last > sequence ? 1 : 0), [first, last]);
    },
    delete(sequence) {
      const index = lastUpTo(ranges, sequence);
      const range = ranges[index];
      if (range === undefined || !holds(index, sequence)) return;
      const [first, last] = range;
      const parts: Range[] = [];
      if (first < sequence) parts.push([first, sequence - 1]);
      if (sequence < last) parts.push([sequence + 1, last]);
      ranges.splice(index, 1, ...parts);
    },
    trimmed: (last) =>
      createSequenceSet(ranges.filter((range) => range[1] > last - horizon).map(([first, end]) => [first, end])),
    format: () => (ranges.length === 0 ? "" : JSON.stringify(ranges)),
  };
}

/** Index of the last range that begins at or before a sequence; -1 when none does. */
function lastUpTo(ranges: readonly Range[], sequence: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.[0] ?? 0) <= sequence) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
