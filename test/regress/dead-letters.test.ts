import { createServices, type Services } from "@sluice/client";
import { RedriveStatus } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import {
  event,
  failureOf,
  lettersOf,
  numberStream,
  registerJson,
  retry,
  schemaOfNumber,
  unique,
} from "../support/wire.js";

let server: TestServer;
let services: Services;

beforeAll(async () => {
  server = await startServer();
  services = createServices({ url: server.url });
});
afterAll(async () => {
  services.close();
  await server.stop();
});

test("a redrive tries what it selected and not what is parked while it runs", async () => {
  const stream = await numberStream(services);
  const bad = () => ({ ...event({ n: "no" }) });
  await services.gateway.publishBatch({ stream, events: [bad(), bad(), bad()] });
  const retrying = retry(services, { filter: { stream }, maxPerSecond: 10, actor: "ada" });
  for (let more = 0; more < 20; more += 1) {
    await services.gateway.publishBatch({ stream, events: [bad()] });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { redrive } = await retrying;
  expect(redrive).toMatchObject({ status: RedriveStatus.DONE, total: 3n, failedAgain: 3n });
});

test("a closed dead letter is skipped and does not fail again", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: "no" })] });
  const ids = (await lettersOf(services, stream)).map(({ id }) => id);
  await services.deadLetters.discardDeadLetters({ ids, actor: "ada", reason: "test" });
  const { redrive } = await retry(services, { ids, actor: "ada" });
  expect(redrive).toMatchObject({ total: 1n, skipped: 1n, failedAgain: 0n, redriven: 0n });
});

test("a preview promises nothing of letters that are closed", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: "no" }), event({ n: "no" })] });
  const ids = (await lettersOf(services, stream)).map(({ id }) => id);
  const data = new TextEncoder().encode('{"n":1}');
  await services.deadLetters.editAndRetry({ id: ids[0] ?? "", data, actor: "ada" });
  await registerJson(services, `${stream}/made`, { type: "object", required: ["n"] });
  const preview = await services.deadLetters.previewRetry({ ids });
  expect(preview).toMatchObject({ selected: 2n, examined: 2, wouldPass: 1, stillFail: 0 });
});

test("a preview against a version does not promise what the event's attributes will keep out", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 }, { id: "" })] });
  const candidate = { schema: schemaOfNumber() };
  const preview = await services.deadLetters.previewRetry({ filter: { stream }, candidate });
  expect(preview).toMatchObject({ examined: 1, wouldPass: 0, stillFail: 1 });
});

test("a window shorter than a millisecond is one, not an error inside", async () => {
  const stream = unique("short");
  const { config } = await services.gateway.setStreamConfig({ config: { stream, dedupeWindow: { nanos: 1000 } } });
  expect(config?.dedupeWindow).toMatchObject({ seconds: 0n, nanos: 1_000_000 });
});

test("numbers that would lose their last digits are refused", async () => {
  const stream = unique("exact");
  const beyond = 2n ** 53n;
  expect(await failureOf(services.gateway.commitPosition({ stream, group: "g", position: beyond }))).toMatchObject({
    reason: "INVALID_ARGUMENT",
    fields: { position: expect.stringContaining(String(beyond)) as string },
  });
});

test("a plain number is never taken for a range of semantic versions", async () => {
  const subject = unique("zero");
  await registerJson(services, subject, schemaOfNumber());
  const failure = await failureOf(services.registry.resolveSchema({ subject, preferences: ["0"] }));
  expect(failure).toMatchObject({ reason: "INVALID_ARGUMENT" });
});
