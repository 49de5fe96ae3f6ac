import { createServices, type Services } from "@sluice/client";
import { AttemptTrigger, FailureType } from "@sluice/client/gen";
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

const report = {
  consumerGroup: "billing",
  errorType: "CardDeclined",
  errorMessage: "no funds",
  errorDetail: "at charge()\nat main()",
  attempts: 3,
};

describe("a report", () => {
  test("by position parks the event of the log with what the consumer says", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({
      stream,
      events: [event({ n: 1 }), event({ n: 2 }, { extensions: { service: "shop" } })],
    });
    const answer = await services.deadLetters.reportDeadLetter({ stream, position: 1n, ...report });
    expect(answer.created).toBe(true);
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: answer.deadLetterId });
    const [, logged] = await logOf(services, stream);
    expect(deadLetter?.event).toEqual(logged?.event);
    expect(deadLetter).toMatchObject({
      failureType: FailureType.PROCESSING,
      failureCode: "CardDeclined",
      errorMessage: "CardDeclined: no funds",
      errorDetail: "at charge()\nat main()",
      consumerGroup: "billing",
      sourceService: "shop",
      attemptCount: 3,
      fingerprint: answer.fingerprint,
    });
    expect(deadLetter?.attempts.at(-1)).toMatchObject({
      trigger: AttemptTrigger.REPORT,
      actor: "billing",
      succeeded: false,
    });
    expect(await logOf(services, stream)).toHaveLength(2);
  });

  test("of the event itself parks it as it is given", async () => {
    const stream = await numberStream(services);
    const foreign = event({ anything: true }, { id: "foreign", source: "/elsewhere" });
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, event: foreign, ...report });
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: deadLetterId });
    expect(deadLetter?.event).toMatchObject({ id: "foreign", source: "/elsewhere" });
  });

  test("that comes twice, or ten times at once, makes one letter; another group makes its own", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    const wanted = { stream, position: 0n, ...report };
    const answers = await Promise.all(Array.from({ length: 10 }, () => services.deadLetters.reportDeadLetter(wanted)));
    expect(new Set(answers.map(({ deadLetterId }) => deadLetterId)).size).toBe(1);
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    const later = await services.deadLetters.reportDeadLetter({ ...wanted, errorType: "Other" });
    expect([later.created, later.deadLetterId]).toEqual([false, answers[0]?.deadLetterId]);
    const other = await services.deadLetters.reportDeadLetter({ ...wanted, consumerGroup: "shipping" });
    expect(other.created).toBe(true);
    expect(await lettersOf(services, stream)).toHaveLength(2);
  });

  test("that comes ten times at once while the stream is busy makes one letter", async () => {
    const stream = await numberStream(services);
    for (let round = 0; round < 10; round += 1) {
      const busy = Array.from({ length: 6 }, () =>
        services.gateway.publishBatch({ stream, events: [event({ n: 1 })] }),
      );
      const wanted = { stream, event: event({}), ...report };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => services.deadLetters.reportDeadLetter(wanted)),
      );
      expect(answers.filter(({ created }) => created)).toHaveLength(1);
      await Promise.all(busy);
    }
    expect(await lettersOf(services, stream)).toHaveLength(10);
  });

  test("of two events without an id makes two letters", async () => {
    const stream = await numberStream(services);
    for (const n of [1, 2]) {
      const nameless = event({ n }, { id: "" });
      expect((await services.deadLetters.reportDeadLetter({ stream, event: nameless, ...report })).created).toBe(true);
    }
    expect(await lettersOf(services, stream)).toHaveLength(2);
  });

  test("does not make the event a duplicate for its producer", async () => {
    const stream = await numberStream(services);
    const reported = event({ n: 1 });
    await services.deadLetters.reportDeadLetter({ stream, event: reported, ...report });
    const { outcomes } = await services.gateway.publishBatch({ stream, events: [reported] });
    expect(outcomes[0]?.outcome.case).toBe("published");
  });

  test("can be redriven: the event is in the log again, and says which letter it comes from", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({ stream, position: 0n, ...report });
    const { redrive } = await retry(services, { ids: [deadLetterId], actor: "ada" });
    expect(redrive?.redriven).toBe(1n);
    expect((await logOf(services, stream)).map(({ redrivenFrom }) => redrivenFrom)).toEqual(["", deadLetterId]);
  });

  test("is cut where it is too long", async () => {
    const stream = await numberStream(services);
    const long = { errorMessage: "m".repeat(100_000), errorDetail: "d".repeat(100_000) };
    const { deadLetterId } = await services.deadLetters.reportDeadLetter({
      stream,
      event: event({}),
      ...report,
      ...long,
    });
    const { deadLetter } = await services.deadLetters.getDeadLetter({ id: deadLetterId });
    expect(deadLetter?.errorMessage).toHaveLength(2000);
    expect(deadLetter?.errorMessage.endsWith("m…")).toBe(true);
    expect(deadLetter?.errorDetail).toHaveLength(16_000);
  });
});

test("a report with a stack of five megabytes is kept with the beginning of it, and costs no more to list", async () => {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
  const errorDetail = "at charge() 💥\n".repeat(350_000);
  const { deadLetterId: id } = await services.deadLetters.reportDeadLetter({
    ...{ stream, position: 0n, ...report },
    errorDetail,
    errorMessage: errorDetail,
  });
  const { deadLetter } = await services.deadLetters.getDeadLetter({ id });
  expect(deadLetter?.errorDetail.length).toBe(16_000);
  expect(errorDetail.startsWith(deadLetter?.errorDetail.slice(0, 15_999) ?? "-")).toBe(true);
  expect(deadLetter?.errorMessage.length).toBeLessThanOrEqual(2000);
  const [logged] = await logOf(services, stream);
  expect(deadLetter?.event?.id).toBe(logged?.event?.id);
  expect((await lettersOf(services, stream)).map((each) => each.id)).toEqual([id]);
  // More than a message may be is refused by its size, and nothing is parked.
  const failure = await failureOf(
    services.deadLetters.reportDeadLetter({
      ...{ stream, position: 0n, ...report },
      errorDetail: "x".repeat(17 * 1024 ** 2),
    }),
  );
  expect(failure).toMatchObject({ reason: "LIMIT_EXCEEDED" });
});

describe("a report is refused", () => {
  test("by the field that is missing or wrong", async () => {
    const stream = await numberStream(services);
    await services.gateway.publishBatch({ stream, events: [event({ n: 1 })] });
    const complete = { stream, position: 0n, ...report };
    const fieldsOf = async (change: object) =>
      Object.keys((await failureOf(services.deadLetters.reportDeadLetter({ ...complete, ...change }))).fields);
    expect(await fieldsOf({ stream: "" })).toEqual(["stream"]);
    expect(await fieldsOf({ consumerGroup: "" })).toEqual(["consumer_group"]);
    expect(await fieldsOf({ errorType: "" })).toEqual(["error_type"]);
    expect(await fieldsOf({ event: event({}) })).toEqual(["position"]);
    expect(await fieldsOf({ position: 7n })).toEqual(["position"]);
    expect(await fieldsOf({ position: 2n ** 60n })).toEqual(["position"]);
    expect(await fieldsOf({ position: undefined, event: event({}, { time: { seconds: 10n ** 15n } }) })).toEqual([
      "event.time",
    ]);
  });
});
