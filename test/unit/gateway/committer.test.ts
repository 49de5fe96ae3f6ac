import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import { SluiceError } from "../../../src/core/errors.js";
import { createCommitter } from "../../../src/gateway/committer.js";
import { entriesOf } from "../../../src/gateway/record.js";
import type { Submission, Succession } from "../../../src/gateway/submission.js";
import type { Store } from "../../../src/store/store.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";
import { sampleConfig, sampleEvent } from "./samples.js";

function committerOn(store: Store, maxGroupItems = 1) {
  let ids = 0;
  const committer = createCommitter({
    store,
    clock: systemClock,
    newId: () => String((ids += 1)),
    maxGroupItems,
    onCommitted: () => undefined,
  });
  onTestFinished(() => committer.drain());
  return committer;
}

function submission(stream: string, id: string, succession?: Succession): Submission {
  return {
    stream,
    config: sampleConfig({ stream }),
    framing: "plain",
    items: [{ kind: "publish", event: sampleEvent(id), schema: undefined, warnings: [] }],
    producer: undefined,
    ...(succession && { succession }),
  };
}

async function logged(store: Store, stream: string): Promise<readonly string[]> {
  const segments = await store.log.read(stream, 0, 1_000_000);
  return segments.flatMap((segment) => [...entriesOf(segment, 0)].map(({ event }) => event.id));
}

const busy = new SluiceError("STORE_UNAVAILABLE", "Another process holds the lock.");

/** A store of which one commit fails. */
async function failingOnce(which: number): Promise<Store> {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  let commits = 0;
  return {
    ...store,
    log: {
      ...store.log,
      async commit(parts) {
        commits += 1;
        if (commits === which) throw busy;
        return await store.log.commit(parts);
      },
    },
  };
}

test("what comes behind a part that was not stored is not stored either, from the same producer", async () => {
  const store = await failingOnce(2);
  const committer = committerOn(store);
  const [one, other]: Succession[] = [{ failure: undefined }, { failure: undefined }];
  const results = await Promise.allSettled([
    committer.submit(submission("s", "a1", one)),
    committer.submit(submission("s", "a2", one)),
    committer.submit(submission("s", "a3", one)),
    committer.submit(submission("s", "b1", other)),
    committer.submit(submission("s", "alone")),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled", "fulfilled"]);
  expect(await logged(store, "s")).toEqual(["a1", "b1", "alone"]);
  await expect(committer.submit(submission("s", "a4", one))).rejects.toBe(busy);
  expect(await logged(store, "s")).toEqual(["a1", "b1", "alone"]);
});

test("a stream that cannot be read fails alone", async () => {
  const store = await openTestStore({ directory: await temporaryDirectory() });
  const damaged = new SluiceError("STORE_UNAVAILABLE", "The log is damaged at position 0.");
  const committer = committerOn(
    {
      ...store,
      log: {
        ...store.log,
        async head(stream) {
          if (stream === "bad") throw damaged;
          return await store.log.head(stream);
        },
      },
    },
    100,
  );
  const [first, bad, good] = await Promise.allSettled([
    committer.submit(submission("first", "f")),
    committer.submit(submission("bad", "b")),
    committer.submit(submission("good", "g")),
  ]);
  expect([first.status, bad, good.status]).toEqual(["fulfilled", { status: "rejected", reason: damaged }, "fulfilled"]);
  expect([await logged(store, "first"), await logged(store, "good")]).toEqual([["f"], ["g"]]);
});
