import { type Services, type ServicesOptions } from "../connection/services.js";
import { type SluiceClientError, invalidConfig } from "../errors/client-error.js";
import { type EventOutcome, PayloadFraming } from "../gen/sluice/v1/event_pb.js";
import { AckMode, InvalidAction } from "../gen/sluice/v1/gateway_pb.js";
import { checkBackoff, integerInRange, nonEmpty, oneOf } from "../options/option-checks.js";
import { type Backoff } from "../resilience/backoff.js";
import { type TimeSource, steadyTime, systemTime } from "../time/time-source.js";
import { createEventId } from "./event-id.js";
import { type PublishableEvent } from "./publishable-event.js";

/** Options of a publisher. `stream` and one of `url` and `services` are required; times are in milliseconds. */
export interface PublisherOptions extends Partial<ServicesOptions> {
  /** The stream to publish to. Required. */
  readonly stream: string;
  /** Calls go to these instead of a connection of the publisher's own; the caller closes them. */
  readonly services?: Services | undefined;
  /** Stable name of the producer. Default: a new one, so that duplicates are kept out only while this publisher lives. */
  readonly producerId?: string | undefined;
  /**
   * Shuts out publishers of the same `producerId` with a lower one. Default: the time in milliseconds, so that a
   * restarted producer never takes up its predecessor's sequences. Set it only if every start raises it.
   */
  readonly producerEpoch?: bigint | undefined;
  /** `source` of events that name none. Default `/producers/<producerId>`. */
  readonly source?: string | undefined;
  /** `type` of events that name none. */
  readonly type?: string | undefined;
  /** What becomes of invalid events; cannot weaken the stream's mode. Default: as the stream is configured. */
  readonly invalidAction?: "dead-letter" | "reject" | undefined;
  /** Whether runs of published events are acknowledged together. Default `cumulative`; the outcomes are the same. */
  readonly ackMode?: "cumulative" | "per-event" | undefined;
  /** How payloads are framed. Default: as the stream is configured. */
  readonly framing?: "plain" | "confluent" | undefined;
  /** Preferred schemas in order for events that name none. Default: the latest. */
  readonly schemaPreferences?: readonly string[] | undefined;
  /** Most events in one frame. Default 500; the server may allow fewer. */
  readonly maxBatchEvents?: number | undefined;
  /** Most bytes in one frame. Default 1 MiB, at most 8 MiB; an event that is larger goes alone. */
  readonly maxBatchBytes?: number | undefined;
  /** How long an event waits for others to fill its frame. Default 5. */
  readonly lingerMs?: number | undefined;
  /** Most events sent and not acknowledged. Default: what the server allows. */
  readonly maxInflightEvents?: number | undefined;
  /** Most payload bytes sent and not acknowledged. Default: what the server allows. */
  readonly maxInflightBytes?: number | undefined;
  /** Most events held here, sent or not. Default 10,000. */
  readonly maxBufferedEvents?: number | undefined;
  /** Most bytes held here, sent or not. Default 64 MiB. */
  readonly maxBufferedBytes?: number | undefined;
  /** What `publish` does while the buffer is full. Default `wait`. */
  readonly whenFull?: "wait" | "reject" | undefined;
  /** Waits between connections. Default 100 to 10,000, with full jitter. */
  readonly backoff?: Backoff | undefined;
  /** How often an event that the server could not store is sent again before its outcome is `failed`. Default 10. */
  readonly maxFailedRetries?: number | undefined;
  /** How long an open stream may be silent before it is pinged, while nothing is unacknowledged. Default 15,000. */
  readonly pingIntervalMs?: number | undefined;
  /** How long opening a stream and answering a ping may take. Default 10,000. */
  readonly answerTimeoutMs?: number | undefined;
  /** How long an event may stay unacknowledged before the connection is taken for dead. Default 120,000. */
  readonly ackTimeoutMs?: number | undefined;
  /** Called with each outcome, before the promise of `publish` resolves. */
  readonly onOutcome?: ((event: PublishableEvent, outcome: EventOutcome) => void) | undefined;
  /** Called when publishing ended for good: fenced, refused, or the protocol was broken. */
  readonly onFatal?: ((error: SluiceClientError) => void) | undefined;
  /** Clock and randomness; for tests. */
  readonly time?: TimeSource | undefined;
}

/** The options with their defaults, checked. */
export interface PublisherSettings {
  readonly stream: string;
  readonly producerId: string;
  readonly producerEpoch: bigint;
  readonly source: string;
  readonly type: string | undefined;
  readonly invalidAction: InvalidAction;
  readonly ackMode: AckMode;
  readonly framing: PayloadFraming;
  readonly schemaPreferences: readonly string[];
  readonly maxBatchEvents: number;
  readonly maxBatchBytes: number;
  readonly lingerMs: number;
  readonly maxInflightEvents: number;
  readonly maxInflightBytes: number;
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
  readonly whenFull: "wait" | "reject";
  readonly backoff: Backoff;
  readonly maxFailedRetries: number;
  readonly pingIntervalMs: number;
  readonly answerTimeoutMs: number;
  readonly ackTimeoutMs: number;
  readonly onOutcome: (event: PublishableEvent, outcome: EventOutcome) => void;
  readonly onFatal: (error: SluiceClientError) => void;
  /** By which waits are measured. */
  readonly time: TimeSource;
  /** By which ids, times and epochs are given. */
  readonly wallTime: TimeSource;
}

