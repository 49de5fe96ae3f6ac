import { type JsonValue, toJson } from "@bufbuild/protobuf";
import { createServices } from "@sluice/client";
import { ListDeadLettersResponseSchema } from "@sluice/client/gen";
import { expect, test } from "vitest";
import { startServer } from "../support/server.js";
import { event, failureOf, numberStream } from "../support/wire.js";

test("a page of dead letters is the same in Protobuf, where it is written in pieces, and in JSON", async () => {
  const server = await startServer();
  const services = createServices({ url: server.url });
  const stream = await numberStream(services);
  const events = Array.from({ length: 120 }, (_, n) => event({ n: `x${n}` }, { extensions: { service: `s${n % 3}` } }));
  await services.gateway.publishBatch({ stream, events });
  const json = async (body: object) => {
    const address = `${server.url}/sluice.v1.DeadLetterService/ListDeadLetters`;
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as JsonValue;
  };
  const wanted = { filter: { stream, sourceService: "s1" }, pageSize: 30 };
  const first = await services.deadLetters.listDeadLetters(wanted);
  expect(first.deadLetters).toHaveLength(30);
  expect(toJson(ListDeadLettersResponseSchema, first)).toEqual(await json(wanted));
  const { nextPageToken: pageToken } = first;
  const next = await services.deadLetters.listDeadLetters({ ...wanted, pageToken });
  expect(next.deadLetters).toHaveLength(10);
  expect(toJson(ListDeadLettersResponseSchema, next)).toEqual(await json({ ...wanted, pageToken }));
  expect(await failureOf(services.deadLetters.listDeadLetters({ pageSize: 501 }))).toMatchObject({
    reason: "INVALID_ARGUMENT",
  });
  services.close();
  await server.stop();
});
