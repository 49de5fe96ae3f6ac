import type { JsonValue } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { noteAlsoDeclared } from "./also-declared.js";
import type { Failure, PayloadPath } from "./failure.js";
import { tracksEvaluated } from "./tracks-evaluated.js";

/** How to evaluate. */
export interface EvaluateOptions {
  /** Whether `format` can refuse a value. */
  readonly formats: boolean;
  /**
   * Whether objects may hold declared members only: where some schema in force has `properties`, members that nothing
   * in force speaks about are refused. What judges by exclusion, `not` and `if`, takes values as they are. Off unless stated.
   */
  readonly declaredOnly?: boolean;
  /** Whether a missing required member passes when its property states a default. Off unless stated. */
  readonly defaultsFill?: boolean;
  /**
   * Whether what a schema says of an object or array is kept for when alternatives ask it again; see `levelsWithoutRepetition`.
   * Off unless stated, and not for `declaredOnly`.
   */
  readonly remembers?: boolean;
}

/** What a schema said of an object or array. */
export interface Said {
  readonly valid: boolean;
  /** Undefined where nobody asked for reasons. */
  readonly failures: readonly Failure[] | undefined;
}

/** What was said of the objects and arrays inside one value. */
export type Memory = Map<JsonValue, Map<Schema, Said>>;

/** Which members and items of one value were looked at by some keyword (2020-12 core 11). */
interface Evaluated {
  readonly properties: Set<string>;
  readonly items: Set<number>;
  /** Whether any schema in force has `properties`. */
  declares: boolean;
}

/** What a schema is evaluated with, at one place of a value. */
export interface Frame {
  readonly options: EvaluateOptions;
  readonly path: PayloadPath | undefined;
  /** Where reasons go; undefined when only the answer counts. */
  readonly failures: Failure[] | undefined;
  readonly most: number;
  /** Undefined when nobody will ask. */
  readonly evaluated: Evaluated | undefined;
  /** Undefined where nothing is kept. */
  readonly memory: Memory | undefined;
}

function nothing(): Evaluated {
  return { properties: new Set(), items: new Set(), declares: false };
}

/** The frame of a whole value, for its root schema. */
export function firstFrame(
  schema: Schema,
  options: EvaluateOptions,
  failures: Failure[] | undefined,
  most: number,
): Frame {
  if (options.declaredOnly === true) noteAlsoDeclared(schema);
  const evaluated = options.declaredOnly === true || tracksEvaluated(schema) ? nothing() : undefined;
  const memory: Memory | undefined = options.remembers === true ? new Map() : undefined;
  return { options, path: undefined, failures, most, evaluated, memory };
}

/** The frame of a value or schema further in, which starts with nothing looked at. */
export function innerFrame(frame: Frame, path: PayloadPath | undefined, failures: Failure[] | undefined): Frame {
  const { options, most, memory } = frame;
  return { options, path, failures, most, evaluated: frame.evaluated === undefined ? undefined : nothing(), memory };
}

type Detail = Pick<Failure, "property" | "found" | "branches">;

/** Notes why a value does not fit; always false, so that a check may end with it. */
export function fail(frame: Frame, schema: Schema, keyword: string, detail: Detail = {}): false {
  frame.failures?.push({ keyword, schema, path: frame.path, ...detail });
  return false;
}

/** Whether there is nothing more to do after a failure: unless reasons are wanted and there is room for more. */
export function isDone(frame: Frame, valid: boolean): boolean {
  return !valid && (frame.failures === undefined || frame.failures.length >= frame.most);
}

/** The same frame for what only asks whether a value is of some kind: members nobody declares do not make it another. */
export function asTheyAre(frame: Frame): Frame {
  const { options } = frame;
  return options.declaredOnly === true ? { ...frame, options: { ...options, declaredOnly: false } } : frame;
}

/** A step from a value to one inside it. */
export type Below = string | number | Pick<PayloadPath, "token" | "isMapKey">;

/** The step to a member that the schema does not name. */
export function mapKey(name: string): Below {
  return { token: name, isMapKey: true };
}

/** A path with one more step; without a spread, which takes longer than the rest of it. */
export function stepBelow(up: PayloadPath | undefined, at: Below): PayloadPath {
  if (typeof at !== "object") return { up, token: at };
  return at.isMapKey === true ? { up, token: at.token, isMapKey: true } : { up, token: at.token };
}

/** Notes that some keyword looked at a member. */
export function noteProperty({ evaluated }: Frame, name: string): void {
  evaluated?.properties.add(name);
}
