import type { AvroType, RecordType } from "./schema-type.js";
import type { ValueStep } from "./smallest-value.js";

/** A place in the texts of a schema: so many steps below where a type is written, or below the root of the main text. */
export interface Spot {
  readonly base: AvroType | undefined;
  /** JSON Pointer from there. */
  readonly step: string;
}

/** A type at the place where a text uses it. */
export interface Site extends Spot {
  readonly type: AvroType;
  /** The field whose type it is, where it is one. */
  readonly field?: { readonly record: RecordType; readonly index: number };
}

/** "The reader's type reads the writer's type" at one place: a step of a proof. */
export interface Obligation {
  readonly reader: Site;
  readonly writer: Site;
  /** Appended to the name of the parent: `.lines`, `[]`, `{}` or nothing. */
  readonly name: string;
  readonly parent: Obligation | undefined;
  /** How the writer's value is reached from the parent's; undefined when it is the same value. */
  readonly step: ValueStep | undefined;
  /** Reached only if a library decides an ambiguity in one of several ways. */
  readonly doubtful: boolean;
}

/** The obligation about the roots. */
export function rootObligation(reader: AvroType, writer: AvroType): Obligation {
  return {
    reader: { type: reader, base: undefined, step: "" },
    writer: { type: writer, base: undefined, step: "" },
    name: "name" in reader ? reader.name : "The value",
    parent: undefined,
    step: undefined,
    doubtful: false,
  };
}

/** Where an obligation is, for people: `Order.lines[].price`. */
export function whereOf(obligation: Obligation): string {
  const names: string[] = [];
  for (let at: Obligation | undefined = obligation; at !== undefined; at = at.parent) names.push(at.name);
  const longest = 300;
  const where = names.reverse().join("");
  return where.length > longest ? `…${where.slice(-longest)}` : where;
}

/** The steps from the root of the writer schema to the place of an obligation. */
export function stepsTo(obligation: Obligation): readonly ValueStep[] {
  const steps: ValueStep[] = [];
  for (let at: Obligation | undefined = obligation; at !== undefined; at = at.parent) {
    if (at.step !== undefined) steps.push(at.step);
  }
  return steps.reverse();
}

/** The writer's whole type at the place: the union, where the obligation is about one of its branches. */
export function wholeWriter({ writer, parent, step, reader }: Obligation): Site {
  return parent !== undefined && step?.kind === "branch" && parent.reader === reader ? parent.writer : writer;
}

/** The reader's whole type at the place: the union, where the obligation is about one of its branches. */
export function wholeReader({ reader, parent, step }: Obligation): Site {
  return parent !== undefined && step === undefined ? parent.reader : reader;
}

/** A part of a record. */
export function fieldSpot(record: RecordType, index: number): Spot {
  return { base: record, step: `/fields/${index}` };
}

/** The type of a field. */
export function fieldSite(record: RecordType, index: number, type: AvroType): Site {
  return { type, base: record, step: `/fields/${index}/type`, field: { record, index } };
}
