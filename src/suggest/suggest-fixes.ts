import { amount } from "../core/amount.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { Redelivery } from "../dlq/redelivery.js";
import type { RegisteredVersion } from "../registry/registered-version.js";
import type { Registry } from "../registry/registry.js";
import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import type { ShownLetter } from "../registry/redaction.js";
import { type Case, type Cases, Effort, readCases, type Trial } from "./cases.js";
import { type EventFix, findEventFixes } from "./event-fixes.js";
import { createMaskedPlaces } from "./masked-places.js";
import { findSchemaFixes, type SchemaFix } from "./schema-fixes.js";
import { type SchemaView, viewSchema } from "./schema-view.js";

export type { EventFix } from "./event-fixes.js";
export type { SchemaFix } from "./schema-fixes.js";

/** What would mend a group of dead letters. */
export interface Suggestions {
  readonly open: number;
  readonly examined: number;
  readonly passAlready: number;
  readonly eventFixes: readonly EventFix[];
  readonly schemaFixes: readonly SchemaFix[];
  /** Why there is nothing, or less than one would expect; empty otherwise. */
  readonly note: string;
}

/** What suggesting needs. */
export interface SuggestDeps {
  readonly registry: Registry;
  readonly letters: DeadLetterStore;
  readonly redelivery: Redelivery;
  /** A letter as it is shown: what is masked then is not put into schemas. */
  readonly redact: (letter: DeadLetterRow) => Promise<ShownLetter>;
}

const limits = { fallback: 1000, maximum: 10_000 };

/**
 * Suggests recipes and schema edits for the open dead letters of a group. Every one was tried on them before it is offered;
 * nothing is changed.
 * @throws SluiceError INVALID_ARGUMENT, GROUP_NOT_FOUND when the group has never had a letter
 */
export async function suggestFixes(deps: SuggestDeps, group: string, limit: number): Promise<Suggestions> {
  if (group === "") throw invalidArgument("group", "is required: the fingerprint of a group");
  const most = amount("limit", limit, limits);
  const query = { fingerprint: group, statuses: ["open"] } as const;
  const open = await deps.letters.count(query);
  if (open === 0 && (await deps.letters.count({ fingerprint: group })) === 0) {
    throw new SluiceError("GROUP_NOT_FOUND", `There is no group '${group}'.`, { metadata: { fingerprint: group } });
  }
  const cases = await readCases(deps, query, most);
  const { examined, passAlready, failing } = cases;
  const mendable = failing.filter(isAboutSchema);
  const found = mendable.length === 0 ? nothing : await search(deps, mendable);
  const { eventFixes, schemaFixes } = found;
  return { open, examined, passAlready, eventFixes, schemaFixes, note: noteOn(cases, mendable, found) };
}

interface Found extends Pick<Suggestions, "eventFixes" | "schemaFixes"> {
  /** Places of sensitive fields for which edits of the schema were left out. */
  readonly withheld: ReadonlySet<string>;
}

const nothing: Found = { eventFixes: [], schemaFixes: [], withheld: new Set() };

/** Payloads of another version may be malformed to the one they are checked by, and be mended all the same. */
function isAboutSchema({ failure, isCurrent }: Case): boolean {
  return failure.failureType === "schema-violation" || !isCurrent;
}

async function search(deps: SuggestDeps, cases: readonly Case[]): Promise<Found> {
  const { registry, redelivery } = deps;
  const recheck = await redelivery.recheckAgainst({ kind: "today" });
  const eventFixes = await findEventFixes({ cases, recheck, schemaOf: schemaReader(registry), effort: new Effort() });
  const base = await latestOf(registry, cases[0]?.letter.subject ?? "");
  const withheld = new Set<string>();
  // A schema is held against the bytes as they are, and says nothing about those of another version.
  const asChecked = cases.filter(({ isCurrent }) => isCurrent);
  if (base === undefined || asChecked.length === 0) return { eventFixes, schemaFixes: [], withheld };
  const isMasked = createMaskedPlaces(deps.redact);
  const effort = new Effort();
  const schemaFixes = await findSchemaFixes({
    registry,
    redelivery,
    cases: asChecked,
    base,
    effort,
    isMasked,
    withheld,
  });
  return { eventFixes, schemaFixes, withheld };
}

/** Reads the schema that speaks in a failure, each once. */
function schemaReader(registry: Registry): (trial: Trial) => Promise<SchemaView | undefined> {
  const views = new Map<number, SchemaView | undefined>();
  return async ({ failure }) => {
    const schemaId = failure?.schema?.schemaId;
    if (schemaId === undefined) return undefined;
    if (!views.has(schemaId)) {
      const { content } = await registry.compiledSchemas.get(schemaId);
      views.set(schemaId, content.format === "json-schema" ? viewSchema(content.text) : undefined);
    }
    return views.get(schemaId);
  };
}

async function latestOf(registry: Registry, subject: string): Promise<RegisteredVersion | undefined> {
  if ((await registry.subjectVersions.of(subject)).length === 0) return undefined;
  const query = { id: 0, guid: "", subject, selector: { kind: "latest" }, includeDeleted: false } as const;
  return await registry.find(query);
}

const causes: Readonly<Partial<Record<Case["failure"]["failureType"], string>>> = {
  "schema-not-found": "no schema is found for these events: register one, or activate a version, and retry them",
  "schema-disabled": "the version these events were written with is disabled: activate it, and retry them",
  malformed: "the payloads cannot be read, so there is nothing to work on: edit them one by one",
  processing: "a consumer reported these events: mend the consumer, and retry them",
  quality: "these events fit their schema and miss a quality rule: relax the rule, or write a recipe",
  "invalid-event": "an attribute of these events is wrong, which no recipe reaches: mend the producer",
};

function noteOn({ examined, passAlready, closed, failing }: Cases, mendable: readonly Case[], found: Found): string {
  if (examined === 0) return "no dead letter of the group is open";
  if (passAlready === examined) return "all of them pass as they are: retry them";
  if (failing.length === 0) return `the payload of ${closed.count} of them ${closed.reason}`;
  const [other] = failing.filter((one) => !isAboutSchema(one));
  if (mendable.length === 0 && other !== undefined) return causes[other.failure.failureType] ?? "";
  if (found.withheld.size > 0) {
    const places = [...found.withheld].join(", ");
    return `no edit of the schema that would hold values of ${places} is offered, since they are sensitive`;
  }
  if (found.eventFixes.length + found.schemaFixes.length > 0) return "";
  const [foreign] = mendable.filter(({ isCurrent }) => !isCurrent);
  if (foreign !== undefined) {
    return "some were written with another version than they are checked by: any recipe encodes them by the latest";
  }
  return "nothing that was tried makes any of them pass";
}
