import { invalidArgument } from "../core/errors.js";

/**
 * A 64-bit number of the contract as one JavaScript computes with exactly.
 * @throws SluiceError INVALID_ARGUMENT above 2^53 - 1, where two numbers would become one
 */
export function safeIn(field: string, value: bigint): number {
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw invalidArgument(field, `is ${value}; at most ${Number.MAX_SAFE_INTEGER} is allowed`);
}
