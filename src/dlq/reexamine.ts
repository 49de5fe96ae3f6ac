import type { Clock } from "../core/clock.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import type {
  ChangeStore,
  DeadLetterStore,
  ReexaminationRow,
  ReexaminationStore,
  RegistryChangeRow,
  RegistryStore,
  StreamConfig,
} from "../store/store.js";
import { examineImpact, type ImpactDeps } from "./impact.js";
import type { Redrives } from "./redrive.js";

/** What a re-examination found, or has found so far. */
export interface Reexamination extends Omit<ReexaminationRow, "impact"> {
  readonly impact: SchemaImpact;
  /** The later version that is examined instead, so that this one was not examined to its end; 0 where it was. */
  readonly supersededBy: number;
}

/** What re-examining needs. */
export interface ReexamineDeps extends ImpactDeps {
  readonly deadLetters: DeadLetterStore;
  readonly reexaminations: ReexaminationStore;
  readonly changes: ChangeStore;
  readonly registry: Pick<RegistryStore, "versions">;
  readonly redrives: Redrives;
  /** How a stream wants it. */
  readonly configOf: (stream: string) => Promise<StreamConfig>;
  readonly clock: Clock;
  /** Resolves after so many milliseconds, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when one has ended. */
  readonly onReexamined: (reexamination: Reexamination) => void;
  /** Told what broke one off; it is tried again. */
  readonly onFailed: (cause: unknown) => void;
}

/** Examines open dead letters again when their subject gets a version. */
export interface Reexaminer {
  list(subject: string, page: PageRequest): Promise<Page<Reexamination>>;
  /** Watches the registry from where the process before stopped. */
  start(): void;
  /** Resolves when the slice at hand is done; the next process goes on. */
  close(): Promise<void>;
}

/** The feed is asked this often. */
const pollMs = 100;

/** After a failure it is asked this much later. */
const afterFailureMs = 5000;

/** So many changes are read at once. */
const changesAtOnce = 500;

/** Streams of one subject that are redriven. */
const maxStreams = 1000;

/** Who redrives, as attempts and redrives name it. */
const reexaminer = "schema-change";

const pages = { fallback: 50, maximum: 500 };

/** Makes the one that watches the registry. Of several processes on the same data each does the work; none doubles it. */
export function createReexaminer(deps: ReexamineDeps): Reexaminer {
  const { reexaminations } = deps;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const round = async (): Promise<void> => {
    await beginNew(deps);
    for (const row of await reexaminations.running()) {
      if (stopping.signal.aborted) return;
      await reexamine(deps, row, stopping.signal);
    }
  };

  const isStopping = (): boolean => stopping.signal.aborted;
  const rounds = async (): Promise<void> => {
    while (!isStopping()) {
      let pauseMs = pollMs;
      try {
        await round();
      } catch (cause) {
        if (isStopping()) return;
        deps.onFailed(cause);
        pauseMs = afterFailureMs;
      }
      await deps.sleep(pauseMs, stopping.signal);
    }
  };

  return {
    async list(subject, page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const before = Number(decodePageToken("reexaminations", page) || 0);
      const only = subject === "" ? undefined : subject;
      const rows = await reexaminations.list({ subject: only, before, limit: limit + 1 });
      return cutPage("reexaminations", rows.map(withImpact), limit, ({ sequence }) => String(sequence));
    },
    start() {
      running ??= rounds();
    },
    async close() {
      stopping.abort();
      await running;
    },
  };
}

/** Notes which changes ask for an examination, before any is made. */
async function beginNew(deps: ReexamineDeps): Promise<void> {
  const { changes, reexaminations } = deps;
  const through = await reexaminations.through();
  if ((await changes.lastSequence()) <= through) return;
  const page = await changes.changesAfter(through, changesAtOnce);
  const last = page.at(-1);
  if (last === undefined) return;
  const rows: ReexaminationRow[] = [];
  for (const change of page) if (await asksForOne(deps, change)) rows.push(begun(change, deps.clock.now()));
  await reexaminations.begin(last.sequence, rows);
}

