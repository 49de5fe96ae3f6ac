import { checkAttribution } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import { checkName } from "../core/subject.js";
import type {
  ChangeStore,
  UpcasterKey,
  UpcasterRow,
  UpcasterSteps,
  UpcasterStore,
  VersionRow,
} from "../store/store.js";
import { createProgram, isStepFailure, joinPrograms, type Program } from "../transform/program.js";
import type { RecipeStep } from "../transform/recipe-step.js";
import type { CompiledSchemas } from "./compiled-schemas.js";
import { encodeBody, validateBody } from "./payload.js";
import type { SubjectVersions } from "./subject-versions.js";

/** An upcaster with its steps read. */
export interface Upcaster extends Omit<UpcasterRow, "steps"> {
  readonly steps: readonly RecipeStep[];
}

/** What somebody wants an upcaster to be. */
export interface UpcasterWish extends UpcasterKey {
  readonly steps: readonly RecipeStep[];
  /** Events of the first track, as JSON texts. */
  readonly examples: readonly string[];
  /** 0 when there must be none yet. */
  readonly expectedRevision: number;
  readonly actor: string;
}

/** The way from one track to another. */
export interface UpcastWay {
  readonly program: Program;
  /** The tracks on the way, first and last included. */
  readonly majors: readonly number[];
}

/** How events of one track become events of another. */
export interface Upcasters {
  /** @throws SluiceError INVALID_ARGUMENT, SUBJECT_NOT_FOUND, VERSION_NOT_FOUND, REVISION_CONFLICT */
  set(wish: UpcasterWish): Promise<Upcaster>;
  /** @throws SluiceError UPCASTER_NOT_FOUND */
  get(key: UpcasterKey): Promise<Upcaster>;
  list(subject: string): Promise<readonly Upcaster[]>;
  /** @throws SluiceError UPCASTER_NOT_FOUND, REVISION_CONFLICT */
  remove(key: UpcasterKey, expectedRevision: number): Promise<Upcaster>;
  /**
   * Over as few upcasters as possible; undefined when none lead there. `asOf`: by those there were after this change of the
   * registry; without it by those there are.
   */
  way(tracks: UpcasterKey, asOf?: number): Promise<UpcastWay | undefined>;
}

/** What upcasters need. */
export interface UpcasterDeps {
  readonly upcasters: UpcasterStore;
  readonly changes: Pick<ChangeStore, "lastSequence">;
  readonly subjectVersions: SubjectVersions;
  readonly compiledSchemas: CompiledSchemas;
  readonly clock: Clock;
}

/** Most examples of one upcaster. */
const maxExamples = 20;

/** Nesting that examples may have. */
const maxDepth = 100;

/** Subjects whose ways are remembered between changes of the registry. */
const capacity = 1000;

/** Keeps upcasters in the store and remembers the ways they make until the change feed moves. */
export function createUpcasters(deps: UpcasterDeps): Upcasters {
  const ways = new Map<string, UpcastWay | undefined>();
  let sequence = -1;
  const list = async (subject: string): Promise<readonly Upcaster[]> =>
    (await deps.upcasters.list(checkName("subject", subject))).map(withSteps);
  return {
    list,
    async set(wish) {
      checkAttribution(wish);
      await checkWish(deps, wish);
      const saved = await deps.upcasters.save({
        ...wish,
        steps: JSON.stringify(wish.steps),
        at: deps.clock.now(),
      });
      if (saved.outcome === "conflict") throw conflict(wish, wish.expectedRevision, saved.current);
      return withSteps(saved.row);
    },
    async get(key) {
      const found = (await list(key.subject)).find((one) => isKey(one, key));
      if (found === undefined) throw notFound(key);
      return found;
    },
    async remove(key, expectedRevision) {
      const removed = await deps.upcasters.remove(key, expectedRevision, deps.clock.now());
      if (removed.outcome === "done") return withSteps(removed.row);
      throw removed.current === undefined ? notFound(key) : conflict(key, expectedRevision, removed.current);
    },
    async way({ subject, fromMajor, toMajor }, asOf) {
      const current = await deps.changes.lastSequence();
      if (current !== sequence || ways.size >= capacity) {
        ways.clear();
        sequence = current;
      }
      const key = `${asOf ?? ""} ${fromMajor} ${toMajor} ${subject}`;
      if (ways.has(key)) return ways.get(key);
      const rows = await (asOf === undefined ? deps.upcasters.list(subject) : deps.upcasters.listAsOf(subject, asOf));
      const way = findWay(rows, fromMajor, toMajor);
      if (current === sequence) ways.set(key, way);
      return way;
    },
  };
}

