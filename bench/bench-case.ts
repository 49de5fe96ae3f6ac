/** How large the events are: about 300 bytes, or about 2 kB, of JSON; the other formats hold the same in less. */
export type EventSize = "small" | "large";

/** What the payloads are: JSON under a JSON Schema, or Avro or Protobuf binary, the latter also with rules of Protovalidate. */
export type EventFormat = "json" | "avro" | "protobuf" | "protovalidate";

/** One way to load the gateway. */
export interface BenchCase {
  readonly format: EventFormat;
  readonly size: EventSize;
  /** Events in one frame. */
  readonly batch: number;
  /** Publish streams side by side, each on a connection of its own, all into one stream of the log. */
  readonly streams: number;
  /** How many of 100 events do not fit their schema. */
  readonly invalidPercent: number;
}

/** What `--quick` measures, and what the numbers in docs/performance.md are about unless they say otherwise. */
export const standardCase: BenchCase = { format: "json", size: "small", batch: 100, streams: 4, invalidPercent: 0 };

/** For people, in a few words. */
export function caseName({ format, size, batch, streams, invalidPercent }: BenchCase): string {
  const event = format === "json" ? size : `${format}, ${size}`;
  return `${event}, batch ${batch}, ${streams} ${streams === 1 ? "stream" : "streams"}, ${invalidPercent} % invalid`;
}

/** Whether the event with this index, counted from 0 on each stream, is to be invalid; spreads them evenly. */
export function isInvalid(index: number, invalidPercent: number): boolean {
  return invalidAmong(index + 1, invalidPercent) > invalidAmong(index, invalidPercent);
}

/** How many of the first so many events of a stream are invalid. */
export function invalidAmong(events: number, invalidPercent: number): number {
  return Math.floor((events * invalidPercent) / 100);
}
