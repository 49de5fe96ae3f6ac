import { shortened } from "../../core/shortened.js";
import type { Side } from "../../core/finding.js";
import { namesMatch, promotes } from "./match-types.js";
import {
  branchMissing,
  fieldMissing,
  type Mismatch,
  mismatchTypes,
  nameMismatch,
  sizeMismatch,
  symbolsMissing,
  typeMismatch,
} from "./mismatch.js";
import { fieldSite, fieldSpot, type Obligation, rootObligation, type Site, whereOf } from "./obligation.js";
import { PairMap } from "./pair-map.js";
import type { Remark, SchemaPair } from "./report.js";
import { type AvroType, isNamed, type NamedType, type RecordType, type UnionType } from "./schema-type.js";
import { Work } from "./work.js";

/** The answer of the rules that the Java library and Confluent's registry judge by. */
export interface RuleVerdict {
  readonly verdict: "compatible" | "incompatible" | "undecided";
  readonly incompatibilities: readonly Incompatibility[];
  /** Why there is no verdict, or why the rules refuse the schemas. */
  readonly remarks: readonly Remark[];
}

/** One entry of the list that Java answers. */
export interface Incompatibility {
  /** `TYPE_MISMATCH` and the like. */
  readonly type: string;
  /** Java's path, `/fields/0/type`; "/" is the root. */
  readonly location: string;
  /** Java's words. */
  readonly detail: string;
  readonly place: Obligation;
  readonly remark: Mismatch;
}

const maxWork = 250_000;
const maxFindings = 100;
const partsPerUnit = 8;
/** Branches without parts are looked at in passing. */
const branchesPerUnit = 64;

/** An incompatibility whose words are put together only if it is shown. */
interface Entry {
  readonly path: RulePath;
  readonly detail: string;
  readonly place: Obligation;
  readonly remark: () => Mismatch;
}

/** What one pair of types came to, in the order in which Java lists it. */
type Found = ReadonlySet<Entry>;
const nothing: Found = new Set();

/** Java's path, from the inside out; undefined is the root. */
type RulePath = { readonly token: string; readonly parent: RulePath } | undefined;

interface Question {
  readonly place: Obligation;
  readonly path: RulePath;
}

/** Judging one pair; asks for the pairs inside it. */
type Judgement = Generator<Question, Found, Found>;

/** Thrown to leave a judgement; never leaves this module. */
class Refusal extends Error {
  constructor(readonly remark: Remark) {
    super("The rules refuse to answer.");
  }
}

/**
 * Judges as Java's `SchemaCompatibility` does, faults included: a pair met again while it is being judged counts as compatible
 * and that is remembered, any branch of a reader's union will do, and a reader field that is an enum with a default symbol
 * but has no default is compared with the writer's record. Logical types and documentation do not count.
 */
export function judgeByRules(schemas: SchemaPair, side: Side): RuleVerdict {
  const root = rootObligation(schemas.reader.root, schemas.writer.root);
  try {
    const found = answer({ place: root, path: undefined }, side);
    const incompatibilities = [...found].map(shown);
    return { verdict: found.size === 0 ? "compatible" : "incompatible", incompatibilities, remarks: [] };
  } catch (caught) {
    if (!(caught instanceof Refusal)) throw caught;
    const { remark } = caught;
    const verdict = remark.severity === "error" ? "incompatible" : "undecided";
    return { verdict, incompatibilities: [], remarks: [remark] };
  }
}

/** Works questions off with a stack of its own: types can lead through thousands of others by name. */
function answer(question: Question, side: Side): Found {
  const known = new PairMap<AvroType, AvroType, Found>();
  const work = new Work(maxWork);
  const stack: { readonly question: Question; readonly judgement: Judgement }[] = [];
  let asked: Question | undefined = question;
  let result: Found = nothing;
  for (;;) {
    if (asked !== undefined) {
      const { reader, writer } = asked.place;
      work.spend(1 / partsPerUnit);
      const before = known.get(reader.type, writer.type);
      if (before === undefined) {
        if (!work.spend(1 + partsOf(reader.type) / branchesPerUnit)) throw new Refusal(tooLarge(asked.place));
        // While it is being judged, it counts as compatible.
        known.set(reader.type, writer.type, nothing);
        stack.push({ question: asked, judgement: judge(asked, side) });
      }
      result = before ?? nothing;
    }
    const top = stack.at(-1);
    if (top === undefined) return result;
    const next = top.judgement.next(result);
    asked = next.done === true ? undefined : next.value;
    if (next.done !== true) continue;
    result = next.value;
    known.set(top.question.place.reader.type, top.question.place.writer.type, result);
    work.spend(result.size / partsPerUnit);
    stack.pop();
  }
}

function partsOf(type: AvroType): number {
  if (type.kind === "record") return type.fields.length;
  return type.kind === "union" ? type.branches.length : 1;
}

