import { invalidConfig } from "../errors/client-error.js";
import { type Backoff } from "../resilience/backoff.js";

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

const dayMs = 86_400_000;

/**
 * Checks how long to wait between attempts.
 * @param key the option, for the error
 * @param value what was given
 * @param mostMs the longest wait it may ask for
 * @throws SluiceClientError INVALID_CONFIG naming the bound
 */
export function checkBackoff(key: string, { baseMs, maxMs }: Backoff, mostMs = dayMs): Backoff {
  return {
    baseMs: integerInRange(`${key}.baseMs`, baseMs, [0, mostMs]),
    maxMs: integerInRange(`${key}.maxMs`, maxMs, [0, mostMs]),
  };
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
