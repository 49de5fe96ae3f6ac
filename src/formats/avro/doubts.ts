import type { Side } from "../../core/finding.js";
import type { Mismatch } from "./mismatch.js";
import { fieldSpot, type Obligation, whereOf } from "./obligation.js";
import type { Remark } from "./report.js";
import type { Edits, SchemaEditor } from "./schema-editor.js";
import { branchName, type RecordType } from "./schema-type.js";

interface Fields {
  readonly reader: RecordType;
  readonly writer: RecordType;
  readonly index: number;
  /** Of the writer's fields. */
  readonly indexes: readonly number[];
}

/** By its name and aliases a field of the reader fits several fields of the writer. */
export function ambiguousAlias(place: Obligation, fields: Fields, side: Side): Remark {
  const { reader, writer, index, indexes } = fields;
  const name = reader.fields[index]?.name ?? "";
  const fitting = indexes.map((claimed) => writer.fields[claimed]?.name ?? "");
  const list = fitting.map((other) => `"${other}"`).join(" and ");
  const surplus = new Set(fitting.slice(1));
  return {
    ruleId: "ambiguous-alias",
    severity: "warning",
    message: `${whereOf(place)}: by its name and aliases the field "${name}" fits ${list} of the writer; libraries take one of them or refuse the schemas.`,
    ...(side === "reader"
      ? {
          suggestion: `Remove the alias of "${name}" that is not meant.`,
          repair: (editor) => editor.removeFieldAliases(reader, index, surplus),
        }
      : { suggestion: `Do not write both ${list}.` }),
    reader: fieldSpot(reader, index),
    writer: fieldSpot(writer, indexes[0] ?? 0),
  };
}

/** Several fields of the reader claim one field of the writer. */
export function sharedField(
  place: Obligation,
  pair: {
    readonly reader: RecordType;
    readonly writer: RecordType;
    readonly readerIndex: number;
    readonly writerIndex: number;
  },
  side: Side,
): Remark {
  const { reader, writer, readerIndex, writerIndex } = pair;
  const field = reader.fields[readerIndex];
  const name = field?.name ?? "";
  const claimed = writer.fields[writerIndex]?.name ?? "";
  const otherwise = field?.fallback === undefined ? "has no default" : "takes its default then";
  return {
    ruleId: "ambiguous-alias",
    severity: "warning",
    message: `${whereOf(place)}: the field "${name}" and another one of the reader both claim "${claimed}" of the writer, by name or alias; some libraries give it to one of them only, and "${name}" ${otherwise}.`,
    ...(side === "reader"
      ? {
          suggestion: `Remove the alias that is not meant${field?.fallback === undefined ? `, or give "${name}" a default` : ""}.`,
          repair: (editor) => unshare(editor, pair),
        }
      : { suggestion: `Write "${name}" as well.` }),
    reader: fieldSpot(reader, readerIndex),
    writer: fieldSpot(writer, writerIndex),
  };
}

/** Leaves a writer's field to the reader's field of its name: the others lose the alias. */
function unshare(
  editor: SchemaEditor,
  { reader, writer, writerIndex }: { reader: RecordType; writer: RecordType; writerIndex: number },
): Edits {
  const claimed = writer.fields[writerIndex]?.name ?? "";
  const byAlias = reader.fields.flatMap((field, index) => (field.aliases.includes(claimed) ? [index] : []));
  const surplus = reader.fields.some((field) => field.name === claimed) ? byAlias : byAlias.slice(1);
  const edits = surplus.flatMap((index) => editor.removeFieldAliases(reader, index, new Set([claimed])) ?? []);
  return edits.length === 0 ? undefined : edits;
}

/** A mismatch that only comes up if a library takes one of several ways. */
export function mismatchInDoubt(place: Obligation, mismatch: Mismatch): Remark {
  let at = place;
  while (at.parent?.doubtful === true) at = at.parent;
  const spots = { reader: mismatch.reader, writer: mismatch.writer };
  if (at.parent?.reader.type.kind === "union") {
    return {
      ruleId: "ambiguous-union-branch",
      severity: "warning",
      message: `${mismatch.message} Whether that happens depends on which branch of a union a library takes: several go by the writer's name.`,
      suggestion: "Give the branches of the reader's union names that differ after the last dot.",
      ...spots,
    };
  }
  return {
    ruleId: "ambiguous-alias",
    severity: "warning",
    message: `${mismatch.message} Whether that happens depends on what a library makes of aliases by which fields claim the same.`,
    suggestion: "Remove the alias that is not meant.",
    ...spots,
  };
}

/** Nothing of a type is ever written. */
export function noValues(place: Obligation): Remark {
  return {
    ruleId: "writer-has-no-values",
    severity: "info",
    message: `${whereOf(place)}: the writer's ${branchName(place.writer.type)} has no values, so there is nothing that the reader could not read.`,
    reader: place.reader,
    writer: place.writer,
  };
}

/** The comparison was given up. */
export function budgetExceeded(place: Obligation): Remark {
  return {
    ruleId: "comparison-budget-exceeded",
    severity: "warning",
    message: `The schemas are too large or too entangled to be compared to the end; the comparison was given up at ${whereOf(place)}.`,
    suggestion: "Split the schema into smaller ones, or make the names within unions differ.",
    reader: place.reader,
    writer: place.writer,
  };
}
