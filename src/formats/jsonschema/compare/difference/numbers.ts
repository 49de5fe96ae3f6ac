import { type Decimal, isMultipleOf, toDecimal } from "../../validation/decimals.js";
import { valueKey } from "../../model/json.js";
import type { Atom } from "./node.js";
import { blockedBy, found, none, type Outcome } from "./outcome.js";

/** Most multiples that are tried one by one. */
const maxMultiples = 4_000;
/** Most digits numbers are brought to a common scale with. */
const maxScale = 700;

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

interface Interval {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
}

/** A number that meets all demands about numbers. */
export function findNumber(atoms: readonly Atom[]): Outcome {
  const interval = intervalOf(atoms);
  if (isEmptyInterval(interval)) return none;
  const accepts = numberCheck(atoms);
  const divisors = atoms.flatMap(({ part, holds }) => (part.kind === "divisor" && holds ? [part.divisor] : []));
  const first = atoms.find(({ part }) => part.kind === "divisor") ?? atoms[0];
  if (divisors.length === 0) return findReal(interval, accepts, first);
  return findMultiple({ divisors, interval, accepts, atoms, first });
}

function intervalOf(atoms: readonly Atom[]): Interval {
  let low: Bound | undefined;
  let high: Bound | undefined;
  for (const { part, holds } of atoms) {
    if (part.kind !== "low" && part.kind !== "high") continue;
    const isLow = (part.kind === "low") === holds;
    const bound: Bound = { value: part.bound, open: part.open === holds };
    if (isLow) low = low === undefined || isTighter(bound, low, 1) ? bound : low;
    else high = high === undefined || isTighter(bound, high, -1) ? bound : high;
  }
  return { low, high };
}

function isTighter(bound: Bound, than: Bound, side: 1 | -1): boolean {
  return bound.value === than.value ? bound.open : bound.value * side > than.value * side;
}

function isEmptyInterval({ low, high }: Interval): boolean {
  if (low === undefined || high === undefined) return false;
  return low.value > high.value || (low.value === high.value && (low.open || high.open));
}

function isInside(value: number, { low, high }: Interval): boolean {
  const aboveLow = low === undefined || (low.open ? value > low.value : value >= low.value);
  return aboveLow && (high === undefined || (high.open ? value < high.value : value <= high.value));
}

/** A check of everything but the interval and the divisors that must divide. */
function numberCheck(atoms: readonly Atom[]): (value: number) => boolean {
  const misses = atoms.flatMap(({ part, holds }) => (part.kind === "divisor" && !holds ? [part.divisor] : []));
  const excluded = new Set<string>();
  for (const { part, holds } of atoms) {
    if (part.kind === "values" && !holds) for (const key of part.keys) excluded.add(key);
  }
  return (value) => !misses.some((divisor) => isMultipleOf(value, divisor)) && !excluded.has(valueKey(value));
}

/** A number from an interval in which there is room, or the only one of a point. */
function findReal(interval: Interval, accepts: (value: number) => boolean, first: Atom | undefined): Outcome {
  const { low, high } = interval;
  if (low !== undefined && low.value === high?.value) return accepts(low.value) ? found(low.value) : none;
  for (const candidate of realCandidates(interval)) {
    const value = candidate === 0 ? 0 : candidate;
    if (Number.isFinite(value) && isInside(value, interval) && accepts(value)) return found(value);
  }
  return blockedBy("multipleOf", first, "no number was found in the interval that is left");
}

function* realCandidates({ low, high }: Interval): Generator<number> {
  const ends = [low?.value, high?.value].filter((value) => value !== undefined);
  yield* [0, 1, ...ends];
  const fractions = [0, 0.5, 0.25, 0.1, 0.3, 0.75, 0.01, 0.001, 0.000_1];
  for (const base of [0, ...ends]) {
    for (let step = 0; step <= 40; step++) {
      for (const fraction of fractions) yield* [base + step + fraction, base - step - fraction];
    }
  }
  if (low !== undefined && high !== undefined) {
    for (const parts of [2, 3, 7, 10, 97]) {
      for (let at = 1; at < parts; at++) yield low.value + ((high.value - low.value) * at) / parts;
    }
  }
  for (let power = 1; power < 300; power += 7) yield* [10 ** power, -(10 ** power), 10 ** -power, -(10 ** -power)];
}

