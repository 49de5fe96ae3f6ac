import type { Side } from "../../core/finding.js";
import { isUnknownLike } from "./example-default.js";
import { namesMatch } from "./match-types.js";
import { fieldSpot, type Obligation, type Site, whereOf, wholeReader, wholeWriter } from "./obligation.js";
import { looksRenamed } from "./renamed.js";
import type { Remark } from "./report.js";
import type { Edits, SchemaEditor } from "./schema-editor.js";
import {
  type AvroType,
  describeType,
  type EnumType,
  type FixedType,
  isNamed,
  type NamedType,
  type RecordType,
  unqualified,
} from "./schema-type.js";

/** The kinds of incompatibility that the Java library and Confluent's registry know, by their names there. */
export const mismatchTypes = {
  "name-mismatch": "NAME_MISMATCH",
  "fixed-size-mismatch": "FIXED_SIZE_MISMATCH",
  "missing-enum-symbols": "MISSING_ENUM_SYMBOLS",
  "reader-field-missing-default-value": "READER_FIELD_MISSING_DEFAULT_VALUE",
  "type-mismatch": "TYPE_MISMATCH",
  "missing-union-branch": "MISSING_UNION_BRANCH",
} as const;

/** Stable rule id of an incompatibility. */
export type MismatchRule = keyof typeof mismatchTypes;

/** One reason why a reader cannot read what a writer writes. */
export interface Mismatch extends Remark {
  readonly ruleId: MismatchRule;
}

/** What a schema that can be changed could do about a mismatch. */
interface Remedy {
  readonly suggestion: string;
  readonly repair?: (editor: SchemaEditor) => Edits;
}

type Remedies = Readonly<Record<Side, Remedy>>;

function mismatch(ruleId: MismatchRule, rest: Omit<Mismatch, "ruleId" | "severity">, remedy: Remedy): Mismatch {
  return { ruleId, severity: "error", ...rest, ...remedy };
}

const mostListed = 20;

/** Names in quotes, the first of them where there are many. */
export function listed(names: readonly string[]): string {
  const first = names.slice(0, mostListed).map((name) => `"${name}"`);
  const more = names.length - first.length;
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}

interface Types<Type> {
  readonly reader: Type;
  readonly writer: Type;
}

/** The names differ and no alias joins them. */
export function nameMismatch(place: Obligation, { reader, writer }: Types<NamedType>, side: Side): Mismatch {
  const remedies: Remedies = {
    reader: {
      suggestion: `Give the reader's "${reader.name}" the alias "${writer.name}", or keep the name.`,
      repair: (editor) => editor.addAlias(reader, writer.name) ?? editor.rename(reader, unqualified(writer.name)),
    },
    writer: {
      suggestion: `Keep the name "${reader.name}", which is the one the reader knows.`,
      repair: (editor) => editor.rename(writer, unqualified(reader.name)),
    },
  };
  const message = `${whereOf(place)}: the writer writes the ${writer.kind} "${writer.name}", but the reader only takes "${reader.name}".`;
  const spots = { reader: { base: reader, step: "/name" }, writer: { base: writer, step: "/name" } };
  return mismatch("name-mismatch", { message, ...spots }, remedies[side]);
}

/** Fixed types of different sizes. */
export function sizeMismatch(place: Obligation, { reader, writer }: Types<FixedType>, side: Side): Mismatch {
  const remedies: Remedies = {
    reader: {
      suggestion: `Keep the size of ${writer.size} bytes, or add a new field for the new size.`,
      repair: (editor) => editor.setSize(reader, writer.size),
    },
    writer: {
      suggestion: `Keep the size of ${reader.size} bytes, or add a new field for the new size.`,
      repair: (editor) => editor.setSize(writer, reader.size),
    },
  };
  const message = `${whereOf(place)}: the writer writes ${writer.size} bytes of "${writer.name}", but the reader takes exactly ${reader.size}.`;
  const spots = { reader: { base: reader, step: "/size" }, writer: { base: writer, step: "/size" } };
  return mismatch("fixed-size-mismatch", { message, ...spots }, remedies[side]);
}

/** The writer has symbols that the reader does not know and has no default for. */
export function symbolsMissing(
  place: Obligation,
  { reader, writer, missing }: Types<EnumType> & { missing: readonly string[] },
  side: Side,
): Mismatch {
  const list = listed(missing);
  const unknown = reader.symbols.find(isUnknownLike);
  const remedies: Remedies = {
    reader:
      unknown === undefined
        ? {
            suggestion: `Put ${list} back into the reader's enum, or give the enum a default symbol.`,
            repair: (editor) => editor.addSymbols(reader, missing),
          }
        : {
            suggestion: `Give the reader's enum the default symbol "${unknown}", which is taken for symbols it does not know.`,
            repair: (editor) => editor.setDefaultSymbol(reader, unknown),
          },
    writer: {
      suggestion: `Do not write ${list} before every reader knows ${missing.length === 1 ? "it" : "them"}, or has an enum with a default symbol.`,
      repair: (editor) => editor.removeSymbols(writer, missing),
    },
  };
  const message = `${whereOf(place)}: the writer may write ${list}, which the reader's enum "${reader.name}" does not have.`;
  const spots = { reader: { base: reader, step: "/symbols" }, writer: { base: writer, step: "/symbols" } };
  return mismatch("missing-enum-symbols", { message, ...spots }, remedies[side]);
}

