import type { Side } from "../../core/finding.js";
import { EqualTypes } from "./equal-types.js";
import { candidateBranches, matchFields, namesMatch, promotes } from "./match-types.js";
import {
  branchMissing,
  fieldMissing,
  type Mismatch,
  nameMismatch,
  sizeMismatch,
  symbolsMissing,
  typeMismatch,
} from "./mismatch.js";
import { ambiguousAlias, budgetExceeded, mismatchInDoubt, noValues, sharedField } from "./doubts.js";
import { defaultUsed, fieldIgnored, notesOnField, notesOnSymbols, notesOnTypes } from "./notes.js";
import { fieldSite, type Obligation, rootObligation, type Site, stepsTo } from "./obligation.js";
import { PairMap } from "./pair-map.js";
import type { Remark, SchemaPair } from "./report.js";
import {
  type AvroType,
  type EnumType,
  isNamed,
  type NamedType,
  type RecordType,
  type UnionType,
} from "./schema-type.js";
import { isInhabited, type ValueCosts, type ValueStep } from "./smallest-value.js";
import { Work } from "./work.js";

/** Units of work spent on one proof, and the most remarks kept; what is left over makes the answer undecided. */
const maxWork = 300_000;
const maxRemarks = 500;
/** Looking at so many fields or branches, or at so many pairs again, is one unit. */
const partsPerUnit = 8;

/** What is known about "the reader reads every value of the writer". */
export interface Proof {
  /** Compatible: nothing failed and nothing is in doubt. Incompatible has still to be shown by an event. */
  readonly verdict: "compatible" | "incompatible" | "undecided";
  readonly remarks: readonly PlacedRemark[];
  /** Shortest way first. */
  readonly failures: readonly Failure[];
  /** What would fail if every library took the wrong one of several ways; an event has to show it. */
  readonly suspicions: readonly Failure[];
  /** Which types of the schemas were found to be equal. */
  readonly equal: EqualTypes;
}

/** A remark and the place it is about. */
export interface PlacedRemark {
  readonly remark: Remark;
  readonly place: Obligation;
}

/** A way through the writer schema to values that the reader cannot take, and why it cannot. */
export interface Failure {
  readonly place: Obligation;
  readonly steps: readonly ValueStep[];
  readonly remark: Mismatch;
}

interface Search {
  readonly side: Side;
  readonly costs: ValueCosts;
  readonly work: Work;
  readonly equal: EqualTypes;
  readonly seen: PairMap<AvroType, AvroType, true>;
  readonly seenInDoubt: PairMap<AvroType, AvroType, true>;
  /** Breadth first, so that the first failure is the shortest. */
  readonly open: Obligation[];
  /** Looked at after all others, since a pair that is also reached without doubt is none. */
  readonly doubtful: Obligation[];
  readonly remarks: PlacedRemark[];
  readonly failures: Failure[];
  readonly suspicions: Failure[];
  /** Whether libraries may read a value differently, or not at all. */
  isAmbiguous: boolean;
  isInDoubt: boolean;
}

/**
 * Decides by Avro 1.12 "Schema Resolution" whether a reader reads every value that a writer can write. Resolution never
 * goes back on a choice, so the reader reads everything exactly when no pair of types that some value leads to mismatches:
 * recursion ends at pairs seen before, and a mismatch is a refutation because a value leads to it.
 */
export function prove(schemas: SchemaPair, costs: ValueCosts, side: Side): Proof {
  const work = new Work(maxWork);
  const search: Search = {
    side,
    costs,
    work,
    equal: new EqualTypes(work),
    seen: new PairMap(),
    seenInDoubt: new PairMap(),
    open: [],
    doubtful: [],
    remarks: [],
    failures: [],
    suspicions: [],
    isAmbiguous: false,
    isInDoubt: false,
  };
  const { equal, remarks, failures, suspicions } = search;
  const root = rootObligation(schemas.reader.root, schemas.writer.root);
  if (!isInhabited(schemas.writer.root, costs)) {
    remark(search, root, noValues(root));
    return { verdict: "compatible", remarks, failures, suspicions, equal };
  }
  search.open.push(root);
  for (const queue of [search.open, search.doubtful]) {
    for (const place of queue) {
      if (queue === search.doubtful && search.seen.has(place.reader.type, place.writer.type)) continue;
      if (!work.spend(1)) {
        search.isInDoubt = true;
        remark(search, place, budgetExceeded(place));
        break;
      }
      meet(search, place);
    }
  }
  if (failures.length > 0) return { verdict: "incompatible", remarks, failures, suspicions, equal };
  if ((search.isInDoubt || search.isAmbiguous) && equal.equal(schemas.reader.root, schemas.writer.root)) {
    // Nothing is resolved between equal schemas, so what would be ambiguous never comes up.
    const calm = remarks.filter(
      ({ remark: { ruleId } }) => ruleId === "doc-changed" || ruleId === "writer-has-no-values",
    );
    return { verdict: "compatible", remarks: calm, failures, suspicions: [], equal };
  }
  return { verdict: search.isInDoubt ? "undecided" : "compatible", remarks, failures, suspicions, equal };
}

