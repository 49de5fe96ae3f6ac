import type { JsonTypeName, JsonValue } from "../../model/json.js";
import type { Schema } from "../../model/schema.js";
import type { Pattern } from "../../patterns/pattern.js";

/**
 * One schema of either side as a list of demands that must all be met. Schemas that say the same share one node, so that
 * two of them contradict each other at sight.
 */
export interface Node {
  readonly id: number;
  readonly parts: readonly Part[];
  /** Whether it has `properties`; under "writers send declared members only" that closes an object. */
  readonly declares: boolean;
  /** What `contains` asks for where items that fit count as evaluated (2020-12 core 10.3.1.3). */
  readonly marks: readonly Node[];
  /** A schema that says this, to name in findings; undefined for what the search put together itself. */
  readonly origin: Schema | undefined;
}

/** One demand. Those about a type hold for every value of another type. */
export type Part =
  | { readonly kind: "types"; readonly types: ReadonlySet<JsonTypeName>; readonly wholeOnly: boolean }
  | { readonly kind: "values"; readonly values: readonly JsonValue[]; readonly keys: ReadonlySet<string> }
  | CombinationPart
  | NumberPart
  | TextPart
  | ObjectPart
  | ArrayPart;

/** Demands about the value by way of other nodes. */
export type CombinationPart =
  | { readonly kind: "all" | "any" | "one"; readonly nodes: readonly Node[] }
  | { readonly kind: "not"; readonly node: Node }
  | { readonly kind: "if"; readonly test: Node; readonly yes: Node | undefined; readonly no: Node | undefined };

/** Demands about numbers. */
export type NumberPart =
  | { readonly kind: "low" | "high"; readonly bound: number; readonly open: boolean }
  | { readonly kind: "divisor"; readonly divisor: number };

/** Demands about texts. `format` is about numbers where its check is; see `formatCheck`. */
export type TextPart =
  | { readonly kind: "shortest" | "longest"; readonly count: number }
  | { readonly kind: "pattern"; readonly pattern: Pattern }
  | { readonly kind: "format"; readonly name: string };

/** Demands about objects. */
export type ObjectPart =
  | { readonly kind: "least-members" | "most-members"; readonly count: number }
  | { readonly kind: "member"; readonly name: string; readonly node: Node }
  | { readonly kind: "pattern-members"; readonly pattern: Pattern; readonly node: Node }
  | {
      readonly kind: "rest-members";
      readonly except: ReadonlySet<string>;
      readonly outside: readonly Pattern[];
      readonly node: Node;
    }
  | { readonly kind: "names"; readonly node: Node }
  | { readonly kind: "required"; readonly name: string }
  | { readonly kind: "needs"; readonly trigger: string; readonly name: string }
  | { readonly kind: "dependent"; readonly trigger: string; readonly node: Node }
  | { readonly kind: "unevaluated-members"; readonly node: Node }
  | { readonly kind: "closed"; readonly names: readonly string[]; readonly patterns: readonly Pattern[] };

/** Demands about arrays. */
export type ArrayPart =
  | { readonly kind: "least-items" | "most-items"; readonly count: number }
  | { readonly kind: "item"; readonly index: number; readonly node: Node }
  | { readonly kind: "rest-items"; readonly from: number; readonly node: Node }
  | { readonly kind: "least-fitting" | "most-fitting"; readonly count: number; readonly node: Node }
  | { readonly kind: "unique" }
  | { readonly kind: "unevaluated-items"; readonly node: Node };

const typesOfParts: Readonly<Partial<Record<Part["kind"], JsonTypeName>>> = {
  low: "number",
  high: "number",
  divisor: "number",
  shortest: "string",
  longest: "string",
  pattern: "string",
  "least-members": "object",
  "most-members": "object",
  member: "object",
  "pattern-members": "object",
  "rest-members": "object",
  names: "object",
  required: "object",
  needs: "object",
  dependent: "object",
  "unevaluated-members": "object",
  closed: "object",
  "least-items": "array",
  "most-items": "array",
  item: "array",
  "rest-items": "array",
  "least-fitting": "array",
  "most-fitting": "array",
  unique: "array",
  "unevaluated-items": "array",
};

/** Whether a value of that type can fail the demand. */
export function concerns(part: Part, type: JsonTypeName): boolean {
  if (part.kind === "format") return type === "string" || type === "number";
  const about = typesOfParts[part.kind];
  return about === undefined || about === type;
}

/** A node demanded to hold or to fail. */
export interface Literal {
  readonly node: Node;
  readonly holds: boolean;
}

/** A demand to be met or to be missed; `owner` is the node it is part of. */
export interface Atom {
  readonly part: Part;
  readonly holds: boolean;
  readonly owner: Node;
}

/** Text that is equal for equal sets of literals. */
export function keyOf(literals: readonly Literal[]): string {
  return [...new Set(literals.map(({ node, holds }) => node.id * 2 + Number(holds)))].sort((a, b) => a - b).join();
}
