/** What became of a message: the `status` of `consumer_messages_processed_total`. */
export type MessageStatus = "success" | "retry" | "dead_letter" | "lost";

const statuses: readonly MessageStatus[] = ["success", "retry", "dead_letter", "lost"];

/** Upper bounds of the durations, in seconds. */
const buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const;

/** Counts of one consumer since it was made. */
export interface ConsumerStatistics {
  readonly processed: Readonly<Record<MessageStatus, number>>;
  /** By reason. */
  readonly validationFailures: Readonly<Record<string, number>>;
  /** Handlers that run now. */
  readonly running: number;
}

/** Counts what a consumer does. */
export class ConsumerMetrics {
  readonly #processed = new Map<MessageStatus, number>(statuses.map((status) => [status, 0]));
  readonly #reasons = new Map<string, number>();
  readonly #counts: number[] = buckets.map(() => 0);
  #durations = 0;
  #seconds = 0;
  running = 0;

  /** A message was decided on. */
  processed(status: MessageStatus): void {
    this.#processed.set(status, (this.#processed.get(status) ?? 0) + 1);
  }

  /** A handler took so long. */
  took(seconds: number): void {
    this.#durations += 1;
    this.#seconds += seconds;
    for (const [index, bound] of buckets.entries())
      if (seconds <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
  }

  /** An event turned out to be invalid. */
  invalid(reason: string): void {
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
  }

  /** What was counted. */
  statistics(): ConsumerStatistics {
    return {
      processed: Object.fromEntries(this.#processed) as Record<MessageStatus, number>,
      validationFailures: Object.fromEntries(this.#reasons),
      running: this.running,
    };
  }

  /** The same as Prometheus text. */
  exposition(): string {
    const processed = "consumer_messages_processed_total";
    const duration = "consumer_processing_duration_seconds";
    const invalid = "consumer_validation_failures_total";
    const lines = [
      `# HELP ${processed} Messages decided on.`,
      `# TYPE ${processed} counter`,
      ...[...this.#processed].map(([status, count]) => `${processed}{status="${status}"} ${count}`),
      `# HELP ${duration} How long handlers took.`,
      `# TYPE ${duration} histogram`,
      ...buckets.map((bound, index) => `${duration}_bucket{le="${bound}"} ${this.#counts[index] ?? 0}`),
      `${duration}_bucket{le="+Inf"} ${this.#durations}`,
      `${duration}_sum ${this.#seconds}`,
      `${duration}_count ${this.#durations}`,
      `# HELP ${invalid} Events that turned out to be invalid.`,
      `# TYPE ${invalid} counter`,
      ...[...this.#reasons].map(([reason, count]) => `${invalid}{reason="${reason}"} ${count}`),
    ];
    return `${lines.join("\n")}\n`;
  }
}