/** Only what can make a letter pass that did not: a version that is new, back, or active again, where letters are open. */
async function asksForOne(deps: ReexamineDeps, { kind, subject, version }: RegistryChangeRow): Promise<boolean> {
  if (kind !== "registered" && kind !== "undeleted" && kind !== "state-changed") return false;
  if ((await deps.deadLetters.streamsOf(subject, 1)).length === 0) return false;
  const row = (await deps.registry.versions(subject)).find((one) => one.version === version);
  return row !== undefined && row.deletedAt === undefined && row.state !== "disabled";
}

function begun({ sequence, subject, version }: RegistryChangeRow, at: Date): ReexaminationRow {
  return { sequence, subject, version, status: "running", at, endedAt: undefined, impact: "{}", redriveIds: [] };
}

async function reexamine(deps: ReexamineDeps, row: ReexaminationRow, signal: AbortSignal): Promise<void> {
  const { subject } = row;
  const [newest] = await deps.deadLetters.list(
    { subject, statuses: ["open"] },
    { order: "newest-first", after: "", limit: 1, signal },
  );
  const request = { subject, against: { kind: "today" }, letters: Number.MAX_SAFE_INTEGER, events: 0, signal } as const;
  let impact = nothing;
  let later = await laterOne(deps, row);
  if (later === undefined) {
    for await (const known of examineImpact(deps, request)) {
      impact = known;
      later = await laterOne(deps, row);
      if (later !== undefined) break;
    }
  }
  const supersededBy = later?.version ?? 0;
  if (supersededBy === 0 && impact.wouldPass > 0) await redriveByPolicy(deps, row, newest?.id ?? "");
  // An attempt before this one, which was broken off, may have started some that left nothing to redrive.
  const redriveIds = await deps.redrives.startedBy(requestPrefix(row));
  const done: ReexaminationRow = {
    ...row,
    status: "done",
    endedAt: deps.clock.now(),
    impact: JSON.stringify({ ...impact, supersededBy }),
    redriveIds,
  };
  await deps.reexaminations.put(done);
  deps.onReexamined(withImpact(done));
}

/** The examination of a later change of the same subject: it finds all that an earlier one would, by the rules of then. */
async function laterOne(deps: ReexamineDeps, row: ReexaminationRow): Promise<ReexaminationRow | undefined> {
  await beginNew(deps);
  const running = await deps.reexaminations.running();
  return running.find(({ subject, sequence }) => subject === row.subject && sequence > row.sequence);
}

/** Starts what the streams of the subject want; what was started by an earlier attempt is found again. */
async function redriveByPolicy(deps: ReexamineDeps, row: ReexaminationRow, through: string): Promise<void> {
  const { subject, version } = row;
  for (const stream of await deps.deadLetters.streamsOf(subject, maxStreams)) {
    const { wake } = await deps.configOf(stream);
    if (!wake.redrives) continue;
    await deps.redrives.startOwn({
      selection: { ids: [], group: "", filter: { stream, subject } },
      through,
      maxPerSecond: wake.maxPerSecond,
      abortAfterFailures: 0,
      abortFailedRatio: wake.maxFailedRatio,
      canary: { count: wake.canary, maxFailedRatio: wake.maxFailedRatio, hold: false },
      requestId: `${requestPrefix(row)}${stream}`,
      actor: reexaminer,
      reason: `version ${version} of '${subject}'`,
    });
  }
}

function requestPrefix({ sequence }: ReexaminationRow): string {
  return `${reexaminer} ${sequence} `;
}

const nothing: SchemaImpact = {
  open: 0,
  examined: 0,
  wouldPass: 0,
  stillFail: 0,
  groups: [],
  failures: [],
  eventsExamined: 0,
  eventsRejected: 0,
  rejections: [],
};

function withImpact(row: ReexaminationRow): Reexamination {
  const { supersededBy = 0, ...impact } = JSON.parse(row.impact) as Partial<SchemaImpact> & { supersededBy?: number };
  return { ...row, impact: { ...nothing, ...impact }, supersededBy };
}
