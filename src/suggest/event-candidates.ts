import { type JsonNode, textOf, typeOf, writeNode } from "../transform/json-tree.js";
import type { CastType, RecipeStep } from "../transform/recipe-step.js";
import { jsonPathText } from "../transform/json-path.js";
import { foldWord } from "../transform/steps/values.js";
import { timeFormat } from "../transform/time-format.js";
import { nearNames } from "./near-names.js";
import { objectsOf, pathOf, type Problem } from "./problems.js";
import { lackedBy, memberValue, namesOf, type SchemaView, textsOf } from "./schema-view.js";

/** A step that may take a problem away; whether it does is tried. */
export interface Candidate {
  readonly step: RecipeStep;
  /** Lower is better: what loses nothing first, what takes away or makes up last. */
  readonly cost: number;
}

/** Costs of steps: loses nothing; reads something into the event; makes something up; takes something away. */
export const costs = { harmless: 1, assuming: 2, inventing: 4, removing: 5 };
const { harmless, assuming, inventing, removing } = costs;

/** Steps that may take a problem away, best first. */
export function eventCandidates(problem: Problem, schema: SchemaView): readonly Candidate[] {
  const candidates = candidatesByKeyword[problem.keyword]?.(problem, schema) ?? [];
  return candidates.toSorted((a, b) => a.cost - b.cost).slice(0, mostCandidates);
}

/** Most steps that are tried for one problem. */
const mostCandidates = 12;

const candidatesByKeyword: Readonly<Record<string, (problem: Problem, schema: SchemaView) => readonly Candidate[]>> = {
  type: ofType,
  required: ofRequired,
  additionalProperties: ofUnknown,
  unevaluatedProperties: ofUnknown,
  enum: ofEnum,
  const: ofConst,
  format: ofFormat,
  pattern: ofSpelling,
  minLength: (problem) => [trim(problem)],
  maxLength: (problem) => [trim(problem)],
};

function trim({ place }: Problem): Candidate {
  return { step: { kind: "trim", path: pathOf(place) }, cost: harmless };
}

function ofType(problem: Problem, schema: SchemaView): readonly Candidate[] {
  const path = pathOf(problem.place);
  const wanted = textsOf(schema.at(problem.schemaPath));
  const seen = new Set(problem.found.map(typeOf));
  const casts: CastType[] = wanted.filter(
    (type) => type === "integer" || type === "number" || type === "boolean" || type === "string" || type === "array",
  );
  const candidates: Candidate[] = casts.map((to) => ({ step: { kind: "cast", path, to }, cost: harmless }));
  if (seen.has("string")) candidates.push({ step: { kind: "cast", path, to: "json" }, cost: assuming });
  if (seen.has("null")) candidates.push(...ofNull(problem, schema));
  if (wanted.includes("boolean")) candidates.push(truthTable(path));
  if (wanted.includes("string")) candidates.push(...ofFormat(problem, schema, harmless - 0.5));
  return candidates;
}

/** What people write for true and false. */
export function truthTable(path: string): Candidate {
  const words: readonly (readonly [string, string])[] = [
    ['"yes"', "true"],
    ['"no"', "false"],
    ['"y"', "true"],
    ['"n"', "false"],
    ['"1"', "true"],
    ['"0"', "false"],
    ["1", "true"],
    ["0", "false"],
  ];
  const entries = words.map(([from, to]) => ({ from, to }));
  return { step: { kind: "map", path, entries, otherwise: "fail" }, cost: assuming };
}

/** Null where something else is wanted: the default of the schema, or nothing at all. */
function ofNull({ place, schemaPath }: Problem, schema: SchemaView): readonly Candidate[] {
  const path = pathOf(place);
  const standard = schema.beside(schemaPath, "default");
  const drop: Candidate = { step: { kind: "drop", path, onlyNull: true }, cost: assuming };
  if (standard === undefined || place.at(-1) === undefined) return [drop];
  const value = writeNode(standard);
  return [{ step: { kind: "default", path, value, replaceNull: true }, cost: assuming }, drop];
}

function ofRequired(problem: Problem, schema: SchemaView): readonly Candidate[] {
  const objects = objectsOf(problem.found);
  const properties = schema.beside(problem.schemaPath, "properties");
  const missing = lackedBy(objects, textsOf(schema.at(problem.schemaPath))).slice(0, mostNames);
  const declared = new Set(namesOf(properties));
  // Members that are likely meant to be a missing one: undeclared, and nearly called so.
  const undeclared = [...new Set(objects.flatMap(namesOf))].filter((name) => !declared.has(name));
  const near = [...nearNames(undeclared, missing)];
  return missing.flatMap((name) => {
    const renamed = near.flatMap(([other, names]): readonly Candidate[] => {
      const path = pathOf([...problem.place, other]);
      return names.includes(name) ? [{ step: { kind: "rename", path, to: name }, cost: harmless }] : [];
    });
    return [...renamed, ...fillers(problem, name, memberValue(properties, name))];
  });
}

/** Values the schema itself names for a missing member. */
function fillers({ place }: Problem, name: string, property: JsonNode | undefined): readonly Candidate[] {
  const path = pathOf([...place, name]);
  const choices = memberValue(property, "enum");
  const only = choices?.kind === "array" && choices.items.length === 1 ? choices.items[0]?.value : undefined;
  const values = [memberValue(property, "default"), memberValue(property, "const"), only].flatMap((node) =>
    node === undefined ? [] : [writeNode(node)],
  );
  if (textsOf(memberValue(property, "type")).includes("null")) values.push("null");
  return [...new Set(values)].map((value) => ({
    step: { kind: "default", path, value, replaceNull: false },
    cost: inventing,
  }));
}

