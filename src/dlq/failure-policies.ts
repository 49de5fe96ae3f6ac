import { invalidArgument } from "../core/errors.js";
import { checkName } from "../core/subject.js";
import type { ConsumerStore } from "../store/store.js";
import { defaultSchedule, type RetrySchedule } from "./retry-schedule.js";

/** What becomes of an event that a consumer reports as failed. */
export type FailureAction = "store" | "retry" | "alert" | "discard";

/** What becomes of failures of one kind. */
export interface FailurePolicy {
  /** `*` stands for any text, everything else for itself. */
  readonly errorType: string;
  readonly action: FailureAction;
  readonly retry: RetrySchedule;
}

/** What failures get that no policy fits. */
const storing: FailurePolicy = { errorType: "*", action: "store", retry: defaultSchedule };

const maxPolicies = 100;

const dayMs = 24 * 3_600_000;

/** Reads and writes the policies of streams. */
export interface FailurePolicies {
  get(stream: string): Promise<readonly FailurePolicy[]>;
  /** Sets them as a whole. @throws SluiceError INVALID_ARGUMENT naming the policy and the field */
  set(stream: string, policies: readonly FailurePolicy[]): Promise<void>;
  /** The first that fits. */
  of(stream: string, errorType: string): Promise<FailurePolicy>;
}

/** Keeps the policies in the store. */
export function createFailurePolicies(consumers: Pick<ConsumerStore, "policies" | "setPolicies">): FailurePolicies {
  const get = async (stream: string): Promise<readonly FailurePolicy[]> => {
    const text = await consumers.policies(checkName("stream", stream));
    // Only `set` writes it.
    return text === undefined ? [] : (JSON.parse(text) as FailurePolicy[]);
  };
  return {
    get,
    async set(stream, policies) {
      checkName("stream", stream);
      if (policies.length > maxPolicies)
        throw invalidArgument("policies", `has ${policies.length} policies; at most ${maxPolicies} are allowed`);
      for (const [index, policy] of policies.entries()) checkPolicy(`policies[${index}]`, policy);
      await consumers.setPolicies(stream, JSON.stringify(policies));
    },
    async of(stream, errorType) {
      const policies = await get(stream);
      return policies.find((policy) => fits(policy.errorType, errorType)) ?? storing;
    },
  };
}

function checkPolicy(field: string, { errorType, retry }: FailurePolicy): void {
  checkName(`${field}.error_type`, errorType);
  const bounds: readonly (readonly [name: string, value: number, least: number, most: number])[] = [
    ["base", retry.baseMs, 10, dayMs],
    ["cap", retry.capMs, 10, 7 * dayMs],
    ["max_attempts", retry.maxAttempts, 1, 1000],
    ["max_age", retry.maxAgeMs, 1000, 365 * dayMs],
  ];
  for (const [name, value, least, most] of bounds) {
    if (value >= least && value <= most) continue;
    const unit = name === "max_attempts" ? "" : " ms";
    const bound = `it must be between ${least} and ${most}${unit}`;
    throw invalidArgument(`${field}.retry.${name}`, `is ${value}${unit}; ${bound}`);
  }
}

/** Whether a text fits a pattern with `*`; in time linear to their product, whatever they hold. */
export function fits(pattern: string, text: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    const found = text.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return text.length - last.length >= position && text.endsWith(last);
}
