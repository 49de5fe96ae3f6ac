import {
  celEnv,
  type CelEnv,
  celError,
  type CelList,
  celList,
  celMap,
  type CelResult,
  type CelValue,
  isCelList,
  isCelMap,
} from "@bufbuild/cel";
import { isReflectList, isReflectMap, isReflectMessage } from "@bufbuild/protobuf/reflect";
import { RE2JS } from "re2js";
import type { ExpressionLanguage } from "./expressions.js";

/**
 * What the expressions of one event may cost in all, in steps: about a call of a function or a turn of a short loop each.
 * Some tens of milliseconds when it is used up, whatever the payload and the expressions are.
 */
const maxSteps = 50_000;

/** Longest text an expression may put together, in characters. */
export const maxTextLength = 4 * 1024 * 1024;

/** Longest text that is read as a whole number; longer ones overflow anyway. */
const maxDigits = 64;

/** Largest automaton of a pattern, in instructions. */
const maxPatternSize = 1000;

/** Counts what expressions cost. */
export class ExpressionMeter {
  #left = 0;
  #partFactor = 1;

  /** How much more than usual a part of an expression costs. */
  get partFactor(): number {
    return this.#partFactor;
  }

  /** Steps that can still be paid. */
  get left(): number {
    return Math.max(0, this.#left);
  }

  /** Whether what was begun cost too much. */
  get exhausted(): boolean {
    return this.#left < 0;
  }

  /** Begins anew, for the next event, with so many steps beside the usual ones. */
  refill(further: number, partFactor: number): void {
    this.#left = maxSteps + further;
    this.#partFactor = partFactor;
  }

  /** Pays for something; false when there is not enough left. */
  pay(steps: number): boolean {
    this.#left = this.#left < 0 ? -1 : this.#left - steps;
    return this.#left >= 0;
  }
}

/**
 * The function that a comprehension's range is passed through with what a turn costs, so that it is paid before it is
 * walked.
 */
export const rangeFunction = "@range";

/** The function that searches a text for a pattern. */
export const matchesFunction = "matches";

/** A pattern that is ready to run, and what searching a text for it costs in steps. */
export interface CompiledPattern {
  readonly pattern: RE2JS;
  readonly cost: (text: string) => number;
}

/** The patterns of expressions by their text, compiled once. They run in time linear in the text (RE2). */
export class ExpressionPatterns {
  readonly #known = new Map<string, CompiledPattern>();

  /** Compiles a pattern, or finds it compiled. @throws Error when it is none, or too large */
  add(text: string): CompiledPattern {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const pattern = RE2JS.compile(text);
    const size = pattern.programSize();
    if (size > maxPatternSize) throw new Error("the pattern is too large; repeat less");
    const compiled = { pattern, cost: (searched: string) => (searched.length * size) / 512 };
    this.#known.set(text, compiled);
    return compiled;
  }

