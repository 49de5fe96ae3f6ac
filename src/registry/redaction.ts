import { hasReason } from "../core/errors.js";
import { copyEvent } from "../core/event.js";
import { subjectName, type SubjectNameStrategy } from "../core/subject.js";
import type { DeadLetterRow, LetterPayloads } from "../store/store.js";
import type { CompiledSchemas } from "./compiled-schemas.js";
import { isViolation, unframe } from "./payload.js";
import { readablePayload } from "./readable-payload.js";
import { sensitiveFields, type SensitiveFields } from "./sensitive-fields.js";
import { latest } from "./selector.js";
import type { Sources } from "./sources.js";
import type { SubjectVersions } from "./subject-versions.js";

/** A letter as it is shown. */
export interface ShownLetter<Letter extends LetterPayloads = DeadLetterRow> {
  readonly letter: Letter;
  /** Whether the payloads of the letter are not those that are stored. */
  readonly redacted: boolean;
  /** Names of the fields that were masked. */
  readonly redactedFields: readonly string[];
}

/** Masks the payloads of a letter. */
export type Redact = <Letter extends LetterPayloads>(letter: Letter) => Promise<ShownLetter<Letter>>;

/** What masking payloads needs. */
export interface RedactionDeps {
  readonly compiledSchemas: CompiledSchemas;
  readonly sources: Sources;
  readonly subjectVersions: SubjectVersions;
  readonly strategyOf: (stream: string) => Promise<SubjectNameStrategy>;
}

/** What stands where something was masked. */
const mask = "***";

const nothing: SensitiveFields = { names: new Set(), whole: false };

const everything: SensitiveFields = { names: new Set(), whole: true };

/** Schemas whose sensitive fields are remembered. */
const capacity = 2000;

/**
 * Prepares the masking of payloads: of the fields that the schema a letter was checked with calls sensitive, and the latest
 * schema of its subject. A masked payload is JSON text, whatever the original is; so is one whose bytes say more than
 * decoding shows. One that may hold sensitive fields and cannot be decoded is not shown at all, nor is one whose schema cannot be
 * read. What is stored stays as it is.
 */
export function createRedaction(deps: RedactionDeps): Redact {
  const known = new Map<number, SensitiveFields>();

  async function fieldsOf(schemaId: number): Promise<SensitiveFields> {
    const remembered = known.get(schemaId);
    if (remembered !== undefined) return remembered;
    try {
      const { content, compiled } = await deps.compiledSchemas.get(schemaId);
      const { names, whole } = sensitiveFields(content.format, await deps.sources.ofContent(content));
      const fields = { names: new Set([...names, ...compiled.sensitiveNames]), whole };
      if (known.size >= capacity) known.clear();
      known.set(schemaId, fields);
      return fields;
    } catch (caught) {
      // A payload may name any schema. One that is there and cannot be read might call everything sensitive.
      return hasReason(caught, "SCHEMA_NOT_FOUND") ? nothing : everything;
    }
  }

  async function latestOf({ stream, subject, event }: LetterPayloads): Promise<number | undefined> {
    try {
      const name = subject === "" ? subjectName(await deps.strategyOf(stream), stream, event.type) : subject;
      return (await deps.subjectVersions.find(name, latest)).schemaId;
    } catch (caught) {
      if (hasReason(caught, "SUBJECT_NOT_FOUND", "VERSION_NOT_FOUND", "INVALID_ARGUMENT")) return undefined;
      throw caught;
    }
  }

  return async (letter) => {
    const payload = unframe(letter.event.data, letter.framing);
    const framed = isViolation(payload) ? 0 : payload.schemaId;
    const named = [letter.event.schemaId, framed].map((id) => (id === 0 ? undefined : id));
    const ids = new Set([letter.schema?.schemaId, ...named, await latestOf(letter)]);
    const names = new Set<string>();
    let whole = false;
    for (const id of ids) {
      if (id === undefined) continue;
      const fields = await fieldsOf(id);
      for (const name of fields.names) names.add(name);
      whole ||= fields.whole;
    }
    if (names.size === 0 && !whole) return { letter, redacted: false, redactedFields: [] };
    const masked = new Set<string>();
    /** What is to be shown of a payload; undefined for the payload itself, which holds nothing to hide. */
    const hide = async (data: Uint8Array): Promise<Uint8Array | undefined> => {
      if (data.length === 0) return undefined;
      if (whole) return new TextEncoder().encode(JSON.stringify(mask));
      const schema = letter.schema ?? schemaLike(ids);
      const readable = await readablePayload(deps.compiledSchemas, {
        event: copyEvent(letter.event, { data }),
        framing: letter.framing,
        schema,
      });
      if (readable === undefined) return new Uint8Array();
      const found = new Set<string>();
      const shown = maskFields(readable.value, names, found);
      for (const name of found) masked.add(name);
      // A payload in which no field has to be masked is shown byte for byte, unless its bytes say more than was looked at.
      if (found.size === 0 && readable.saysAll()) return undefined;
      return new TextEncoder().encode(JSON.stringify(shown));
    };
    const data = await hide(letter.event.data);
    const editedData = letter.editedData && (await hide(letter.editedData));
    if (data === undefined && editedData === undefined) return { letter, redacted: false, redactedFields: [] };
    const event = copyEvent(letter.event, { data: data ?? letter.event.data });
    const shown = { ...letter, event, editedData: editedData ?? letter.editedData };
    return { letter: shown, redacted: true, redactedFields: [...masked].sort() };
  };
}

/** For letters that no schema was tried with: one to decode their payload by. */
function schemaLike(ids: ReadonlySet<number | undefined>): DeadLetterRow["schema"] {
  const schemaId = [...ids].find((id) => id !== undefined);
  return schemaId === undefined ? undefined : { subject: "", version: 0, semver: "", schemaId };
}

function maskFields(value: unknown, names: ReadonlySet<string>, masked: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => maskFields(item, names, masked));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, member]): [string, unknown] => {
    if (!names.has(name)) return [name, maskFields(member, names, masked)];
    masked.add(name);
    return [name, mask];
  });
  return Object.fromEntries(entries);
}
