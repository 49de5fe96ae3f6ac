import type { Finding, SchemaFix, Severity, Side, Witness } from "../../../core/finding.js";
import type { Obstacle } from "../compare/obstacle.js";
import { placesOf } from "../schema-spot.js";
import { arrays } from "./arrays.js";
import { combinations } from "./combinations.js";
import { contentModel } from "./content-model.js";
import type { FixRequest } from "./fix-request.js";
import { limits } from "./limits.js";
import { openAddition } from "./open-addition.js";
import { presence } from "./presence.js";
import { readerFix } from "./reader-fix.js";
import { readerSpotOf, type Rule, writerSpotOf } from "./rule.js";
import { types } from "./types.js";
import { values } from "./values.js";
import { writerFix } from "./writer-fix.js";

/** Every family of rules, in the order in which they are asked. */
const families: readonly Rule[] = [types, values, presence, contentModel, limits, arrays, combinations];

const byKeyword = new Map(families.flatMap((rule) => rule.keywords.map((keyword) => [keyword, rule] as const)));

/** What is known of a comparison when one of its obstacles is told. */
export interface Telling {
  /** Which schema suggestions and fixes speak about. */
  readonly side: Side;
  /** Everything that stands in the way, so that one fix can take care of what belongs together. */
  readonly obstacles: readonly Obstacle[];
  /** The event that proves the obstacle, where one was built for it. */
  readonly witness?: Witness | undefined;
}

/** What to tell about an obstacle. */
export function findingFor(obstacle: Obstacle, severity: Severity, telling: Telling): Finding {
  const rule = byKeyword.get(obstacle.keyword) ?? combinations;
  const { ruleId, message, advice } = openAddition(obstacle) ?? rule.describe(obstacle);
  const { side, witness } = telling;
  const fix = fixFor({ obstacle, side, obstacles: telling.obstacles });
  return {
    ruleId,
    severity,
    ...placesOf(readerSpotOf(obstacle), writerSpotOf(obstacle)),
    message,
    suggestion: advice[side],
    ...(fix !== undefined && { fix }),
    ...(witness !== undefined && { witness }),
  };
}

function fixFor(request: FixRequest): SchemaFix | undefined {
  const edits = request.side === "reader" ? readerFix(request) : writerFix(request);
  return edits === undefined ? undefined : { side: request.side, edits };
}
