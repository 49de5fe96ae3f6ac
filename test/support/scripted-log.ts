import { type MessageInitShape, create } from "@bufbuild/protobuf";
import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";

import {
  type Acks,
  AcksSchema,
  AckMode,
  type Event,
  type EventOutcome,
  EventOutcomeSchema,
  type GatewayService,
  LoggedEventSchema,
  type Opened,
  OpenedSchema,
  type OpenStream,
  type SubscribeRequest,
  type ValidateAndPublishRequest,
  ValidateAndPublishResponseSchema,
} from "../../clients/typescript/src/gen.js";
import { sluiceError } from "./far-end.js";

/** A frame that was received, in short. */
export interface ReceivedFrame {
  readonly session: number;
  readonly firstSequence: bigint;
  readonly count: number;
  readonly bytes: number;
}

type Outcome = EventOutcome["outcome"];

/**
 * The far end of publishers and subscribers: keeps sequences per producer and epoch, keeps duplicates out, and tells
 * outcomes as gateway.proto says. A test decides windows, verdicts, and when the connection is cut.
 */
export class ScriptedLog {
  /** Every event that was stored, in the order of positions. */
  readonly stored: Event[] = [];
  /** Every frame of events. */
  readonly frames: ReceivedFrame[] = [];
  /** Every first frame. */
  readonly opens: OpenStream[] = [];
  readonly #decided = new Map<string, bigint>();
  readonly #positions = new Map<string, bigint>();
  /** What streams are opened with. */
  opened: Partial<Pick<Opened, "windowEvents" | "windowBytes" | "maxEventBytes" | "maxBatchEvents">> = {};
  /** Decides an event; undefined publishes it. */
  judge: (event: Event) => Outcome | undefined = () => undefined;
  /** Called at each point where a connection may break: frame received, events decided, acks sent. May cut or throw. */
  checkpoint: (point: "received" | "decided" | "acked") => void = () => undefined;
  /** Waits before the acks of a frame. */
  beforeAcks: () => Promise<void> = async () => undefined;
  /** Sends GoAway instead of reading on, after this many frames of a session. */
  goAwayAfter = Number.POSITIVE_INFINITY;
  /** Pings received. */
  pings = 0;
  /** Positions committed, by group. */
  readonly committed = new Map<string, bigint>();

  /** Forgets sequences and events, as a server does that was restored from an old backup. */
  forget(): void {
    this.#decided.clear();
    this.#positions.clear();
    this.stored.length = 0;
  }

  /** The gateway service: publishing and subscribing. */
  readonly gateway: Partial<ServiceImpl<typeof GatewayService>> = {
    validateAndPublish: (requests) => this.#publish(requests),
    subscribe: (request) => this.#subscribe(request),
    commitPosition: ({ group, position }) => {
      this.committed.set(group, position);
      return { position };
    },
  };

