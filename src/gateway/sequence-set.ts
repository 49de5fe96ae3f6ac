/** A run of sequences, both ends included. */
type Range = [first: number, last: number];

/** Sequences a producer may still resend: what lies further back than any window is forgotten. */
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

function createSequenceSet(ranges: Range[]): SequenceSet {
  const find = (sequence: number): number => ranges.findIndex(([first, last]) => first <= sequence && sequence <= last);
  return {
    has: (sequence) => find(sequence) !== -1,
    add(sequence) {
      if (find(sequence) !== -1) return;
      const before = ranges.find(([, last]) => last === sequence - 1);
      if (before === undefined) ranges.push([sequence, sequence]);
      else before[1] = sequence;
    },
    delete(sequence) {
      const index = find(sequence);
      const range = ranges[index];
      if (range === undefined) return;
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
