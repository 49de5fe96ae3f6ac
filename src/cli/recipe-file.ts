import { fromJson, type JsonObject, type JsonValue, toJson } from "@bufbuild/protobuf";
import {
  CastTypeSchema,
  JsonPatchOp,
  JsonPatchOpSchema,
  LetterCaseSchema,
  type RecipeStep,
  RecipeStepSchema,
} from "@sluice/client/gen";
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { failure } from "./cli-error.js";
import { parseWord, word } from "./words.js";

/** Steps as people write them, with what they are for. */
export interface RecipeFile {
  readonly description: string;
  readonly steps: readonly RecipeStep[];
}

/** Members that hold a value of an event: written as JSON in files, as JSON text in the contract. */
const valueMembers: Readonly<Record<string, readonly string[]>> = {
  set: ["value"],
  default: ["value"],
  jsonPatch: ["value"],
};

/** Members that hold a word of an enum. */
const wordMembers = {
  cast: { member: "to", schema: CastTypeSchema },
  changeCase: { member: "to", schema: LetterCaseSchema },
  jsonPatch: { member: "op", schema: JsonPatchOpSchema },
} as const;

type WordMember = (typeof wordMembers)[keyof typeof wordMembers];

function wordMemberOf(kind: string): WordMember | undefined {
  return Object.hasOwn(wordMembers, kind) ? wordMembers[kind as keyof typeof wordMembers] : undefined;
}

/**
 * Reads a file of steps: an array of them, or an object with `description` and `steps`. A step is `{"cast": {"path": "/n",
 * "to": "integer"}}`, or an operation of JSON Patch. Values are JSON, taken as they are written, so that no number changes.
 */
export function parseRecipeFile(file: string, text: string): RecipeFile {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    const line = text.slice(0, error?.offset ?? 0).split("\n").length;
    throw failure(`${file}:${line}: is not JSON (${error === undefined ? "empty" : printParseErrorCode(error.error)})`);
  }
  const steps = tree.type === "array" ? tree : member(tree, "steps");
  if (steps?.type !== "array") throw failure(`${file}: is no array of steps, nor an object with "steps"`);
  const description: unknown = tree.type === "object" ? member(tree, "description")?.value : "";
  return {
    description: typeof description === "string" ? description : "",
    steps: (steps.children ?? []).map((step, index) => readStep(`${file}: step ${index + 1}`, step, text)),
  };
}

function member(node: Node, name: string): Node | undefined {
  return node.children?.find((property) => property.children?.[0]?.value === name)?.children?.[1];
}

function readStep(place: string, node: Node, text: string): RecipeStep {
  const json: JsonObject = {};
  // RFC 6902 documents can be used as they are, with members that mean nothing to their operation.
  const members = member(node, "op") === undefined ? (node.children ?? []) : [];
  if (members.length === 0) json["jsonPatch"] = ofOperation(readAction(place, "jsonPatch", node, text));
  for (const { children: [name, value] = [] } of members) {
    const kind = String(name?.value);
    if (value === undefined) continue;
    json[kind] = value.type === "object" ? readAction(place, kind, value, text) : plain(value);
  }
  let step: RecipeStep;
  try {
    step = fromJson(RecipeStepSchema, json);
  } catch (caught) {
    throw failure(`${place}: ${caught instanceof Error ? caught.message : String(caught)}`);
  }
  // In the contract a path that is not there is one to the whole event: a slip would change all of it.
  const action = Object.values(json).find((value) => typeof value === "object") as JsonObject | undefined;
  const missing = placesOf(step.step).find((name) => typeof action?.[name] !== "string");
  if (missing !== undefined) throw failure(`${place}: has no "${missing}"; "" stands for the whole event`);
  return step;
}

const fromElsewhere: ReadonlySet<JsonPatchOp> = new Set([JsonPatchOp.MOVE, JsonPatchOp.COPY]);

