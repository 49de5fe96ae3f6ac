import { hasReason } from "../core/errors.js";
import { subjectName } from "../core/subject.js";
import type { EditedPayload, EncodeFor, NotEncoded, OpenedPayload } from "../dlq/redelivery.js";
import { type EditableBody, editBody, isViolation, unframe } from "../registry/payload.js";
import type { Registry } from "../registry/registry.js";
import { latest, selectVersion } from "../registry/selector.js";
import type { DeadLetterRow, StreamConfig, VersionRow } from "../store/store.js";
import { namedSchema } from "./choose-schema.js";
import { encodePayload } from "./encode-payload.js";

/** A payload that is to be changed, with what is known of it. */
export interface PayloadToOpen {
  readonly letter: DeadLetterRow;
  readonly body: Uint8Array;
  readonly maxDepth: number;
  /** The versions of its subject. */
  readonly rows: readonly VersionRow[];
  /** The schema its frame or its event names; 0 for none. */
  readonly namedId: number;
  /** What is wrong with its frame, as a predicate; empty for nothing. */
  readonly fault: string;
}

/** The payload of a dead letter as JSON, for those who change it, and the way back into its encoding and frame. */
export async function openPayload(
  registry: Registry,
  config: StreamConfig,
  letter: DeadLetterRow,
  target: EncodeFor,
): Promise<OpenedPayload> {
  const toOpen = await prepare(registry, config, letter);
  if (toOpen.fault !== "") return { kind: "closed", reason: toOpen.fault };
  const read = await readPayload(registry, toOpen);
  if ("reason" in read) return { kind: "closed", reason: read.reason };
  const { text, rootName } = read;
  const newest = selectVersion(toOpen.rows, latest)?.schemaId;
  return {
    kind: "json",
    text,
    isCurrent: read.isJson || toOpen.namedId !== 0 || read.schemaId === newest,
    close: async (changed) => await encodePayload(registry, toOpen, { text: changed, rootName }, target),
  };
}

/** A payload for a letter from JSON, in its encoding and frame; of the type its event names where several come into question. */
export async function payloadFrom(
  registry: Registry,
  config: StreamConfig,
  letter: DeadLetterRow,
  text: string,
): Promise<EditedPayload | NotEncoded> {
  const toOpen = await prepare(registry, config, letter);
  const read = toOpen.fault === "" ? await readPayload(registry, toOpen) : { reason: "" };
  const rootName = "reason" in read ? "" : read.rootName;
  return await encodePayload(registry, toOpen, { text, rootName }, { against: { kind: "today" } });
}

/** The subject of a letter. What consumers report has none of its own: no schema failed it. */
export function subjectOfLetter(
  { subjectNameStrategy }: StreamConfig,
  { subject, stream, event }: DeadLetterRow,
): string {
  return subject === "" ? subjectName(subjectNameStrategy, stream, event.type) : subject;
}

async function prepare(
  { subjectVersions }: Registry,
  config: StreamConfig,
  letter: DeadLetterRow,
): Promise<PayloadToOpen> {
  const { event, framing } = letter;
  const { maxDepth } = config;
  const payload = unframe(event.data, framing);
  const rows = await subjectVersions.of(subjectOfLetter(config, letter));
  if (isViolation(payload)) {
    return { letter, body: event.data, maxDepth, rows, namedId: 0, fault: payload.message };
  }
  const namedId = payload.schemaId === 0 ? namedSchema(rows, event) : payload.schemaId;
  return { letter, body: payload.body, maxDepth, rows, namedId, fault: "" };
}

interface ReadPayload {
  readonly text: string;
  readonly rootName: string;
  /** The schema that read it; 0 for none. */
  readonly schemaId: number;
  /** Whether it is JSON as it stands, so that no schema was needed to read it. */
  readonly isJson: boolean;
}

/** A body and the schema that reads it, or says why it cannot. */
interface Attempt extends EditableBody {
  readonly schemaId: number;
  readonly isJson: boolean;
}

