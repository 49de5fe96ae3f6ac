import type { MessageInitShape } from "@bufbuild/protobuf";
import { invalidArgument } from "../core/errors.js";
import type { SchemaFormatName, SchemaReference, SchemaSource } from "../core/schema.js";
import type { RegisteredVersion } from "../registry/registered-version.js";
import { readWaivedFindings } from "../registry/waived-findings.js";
import type { SubjectRow } from "../store/store.js";
import type { SubjectSchema } from "../../gen/proto/sluice/v1/registry_pb.js";
import type {
  SchemaDocument,
  SchemaDocumentReference,
  SchemaFormat,
  SchemaReference as ReferenceMessage,
  SchemaVersionSchema,
} from "../../gen/proto/sluice/v1/schema_pb.js";
import { findingOut } from "./findings.js";
import { formats, versionStates } from "./names.js";
import { optionalTimeOut, timeOut } from "./times.js";

/** The longest schema text or descriptor, in bytes. */
const maxSchemaBytes = 4 * 1024 * 1024;

/** A schema text from the wire; a descriptor becomes its base64 text. */
export function textIn(schema: string, descriptor: Uint8Array): string {
  if ((schema === "") === (descriptor.length === 0)) {
    throw invalidArgument("schema", "set exactly one of schema and file_descriptor");
  }
  if (Math.max(schema.length, descriptor.length) > maxSchemaBytes) {
    throw invalidArgument("schema", `is longer than ${maxSchemaBytes} bytes`);
  }
  return schema === "" ? Buffer.from(descriptor).toString("base64") : schema;
}

/** The language of a candidate; undefined where the text has to tell. A bare descriptor is always Protobuf. */
export function formatIn(format: SchemaFormat, descriptor: Uint8Array): SchemaFormatName | undefined {
  return formats.word("format", format) ?? (descriptor.length > 0 ? "protobuf" : undefined);
}

/** References of a candidate. */
export function referencesIn(references: readonly ReferenceMessage[]): readonly SchemaReference[] {
  return references.map(({ name, subject, version }) => ({ name, subject, version }));
}

/** Texts with their references inline may be nested this deep. */
const maxDocumentDepth = 32;

/** A schema that need not be registered, with its references inline. */
export function documentIn(field: string, document: SchemaDocument | undefined): SchemaSource {
  if (document === undefined || document.schema === "") throw invalidArgument(`${field}.schema`, "is required");
  return sourceIn(field, document, 0);
}

function sourceIn(
  field: string,
  document: { schema: string; references: SchemaDocumentReference[] },
  depth: number,
): SchemaSource {
  if (depth > maxDocumentDepth) throw invalidArgument(field, `references are nested deeper than ${maxDocumentDepth}`);
  return {
    text: document.schema,
    references: document.references.map((reference, index) => {
      const place = `${field}.references[${index}]`;
      if (reference.name === "") throw invalidArgument(`${place}.name`, "is required");
      return { name: reference.name, source: sourceIn(place, reference, depth + 1) };
    }),
  };
}

/** A version with its content. */
export function versionOut({ row, content }: RegisteredVersion): MessageInitShape<typeof SchemaVersionSchema> {
  return {
    subject: row.subject,
    version: row.version,
    semver: row.semver,
    track: `v${row.major}`,
    schemaId: row.schemaId,
    guid: content.guid,
    fingerprint: content.fingerprint,
    format: formats.of[content.format],
    schema: content.text,
    references: content.references.map((reference) => ({ ...reference })),
    state: versionStates.of[row.state],
    ...(row.state === "deprecated" && {
      deprecation: { message: row.deprecationMessage, ...optionalTimeOut("sunsetAt", row.sunsetAt) },
    }),
    metadata: { ...row.metadata },
    tags: [...row.tags],
    owner: row.owner,
    description: row.description,
    registeredAt: timeOut(row.registeredAt),
    deleted: row.deletedAt !== undefined,
    ...(row.waiver && {
      waiver: {
        actor: row.waiver.actor,
        reason: row.waiver.reason,
        findings: readWaivedFindings(row.waiver.findings).map(findingOut),
      },
    }),
  };
}

/** A subject in brief. */
export function subjectOut(row: SubjectRow): MessageInitShape<typeof SubjectSchema> {
  return {
    name: row.name,
    latestVersion: row.latest?.version ?? 0,
    latestSemver: row.latest?.semver ?? "",
    versionCount: row.versionCount,
    owner: row.latest?.owner ?? "",
    tracks: row.majors.map((major) => `v${major}`),
    ...(row.latestFormat && { format: formats.of[row.latestFormat] }),
  };
}