  async *#publish(requests: AsyncIterable<ValidateAndPublishRequest>) {
    const session = this.opens.length;
    let open: OpenStream | undefined;
    let frames = 0;
    for await (const { frame } of requests) {
      if (frame.case === "ping") {
        this.pings += 1;
        yield answer({ case: "pong", value: { nonce: frame.value.nonce } });
      } else if (frame.case === "open" && open === undefined) {
        open = frame.value;
        this.opens.push(open);
        this.checkpoint("received");
        yield answer({ case: "opened", value: this.#opened(open) });
        this.checkpoint("acked");
      } else if (frame.case === "events" && open !== undefined) {
        const { firstSequence, events } = frame.value;
        const bytes = events.reduce((sum, { data }) => sum + data.length, 0);
        this.frames.push({ session, firstSequence, count: events.length, bytes });
        this.checkpoint("received");
        const outcomes = this.#decide(open, firstSequence, events);
        this.checkpoint("decided");
        await this.beforeAcks();
        frames += 1;
        if (frames >= this.goAwayAfter) yield answer({ case: "goAway", value: { reason: "deploying" } });
        yield answer({ case: "acks", value: this.#acks(open, outcomes) });
        this.checkpoint("acked");
      } else {
        throw sluiceError(Code.FailedPrecondition, "PROTOCOL_VIOLATION");
      }
    }
  }

  #opened(open: OpenStream): Opened {
    return create(OpenedSchema, {
      windowEvents: 1000,
      windowBytes: 1_000_000n,
      maxEventBytes: 100_000,
      maxBatchEvents: 1000,
      lastCommittedSequence: this.#decided.get(producerOf(open)) ?? 0n,
      ...this.opened,
    });
  }

  #decide(open: OpenStream, firstSequence: bigint, events: readonly Event[]): EventOutcome[] {
    const last = this.#decided.get(producerOf(open)) ?? 0n;
    if (firstSequence > last + 1n) {
      throw sluiceError(Code.OutOfRange, "SEQUENCE_GAP", {
        metadata: { expected: String(last + 1n), received: String(firstSequence) },
      });
    }
    return events.map((event, index) => {
      const sequence = firstSequence + BigInt(index);
      const isNew = sequence > (this.#decided.get(producerOf(open)) ?? 0n);
      if (isNew) this.#decided.set(producerOf(open), sequence);
      const outcome = this.#store(event, isNew);
      return create(EventOutcomeSchema, { sequence, eventId: event.id, outcome });
    });
  }

  #store(event: Event, isNew: boolean): Outcome {
    const key = `${event.source} ${event.id}`;
    const position = this.#positions.get(key);
    if (position !== undefined) {
      return { case: "duplicate", value: { $typeName: "sluice.v1.Duplicate", position, deadLetterId: "" } };
    }
    if (!isNew) return { case: "duplicate", value: { $typeName: "sluice.v1.Duplicate", deadLetterId: "" } };
    const judged = this.judge(event);
    if (judged !== undefined) return judged;
    const next = BigInt(this.stored.push(event) - 1);
    this.#positions.set(key, next);
    return { case: "published", value: { $typeName: "sluice.v1.Published", position: next } };
  }

  #acks({ ackMode }: OpenStream, outcomes: readonly EventOutcome[]): Acks {
    const { windowEvents = 1000 } = this.opened;
    const ackedThrough = outcomes.at(-1)?.sequence ?? 0n;
    if (ackMode === AckMode.PER_EVENT)
      return create(AcksSchema, { ackedThrough, outcomes: [...outcomes], windowEvents });
    const acks = create(AcksSchema, { ackedThrough, windowEvents });
    for (const each of outcomes) {
      const run = acks.published.at(-1);
      if (each.outcome.case !== "published") acks.outcomes.push(each);
      else if (run !== undefined && run.firstSequence + BigInt(run.count) === each.sequence) run.count += 1;
      else {
        const { position } = each.outcome.value;
        acks.published.push({
          $typeName: "sluice.v1.PublishedRange",
          firstSequence: each.sequence,
          count: 1,
          firstPosition: position,
        });
      }
    }
    return acks;
  }

  async *#subscribe(request: SubscribeRequest) {
    const { start } = request;
    let next = start.case === "position" ? Number(start.value) : 0;
    if (start.case === undefined) next = Number(this.committed.get(request.group) ?? BigInt(this.stored.length));
    while (next < this.stored.length) {
      const batch = this.stored.slice(next, next + request.maxBatchEvents);
      const events = batch.map((event, index) => create(LoggedEventSchema, { position: BigInt(next + index), event }));
      next += batch.length;
      yield { events, nextPosition: BigInt(next), endPosition: BigInt(this.stored.length) };
      this.checkpoint("acked");
    }
    if (!request.untilEnd) throw new ConnectError("the test ends here", Code.Unavailable);
  }
}

function producerOf({ producerId, producerEpoch }: OpenStream): string {
  return `${producerId} ${producerEpoch}`;
}

function answer(frame: NonNullable<MessageInitShape<typeof ValidateAndPublishResponseSchema>["frame"]>) {
  return create(ValidateAndPublishResponseSchema, { frame });
}
