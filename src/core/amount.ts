import { invalidArgument } from "./errors.js";

/**
 * How many of something a caller gets: what it asks for, or the default for 0.
 * @throws SluiceError INVALID_ARGUMENT above the maximum; `field` names what was asked
 */
export function amount(
  field: string,
  wanted: number,
  { fallback, maximum }: { readonly fallback: number; readonly maximum: number },
): number {
  if (wanted > maximum) throw invalidArgument(field, `is ${wanted}; at most ${maximum} are allowed`);
  return wanted === 0 ? fallback : wanted;
}
