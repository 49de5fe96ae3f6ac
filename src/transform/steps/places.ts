import { invalidArgument } from "../../core/errors.js";
import { isSingular, type JsonPath, JsonPathError, parseJsonPath } from "../json-path.js";
import { isFault, parseJsonText } from "../parse-json.js";
import { type Draft } from "../draft.js";
import type { JsonNode } from "../json-tree.js";
import { indexOf, pointerTokens } from "../pointer.js";
import { type Place, selectPlaces, TooManyPlacesError } from "../select.js";

/** What a step does to the event at hand. */
export type StepRun = (draft: Draft) => void;

/** Finds the places a path means, as the event is now. */
export type FindPlaces = (draft: Draft) => readonly Place[];

/** Longest path of a step, in characters. */
const maxPathLength = 1000;

/** The tokens of a JSON Pointer. @throws SluiceError INVALID_ARGUMENT naming the field */
export function readPointer(field: string, text: string): readonly string[] {
  const tokens = text.length > maxPathLength ? undefined : pointerTokens(text);
  if (tokens !== undefined) return tokens;
  throw invalidArgument(
    field,
    `is no JSON Pointer of up to ${maxPathLength} characters; write /order/id, or "" for all`,
  );
}

/** The JSON value of a step. @throws SluiceError INVALID_ARGUMENT naming the field */
export function readValue(field: string, text: string): JsonNode {
  const read = parseJsonText(text);
  if (!isFault(read)) return read.root.value;
  throw invalidArgument(field, `is no JSON: ${read.message} at character ${read.offset + 1}; texts stand in quotes`);
}

/** Reads a path: JSONPath when it begins with `$`, a JSON Pointer otherwise. @throws SluiceError INVALID_ARGUMENT */
export function readPath(field: string, text: string): JsonPath {
  if (!text.startsWith("$")) return pathOfPointer(field, text);
  try {
    return parseJsonPath(text);
  } catch (caught) {
    if (caught instanceof JsonPathError) throw invalidArgument(field, `is no JSONPath: ${caught.message}`);
    throw caught;
  }
}

/** A pointer's tokens are names in objects and indexes in arrays; what stands there decides. */
function pathOfPointer(field: string, text: string): JsonPath {
  return readPointer(field, text).map((token) => {
    const index = indexOf(token, Number.MAX_SAFE_INTEGER);
    const name = { kind: "name", name: token } as const;
    const selectors = index === undefined || token === "-" ? [name] : [name, { kind: "index", index } as const];
    return { descendant: false, selectors };
  });
}

/** Finds what a path means; with `required` a path that leads nowhere is a failure. */
export function placeFinder(field: string, text: string, required: boolean): FindPlaces {
  const path = readPath(field, text);
  return (draft) => {
    const places = select(draft, path, text);
    if (required && places.length === 0) throw draft.fail("path-missing", text, "leads nowhere in this event");
    return places;
  };
}

/** Runs a query; too many places end the program. */
export function select(draft: Draft, path: JsonPath, text: string): readonly Place[] {
  try {
    return selectPlaces(draft.document, path, draft.work);
  } catch (caught) {
    if (caught instanceof TooManyPlacesError) throw draft.fail("too-large", text, caught.message);
    throw caught;
  }
}

/** The containers of what a path names last, and that name. */
export interface Target {
  readonly parents: JsonPath;
  readonly name: string;
  /** Set when the path is a pointer: then missing objects on the way are made. */
  readonly tokens: readonly string[] | undefined;
}

/** Reads a path whose end need not exist yet. @throws SluiceError INVALID_ARGUMENT when it does not end in a name */
export function readTarget(field: string, text: string): Target {
  const path = readPath(field, text);
  const last = path.at(-1);
  const selector = last?.selectors[0];
  if (last === undefined || !isSingular([{ ...last, selectors: last.selectors.slice(0, 1) }])) {
    throw invalidArgument(field, "must end in the name of one member, such as /currency or $.items[*].currency");
  }
  if (selector?.kind !== "name" || (text.startsWith("$") && last.selectors.length > 1)) {
    throw invalidArgument(field, "must end in the name of one member, such as /currency or $.items[*].currency");
  }
  const tokens = text.startsWith("$") ? undefined : readPointer(field, text);
  return { parents: path.slice(0, -1), name: selector.name, tokens };
}
