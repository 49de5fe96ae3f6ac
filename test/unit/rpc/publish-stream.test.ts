import { setImmediate } from "node:timers/promises";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { ValidateAndPublishRequestSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import { SluiceError } from "../../../src/core/errors.js";
import type { Gateway } from "../../../src/gateway/gateway.js";
import type { ItemOutcome } from "../../../src/gateway/submission.js";
import { messageCodec, publishStream } from "../../../src/rpc/publish-stream.js";
import { sampleConfig } from "../gateway/samples.js";

type Frame = NonNullable<MessageInitShape<typeof ValidateAndPublishRequestSchema>["frame"]>;

interface Submitted {
  readonly firstSequence: number;
  publish(): void;
  fail(): void;
}

/** A publish stream whose producer and committer do what a test says, when it says so. */
function openStream(options: { windowEvents?: number; stopping?: AbortSignal; openTimeoutMs?: number } = {}) {
  const submitted: Submitted[] = [];
  const seen = { received: 0, acked: 0, dropped: 0, closed: 0 };
  let taken = 0;
  const waiting: Frame[] = [{ case: "open", value: { stream: "orders" } }];
  const producer = { ended: false };
  let wake = (): void => undefined;
  const requests = (async function* () {
    for (;;) {
      const frame = waiting.shift();
      if (frame !== undefined) {
        taken += 1;
        yield create(ValidateAndPublishRequestSchema, { frame });
      } else if (producer.ended) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  })();
  const gateway = {
    whenRoom: async () => Promise.resolve(),
    open: async () =>
      Promise.resolve({
        config: sampleConfig(),
        lastCommittedSequence: 0,
        windowShare: () => 1,
        commitMs: () => 1000,
        submit: async (firstSequence: number, events: readonly unknown[]) => {
          const decided = new Promise<readonly ItemOutcome[]>((resolve, reject) => {
            submitted.push({
              firstSequence,
              publish: () => {
                resolve(
                  events.map((_, index) => ({ kind: "published", position: index, schema: undefined, warnings: [] })),
                );
              },
              fail: () => {
                reject(new SluiceError("STORE_UNAVAILABLE", "The disk is full."));
              },
            });
          });
          return Promise.resolve({ decided });
        },
      }),
  } as Pick<Gateway, "whenRoom" | "open"> as Gateway;
  const responses = publishStream(
    {
      gateway,
      newId: () => "session",
      windowEvents: options.windowEvents ?? 100,
      windowBytes: 1_000_000,
      openTimeoutMs: options.openTimeoutMs ?? 10_000,
      stopping: options.stopping ?? new AbortController().signal,
      observer: {
        opened: () => undefined,
        closed: () => (seen.closed += 1),
        acked: (_, events) => (seen.acked += events),
        received: (events) => (seen.received += events),
        dropped: (events) => (seen.dropped += events),
      },
    },
    requests,
    messageCodec,
  );
  const send = (frame: Frame): void => {
    waiting.push(frame);
    wake();
  };
  return {
    responses,
    submitted,
    seen,
    /** Frames that were read. */
    taken: () => taken,
    ping(nonce: bigint) {
      send({ case: "ping", value: { nonce } });
    },
    events(firstSequence: number, count = 1) {
      send({
        case: "events",
        value: { firstSequence: BigInt(firstSequence), events: Array.from({ length: count }, () => ({ id: "e" })) },
      });
    },
    end() {
      producer.ended = true;
      wake();
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

test("a producer that reads slowly gets no ack past a batch that failed", async () => {
  const stream = openStream();
  await stream.responses.next();
  stream.events(1);
  stream.events(2);
  stream.events(3);
  const first = stream.responses.next();
  await settled();
  const [one, two, three] = stream.submitted;
  one?.publish();
  expect((await first).value).toMatchObject({ frame: { case: "acks", value: { ackedThrough: 1n } } });
  // Nobody asks for the next frame while these two come in.
  two?.fail();
  await settled();
  three?.publish();
  await settled();
  await expect(stream.responses.next()).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE" });
  expect(stream.seen).toEqual({ received: 3, acked: 1, dropped: 2, closed: 1 });
});

test("batches that are decided at the same moment, one of them refused, are not acknowledged past it either", async () => {
  const stream = openStream();
  await stream.responses.next();
  stream.events(1);
  stream.events(2);
  const next = stream.responses.next();
  await settled();
  const [one, two] = stream.submitted;
  one?.fail();
  two?.publish();
  await expect(next).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE" });
});

test("once the stream has failed, nothing more is taken, though the producer goes on sending", async () => {
  const stream = openStream();
  await stream.responses.next();
  stream.events(1);
  const next = stream.responses.next();
  await settled();
  stream.submitted[0]?.fail();
  await expect(next).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE" });
  stream.events(2);
  await settled();
  expect(stream.submitted).toHaveLength(1);
});

test("a producer that vanishes while its window is full leaves nobody waiting", async () => {
  const stream = openStream({ windowEvents: 1 });
  await stream.responses.next();
  stream.events(1);
  stream.events(2);
  const next = stream.responses.next();
  await settled();
  stream.submitted[0]?.publish();
  await next;
  await stream.responses.return(undefined);
  await settled();
  stream.end();
  await settled();
  expect(stream.submitted).toHaveLength(1);
  expect(stream.seen.closed).toBe(1);
});

test("a stream that opens while the server stops is told so", async () => {
  const stopping = new AbortController();
  stopping.abort();
  const stream = openStream({ stopping: stopping.signal });
  await stream.responses.next();
  expect((await stream.responses.next()).value).toMatchObject({ frame: { case: "goAway" } });
  stream.end();
  expect((await stream.responses.next()).done).toBe(true);
});

test("half-closing waits for what is in flight", async () => {
  const stream = openStream();
  await stream.responses.next();
  stream.events(1, 3);
  stream.end();
  const next = stream.responses.next();
  await settled();
  stream.submitted[0]?.publish();
  expect((await next).value).toMatchObject({ frame: { value: { ackedThrough: 3n } } });
  expect((await stream.responses.next()).done).toBe(true);
});

test("pings of a producer that reads no answer are no longer read, and answered in order once it does", async () => {
  const stream = openStream();
  await stream.responses.next();
  const count = 3000;
  for (let nonce = 1; nonce <= count; nonce += 1) stream.ping(BigInt(nonce));
  for (let turn = 0; turn < 200; turn += 1) await settled();
  expect(stream.taken()).toBeLessThan(1100);
  for (let nonce = 1; nonce <= count; nonce += 1) {
    expect((await stream.responses.next()).value).toMatchObject({
      frame: { case: "pong", value: { nonce: BigInt(nonce) } },
    });
  }
  expect(stream.taken()).toBe(count + 1);
  stream.end();
  expect((await stream.responses.next()).done).toBe(true);
});
