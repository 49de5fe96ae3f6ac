import type { MessageInitShape } from "@bufbuild/protobuf";
import type { EventRecord } from "../core/event.js";
import type { Gateway } from "../gateway/gateway.js";
import { batchBytes } from "../gateway/encoded-event.js";
import type { PublishSession } from "../gateway/publish-session.js";
import { payloadBytes } from "../gateway/submission.js";
import { checkPreferences } from "../registry/selector.js";
import {
  type AcksSchema,
  type OpenStream,
  type Ping,
  type ValidateAndPublishRequest,
  type ValidateAndPublishResponseSchema,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
import { acksOut, type AcksWriter, type DecidedBatch, messageAcks, withoutEvents } from "./acks.js";
import { connectionLossAsCancel } from "./errors.js";
import { eventsIn } from "./events.js";
import { ackModes, framings, invalidActions, streamModes } from "./names.js";
import { safeIn } from "./numbers.js";
import { createOutbox, type Outbox } from "./outbox.js";
import { violation } from "./violation.js";
import { createWindow, type Window } from "./window.js";

/** What a publish stream needs. */
export interface PublishStreamDeps {
  readonly gateway: Gateway;
  readonly newId: () => string;
  /** The server's maximum of what may be unacknowledged on one stream. */
  readonly windowEvents: number;
  readonly windowBytes: number;
  /** How long a producer may take for its first frame. */
  readonly openTimeoutMs: number;
  /** Aborts when the server goes away; producers are then told to reconnect elsewhere. */
  readonly stopping: AbortSignal;
  readonly observer: PublishObserver;
}

/** Who is told about publish streams. */
export interface PublishObserver {
  /** @throws SluiceError LIMIT_EXCEEDED when there are too many */
  opened(stream: string, sessionId: string): void;
  /** `failure` is undefined when the stream ended in order. */
  closed(stream: string, sessionId: string, events: number, failure: unknown): void;
  /** The time from a batch's arrival to its ack, and how much is in flight. */
  acked(batchMs: number, events: number, bytes: number): void;
  /** `waitedMs` is how long the batch waited for room. */
  received(events: number, bytes: number, waitedMs: number): void;
  /** What was received and came to nothing, because the stream failed. */
  dropped(events: number, bytes: number): void;
}

/** What a producer says: opens the stream, sends a batch, asks for a pong. */
export type IncomingFrame =
  | { readonly case: "open"; readonly value: OpenStream }
  | { readonly case: "events"; readonly firstSequence: number; readonly events: readonly EventRecord[] }
  | { readonly case: "ping"; readonly value: Pick<Ping, "nonce"> };

/** Frames as the contract's own messages, for callers that speak JSON. */
export const messageCodec: FrameCodec<ValidateAndPublishRequest, MessageInitShape<typeof AcksSchema>> = {
  read: messageFrame,
  acks: messageAcks,
};

function messageFrame({ frame }: ValidateAndPublishRequest): IncomingFrame {
  switch (frame.case) {
    case "events": {
      const { firstSequence, events } = frame.value;
      return {
        case: "events",
        firstSequence: safeIn("events.first_sequence", firstSequence),
        events: eventsIn("events.events", events),
      };
    }
    case undefined:
      throw violation("frame", "must be one of `open`, `events` and `ping`");
    default:
      return frame;
  }
}

type OtherFrame = Exclude<
  NonNullable<MessageInitShape<typeof ValidateAndPublishResponseSchema>["frame"]>,
  { case: "acks" }
>;

/** A frame for the producer; acks are as the writer of its side writes them. */
export interface OutgoingFrame<Acks> {
  readonly frame: OtherFrame | { readonly case: "acks"; readonly value: Acks };
}

/** How frames are read and acks written for one kind of callers. */
export interface FrameCodec<Request, Acks> {
  /** @throws SluiceError PROTOCOL_VIOLATION, INVALID_ARGUMENT */
  readonly read: (request: Request) => IncomingFrame;
  /** The writer of one stream. */
  readonly acks: () => AcksWriter<Acks>;
}

type OutboxItem = { readonly frame: OtherFrame } | { readonly decided: DecidedBatch };

/** Items that may wait for a producer before its pings do, too. */
const maxUntakenItems = 1000;

/** Bytes of events that are kept although they are stored, because it costs nothing while producers read what they are told. */
const maxUntakenBytes = 1024 * 1024;

interface Frames {
  /** The next frame; undefined when the producer has said all. */
  next(): Promise<IncomingFrame | undefined>;
}

/** An opened stream. */
interface Connection {
  readonly session: PublishSession;
  readonly sessionId: string;
  readonly stream: string;
  readonly ackMode: "cumulative" | "per-event";
  readonly window: Window;
  ackedThrough: number;
  /** Bytes of the events of decided batches whose acknowledgement nobody took yet. */
  untakenBytes: number;
  /** Settles like the latest batch; each waits for the one before it, so that nothing is acknowledged past a failure. */
  delivered: Promise<void>;
}

/** GatewayService.ValidateAndPublish: reads frames and writes acks side by side, neither waiting for the other. */
export async function* publishStream<Request, Acks>(
  deps: PublishStreamDeps,
  requests: AsyncIterable<Request>,
  { read, acks: startAcks }: FrameCodec<Request, Acks>,
): AsyncGenerator<OutgoingFrame<Acks>> {
  const iterator = requests[Symbol.asyncIterator]();
  const frames: Frames = {
    async next() {
      const next = await iterator.next();
      return next.done === true ? undefined : read(next.value);
    },
  };
  const first = await within(deps.openTimeoutMs, frames.next());
  if (first === undefined) return;
  if (first.case !== "open") throw violation("frame", "the first frame must be `open`");
  const connection = await openConnection(deps, first.value);
  const { stream, ackMode, session, sessionId, window } = connection;
  const outbox = createOutbox<OutboxItem>();
  const writer = startAcks();
  const goAway = (): void => {
    outbox.push({ frame: { case: "goAway", value: { reason: "The server is stopping; reconnect." } } });
  };
  deps.stopping.addEventListener("abort", goAway, { once: true });
  if (deps.stopping.aborted) goAway();
  let failure: unknown;
  let events = 0;
  try {
    yield openedOut(connection);
    void readFrames(deps, connection, frames, outbox);
    for (let items = await outbox.take(); items !== undefined; items = await outbox.take()) {
      connection.untakenBytes = 0;
      for (const item of items) if ("frame" in item) yield item;
      const batches = items.flatMap((item) => ("decided" in item ? [item.decided] : []));
      window.limitTo(session.windowShare());
      const progress = { ackedThrough: connection.ackedThrough, windowEvents: window.events };
      for (const { ackedThrough, acks } of acksOut(batches, ackMode, progress, writer)) {
        connection.ackedThrough = ackedThrough;
        yield { frame: { case: "acks", value: acks } };
      }
      for (const batch of batches) {
        events += batch.events.length;
        window.release(batch.events.length, batch.bytes);
      }
    }
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    deps.stopping.removeEventListener("abort", goAway);
    window.close();
    deps.observer.closed(stream, sessionId, events, failure);
  }
}

async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(violation("frame", `the first frame, \`open\`, did not come within ${ms} ms`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function openConnection(deps: PublishStreamDeps, open: OpenStream): Promise<Connection> {
  checkPreferences("open.schema_preferences", open.schemaPreferences);
  const ackMode = ackModes.word("open.ack_mode", open.ackMode) ?? "cumulative";
  const session = await deps.gateway.open(
    {
      stream: open.stream,
      invalidAction: invalidActions.word("open.invalid_action", open.invalidAction),
      framing: framings.word("open.framing", open.framing),
      schemaPreferences: open.schemaPreferences,
    },
    { id: open.producerId, epoch: safeIn("open.producer_epoch", open.producerEpoch) },
  );
  const sessionId = deps.newId();
  deps.observer.opened(open.stream, sessionId);
  const events = Math.min(open.maxInflightEvents || deps.windowEvents, deps.windowEvents);
  const bytes = Math.min(Number(open.maxInflightBytes) || deps.windowBytes, deps.windowBytes);
  const ackedThrough = session.lastCommittedSequence;
  const window = createWindow(events, bytes);
  const { stream } = open;
  const progress = { ackedThrough, untakenBytes: 0, delivered: Promise.resolve() };
  return { session, sessionId, stream, ackMode, window, ...progress };
}

function openedOut({ session, sessionId, window }: Connection): { readonly frame: OtherFrame } {
  const { config, lastCommittedSequence } = session;
  return {
    frame: {
      case: "opened",
      value: {
        sessionId,
        lastCommittedSequence: BigInt(lastCommittedSequence),
        windowEvents: window.events,
        windowBytes: BigInt(window.bytes),
        maxEventBytes: config.maxEventBytes,
        maxBatchEvents: config.maxBatchEvents,
        mode: streamModes.of[config.mode],
      },
    },
  };
}

/**
 * Reads until the producer has said all, then waits for what is in flight; what goes wrong ends the stream. Once it has
 * ended nothing more is taken: nobody could be told what became of it.
 */
async function readFrames(
  deps: PublishStreamDeps,
  connection: Connection,
  frames: Frames,
  outbox: Outbox<OutboxItem>,
): Promise<void> {
  try {
    for (let frame = await frames.next(); frame !== undefined; frame = await frames.next()) {
      if (connection.window.closed) return;
      switch (frame.case) {
        case "events":
          await takeBatch(deps, connection, frame, outbox);
          break;
        case "ping": {
          const ackedThrough = BigInt(connection.ackedThrough);
          // Pings take no room in the window: who sends them and does not read the answers has to wait.
          await outbox.whenBelow(maxUntakenItems);
          outbox.push({ frame: { case: "pong", value: { nonce: frame.value.nonce, ackedThrough } } });
          break;
        }
        case "open":
          throw violation("frame", "`open` may be sent only once, as the first frame");
      }
    }
    await connection.delivered;
    outbox.close();
  } catch (error) {
    // What was in flight when a frame was refused is acknowledged before the stream fails.
    await connection.delivered.catch(() => undefined);
    outbox.fail(connectionLossAsCancel(error));
  }
}

async function takeBatch(
  deps: PublishStreamDeps,
  connection: Connection,
  { firstSequence, events }: Extract<IncomingFrame, { case: "events" }>,
  outbox: Outbox<OutboxItem>,
): Promise<void> {
  const { session, window } = connection;
  const arrivedAt = performance.now();
  const bytes = payloadBytes(events);
  await window.reserve(events.length, bytes);
  await deps.gateway.whenRoom();
  if (window.closed) return;
  const submittedAt = performance.now();
  const { decided } = await session.submit(firstSequence, events);
  deps.observer.received(events.length, bytes, submittedAt - arrivedAt);
  const delivered = Promise.all([decided, connection.delivered]).then(([outcomes]) => {
    const batch = { firstSequence, events, outcomes, bytes };
    connection.untakenBytes += batchBytes(events);
    const kept = connection.untakenBytes > maxUntakenBytes ? withoutEvents(batch) : batch;
    window.decided(events.length, performance.now() - submittedAt, session.commitMs());
    outbox.push({ decided: kept });
    deps.observer.acked(performance.now() - arrivedAt, events.length, bytes);
  });
  connection.delivered = delivered;
  delivered.catch((error: unknown) => {
    deps.observer.dropped(events.length, bytes);
    outbox.fail(error);
  });
}
