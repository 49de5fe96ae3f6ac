import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines } from "../../../src/cli/input-lines.js";

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function linesOf(text: string, size: number): Promise<readonly (readonly [number, string])[]> {
  const lines: [number, string][] = [];
  for await (const { number, bytes } of readLines(inChunks(Buffer.from(text), size))) {
    lines.push([number, Buffer.from(bytes).toString()]);
  }
  return lines;
}

describe("lines of input", () => {
  it("are numbered from 1, empty ones counted and left out", async () => {
    expect(await linesOf("\ufeffa\r\n\n\nb", 3)).toEqual([
      [1, "a"],
      [4, "b"],
    ]);
  });

  it("do not depend on how the input is cut into chunks", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "é", "🎉", "\n", "{", " ") });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (input, size) => {
        const expected = input.split("\n").flatMap((line, index) => (line === "" ? [] : [[index + 1, line]]));
        expect(await linesOf(input, size)).toEqual(expected);
      }),
    );
  });

  it("reads the next chunk only when the lines of the last one were taken", async () => {
    let chunks = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        chunks += 1;
        yield "a\nb\n";
      }
    }
    const lines = readLines(endless());
    for (let taken = 0; taken < 4; taken += 1) await lines.next();
    expect(chunks).toBe(2);
    await lines.return(undefined);
  });
});
