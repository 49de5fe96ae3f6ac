import type { SchemaChange } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import { diffAttributes, fieldAttributes, typeAttributes } from "./diff-attributes.js";
import { matchFields, promotes } from "./match-types.js";
import { PairMap } from "./pair-map.js";
import { parseSchema } from "./parse-schema.js";
import {
  type AvroType,
  branchName,
  describeType,
  type EnumType,
  isNamed,
  logicalLabel,
  logicalOf,
  type RecordField,
  type RecordType,
  unqualified,
} from "./schema-type.js";

/** Two types that stand at the same place before and after. */
interface Step {
  readonly from: AvroType;
  readonly to: AvroType;
  /** `Order.lines[].price`. */
  readonly path: string;
}

interface Diffing {
  readonly changes: SchemaChange[];
  readonly seen: PairMap<AvroType, AvroType, true>;
}

/**
 * What changed between two schemas, in the order of the later one's text. Fields are matched by name, then by the later field's
 * aliases; branches of unions by full name, then by the name after the last dot. Paths are names: `Order.lines[].price`.
 * @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED when one of the schemas cannot be read.
 */
export function diff(from: SchemaSource, to: SchemaSource): readonly SchemaChange[] {
  const before = parseSchema(from).root;
  const after = parseSchema(to).root;
  const diffing: Diffing = { changes: [], seen: new PairMap() };
  // A stack instead of recursion: types can lead through thousands of others by name.
  const open: Step[] = [{ from: before, to: after, path: "name" in after ? unqualified(after.name) : "(root)" }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (isNew(diffing, step)) open.push(...diffTypes(diffing, step).toReversed());
  }
  return diffing.changes;
}

function isNew(diffing: Diffing, { from, to }: Step): boolean {
  if (diffing.seen.has(from, to)) return false;
  diffing.seen.set(from, to, true);
  return true;
}

/** Notes what differs at the top of two types and answers the parts to look at next. */
function diffTypes(diffing: Diffing, step: Step): readonly Step[] {
  const { from, to, path } = step;
  if (from.kind === "union" || to.kind === "union") return diffUnions(diffing, step);
  if (from.kind !== to.kind) {
    const how = promotes(to, from) ? "was widened" : "changed";
    changed(diffing, path, {
      message: `The type of ${path} ${how} from ${describeType(from)} to ${describeType(to)}.`,
      before: describeType(from),
      after: describeType(to),
    });
    return [];
  }
  diffAttributes(diffing.changes, typeAttributes(from), typeAttributes(to), path);
  diffLogical(diffing, step);
  return diffParts(diffing, step);
}

function diffParts(diffing: Diffing, { from, to, path }: Step): readonly Step[] {
  if (from.kind === "array" && to.kind === "array") return [{ from: from.items, to: to.items, path: `${path}[]` }];
  if (from.kind === "map" && to.kind === "map") return [{ from: from.values, to: to.values, path: `${path}{}` }];
  if (from.kind === "record" && to.kind === "record") return diffRecords(diffing, { from, to, path });
  if (from.kind === "enum" && to.kind === "enum") diffSymbols(diffing, { from, to, path });
  if (from.kind === "fixed" && to.kind === "fixed" && from.size !== to.size) {
    const message = `The size of ${path} changed from ${from.size} to ${to.size} bytes.`;
    changed(diffing, path, { message, before: String(from.size), after: String(to.size) });
  }
  return [];
}

function diffLogical(diffing: Diffing, { from, to, path }: Step): void {
  const before = logicalLabel(logicalOf(from));
  const after = logicalLabel(logicalOf(to));
  if (before === after) return;
  changed(diffing, path, {
    message: `The meaning of ${path} changed from ${before || "a plain value"} to ${after || "a plain value"}.`,
    before,
    after,
  });
}

function diffRecords(
  diffing: Diffing,
  { from, to, path }: { from: RecordType; to: RecordType; path: string },
): readonly Step[] {
  const kept = new Set<number>();
  const next: Step[] = [];
  const positions: number[] = [];
  matchFields(to, from).forEach((match, index) => {
    const field = to.fields[index];
    if (field === undefined) return;
    const at = `${path}.${field.name}`;
    // Where an alias is ambiguous for readers, people still mean the field of the same name.
    const position =
      match.kind === "field" ? match.index : from.fields.findIndex((candidate) => candidate.name === field.name);
    const earlier = from.fields[position];
    if (earlier === undefined || kept.has(position)) {
      diffing.changes.push({
        kind: "added",
        path: at,
        message: `The field "${field.name}" was added${defaultWords(field)}.`,
        before: "",
        after: describeType(field.type),
      });
      return;
    }
    kept.add(position);
    positions.push(position);
    diffField(diffing, { from: earlier, to: field, path: at });
    next.push({ from: earlier.type, to: field.type, path: at });
  });
  from.fields.forEach((field, index) => {
    if (kept.has(index)) return;
    diffing.changes.push({
      kind: "removed",
      path: `${path}.${field.name}`,
      message: `The field "${field.name}" was removed.`,
      before: describeType(field.type),
      after: "",
    });
  });
  if (positions.some((position, index) => position < (positions[index - 1] ?? -1))) {
    changed(diffing, path, {
      message: `The fields of ${path} come in another order.`,
      before: names(from.fields),
      after: names(to.fields),
    });
  }
  return next;
}

