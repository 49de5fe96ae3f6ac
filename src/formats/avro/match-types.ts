import { type AvroType, isNamed, type NamedType, type RecordType, type UnionType, unqualified } from "./schema-type.js";

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
  const index = indexOf(union);
  if (!isNamed(writer)) return index.byKind.get(writer.kind) ?? [];
  const fits = (at: number): boolean => {
    const branch = union.branches[at];
    return branch?.kind !== "fixed" || writer.kind !== "fixed" || branch.size === writer.size;
  };
  const bySameName = index.byName.get(branchKey(writer, writer.name))?.find(fits);
  const byPlainName = index.byPlainName.get(branchKey(writer, unqualified(writer.name)))?.find(fits);
  const byAlias = index.byAlias.get(branchKey(writer, writer.name))?.find(fits);
  const first = Math.min(byPlainName ?? Number.POSITIVE_INFINITY, byAlias ?? Number.POSITIVE_INFINITY);
  const firsts = [first, bySameName, byPlainName, byAlias];
  return [...new Set(firsts)].filter((at): at is number => at !== undefined && Number.isFinite(at));
}

/** The branches of a union, found without looking through all of them. */
interface UnionIndex {
  /** By the kind of a writer's type without a name: the first branch that takes it. */
  readonly byKind: ReadonlyMap<string, readonly number[]>;
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly byPlainName: ReadonlyMap<string, readonly number[]>;
  readonly byAlias: ReadonlyMap<string, readonly number[]>;
}

const indexes = new WeakMap<UnionType, UnionIndex>();

function indexOf(union: UnionType): UnionIndex {
  const known = indexes.get(union);
  if (known !== undefined) return known;
  const byKind = new Map<string, number[]>();
  const byName = new Map<string, number[]>();
  const byPlainName = new Map<string, number[]>();
  const byAlias = new Map<string, number[]>();
  union.branches.forEach((branch, at) => {
    if (isNamed(branch)) {
      add(byName, branchKey(branch, branch.name), at);
      add(byPlainName, branchKey(branch, unqualified(branch.name)), at);
      for (const alias of branch.aliases) add(byAlias, branchKey(branch, alias), at);
      return;
    }
    for (const kind of [branch.kind, ...(promotions.get(branch.kind) ?? [])]) {
      if (!byKind.has(kind)) byKind.set(kind, [at]);
    }
  });
  const built = { byKind, byName, byPlainName, byAlias };
  indexes.set(union, built);
  return built;
}

function add(lists: Map<string, number[]>, key: string, at: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [at]);
  else list.push(at);
}

function branchKey(type: NamedType, name: string): string {
  return `${type.kind} ${name}`;
}

/** Which writer field a reader field reads. */
type FieldMatch =
  | { readonly kind: "field"; readonly index: number }
  | { readonly kind: "missing" }
  /** The writer's field goes to several fields of the reader by their aliases; some libraries give it to one of them only. */
  | { readonly kind: "shared"; readonly index: number }
  /** The name and aliases fit several fields of the writer; libraries take one of them or refuse the schemas. */
  | { readonly kind: "several"; readonly indexes: readonly number[] };

/** For each field of the reader's record the writer's field it reads, by name or by one of the reader field's aliases. */
export function matchFields(reader: RecordType, writer: RecordType): readonly FieldMatch[] {
  const indexes = new Map(writer.fields.map((field, index) => [field.name, index]));
  const claims = reader.fields.map((field) =>
    [...new Set([field.name, ...field.aliases])].flatMap((name) => indexes.get(name) ?? []),
  );
  const claimants = new Map<number, number>();
  for (const index of claims.flat()) claimants.set(index, (claimants.get(index) ?? 0) + 1);
  return claims.map((claimed): FieldMatch => {
    const index = claimed[0];
    if (index === undefined) return { kind: "missing" };
    if (claimed.length > 1) return { kind: "several", indexes: claimed };
    return { kind: (claimants.get(index) ?? 0) > 1 ? "shared" : "field", index };
  });
}
