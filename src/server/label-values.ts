/** What stands for every value beyond the cap. */
const otherLabel = "__other__";

/**
 * Bounds the values of a label that users choose: the first `limit` distinct ones as they are, every later one as
 * `__other__`. Each value is a time series for ever, in this process and in whatever collects its metrics.
 */
export function createLabelValues(limit: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= limit) return otherLabel;
    seen.add(value);
    return value;
  };
}
