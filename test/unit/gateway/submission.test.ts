import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { PublishEventsSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import { copyEvent, type EventRecord } from "../../../src/core/event.js";
import type { Disposition } from "../../../src/gateway/disposition.js";
import { readBatch } from "../../../src/gateway/event-encoding.js";
import { gatherRuns } from "../../../src/gateway/publish-run.js";
import { submissionBytes } from "../../../src/gateway/submission.js";
import { sampleConfig } from "./samples.js";

const extensions = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`x${index}`, "v".repeat(4096)]));
const messages = ["1", "2", "3"].map((id) => ({ id, source: "/shop", type: "placed", extensions }));
const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, { events: messages }));

/** What may wait of these events is bounded by. */
function weightOf(events: readonly EventRecord[], ordering: "none" | "per-key"): { weight: number; kinds: string[] } {
  const config = sampleConfig({ ordering });
  const published = events.map((event): Disposition => ({ kind: "publish", event, schema: undefined, warnings: [] }));
  const items = gatherRuns(config, published);
  const weight = submissionBytes({ stream: "orders", config, items, producer: undefined });
  return { weight, kinds: items.map(({ kind }) => kind) };
}

test("what waits counts with the attributes of its events, together, one by one, and where they came as JSON", () => {
  const { events } = readBatch(bytes);
  const together = weightOf(events, "none");
  expect(together.kinds).toEqual(["publish-run"]);
  expect(together.weight).toBeGreaterThan(bytes.length);
  expect(together.weight).toBeLessThan(1.1 * bytes.length);
  expect(weightOf(events, "per-key").weight).toBeGreaterThan(3 * 32 * 4096);
  const copies = events.map((event) => copyEvent(event, {}));
  expect(weightOf(copies, "none").weight).toBeGreaterThan(3 * 32 * 4096);
});
