import type { Finding, Severity } from "../../core/finding.js";
import { promotes, promotionLoses } from "./match-types.js";
import { joinPath, type Obligation } from "./obligation.js";
import { type EnumType, isNamed, logicalLabel, logicalOf, type RecordField, type RecordType } from "./schema-type.js";

/** A finding about one place. */
export interface Note {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion?: string;
  /** Appended to the paths of the place; null where the place is missing on that side. */
  readonly readerStep?: string | null;
  readonly writerStep?: string | null;
}

/** A note as a finding, with the paths of its place. */
export function findingAt(place: Obligation, note: Note): Finding {
  const { readerStep = "", writerStep = "" } = note;
  return {
    ruleId: note.ruleId,
    severity: note.severity,
    readerPath: readerStep === null ? "" : joinPath(place.readerPath, readerStep),
    writerPath: writerStep === null ? "" : joinPath(place.writerPath, writerStep),
    message: note.message,
    suggestion: note.suggestion ?? "",
  };
}

/** What is worth knowing about two types that match at the top: lost precision, changed meaning, changed names and words. */
export function notesOnTypes({ reader, writer, where }: Obligation): readonly Note[] {
  const notes: Note[] = [];
  if (promotes(reader, writer))
    notes.push(promotionNote(where, reader.kind, { writer: writer.kind, loses: promotionLoses(reader, writer) }));
  const before = logicalLabel(logicalOf(writer));
  const after = logicalLabel(logicalOf(reader));
  if (before !== after) {
    notes.push({
      ruleId: "logical-type-changed",
      severity: "warning",
      message: `${where}: the writer means ${before || "a plain value"}, the reader takes it as ${after || "a plain value"}; the bytes are read, but may mean something else.`,
      suggestion: "Keep the logical type, or add a new field for the new meaning.",
    });
  }
  if (isNamed(reader) && isNamed(writer)) {
    if (reader.name !== writer.name) {
      const byAlias = reader.aliases.includes(writer.name);
      notes.push({
        ruleId: byAlias ? "type-matched-by-alias" : "namespace-changed",
        severity: "info",
        message: byAlias
          ? `${where}: "${writer.name}" is read as "${reader.name}" because the reader has it as an alias.`
          : `${where}: "${writer.name}" is read as "${reader.name}"; only the name after the last dot has to agree.`,
        readerStep: "/name",
        writerStep: "/name",
      });
    }
    if (reader.doc !== writer.doc) notes.push(docNote(`${where}: the documentation of "${reader.name}" differs.`));
  }
  return notes;
}

function promotionNote(where: string, reader: string, { writer, loses }: { writer: string; loses: boolean }): Note {
  if (loses) {
    return {
      ruleId: "lossy-promotion",
      severity: "warning",
      message: `${where}: ${writer} is read as ${reader}, which cannot hold every ${writer} exactly; large numbers are rounded.`,
      suggestion: reader === "float" && writer === "int" ? "Read it as double." : `Keep ${writer}.`,
    };
  }
  if (writer === "bytes") {
    return {
      ruleId: "bytes-read-as-string",
      severity: "warning",
      message: `${where}: bytes are read as a string; bytes that are not UTF-8 text come out garbled.`,
      suggestion: "Keep bytes unless every value is UTF-8 text.",
    };
  }
  return {
    ruleId: "promotion",
    severity: "info",
    message: `${where}: ${writer} is read as ${reader}; every value keeps its meaning.`,
  };
}

/** Symbols that only one side has, when the reader copes with them. */
export function notesOnSymbols(reader: EnumType, writer: EnumType, where: string): readonly Note[] {
  const notes: Note[] = [];
  const known = new Set(reader.symbols);
  const written = new Set(writer.symbols);
  const unknown = writer.symbols.filter((symbol) => !known.has(symbol));
  if (unknown.length > 0 && reader.fallback !== undefined) {
    notes.push({
      ruleId: "unknown-symbol-becomes-default",
      severity: "info",
      message: `${where}: ${quoted(unknown)} of the writer is read as the default symbol "${reader.fallback}".`,
      readerStep: "/symbols",
      writerStep: "/symbols",
    });
  }
  const added = reader.symbols.filter((symbol) => !written.has(symbol));
  if (added.length > 0) {
    notes.push({
      ruleId: "reader-symbols-added",
      severity: "info",
      message: `${where}: the reader also knows ${quoted(added)}, which the writer never writes.`,
      readerStep: "/symbols",
      writerStep: "/symbols",
    });
  }
  return notes;
}

/** Differences of two fields that the reader reads as one. */
export function notesOnField(reader: RecordField, writer: RecordField, where: string): readonly Note[] {
  const notes: Note[] = [];
  if (reader.name !== writer.name) {
    notes.push({
      ruleId: "field-matched-by-alias",
      severity: "info",
      message: `${where}: the field "${writer.name}" is read as "${reader.name}" because the reader has it as an alias.`,
    });
  }
  if (reader.doc !== writer.doc)
    notes.push(docNote(`${where}: the documentation of the field "${reader.name}" differs.`));
  if (reader.fallback?.normalized !== writer.fallback?.normalized) {
    notes.push({
      ruleId: "default-changed",
      severity: "info",
      message: `${where}: the default of the field "${reader.name}" differs; it only matters for events that lack the field.`,
    });
  }
  return notes;
}

/** A reader field that takes its default because the writer has no such field. */
export function defaultUsed(field: RecordField, where: string): Note {
  return {
    ruleId: "reader-default-used",
    severity: "info",
    message: `${where}: the writer has no field "${field.name}"; the reader takes its default.`,
    writerStep: null,
  };
}

/** A writer field that the reader steps over. */
export function fieldIgnored(writer: RecordType, index: number, where: string): Note {
  return {
    ruleId: "writer-field-ignored",
    severity: "info",
    message: `${where}: the reader does not have the field "${writer.fields[index]?.name ?? ""}" and steps over it.`,
    readerStep: null,
    writerStep: `/fields/${index}`,
  };
}

function docNote(message: string): Note {
  return { ruleId: "doc-changed", severity: "info", message, readerStep: "/doc", writerStep: "/doc" };
}

function quoted(symbols: readonly string[]): string {
  return symbols.map((symbol) => `"${symbol}"`).join(", ");
}
