import { type DeliveryOrder } from "../gen/sluice/v1/consumer_pb.js";
import { invalidConfig } from "../errors/client-error.js";
import { checkBackoff, integerInRange, nonEmpty } from "../options/option-checks.js";
import { type Backoff } from "../resilience/backoff.js";
import { type TimeSource, steadyTime } from "../time/time-source.js";
import { type Classify, type Handler, classifyThrown } from "./handler.js";

/** How a consumer works. Times are in milliseconds. */
export interface GroupConsumerOptions {
  /** The stream. Required. */
  readonly stream: string;
  /** The consumer group, whose members share the work. Created when it does not exist. Required. */
  readonly group: string;
  /** Handlers by event type; the group is given these types only. `*` handles every type that has no other. Required. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** Name of this member, for people. Default: empty. */
  readonly member?: string | undefined;
  /** Where a new group begins. Default: the first event that is kept. */
  readonly from?: "earliest" | "latest" | bigint | undefined;
  /** Handlers that run at a time. Default 10. */
  readonly concurrency?: number | undefined;
  /** So often an event is given to a handler before it is parked. Default 5. Retries of dead letters are given once. */
  readonly maxAttempts?: number | undefined;
  /** Waits between the attempts for one event, with full jitter. Default 1,000 to 60,000. */
  readonly retry?: Backoff | undefined;
  /** How long an event belongs to this member; extended while its handler runs. Default: as the group has it, 30,000. */
  readonly leaseMs?: number | undefined;
  /** Whether events with one `partitionkey` are handled one after the other. Default: as the group has it, no. */
  readonly order?: DeliveryOrder | undefined;
  /** Most events that are not settled, of the whole group. Default: as the group has it, 1,000. */
  readonly maxInFlight?: number | undefined;
  /** Says whether what a handler throws may work later. Default: all but validation and syntax errors may. */
  readonly classify?: Classify | undefined;
  /** How long `stop` waits for handlers. Default 30,000. */
  readonly stopTimeoutMs?: number | undefined;
  /** Waits between calls that fail. Default 100 to 10,000, with full jitter. */
  readonly backoff?: Backoff | undefined;
  /** Clock and randomness; for tests. */
  readonly time?: TimeSource | undefined;
}

type Defaulted = "member" | "concurrency" | "maxAttempts" | "retry" | "classify" | "stopTimeoutMs" | "backoff" | "time";

/** The options with their defaults. */
export type SettledConsumerOptions = Omit<GroupConsumerOptions, Defaulted> & {
  readonly [Key in Defaulted]: NonNullable<GroupConsumerOptions[Key]>;
};

/**
 * Checks options and fills in defaults.
 * @throws SluiceClientError INVALID_CONFIG naming the option
 */
export function consumerOptions(options: GroupConsumerOptions): SettledConsumerOptions {
  nonEmpty("stream", options.stream);
  nonEmpty("group", options.group);
  if (Object.keys(options.handlers).length === 0) throw invalidConfig("handlers", "needs at least one");
  if (options.leaseMs !== undefined) integerInRange("leaseMs", options.leaseMs, [1, 86_400_000]);
  if (options.maxInFlight !== undefined) integerInRange("maxInFlight", options.maxInFlight, [1, 2 ** 31]);
  return {
    ...options,
    member: options.member ?? "",
    concurrency: integerInRange("concurrency", options.concurrency ?? 10, [1, 1000]),
    maxAttempts: integerInRange("maxAttempts", options.maxAttempts ?? 5, [1, 1000]),
    retry: checkBackoff("retry", options.retry ?? { baseMs: 1000, maxMs: 60_000 }),
    classify: options.classify ?? classifyThrown,
    stopTimeoutMs: integerInRange("stopTimeoutMs", options.stopTimeoutMs ?? 30_000, [0, 3_600_000]),
    backoff: checkBackoff("backoff", options.backoff ?? { baseMs: 100, maxMs: 10_000 }),
    time: options.time ?? steadyTime,
  };
}
