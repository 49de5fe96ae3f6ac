import { createServices, type Services } from "@sluice/client";
import { DeadLetterStatus, GroupState, SnoozedSelection } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, numberStream } from "../support/wire.js";

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

describe("a filter without a condition", () => {
  test("is refused by whatever changes dead letters, as it is what a name left empty makes of it", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: "no" })] });
    const { deadLetters, recipes } = services;
    const signed = { actor: "ada", reason: "test" };
    const plan = (await deadLetters.previewRetry({ filter: { stream } })).plan;
    for (const filter of [{}, { stream: "" }, { snoozed: SnoozedSelection.INCLUDED }]) {
      for (const call of [
        () => deadLetters.discardDeadLetters({ filter, ...signed }),
        () => deadLetters.resolveDeadLetters({ filter, ...signed }),
        () => deadLetters.restoreDeadLetters({ filter, ...signed }),
        () => deadLetters.assignDeadLetters({ filter, actor: "ada", assignee: "eve" }),
        () => deadLetters.holdDeadLetters({ filter, held: true, ...signed }),
        () => deadLetters.previewRetry({ filter }),
        () => deadLetters.retryDeadLetters({ filter, plan, actor: "ada" }),
        () => recipes.previewRecipe({ filter, recipe: { name: "any" } }),
      ]) {
        const failure = await failureOf(call());
        expect(failure.code).toBe("InvalidArgument");
        expect(failure.fields).toHaveProperty("filter");
      }
    }
    expect(await lettersOf(services, stream)).toMatchObject([{ status: DeadLetterStatus.OPEN, assignee: "" }]);
  });

  test("means all where somebody says so, or where they are only listed", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: "no" })] });
    expect((await services.deadLetters.listDeadLetters({ filter: {} })).deadLetters.length).toBeGreaterThan(0);
    const filter = { status: DeadLetterStatus.OPEN };
    expect((await services.deadLetters.previewRetry({ filter })).selected).toBeGreaterThan(0n);
  });
});

test("what is kept with every letter a call changes is bounded", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: "no" })] });
  const [letter] = await lettersOf(services, stream);
  const { id = "", fingerprint = "" } = letter ?? {};
  const { deadLetters, alerts } = services;
  const plan = (await deadLetters.previewRetry({ ids: [id] })).plan;
  const data = new TextEncoder().encode('{"n":1}');
  for (const [field, signed] of [
    ["actor", { actor: "a".repeat(256), reason: "test" }],
    ["reason", { actor: "ada", reason: "r".repeat(4001) }],
  ] as const) {
    for (const call of [
      () => deadLetters.discardDeadLetters({ ids: [id], ...signed }),
      () => deadLetters.resolveDeadLetters({ ids: [id], ...signed }),
      () => deadLetters.restoreDeadLetters({ ids: [id], ...signed }),
      () => deadLetters.retryDeadLetters({ ids: [id], plan, ...signed }),
      () => deadLetters.editAndRetry({ id, data, ...signed }),
      () => deadLetters.setGroupState({ fingerprint, state: GroupState.ACKNOWLEDGED, ...signed }),
      () => alerts.acknowledgeAlert({ id: "x", ...signed }),
    ]) {
      const failure = await failureOf(call());
      expect(failure.code).toBe("InvalidArgument");
      expect(failure.fields).toHaveProperty(field);
    }
  }
  expect(await lettersOf(services, stream)).toMatchObject([{ status: DeadLetterStatus.OPEN }]);
});
