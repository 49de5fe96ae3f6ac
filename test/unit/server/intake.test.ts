import type { UniversalServerRequest } from "@connectrpc/connect/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createIntake, type Incoming } from "../../../src/server/intake.js";
import { envelope } from "../../support/raw-call.js";

const kibibyte = 1024;

function requestOf(body: AsyncIterable<Uint8Array>): UniversalServerRequest {
  return { httpVersion: "2", method: "POST", url: "http://localhost/", header: new Headers(), body } as never;
}

async function* bodyOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}

async function read({ request }: Incoming): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Bytes of an intake that are free, found by trying. */
function room(intake: ReturnType<typeof createIntake>, most: number): number {
  let [least, tooMuch] = [0, most + 1];
  while (tooMuch - least > 1) {
    const middle = (least + tooMuch) >> 1;
    const probe = intake.admit(requestOf(bodyOf([])), false);
    try {
      probe.hold(middle);
      least = middle;
    } catch {
      tooMuch = middle;
    }
    probe.release();
  }
  return least;
}

/** Bytes in pieces of any sizes. */
const cuts = fc.array(fc.integer({ min: 1, max: 200 * kibibyte }), { minLength: 1 });
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const end = at + (sizes[index % sizes.length] ?? 1);
    found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

const sizes = fc.array(fc.oneof(fc.nat(10), fc.nat(300 * kibibyte)), { maxLength: 6 });

describe("an intake", () => {
  test("passes bytes on as they are, counts what of a stream has not come as a whole, and in the end nothing", async () => {
    await fc.assert(
      fc.asyncProperty(sizes, cuts, fc.nat(200 * kibibyte), async (lengths, at, cut) => {
        const all = Buffer.concat(lengths.map((length) => envelope(Buffer.alloc(length, 7))));
        const bytes = all.subarray(0, Math.max(0, all.length - cut));
        const intake = createIntake(kibibyte ** 2, () => undefined);
        const incoming = intake.admit(requestOf(bodyOf(pieces(bytes, at))), true);
        expect((await read(incoming)).equals(bytes)).toBe(true);
        let rest = bytes.length;
        for (const length of lengths)
          if (rest >= length + 5) rest -= length + 5;
          else break;
        expect(kibibyte ** 2 - room(intake, kibibyte ** 2)).toBe(rest > 64 * kibibyte ? rest : 0);
        incoming.release();
        expect(room(intake, kibibyte ** 2)).toBe(kibibyte ** 2);
      }),
      { numRuns: 50 },
    );
  });

  test("refuses who makes it too much, says so once for each, and takes others when there is room again", async () => {
    let refused = 0;
    const intake = createIntake(500 * kibibyte, () => (refused += 1));
    const large = (): Incoming => intake.admit(requestOf(bodyOf([Buffer.alloc(300 * kibibyte)])), false);
    const small = intake.admit(requestOf(bodyOf([Buffer.alloc(60 * kibibyte)])), false);
    const [first, second] = [large(), large()];
    await read(first);
    await expect(read(second)).rejects.toThrow("Too many large requests");
    expect(await read(small)).toHaveLength(60 * kibibyte);
    expect(refused).toBe(1);
    first.release();
    await read(large());
    expect(refused).toBe(1);
  });

  test("counts nothing of a call that has ended", async () => {
    const intake = createIntake(500 * kibibyte, () => undefined);
    const ended = intake.admit(requestOf(bodyOf([Buffer.alloc(300 * kibibyte)])), false);
    ended.release();
    await read(ended);
    expect(room(intake, 500 * kibibyte)).toBe(500 * kibibyte);
  });

  test("knows whether the rest of a message is waited for", async () => {
    const intake = createIntake(kibibyte ** 2, () => undefined);
    let send: (bytes: Uint8Array) => void = () => undefined;
    async function* slowly(): AsyncGenerator<Uint8Array> {
      for (;;) yield await new Promise<Uint8Array>((resolve) => (send = resolve));
    }
    const incoming = intake.admit(requestOf(slowly()), true);
    const body = (incoming.request.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    const take = async (bytes: Buffer): Promise<(number | undefined)[]> => {
      const taken = body.next();
      await new Promise(setImmediate);
      const before = incoming.awaited();
      send(bytes);
      await taken;
      return [before, incoming.awaited()];
    };
    const one = envelope(Buffer.alloc(10));
    // Between messages nothing is awaited, and never while nobody asks for more.
    expect(await take(one.subarray(0, 3))).toEqual([undefined, undefined]);
    expect(await take(one.subarray(3))).toEqual([0, undefined]);
    expect(await take(Buffer.concat([one, one.subarray(0, 7)]))).toEqual([undefined, undefined]);
    expect(await take(one.subarray(7))).toEqual([2, undefined]);
  });
});
