import { shortened } from "../core/shortened.js";
import type { RecipeStep } from "../transform/recipe-step.js";

const most = 60;

function short(text: string): string {
  return shortened(text, most);
}

/** A step in plain words. */
export function describeStep(step: RecipeStep): string {
  switch (step.kind) {
    case "rename":
      return `rename ${step.path} to ${step.to}`;
    case "move":
      return `move ${step.from} to ${step.to}`;
    case "default":
      return `set ${step.path} to ${short(step.value)} where it is missing${step.replaceNull ? " or null" : ""}`;
    case "drop":
      return `drop ${step.path}${step.onlyNull === true ? " where it is null" : ""}`;
    case "cast":
      return `make ${step.path} ${/^[aio]/.test(step.to) ? "an" : "a"} ${step.to === "json" ? "value of the JSON in it" : step.to}`;
    case "set":
      return `set ${step.path} to ${short(step.value)}`;
    default:
      return describeValueStep(step);
  }
}

type Structural = "rename" | "move" | "default" | "drop" | "cast" | "set";

function describeValueStep(step: Exclude<RecipeStep, { kind: Structural }>): string {
  switch (step.kind) {
    case "scale":
      return `calculate ${step.path}`;
    case "time":
      return `write ${step.path} as ${step.to} (from ${step.from.join(", ")}, in UTC)`;
    case "case":
      return `write ${step.path} in ${step.to} case`;
    case "match":
      return `write ${step.path} as the allowed value it nearly is`;
    case "map":
      return `map ${step.path} to ${[...new Set(step.entries.map(({ to }) => to))].slice(0, 4).join(", ")}`;
    case "trim":
      return `trim ${step.path}`;
    case "patch":
      return `${step.op} ${step.path}`;
  }
}