/** Whether two types have no parts that would have to be judged, so that the answer needs no memory. */
function isPlain(reader: AvroType, writer: AvroType): boolean {
  if (reader.kind === "union" || writer.kind === "union") return false;
  return reader.kind !== writer.kind || !(reader.kind === "record" || reader.kind === "array" || reader.kind === "map");
}

/** The answer for two plain types, without words. */
function fits(reader: AvroType, writer: AvroType): boolean {
  if (reader.kind !== writer.kind) return promotes(reader, writer);
  if (!isNamed(reader) || !isNamed(writer)) return true;
  if (!namesMatch(reader, writer)) return false;
  if (reader.kind === "fixed" && writer.kind === "fixed") return reader.size === writer.size;
  if (reader.kind !== "enum" || writer.kind !== "enum" || reader.fallback !== undefined) return true;
  const known = new Set(reader.symbols);
  return writer.symbols.every((symbol) => known.has(symbol));
}

function* judge({ place, path }: Question, side: Side): Judgement {
  const reader = place.reader.type;
  const writer = place.writer.type;
  if (writer.kind === "union") return yield* judgeWriterUnion({ place, path }, writer, side);
  if (reader.kind === "union") return yield* judgeReaderUnion({ place, path }, reader, side);
  if (reader.kind === "array" && writer.kind === "array") {
    const sites = { reader: part(reader, "/items", reader.items), writer: part(writer, "/items", writer.items) };
    return yield { place: { ...inside(place, sites), name: "[]", step: { kind: "member" } }, path: at(path, "items") };
  }
  if (reader.kind === "map" && writer.kind === "map") {
    const sites = { reader: part(reader, "/values", reader.values), writer: part(writer, "/values", writer.values) };
    return yield { place: { ...inside(place, sites), name: "{}", step: { kind: "member" } }, path: at(path, "values") };
  }
  if (isNamed(reader) && isNamed(writer) && reader.kind === writer.kind) {
    return yield* judgeNamed({ place, path }, { reader, writer }, side);
  }
  if (reader.kind === writer.kind || promotes(reader, writer)) return nothing;
  const detail = `reader type: ${reader.kind.toUpperCase()} not compatible with writer type: ${writer.kind.toUpperCase()}`;
  return new Set([{ path, detail, place, remark: () => typeMismatch(place, side) }]);
}

function* judgeWriterUnion({ place, path }: Question, writer: UnionType, side: Side): Judgement {
  const isUnion = place.reader.type.kind === "union";
  const merged = new Set<Entry>();
  for (const [index, branch] of writer.branches.entries()) {
    const site = part(writer, `/${index}`, branch);
    const within: Obligation = { ...inside(place, { writer: site }), step: { kind: "branch", index } };
    const token = at(path, String(index));
    // Java starts a path of its own for the branches of two unions.
    const found = yield { place: within, path: isUnion ? undefined : token };
    if (!isUnion) merge(merged, found);
    else if (found.size > 0) merge(merged, [lacking({ place: within, path: token }, side)]);
  }
  return merged;
}

/**
 * Java also remembers the path at which it first met a fault, which shows when two named types meet again elsewhere.
 * In larger unions than this the memory would be worth less than it costs; the verdict does not depend on it.
 */
const mostRemembered = 100;

function* judgeReaderUnion({ place, path }: Question, reader: UnionType, side: Side): Judgement {
  for (const [index, branch] of reader.branches.entries()) {
    if (isPlain(branch, place.writer.type)) {
      if (fits(branch, place.writer.type)) return nothing;
      if (reader.branches.length > mostRemembered || !isNamed(branch) || !isNamed(place.writer.type)) continue;
    }
    const site = part(reader, `/${index}`, branch);
    const found = yield { place: inside(place, { reader: site }), path: undefined };
    if (found.size === 0) return nothing;
  }
  return new Set([lacking({ place, path }, side)]);
}

function lacking({ place, path }: Question, side: Side): Entry {
  const detail = `reader union lacking writer type: ${place.writer.type.kind.toUpperCase()}`;
  return { path, detail, place, remark: () => branchMissing(place, side) };
}

interface Types<Type> {
  readonly reader: Type;
  readonly writer: Type;
}

