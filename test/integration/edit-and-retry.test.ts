import { createServices, type Services } from "@sluice/client";
import { AttemptTrigger, DeadLetterStatus, StreamMode } from "@sluice/client/gen";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, failureOf, lettersOf, logOf, numberStream, retry } from "../support/wire.js";

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

/** A stream with one open letter whose payload is `{"n":"1"}`. */
async function parked(): Promise<{ stream: string; id: string }> {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: "1" })] });
  const [letter] = await lettersOf(services, stream);
  return { stream, id: letter?.id ?? "" };
}

const text = (data: Uint8Array | undefined) => Buffer.from(data ?? []).toString();
const letterOf = async (id: string) => (await services.deadLetters.getDeadLetter({ id })).deadLetter;

describe("an edit", () => {
  test("publishes the new payload under the old id, and keeps the original beside it", async () => {
    const { stream, id } = await parked();
    const edit = { id, dataText: '{"n":1}', actor: "ada", reason: "a number was meant", expectedRevision: 1 };
    const { outcome, deadLetter } = await services.deadLetters.editAndRetry(edit);
    expect(outcome?.outcome).toMatchObject({ case: "published", value: { position: 0n, schema: { version: 1 } } });
    expect(deadLetter).toMatchObject({ status: DeadLetterStatus.REDRIVEN, redrivenPosition: 0n, revision: 2 });
    const [logged] = await logOf(services, stream);
    expect([text(logged?.event?.data), logged?.redrivenFrom, logged?.event?.id]).toEqual([
      '{"n":1}',
      id,
      deadLetter?.event?.id,
    ]);
    const letter = await letterOf(id);
    expect([text(letter?.event?.data), text(letter?.editedData)]).toEqual(['{"n":"1"}', '{"n":1}']);
    expect(letter?.attempts[1]).toMatchObject({
      trigger: AttemptTrigger.EDIT,
      succeeded: true,
      actor: "ada: a number was meant",
    });
  });

  test("in a dry run says what would become of it and changes nothing", async () => {
    const { stream, id } = await parked();
    const before = await letterOf(id);
    const good = await services.deadLetters.editAndRetry({ id, dataText: '{"n":1}', dryRun: true });
    expect(good.outcome?.outcome.case).toBeUndefined();
    const bad = await services.deadLetters.editAndRetry({ id, dataText: '{"n":true}', dryRun: true });
    expect(bad.outcome?.outcome).toMatchObject({
      case: "rejected",
      value: { violations: [{ code: "type", instancePath: "/n" }] },
    });
    expect(await letterOf(id)).toEqual(before);
    expect(await logOf(services, stream)).toEqual([]);
  });

  test("that fails again leaves the letter open, with the attempt and without the edit", async () => {
    const { id } = await parked();
    const { outcome, deadLetter } = await services.deadLetters.editAndRetry({ id, dataText: '{"n":', actor: "ada" });
    expect(outcome?.outcome).toMatchObject({ case: "rejected", value: { violations: [{ code: "malformed-json" }] } });
    expect(deadLetter).toMatchObject({ status: DeadLetterStatus.OPEN, attemptCount: 2, revision: 2 });
    const letter = await letterOf(id);
    expect([text(letter?.event?.data), text(letter?.editedData)]).toEqual(['{"n":"1"}', ""]);
    expect(letter?.attempts[1]).toMatchObject({ trigger: AttemptTrigger.EDIT, succeeded: false });
  });

  test("over the size limit of the stream does not get through, in any mode", async () => {
    const { stream, id } = await parked();
    await services.gateway.setStreamConfig({ config: { stream, limits: { maxEventBytes: 20 } } });
    for (const mode of [StreamMode.ENFORCE, StreamMode.LOG_ONLY, StreamMode.DISABLED]) {
      await services.gateway.setStreamConfig({ config: { stream, mode } });
      const edit = { id, dataText: `{"n":1}${" ".repeat(50)}` };
      const dry = await services.deadLetters.editAndRetry({ ...edit, dryRun: true });
      expect(dry.outcome?.outcome, `mode ${mode}`).toMatchObject({
        case: "rejected",
        value: { violations: [{ code: "too-large" }] },
      });
      const { outcome } = await services.deadLetters.editAndRetry(edit);
      expect(outcome?.outcome.case).toBe("rejected");
    }
    expect(await logOf(services, stream)).toEqual([]);
  });
});

describe("an edit is refused", () => {
  test("when the letter is closed, and says in which state it is", async () => {
    const { id } = await parked();
    await services.deadLetters.resolveDeadLetters({ ids: [id], actor: "ada", reason: "fixed at the source" });
    const refused = await failureOf(services.deadLetters.editAndRetry({ id, dataText: '{"n":1}' }));
    expect(refused).toMatchObject({
      code: "FailedPrecondition",
      reason: "DEAD_LETTER_STATE",
      metadata: { id, status: "resolved", revision: "2" },
    });
  });

  test("when somebody changed the letter since", async () => {
    const { stream, id } = await parked();
    await retry(services, { ids: [id], actor: "bob" });
    const refused = await failureOf(
      services.deadLetters.editAndRetry({ id, dataText: '{"n":1}', expectedRevision: 1 }),
    );
    expect(refused).toMatchObject({ reason: "DEAD_LETTER_STATE", metadata: { revision: "2" } });
    expect(await logOf(services, stream)).toEqual([]);
  });

  test("when ten come at once, but for one", async () => {
    const { stream, id } = await parked();
    // While the stream is busy the edits pile up behind one commit, so that each has seen the letter open.
    const busy = Array.from({ length: 6 }, () =>
      services.gateway.publishBatch({ stream, events: [event({}), event({})] }),
    );
    const edits = Array.from({ length: 10 }, (_, n) =>
      services.deadLetters.editAndRetry({ id, dataText: `{"n":${n}}`, expectedRevision: 1, actor: `editor ${n}` }),
    );
    const results = await Promise.allSettled(edits);
    const winners = results.flatMap((result, n) => (result.status === "fulfilled" ? [n] : []));
    expect(winners).toHaveLength(1);
    for (const edit of edits.filter((_, n) => n !== winners[0]))
      expect((await failureOf(edit)).reason).toBe("DEAD_LETTER_STATE");
    await Promise.all(busy);
    const logged = await logOf(services, stream);
    expect(logged.map((entry) => text(entry.event?.data))).toEqual([`{"n":${winners[0]}}`]);
    expect((await letterOf(id))?.closedBy).toBe(`editor ${winners[0]}`);
  });

  test("without a payload, with two, without an id or with an unknown one", async () => {
    const { id } = await parked();
    expect((await failureOf(services.deadLetters.editAndRetry({ id }))).fields).toHaveProperty("data");
    const both = services.deadLetters.editAndRetry({ id, data: Uint8Array.of(1), dataText: "1" });
    expect((await failureOf(both)).fields).toHaveProperty("data");
    expect((await failureOf(services.deadLetters.editAndRetry({ dataText: "1" }))).fields).toEqual({
      id: "is required",
    });
    const unknown = await failureOf(services.deadLetters.editAndRetry({ id: "unknown", dataText: "1" }));
    expect(unknown).toMatchObject({ code: "NotFound", reason: "DEAD_LETTER_NOT_FOUND" });
  });
});