function ofUnknown(problem: Problem, schema: SchemaView): readonly Candidate[] {
  const objects = objectsOf(problem.found);
  const declared = new Set(namesOf(schema.beside(problem.schemaPath, "properties")));
  const members = objects.map((object) => new Set(namesOf(object)));
  const unknown = [...new Set(members.flatMap((names) => [...names]))].filter((name) => !declared.has(name));
  const near = [...nearNames(unknown.slice(0, mostNames), [...declared])];
  const renamed = near.flatMap(([name, choices]): readonly Candidate[] => {
    const path = pathOf([...problem.place, name]);
    const free = choices.filter((to) => members.every((names) => !names.has(name) || !names.has(to)));
    return free.map((to) => ({ step: { kind: "rename", path, to }, cost: harmless }));
  });
  return [...renamed, ...drops(problem, unknown)];
}

/** One step each, or one for all: violations are told up to a number only, and one less may not show. */
function drops({ place }: Problem, names: readonly string[]): readonly Candidate[] {
  if (names.length > mostNames) return [];
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  const paths =
    names.length > mostDrops ? [`${jsonPathText(place)}[${list}]`] : names.map((name) => pathOf([...place, name]));
  return paths.map((path) => ({ step: { kind: "drop", path }, cost: removing }));
}

/** Members that are dropped by a step each. */
const mostDrops = 5;

/** Names that are looked at one by one, and that one path lists. */
const mostNames = 50;

function ofEnum(problem: Problem, schema: SchemaView): readonly Candidate[] {
  const path = pathOf(problem.place);
  const choices = schema.at(problem.schemaPath);
  const nodes = choices?.kind === "array" ? choices.items.map(({ value }) => value) : [];
  const values = nodes.flatMap((node) => textOf(node) ?? []);
  const candidates: Candidate[] = ofNullAmong(problem, schema);
  const foldsApart = new Set(values.map(foldWord)).size === values.length;
  if (values.length > 0 && foldsApart) candidates.push({ step: { kind: "match", path, values }, cost: harmless });
  if (nodes.some((node) => node.kind === "number")) {
    candidates.push({ step: { kind: "cast", path, to: "number" }, cost: harmless });
  }
  const standard = schema.beside(problem.schemaPath, "default");
  if (standard !== undefined) {
    candidates.push({ step: { kind: "set", path, value: writeNode(standard) }, cost: removing });
  }
  return candidates;
}

function ofNullAmong(problem: Problem, schema: SchemaView): Candidate[] {
  return problem.found.some((node) => typeOf(node) === "null") ? [...ofNull(problem, schema)] : [];
}

function ofConst(problem: Problem, schema: SchemaView): readonly Candidate[] {
  const wanted = schema.at(problem.schemaPath);
  if (wanted === undefined) return [];
  const path = pathOf(problem.place);
  const text = textOf(wanted);
  const set: Candidate = { step: { kind: "set", path, value: writeNode(wanted) }, cost: removing };
  return text === undefined ? [set] : [{ step: { kind: "match", path, values: [text] }, cost: harmless }, set];
}

function ofSpelling(problem: Problem): readonly Candidate[] {
  const path = pathOf(problem.place);
  return [
    trim(problem),
    { step: { kind: "case", path, to: "upper" }, cost: assuming },
    { step: { kind: "case", path, to: "lower" }, cost: assuming },
  ];
}

/** Ways to write times that are told by their form. Those with slashes are read in one of two orders, which differ. */
const timeForms: readonly (readonly string[])[] = [
  [
    "date-time",
    "date",
    "yyyy-MM-dd HH:mm:ss",
    "yyyy-MM-dd HH:mm:ss.SSS",
    "yyyy-MM-ddTHH:mm:ss",
    "yyyy-MM-ddTHH:mm:ss.SSS",
    "yyyy-MM-dd HH:mm",
    "yyyy/MM/dd",
    "yyyy/MM/dd HH:mm:ss",
    "d.M.yyyy",
    "d.M.yyyy HH:mm",
    "d.M.yyyy HH:mm:ss",
  ],
  ["d/M/yyyy", "d/M/yyyy HH:mm", "d/M/yyyy HH:mm:ss"],
  ["M/d/yyyy", "M/d/yyyy HH:mm", "M/d/yyyy HH:mm:ss"],
];

function ofFormat(problem: Problem, schema: SchemaView, cost = assuming): readonly Candidate[] {
  const path = pathOf(problem.place);
  const format = textsOf(schema.beside(problem.schemaPath, "format"))[0] ?? "";
  const spelled = problem.keyword === "format" ? ofSpelling(problem) : [];
  if (format !== "date-time" && format !== "date") return spelled;
  const seen = problem.found.flatMap((node) => (node.kind === "number" ? node.raw : (textOf(node) ?? [])));
  const epochs = [...new Set(seen.flatMap(epochOf))];
  const choices = [epochs, ...timeForms].map((names) =>
    names.filter((name) => seen.some((text) => timeFormat(name)?.parse(text) !== undefined)),
  );
  const times = choices
    .filter((from) => from.length > 0)
    .map((from): Candidate => ({ step: { kind: "time", path, from, to: format }, cost }));
  return [...spelled, ...times];
}

/** Seconds, milliseconds, … by how large a number is: each unit is taken for the years 1973 to 5138. */
function epochOf(text: string): readonly string[] {
  if (!/^\d{9,19}$/.test(text)) return [];
  if (text.length <= 11) return ["epoch-seconds"];
  if (text.length <= 14) return ["epoch-millis"];
  return [text.length <= 17 ? "epoch-micros" : "epoch-nanos"];
}
