import type { Budget } from "../compare/obstacle.js";
import { isObject } from "../model/json.js";
import type { SchemaPlace } from "../model/document.js";
import type { SchemaSpot } from "../schema-spot.js";
import { spotAt } from "../schema-spot.js";
import { differenceTypes } from "./difference-types.js";

/** The name of a difference, as Confluent's registry has it, in lower case with hyphens. */
export type DifferenceType = keyof typeof differenceTypes;

/** Two schemas that stand at the same place: an earlier one and a later one. */
export interface DifferencePlace {
  readonly original: SchemaPlace;
  readonly update: SchemaPlace;
}

/** One difference between an earlier schema and a later one. */
export interface Difference {
  readonly type: DifferenceType;
  /** The schemas it is between; undefined where there is none on that side. */
  readonly original: SchemaPlace | undefined;
  readonly update: SchemaPlace | undefined;
  /** Where it is in the earlier text; undefined where that has nothing of it. */
  readonly originalSpot: SchemaSpot | undefined;
  readonly updateSpot: SchemaSpot | undefined;
  /** The property or position it is about; empty where it is about the schema as a whole. */
  readonly subject: string;
  /** The keyword it is about; empty where it is about the schema as a whole. */
  readonly keyword: string;
  /** What keeps alternatives that look like partners from being partners. The rules do not tell it; people need it. */
  readonly causes?: readonly Difference[];
}

/** What the comparison of one class of schemas may ask about others. */
export interface SchemaComparer {
  /** What all of it may cost: about 1 for each pair of schemas. */
  readonly budget: Pick<Budget, "spend">;
  /** The differences from the earlier schema to the later one, either of which may be missing. */
  compare(original: SchemaPlace | undefined, update: SchemaPlace | undefined): readonly Difference[];
  /** Whether all of the differences are compatible under the policy at hand. */
  areCompatible(differences: readonly Difference[]): boolean;
}

/** What a difference is about, beside the schemas it is between. */
export interface DifferenceDetail {
  readonly keyword?: string;
  /** The property or position below the keyword. */
  readonly subject?: string;
}

/** A difference of two schemas, told at the keyword (and the entry of it) where they have it. */
export function differenceAt(
  type: DifferenceType,
  { original, update }: DifferencePlace,
  { keyword = "", subject = "" }: DifferenceDetail = {},
): Difference {
  const originalSpot = spotIn(original, keyword, subject);
  const updateSpot = spotIn(update, keyword, subject);
  return { type, original, update, originalSpot, updateSpot, subject, keyword };
}

function spotIn(place: SchemaPlace, keyword: string, subject: string): SchemaSpot {
  const below = keyword !== "" && isObject(place.value) ? place.value[keyword] : undefined;
  if (below === undefined) return spotAt(place);
  const listed = typeof below === "object" && below !== null && Object.hasOwn(below, subject);
  return subject !== "" && listed ? spotAt(place, keyword, subject) : spotAt(place, keyword);
}

/** Whether a difference is compatible under one of Confluent's policies. */
export function isCompatibleDifference(type: DifferenceType, policy: "strict" | "lenient"): boolean {
  const { allowed } = differenceTypes[type];
  return allowed === "always" || (policy === "lenient" && allowed === "lenient");
}
