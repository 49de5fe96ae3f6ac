import type { EventFailure } from "../core/event.js";
import { areLightViolations, areSameViolations, maxViolations, type Violation } from "../core/violation.js";
import type { DeadLetterRow } from "../store/store.js";
import { fingerprintOf, type FingerprintScope, foldedPath } from "./fingerprint.js";

/** What all letters of one failure in one scope say of it. */
export type Explanation = Pick<DeadLetterRow, "failureCode" | "violations" | "errorMessage" | "fingerprint" | "title">;

/** Characters of an error message that are kept. */
export const maxMessageLength = 2000;

/** Characters of the title of a group that are kept. */
const maxTitleLength = 300;

/** Failures that are remembered; each is a kB or two, and none has violations over 8 kB. */
const maxRemembered = 1000;

interface Remembered {
  readonly scope: FingerprintScope;
  readonly violations: readonly Violation[];
  readonly explanation: Explanation;
}

const remembered = new Map<string, Remembered>();

/**
 * What letters say of a failure. As long as it is remembered the answer for equal failures is the same object, with the same
 * violations: events of a flood are mostly wrong in the same way, so what is made of that is made once. Failures with long
 * violations are not remembered.
 */
export function explainFailure(scope: FingerprintScope, failure: EventFailure): Explanation {
  const { failureType, violations } = failure;
  const leading = violations[0];
  // Subject and group hardly ever differ where these are equal, so that looking at them afterwards is enough.
  const { schemaPath, instancePath, message, hint } = leading ?? {};
  const key = `${failureType}\n${scope.stream}\n${scope.type}\n${schemaPath}\n${instancePath}\n${message}\n${hint}`;
  const known = remembered.get(key);
  if (known !== undefined && isSameScope(known.scope, scope) && areSameViolations(known.violations, violations)) {
    return known.explanation;
  }
  const explanation: Explanation = {
    failureCode: leading?.code ?? failureType,
    violations: violations.slice(0, maxViolations),
    errorMessage: summarize(failure).slice(0, maxMessageLength),
    fingerprint: fingerprintOf(scope, failure),
    title: titleOf(failure).slice(0, maxTitleLength),
  };
  if (!areLightViolations(violations)) return explanation;
  remembered.delete(key);
  const [oldest] = remembered.keys();
  if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, { scope, violations, explanation });
  return explanation;
}

function isSameScope(one: FingerprintScope, other: FingerprintScope): boolean {
  return (
    one.stream === other.stream &&
    one.type === other.type &&
    one.subject === other.subject &&
    one.consumerGroup === other.consumerGroup
  );
}

/** The leading violation in one line, with the number of further ones. */
export function summarize(failure: EventFailure): string {
  const [leading, ...others] = failure.violations;
  if (leading === undefined) return failure.failureType;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${placed(leading.instancePath, leading.message)}${more}`;
}

/** The same for a whole group: array indexes and keys of maps folded, no count of further violations. */
function titleOf(failure: EventFailure): string {
  const leading = failure.violations[0];
  return leading === undefined ? failure.failureType : placed(foldedPath(leading), leading.message);
}

/** Messages go on where the place ends; those that are sentences of their own stand after it. */
function placed(pointer: string, message: string): string {
  if (pointer === "") return message;
  return /^\p{Lu}/u.test(message) ? `${pointer}: ${message}` : `${pointer} ${message}`;
}
