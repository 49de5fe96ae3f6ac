import { invalidArgument } from "../../core/errors.js";
import { type Completeness, completenessRule } from "../../core/quality.js";
import type { Violation } from "../../core/violation.js";
import { compileFieldPath, type FieldPath } from "./field-path.js";
import { appliesTo, checkTypes } from "./event-types.js";

/** Most fields that count. */
const maxFields = 200;

/** Largest weight: sums of so few so small numbers are as good as exact. */
const maxWeight = 1_000_000;

/** Missing fields that a violation names. */
const maxNamedFields = 10;

/** How complete a payload is. */
export interface CompletenessMeasure {
  /** From 0 to 1. */
  readonly score: number;
  /** JSON Pointers of what is absent. */
  readonly missing: readonly string[];
  /** Set when the score is too low. */
  readonly violation: Violation | undefined;
}

/** Measures a payload; undefined when no field counts for the event type. */
export type MeasureCompleteness = (type: string, payload: unknown) => CompletenessMeasure | undefined;

/**
 * Makes a completeness ready to measure.
 * @throws SluiceError INVALID_ARGUMENT
 */
export function compileCompleteness(completeness: Completeness): MeasureCompleteness {
  const { minimum, severity } = completeness;
  const place = "config.quality.completeness";
  if (!(minimum >= 0 && minimum <= 1)) throw invalidArgument(`${place}.minimum`, "must be from 0 to 1");
  const fields = compileFields(completeness, `${place}.fields`);
  return (type, payload) => {
    let all = 0;
    let there = 0;
    const missing: string[] = [];
    for (const { path, weight, types, find } of fields) {
      if (!appliesTo(types, type)) continue;
      all += weight;
      const value = find(payload);
      if (value === undefined || value === null) missing.push(path);
      else there += weight;
    }
    if (all === 0) return undefined;
    const score = there / all;
    // A share that is meant to be exactly the minimum may come out a little below it.
    const violation = score + 1e-9 < minimum ? tooLow(minimum, severity, missing) : undefined;
    return { score, missing, violation };
  };
}

interface CountedField {
  readonly path: string;
  readonly weight: number;
  readonly types: readonly string[];
  readonly find: FieldPath;
}

function compileFields({ fields }: Completeness, place: string): readonly CountedField[] {
  if (fields.length === 0) throw invalidArgument(place, "must name at least one field");
  if (fields.length > maxFields) {
    throw invalidArgument(place, `names ${fields.length} fields; at most ${maxFields} are allowed`);
  }
  return fields.map(({ path, weight, types }, index) => {
    if (!(weight > 0 && weight <= maxWeight)) {
      throw invalidArgument(`${place}[${index}].weight`, `must be more than 0 and at most ${maxWeight}`);
    }
    checkTypes(`${place}[${index}].types`, types);
    return { path, weight, types, find: compileFieldPath(`${place}[${index}].path`, path) };
  });
}

/** The message is the same for all events, so that they can be grouped; what differs is in the hint. */
function tooLow(minimum: number, severity: Violation["severity"], missing: readonly string[]): Violation {
  const named = missing.slice(0, maxNamedFields).join(", ");
  const more = missing.length > maxNamedFields ? ` and ${missing.length - maxNamedFields} more` : "";
  return {
    code: completenessRule,
    instancePath: "",
    schemaPath: "/quality/completeness",
    keyword: completenessRule,
    message: `is less complete than ${minimum}`,
    hint: `Missing: ${named}${more}.`,
    severity,
  };
}
