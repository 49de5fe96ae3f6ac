import type { Schema } from "../model/schema.js";
import { extend } from "./conjunction.js";
import type { Obstacle } from "./obstacle.js";
import { type Goal, obstacle, type Proving } from "./goal.js";

/** What of the reader's `allOf`, `anyOf`, `oneOf`, `not` and `if` is not certain to hold. */
export function combinationObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const { reader } = goal;
  const found = (reader.allOf ?? []).flatMap((inner) => prover.prove({ ...goal, reader: inner }));
  if (reader.anyOf !== undefined) found.push(...anyOfObstacles(goal, prover, reader.anyOf));
  if (reader.oneOf !== undefined) found.push(...oneOfObstacles(goal, prover, reader.oneOf));
  if (reader.not !== undefined && !isExcluded(goal, prover, reader.not)) found.push(obstacle(goal, "not"));
  if (reader.if !== undefined) found.push(...conditionObstacles(goal, prover, reader.if));
  return found;
}

function hasEqual(goal: Goal, prover: Proving, keyword: "anyOf" | "oneOf", branches: readonly Schema[]): boolean {
  return goal.writer.all.some((one) => {
    const own = one[keyword];
    return (
      own !== undefined &&
      own.length === branches.length &&
      own.every((inner, at) => {
        const other = branches[at];
        return other !== undefined && prover.equality.areEqual(inner, other);
      })
    );
  });
}

function anyOfObstacles(goal: Goal, prover: Proving, branches: readonly Schema[]): readonly Obstacle[] {
  if (hasEqual(goal, prover, "anyOf", branches)) return [];
  const possible = branches.filter((inner) => !prover.isDisjoint(goal.writer, inner));
  const [only] = possible;
  if (possible.length === 1 && only !== undefined) return prover.prove({ ...goal, reader: only });
  return possible.some((inner) => prover.tries({ ...goal, reader: inner })) ? [] : [obstacle(goal, "anyOf")];
}

function oneOfObstacles(goal: Goal, prover: Proving, branches: readonly Schema[]): readonly Obstacle[] {
  if (hasEqual(goal, prover, "oneOf", branches)) return [];
  const possible = branches.filter((inner) => !prover.isDisjoint(goal.writer, inner));
  const [only] = possible;
  if (possible.length === 1 && only !== undefined) return prover.prove({ ...goal, reader: only });
  return [obstacle(goal, "oneOf")];
}

function isExcluded(goal: Goal, prover: Proving, excluded: Schema): boolean {
  const { none } = goal.writer;
  return (
    none.some((one) => prover.equality.areEqual(one, excluded)) ||
    prover.isDisjoint(goal.writer, excluded) ||
    none.some((one) =>
      prover.tries({
        writer: extend({ ...goal.writer, none: [] }, { foreign: [excluded] }),
        reader: one,
        trail: undefined,
      }),
    )
  );
}

function conditionObstacles(goal: Goal, prover: Proving, condition: Schema): readonly Obstacle[] {
  const { then: yes, else: no } = goal.reader;
  const proveInner = (inner: Schema | undefined): readonly Obstacle[] =>
    inner === undefined ? [] : prover.prove({ ...goal, reader: inner });
  if (prover.tries({ ...goal, reader: condition })) return proveInner(yes);
  if (isExcluded(goal, prover, condition)) return proveInner(no);
  const holding = extend(goal.writer, { foreign: [condition] });
  const failing = extend(goal.writer, { none: [condition] });
  return [
    ...(yes === undefined ? [] : prover.prove({ ...goal, writer: holding, reader: yes })),
    ...(no === undefined ? [] : prover.prove({ ...goal, writer: failing, reader: no })),
  ];
}
