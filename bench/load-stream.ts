import { fromBinary } from "@bufbuild/protobuf";
import { Client, type ClientDuplexStream, credentials } from "@grpc/grpc-js";
import {
  type Acks,
  type Opened,
  GatewayService,
  ValidateAndPublishResponseSchema,
  type ValidateAndPublishResponse,
} from "../gen/proto/sluice/v1/gateway_pb.js";
import type { BenchCase } from "./bench-case.js";
import { type EncodedFrame, FrameWriter, openFrame } from "./frame-writer.js";

/** How many events had which outcome. */
export interface OutcomeTally {
  published: number;
  deadLettered: number;
  /** Duplicates, rejected and failed ones: none of them is to be expected. */
  other: number;
}

/** What one publish stream did. */
export interface StreamLoad {
  readonly events: number;
  readonly tally: OutcomeTally;
  /** From the moment a frame is written to the moment its last event is acknowledged, one for each frame. */
  readonly ackMs: readonly number[];
}

/** What a publish stream is to do. */
export interface StreamOrder {
  /** Host and port. */
  readonly target: string;
  readonly benchCase: BenchCase;
  /** Name of the producer, and beginning of the ids of its events. */
  readonly producerId: string;
  /** Most events that wait for their acks, where the server does not allow less. */
  readonly windowEvents: number;
  readonly seconds: number;
  /** Events a second, sent evenly; as fast as they are taken where it is undefined. */
  readonly rate: number | undefined;
  /** By which part of the time between two frames the first one is late, so that streams do not send in step. */
  readonly phase: number;
}

interface Inflight {
  readonly lastSequence: number;
  readonly payloadBytes: number;
  readonly writtenAt: number;
}

type Call = ClientDuplexStream<Buffer, ValidateAndPublishResponse>;

const path = `/${GatewayService.typeName}/${GatewayService.method.validateAndPublish.name}`;

/**
 * Publishes for so many seconds as fast as the window and the transport let it, then waits for the acks that are missing.
 * @throws Error when the call fails or ends before everything is acknowledged
 */
export async function loadStream(order: StreamOrder): Promise<StreamLoad> {
  // Streams of one process would share a connection otherwise.
  const client = new Client(order.target, credentials.createInsecure(), { "grpc.use_local_subchannel_pool": 1 });
  try {
    const call: Call = client.makeBidiStreamRequest(
      path,
      (frame: Buffer) => frame,
      (bytes) => fromBinary(ValidateAndPublishResponseSchema, bytes),
    );
    return await new Loader(call, order).run();
  } finally {
    client.close();
  }
}

class Loader {
  readonly #call: Call;
  readonly #order: StreamOrder;
  readonly #writer: FrameWriter;
  readonly #inflight: Inflight[] = [];
  readonly #ackMs: number[] = [];
  readonly #tally: OutcomeTally = { published: 0, deadLettered: 0, other: 0 };
  #sent = 0;
  #inflightEvents = 0;
  #inflightBytes = 0;
  #windowEvents = 0;
  #windowBytes = 0;
  #openedAt = 0;
  #deadline = Number.POSITIVE_INFINITY;
  #alarm: NodeJS.Timeout | undefined;
  #next: EncodedFrame | undefined;
  #hasEnded = false;
  #isFull = false;

  constructor(call: Call, order: StreamOrder) {
    this.#call = call;
    this.#order = order;
    this.#writer = new FrameWriter(order.benchCase, `${order.producerId}-`);
  }

  async run(): Promise<StreamLoad> {
    await new Promise<void>((resolve, reject) => {
      this.#call.on("error", reject);
      this.#call.on("end", resolve);
      this.#call.on("data", (response: ValidateAndPublishResponse) => {
        this.#take(response.frame);
      });
      this.#call.on("drain", () => {
        this.#isFull = false;
        this.#pump();
      });
      this.#call.write(openFrame(this.#order.producerId, this.#order.windowEvents));
    });
    if (this.#inflight.length > 0) throw new Error(`The server ended with ${this.#inflight.length} frames in flight.`);
    return { events: this.#sent, tally: this.#tally, ackMs: this.#ackMs };
  }

  #take(frame: ValidateAndPublishResponse["frame"]): void {
    if (frame.case === "opened") this.#open(frame.value);
    else if (frame.case === "acks") this.#settle(frame.value);
    else throw new Error(`The server sent ${frame.case ?? "an empty frame"}.`);
    this.#pump();
  }

  #open({ windowEvents, windowBytes }: Opened): void {
    this.#windowEvents = windowEvents;
    this.#windowBytes = Number(windowBytes);
    this.#openedAt = performance.now();
    this.#deadline = this.#openedAt + this.#order.seconds * 1000;
  }

  #settle(acks: Acks): void {
    this.#windowEvents = acks.windowEvents;
    for (const { count } of acks.published) this.#tally.published += count;
    for (const { outcome } of acks.outcomes) {
      if (outcome.case === "published") this.#tally.published += 1;
      else if (outcome.case === "deadLettered") this.#tally.deadLettered += 1;
      else this.#tally.other += 1;
    }
    const now = performance.now();
    const through = Number(acks.ackedThrough);
    let settled = 0;
    for (const { lastSequence, payloadBytes, writtenAt } of this.#inflight) {
      if (lastSequence > through) break;
      settled += 1;
      this.#inflightEvents -= this.#order.benchCase.batch;
      this.#inflightBytes -= payloadBytes;
      this.#ackMs.push(now - writtenAt);
    }
    this.#inflight.splice(0, settled);
  }

  #pump(): void {
    while (!this.#hasEnded && !this.#isFull) {
      const now = performance.now();
      if (now >= this.#deadline) {
        this.#hasEnded = true;
        this.#call.end();
        return;
      }
      if (this.#isEarly(now)) return;
      // A frame that was encoded and did not fit is sent as soon as it does.
      if (this.#next === undefined && !this.#fits(0)) return;
      this.#next ??= this.#writer.next();
      if (!this.#fits(this.#next.payloadBytes)) return;
      this.#send(this.#next);
      this.#next = undefined;
    }
  }

  /** Whether the next frame is to be sent later; wakes up then. */
  #isEarly(now: number): boolean {
    const { rate, phase, benchCase } = this.#order;
    if (rate === undefined) return false;
    const waitMs = this.#openedAt + ((this.#sent + phase * benchCase.batch) / rate) * 1000 - now;
    if (waitMs <= 0) return false;
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(() => {
      this.#pump();
    }, waitMs);
    return true;
  }

  #fits(payloadBytes: number): boolean {
    if (this.#windowEvents === 0) return false;
    if (this.#inflight.length === 0) return true;
    return (
      this.#inflightEvents + this.#order.benchCase.batch <= this.#windowEvents &&
      this.#inflightBytes + payloadBytes <= this.#windowBytes
    );
  }

  #send({ bytes, payloadBytes }: EncodedFrame): void {
    this.#sent += this.#order.benchCase.batch;
    this.#inflight.push({ lastSequence: this.#sent, payloadBytes, writtenAt: performance.now() });
    this.#inflightEvents += this.#order.benchCase.batch;
    this.#inflightBytes += payloadBytes;
    this.#isFull = !this.#call.write(bytes);
  }
}
