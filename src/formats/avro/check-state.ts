/** The most items that take no bytes (null, fixed of size 0) in one payload; a few bytes could claim billions of them. */
export const maxEmptyItems = 1_000_000;

/** The deepest nesting of records, arrays and maps, whatever a caller asks for; bounds the call stack. */
export const maxPayloadDepth = 1000;

/** What can be wrong with the bytes of a payload. */
export type PayloadFault =
  | "truncated"
  | "trailing-bytes"
  | "varint-overflow"
  | "int-range"
  | "negative-length"
  | "block-size"
  | "boolean-byte"
  | "enum-index"
  | "union-index"
  | "invalid-utf8"
  | "too-many-items"
  | "max-depth"
  | "decimal-precision";

/** What a walk through one payload carries along. Paths are filled from the inside out, and only on failure. */
export interface CheckState {
  /** Where the next byte is after `readLength`. */
  next: number;
  depth: number;
  maxDepth: number;
  emptyItems: number;
  /** Whether values that can be decoded but do not fit their logical type are faults. */
  logical: boolean;
  fault: PayloadFault | undefined;
  /** Byte of the payload at which the faulty part starts. */
  at: number;
  /** The type whose rule was broken. */
  keyword: string;
  readonly instancePath: string[];
  /** Which steps of the instance path are keys of maps, by how many steps were noted before. */
  readonly mapKeys: number[];
  readonly schemaPath: string[];
}

/** Checks the value that starts at `position` and answers the position after it, or -1 when it is faulty (the state says why). */
export type Check = (bytes: Uint8Array, position: number, state: CheckState) => number;

/** A state for a walk from the start. */
export function startCheck(maxDepth: number, logical: boolean): CheckState {
  return {
    next: 0,
    depth: 0,
    maxDepth: Math.min(maxDepth, maxPayloadDepth),
    emptyItems: 0,
    logical,
    fault: undefined,
    at: 0,
    keyword: "",
    instancePath: [],
    mapKeys: [],
    schemaPath: [],
  };
}

/** Notes a fault and answers -1. */
export function fail(state: CheckState, fault: PayloadFault, at: number): -1 {
  state.fault = fault;
  state.at = at;
  return -1;
}
