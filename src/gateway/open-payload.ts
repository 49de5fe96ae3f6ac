import type { PayloadFraming } from "../core/event.js";
import type { SchemaFormatName } from "../core/schema.js";
import type { OpenedPayload } from "../dlq/redelivery.js";
import { isViolation, unframe } from "../registry/payload.js";
import type { Registry } from "../registry/registry.js";
import { latest, selectVersion } from "../registry/selector.js";
import type { DeadLetterRow } from "../store/store.js";

/** The payload of a dead letter as JSON, for those who change it, and the way back into its frame. */
export async function openPayload(
  registry: Pick<Registry, "compiledSchemas" | "subjectVersions">,
  letter: DeadLetterRow,
): Promise<OpenedPayload> {
  const format = await formatOf(registry, letter);
  if (format !== undefined && format !== "json-schema") {
    const language = format === "avro" ? "Avro" : "Protobuf";
    return { kind: "closed", reason: `is encoded in ${language}; steps change JSON, and cannot be encoded in it yet` };
  }
  return open(letter.event.data, letter.framing);
}

function open(data: Uint8Array, framing: PayloadFraming): OpenedPayload {
  const payload = unframe(data, framing);
  if (isViolation(payload)) return { kind: "closed", reason: payload.message };
  const header = data.subarray(0, data.length - payload.body.length);
  try {
    // What comes before the text, a byte order mark too, is not JSON: it stays in the text and is told as such.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload.body);
    return { kind: "json", text, close: (changed) => Buffer.concat([header, Buffer.from(changed, "utf8")]) };
  } catch {
    return { kind: "closed", reason: "is not UTF-8, so it is no JSON" };
  }
}

/** The language of the schema it was tried with, or that its subject has now; undefined where there is none. */
async function formatOf(
  { compiledSchemas, subjectVersions }: Pick<Registry, "compiledSchemas" | "subjectVersions">,
  letter: DeadLetterRow,
): Promise<SchemaFormatName | undefined> {
  const rows = letter.subject === "" ? [] : await subjectVersions.of(letter.subject);
  const tried = letter.schema?.schemaId;
  const row = rows.find(({ schemaId }) => schemaId === tried) ?? selectVersion(rows, latest);
  return row && (await compiledSchemas.get(row.schemaId)).content.format;
}