function meet(search: Search, place: Obligation): void {
  const reader = place.reader.type;
  const writer = place.writer.type;
  if (writer.kind === "union") meetWriterUnion(search, place, writer);
  else if (reader.kind === "union") meetReaderUnion(search, place, reader);
  else meetPlain(search, place);
}

function meetWriterUnion(search: Search, place: Obligation, writer: UnionType): void {
  const { reader } = place;
  const union = reader.type;
  // Between equal unions nothing is resolved: each branch is read as itself.
  const pairs = union.kind === "union" && search.equal.equal(union, writer) ? union.branches : undefined;
  writer.branches.forEach((branch, index) => {
    const partner = pairs?.[index];
    enter(search, place, {
      reader: partner === undefined ? reader : { type: partner, base: union, step: `/${index}` },
      writer: { type: branch, base: writer, step: `/${index}` },
      name: "",
      step: { kind: "branch", index },
    });
  });
}

function meetReaderUnion(search: Search, place: Obligation, reader: UnionType): void {
  const candidates = candidateBranches(reader, place.writer.type);
  if (candidates.length === 0) refute(search, place, () => branchMissing(place, search.side));
  for (const index of candidates) {
    const branch = reader.branches[index];
    if (branch === undefined) continue;
    enter(search, place, {
      reader: { type: branch, base: reader, step: `/${index}` },
      writer: place.writer,
      name: "",
      step: undefined,
      doubtful: candidates.length > 1,
    });
  }
}

function meetPlain(search: Search, place: Obligation): void {
  const reader = place.reader.type;
  const writer = place.writer.type;
  if (isNamed(reader) && isNamed(writer) && reader.kind === writer.kind) {
    meetNamed(search, place, { reader, writer });
  } else if (reader.kind === "array" && writer.kind === "array") {
    enter(search, place, {
      reader: { type: reader.items, base: reader, step: "/items" },
      writer: { type: writer.items, base: writer, step: "/items" },
      name: "[]",
      step: { kind: "member" },
    });
  } else if (reader.kind === "map" && writer.kind === "map") {
    enter(search, place, {
      reader: { type: reader.values, base: reader, step: "/values" },
      writer: { type: writer.values, base: writer, step: "/values" },
      name: "{}",
      step: { kind: "member" },
    });
  } else if (reader.kind === writer.kind || promotes(reader, writer)) {
    remarkAll(search, place, () => notesOnTypes(place, search.side));
  } else refute(search, place, () => typeMismatch(place, search.side));
}

interface Pair<Type> {
  readonly reader: Type;
  readonly writer: Type;
}

function meetNamed(search: Search, place: Obligation, { reader, writer }: Pair<NamedType>): void {
  if (!namesMatch(reader, writer)) {
    refute(search, place, () => nameMismatch(place, { reader, writer }, search.side));
    return;
  }
  remarkAll(search, place, () => notesOnTypes(place, search.side));
  if (reader.kind === "record" && writer.kind === "record") meetRecords(search, place, { reader, writer });
  else if (reader.kind === "enum" && writer.kind === "enum") meetEnums(search, place, { reader, writer });
  else if (reader.kind === "fixed" && writer.kind === "fixed" && reader.size !== writer.size) {
    refute(search, place, () => sizeMismatch(place, { reader, writer }, search.side));
  }
}

function meetEnums(search: Search, place: Obligation, { reader, writer }: Pair<EnumType>): void {
  search.work.spend((reader.symbols.length + writer.symbols.length) / partsPerUnit);
  remarkAll(search, place, () => notesOnSymbols(place, { reader, writer }));
  const known = new Set(reader.symbols);
  const missing = writer.symbols.filter((symbol) => !known.has(symbol));
  if (missing.length === 0 || reader.fallback !== undefined) return;
  const index = writer.symbols.indexOf(missing[0] ?? "");
  refute(search, place, () => symbolsMissing(place, { reader, writer, missing }, search.side), {
    kind: "symbol",
    index,
  });
}