function withSteps(row: UpcasterRow): Upcaster {
  return { ...row, steps: stepsOf(row) };
}

function stepsOf({ steps }: UpcasterSteps): readonly RecipeStep[] {
  return JSON.parse(steps) as RecipeStep[];
}

function isKey(one: UpcasterKey, { fromMajor, toMajor }: UpcasterKey): boolean {
  return one.fromMajor === fromMajor && one.toMajor === toMajor;
}

/** Breadth first, so that the way found has the fewest upcasters. */
function findWay(rows: readonly UpcasterSteps[], fromMajor: number, toMajor: number): UpcastWay | undefined {
  const from = new Map<number, readonly UpcasterSteps[]>([[fromMajor, []]]);
  for (const [major, before] of from) {
    if (major === toMajor && before.length > 0) {
      const programs = before.map((row) => createProgram("steps", stepsOf(row)));
      return { program: joinPrograms(programs), majors: [fromMajor, ...before.map((row) => row.toMajor)] };
    }
    for (const row of rows) {
      if (row.fromMajor === major && !from.has(row.toMajor)) from.set(row.toMajor, [...before, row]);
    }
  }
  return undefined;
}

async function checkWish(deps: UpcasterDeps, wish: UpcasterWish): Promise<void> {
  checkName("subject", wish.subject);
  if (wish.fromMajor === wish.toMajor) throw invalidArgument("to_track", "is the track events come from");
  const program = createProgram("steps", wish.steps);
  if (wish.examples.length > maxExamples) {
    throw invalidArgument("examples", `has ${wish.examples.length} events; at most ${maxExamples} are allowed`);
  }
  const source = await latestOf(deps, wish.subject, wish.fromMajor);
  const target = await latestOf(deps, wish.subject, wish.toMajor);
  for (const [index, example] of wish.examples.entries()) {
    const field = `examples[${index}]`;
    await refuseUnfit(deps, source, { field, text: example, as: "as it is" });
    const result = program.apply(example);
    if (isStepFailure(result)) {
      throw invalidArgument(field, `step ${result.step} cannot be done: ${result.path} ${result.message}`);
    }
    await refuseUnfit(deps, target, { field, text: result.text, as: "after the steps" });
  }
}

async function latestOf(deps: UpcasterDeps, subject: string, major: number): Promise<VersionRow> {
  return await deps.subjectVersions.find(subject, { kind: "track", major });
}

async function refuseUnfit(
  deps: UpcasterDeps,
  row: VersionRow,
  { field, text, as }: { field: string; text: string; as: string },
): Promise<void> {
  const { compiled } = await deps.compiledSchemas.get(row.schemaId);
  // Subjects end in the type of their events by default, which is how a message is chosen among several.
  const type = row.subject.slice(row.subject.lastIndexOf("/") + 1);
  const context = { event: { datacontenttype: "", type }, framing: "plain", maxDepth } as const;
  const encoding = encodeBody(compiled, { text, rootName: "" }, context);
  if (encoding.kind === "refused") {
    const { path, message } = encoding.failure;
    throw invalidArgument(field, `${as} cannot be encoded by v${row.major}: ${path === "" ? "it" : path} ${message}`);
  }
  const violation = validateBody(compiled, encoding.payload, context)?.violations[0];
  if (violation === undefined) return;
  throw invalidArgument(field, `${as} does not fit v${row.major}: ${violation.instancePath} ${violation.message}`);
}

function trackName(key: UpcasterKey): string {
  return `from v${key.fromMajor} to v${key.toMajor} of '${key.subject}'`;
}

function notFound(key: UpcasterKey): SluiceError {
  return new SluiceError("UPCASTER_NOT_FOUND", `There is no upcaster ${trackName(key)}.`, {
    metadata: { subject: key.subject, from: `v${key.fromMajor}`, to: `v${key.toMajor}` },
  });
}

function conflict(key: UpcasterKey, expected: number, current: UpcasterRow | undefined): SluiceError {
  const now = current === undefined ? "does not exist" : `is at revision ${current.revision}`;
  return new SluiceError("REVISION_CONFLICT", `The upcaster ${trackName(key)} ${now}, not at ${expected}.`, {
    metadata: { expected: String(expected), current: String(current?.revision ?? 0) },
  });
}
