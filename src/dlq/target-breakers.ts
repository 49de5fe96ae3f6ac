/** What a breaker says about a target. */
export type BreakerVerdict = "go" | { readonly waitMs: number };

/** Stops sending to targets where nothing gets through. In memory: a process that starts anew tries once more. */
export interface TargetBreakers {
  /** Whether to send something now; `go` may be the probe after a pause. */
  ask(target: string): BreakerVerdict;
  /** What became of something that was sent. Answers whether the breaker opened by this. */
  record(target: string, succeeded: boolean): boolean;
}

/** How a breaker judges. */
export interface TargetBreakerOptions {
  readonly now: () => number;
  /** So many failures in a row open it; default 5. */
  readonly failures?: number;
  /** So long it stays open before one probe is let through; default 30 seconds. */
  readonly coolDownMs?: number;
}

interface Breaker {
  failures: number;
  openUntil: number;
}

/** Targets that are remembered; a target that works is forgotten. */
const maxTargets = 10_000;

/** Makes breakers that all targets of a process share by name. */
export function createTargetBreakers({ now, failures = 5, coolDownMs = 30_000 }: TargetBreakerOptions): TargetBreakers {
  const breakers = new Map<string, Breaker>();
  return {
    ask(target) {
      const breaker = breakers.get(target);
      if (breaker === undefined || breaker.failures < failures) return "go";
      const waitMs = breaker.openUntil - now();
      if (waitMs > 0) return { waitMs };
      // The probe: others wait for what becomes of it, or for another pause.
      breaker.openUntil = now() + coolDownMs;
      return "go";
    },
    record(target, succeeded) {
      if (succeeded) {
        breakers.delete(target);
        return false;
      }
      const breaker = breakers.get(target) ?? { failures: 0, openUntil: 0 };
      breaker.failures += 1;
      const opens = breaker.failures === failures;
      if (breaker.failures >= failures) breaker.openUntil = now() + coolDownMs;
      if (breakers.size < maxTargets || breakers.has(target)) breakers.set(target, breaker);
      return opens;
    },
  };
}
