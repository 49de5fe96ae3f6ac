import type { Side } from "../../core/finding.js";
import { logicalNote } from "./logical-note.js";
import { promotes, promotionLoses } from "./match-types.js";
import { listed, restoreType } from "./mismatch.js";
import { fieldSpot, type Obligation, type Spot, whereOf } from "./obligation.js";
import type { Remark } from "./report.js";
import {
  type AvroType,
  type EnumType,
  isNamed,
  logicalLabel,
  logicalOf,
  type NamedType,
  type PrimitiveType,
  type RecordField,
  type RecordType,
} from "./schema-type.js";

/** 16777217, which float cannot hold, and 9007199254740993, which double cannot hold, as varints. */
const beyondFloat = Uint8Array.of(0x82, 0x80, 0x80, 0x10);
const beyondDouble = Uint8Array.of(0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20);
/** One byte that is no UTF-8. */
const noText = Uint8Array.of(2, 0xff);

/** What is worth knowing about two types that match at the top: lost precision, changed meaning, changed names and words. */
export function notesOnTypes(place: Obligation, side: Side): readonly Remark[] {
  const reader = place.reader.type;
  const writer = place.writer.type;
  const notes: Remark[] = [];
  if (isPrimitive(reader) && isPrimitive(writer) && promotes(reader, writer)) {
    notes.push({ ...promotionNote(place, { reader, writer }, side), reader: place.reader, writer: place.writer });
  }
  if (logicalLabel(logicalOf(reader)) !== logicalLabel(logicalOf(writer))) notes.push(logicalNote(place, side));
  if (isNamed(reader) && isNamed(writer)) notes.push(...notesOnNames(place, { reader, writer }, side));
  return notes;
}

function isPrimitive(type: AvroType): type is PrimitiveType {
  return !isNamed(type) && type.kind !== "array" && type.kind !== "map" && type.kind !== "union";
}

interface Types<Type> {
  readonly reader: Type;
  readonly writer: Type;
}

function promotionNote(place: Obligation, { reader, writer }: Types<PrimitiveType>, side: Side): Remark {
  const where = whereOf(place);
  if (promotionLoses(reader, writer)) {
    const double = reader.kind === "float" && writer.kind === "int" ? ", or read it as double" : "";
    return {
      ruleId: "lossy-promotion",
      severity: "warning",
      message: `${where}: ${writer.kind} is read as ${reader.kind}, which cannot hold every ${writer.kind} exactly; large numbers are rounded.`,
      suggestion: side === "reader" ? `Keep ${writer.kind}${double}.` : `Keep ${reader.kind}.`,
      repair: restoreType(place, side),
      sample: reader.kind === "float" ? beyondFloat : beyondDouble,
    };
  }
  if (writer.kind === "bytes") {
    return {
      ruleId: "bytes-read-as-string",
      severity: "warning",
      message: `${where}: bytes are read as a string; bytes that are not UTF-8 text come out garbled.`,
      suggestion:
        side === "reader"
          ? "Keep bytes unless every value is UTF-8 text."
          : "Keep string, or write only UTF-8 text into the bytes.",
      repair: restoreType(place, side),
      sample: noText,
    };
  }
  return {
    ruleId: "promotion",
    severity: "info",
    message: `${where}: ${writer.kind} is read as ${reader.kind}; every value keeps its meaning.`,
  };
}

function notesOnNames(place: Obligation, { reader, writer }: Types<NamedType>, side: Side): readonly Remark[] {
  const notes: Remark[] = [];
  const where = whereOf(place);
  const spots = { reader: { base: reader, step: "/name" }, writer: { base: writer, step: "/name" } };
  if (reader.name !== writer.name && reader.aliases.includes(writer.name)) {
    const message = `${where}: "${writer.name}" is read as "${reader.name}" because the reader has it as an alias.`;
    notes.push({ ruleId: "type-matched-by-alias", severity: "info", message, ...spots });
  } else if (reader.name !== writer.name) notes.push(namespaceNote(place, { reader, writer }, side));
  if (reader.doc !== writer.doc) {
    const message = `${where}: the documentation of "${reader.name}" differs.`;
    notes.push({ ruleId: "doc-changed", severity: "info", message, ...docSpots({ reader, writer }) });
  }
  return notes;
}

