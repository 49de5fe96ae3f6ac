import type { Side } from "../../core/finding.js";
import { restoreType } from "./mismatch.js";
import { type Obligation, whereOf } from "./obligation.js";
import type { Remark } from "./report.js";
import { type AvroType, type LogicalType, logicalLabel, logicalOf } from "./schema-type.js";

const days = Uint8Array.of(2);
/** 1000 as a varint: a second in milliseconds. */
const thousand = Uint8Array.of(0xd0, 0x0f);
const noUuid = Uint8Array.of(0);

/** What it means that the logical types of two types differ that are read as one another. */
export function logicalNote(place: Obligation, side: Side): Remark {
  const reader = place.reader.type;
  const writer = place.writer.type;
  const before = logicalOf(writer);
  const after = logicalOf(reader);
  const spots = { reader: place.reader, writer: place.writer };
  const where = whereOf(place);
  if (before?.name === "decimal" && after?.name === "decimal" && before.scale === after.scale) {
    if (after.precision > before.precision) {
      return {
        ruleId: "decimal-precision-raised",
        severity: "info",
        message: `${where}: ${logicalLabel(before)} is read as ${logicalLabel(after)}; every value keeps its meaning.`,
        ...spots,
      };
    }
    return {
      ...changed(place, side),
      message: `${where}: the writer may write decimals of ${before.precision} digits, the reader expects at most ${after.precision}.`,
      sample: decimalSample(writer, after.precision),
    };
  }
  return { ...changed(place, side), sample: sampleFor(reader, writer) };
}

function changed(place: Obligation, side: Side): Remark {
  const { reader, writer } = place;
  const words = (logical: LogicalType | undefined): string => logicalLabel(logical) || "a plain value";
  const kept = side === "reader" ? writer.type : reader.type;
  return {
    ruleId: "logical-type-changed",
    severity: "warning",
    message: `${whereOf(place)}: the writer means ${words(logicalOf(writer.type))}, the reader takes it as ${words(logicalOf(reader.type))}; the bytes are read, but may mean something else.`,
    suggestion: `Keep ${words(logicalOf(kept))}, or add a new field for the new meaning.`,
    reader,
    writer,
    repair: repairOf(place, side),
  };
}

function repairOf(place: Obligation, side: Side): Remark["repair"] {
  const reader = place.reader.type;
  const writer = place.writer.type;
  if (reader.kind === "fixed" && writer.kind === "fixed") {
    return (editor) =>
      side === "reader" ? editor.setLogicalType(reader, writer) : editor.setLogicalType(writer, reader);
  }
  return restoreType(place, side);
}

/** A value of the writer's type that shows the difference, where a value can. */
function sampleFor(reader: AvroType, writer: AvroType): Uint8Array | undefined {
  const before = logicalOf(writer);
  const after = logicalOf(reader);
  if (after?.name === "uuid") return before === undefined && writer.kind === "string" ? noUuid : undefined;
  if (before === undefined || after === undefined) return undefined;
  if (before.name === "decimal" && after.name === "decimal") return decimalSample(writer, 0);
  const units = /date|time/;
  if (!units.test(before.name) || !units.test(after.name)) return undefined;
  return before.name === "date" ? days : thousand;
}

/** 10 to the power of `digits`, the least number of one digit more, in as many bytes as the type has. */
function decimalSample(type: AvroType, digits: number): Uint8Array | undefined {
  const mostDigits = 1000;
  if (digits > mostDigits) return undefined;
  let hex = (10n ** BigInt(digits)).toString(16);
  if (hex.length % 2 === 1) hex = `0${hex}`;
  if (Number.parseInt(hex.slice(0, 2), 16) >= 0x80) hex = `00${hex}`;
  const value = Buffer.from(hex, "hex");
  if (type.kind === "fixed") {
    return value.length > type.size ? undefined : Buffer.concat([Buffer.alloc(type.size - value.length), value]);
  }
  // The length goes before it; short enough for a varint of one or two bytes.
  const length = value.length * 2;
  return Buffer.concat([Buffer.from(length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7]), value]);
}
