import type { Finding } from "../../core/finding.js";
import { promotes } from "./match-types.js";
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
import { joinPath } from "./obligation.js";
import { PairMap } from "./pair-map.js";
import {
  type AvroType,
  describeType,
  type EnumType,
  isNamed,
  type NamedType,
  type ParsedSchema,
  type RecordField,
  type RecordType,
  type UnionType,
  unqualified,
} from "./schema-type.js";

/** The answer of the rules that the Java library and Confluent's registry judge by. */
export interface RuleVerdict {
  readonly verdict: "compatible" | "incompatible" | "undecided";
  /** Errors; each message starts with the name the rule has in Java. */
  readonly findings: readonly Finding[];
}

const maxDepth = 1500;
const maxPairs = 200_000;
const maxFindings = 500;

/** What one pair of types came to; findings are in the order in which Java lists them. */
type Found = ReadonlySet<Finding>;
const nothing: Found = new Set();

interface Judging {
  readonly known: PairMap<AvroType, AvroType, Found | "open">;
  pairs: number;
}

interface RulePlace {
  readonly path: string;
  readonly where: string;
  readonly depth: number;
}

/** Thrown to leave the recursion; never leaves this module. */
class Stop extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super("The rules cannot decide.");
  }
}

/**
 * Judges as Java's `SchemaCompatibility` does, faults included: a pair met again while it is being judged counts as compatible
 * and that is remembered, any branch of a reader's union will do, and a reader field that is an enum with a default symbol
 * but has no default is compared with the writer's record. Logical types and documentation do not count.
 */
export function judgeByRules(reader: ParsedSchema, writer: ParsedSchema): RuleVerdict {
  const where = "name" in reader.root ? reader.root.name : "The value";
  try {
    const found = judge({ known: new PairMap(), pairs: 0 }, [reader.root, writer.root], { path: "/", where, depth: 0 });
    return { verdict: found.size === 0 ? "compatible" : "incompatible", findings: [...found] };
  } catch (caught) {
    if (!(caught instanceof Stop)) throw caught;
    return {
      verdict: caught.findings.some((finding) => finding.severity === "error") ? "incompatible" : "undecided",
      findings: caught.findings,
    };
  }
}

type Pair = readonly [reader: AvroType, writer: AvroType];

function judge(judging: Judging, pair: Pair, place: RulePlace): Found {
  const [reader, writer] = pair;
  const known = judging.known.get(reader, writer);
  if (known !== undefined) return known === "open" ? nothing : known;
  if (place.depth > maxDepth || ++judging.pairs > maxPairs) throw new Stop([tooLarge(place)]);
  judging.known.set(reader, writer, "open");
  const found = judgeNew(judging, pair, place);
  judging.known.set(reader, writer, found);
  return found;
}

function judgeNew(judging: Judging, [reader, writer]: Pair, place: RulePlace): Found {
  if (writer.kind === "union") return judgeWriterUnion(judging, [reader, writer], place);
  if (reader.kind === "union") {
    const fits = reader.branches.some((branch) => judge(judging, [branch, writer], inner(place, "")).size === 0);
    return fits ? nothing : found(place, { ...branchMissing(writer, place.where), detail: lacking(writer) });
  }
  if (reader.kind === "array" && writer.kind === "array")
    return judge(judging, [reader.items, writer.items], inner(place, "/items"));
  if (reader.kind === "map" && writer.kind === "map")
    return judge(judging, [reader.values, writer.values], inner(place, "/values"));
  if (isNamed(reader) && isNamed(writer) && reader.kind === writer.kind)
    return judgeNamed(judging, [reader, writer], place);
  if (reader.kind === writer.kind || promotes(reader, writer)) return nothing;
  const detail = `reader type: ${reader.kind.toUpperCase()} not compatible with writer type: ${writer.kind.toUpperCase()}`;
  return found(place, { ...typeMismatch(reader, writer, place.where), detail });
}

function judgeNamed(judging: Judging, [reader, writer]: readonly [NamedType, NamedType], place: RulePlace): Found {
  const parts = [judgeNames(reader, writer, place)];
  if (reader.kind === "record" && writer.kind === "record")
    parts.push(...judgeFields(judging, [reader, writer], place));
  if (reader.kind === "enum" && writer.kind === "enum") parts.push(judgeSymbols(reader, writer, place));
  if (reader.kind === "fixed" && writer.kind === "fixed" && reader.size !== writer.size) {
    const detail = `expected: ${writer.size}, found: ${reader.size}`;
    parts.push(found(place, { ...sizeMismatch(reader, writer, place.where), detail }));
  }
  return union(parts);
}

