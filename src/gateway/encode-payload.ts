import type { EncodingFailure } from "../core/encoding.js";
import type { SchemaUsed } from "../core/event.js";
import type { EditedPayload, EncodeFor, NotEncoded, RecheckAgainst, SchemaNames } from "../dlq/redelivery.js";
import type { CompiledSchema } from "../formats/format.js";
import { encodeBody, frameBody, namesFollowing, validateBody } from "../registry/payload.js";
import type { Registry } from "../registry/registry.js";
import { latest, parseSelector, selectVersion } from "../registry/selector.js";
import type { VersionRow } from "../store/store.js";
import type { PayloadToOpen } from "./open-payload.js";

/** A schema that a payload may be encoded by. */
interface Target {
  readonly compiled: CompiledSchema;
  /** How it is called in failures. */
  readonly name: string;
  /** Undefined for schemas that are not registered. */
  readonly row: VersionRow | undefined;
}

/**
 * Encodes a changed payload by the schema it is checked by when it is sent on: the one it names where the result fits that,
 * else the latest version, and then what names the schema follows. Where it fits neither it is encoded all the same, so that
 * checking it says what is wrong.
 */
export async function encodePayload(
  registry: Registry,
  toOpen: PayloadToOpen,
  changed: { text: string; rootName: string },
  target: EncodeFor,
): Promise<EditedPayload | NotEncoded> {
  const { letter, maxDepth } = toOpen;
  const context = { event: letter.event, framing: letter.framing, maxDepth };
  const targets = await targetsOf(registry, toOpen, target);
  // Without a schema there is only JSON, and the check says that there is none.
  if (targets.length === 0) return { data: withHeader(toOpen, Buffer.from(changed.text, "utf8")) };
  let encoded: EditedPayload | undefined;
  let refused: NotEncoded | undefined;
  for (const one of targets) {
    const encoding = encodeBody(one.compiled, changed, context);
    if (encoding.kind === "refused") {
      refused = refusal(one, encoding.failure);
      continue;
    }
    const edited = editedOf(toOpen, one, encoding.payload);
    if (targets.length === 1 || validateBody(one.compiled, encoding.payload, context) === undefined) return edited;
    encoded ??= edited;
  }
  return (
    encoded ??
    refused ?? { code: "not-encodable", step: 0, path: "", message: "the payload can be encoded by no schema" }
  );
}

function refusal({ name }: Target, encoding: EncodingFailure): NotEncoded {
  const { path, message } = encoding;
  const text = `the payload cannot be encoded by ${name}: ${path === "" ? "it" : path} ${message}`;
  return { code: "not-encodable", step: 0, path, message: text, encoding };
}

/** Candidates are compiled once for all letters they are held against. */
const candidates = new WeakMap<RecheckAgainst, Promise<CompiledSchema>>();

async function candidateOf(
  registry: Registry,
  against: Extract<RecheckAgainst, { kind: "candidate" }>,
): Promise<CompiledSchema> {
  const compiling = candidates.get(against) ?? registry.compileCandidate(against);
  candidates.set(against, compiling);
  return await compiling;
}

async function targetsOf(registry: Registry, toOpen: PayloadToOpen, { against, major }: EncodeFor): Promise<Target[]> {
  if (against.kind === "candidate") {
    return [{ compiled: await candidateOf(registry, against), name: "the candidate", row: undefined }];
  }
  const rows = against.kind === "version" ? [byVersion(toOpen, against.selector)] : rowsToday(toOpen, major);
  const targets = rows.map(async (row): Promise<Target[]> => {
    if (row === undefined) return [];
    const { compiled } = await registry.compiledSchemas.get(row.schemaId);
    return [{ compiled, name: `version ${row.version}`, row }];
  });
  return (await Promise.all(targets)).flat();
}

function byVersion({ rows }: PayloadToOpen, selector: string): VersionRow | undefined {
  return selectVersion(rows, parseSelector("version", selector));
}

function rowsToday(toOpen: PayloadToOpen, major: number | undefined): readonly (VersionRow | undefined)[] {
  const { rows } = toOpen;
  if (major !== undefined) return [selectVersion(rows, { kind: "track", major })];
  const newest = selectVersion(rows, latest);
  const named = namedRow(toOpen);
  return named === undefined || named.schemaId === newest?.schemaId ? [newest] : [named, newest];
}

/** The version an event names; where it waited for others, the one it fitted when it came. */
function namedRow({ rows, namedId, letter }: PayloadToOpen): VersionRow | undefined {
  const waited =
    letter.failureType === "key-blocked" && letter.framing === "plain" ? letter.schema?.schemaId : undefined;
  const wanted = namedId === 0 ? waited : namedId;
  return rows.find(({ schemaId, state }) => schemaId === wanted && state !== "disabled");
}

function editedOf(toOpen: PayloadToOpen, { row }: Target, body: Uint8Array): EditedPayload {
  const { letter, namedId } = toOpen;
  if (row === undefined || row.schemaId === namedId) return { data: withHeader(toOpen, body) };
  const { subject, version, semver, schemaId } = row;
  const data = frameBody(body, letter.framing, schemaId);
  return { data, names: namesOf(toOpen, { subject, version, semver, schemaId }) };
}

/**
 * An event that names no schema is read by the latest version. Bytes of another one would be misread, so it names that; and so
 * does one that waited, which might be read by the version it waited with.
 */
function namesOf({ letter, rows, namedId }: PayloadToOpen, schema: SchemaUsed): SchemaNames {
  const names = namesFollowing(letter.event, schema);
  if (namedId !== 0 || letter.framing !== "plain") return names;
  const isLatest = selectVersion(rows, latest)?.schemaId === schema.schemaId;
  return isLatest && letter.failureType !== "key-blocked" ? names : { ...names, schemaId: schema.schemaId };
}

/** A body behind the header its payload came with. */
function withHeader({ letter, body }: PayloadToOpen, changed: Uint8Array): Uint8Array {
  const { data } = letter.event;
  return Buffer.concat([data.subarray(0, data.length - body.length), changed]);
}
