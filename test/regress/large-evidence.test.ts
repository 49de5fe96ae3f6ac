import { createServices } from "@sluice/client";
import * as grpc from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { startServer } from "../support/server.js";
import { describeFailure, rejectionOf, unique } from "../support/wire.js";

const wide = (type: string) =>
  JSON.stringify({
    type: "object",
    required: Array.from({ length: 300 }, (_, index) => `property-${index}`),
    properties: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`property-${index}`, { type }])),
  });

test("probe", async () => {
  const server = await startServer();
  const services = createServices({ url: server.url });
  const subject = unique("wide");
  await services.registry.registerSchema({ subject, format: 1, schema: wide("string") });
  const err = await rejectionOf(services.registry.registerSchema({ subject, format: 1, schema: wide("number") }));
  const f = describeFailure(err);
  console.log(f.code, f.reason, f.findings.length, f.message.slice(0, 300));
  console.log(JSON.stringify((err as any).details?.map((d: any) => [d.type, d.value?.length])));
  services.close();
  await server.stop();
});
