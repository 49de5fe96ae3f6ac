import { expect, test } from "vitest";
import { examineImpact, type ImpactDeps } from "../../../src/dlq/impact.js";
import type { AcceptedEvent, Redelivery } from "../../../src/dlq/redelivery.js";
import { letter } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

const unused = (): never => {
  throw new Error("Not asked for here.");
};

/** A log that has no end, and tells when nobody reads it any more. */
function endlessLog(left: () => void): Redelivery {
  async function* recentlyAccepted(): AsyncGenerator<readonly AcceptedEvent[]> {
    try {
      for (;;) {
        yield [{ stream: "orders", position: 1, event: letter(1).event }];
      }
    } finally {
      left();
    }
  }
  const others = { check: unused, redeliver: unused, park: unused, eventAt: unused, framingOf: unused };
  const payloads = { openPayload: unused, encodePayload: unused, upcaster: unused };
  const checks = {
    recheckAgainst: unused,
    acceptedCheck: async () => async () => undefined,
    requireVersion: async () => undefined,
  };
  return { ...others, ...payloads, ...checks, recentlyAccepted };
}

test("an examination that is broken off leaves nothing open", async () => {
  const { deadLetters } = await openTestStore({ directory: await temporaryDirectory() });
  let left = 0;
  const redelivery = endlessLog(() => left++);
  const gone = new AbortController();
  const deps: ImpactDeps = { deadLetters, redelivery };
  const request = { subject: "s", against: { kind: "version", selector: "1" }, letters: 1, events: 1 } as const;
  const aborted = examineImpact(deps, { ...request, signal: gone.signal }).next();
  setImmediate(() => {
    gone.abort(new Error("gone"));
  });
  await expect(aborted).rejects.toThrow("gone");
  expect(left).toBe(1);
  const examining = examineImpact(deps, { ...request, signal: new AbortController().signal });
  expect((await examining.next()).value).toMatchObject({ open: 0 });
  await examining.return(undefined);
  expect(left).toBe(2);
});
