import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTurns } from "../../../src/core/turns.js";

test("what has the same key happens one after the other, in order, whatever fails", async () => {
  const turns = createTurns();
  const log: string[] = [];
  const results = await Promise.allSettled(
    ["a", "b", "c"].map((name) =>
      turns.take("key", async () => {
        log.push(`${name} begins`);
        await setImmediate();
        log.push(`${name} ends`);
        if (name === "b") throw new Error("b");
        return name;
      }),
    ),
  );
  expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("other keys do not wait", async () => {
  const turns = createTurns();
  let finish = (): void => undefined;
  const first = turns.take("a", async () => {
    await new Promise<void>((resolve) => (finish = resolve));
  });
  expect(await turns.take("b", async () => Promise.resolve("done"))).toBe("done");
  finish();
  await first;
});