const ignore = (): void => undefined;

/**
 * Checks the options and fills in the defaults.
 * @throws SluiceClientError INVALID_CONFIG naming the option
 */
export function checkPublisherOptions(options: PublisherOptions): PublisherSettings {
  const wallTime = options.time ?? systemTime;
  const producerId = nonEmpty("producerId", options.producerId ?? `publisher-${createEventId(wallTime)}`);
  if ((options.url === undefined) === (options.services === undefined)) {
    throw invalidConfig("url", "give either url or services");
  }
  return {
    ...checkNumbers(options),
    ...checkChoices(options),
    stream: nonEmpty("stream", options.stream),
    producerId,
    producerEpoch: checkEpoch(options.producerEpoch ?? BigInt(wallTime.now())),
    source: nonEmpty("source", options.source ?? `/producers/${encodeURIComponent(producerId)}`),
    type: options.type,
    schemaPreferences: options.schemaPreferences ?? [],
    backoff: checkBackoff(
      "backoff",
      { baseMs: options.backoff?.baseMs ?? 100, maxMs: options.backoff?.maxMs ?? 10_000 },
      600_000,
    ),
    onOutcome: options.onOutcome ?? ignore,
    onFatal: options.onFatal ?? ignore,
    time: options.time ?? steadyTime,
    wallTime,
  };
}

function checkChoices(options: PublisherOptions) {
  const { invalidAction, framing } = options;
  const ackModes = { cumulative: AckMode.CUMULATIVE, "per-event": AckMode.PER_EVENT };
  const actions = { "dead-letter": InvalidAction.DEAD_LETTER, reject: InvalidAction.REJECT };
  const framings = { plain: PayloadFraming.PLAIN, confluent: PayloadFraming.CONFLUENT };
  const choose = <Word extends string, Value>(key: string, word: string, words: Record<Word, Value>): Value =>
    words[oneOf(key, word, Object.keys(words) as Word[])];
  return {
    ackMode: choose("ackMode", options.ackMode ?? "cumulative", ackModes),
    invalidAction:
      invalidAction === undefined ? InvalidAction.UNSPECIFIED : choose("invalidAction", invalidAction, actions),
    framing: framing === undefined ? PayloadFraming.UNSPECIFIED : choose("framing", framing, framings),
    whenFull: oneOf("whenFull", options.whenFull ?? "wait", ["wait", "reject"] as const),
  };
}

function checkNumbers(options: PublisherOptions) {
  const count = [1, 1_000_000] as const;
  const bytes = [1, 2 ** 32] as const;
  const timeout = [1, 3_600_000] as const;
  return {
    maxBatchEvents: integerInRange("maxBatchEvents", options.maxBatchEvents ?? 500, count),
    // Half of what a server takes in one message unless it is told otherwise.
    maxBatchBytes: integerInRange("maxBatchBytes", options.maxBatchBytes ?? 1024 * 1024, [1, 8 * 1024 * 1024]),
    lingerMs: integerInRange("lingerMs", options.lingerMs ?? 5, [0, 60_000]),
    maxInflightEvents: integerInRange("maxInflightEvents", options.maxInflightEvents ?? 0, [0, 1_000_000]),
    maxInflightBytes: integerInRange("maxInflightBytes", options.maxInflightBytes ?? 0, [0, 2 ** 32]),
    maxBufferedEvents: integerInRange("maxBufferedEvents", options.maxBufferedEvents ?? 10_000, count),
    maxBufferedBytes: integerInRange("maxBufferedBytes", options.maxBufferedBytes ?? 64 * 1024 * 1024, bytes),
    maxFailedRetries: integerInRange("maxFailedRetries", options.maxFailedRetries ?? 10, [0, 1000]),
    pingIntervalMs: integerInRange("pingIntervalMs", options.pingIntervalMs ?? 15_000, timeout),
    answerTimeoutMs: integerInRange("answerTimeoutMs", options.answerTimeoutMs ?? 10_000, timeout),
    ackTimeoutMs: integerInRange("ackTimeoutMs", options.ackTimeoutMs ?? 120_000, timeout),
  };
}

function checkEpoch(epoch: bigint): bigint {
  if (epoch < 0n || epoch >= 2n ** 64n) throw invalidConfig("producerEpoch", `expected 0 to 2^64 - 1, got ${epoch}`);
  return epoch;
}