/** The reader wants a field that the writer does not write. */
export function fieldMissing(
  place: Obligation,
  { reader, writer, index }: Types<RecordType> & { index: number },
  side: Side,
): Mismatch {
  const field = reader.fields[index];
  const name = field?.name ?? "";
  const old = formerName(reader, writer, name);
  const remedies: Remedies = {
    reader:
      old === undefined
        ? {
            suggestion: `Give the field "${name}" a default.`,
            repair: (editor) => editor.addDefault(reader, index),
          }
        : {
            suggestion: `Give the field "${name}" the alias "${old}" if that is what it was called, otherwise a default.`,
            repair: (editor) => editor.addFieldAlias(reader, index, old),
          },
    writer: {
      suggestion: `Keep writing the field "${name}", which the reader cannot do without.`,
      repair: (editor) => field && editor.addField(writer, field),
    },
  };
  const message = `${whereOf(place)}: the reader needs the field "${name}", which the writer's "${writer.name}" does not write, and it has no default.`;
  const spots = { reader: fieldSpot(reader, index), writer: { base: writer, step: "/fields" } };
  return mismatch("reader-field-missing-default-value", { message, ...spots }, remedies[side]);
}

/** Above so many fields nobody looks for renamed ones. */
const mostFields = 200;

/** The writer's field that no field of the reader reads and whose name looks like the one that is missing. */
function formerName(reader: RecordType, writer: RecordType, name: string): string | undefined {
  if (reader.fields.length > mostFields || writer.fields.length > mostFields) return undefined;
  const known = new Set(reader.fields.flatMap((field) => [field.name, ...field.aliases]));
  return writer.fields.map((field) => field.name).find((other) => !known.has(other) && looksRenamed(other, name));
}

/** The types have nothing to do with each other. */
export function typeMismatch(place: Obligation, side: Side): Mismatch {
  const reader = place.reader;
  const writer = wholeWriter(place);
  const remedies: Remedies = {
    reader: {
      suggestion: `Keep the type, ${describeType(writer.type)}${unionHint(reader.type, writer.type)}.`,
      repair: (editor) => editor.replaceType(reader, writer),
    },
    writer: dropBranch(place) ?? {
      suggestion: `Keep the type, ${describeType(reader.type)}; the reader takes nothing else.`,
      repair: (editor) => editor.replaceType(writer, reader),
    },
  };
  const message = `${whereOf(place)}: the writer ${may(place)} ${describeType(place.writer.type)}, which a reader of ${describeType(reader.type)} cannot take.`;
  return mismatch("type-mismatch", { message, reader, writer: place.writer }, remedies[side]);
}

/** No branch of the reader's union takes the writer's type. */
export function branchMissing(place: Obligation, side: Side): Mismatch {
  const { reader, writer } = place;
  const what = describeType(writer.type);
  const remedies: Remedies = {
    reader: renamedBranch(reader.type, writer.type) ?? {
      suggestion: `Add ${what} to the reader's union.`,
      repair: (editor) => editor.addBranch(reader, writer.type),
    },
    writer: dropBranch(place) ?? {
      suggestion: `Keep writing what the reader takes, ${describeType(reader.type)}.`,
      repair: (editor) => editor.replaceType(wholeWriter(place), reader),
    },
  };
  const message = `${whereOf(place)}: the writer ${may(place)} ${what}, and no branch of the reader's union takes it.`;
  return mismatch("missing-union-branch", { message, reader, writer }, remedies[side]);
}

function may(place: Obligation): string {
  return wholeWriter(place) === place.writer ? "writes" : "may write";
}

function unionHint(reader: AvroType, writer: AvroType): string {
  return reader.kind === "union" || writer.kind === "union" ? "" : ", or let the reader take both by a union";
}

/** A writer whose union has other branches can do without the one that is not read. */
function dropBranch(place: Obligation): Remedy | undefined {
  const union: Site = wholeWriter(place);
  const { type } = union;
  const step = place.step;
  if (union === place.writer || type.kind !== "union" || type.branches.length < 2 || step?.kind !== "branch") {
    return undefined;
  }
  return {
    suggestion: `Do not write ${describeType(place.writer.type)} before every reader takes it.`,
    repair: (editor) => editor.removeBranch(union, type, step.index),
  };
}

/** The reader's union may have the type under a new name. */
function renamedBranch(reader: AvroType, writer: AvroType): Remedy | undefined {
  if (reader.kind !== "union" || !isNamed(writer)) return undefined;
  const same = reader.branches.filter(isNamed).filter((branch) => branch.kind === writer.kind);
  const [branch] = same;
  if (branch === undefined || same.length > 1) return undefined;
  if (branch.kind === "fixed" && writer.kind === "fixed" && branch.size !== writer.size) {
    if (!namesMatch(branch, writer)) return undefined;
    const { size } = writer;
    return {
      suggestion: `Keep the size of ${size} bytes, or add a new field for the new size.`,
      repair: (editor) => editor.setSize(branch, size),
    };
  }
  if (!looksRenamed(unqualified(branch.name), unqualified(writer.name))) return undefined;
  return {
    suggestion: `Give the reader's "${branch.name}" the alias "${writer.name}" if that is what it was called, otherwise add ${describeType(writer)} to the union.`,
    repair: (editor) => editor.addAlias(branch, writer.name),
  };
}

/** Takes from whole reader and writer what a change of type restores. */
export function restoreType(place: Obligation, side: Side): (editor: SchemaEditor) => Edits {
  const reader = wholeReader(place);
  const writer = wholeWriter(place);
  return (editor) => (side === "reader" ? editor.replaceType(reader, writer) : editor.replaceType(writer, reader));
}
