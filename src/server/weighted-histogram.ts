import type { Metric, Registry } from "prom-client";

/** What is observed many times at once. */
export interface WeightedHistogram {
  /** The same value so many times. */
  observe(value: number, times: number): void;
}

/** How a histogram is declared; its buckets rise. */
export interface HistogramDeclaration {
  readonly name: string;
  readonly help: string;
  readonly buckets: readonly number[];
}

/** Makes a histogram whose observations count many times: the library's takes them one by one, which costs as often. */
export function createWeightedHistogram(
  registry: Registry,
  { name, help, buckets }: HistogramDeclaration,
): WeightedHistogram {
  const counts = buckets.map(() => 0);
  let [sum, count] = [0, 0];
  const get = async () => {
    let cumulative = 0;
    const bucketsSoFar = buckets.map((le, index) => {
      cumulative += counts[index] ?? 0;
      return { labels: { le }, value: cumulative, metricName: `${name}_bucket` };
    });
    const values = [
      ...bucketsSoFar,
      { labels: { le: "+Inf" }, value: count, metricName: `${name}_bucket` },
      { labels: {}, value: sum, metricName: `${name}_sum` },
      { labels: {}, value: count, metricName: `${name}_count` },
    ];
    return { name, help, type: "histogram", aggregator: "sum", values };
  };
  // The types of the library know its own classes only; what it asks of a metric is this.
  registry.registerMetric({ name, get } as unknown as Metric);
  return {
    observe(value, times) {
      const index = buckets.findIndex((upper) => value <= upper);
      if (index !== -1) counts[index] = (counts[index] ?? 0) + times;
      sum += value * times;
      count += times;
    },
  };
}
