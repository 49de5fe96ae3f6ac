import { ruleFailedCode } from "../core/quality.js";
import type { Violation } from "../core/violation.js";
import type { QualityCount, QualityMeasure } from "../store/store.js";
import type { QualityAssessment } from "./quality/assess-quality.js";

/** Counts what the quality rules found about events. */
export class QualityCounts {
  readonly #sums = new Map<string, QualityCount & { events: number }>();

  /** Counts what was found about one event; `published` holds the warnings of one that is published. */
  add(type: string, { score, violations }: QualityAssessment, published?: readonly Violation[]): void {
    if (score !== undefined) this.#count(type, "score", String(Math.min(9, Math.floor(score * 10))));
    for (const violation of violations) this.#count(type, measureOf(violation), violation.keyword);
    // Without an error among them, its warnings would not keep it out under ENFORCE.
    const isQuestionable = published !== undefined && published.length > 0 && published[0]?.severity !== "error";
    if (isQuestionable) this.#count(type, "questionable", "");
  }

  /** The counts so far; undefined without any. */
  list(): readonly QualityCount[] | undefined {
    return this.#sums.size === 0 ? undefined : [...this.#sums.values()];
  }

  #count(type: string, measure: QualityMeasure, name: string): void {
    const key = `${measure} ${name} ${type}`;
    const sum = this.#sums.get(key);
    if (sum === undefined) this.#sums.set(key, { type, measure, name, events: 1 });
    else sum.events += 1;
  }
}

function measureOf({ code, severity }: Violation): QualityMeasure {
  if (code === ruleFailedCode) return "failed";
  return severity === "error" ? "error" : "warning";
}
