import type { Finding } from "../../core/finding.js";
import { candidateBranches, matchFields, namesMatch, pairsByPosition, promotes } from "./match-types.js";
import {
  branchMissing,
  fieldMissing,
  type Mismatch,
  nameMismatch,
  sizeMismatch,
  symbolsMissing,
  typeMismatch,
} from "./mismatch.js";
import {
  defaultUsed,
  fieldIgnored,
  findingAt,
  type Note,
  notesOnField,
  notesOnSymbols,
  notesOnTypes,
} from "./notes.js";
import {
  type InnerObligation,
  innerObligation,
  joinPath,
  type Obligation,
  rootObligation,
  stepsTo,
} from "./obligation.js";
import { PairMap } from "./pair-map.js";
import { sameTypes } from "./same-types.js";
import {
  type AvroType,
  branchName,
  type EnumType,
  isNamed,
  type NamedType,
  type ParsedSchema,
  type RecordType,
  type UnionType,
} from "./schema-type.js";
import { isInhabited, type ValueCosts, type ValueStep } from "./smallest-value.js";

/** The most pairs of types looked at, and the most findings kept; what is left over makes the answer undecided. */
const maxPairs = 200_000;
const maxFindings = 500;
const branchesPerPair = 16;

/** What is known about "the reader reads every value of the writer". */
export interface Proof {
  /** Compatible: nothing failed and nothing is in doubt. */
  readonly verdict: "compatible" | "incompatible" | "undecided";
  readonly findings: readonly Finding[];
  /** Shortest first. */
  readonly refutations: readonly Refutation[];
  /** What would refute if every library took the wrong one of several branches; an event has to show it. */
  readonly suspicions: readonly Refutation[];
}

/** A way through the writer schema to values that the reader cannot take, and why it cannot. */
export interface Refutation {
  readonly steps: readonly ValueStep[];
  readonly finding: Finding;
}

interface Search {
  readonly costs: ValueCosts;
  readonly seen: PairMap<AvroType, AvroType, true>;
  /** Breadth first, so that the first refutation is the shortest. */
  readonly open: Obligation[];
  /** Looked at after all others, since a pair that is also reached without doubt is none. */
  readonly doubtful: Obligation[];
  readonly findings: Finding[];
  readonly refutations: Refutation[];
  readonly suspicions: Refutation[];
  pairs: number;
  blocked: boolean;
}

/**
 * Decides by Avro 1.12 "Schema Resolution" whether a reader reads every value that a writer can write. Resolution never
 * goes back on a choice, so the reader reads everything exactly when no pair of types that some value leads to mismatches:
 * recursion ends at pairs seen before, and a mismatch is a refutation because a value leads to it.
 */
export function prove(reader: ParsedSchema, writer: ParsedSchema, costs: ValueCosts): Proof {
  const search: Search = {
    costs,
    seen: new PairMap(),
    open: [],
    doubtful: [],
    findings: [],
    refutations: [],
    suspicions: [],
    pairs: 0,
    blocked: false,
  };
  const root = rootObligation(reader.root, writer.root);
  if (!isInhabited(writer.root, costs)) {
    note(search, root, {
      ruleId: "writer-has-no-values",
      severity: "info",
      message: "The writer's type has no values, so there is nothing that the reader could not read.",
    });
    return { verdict: "compatible", findings: search.findings, refutations: [], suspicions: [] };
  }
  search.open.push(root);
  for (const queue of [search.open, search.doubtful]) {
    for (let at = 0; at < queue.length && search.pairs <= maxPairs; at++) {
      const obligation = queue[at];
      if (obligation !== undefined && isNew(search, obligation)) meet(search, obligation);
    }
  }
  if (search.pairs > maxPairs) {
    search.blocked = true;
    note(search, root, {
      ruleId: "too-large-to-decide",
      severity: "warning",
      message: `The schemas have more than ${maxPairs} pairs of types to compare.`,
      suggestion: "Split the schema into smaller ones.",
    });
  }
  const { findings, refutations, suspicions } = search;
  const verdict = verdictOf(search);
  if (verdict === "undecided" && sameTypes(reader.root, writer.root)) {
    // Nothing is resolved between equal schemas, so what would be ambiguous never comes up.
    return {
      verdict: "compatible",
      findings: findings.filter((finding) => finding.severity === "info"),
      refutations,
      suspicions: [],
    };
  }
  return { verdict, findings, refutations, suspicions };
}

