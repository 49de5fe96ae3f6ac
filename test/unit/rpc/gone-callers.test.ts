import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { DeadLetterService } from "@sluice/client/gen";
import { expect, test } from "vitest";
import type { DeadLetters } from "../../../src/dlq/dead-letters.js";
import { deadLetterService } from "../../../src/rpc/dead-letters.js";

/** Every use case of dead letters, which ends only when the signal it was given does. */
function endless(ended: string[]): DeadLetters {
  const wait = async (name: string, given: readonly unknown[]): Promise<never> => {
    const signal = given
      .map((argument) => (argument as { readonly signal?: AbortSignal } | undefined)?.signal)
      .find((found) => found !== undefined);
    return await new Promise((_, reject) => {
      signal?.addEventListener("abort", () => {
        ended.push(name);
        reject(signal.reason as Error);
      });
    });
  };
  const useCases = new Proxy(
    {},
    {
      get:
        (_, name: string) =>
        async (...given: readonly unknown[]) =>
          await wait(name, given),
    },
  );
  return useCases as DeadLetters;
}

test("calls that look through dead letters end with their caller's deadline", async () => {
  const ended: string[] = [];
  const transport = createRouterTransport((router) => {
    const unused = (): never => {
      throw new Error("Not asked for here.");
    };
    router.service(
      DeadLetterService,
      deadLetterService({
        deadLetters: endless(ended),
        now: () => new Date(0),
        redact: unused,
        purgeAhead: unused,
        sleep: unused,
        onReported: unused,
      }),
    );
  });
  const client = createClient(DeadLetterService, transport);
  const filter = { text: "x" };
  const soon = { timeoutMs: 20 };
  const calls = [
    client.listDeadLetters({ filter }, soon),
    client.resolveDeadLetters({ filter, reason: "x" }, soon),
    client.discardDeadLetters({ filter, reason: "x" }, soon),
    client.restoreDeadLetters({ filter }, soon),
    client.annotateDeadLetters({ filter, note: "x" }, soon),
    client.assignDeadLetters({ filter }, soon),
    client.snoozeDeadLetters({ filter }, soon),
    client.holdDeadLetters({ filter }, soon),
    client.previewRetry({ filter }, soon),
    client.getSchemaImpact({ subject: "s", version: "1" }, soon),
  ];
  const codes = (await Promise.allSettled(calls)).map((call) =>
    call.status === "rejected" && call.reason instanceof ConnectError ? call.reason.code : undefined,
  );
  expect(new Set(codes)).toEqual(new Set([Code.DeadlineExceeded]));
  const names = ["list", "change", "change", "change", "care", "care", "care", "care", "preview", "impact"];
  await expect.poll(() => ended.toSorted()).toEqual(names.toSorted());
});