/** The members of a step that say where; it has to have them, although they may be empty. */
function placesOf(step: RecipeStep["step"]): readonly string[] {
  if (step.case === undefined || step.case === "move") return [];
  return step.case === "jsonPatch" && fromElsewhere.has(step.value.op) ? ["path", "from"] : ["path"];
}

/** What RFC 6902 defines for the operation; everything else is to be ignored (section 4). */
function ofOperation({ op, path, from, value }: JsonObject): JsonObject {
  const takesValue = op === JsonPatchOp.ADD || op === JsonPatchOp.REPLACE || op === JsonPatchOp.TEST;
  return {
    ...(op !== undefined && { op }),
    ...(path !== undefined && { path }),
    ...(!takesValue && from !== undefined && { from }),
    ...(takesValue && value !== undefined && { value }),
  };
}

function readAction(place: string, kind: string, node: Node, text: string): JsonObject {
  const json: JsonObject = {};
  const words = wordMemberOf(kind);
  for (const { children: [name, value] = [] } of node.children ?? []) {
    const key = String(name?.value);
    if (value === undefined) continue;
    if (valueMembers[kind]?.includes(key) === true) json[key] = raw(value, text);
    else if (kind === "mapValues" && key === "entries")
      json[key] = (value.children ?? []).map((one) => entry(one, text));
    else if (words?.member === key) json[key] = parseWord(`${place}: ${key}`, words.schema, String(value.value));
    else json[key] = plain(value);
  }
  return json;
}

function entry(node: Node, text: string): JsonObject {
  const [from, to] = [member(node, "from"), member(node, "to")];
  return { ...(from && { from: raw(from, text) }), ...(to && { to: raw(to, text) }) };
}

function raw(node: Node, text: string): string {
  return text.slice(node.offset, node.offset + node.length);
}

function plain(node: Node): JsonValue {
  return getNodeValue(node) as JsonValue;
}

/** A step as files have it, on one line. */
export function stepLine(step: RecipeStep): string {
  const json = toJson(RecipeStepSchema, step) as JsonObject;
  const members = Object.entries(json).map(([name, value]) => {
    const body =
      typeof value === "object" && value !== null
        ? actionText(name, withPlaces(step.step, value as JsonObject))
        : JSON.stringify(value);
    return `"${name}": ${body}`;
  });
  return `{ ${members.join(", ")} }`;
}

/** With the places that are empty, which JSON of the contract leaves out. */
function withPlaces(step: RecipeStep["step"], action: JsonObject): JsonObject {
  const empty = placesOf(step).filter((name) => action[name] === undefined);
  return { ...Object.fromEntries(empty.map((name) => [name, ""])), ...action };
}

function actionText(kind: string, action: JsonObject): string {
  const words = wordMemberOf(kind);
  const members = Object.entries(action).map(([name, value]) => {
    if (valueMembers[kind]?.includes(name) === true) return `"${name}": ${asText(value)}`;
    if (words?.member === name) return `"${name}": "${wordOf(words, asText(value))}"`;
    if (kind === "mapValues" && name === "entries") {
      const entries = (value as unknown as { from?: string; to?: string }[]).map(
        ({ from = "null", to = "null" }) => `{ "from": ${from}, "to": ${to} }`,
      );
      return `"${name}": [${entries.join(", ")}]`;
    }
    return `"${name}": ${JSON.stringify(value)}`;
  });
  return `{ ${members.join(", ")} }`;
}

function asText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function wordOf({ schema }: WordMember, name: string): string {
  const value = schema.values.find((one) => one.name === name);
  return value === undefined ? name : word(schema, value.number);
}

/** A recipe as a file that can be edited and saved again. */
export function recipeText({ description, steps }: RecipeFile): string {
  const lines = steps.map((step) => `    ${stepLine(step)}`);
  return `{\n  "description": ${JSON.stringify(description)},\n  "steps": [\n${lines.join(",\n")}\n  ]\n}`;
}
