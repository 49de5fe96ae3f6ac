import { type TimeSource } from "../time/time-source.js";
import { type UnverifiedReason } from "./client-events.js";

const quietMs = 60_000;
const maxRemembered = 1000;

/** Says for each subject and reason the first time, then at most once a minute with the number left out in between. */
export class UnverifiedNotices {
  readonly #told = new Map<string, { until: number; suppressed: number }>();

  constructor(
    private readonly time: TimeSource,
    private readonly tell: (subject: string, reason: UnverifiedReason, suppressed: number) => void,
  ) {}

  /** A payload of the subject passed unverified. */
  notice(subject: string, reason: UnverifiedReason): void {
    const key = `${reason} ${subject}`;
    const now = this.time.now();
    const told = this.#told.get(key);
    if (told !== undefined && now < told.until) {
      told.suppressed += 1;
      return;
    }
    this.#told.delete(key);
    this.#told.set(key, { until: now + quietMs, suppressed: 0 });
    for (const oldest of this.#told.keys()) {
      if (this.#told.size <= maxRemembered) break;
      this.#told.delete(oldest);
    }
    this.tell(subject, reason, told?.suppressed ?? 0);
  }
}