function judgeWriterUnion(judging: Judging, [reader, writer]: readonly [AvroType, UnionType], place: RulePlace): Found {
  const parts = writer.branches.map((branch, index) => {
    if (reader.kind !== "union") return judge(judging, [reader, branch], inner(place, `/${index}`));
    if (judge(judging, [reader, branch], inner(place, "")).size === 0) return nothing;
    return found(inner(place, `/${index}`), { ...branchMissing(branch, place.where), detail: lacking(branch) });
  });
  return union(parts);
}

function judgeNames(reader: NamedType, writer: NamedType, place: RulePlace): Found {
  if (unqualified(reader.name) === unqualified(writer.name) || reader.aliases.includes(writer.name)) return nothing;
  return found(place, { ...nameMismatch(reader, writer, place.where), detail: `expected: ${writer.name}` });
}

function judgeSymbols(reader: EnumType, writer: EnumType, place: RulePlace): Found {
  const known = new Set(reader.symbols);
  const missing = writer.symbols.filter((symbol) => !known.has(symbol)).sort();
  if (missing.length === 0 || reader.fallback !== undefined) return nothing;
  return found(place, { ...symbolsMissing(reader, missing, place.where), detail: `[${missing.join(", ")}]` });
}

function judgeFields(
  judging: Judging,
  [reader, writer]: readonly [RecordType, RecordType],
  place: RulePlace,
): readonly Found[] {
  const byName = new Map(writer.fields.map((field) => [field.name, field]));
  return reader.fields.map((field, index) => {
    const at = inner(place, `/fields/${index}`);
    const matches = [field.name, ...field.aliases].flatMap((name) => byName.get(name) ?? []);
    if (matches.length > 1) throw new Stop([ambiguous(field, matches, at)]);
    const within: RulePlace = { ...inner(at, "/type"), where: `${place.where}.${field.name}` };
    const match = matches[0];
    if (match !== undefined) return judge(judging, [field.type, match.type], within);
    if (field.fallback !== undefined) return nothing;
    if (field.type.kind === "enum" && field.type.fallback !== undefined)
      return judge(judging, [field.type, writer], within);
    return found(at, { ...fieldMissing(field, writer, place.where), detail: field.name });
  });
}

function inner(place: RulePlace, step: string): RulePlace {
  return { path: joinPath(place.path, step), where: place.where, depth: place.depth + 1 };
}

function found(place: RulePlace, mismatch: Mismatch & { readonly detail: string }): Found {
  const finding: Finding = {
    ruleId: mismatch.ruleId,
    severity: "error",
    readerPath: joinPath(place.path, mismatch.at),
    writerPath: "",
    message: `${mismatchTypes[mismatch.ruleId]} (${mismatch.detail}): ${mismatch.message}`,
    suggestion: mismatch.suggestion,
  };
  return new Set([finding]);
}

function union(parts: readonly Found[]): Found {
  const merged = new Set<Finding>();
  for (const part of parts) {
    for (const finding of part) if (merged.size < maxFindings) merged.add(finding);
  }
  return merged;
}

function lacking(writer: AvroType): string {
  return `reader union lacking writer type: ${writer.kind.toUpperCase()}`;
}

function ambiguous(field: RecordField, matches: readonly RecordField[], place: RulePlace): Finding {
  const names = matches.map((match) => `"${match.name}"`).join(" and ");
  return {
    ruleId: "ambiguous-alias",
    severity: "error",
    readerPath: place.path,
    writerPath: "",
    message: `${place.where}: by its name and aliases the field "${field.name}" matches ${names} of the writer, which the rules refuse to decide.`,
    suggestion: `Remove the alias that makes "${field.name}" of type ${describeType(field.type)} ambiguous.`,
  };
}

function tooLarge(place: RulePlace): Finding {
  return {
    ruleId: "too-large-to-decide",
    severity: "warning",
    readerPath: place.path,
    writerPath: "",
    message: "The schemas are too large or too deeply nested to compare.",
    suggestion: "Split the schema into smaller ones.",
  };
}
