/**
 * One step of a recipe or an upcaster. Paths that begin with `$` are JSONPath and may mean many places; all others are
 * JSON Pointers and mean one. Values are JSON texts, so that no number is damaged. Plain data: it is stored as JSON.
 */
export type RecipeStep = StepAction & {
  /** Fails where the path leads nowhere, instead of doing nothing. */
  readonly required?: boolean;
};

/** What a step does. */
export type StepAction =
  | PatchStep
  | { readonly kind: "set"; readonly path: string; readonly value: string }
  | { readonly kind: "rename"; readonly path: string; readonly to: string }
  | {
      readonly kind: "move";
      readonly from: string;
      readonly to: string;
      /** JSONPath of the objects within which `from` and `to` are; empty for the whole event. */
      readonly within: string;
    }
  | {
      readonly kind: "default";
      readonly path: string;
      readonly value: string;
      /** Also where the value is null. */
      readonly replaceNull: boolean;
    }
  | {
      readonly kind: "drop";
      readonly path: string;
      /** Only where the value is null. */
      readonly onlyNull?: boolean;
    }
  | { readonly kind: "cast"; readonly path: string; readonly to: CastType }
  | ScaleStep
  | TimeStep
  | { readonly kind: "case"; readonly path: string; readonly to: "lower" | "upper" }
  | { readonly kind: "match"; readonly path: string; readonly values: readonly string[] }
  | {
      readonly kind: "map";
      readonly path: string;
      readonly entries: readonly { readonly from: string; readonly to: string }[];
      /** What happens to a value that is in no entry. */
      readonly otherwise: "keep" | "fail";
    }
  | { readonly kind: "trim"; readonly path: string };

/** An operation of JSON Patch (RFC 6902 section 4). */
export interface PatchStep {
  readonly kind: "patch";
  readonly op: "add" | "remove" | "replace" | "move" | "copy" | "test";
  readonly path: string;
  /** For `move` and `copy`; empty otherwise means the whole event. */
  readonly from: string;
  /** For `add`, `replace` and `test`; undefined otherwise. */
  readonly value: string | undefined;
}

/** What a value can be made into. `array` puts it into one; `json` reads the JSON that a text holds. */
export type CastType = "integer" | "number" | "string" | "boolean" | "array" | "json";

/** Multiplies, divides and adds, exactly, in this order. Texts of decimal numbers; empty for nothing. */
export interface ScaleStep {
  readonly kind: "scale";
  readonly path: string;
  readonly multiply: string;
  readonly divide: string;
  readonly add: string;
  /** Digits after the point to round to, half to even; undefined: the result must be exact. */
  readonly digits: number | undefined;
}

/** Writes a time in another way. See time-format.ts for the names. */
export interface TimeStep {
  readonly kind: "time";
  readonly path: string;
  /** The first that fits is taken. */
  readonly from: readonly string[];
  readonly to: string;
}

/** One change that a step made, as an operation of JSON Patch with what was there before. */
export interface Change {
  /** 1 for the first step. */
  readonly step: number;
  readonly op: "add" | "remove" | "replace" | "move";
  /** JSON Pointer. */
  readonly path: string;
  /** Where a moved value was; empty otherwise. */
  readonly from: string;
  /** JSON text; empty for `add`. */
  readonly before: string;
  /** JSON text; empty for `remove`. */
  readonly after: string;
}

/** Why a step could not be done. */
export type StepFailureCode =
  | "not-json"
  | "path-missing"
  | "path-taken"
  | "wrong-type"
  | "not-convertible"
  | "test-failed"
  | "too-large"
  | "not-encodable"
  | "unsupported";

/** Why a program did not go through. Holds no values of the event. */
export interface StepFailure {
  readonly code: StepFailureCode;
  /** 1 for the first step; 0 when the payload could not be read at all. */
  readonly step: number;
  /** JSON Pointer of the place, or the path of the step where there is no place. */
  readonly path: string;
  readonly message: string;
}
