import type { Schema } from "../model/schema.js";
import { conjunctionOf } from "./conjunction.js";
import { countFacets } from "./facets.js";
import { itemOf, prefixLength } from "./members.js";
import type { Obstacle } from "./obstacle.js";
import { type Goal, obstacle, type Proving } from "./goal.js";

/** Most items whose schemas are compared one by one. */
const maxIndexes = 60;

/** What of the reader's keywords for arrays is not certain to hold. */
export function arrayObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const { reader, writer } = goal;
  const { least, most } = countFacets(writer, "array");
  if (least > most) return [];
  const found: Obstacle[] = [];
  if (reader.minItems !== undefined && least < reader.minItems) found.push(obstacle(goal, "minItems"));
  if (reader.maxItems !== undefined && most > reader.maxItems && !endsBefore(goal, prover, reader.maxItems)) {
    found.push(obstacle(goal, "maxItems"));
  }
  if (reader.uniqueItems === true && most > 1 && !writer.all.some((one) => one.uniqueItems === true)) {
    found.push(obstacle(goal, "uniqueItems"));
  }
  found.push(...itemObstacles(goal, prover, most), ...containsObstacles(goal, prover));
  if (reader.unevaluatedItems !== undefined && reader.unevaluatedItems.always !== true && most > 0) {
    const covered = conjunctionOf(reader).all.some((one) => one.items !== undefined);
    if (!covered) found.push(obstacle(goal, "unevaluatedItems", { unsupported: true }));
  }
  return found;
}

/** Whether the writer can have no item at that index. */
function endsBefore(goal: Goal, prover: Proving, index: number): boolean {
  return prover.isEmpty(itemOf(goal.writer, index));
}

function itemObstacles(goal: Goal, prover: Proving, most: number): readonly Obstacle[] {
  const { reader, writer } = goal;
  if (reader.items === undefined && reader.prefixItems === undefined) return [];
  const found: Obstacle[] = [];
  const own = reader.prefixItems?.length ?? 0;
  // Beyond the longer of both prefixes every index is like the next.
  const last = Math.min(most - 1, Math.max(own, prefixLength(writer)));
  if (last > maxIndexes) return [obstacle(goal, "prefixItems", { unsupported: true })];
  for (let index = 0; index <= last; index++) {
    const inner = reader.prefixItems?.[index] ?? reader.items;
    if (inner === undefined) break;
    found.push(...itemObstaclesAt(goal, prover, index, inner));
  }
  return found;
}

function itemObstaclesAt(goal: Goal, prover: Proving, index: number, inner: Schema): readonly Obstacle[] {
  const writer = itemOf(goal.writer, index);
  const trail = { up: goal.trail, writer: goal.writer, step: { kind: "item" as const, index } };
  const found = prover.proveInside({ writer, reader: inner, trail });
  if (found.length === 0) return found;
  // An item that cannot be there, or comes after one that cannot, breaks nothing.
  for (let before = 0; before <= index; before++) if (prover.isEmpty(itemOf(goal.writer, before))) return [];
  return found;
}

function containsObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const { reader, writer } = goal;
  const { contains } = reader;
  if (contains === undefined) return [];
  const found: Obstacle[] = [];
  const wanted = reader.minContains ?? 1;
  if (wanted > 0 && !containsEnough(goal, prover, contains, wanted)) found.push(obstacle(goal, "contains"));
  const { maxContains } = reader;
  if (maxContains !== undefined && countFacets(writer, "array").most > maxContains) {
    const bounded = writer.all.some(
      (one) =>
        one.contains !== undefined &&
        one.maxContains !== undefined &&
        one.maxContains <= maxContains &&
        prover.triesInside({ writer: conjunctionOf(contains), reader: one.contains, trail: undefined }),
    );
    if (!bounded) found.push(obstacle(goal, "maxContains"));
  }
  return found;
}

function containsEnough(goal: Goal, prover: Proving, contains: Schema, wanted: number): boolean {
  const { writer } = goal;
  const own = writer.all.some(
    (one) =>
      one.contains !== undefined &&
      (one.minContains ?? 1) >= wanted &&
      prover.triesInside({ writer: conjunctionOf(one.contains), reader: contains, trail: undefined }),
  );
  if (own) return true;
  const { least } = countFacets(writer, "array");
  if (least < wanted || prefixLength(writer) > maxIndexes) return false;
  let certain = 0;
  for (let index = 0; index < Math.min(least, prefixLength(writer) + wanted); index++) {
    if (prover.triesInside({ writer: itemOf(writer, index), reader: contains, trail: undefined })) certain++;
  }
  return certain >= wanted;
}
