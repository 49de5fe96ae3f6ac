/** What a process is doing when it is killed. */
export type CrashOperation = "migration" | "begin" | "commit" | "sync" | "checkpoint" | "ack";

/** Where a process of the harness kills itself. */
export interface CrashPlan {
  readonly operation: CrashOperation;
  readonly side: "before" | "during" | "after";
  /** What the process must be busy with for the operation to count. */
  readonly phase: CrashPhase;
  /** The first such operation is 1. */
  readonly hit: number;
  /** For `during`: how long after the beginning of the operation, in microseconds. */
  readonly delayUs: number;
}

/** What a process of the harness is busy with. */
export type CrashPhase = "start" | "publish" | "redrive" | "release";

/** A kind of crash, and within what a plan may vary. */
interface CrashKind extends Pick<CrashPlan, "operation" | "side" | "phase"> {
  readonly maxHit: number;
  readonly maxDelayUs: number;
}

const sides = ["before", "during", "after"] as const;

function kindsOf(
  operation: CrashOperation,
  phase: CrashPhase,
  bounds: Pick<CrashKind, "maxHit" | "maxDelayUs">,
): readonly CrashKind[] {
  return sides.map((side) => ({ operation, side, phase, ...bounds }));
}

/** The kinds that need an empty directory: each leaves the steps of the schema half done for the next. */
const startKinds: readonly CrashKind[] = kindsOf("migration", "start", { maxHit: 1, maxDelayUs: 6000 });

const workKinds: readonly CrashKind[] = [
  ...kindsOf("commit", "publish", { maxHit: 8, maxDelayUs: 400 }),
  ...kindsOf("sync", "publish", { maxHit: 6, maxDelayUs: 2000 }),
  { operation: "begin", side: "before", phase: "publish", maxHit: 8, maxDelayUs: 0 },
  { operation: "ack", side: "after", phase: "publish", maxHit: 8, maxDelayUs: 0 },
  ...kindsOf("checkpoint", "publish", { maxHit: 2, maxDelayUs: 3000 }),
  ...kindsOf("commit", "redrive", { maxHit: 5, maxDelayUs: 400 }),
  ...kindsOf("sync", "redrive", { maxHit: 5, maxDelayUs: 2000 }),
  { operation: "begin", side: "before", phase: "redrive", maxHit: 5, maxDelayUs: 0 },
  ...kindsOf("commit", "release", { maxHit: 2, maxDelayUs: 400 }),
  ...kindsOf("sync", "release", { maxHit: 2, maxDelayUs: 2000 }),
  { operation: "begin", side: "before", phase: "release", maxHit: 2, maxDelayUs: 0 },
];

/** Numbers from 0 to 1 that follow from a seed: the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plans for one data directory from its creation on: every kind once, those of the start first. */
export function plansForDirectory(random: () => number): readonly CrashPlan[] {
  const keyed = workKinds.map((kind) => ({ kind, key: random() }));
  const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ kind }) => kind);
  return [...startKinds, ...shuffled].map(({ maxHit, maxDelayUs, ...kind }) => ({
    ...kind,
    hit: 1 + Math.floor(random() * maxHit),
    delayUs: Math.floor(random() * maxDelayUs),
  }));
}

/** A plan in words, such as `commit during publish`. */
export function describePlan({ operation, side, phase }: CrashPlan): string {
  return `${side} ${operation} (${phase})`;
}