interface Unreadable {
  readonly reason: string;
}

/**
 * Reads a payload by the schema it was written with: the one it names; else the one it was checked by, unless that cannot
 * read it; else the versions of its subject that accept it, if all of them read the same in it.
 */
async function readPayload(registry: Registry, toOpen: PayloadToOpen): Promise<ReadPayload | Unreadable> {
  const { letter, rows, namedId } = toOpen;
  if (namedId !== 0) {
    const named = await tryRead(registry, toOpen, namedId);
    if (named === undefined)
      return await readWithout(registry, toOpen, `names schema ${namedId}, which is not registered`);
    return readOf(named, "the schema it names");
  }
  const tried = letter.schema?.schemaId;
  const checked = tried === undefined ? undefined : await tryRead(registry, toOpen, tried);
  if (checked?.content.kind === "text") return readOf(checked, "");
  const ids = [...rows].sort((a, b) => b.version - a.version).map(({ schemaId }) => schemaId);
  const others = new Map<number, Attempt>();
  for (const id of [...new Set(ids)].slice(0, mostVersions)) {
    const other = await tryRead(registry, toOpen, id);
    if (other?.content.kind === "text") others.set(id, other);
  }
  return chosenOf(toOpen, others) ?? (await readWithout(registry, toOpen, checked && reasonOf(checked)));
}

/** Versions that are tried on a payload whose own nobody names, the newest first. */
const mostVersions = 100;

/** Of schemas that read a payload, what all of them read. */
function chosenOf({ rows }: PayloadToOpen, read: ReadonlyMap<number, Attempt>): ReadPayload | Unreadable | undefined {
  const [first, ...others] = read.values();
  if (first === undefined) return undefined;
  const isSame = others.every(({ content }) => textOf(content) === textOf(first.content));
  if (isSame) return readOf(first, "");
  const versions = rows.filter(({ schemaId }) => read.has(schemaId)).map(({ version }) => version);
  const names = `${versions.slice(0, -1).join(", ")} and ${versions.at(-1) ?? ""}`;
  const reason = `is read differently by versions ${names}; events have to name the one they were written with`;
  return { reason };
}

function textOf(content: EditableBody["content"]): string {
  return content.kind === "text" ? content.text : "";
}

function reasonOf({ content }: Attempt): string {
  return content.kind === "unreadable" ? content.reason : "";
}

function readOf({ content, ...others }: Attempt, by: string): ReadPayload | Unreadable {
  if (content.kind === "text") return { text: content.text, ...others };
  return { reason: by === "" ? content.reason : content.reason.replace("its schema", by) };
}

/** Undefined where there is no such schema. */
async function tryRead(
  { compiledSchemas }: Registry,
  { body, letter, maxDepth }: PayloadToOpen,
  schemaId: number,
): Promise<Attempt | undefined> {
  try {
    const { compiled, content } = await compiledSchemas.get(schemaId);
    const read = editBody(compiled, body, { event: letter.event, framing: letter.framing, maxDepth });
    return { ...read, schemaId, isJson: content.format === "json-schema" };
  } catch (caught) {
    if (hasReason(caught, "SCHEMA_NOT_FOUND")) return undefined;
    throw caught;
  }
}

const unknownJson = { rootName: "", schemaId: 0, isJson: true };

/** Where no schema reads it, only JSON can be read. */
async function readWithout(
  { compiledSchemas }: Registry,
  { body, rows }: PayloadToOpen,
  reason: string | undefined,
): Promise<ReadPayload | Unreadable> {
  const row = selectVersion(rows, latest);
  const format = row && (await compiledSchemas.get(row.schemaId)).content.format;
  if (format !== undefined && format !== "json-schema") {
    return { reason: reason ?? "can be read by no version of its subject, so there is nothing to change" };
  }
  try {
    // What comes before the text, a byte order mark too, is not JSON: it stays in the text and is told as such.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body), ...unknownJson };
  } catch {
    return { reason: "is not UTF-8, so it is no JSON" };
  }
}