function namespaceNote(place: Obligation, { reader, writer }: Types<NamedType>, side: Side): Remark {
  const { parent, step } = place;
  const message = `${whereOf(place)}: "${writer.name}" is read as "${reader.name}"; only the name after the last dot has to agree.`;
  const note = {
    ruleId: "namespace-changed",
    severity: "info",
    reader: { base: reader, step: "/name" },
    writer: { base: writer, step: "/name" },
  } as const;
  if (parent === undefined || step !== undefined || parent.reader.type.kind !== "union") return { ...note, message };
  return {
    ...note,
    severity: "warning",
    message: `${message} Within a union some libraries, the Java one among them, go by the full name and may refuse it.`,
    suggestion:
      side === "reader"
        ? `Keep the namespace, or give "${reader.name}" the alias "${writer.name}".`
        : `Keep the full name "${reader.name}".`,
    repair: side === "reader" ? (editor) => editor.addAlias(reader, writer.name) : undefined,
  };
}

/** Symbols that only one side has, when the reader copes with them. */
export function notesOnSymbols(place: Obligation, { reader, writer }: Types<EnumType>): readonly Remark[] {
  const notes: Remark[] = [];
  const where = whereOf(place);
  const spots = { reader: { base: reader, step: "/symbols" }, writer: { base: writer, step: "/symbols" } };
  const known = new Set(reader.symbols);
  const written = new Set(writer.symbols);
  const unknown = writer.symbols.filter((symbol) => !known.has(symbol));
  if (unknown.length > 0 && reader.fallback !== undefined) {
    const message = `${where}: ${listed(unknown)} of the writer is read as the default symbol "${reader.fallback}".`;
    notes.push({ ruleId: "unknown-symbol-becomes-default", severity: "info", message, ...spots });
  }
  const added = reader.symbols.filter((symbol) => !written.has(symbol));
  if (added.length > 0) {
    const message = `${where}: the reader also knows ${listed(added)}, which the writer never writes.`;
    notes.push({ ruleId: "reader-symbols-added", severity: "info", message, ...spots });
  }
  return notes;
}

/** Differences of two fields that the reader reads as one. */
export function notesOnField(
  place: Obligation,
  { reader, writer }: Types<{ readonly record: RecordType; readonly index: number; readonly field: RecordField }>,
): readonly Remark[] {
  const notes: Remark[] = [];
  const where = whereOf(place);
  const spots = { reader: fieldSpot(reader.record, reader.index), writer: fieldSpot(writer.record, writer.index) };
  const { name } = reader.field;
  if (name !== writer.field.name) {
    const message = `${where}: the field "${writer.field.name}" is read as "${name}" because the reader has it as an alias.`;
    notes.push({ ruleId: "field-matched-by-alias", severity: "info", message, ...spots });
  }
  if (reader.field.doc !== writer.field.doc) {
    const message = `${where}: the documentation of the field "${name}" differs.`;
    notes.push({ ruleId: "doc-changed", severity: "info", message, ...spots });
  }
  if (reader.field.fallback?.normalized !== writer.field.fallback?.normalized) {
    const message = `${where}: the default of the field "${name}" differs; it only matters for events that lack the field.`;
    notes.push({ ruleId: "default-changed", severity: "info", message, ...spots });
  }
  return notes;
}

/** A reader field that takes its default because the writer has no such field. */
export function defaultUsed(place: Obligation, record: RecordType, index: number): Remark {
  const message = `${whereOf(place)}: the writer has no field "${record.fields[index]?.name ?? ""}"; the reader takes its default.`;
  return { ruleId: "reader-default-used", severity: "info", message, reader: fieldSpot(record, index) };
}

/** A writer field that the reader steps over. */
export function fieldIgnored(place: Obligation, record: RecordType, index: number): Remark {
  const message = `${whereOf(place)}: the reader does not have the field "${record.fields[index]?.name ?? ""}" and steps over it.`;
  return { ruleId: "writer-field-ignored", severity: "info", message, writer: fieldSpot(record, index) };
}

/** Where documentation is, or the type that has none. */
function docSpots({ reader, writer }: Types<NamedType>): Types<Spot> {
  const spot = (type: NamedType): Spot => ({ base: type, step: type.doc === "" ? "" : "/doc" });
  return { reader: spot(reader), writer: spot(writer) };
}