function diffField(diffing: Diffing, { from, to, path }: { from: RecordField; to: RecordField; path: string }): void {
  if (from.name !== to.name) {
    changed(diffing, path, {
      message: `The field "${from.name}" was renamed to "${to.name}", with an alias for its old name.`,
      before: from.name,
      after: to.name,
    });
  }
  const before = from.fallback?.normalized ?? "";
  const after = to.fallback?.normalized ?? "";
  if (before !== after) {
    let message = `The default of "${to.name}" changed.`;
    if (before === "") message = `The field "${to.name}" got a default.`;
    else if (after === "") message = `The field "${to.name}" lost its default.`;
    changed(diffing, path, { message, before, after });
  }
  diffAttributes(diffing.changes, fieldAttributes(from), fieldAttributes(to), path);
}

function diffSymbols(diffing: Diffing, { from, to, path }: { from: EnumType; to: EnumType; path: string }): void {
  const earlier = new Set(from.symbols);
  const later = new Set(to.symbols);
  for (const symbol of to.symbols.filter((name) => !earlier.has(name))) {
    diffing.changes.push({
      kind: "added",
      path,
      message: `The symbol "${symbol}" was added to ${path}.`,
      before: "",
      after: symbol,
    });
  }
  for (const symbol of from.symbols.filter((name) => !later.has(name))) {
    diffing.changes.push({
      kind: "removed",
      path,
      message: `The symbol "${symbol}" was removed from ${path}.`,
      before: symbol,
      after: "",
    });
  }
  const before = from.symbols.filter((symbol) => later.has(symbol)).join(", ");
  const after = to.symbols.filter((symbol) => earlier.has(symbol)).join(", ");
  if (before !== after)
    changed(diffing, path, { message: `The symbols of ${path} come in another order.`, before, after });
  if (from.fallback !== to.fallback) {
    changed(diffing, path, {
      message: `The default symbol of ${path} changed.`,
      before: from.fallback ?? "",
      after: to.fallback ?? "",
    });
  }
}

function diffUnions(diffing: Diffing, { from, to, path }: Step): readonly Step[] {
  const before = branchesOf(from);
  const after = branchesOf(to);
  if (from.kind !== "union" || to.kind !== "union") {
    const pair = before.find((branch) => after.some((other) => branchName(other) === branchName(branch)));
    if (pair === undefined) {
      changed(diffing, path, {
        message: `The type of ${path} changed from ${describeType(from)} to ${describeType(to)}.`,
        before: describeType(from),
        after: describeType(to),
      });
      return [];
    }
    const message =
      to.kind === "union"
        ? `${path} became a union: it may now be ${describeType(to)}.`
        : `${path} is no longer a union: it is always ${describeType(to)}.`;
    changed(diffing, path, { message, before: describeType(from), after: describeType(to) });
  }
  return diffBranches(diffing, { before, after, path, silent: from.kind !== to.kind });
}

interface Branches {
  readonly before: readonly AvroType[];
  readonly after: readonly AvroType[];
  readonly path: string;
  /** Whether additions and removals have been told already. */
  readonly silent: boolean;
}

function diffBranches(diffing: Diffing, { before, after, path, silent }: Branches): readonly Step[] {
  const partners = pairBranches(before, after);
  const next = [...partners].map(
    ([to, from]): Step => ({ from, to, path: isNamed(to) ? `${path}<${unqualified(to.name)}>` : path }),
  );
  if (silent) return next;
  const kept = new Set(partners.values());
  for (const branch of after.filter((to) => !partners.has(to))) {
    const words = describeType(branch);
    diffing.changes.push({
      kind: "added",
      path,
      message: `${path} may now also be ${words}.`,
      before: "",
      after: words,
    });
  }
  for (const branch of before.filter((from) => !kept.has(from))) {
    const words = describeType(branch);
    diffing.changes.push({
      kind: "removed",
      path,
      message: `${path} may no longer be ${words}.`,
      before: words,
      after: "",
    });
  }
  const order = before.filter((branch) => kept.has(branch));
  if ([...kept].some((branch, index) => order[index] !== branch)) {
    const message = `The branches of the union at ${path} come in another order.`;
    changed(diffing, path, {
      message,
      before: before.map(branchName).join(", "),
      after: after.map(branchName).join(", "),
    });
  }
  return next;
}

/** The earlier branch for each later one that has one: of the same full name, else by an alias, else of the same unqualified name. */
function pairBranches(before: readonly AvroType[], after: readonly AvroType[]): ReadonlyMap<AvroType, AvroType> {
  const left = new Map(before.map((branch) => [branchName(branch), branch]));
  const found = new Map<AvroType, AvroType>();
  const pair = (to: AvroType, from: AvroType | undefined): void => {
    if (from === undefined || from.kind !== to.kind || found.has(to)) return;
    found.set(to, from);
    left.delete(branchName(from));
  };
  for (const branch of after) pair(branch, left.get(branchName(branch)));
  for (const branch of after.filter(isNamed)) for (const alias of branch.aliases) pair(branch, left.get(alias));
  const short = new Map([...left.values()].filter(isNamed).map((branch) => [unqualified(branch.name), branch]));
  for (const branch of after.filter(isNamed)) {
    const from = short.get(unqualified(branch.name));
    if (from !== undefined && left.has(from.name)) pair(branch, from);
  }
  return new Map(
    after.flatMap((to) => {
      const from = found.get(to);
      return from === undefined ? [] : [[to, from] as const];
    }),
  );
}

function branchesOf(type: AvroType): readonly AvroType[] {
  return type.kind === "union" ? type.branches : [type];
}

function changed(diffing: Diffing, path: string, change: Pick<SchemaChange, "message" | "before" | "after">): void {
  diffing.changes.push({ kind: "changed", path, ...change });
}

function defaultWords(field: RecordField): string {
  return field.fallback === undefined ? " without a default" : ` with the default ${field.fallback.canonical}`;
}

function names(fields: readonly RecordField[]): string {
  return fields.map((field) => field.name).join(", ");
}
