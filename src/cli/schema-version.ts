import {
  SchemaFormat,
  SchemaFormatSchema,
  type SchemaUsed,
  type SchemaVersion,
  VersionState,
} from "@sluice/client/gen";
import type { Look } from "./look.js";
import type { Cell } from "./table.js";
import { relativeTime } from "./times.js";
import { word } from "./words.js";

const formatNames: Partial<Record<SchemaFormat, string>> = {
  [SchemaFormat.JSON_SCHEMA]: "JSON Schema",
  [SchemaFormat.AVRO]: "Avro",
  [SchemaFormat.PROTOBUF]: "Protobuf",
};

/** A schema language as its makers write it. */
export function formatName(format: SchemaFormat): string {
  return formatNames[format] ?? word(SchemaFormatSchema, format);
}

/** `orders/order.created version 3 (1.2.0)`. */
export function versionName({
  subject,
  version,
  semver,
}: Pick<SchemaVersion, "subject" | "version" | "semver">): string {
  return `${subject} version ${version}${semver === "" ? "" : ` (${semver})`}`;
}

/** `3 (1.2.0)`, for columns that say elsewhere which subject; empty when no schema was used. */
export function usedVersion(schema: SchemaUsed | undefined): string {
  if (schema === undefined || schema.version === 0) return "";
  return schema.semver === "" ? String(schema.version) : `${schema.version} (${schema.semver})`;
}

/** The state of a version in its colour: active, deprecated until when, disabled or deleted. */
export function stateCell(version: SchemaVersion, { colors, now }: Look): Cell {
  if (version.deleted) return { text: "deleted", paint: colors.red };
  if (version.state === VersionState.DISABLED) return { text: "disabled", paint: colors.red };
  if (version.state !== VersionState.DEPRECATED) return { text: "active", paint: colors.green };
  const sunset = version.deprecation?.sunsetAt;
  const until = sunset === undefined ? "" : ` (sunset ${relativeTime(sunset, now)})`;
  return { text: `deprecated${until}`, paint: colors.yellow };
}
