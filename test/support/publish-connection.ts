import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { type Services } from "@sluice/client";
import {
  type Acks,
  type EventSchema,
  type Opened,
  type OpenStreamSchema,
  ValidateAndPublishRequestSchema,
  type ValidateAndPublishResponse,
} from "@sluice/client/gen";

type Frame = MessageInitShape<typeof ValidateAndPublishRequestSchema>["frame"];

/** A publish stream frame by frame: sends what it is told to and nothing else. */
export class PublishConnection {
  readonly #waiting: Frame[] = [];
  readonly #abort = new AbortController();
  readonly #responses: AsyncIterator<ValidateAndPublishResponse>;
  #ended = false;
  #wake = (): void => undefined;
  /** Frames that the transport asked for. */
  taken = 0;

  constructor(services: Services) {
    const call = services.gateway.validateAndPublish(this.#requests(), { signal: this.#abort.signal });
    this.#responses = call[Symbol.asyncIterator]();
  }

  /** Opens a stream and waits for the answer. */
  static async open(
    services: Services,
    open: MessageInitShape<typeof OpenStreamSchema>,
  ): Promise<{ connection: PublishConnection; opened: Opened }> {
    const connection = new PublishConnection(services);
    connection.send({ case: "open", value: open });
    const frame = await connection.next();
    if (frame?.case !== "opened") throw new Error(`The stream answered ${frame?.case ?? "nothing"}, not opened.`);
    return { connection, opened: frame.value };
  }

  /** Sends a frame. */
  send(frame: Frame): void {
    this.#waiting.push(frame);
    this.#wake();
  }

  /** Sends a batch. */
  events(firstSequence: number, events: MessageInitShape<typeof EventSchema>[]): void {
    this.send({ case: "events", value: { firstSequence: BigInt(firstSequence), events } });
  }

  /** Says that there is nothing more to send. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Breaks the call off. */
  cancel(): void {
    this.#abort.abort();
    this.end();
  }

  /** The next frame from the server; undefined at the end. Rejects when the stream fails. */
  async next(): Promise<ValidateAndPublishResponse["frame"] | undefined> {
    const result = await this.#responses.next();
    return result.done === true ? undefined : result.value.frame;
  }

  /** The acks up to a sequence, put together. */
  async acksThrough(sequence: number): Promise<Pick<Acks, "ackedThrough" | "published" | "outcomes">> {
    const all: Pick<Acks, "ackedThrough" | "published" | "outcomes"> = {
      ackedThrough: 0n,
      published: [],
      outcomes: [],
    };
    while (all.ackedThrough < BigInt(sequence)) {
      const frame = await this.next();
      if (frame === undefined) throw new Error(`The stream ended at ${all.ackedThrough}, before ${sequence}.`);
      if (frame.case !== "acks") continue;
      all.ackedThrough = frame.value.ackedThrough;
      all.published.push(...frame.value.published);
      all.outcomes.push(...frame.value.outcomes);
    }
    return all;
  }

  async *#requests() {
    for (;;) {
      const frame = this.#waiting.shift();
      if (frame !== undefined) {
        this.taken += 1;
        yield create(ValidateAndPublishRequestSchema, { frame });
      } else if (this.#ended) return;
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
