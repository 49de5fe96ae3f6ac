import type { JsonValue } from "../model/json.js";
import { depthOfPath, type Failure, tokensOfPath } from "./failure.js";

/**
 * The failures to report, most telling first. Where alternatives failed and one of them was clearly meant (its type and
 * its distinguishing value fit), the reasons of that one come before the statement that none fits.
 */
export function mostTelling(failures: readonly Failure[]): readonly Failure[] {
  if (failures.every(({ branches }) => branches === undefined)) return failures;
  return failures.flatMap((failure) => {
    const { branches } = failure;
    if (branches === undefined) return [failure];
    const meant = meantBranch(failure, branches);
    return meant === undefined ? [failure] : [...mostTelling(meant), failure];
  });
}

/** A place whose value alone decides which alternative is meant, and the values the alternatives expect there. */
export interface Discriminator {
  readonly path: readonly (string | number)[];
  readonly values: readonly JsonValue[];
}

/** The place all alternatives disagree with by value alone, such as an unknown event type; undefined when there is none. */
export function sharedDiscriminator(failure: Failure): Discriminator | undefined {
  const { branches } = failure;
  if (branches === undefined || branches.length < 2) return undefined;
  const [first] = expectedByAll(failure, branches);
  return first === undefined ? undefined : { path: JSON.parse(first[0]) as (string | number)[], values: first[1] };
}

/** Values that are expected, by the place as JSON text. */
type Expected = Map<string, readonly JsonValue[]>;

/** The places every alternative finds a wrong value at, each with what the alternatives expect there. */
function expectedByAll(outer: Failure, branches: readonly (readonly Failure[])[]): Expected {
  const [first = new Map<string, readonly JsonValue[]>(), ...others] = branches.map((branch) =>
    expectedBy(outer, branch),
  );
  const shared: Expected = new Map();
  for (const [path, values] of first) {
    if (!others.every((one) => one.has(path))) continue;
    shared.set(path, [...values, ...others.flatMap((one) => one.get(path) ?? [])]);
  }
  return shared;
}

function expectedBy(outer: Failure, branch: readonly Failure[]): Expected {
  const found: Expected = new Map();
  for (const inner of branch) {
    if (isWrongValue(outer, inner)) {
      const { enum: listed, constant } = inner.schema;
      const values = listed ?? (constant === undefined ? [] : [constant.value]);
      found.set(JSON.stringify(tokensOfPath(inner.path)), values);
    } else if (isNested(outer, inner)) {
      for (const [path, values] of expectedByAll(outer, inner.branches)) found.set(path, values);
    }
  }
  return found;
}

function meantBranch(failure: Failure, branches: readonly (readonly Failure[])[]): readonly Failure[] | undefined {
  const candidates = branches.filter((branch) => !branch.some((inner) => excludes(failure, inner)));
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) return undefined;
  // Several could be meant: the one with fewer objections, provided that no other has as few.
  const [best, next] = [...candidates].sort(byObjections);
  return best !== undefined && next !== undefined && byObjections(best, next) < 0 ? best : undefined;
}

/** Fewer objections first; of equally many, those about what is there before those about what is missing. */
function byObjections(a: readonly Failure[], b: readonly Failure[]): number {
  return a.length - b.length || missingIn(a) - missingIn(b);
}

function missingIn(branch: readonly Failure[]): number {
  return branch.filter(({ keyword }) => keyword === "required").length;
}

/** Whether a failure shows that the alternative was not the one meant. */
function excludes(outer: Failure, inner: Failure): boolean {
  const steps = depthOfPath(inner.path) - depthOfPath(outer.path);
  if (inner.keyword === "type" || inner.keyword === "false") return steps === 0;
  // Alternatives inside an alternative: it was not meant when none of them was.
  if (isNested(outer, inner)) {
    return inner.branches.every((branch) => branch.some((deeper) => excludes(outer, deeper)));
  }
  return isWrongValue(outer, inner);
}

/** Whether a failure inside an alternative is one of further alternatives for the same value. */
function isNested(outer: Failure, inner: Failure): inner is Failure & Required<Pick<Failure, "branches">> {
  return inner.branches !== undefined && depthOfPath(inner.path) === depthOfPath(outer.path);
}

function isWrongValue(outer: Failure, inner: Failure): boolean {
  const steps = depthOfPath(inner.path) - depthOfPath(outer.path);
  if (inner.keyword === "const") return steps <= 1;
  // A one-value enum is how older drafts write const.
  return inner.keyword === "enum" && steps <= 1 && inner.schema.enum?.length === 1;
}
