import type { Violation } from "../core/violation.js";
import type { JsonNode, JsonObject } from "../transform/json-tree.js";
import { jsonPathText } from "../transform/json-path.js";
import { isFault, parseJsonText } from "../transform/parse-json.js";
import { placeAt, pointerOf, pointerTokens } from "../transform/pointer.js";
import type { Trial } from "./cases.js";

/** The same violation in many events: one place of the schema, and places of events that differ in indexes only. */
export interface Problem {
  readonly keyword: string;
  /** JSON Pointer to the keyword in the schema text. */
  readonly schemaPath: string;
  /** Tokens of the place; undefined stands for any item of an array. */
  readonly place: readonly (string | undefined)[];
  /** What stands there in the events that have the problem. */
  readonly found: readonly JsonNode[];
  /** How many events have it. */
  readonly count: number;
}

/** Names of the problem, to tell it from others. */
export function problemKey({ keyword, schemaPath, place }: Problem): string {
  return JSON.stringify([keyword, schemaPath, place.map((token) => token ?? null)]);
}

/** The path of a problem as steps have it: a JSON Pointer where it is one place, a JSONPath otherwise. */
export function pathOf(place: Problem["place"]): string {
  const tokens = place.filter((token) => token !== undefined);
  return tokens.length === place.length ? pointerOf(tokens) : jsonPathText(place);
}

/** The problems of the events that fail, most frequent first. */
export function problemsOf(trials: readonly Trial[]): readonly Problem[] {
  const problems = new Map<string, { problem: Problem; found: JsonNode[]; trials: Set<Trial> }>();
  for (const trial of trials) {
    const document = parseJsonText(trial.text);
    if (trial.failure === undefined || isFault(document)) continue;
    for (const violation of trial.failure.violations) {
      const place = foldedPlace(document.root.value, violation);
      const tokens = pointerTokens(violation.instancePath);
      const item = tokens && placeAt(document, tokens);
      if (place === undefined || item === undefined || !isOfSchema(violation)) continue;
      const { keyword, schemaPath } = violation;
      const problem: Problem = { keyword, schemaPath, place, found: [], count: 0 };
      const known = problems.get(problemKey(problem)) ?? { problem, found: [], trials: new Set() };
      known.found.push(item.value);
      known.trials.add(trial);
      problems.set(problemKey(problem), known);
    }
  }
  return [...problems.values()]
    .map(({ problem, found, trials: having }) => ({ ...problem, found, count: having.size }))
    .sort((a, b) => b.count - a.count);
}

/** A violation of the schema text itself; those of referenced documents name the document first. */
function isOfSchema({ schemaPath, severity }: Violation): boolean {
  return severity === "error" && schemaPath.startsWith("/");
}

/** Indexes are folded where there really is an array, so that an object may have numbers for names. */
function foldedPlace(root: JsonNode, { instancePath }: Violation): Problem["place"] | undefined {
  const tokens = pointerTokens(instancePath);
  if (tokens === undefined) return undefined;
  let at: JsonNode | undefined = root;
  return tokens.map((token) => {
    const inArray = at?.kind === "array";
    at = at && placeAt({ root: { before: "", value: at, after: "" } }, [token])?.value;
    return inArray ? undefined : token;
  });
}

/** The objects among nodes. */
export function objectsOf(nodes: readonly JsonNode[]): readonly JsonObject[] {
  return nodes.filter((node) => node.kind === "object");
}