function meetRecords(search: Search, place: Obligation, { reader, writer }: Pair<RecordType>): void {
  search.work.spend((reader.fields.length + writer.fields.length) / partsPerUnit);
  const read = new Set<number>();
  for (const [index, match] of matchFields(reader, writer).entries()) {
    if (match.kind === "several") {
      search.isInDoubt = true;
      remark(search, place, ambiguousAlias(place, { reader, writer, index, indexes: match.indexes }, search.side));
      for (const claimed of match.indexes) {
        read.add(claimed);
        enterField(search, place, { reader, writer, readerIndex: index, writerIndex: claimed, doubtful: true });
      }
    } else if (match.kind === "missing") meetMissing(search, place, { reader, writer, index });
    else {
      read.add(match.index);
      const pair = { reader, writer, readerIndex: index, writerIndex: match.index, doubtful: match.kind === "shared" };
      if (pair.doubtful) {
        search.isAmbiguous = true;
        search.isInDoubt ||= reader.fields[index]?.fallback === undefined;
        remark(search, place, sharedField(place, pair, search.side));
      }
      enterField(search, place, pair);
    }
  }
  writer.fields.forEach((_field, index) => {
    if (!read.has(index)) remarkAll(search, place, () => [fieldIgnored(place, writer, index)]);
  });
}

function meetMissing(
  search: Search,
  place: Obligation,
  { reader, writer, index }: Pair<RecordType> & { index: number },
): void {
  if (reader.fields[index]?.fallback !== undefined) remarkAll(search, place, () => [defaultUsed(place, reader, index)]);
  else refute(search, place, () => fieldMissing(place, { reader, writer, index }, search.side));
}

/** A field of the reader and the writer's field that it reads. */
interface FieldPair extends Pair<RecordType> {
  readonly readerIndex: number;
  readonly writerIndex: number;
  readonly doubtful?: boolean;
}

function enterField(search: Search, place: Obligation, pair: FieldPair): void {
  const reader = pair.reader.fields[pair.readerIndex];
  const writer = pair.writer.fields[pair.writerIndex];
  if (reader === undefined || writer === undefined) return;
  const { doubtful = false } = pair;
  if (!doubtful) {
    remarkAll(search, place, () =>
      notesOnField(place, {
        reader: { record: pair.reader, index: pair.readerIndex, field: reader },
        writer: { record: pair.writer, index: pair.writerIndex, field: writer },
      }),
    );
  }
  enter(search, place, {
    reader: fieldSite(pair.reader, pair.readerIndex, reader.type),
    writer: fieldSite(pair.writer, pair.writerIndex, writer.type),
    name: `.${reader.name}`,
    step: { kind: "field", index: pair.writerIndex },
    doubtful,
  });
}

/** What changes from an obligation to one inside it. */
interface Inner {
  readonly reader: Site;
  readonly writer: Site;
  readonly name: string;
  readonly step: ValueStep | undefined;
  readonly doubtful?: boolean;
}

/** Adds an obligation, unless no value leads to it or it was met before. */
function enter(search: Search, place: Obligation, inner: Inner): void {
  const doubtful = place.doubtful || inner.doubtful === true;
  const obligation: Obligation = { ...inner, parent: place, doubtful };
  if (!isInhabited(inner.writer.type, search.costs)) {
    remark(search, place, noValues(obligation));
    return;
  }
  search.work.spend(1 / partsPerUnit);
  const seen = doubtful ? search.seenInDoubt : search.seen;
  if (search.seen.has(inner.reader.type, inner.writer.type) || seen.has(inner.reader.type, inner.writer.type)) return;
  seen.set(inner.reader.type, inner.writer.type, true);
  (doubtful ? search.doubtful : search.open).push(obligation);
}

function refute(search: Search, place: Obligation, mismatch: () => Mismatch, step?: ValueStep): void {
  search.isInDoubt ||= place.doubtful;
  const failures = place.doubtful ? search.suspicions : search.failures;
  // Words cost more than the search; nobody reads more of them.
  if (failures.length >= maxRemarks) return;
  const steps = stepsTo(place);
  const said = mismatch();
  failures.push({ place, steps: step === undefined ? steps : [...steps, step], remark: said });
  if (place.doubtful) remark(search, place, mismatchInDoubt(place, said));
}

function remarkAll(search: Search, place: Obligation, remarks: () => readonly Remark[]): void {
  if (search.remarks.length >= 2 * maxRemarks) return;
  for (const entry of remarks()) remark(search, place, entry);
}

function remark(search: Search, place: Obligation, entry: Remark): void {
  // Doubts have more room: they are what the verdict stands on.
  const room = entry.severity === "info" ? maxRemarks : 2 * maxRemarks;
  if (search.remarks.length < room || entry.ruleId === "comparison-budget-exceeded") {
    search.remarks.push({ remark: entry, place });
  }
}