function* judgeNamed({ place, path }: Question, { reader, writer }: Types<NamedType>, side: Side): Judgement {
  const merged = new Set<Entry>();
  if (!namesMatch(reader, writer)) {
    const detail = `expected: ${writer.name}`;
    const remark = (): Mismatch => nameMismatch(place, { reader, writer }, side);
    merged.add({ path: at(path, "name"), detail, place, remark });
  }
  if (reader.kind === "record" && writer.kind === "record") {
    merge(merged, yield* judgeFields({ place, path }, { reader, writer }, side));
  } else if (reader.kind === "enum" && writer.kind === "enum") {
    const known = new Set(reader.symbols);
    const missing = writer.symbols.filter((symbol) => !known.has(symbol));
    if (missing.length > 0 && reader.fallback === undefined) {
      const detail = `[${clipped(missing.toSorted().join(", "))}]`;
      const remark = (): Mismatch => symbolsMissing(place, { reader, writer, missing }, side);
      merged.add({ path: at(path, "symbols"), detail, place, remark });
    }
  } else if (reader.kind === "fixed" && writer.kind === "fixed" && reader.size !== writer.size) {
    const detail = `expected: ${writer.size}, found: ${reader.size}`;
    const remark = (): Mismatch => sizeMismatch(place, { reader, writer }, side);
    merged.add({ path: at(path, "size"), detail, place, remark });
  }
  return merged;
}

function* judgeFields({ place, path }: Question, { reader, writer }: Types<RecordType>, side: Side): Judgement {
  const indexes = new Map(writer.fields.map((field, index) => [field.name, index]));
  const merged = new Set<Entry>();
  for (const [index, field] of reader.fields.entries()) {
    const matches = [field.name, ...field.aliases].flatMap((name) => indexes.get(name) ?? []);
    if (matches.length > 1) throw new Refusal(ambiguous(place, { reader, writer, index, matches }, side));
    const own = at(at(path, "fields"), String(index));
    const inner = { reader: fieldSite(reader, index, field.type) };
    const remark = (): Mismatch => fieldMissing(place, { reader, writer, index }, side);
    const match = matches[0];
    const written = match === undefined ? undefined : writer.fields[match];
    if (match !== undefined && written !== undefined) {
      const sites = { ...inner, writer: fieldSite(writer, match, written.type) };
      const step = { kind: "field", index: match } as const;
      merge(merged, yield { place: { ...inside(place, sites), name: `.${field.name}`, step }, path: at(own, "type") });
    } else if (field.fallback === undefined && field.type.kind === "enum" && field.type.fallback !== undefined) {
      const found = yield { place: { ...inside(place, inner), name: `.${field.name}` }, path: at(own, "type") };
      merge(
        merged,
        [...found].map((entry) => ({ ...entry, place, remark: () => ({ ...remark(), ruleId: "type-mismatch" }) })),
      );
    } else if (field.fallback === undefined) merge(merged, [{ path: own, detail: field.name, place, remark }]);
  }
  return merged;
}

function clipped(list: string): string {
  const longest = 2000;
  return shortened(list, longest);
}

function merge(into: Set<Entry>, found: Iterable<Entry>): void {
  for (const entry of found) {
    if (into.size >= maxFindings) return;
    into.add(entry);
  }
}

function inside(parent: Obligation, sites: { readonly reader?: Site; readonly writer?: Site }): Obligation {
  const { reader, writer } = parent;
  return { reader, writer, ...sites, name: "", parent, step: undefined, doubtful: false };
}

function part(base: AvroType, step: string, type: AvroType): Site {
  return { type, base, step };
}

function at(parent: RulePath, token: string): RulePath {
  return { token, parent };
}

function shown({ path, detail, place, remark }: Entry): Incompatibility {
  const tokens: string[] = [];
  for (let step = path; step !== undefined; step = step.parent) tokens.push(step.token);
  const made = remark();
  return { type: mismatchTypes[made.ruleId], location: `/${tokens.reverse().join("/")}`, detail, place, remark: made };
}

function ambiguous(
  place: Obligation,
  { reader, writer, index, matches }: Types<RecordType> & { index: number; matches: readonly number[] },
  side: Side,
): Remark {
  const surplus = new Set(matches.slice(1).map((match) => writer.fields[match]?.name ?? ""));
  const names = matches.map((match) => `"${writer.fields[match]?.name ?? ""}"`).join(" and ");
  const name = reader.fields[index]?.name ?? "";
  return {
    ruleId: "ambiguous-alias",
    severity: "error",
    message: `${whereOf(place)}: by its name and aliases the field "${name}" fits ${names} of the writer, which the rules refuse to decide.`,
    ...(side === "reader"
      ? {
          suggestion: `Remove the alias of "${name}" that is not meant.`,
          repair: (editor) => editor.removeFieldAliases(reader, index, surplus),
        }
      : { suggestion: `Do not write both ${names}.` }),
    reader: fieldSpot(reader, index),
    writer: fieldSpot(writer, matches[0] ?? 0),
  };
}

function tooLarge(place: Obligation): Remark {
  return {
    ruleId: "comparison-budget-exceeded",
    severity: "warning",
    message: `The schemas are too large or too entangled to be compared to the end; the rules were given up at ${whereOf(place)}.`,
    suggestion: "Split the schema into smaller ones.",
    reader: place.reader,
    writer: place.writer,
  };
}