interface MultipleProblem {
  readonly divisors: readonly number[];
  readonly interval: Interval;
  readonly accepts: (value: number) => boolean;
  readonly atoms: readonly Atom[];
  readonly first: Atom | undefined;
}

/** A multiple of all divisors, nearest to zero first. All reckoning is in whole units of one decimal scale. */
function findMultiple({ divisors, interval, accepts, atoms, first }: MultipleProblem): Outcome {
  const missed = atoms.flatMap(({ part, holds }) => (part.kind === "divisor" && !holds ? [part.divisor] : []));
  const stated = [...divisors, ...missed, interval.low?.value, interval.high?.value].filter((one) => one !== undefined);
  const decimals = stated.map(toDecimal);
  const scale = Math.max(0, ...decimals.map(({ exponent }) => -exponent));
  const largest = Math.max(0, ...decimals.map(({ exponent }) => exponent));
  if (scale + largest > maxScale) return blockedBy("multipleOf", first, "the numbers are too far apart");
  const units = (value: number): bigint => toUnits(toDecimal(value), scale);
  const step = divisors.map(units).reduce(leastCommonMultiple, 1n);
  if (missed.some((divisor) => step % units(divisor) === 0n)) return none;
  const from =
    interval.low === undefined ? undefined : firstMultiple(units(interval.low.value), step, interval.low.open);
  const to =
    interval.high === undefined ? undefined : lastMultiple(units(interval.high.value), step, interval.high.open);
  if (from !== undefined && to !== undefined && from > to) return none;
  let complete = true;
  let tried = 0;
  for (const factor of nearest(from, to)) {
    if (++tried > maxMultiples) {
      complete = false;
      break;
    }
    const value = toNumber(factor * step, scale);
    if (value === undefined) complete = false;
    else if (accepts(value)) return found(value);
  }
  return complete ? none : blockedBy("multipleOf", first, "too many multiples would have to be tried");
}

/** Whole numbers of a range, nearest to zero first; endless where the range is. */
function* nearest(from: bigint | undefined, to: bigint | undefined): Generator<bigint> {
  let start = 0n;
  if (from !== undefined && from > 0n) start = from;
  else if (to !== undefined && to < 0n) start = to;
  yield start;
  for (let away = 1n; ; away++) {
    const above = to === undefined || start + away <= to;
    const below = from === undefined || start - away >= from;
    if (above) yield start + away;
    if (below) yield start - away;
    if (!above && !below) return;
  }
}

function toUnits({ digits, exponent }: Decimal, scale: number): bigint {
  return digits * 10n ** BigInt(exponent + scale);
}

/** The number with that many units; undefined where there is no such double. */
function toNumber(units: bigint, scale: number): number | undefined {
  const value = Number(`${units}e-${scale}`);
  if (!Number.isFinite(value)) return undefined;
  const decimal = toDecimal(value);
  const exponent = Math.min(decimal.exponent, -scale);
  const same = decimal.digits * 10n ** BigInt(decimal.exponent - exponent) === units * 10n ** BigInt(-scale - exponent);
  return same ? value : undefined;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b];
  while (right !== 0n) [left, right] = [right, left % right];
  return left;
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestCommonDivisor(a, b)) * b;
}

/** How many times `step` the first multiple of it is that is not below `bound`, or above it. */
function firstMultiple(bound: bigint, step: bigint, open: boolean): bigint {
  const quotient = bound / step;
  const remainder = bound % step;
  if (remainder === 0n) return open ? quotient + 1n : quotient;
  return bound > 0n ? quotient + 1n : quotient;
}

function lastMultiple(bound: bigint, step: bigint, open: boolean): bigint {
  return -firstMultiple(-bound, step, open);
}