  get(text: string): CompiledPattern | undefined {
    return this.#known.get(text);
  }
}

/**
 * The texts that stand for numbers. The conversions of the library also take empty texts and blanks for 0, and numbers of other
 * bases, and what is none for NaN.
 */
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const numberTexts: Readonly<Record<string, RegExp>> = {
  int: /^[+-]?\d+$/,
  uint: /^\d+$/,
  double: new RegExp(`${decimal.source}|^(?:NaN|[+-]?Infinity)$`),
};

/** Whether something is to be converted to a number that stands for none. */
function isNoNumber(name: string, value: CelValue | undefined): boolean {
  return typeof value === "string" && numberTexts[name]?.test(value) === false;
}

/** What a call costs beside being a call, in steps; looks at no more of the values than `limit` steps are worth. */
type Cost = (values: readonly CelValue[], limit: number) => number;

const costs: Readonly<Record<string, Cost>> = {
  [rangeFunction]: ([range, turn]) => sizeOf(range) * (typeof turn === "number" ? turn : 1),
  // Searching is as long as both together at worst.
  contains: ([text, part]) => (lengthOf(text) * lengthOf(part)) / 4096,
  "@in": ([needle, list], limit) =>
    isContainer(needle)
      ? weightOf(needle, limit) + weightOf(list, limit)
      : isCelList(list)
        ? list.size * (1 + (needle instanceof Uint8Array ? needle.length / 512 : 0))
        : 0,
  "_==_": equalityCost,
  "_!=_": equalityCost,
  "_+_": ([left, right]) =>
    isCelList(left)
      ? copyingCost(left) + copyingCost(right)
      : lengthOf(left) + lengthOf(right) > maxTextLength
        ? Infinity
        : 0,
  size: ([text]) => lengthOf(text) / 64,
  timestamp: ([text]) => (typeof text === "string" ? parsedTimeCost : 0),
  duration: ([text]) => (typeof text === "string" ? parsedTimeCost : 0),
  int: ([text]) => (lengthOf(text) > maxDigits ? Infinity : 0),
  uint: ([text]) => (lengthOf(text) > maxDigits ? Infinity : 0),
};

/** Items of lists that come from messages are made into values one by one. */
function copyingCost(list: CelValue | undefined): number {
  return isCelList(list) ? list.size * (arrays.has(list) ? 1 / 32 : 1) : 0;
}

/** Reading a part of a time in a time zone. */
const zonedTimeCost = 50;

/** Reading a time or span from a text. */
const parsedTimeCost = 10;

/** What every call costs: to be one, and to come to its texts. */
function baseCost(values: readonly CelValue[]): number {
  let cost = 1;
  for (const value of values) cost += lengthOf(value) / 512;
  return cost;
}

/** What calls of a function of CEL cost beside that. */
function costOf(name: string): Cost {
  return costs[name] ?? (name.startsWith("get") ? ([, zone]) => (zone === undefined ? 0 : zonedTimeCost) : () => 0);
}

function equalityCost([left, right]: readonly CelValue[], limit: number): number {
  return isContainer(left) && isContainer(right) ? weightOf(left, limit) + weightOf(right, limit) : 0;
}

/** Length of a text or of bytes, 0 for other values. */
export function lengthOf(value: CelValue | undefined): number {
  return typeof value === "string" || value instanceof Uint8Array ? value.length : 0;
}

function sizeOf(value: CelValue | undefined): number {
  return isCelList(value) || isCelMap(value) ? value.size : 0;
}

function isContainer(value: CelValue | undefined): boolean {
  return isCelList(value) || isCelMap(value) || isReflectMessage(value);
}

/** The values in a value. */
function* membersOf(value: CelValue | undefined): Iterable<CelValue> {
  if (isCelList(value)) yield* value.values();
  if (isCelMap(value)) for (const [, member] of value) yield member;
  if (!isReflectMessage(value)) return;
  for (const field of value.fields) {
    if (!value.isSet(field)) continue;
    const member: unknown = value.get(field);
    yield isReflectList(member) ? celList(member) : isReflectMap(member) ? celMap(member) : (member as CelValue);
  }
}

/** How many values there are in a value, counted up to a limit; texts weigh by their length. */
export function weightOf(value: CelValue | undefined, limit: number): number {
  let weight = 1 + lengthOf(value) / 512;
  // Fields that no type declares are compared as well.
  for (const { data } of isReflectMessage(value) ? (value.getUnknown() ?? []) : []) weight += 1 + data.length / 512;
  for (const member of membersOf(value)) {
    if (weight > limit) break;
    weight += weightOf(member, limit - weight);
  }
  return weight;
}

/** The arrays behind lists that were made here, so that adding to one copies an array instead of walking a chain. */
const arrays = new WeakMap<CelList, readonly CelValue[]>();

/** A list of values that are CEL values already. */
export function listOf(values: readonly CelValue[]): CelList {
  const list = celList(values);
  arrays.set(list, values);
  return list;
}

function concatenated(left: CelList, right: CelList): CelList {
  return listOf((arrays.get(left) ?? [...left]).concat(arrays.get(right) ?? [...right]));
}

/** Thrown and not returned: an error that is returned is a value, with which loops go on. */
const tooCostly = new Error("costs too much");

/** The search of a text for a pattern that was compiled before. */
function searchOf(text: CelValue | undefined, pattern: CelValue | undefined, patterns: ExpressionPatterns) {
  const known = typeof pattern === "string" ? patterns.get(pattern) : undefined;
  if (known === undefined || typeof text !== "string") return undefined;
  return { cost: known.cost(text), run: () => known.pattern.test(text) };
}

/** An environment of CEL whose functions are paid for before they are called. */
export function meteredEnvironment(
  meter: ExpressionMeter,
  patterns: ExpressionPatterns,
  { types, functions = [] }: Pick<ExpressionLanguage, "types" | "functions">,
): CelEnv {
  const funcs = functions.map(({ declaration }) => declaration);
  const env = celEnv({ funcs, ...(types && { registry: types }) });
  const own = new Map(functions.map(({ declaration, cost }) => [declaration.name, cost ?? costOf(declaration.name)]));
  const call = (name: string, values: readonly CelValue[], otherwise: () => CelResult | undefined) => {
    const [first, second] = values;
    const search = name === matchesFunction ? searchOf(first, second, patterns) : undefined;
    const factor = name === rangeFunction ? meter.partFactor : 1;
    const cost = baseCost(values) + (own.get(name) ?? costOf(name))(values, meter.left) * factor + (search?.cost ?? 0);
    if (!meter.pay(cost)) throw tooCostly;
    if (name === rangeFunction && first !== undefined) return first;
    if (name === "_+_" && isCelList(first) && isCelList(second)) return concatenated(first, second);
    return search === undefined ? otherwise() : search.run();
  };
  type Group = NonNullable<ReturnType<CelEnv["funcs"]["find"]>>;
  // The same group, so that everything but calling stays as it is.
  const metered = (name: string, group: Group): Group => {
    const paid: Group["call"] = (id, target, args) =>
      call(name, target === undefined ? args : [target, ...args], () =>
        name === rangeFunction
          ? undefined
          : isNoNumber(name, args[0])
            ? celError("the text is no number", id)
            : group.call(id, target, args),
      );
    return Object.create(group, { call: { value: paid } }) as Group;
  };
  const find: CelEnv["funcs"]["find"] = (name) => {
    const group = env.funcs.find(name === rangeFunction ? "dyn" : name);
    return group && metered(name, group);
  };
  const resolver = Object.create(env.funcs, { find: { value: find } }) as CelEnv["funcs"];
  return Object.create(env, { funcs: { value: resolver } }) as CelEnv;
}
