import fc from "fast-check";
import { expect, test } from "vitest";
import { createOutbox } from "../../../src/rpc/outbox.js";

const action = fc.constantFrom("push", "take", "wait");

test("everything that was pushed before the end is taken once and in order, then the end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 30 }), fc.boolean(), async (actions, fails) => {
      const outbox = createOutbox<number>();
      const taken: number[] = [];
      const taking: Promise<void>[] = [];
      let last = Promise.resolve();
      const take = () => {
        last = last.then(async () => {
          taken.push(...((await outbox.take()) ?? []));
        });
        last.catch(() => undefined);
        taking.push(last);
      };
      let pushed = 0;
      for (const one of actions) {
        if (one === "push") outbox.push((pushed += 1));
        else if (one === "take") take();
        else await Promise.resolve();
      }
      if (fails) outbox.fail(new Error("broken"));
      else outbox.close();
      outbox.push(1000);
      await Promise.allSettled(taking);
      if (!fails) await last;
      for (;;) {
        const items = await outbox.take().catch((error: unknown) => String(error));
        if (items === undefined || typeof items === "string") {
          expect(items).toBe(fails ? "Error: broken" : undefined);
          break;
        }
        taken.push(...items);
      }
      expect(taken).toEqual(Array.from({ length: pushed }, (_, index) => index + 1));
    }),
  );
});

test("the first end counts", async () => {
  const outbox = createOutbox<number>();
  outbox.close();
  outbox.fail(new Error("late"));
  expect(await outbox.take()).toBeUndefined();
});
