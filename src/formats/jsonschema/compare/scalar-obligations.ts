import { isMultipleOf } from "../validation/decimals.js";
import { formatCheck } from "../validation/formats.js";
import type { EvaluateOptions } from "../validation/frame.js";
import { countFacets, isEmptyInterval, type NumberFacets, numberFacets } from "./facets.js";
import { includesLanguage } from "./languages.js";
import type { Obstacle } from "./obstacle.js";
import { type Goal, obstacle } from "./goal.js";

/** What of the reader's keywords for numbers is not certain to hold. */
export function numberObstacles(goal: Goal, options: EvaluateOptions): readonly Obstacle[] {
  const { reader } = goal;
  const facets = numberFacets(goal.writer);
  if (isEmptyInterval(facets)) return [];
  const { multipleOf } = reader;
  const found = boundObstacles(goal, facets);
  if (multipleOf !== undefined && !facets.divisors.some((divisor) => isMultipleOf(divisor, multipleOf))) {
    found.push(obstacle(goal, "multipleOf"));
  }
  return [...found, ...formatObstacles(goal, "number", options)];
}

function boundObstacles(goal: Goal, { low, lowOpen, high, highOpen }: NumberFacets): Obstacle[] {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = goal.reader;
  const found: Obstacle[] = [];
  if (minimum !== undefined && low < minimum) found.push(obstacle(goal, "minimum"));
  if (maximum !== undefined && high > maximum) found.push(obstacle(goal, "maximum"));
  if (above !== undefined && (low < above || (low === above && !lowOpen))) {
    found.push(obstacle(goal, "exclusiveMinimum"));
  }
  if (below !== undefined && (high > below || (high === below && !highOpen))) {
    found.push(obstacle(goal, "exclusiveMaximum"));
  }
  return found;
}

/** What of the reader's keywords for strings is not certain to hold. */
export function stringObstacles(goal: Goal, options: EvaluateOptions): readonly Obstacle[] {
  const { reader, writer } = goal;
  const found: Obstacle[] = [];
  const { least, most } = countFacets(writer, "string");
  if (least > most) return [];
  if (reader.minLength !== undefined && least < reader.minLength) found.push(obstacle(goal, "minLength"));
  if (reader.maxLength !== undefined && most > reader.maxLength) found.push(obstacle(goal, "maxLength"));
  const { pattern } = reader;
  if (pattern !== undefined) {
    const answers = writer.all.map((one) =>
      one.pattern === undefined ? false : includesLanguage(pattern, one.pattern),
    );
    if (!answers.includes(true)) {
      const unsupported = answers.includes(undefined);
      found.push(obstacle(goal, "pattern", unsupported ? { unsupported } : {}));
    }
  }
  return [...found, ...formatObstacles(goal, "string", options)];
}

function formatObstacles(goal: Goal, type: "string" | "number", options: EvaluateOptions): readonly Obstacle[] {
  const { format } = goal.reader;
  if (format === undefined || !options.formats || formatCheck(format)?.type !== type) return [];
  return goal.writer.all.some((one) => one.format === format) ? [] : [obstacle(goal, "format")];
}
