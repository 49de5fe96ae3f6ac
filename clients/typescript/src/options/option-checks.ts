import { invalidConfig } from "../errors/client-error.js";

/**
 * Checks an option that is a whole number.
 * @param key the option, for the error
 * @param value what was given
 * @param range smallest and largest value allowed
 * @throws SluiceClientError INVALID_CONFIG naming the key
 */
export function integerInRange(key: string, value: number, [min, max]: readonly [number, number]): number {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    throw invalidConfig(key, `expected a whole number from ${min} to ${max}, got ${value}`);
  }
  return value;
}

/**
 * Checks an option that is one of several words.
 * @param key the option, for the error
 * @param value what was given
 * @param words what it may be
 * @throws SluiceClientError INVALID_CONFIG naming the key
 */
export function oneOf<Word extends string>(key: string, value: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw invalidConfig(key, `expected one of ${words.join(", ")}, got "${value}"`);
  return word;
}

/**
 * Checks an option that must hold text.
 * @param key the option, for the error
 * @param value what was given
 * @throws SluiceClientError INVALID_CONFIG naming the key
 */
export function nonEmpty(key: string, value: string | undefined): string {
  if (value === undefined || value === "") throw invalidConfig(key, "is required and must not be empty");
  return value;
}
