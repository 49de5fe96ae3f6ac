import type { AvroType } from "./schema-type.js";
import type { ValueStep } from "./smallest-value.js";

/** "The reader's type reads the writer's type" at one place: a step of a proof. */
export interface Obligation {
  readonly reader: AvroType;
  readonly writer: AvroType;
  /** JSON Pointer through types as the Java library writes it: `/fields/0/type/items`; "/" is the root. */
  readonly readerPath: string;
  readonly writerPath: string;
  /** For people: `Order.lines[].price`. */
  readonly where: string;
  readonly parent: Obligation | undefined;
  /** How the writer's value is reached from the parent's; undefined when it is the same value. */
  readonly step: ValueStep | undefined;
  /** Reached only if a library decides an ambiguity in one of several ways. */
  readonly doubtful: boolean;
}

/** What changes from an obligation to one inside it. */
export interface InnerObligation {
  readonly reader: AvroType;
  readonly writer: AvroType;
  readonly readerStep: string;
  readonly writerStep: string;
  readonly nameStep: string;
  readonly step: ValueStep | undefined;
  readonly doubtful?: boolean;
}

/** The obligation about the roots. */
export function rootObligation(reader: AvroType, writer: AvroType): Obligation {
  const where = "name" in reader ? reader.name : "The value";
  return {
    reader,
    writer,
    readerPath: "/",
    writerPath: "/",
    where,
    parent: undefined,
    step: undefined,
    doubtful: false,
  };
}

/** An obligation about parts of the types of another one. */
export function innerObligation(parent: Obligation, inner: InnerObligation): Obligation {
  return {
    reader: inner.reader,
    writer: inner.writer,
    readerPath: joinPath(parent.readerPath, inner.readerStep),
    writerPath: joinPath(parent.writerPath, inner.writerStep),
    where: `${parent.where}${inner.nameStep}`,
    parent,
    step: inner.step,
    doubtful: parent.doubtful || inner.doubtful === true,
  };
}

/** Appends to a path in which "/" is the root. */
export function joinPath(path: string, step: string): string {
  return path === "/" && step !== "" ? step : `${path}${step}`;
}

/** The steps from the root of the writer schema to the place of an obligation. */
export function stepsTo(obligation: Obligation): readonly ValueStep[] {
  const steps: ValueStep[] = [];
  for (let at: Obligation | undefined = obligation; at !== undefined; at = at.parent) {
    if (at.step !== undefined) steps.push(at.step);
  }
  return steps.reverse();
}
