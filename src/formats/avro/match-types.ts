import { sameTypes } from "./same-types.js";
import { type AvroType, type NamedType, type RecordType, type UnionType, unqualified } from "./schema-type.js";

const maxPairedBranches = 500;

/** What each primitive type of a reader takes beside itself. */
const promotions: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["long", new Set(["int"])],
  ["float", new Set(["int", "long"])],
  ["double", new Set(["int", "long", "float"])],
  ["bytes", new Set(["string"])],
  ["string", new Set(["bytes"])],
]);

const lossy: ReadonlySet<string> = new Set(["int>float", "long>float", "long>double"]);

/** Whether a reader takes values of another primitive type (Avro 1.12, "Schema Resolution"). */
export function promotes(reader: AvroType, writer: AvroType): boolean {
  return promotions.get(reader.kind)?.has(writer.kind) === true;
}

/** Whether a promotion may change the number: float holds 24 and double 53 bits exactly. */
export function promotionLoses(reader: AvroType, writer: AvroType): boolean {
  return lossy.has(`${writer.kind}>${reader.kind}`);
}

/** Whether a reader's named type goes by the writer's name: unqualified names agree, or the reader has the writer's full name as alias. */
export function namesMatch(reader: NamedType, writer: NamedType): boolean {
  return unqualified(reader.name) === unqualified(writer.name) || reader.aliases.includes(writer.name);
}

/** Whether two types that are not unions match at the top, without looking into their parts. */
export function typesMatch(reader: AvroType, writer: AvroType): boolean {
  switch (reader.kind) {
    case "record":
      return writer.kind === "record" && namesMatch(reader, writer);
    case "enum":
      return writer.kind === "enum" && namesMatch(reader, writer);
    case "fixed":
      return writer.kind === "fixed" && namesMatch(reader, writer) && reader.size === writer.size;
    default:
      return reader.kind === writer.kind || promotes(reader, writer);
  }
}

/**
 * The branches of a reader's union that libraries may take for a writer's type: the first that matches, as the specification
 * says, and where names or aliases allow it also the first of the same full name, the first of the same unqualified name and
 * the first with a fitting alias, since some libraries prefer those and aliases are optional. More than one means that libraries disagree.
 */
export function candidateBranches(union: UnionType, writer: AvroType): readonly number[] {
  const matching = union.branches.flatMap((branch, index) => (typesMatch(branch, writer) ? [index] : []));
  const first = matching[0];
  if (first === undefined) return [];
  if (writer.kind !== "record" && writer.kind !== "enum" && writer.kind !== "fixed") return [first];
  const preferred = (test: (branch: NamedType) => boolean): readonly number[] =>
    matching
      .filter((index) => {
        const branch = union.branches[index];
        return branch !== undefined && "aliases" in branch && test(branch);
      })
      .slice(0, 1);
  const sameName = preferred((branch) => branch.name === writer.name);
  const byAlias = preferred((branch) => branch.aliases.includes(writer.name));
  const byName = preferred((branch) => unqualified(branch.name) === unqualified(writer.name));
  return [...new Set([first, ...sameName, ...byName, ...byAlias])];
}

/**
 * Whether the branches of two unions are taken by position: equal unions are read as they were written, even where several
 * branches go by one name or an earlier branch would take the values of a later one as well.
 */
export function pairsByPosition(reader: UnionType, writer: UnionType): boolean {
  // Beyond this the search for what matters costs more than the warning that it may prevent.
  if (reader.branches.length !== writer.branches.length || reader.branches.length > maxPairedBranches) return false;
  const matter = writer.branches.some((branch, index) => candidateBranches(reader, branch).join() !== String(index));
  return matter && sameTypes(reader, writer);
}

/** Which writer field a reader field reads. */
type FieldMatch =
  | { readonly kind: "field"; readonly index: number; readonly byAlias: boolean }
  | { readonly kind: "missing" }
  /** Libraries would take different writer fields, or leave one out. */
  | { readonly kind: "ambiguous"; readonly indexes: readonly number[] };

/** For each field of the reader's record the writer's field it reads, by name or by one of the reader field's aliases. */
export function matchFields(reader: RecordType, writer: RecordType): readonly FieldMatch[] {
  const indexes = new Map(writer.fields.map((field, index) => [field.name, index]));
  const claims = reader.fields.map((field) =>
    [...new Set([field.name, ...field.aliases])].flatMap((name) => indexes.get(name) ?? []),
  );
  const claimants = new Map<number, number>();
  for (const index of claims.flat()) claimants.set(index, (claimants.get(index) ?? 0) + 1);
  return claims.map((claimed, position): FieldMatch => {
    const index = claimed[0];
    if (index === undefined) return { kind: "missing" };
    if (claimed.length > 1 || (claimants.get(index) ?? 0) > 1) return { kind: "ambiguous", indexes: claimed };
    return { kind: "field", index, byAlias: writer.fields[index]?.name !== reader.fields[position]?.name };
  });
}
