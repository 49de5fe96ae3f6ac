import { SluiceError } from "../core/errors.js";
import type { EventFailure, EventRecord, SchemaUsed } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { CompiledSchemas } from "../registry/compiled-schemas.js";
import { parseSelector, selectVersion, type VersionSelector } from "../registry/selector.js";
import type { SubjectVersions } from "../registry/subject-versions.js";
import type { CompiledSchema } from "../formats/format.js";
import type { VersionRow } from "../store/store.js";

/** The schema an event is to be checked against. */
export interface ChosenSchema {
  readonly used: SchemaUsed;
  readonly compiled: CompiledSchema;
  /** Set when the version is deprecated. */
  readonly warning: Violation | undefined;
}

/** What choosing needs of the registry. */
export interface ChooseDeps {
  readonly subjectVersions: SubjectVersions;
  readonly compiledSchemas: CompiledSchemas;
}

/** What an event says about its schema. */
export interface SchemaWish {
  readonly subject: string;
  /** Content id named by the event or its frame; 0 for none. */
  readonly schemaId: number;
  readonly dataschema: EventRecord["dataschema"];
  readonly preferences: readonly VersionSelector[];
}

/** Chooses by id, then by `dataschema`, then by preference; answers what is wrong when there is nothing to choose. */
export async function chooseSchema(deps: ChooseDeps, wish: SchemaWish): Promise<ChosenSchema | EventFailure> {
  const rows = await deps.subjectVersions.of(wish.subject);
  if (rows.length === 0) {
    return notFound("subject", `No schema is registered for subject '${wish.subject}'.`, "Register one, and redrive.");
  }
  const chosen = wish.schemaId === 0 ? byText(rows, wish) : byId(rows, wish);
  if ("failureType" in chosen) return chosen;
  if (chosen.state === "disabled") {
    return {
      failureType: "schema-disabled",
      violations: [violation("disabled", `Version ${chosen.version} of '${wish.subject}' is disabled.`, "")],
      schema: usedOf(chosen),
    };
  }
  const { compiled } = await deps.compiledSchemas.get(chosen.schemaId);
  return { used: usedOf(chosen), compiled, warning: deprecationOf(chosen) };
}

function byId(rows: readonly VersionRow[], wish: SchemaWish): VersionRow | EventFailure {
  const row = rows.find((candidate) => candidate.schemaId === wish.schemaId);
  return row ?? notFound("schema-id", `Schema ${wish.schemaId} is not a version of subject '${wish.subject}'.`, "");
}

/** `sluice:<subject>@<version>`; the subject may itself contain an @, the version cannot. */
const dataschemaForm = /^sluice:(.+)@([^@]+)$/;

/** Whether an event says itself which schema it was written with. */
export function namesSchema(event: Pick<EventRecord, "schemaId" | "dataschema">): boolean {
  return event.schemaId !== 0 || dataschemaForm.test(event.dataschema);
}

/** The id of the schema that the attributes of an event name; 0 where they name none, or none of these versions. */
export function namedSchema(
  rows: readonly VersionRow[],
  { schemaId, dataschema }: Pick<EventRecord, "schemaId" | "dataschema">,
): number {
  const [, subject, version] = dataschemaForm.exec(dataschema) ?? [];
  if (schemaId !== 0 || version === undefined) return schemaId;
  const selector = tryParse(version);
  const row = selector && selectVersion(rows, selector);
  return row?.subject === subject ? (row?.schemaId ?? 0) : 0;
}

function byText(rows: readonly VersionRow[], wish: SchemaWish): VersionRow | EventFailure {
  const match = dataschemaForm.exec(wish.dataschema);
  if (match === null) return byPreference(rows, wish);
  const [, subject, version] = match;
  if (subject !== wish.subject) {
    return notFound(
      "dataschema",
      `dataschema names subject '${subject}', but the event belongs to '${wish.subject}'.`,
      "",
    );
  }
  const selector = tryParse(version ?? "");
  const row = selector && selectVersion(rows, selector);
  return row ?? notFound("dataschema", `dataschema names a version that subject '${wish.subject}' does not have.`, "");
}

function byPreference(rows: readonly VersionRow[], wish: SchemaWish): VersionRow | EventFailure {
  const selectors = wish.preferences.length === 0 ? [{ kind: "latest" } as const] : wish.preferences;
  for (const selector of selectors) {
    const row = selectVersion(rows, selector);
    if (row !== undefined) return row;
  }
  const message = `Subject '${wish.subject}' has no usable version that fits the preferences.`;
  return notFound("version", message, "Activate or register a version.");
}

function tryParse(text: string): VersionSelector | undefined {
  try {
    return parseSelector("dataschema", text);
  } catch (error) {
    if (error instanceof SluiceError) return undefined;
    throw error;
  }
}

function usedOf(row: VersionRow): SchemaUsed {
  return { subject: row.subject, version: row.version, semver: row.semver, schemaId: row.schemaId };
}

function deprecationOf(row: VersionRow): Violation | undefined {
  if (row.state !== "deprecated") return undefined;
  const sunset =
    row.sunsetAt === undefined ? "" : ` It will be disabled on ${row.sunsetAt.toISOString().slice(0, 10)}.`;
  const message = `Version ${row.semver} of '${row.subject}' is deprecated.${sunset}`;
  return { ...violation("deprecated", message, row.deprecationMessage), severity: "warning" };
}

function notFound(code: string, message: string, hint: string): EventFailure {
  return { failureType: "schema-not-found", violations: [violation(code, message, hint)], schema: undefined };
}

function violation(code: string, message: string, hint: string): Violation {
  return { code, instancePath: "", schemaPath: "", keyword: "schema", message, hint, severity: "error" };
}
