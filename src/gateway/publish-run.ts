import type { EventRecord, SchemaUsed } from "../core/event.js";
import type { StreamConfig } from "../store/store.js";
import type { Disposition } from "./disposition.js";
import { canLeadList, dataLength, followsInList } from "./encoded-event.js";
import { EventKey } from "./event-key.js";
import type { Refusal } from "./flood-breakers.js";

/**
 * Events of one type that came one after the other and are published as they came, by one schema and without a warning. That is
 * what most batches are, so that what is done with each event is little: the rest is done once for all of them.
 */
export interface PublishRun {
  readonly kind: "publish-run";
  /** At least two, of which each follows the one before in the bytes they came in. */
  readonly events: readonly EventRecord[];
  /** The keys of the events, four words each: made while what they are made of is still near. */
  readonly keys: Uint32Array;
  /** Payload bytes of all of them. */
  readonly bytes: number;
  readonly schema: SchemaUsed | undefined;
}

type Checked = Disposition | Refusal;
type PublishDisposition = Extract<Disposition, { kind: "publish" }>;

/** Most events of a run. */
export const maxRunEvents = 16_384;

/** Puts runs in the place of the items that are one. Streams that keep the order of keys look at each event by itself. */
export function gatherRuns({ ordering }: StreamConfig, items: readonly Checked[]): readonly (Checked | PublishRun)[] {
  if (ordering !== "none") return items;
  const gathered: (Checked | PublishRun)[] = [];
  for (let from = 0; from < items.length; ) {
    const to = runEnd(items, from);
    const first = items[from];
    if (first === undefined) break;
    const run = to - from < 2 ? undefined : runOf(items.slice(from, to), first);
    if (run === undefined) gathered.push(...items.slice(from, Math.max(to, from + 1)));
    else gathered.push(run);
    from = Math.max(to, from + 1);
  }
  return gathered;
}

const key = new EventKey();

/** The run of these; undefined where one of them has no key. */
function runOf(items: readonly Checked[], first: Checked): PublishRun | undefined {
  if (first.kind !== "publish") return undefined;
  const events = items.map(({ event }) => event);
  const keys = new Uint32Array(4 * events.length);
  let bytes = 0;
  let at = 0;
  for (const event of events) {
    if (!key.take(event)) return undefined;
    for (let word = 0; word < 4; word++) keys[at++] = key.words[word] ?? 0;
    bytes += dataLength(event);
  }
  return { kind: "publish-run", events, keys, bytes, schema: first.schema };
}

/** The index after the run that begins at an item; the same one where none does. */
function runEnd(items: readonly Checked[], from: number): number {
  const first = items[from];
  if (!isPlain(first) || !canLeadList(first.event)) return from;
  let before = first.event;
  for (let at = from + 1; ; at++) {
    const item = items[at];
    if (at - from === maxRunEvents || !isPlain(item) || item.schema !== first.schema) return at;
    if (!followsInList(before, item.event)) return at;
    before = item.event;
  }
}

function isPlain(item: Checked | undefined): item is PublishDisposition {
  return item?.kind === "publish" && item.warnings.length === 0 && item.quality === undefined;
}
