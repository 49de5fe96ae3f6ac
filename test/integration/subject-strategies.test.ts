import { createServices, type Services } from "@sluice/client";
import { SubjectNameStrategy } from "@sluice/client/gen";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/server.js";
import { event, registerJson, schemaOfNumber, unique } from "../support/wire.js";

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

test.each([
  [SubjectNameStrategy.STREAM_AND_TYPE, (stream: string, type: string) => `${stream}/${type}`],
  [SubjectNameStrategy.TOPIC, (stream: string) => `${stream}-value`],
  [SubjectNameStrategy.RECORD, (_stream: string, type: string) => type],
  [SubjectNameStrategy.TOPIC_RECORD, (stream: string, type: string) => `${stream}-${type}`],
])("strategy %i looks at its subject and at no other", async (subjectNameStrategy, subjectOf) => {
  const [stream, type] = [unique("stream"), unique("com.example.Type")];
  await services.gateway.setStreamConfig({ config: { stream, subjectNameStrategy } });
  const publish = async (data: unknown) =>
    (await services.gateway.publishBatch({ stream, events: [event(data, { type })] })).outcomes[0]?.outcome;
  expect(await publish({ n: 1 })).toMatchObject({
    case: "deadLettered",
    value: { violations: [{ message: `No schema is registered for subject '${subjectOf(stream, type)}'.` }] },
  });
  await registerJson(services, subjectOf(stream, type), schemaOfNumber());
  expect(await publish({ n: 1 })).toMatchObject({
    case: "published",
    value: { schema: { subject: subjectOf(stream, type) } },
  });
  expect((await publish({}))?.case).toBe("deadLettered");
});
