import type { Finding, Severity } from "../../../core/finding.js";
import type { Obstacle } from "../compare/obstacle.js";
import { arrays } from "./arrays.js";
import { limits } from "./limits.js";
import { combinations } from "./combinations.js";
import { contentModel } from "./content-model.js";
import { openAddition } from "./open-addition.js";
import { presence } from "./presence.js";
import { readerPathOf, type Rule, writerPathOf } from "./rule.js";
import { types } from "./types.js";
import { values } from "./values.js";

/** Every family of rules, in the order in which they are asked. */
const rules: readonly Rule[] = [types, values, presence, contentModel, limits, arrays, combinations];

const byKeyword = new Map(rules.flatMap((rule) => rule.keywords.map((keyword) => [keyword, rule] as const)));

/** What to tell about an obstacle. */
export function findingFor(obstacle: Obstacle, severity: Severity): Finding {
  const rule = byKeyword.get(obstacle.keyword) ?? combinations;
  const text = openAddition(obstacle) ?? rule.describe(obstacle);
  return { ...text, severity, readerPath: readerPathOf(obstacle), writerPath: writerPathOf(obstacle) };
}