function verdictOf(search: Search): Proof["verdict"] {
  if (search.refutations.length > 0) return "incompatible";
  return search.blocked ? "undecided" : "compatible";
}

function isNew(search: Search, { reader, writer }: Obligation): boolean {
  if (search.seen.has(reader, writer)) return false;
  search.seen.set(reader, writer, true);
  search.pairs++;
  return true;
}

function meet(search: Search, place: Obligation): void {
  const { reader, writer } = place;
  if (writer.kind === "union") meetWriterUnion(search, place, writer);
  else if (reader.kind === "union") meetReaderUnion(search, place, reader);
  else meetPlain(search, place);
}

function meetWriterUnion(search: Search, place: Obligation, writer: UnionType): void {
  const { reader } = place;
  const pairs = reader.kind === "union" && pairsByPosition(reader, writer) ? reader.branches : undefined;
  writer.branches.forEach((branch, index) => {
    const partner = pairs?.[index];
    enter(search, place, {
      reader: partner ?? reader,
      writer: branch,
      readerStep: partner === undefined ? "" : `/${index}`,
      writerStep: `/${index}`,
      nameStep: "",
      step: { kind: "branch", index },
    });
  });
}

function meetReaderUnion(search: Search, place: Obligation, reader: UnionType): void {
  // Looking through a long union is work as well.
  search.pairs += reader.branches.length / branchesPerPair;
  const candidates = candidateBranches(reader, place.writer);
  if (candidates.length === 0) refute(search, place, branchMissing(place.writer, place.where));
  for (const index of candidates) {
    const branch = reader.branches[index];
    if (branch === undefined) continue;
    enter(search, place, {
      reader: branch,
      writer: place.writer,
      readerStep: `/${index}`,
      writerStep: "",
      nameStep: "",
      step: undefined,
      doubtful: candidates.length > 1,
    });
  }
}

function meetPlain(search: Search, place: Obligation): void {
  const { reader, writer, where } = place;
  const step = { kind: "member" } as const;
  if (isNamed(reader) && isNamed(writer) && reader.kind === writer.kind) meetNamed(search, place, { reader, writer });
  else if (reader.kind === "array" && writer.kind === "array") {
    const steps = { readerStep: "/items", writerStep: "/items", nameStep: "[]", step };
    enter(search, place, { reader: reader.items, writer: writer.items, ...steps });
  } else if (reader.kind === "map" && writer.kind === "map") {
    const steps = { readerStep: "/values", writerStep: "/values", nameStep: "{}", step };
    enter(search, place, { reader: reader.values, writer: writer.values, ...steps });
  } else if (reader.kind === writer.kind || promotes(reader, writer)) notes(search, place, notesOnTypes(place));
  else refute(search, place, typeMismatch(reader, writer, where));
}

function meetNamed(search: Search, place: Obligation, pair: { reader: NamedType; writer: NamedType }): void {
  const { reader, writer } = pair;
  if (!namesMatch(reader, writer)) {
    refute(search, place, nameMismatch(reader, writer, place.where));
    return;
  }
  notes(search, place, notesOnTypes(place));
  if (reader.kind === "record" && writer.kind === "record") meetRecords(search, place, { reader, writer });
  else if (reader.kind === "enum" && writer.kind === "enum") meetEnums(search, place, { reader, writer });
  else if (reader.kind === "fixed" && writer.kind === "fixed" && reader.size !== writer.size) {
    refute(search, place, sizeMismatch(reader, writer, place.where));
  }
}

function meetEnums(
  search: Search,
  place: Obligation,
  { reader, writer }: { reader: EnumType; writer: EnumType },
): void {
  notes(search, place, notesOnSymbols(reader, writer, place.where));
  const known = new Set(reader.symbols);
  const missing = writer.symbols.filter((symbol) => !known.has(symbol));
  if (missing.length === 0 || reader.fallback !== undefined) return;
  const index = writer.symbols.indexOf(missing[0] ?? "");
  refute(search, place, symbolsMissing(reader, missing, place.where), { kind: "symbol", index });
}

