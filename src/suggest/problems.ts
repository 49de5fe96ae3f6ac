import type { EncodingFailure } from "../core/encoding.js";
import type { EventFailure } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { JsonDocument, JsonNode, JsonObject } from "../transform/json-tree.js";
import { jsonPathText } from "../transform/json-path.js";
import { isFault, parseJsonText } from "../transform/parse-json.js";
import { pointerOf } from "../core/json-pointer.js";
import { placeAt, pointerTokens } from "../transform/pointer.js";
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
  /** What keeps the events from being encoded; absent where a schema is violated. */
  readonly encoding?: EncodingProblem;
}

/** What cannot be encoded. */
export interface EncodingProblem {
  /** The member that is missing or unknown, of the objects at the place. */
  readonly member: string | undefined;
  /** What would be right, see `EncodingFailure`. */
  readonly choices: readonly string[];
}

/** Names of the problem, to tell it from others. */
export function problemKey({ keyword, schemaPath, place, encoding }: Problem): string {
  return JSON.stringify([keyword, schemaPath, place.map((token) => token ?? null), encoding?.member ?? null]);
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
    for (const problem of problemsIn(trial, trial.failure, document)) {
      const known = problems.get(problemKey(problem)) ?? { problem, found: [], trials: new Set() };
      known.found.push(...problem.found);
      known.trials.add(trial);
      problems.set(problemKey(problem), known);
    }
  }
  return [...problems.values()]
    .map(({ problem, found, trials: having }) => ({ ...problem, found, count: having.size }))
    .sort((a, b) => b.count - a.count);
}

function problemsIn({ encoding }: Trial, { violations }: EventFailure, document: JsonDocument): readonly Problem[] {
  if (encoding !== undefined) return encodingProblem(encoding, document);
  return violations.flatMap((violation): readonly Problem[] => {
    const place = foldedPlace(document.root.value, violation.instancePath);
    const tokens = pointerTokens(violation.instancePath);
    const item = tokens && placeAt(document, tokens);
    if (place === undefined || item === undefined || !isOfSchema(violation)) return [];
    const { keyword, schemaPath } = violation;
    return [{ keyword, schemaPath, place, found: [item.value], count: 1 }];
  });
}

/** What is missing or unknown is a problem of the object around it. */
function encodingProblem({ code, path, choices = [] }: EncodingFailure, document: JsonDocument): readonly Problem[] {
  const isMember = code === "missing" || code === "unknown-field";
  const around = isMember ? path.slice(0, path.lastIndexOf("/")) : path;
  const tokens = pointerTokens(around);
  const item = tokens && placeAt(document, tokens);
  const place = foldedPlace(document.root.value, around);
  if (item === undefined || place === undefined) return [];
  const member = isMember ? pointerTokens(path)?.at(-1) : undefined;
  return [{ keyword: code, schemaPath: "", place, found: [item.value], count: 1, encoding: { member, choices } }];
}

/** A violation of the schema text itself; those of referenced documents name the document first. */
function isOfSchema({ schemaPath, severity }: Violation): boolean {
  return severity === "error" && schemaPath.startsWith("/");
}

/** Indexes are folded where there really is an array, so that an object may have numbers for names. */
function foldedPlace(root: JsonNode, instancePath: string): Problem["place"] | undefined {
  const tokens = pointerTokens(instancePath);
  if (tokens === undefined) return undefined;
  let at: JsonNode | undefined = root;
  return tokens.map((token) => {
    const inArray = at?.kind === "array";
    at = at && placeAt({ root: { before: "", value: at, after: "" } }, [token])?.value;
    return inArray ? undefined : token;
  });
}

/** The objects among nodes, each once: several violations may be of the same one. */
export function objectsOf(nodes: readonly JsonNode[]): readonly JsonObject[] {
  return [...new Set(nodes)].filter((node) => node.kind === "object");
}
