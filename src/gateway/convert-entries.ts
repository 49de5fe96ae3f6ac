import type { SchemaUsed } from "../core/event.js";
import type { Registry } from "../registry/registry.js";
import type { PlacedEntry } from "./record.js";
import type { StreamSettings } from "./stream-settings.js";
import type { SubscriptionBatch } from "./subscribe.js";

/** What became of a subscriber's wish for a track, for one event. */
export interface EntryConversion {
  /** Undefined when the event is delivered as it is in the log. */
  readonly schema: SchemaUsed | undefined;
  readonly majors: readonly number[];
  /** Why it is delivered as it is; empty when it is not. */
  readonly reason: string;
}

/** An entry as a subscriber wants it. */
export interface ConvertedEntry extends PlacedEntry {
  /** Undefined when no track was asked for, and for events of that track. */
  readonly conversion?: EntryConversion;
}

/** What converting needs. */
export interface ConvertEntriesDeps {
  readonly registry: Pick<Registry, "convert">;
  readonly settings: StreamSettings;
}

/** Passes batches on with the events of other tracks converted. Nothing is left out: what cannot be converted says why. */
export async function* convertEntries(
  deps: ConvertEntriesDeps,
  stream: string,
  major: number,
  batches: AsyncGenerator<SubscriptionBatch>,
): AsyncGenerator<SubscriptionBatch> {
  for await (const batch of batches) {
    const entries: ConvertedEntry[] = [];
    for (const entry of batch.entries) entries.push(await convertEntry(deps, stream, major, entry));
    yield { ...batch, entries };
  }
}

async function convertEntry(
  { registry, settings }: ConvertEntriesDeps,
  stream: string,
  major: number,
  entry: PlacedEntry,
): Promise<ConvertedEntry> {
  const written = entry.schema;
  if (written === undefined) return { ...entry, conversion: kept("it was published without a schema") };
  if (Number.parseInt(written.semver, 10) === major) return entry;
  const { config } = await settings.get(stream);
  const { framing, maxDepth } = config;
  const conversion = await registry.convert({ event: entry.event, framing, written, major, maxDepth });
  if (conversion.kind === "kept") return { ...entry, conversion: kept(conversion.reason) };
  const { event, schema, majors } = conversion;
  return { ...entry, event, conversion: { schema, majors, reason: "" } };
}

function kept(reason: string): EntryConversion {
  return { schema: undefined, majors: [], reason };
}