function meetRecords(
  search: Search,
  place: Obligation,
  { reader, writer }: { reader: RecordType; writer: RecordType },
): void {
  const read = new Set<number>();
  matchFields(reader, writer).forEach((match, index) => {
    const field = reader.fields[index];
    if (field === undefined) return;
    const readerStep = `/fields/${index}`;
    if (match.kind === "ambiguous") {
      search.blocked = true;
      for (const claimed of match.indexes) read.add(claimed);
      const names = match.indexes.map((claimed) => `"${writer.fields[claimed]?.name ?? ""}"`).join(" or ");
      note(search, place, {
        ruleId: "ambiguous-alias",
        severity: "warning",
        message: `${place.where}: by its name and aliases the field "${field.name}" could read ${names} of the writer, which other fields may claim too; libraries decide differently.`,
        suggestion: `Remove the alias that makes "${field.name}" ambiguous.`,
        readerStep,
      });
    } else if (match.kind === "missing") {
      if (field.fallback !== undefined) note(search, place, { ...defaultUsed(field, place.where), readerStep });
      else refute(search, place, { ...fieldMissing(field, writer, place.where), at: readerStep });
    } else {
      read.add(match.index);
      meetFields(search, place, { reader, writer, readerIndex: index, writerIndex: match.index });
    }
  });
  writer.fields.forEach((_field, index) => {
    if (!read.has(index)) note(search, place, fieldIgnored(writer, index, place.where));
  });
}

interface FieldPair {
  readonly reader: RecordType;
  readonly writer: RecordType;
  readonly readerIndex: number;
  readonly writerIndex: number;
}

function meetFields(search: Search, place: Obligation, pair: FieldPair): void {
  const reader = pair.reader.fields[pair.readerIndex];
  const writer = pair.writer.fields[pair.writerIndex];
  if (reader === undefined || writer === undefined) return;
  const readerStep = `/fields/${pair.readerIndex}`;
  const writerStep = `/fields/${pair.writerIndex}`;
  for (const entry of notesOnField(reader, writer, place.where)) {
    note(search, place, {
      ...entry,
      readerStep: `${readerStep}${entry.readerStep ?? ""}`,
      writerStep: `${writerStep}${entry.writerStep ?? ""}`,
    });
  }
  enter(search, place, {
    reader: reader.type,
    writer: writer.type,
    readerStep: `${readerStep}/type`,
    writerStep: `${writerStep}/type`,
    nameStep: `.${reader.name}`,
    step: { kind: "field", index: pair.writerIndex },
  });
}

/** Adds an obligation, unless no value leads to it. */
function enter(search: Search, place: Obligation, inner: InnerObligation): void {
  if (!isInhabited(inner.writer, search.costs)) {
    const message = `${place.where}${inner.nameStep}: the writer's ${branchName(inner.writer)} has no values, so it is never read.`;
    note(search, place, {
      ruleId: "writer-has-no-values",
      severity: "info",
      message,
      readerStep: inner.readerStep,
      writerStep: inner.writerStep,
    });
    return;
  }
  const obligation = innerObligation(place, inner);
  (obligation.doubtful ? search.doubtful : search.open).push(obligation);
}

function refute(search: Search, place: Obligation, mismatch: Mismatch, step?: ValueStep): void {
  const steps = stepsTo(place);
  const refutation: Refutation = {
    steps: step === undefined ? steps : [...steps, step],
    finding: {
      ruleId: mismatch.ruleId,
      severity: "error",
      readerPath: joinPath(place.readerPath, mismatch.at),
      writerPath: place.writerPath,
      message: mismatch.message,
      suggestion: mismatch.suggestion,
    },
  };
  if (!place.doubtful) {
    if (search.refutations.length < maxFindings) search.refutations.push(refutation);
    keep(search, refutation.finding);
    return;
  }
  search.blocked = true;
  if (search.suspicions.length < maxFindings) search.suspicions.push(refutation);
  note(search, place, {
    ruleId: "ambiguous-union-branch",
    severity: "warning",
    message: `${mismatch.message} Whether that happens depends on which branch of a union a library takes: several go by the writer's name.`,
    suggestion: "Give the branches of the reader's union names that differ after the last dot.",
    readerStep: mismatch.at,
  });
}

function notes(search: Search, place: Obligation, list: readonly Note[]): void {
  for (const entry of list) note(search, place, entry);
}

function note(search: Search, place: Obligation, entry: Note): void {
  keep(search, findingAt(place, entry));
}

function keep(search: Search, finding: Finding): void {
  // Errors and doubts always have room: they are what the verdict stands on.
  if (
    search.findings.length < maxFindings ||
    (finding.severity !== "info" && search.findings.length < 2 * maxFindings)
  ) {
    search.findings.push(finding);
  }
}
