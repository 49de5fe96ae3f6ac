import { typeOf } from "../transform/json-tree.js";
import type { CastType, RecipeStep } from "../transform/recipe-step.js";
import { foldWord } from "../transform/steps/values.js";
import { type Candidate, costs, truthTable } from "./event-candidates.js";
import { nearNames } from "./near-names.js";
import { type EncodingProblem, objectsOf, pathOf, type Problem } from "./problems.js";
import { namesOf } from "./schema-view.js";

const { harmless, assuming, removing } = costs;

/** Steps that may let events be encoded, best first; whether they do is tried. Nothing is made up for what is missing. */
export function encodingCandidates(problem: Problem, encoding: EncodingProblem): readonly Candidate[] {
  const candidates = candidatesByCode[problem.keyword]?.(problem, encoding) ?? [];
  return candidates.toSorted((a, b) => a.cost - b.cost);
}

const candidatesByCode: Readonly<
  Record<string, (problem: Problem, encoding: EncodingProblem) => readonly Candidate[]>
> = {
  type: ofType,
  enum: ofEnum,
  inexact: ofDigits,
  missing: ofMissing,
  "unknown-field": ofUnknown,
};

const castTypes: ReadonlySet<string> = new Set<CastType>(["integer", "number", "string", "boolean"]);

function ofType({ place, found }: Problem, { choices: [wanted] }: EncodingProblem): readonly Candidate[] {
  const path = pathOf(place);
  const candidates: Candidate[] = [];
  if (isCastType(wanted)) candidates.push({ step: { kind: "cast", path, to: wanted }, cost: harmless });
  if (wanted === "boolean") candidates.push(truthTable(path));
  if (found.some((node) => typeOf(node) === "null")) {
    candidates.push({ step: { kind: "drop", path, onlyNull: true }, cost: assuming });
  }
  return candidates;
}

function isCastType(type: string | undefined): type is CastType {
  return type !== undefined && castTypes.has(type);
}

function ofEnum({ place, found }: Problem, { choices }: EncodingProblem): readonly Candidate[] {
  const path = pathOf(place);
  const candidates: Candidate[] = [];
  if (found.some((node) => typeOf(node) === "number"))
    candidates.push({ step: { kind: "drop", path }, cost: removing });
  const foldsApart = new Set(choices.map(foldWord)).size === choices.length;
  if (choices.length > 0 && foldsApart) {
    candidates.push({ step: { kind: "match", path, values: choices }, cost: harmless });
  }
  return candidates;
}

/** As many digits after the point as the type holds. */
function ofDigits({ place }: Problem, { choices: [digits] }: EncodingProblem): readonly Candidate[] {
  if (digits === undefined) return [];
  const step: RecipeStep = {
    kind: "scale",
    path: pathOf(place),
    multiply: "",
    divide: "",
    add: "",
    digits: Number(digits),
  };
  return [{ step, cost: removing }];
}

/** Members that the schema does not know and that are nearly called like the missing one. */
function ofMissing({ place, found }: Problem, { member, choices }: EncodingProblem): readonly Candidate[] {
  if (member === undefined) return [];
  const known = new Set(choices);
  const unknown = [...new Set(objectsOf(found).flatMap(namesOf))].filter((name) => !known.has(name));
  return [...nearNames(unknown, [member]).keys()].map((name) => ({
    step: { kind: "rename", path: pathOf([...place, name]), to: member },
    cost: harmless,
  }));
}

/** To the declared name that is nearly the same and free; away, otherwise. */
function ofUnknown({ place, found }: Problem, { member, choices }: EncodingProblem): readonly Candidate[] {
  if (member === undefined) return [];
  const path = pathOf([...place, member]);
  const taken = new Set(objectsOf(found).flatMap(namesOf));
  const free = (nearNames([member], choices).get(member) ?? []).filter((to) => !taken.has(to));
  return [
    ...free.map((to): Candidate => ({ step: { kind: "rename", path, to }, cost: harmless })),
    { step: { kind: "drop", path }, cost: removing },
  ];
}
