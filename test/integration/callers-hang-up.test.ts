import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { create, type DescMethod, toJsonString } from "@bufbuild/protobuf";
import { createServices } from "@sluice/client";
import { DeadLetterService, RegistryService } from "@sluice/client/gen";
import { expect, onTestFinished, test } from "vitest";
import { envelope } from "../support/raw-call.js";
import { letter, park } from "../support/rows.js";
import { startServer } from "../support/server.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

/** A server with a backlog, and what it has logged. */
async function startWithBacklog() {
  const directory = await temporaryDirectory();
  const store = await openTestStore({ directory });
  await park(
    store,
    Array.from({ length: 4_000 }, (_, index) => letter(index + 1)),
  );
  await store.close();
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  const server = await startServer({ data: directory }, undefined, log);
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  return { server, services, lines };
}

/** Calls over HTTP/1.1, as Connect does, with a body in JSON. */
function call(port: number, method: DescMethod, body: string) {
  const streams = method.methodKind === "server_streaming";
  const sent = request({
    agent: new Agent(),
    host: "127.0.0.1",
    port,
    method: "POST",
    path: `/${method.parent.typeName}/${method.name}`,
    headers: { "content-type": streams ? "application/connect+json" : "application/json" },
  });
  sent.on("error", () => undefined);
  sent.end(streams ? envelope(Buffer.from(body)) : body);
  return sent;
}

test("a search whose caller hangs up over HTTP/1.1 is no failure of the server", async () => {
  const { server, services, lines } = await startWithBacklog();
  const { listDeadLetters } = DeadLetterService.method;
  const body = toJsonString(listDeadLetters.input, create(listDeadLetters.input, { filter: { text: "nowhere" } }));
  for (let turns = 5; turns <= 60; turns += 5) {
    const sent = call(server.port, listDeadLetters, body);
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    sent.destroy();
  }
  // By the time it has looked through all of them, the others have long ended.
  expect((await services.deadLetters.listDeadLetters({ filter: { text: "nowhere" } })).deadLetters).toEqual([]);
  expect(lines).toEqual([]);
});

test("an idle stream whose caller hangs up over HTTP/1.1 counts as canceled", async () => {
  const { server, lines } = await startWithBacklog();
  const counts = async (): Promise<readonly string[]> =>
    (await (await fetch(`${server.url}/metrics`)).text())
      .split("\n")
      .filter((line) => line.includes('method="WatchSchemas"'));
  const sent = call(server.port, RegistryService.method.watchSchemas, "{}");
  sent.once("response", (response) => {
    response.once("data", () => sent.destroy());
  });
  await expect.poll(counts).toEqual([expect.stringMatching(/code="canceled"\} 1$/)]);
  expect(lines).toEqual([]);
});

test("calls that wait behind another one over HTTP/1.1 end with their connection", async () => {
  const lines: string[] = [];
  const server = await startServer({ maxSubscriptions: 3 }, undefined, { write: (line) => void lines.push(line) });
  const services = createServices({ url: server.url });
  onTestFinished(async () => {
    services.close();
    await server.stop();
  });
  const body = envelope(Buffer.from("{}"));
  const head = `POST /sluice.v1.RegistryService/WatchSchemas HTTP/1.1\r\nhost: x\r\ncontent-type: application/connect+json\r\n`;
  const watch = Buffer.concat([Buffer.from(`${head}content-length: ${body.length}\r\n\r\n`), body]);
  const socket = connect(server.port, server.host);
  socket.write(Buffer.concat([watch, watch, watch]));
  /** How many of three watches at a time are let in. */
  const places = async (): Promise<number> => {
    const done = new AbortController();
    const first = async (): Promise<unknown> =>
      await services.registry.watchSchemas({}, { signal: done.signal })[Symbol.asyncIterator]().next();
    const opened = await Promise.allSettled([first(), first(), first()]);
    done.abort();
    return opened.filter(({ status }) => status === "fulfilled").length;
  };
  await expect.poll(places).toBe(0);
  socket.destroy();
  await expect.poll(places).toBe(3);
  expect(lines).toEqual([]);
});
