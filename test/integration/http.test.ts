import { once } from "node:events";
import { Agent, get, type IncomingMessage, request as http1Request } from "node:http";
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2, constants } from "node:http2";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { SluiceError } from "../../src/core/errors.js";
import { createHttpServer, type HttpServer, type HttpServerOptions } from "../../src/server/http.js";
import { type ConnectionFault } from "../../src/server/http-limits.js";
import { answerNotFound, type RequestHandler, sendAnswer, standardRoutes } from "../../src/server/plain-routes.js";
import { createReadiness } from "../../src/server/readiness.js";

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

interface Running {
  readonly server: HttpServer;
  readonly port: number;
  readonly url: string;
  readonly faults: ConnectionFault[];
  readonly errors: unknown[];
}

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Answers the protocol version, except under /hang (headers only), /throw and /slow (after 200 ms). */
const handler: RequestHandler = (request, response) => {
  const answer = { status: 200, contentType: "text/plain", body: request.httpVersion };
  if (request.url === "/throw") throw new Error("planned");
  if (request.url === "/strict") throw new TypeError(new URL(request.url, `http://${hostOf(request)}`).href);
  if (request.url === "/hang") {
    request.resume();
    response.writeHead(200, {});
    response.write("first");
  } else if (request.url === "/slow")
    setTimeout(() => {
      sendAnswer(response, answer);
    }, 200);
  else sendAnswer(response, answer);
};

function hostOf(request: Parameters<RequestHandler>[0]): string {
  return request.headers.host ?? "";
}

async function start(options: Partial<HttpServerOptions> = {}): Promise<Running> {
  const faults: ConnectionFault[] = [];
  const errors: unknown[] = [];
  const server = createHttpServer({
    handler,
    routes: {},
    onFault: (fault) => faults.push(fault),
    onError: (cause) => errors.push(cause),
    ...options,
  });
  const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
  cleanups.push(() => server.stop(0));
  return { server, port, url: `http://127.0.0.1:${port}`, faults, errors };
}

function raw(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  cleanups.push(() => socket.destroy());
  return socket;
}

async function closed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  if (!socket.closed) await once(socket, "close");
  return Buffer.concat(chunks).toString("latin1");
}

function session(url: string): ClientHttp2Session {
  const client = connectHttp2(url);
  client.on("error", () => undefined);
  cleanups.push(() => {
    client.destroy();
  });
  return client;
}

async function fetchHttp2(client: ClientHttp2Session, headers: Record<string, string>): Promise<[number, string]> {
  const stream = client.request(headers);
  const [head] = (await once(stream, "response")) as [Record<string, unknown>];
  return [Number(head[":status"]), await bodyOf(stream)];
}

async function bodyOf(stream: ClientHttp2Stream): Promise<string> {
  let body = "";
  for await (const chunk of stream) body += String(chunk);
  return body;
}

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

async function stillServes(running: Running): Promise<void> {
  expect(await (await fetch(`${running.url}/`)).text()).toBe("1.1");
}

/** How much the calls of a session that was just opened may send ahead. */
async function windowOf(client: ClientHttp2Session): Promise<number> {
  await once(client, "remoteSettings");
  return client.remoteSettings.initialWindowSize ?? 0;
}

describe("one port for both protocols", () => {
  it("answers HTTP/1.1 and HTTP/2 with prior knowledge", async () => {
    const running = await start();
    expect(await (await fetch(running.url)).text()).toBe("1.1");
    expect(await fetchHttp2(session(running.url), { ":path": "/" })).toEqual([200, "2.0"]);
  });

  it("keeps an HTTP/1.1 connection open between requests", async () => {
    const { port } = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    cleanups.push(() => {
      agent.destroy();
    });
    const localPorts = [];
    for (let round = 0; round < 3; round += 1) {
      const [response] = (await once(get({ port, host: "127.0.0.1", agent }), "response")) as [IncomingMessage];
      localPorts.push(response.socket.localPort);
      response.resume();
      await once(response, "end");
    }
    expect(new Set(localPorts).size).toBe(1);
  });

  it.each([
    ["HTTP/2", preface + frame(4, 0, 0, Buffer.alloc(0)).toString("latin1"), /^\0\0.\x04/s],
    ["HTTP/1.1", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", /^HTTP\/1\.1 200 OK/],
    ["a method that begins like the preface", "PRINT / HTTP/1.1\r\nHost: a\r\n\r\n", /^HTTP\/1\.1 400/],
    ["HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", /^HTTP\/1\.1 200 OK/],
  ])("recognises %s when it comes byte by byte", async (_name, bytes, expected) => {
    const { port } = await start();
    const socket = raw(port).setNoDelay();
    await once(socket, "connect");
    const answer = once(socket, "data");
    for (const byte of Buffer.from(bytes, "latin1")) {
      socket.write(Buffer.of(byte));
      await sleep(1);
    }
    expect(String((await answer)[0])).toMatch(expected);
  });

  it("takes a whole upload that arrives together with its headers", async () => {
    const received: number[] = [];
    const { port } = await start({
      handler: (request, response) => {
        let bytes = 0;
        request.on("data", (chunk: Buffer) => (bytes += chunk.length));
        request.on("end", () => {
          received.push(bytes);
          sendAnswer(response, { status: 200, contentType: "text/plain", body: "" });
        });
      },
    });
    const upload = http1Request({ port, host: "127.0.0.1", method: "POST" });
    upload.end(Buffer.alloc(3_000_000));
    const [response] = (await once(upload, "response")) as [IncomingMessage];
    response.resume();
    expect(received).toEqual([3_000_000]);
  });

  it("forgets the time limit of the first bytes once they came", async () => {
    const { url } = await start({ limits: { prefaceTimeoutMs: 50 } });
    const [first, second] = await Promise.all([
      fetch(`${url}/slow`).then((response) => response.text()),
      fetchHttp2(session(url), { ":path": "/slow" }),
    ]);
    expect([first, second]).toEqual(["1.1", [200, "2.0"]]);
  });

  it("opens flow control windows wide enough for a stream of events", async () => {
    const { url } = await start();
    const client = session(url);
    await once(client, "remoteSettings");
    expect(client.remoteSettings).toMatchObject({ initialWindowSize: 1024 ** 2, maxConcurrentStreams: 256 });
    await fetchHttp2(client, { ":path": "/" });
    expect(client.state.remoteWindowSize).toBe(4 * 1024 ** 2);
  });

  it("lets calls send less ahead the more connections there are, and as much again when they are gone", async () => {
    const { url } = await start();
    const clients: ClientHttp2Session[] = [];
    const kibibytes: number[] = [];
    for (let index = 0; index < 33; index += 1) {
      const client = session(url);
      clients.push(client);
      kibibytes.push((await windowOf(client)) / 1024);
    }
    expect(kibibytes).toEqual([...Array<number>(16).fill(1024), ...Array<number>(16).fill(512), 256]);

    for (const client of clients) client.close();
    await Promise.all(clients.map((client) => once(client, "close")));
    // The server hears of it a little later.
    while ((await windowOf(session(url))) !== 1024 ** 2) await sleep(5);
  });
});

describe("plain routes", () => {
  async function startStandard(backlog = () => Promise.resolve("m 1\n")) {
    const readiness = createReadiness();
    const metrics = { contentType: "text/plain; version=0.0.4", exposition: backlog };
    const running = await start({
      routes: standardRoutes({ readiness, metrics, version: "9.8.7" }),
      handler: answerNotFound,
    });
    return { readiness, ...running };
  }

  it("is alive all the time and ready only between start and stop", async () => {
    const { readiness, url } = await startStandard();
    const ready = async () => {
      const response = await fetch(`${url}/readyz?verbose`);
      return [response.status, await response.json()];
    };
    readiness.waitingFor("migrating the store");
    expect(await ready()).toEqual([503, { status: "starting", reason: "Sluice is starting: migrating the store." }]);
    readiness.markReady();
    expect(await ready()).toEqual([200, { status: "ready" }]);
    readiness.markStopping();
    expect(await ready()).toEqual([503, { status: "stopping", reason: "Sluice is stopping." }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("says at / what this is, in both protocols", async () => {
    const { url } = await startStandard();
    const page = await (await fetch(url)).text();
    expect(page).toMatch(/^Sluice 9\.8\.7\n.*list-services.*\/metrics/s);
    expect(await fetchHttp2(session(url), { ":path": "/" })).toEqual([200, page]);
  });

  it("serves the metrics, and 500 with the cause reported when they fail", async () => {
    const good = await startStandard();
    const page = await fetch(`${good.url}/metrics`);
    expect([page.headers.get("content-type"), await page.text()]).toEqual(["text/plain; version=0.0.4", "m 1\n"]);

    const cause = new Error("planned");
    const bad = await startStandard(() => Promise.reject(cause));
    expect((await fetch(`${bad.url}/metrics`)).status).toBe(500);
    expect(bad.errors).toEqual([cause]);
  });

  it("answers HEAD without a body, other methods with 405 and unknown paths with 404", async () => {
    const { url } = await startStandard();
    const head = await fetch(`${url}/healthz`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const post = await fetch(`${url}/healthz`, { method: "POST", body: "x".repeat(100_000) });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});

describe("hostile peers", () => {
  it.each([
    ["nothing at all", ""],
    ["half a preface", preface.slice(0, 10)],
  ])("closes a connection that sends %s", async (_name, bytes) => {
    const running = await start({ limits: { prefaceTimeoutMs: 100 } });
    const socket = raw(running.port);
    socket.write(bytes);
    await closed(socket);
    expect(running.faults).toEqual(["no-request"]);
    await stillServes(running);
  });

  it.each([
    ["headers that trickle", "GET / HTTP/1.1\r\nHost: a\r\n", { headersTimeoutMs: 100 }],
    [
      "a body that never ends",
      "POST /hang HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
      { headersTimeoutMs: 100, requestTimeoutMs: 200 },
    ],
  ])("closes an HTTP/1.1 connection with %s", async (_name, bytes, limits) => {
    const running = await start({ limits });
    const socket = raw(running.port);
    socket.write(bytes);
    expect(await closed(socket)).toContain("408 Request Timeout");
    expect(running.faults).toEqual(["no-request"]);
  });

  it("answers garbage with 400 and survives", async () => {
    const running = await start();
    const socket = raw(running.port);
    socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0xff, 0xfe]));
    expect(await closed(socket)).toMatch(/^HTTP\/1\.1 400/);
    expect(running.faults).toEqual(["malformed"]);
    await stillServes(running);
  });

  it("ends an HTTP/2 connection that turns to garbage and survives", async () => {
    const running = await start();
    const socket = raw(running.port);
    socket.write(Buffer.concat([Buffer.from(preface), Buffer.alloc(200, 0xff)]));
    await closed(socket);
    expect(running.faults).toEqual(["malformed"]);
    await stillServes(running);
  });

  it("survives peers that reset their connections in the middle", async () => {
    const running = await start();
    for (const bytes of ["", "GE", "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n", preface, preface.slice(0, 5)]) {
      const socket = raw(running.port);
      await once(socket, "connect");
      socket.write(bytes);
      await sleep(10);
      socket.resetAndDestroy();
    }
    await sleep(20);
    expect(running.faults).toEqual([]);
    await stillServes(running);
  });

  it("takes no offence at an HTTP/2 client that ends its session with a reason", async () => {
    const running = await start();
    const client = session(running.url);
    await once(client, "remoteSettings");
    const gone = once(client, "error");
    client.destroy(new Error("planned"), constants.NGHTTP2_CANCEL);
    await gone;
    await sleep(50);
    expect(running.faults).toEqual([]);
    await stillServes(running);
  });

  it.each([20_000, 60_000])("answers %d bytes of headers with 431 in both protocols", async (size) => {
    const running = await start();
    const huge = { "x-huge": "x".repeat(size) };
    expect((await fetch(running.url, { headers: huge })).status).toBe(431);
    expect((await fetchHttp2(session(running.url), { ":path": "/", ...huge }))[0]).toBe(431);
    await stillServes(running);
  });

  it("ends an HTTP/2 connection whose headers never end", async () => {
    const running = await start();
    const socket = raw(running.port);
    // A literal header field without indexing, named and valued with 100 letters each.
    const field = Buffer.from([0x00, 100, ...Buffer.alloc(100, "n"), 100, ...Buffer.alloc(100, "v")]);
    const fields = Buffer.concat(Array.from({ length: 50 }, () => field));
    const opening = [Buffer.from(preface), frame(4, 0, 0, Buffer.alloc(0)), frame(1, 0, 1, fields)];
    const flood = Array.from({ length: 100 }, () => frame(9, 0, 1, fields));
    socket.write(Buffer.concat([...opening, ...flood]));
    await closed(socket);
    expect(running.faults).toEqual(["malformed"]);
    await stillServes(running);
  });

  it("cuts a connection that opens calls only to reset them", async () => {
    const running = await start({ limits: { resetBurst: 20, resetsPerSecond: 1 } });
    const client = session(running.url);
    await once(client, "remoteSettings");
    const gone = once(client, "close");
    for (let i = 0; i < 60 && !client.destroyed; i += 1) {
      const stream = client.request({ ":path": "/hang" });
      stream.on("error", () => undefined);
      stream.close(constants.NGHTTP2_CANCEL);
      if (i % 10 === 0) await sleep(5);
    }
    await gone;
    expect(running.faults).toContain("reset-flood");
    await stillServes(running);
  });

  it("lets a client cancel calls now and then", async () => {
    const running = await start({ limits: { resetBurst: 20, resetsPerSecond: 1 } });
    const client = session(running.url);
    for (let i = 0; i < 15; i += 1) {
      const stream = client.request({ ":path": "/hang" });
      stream.on("error", () => undefined);
      await once(stream, "response");
      stream.close(constants.NGHTTP2_CANCEL);
    }
    // Calls that end well do not count at all.
    for (let i = 0; i < 50; i += 1) expect(await fetchHttp2(client, { ":path": "/" })).toEqual([200, "2.0"]);
    expect(running.faults).toEqual([]);
  });

  it("turns connections away beyond the limit and takes new ones when others leave", async () => {
    const running = await start({ limits: { maxConnections: 2 } });
    const [first, second] = [raw(running.port), raw(running.port)];
    await Promise.all([once(first, "connect"), once(second, "connect")]);
    await closed(raw(running.port));
    expect(running.faults).toEqual(["too-many-connections"]);
    first.destroy();
    await once(first, "close");
    await sleep(20);
    await stillServes(running);
  });

  it("closes an HTTP/2 connection that carries nothing, but not one with a call and a live peer", async () => {
    const running = await start({ limits: { idleTimeoutMs: 100 } });
    const busy = session(running.url);
    const stream = busy.request({ ":path": "/hang" });
    stream.on("error", () => undefined);
    await once(stream, "response");
    await once(session(running.url), "close");
    await sleep(350);
    expect(busy.destroyed).toBe(false);
    expect(running.faults).toEqual([]);
  });

  it("cuts an HTTP/2 connection with a call whose peer went away without a word", async () => {
    const running = await start({ limits: { idleTimeoutMs: 100 } });
    const socket = raw(running.port);
    // :method GET, :scheme http and :path / from the static table; :authority a.
    const headers = Buffer.from([0x82, 0x86, 0x04, 0x05, ...Buffer.from("/hang"), 0x41, 0x01, 0x61]);
    socket.write(Buffer.concat([Buffer.from(preface), frame(4, 0, 0, Buffer.alloc(0)), frame(1, 4, 1, headers)]));
    await closed(socket);
    expect(running.faults).toEqual(["unresponsive"]);
  });

  it("answers 400 to a request without a host, and 500 with the cause reported to a handler that throws", async () => {
    const running = await start();
    const socket = raw(running.port);
    socket.write("GET /strict HTTP/1.0\r\n\r\n");
    expect(await closed(socket)).toMatch(/^HTTP\/1\.1 400.*names no host/s);
    expect(running.errors).toEqual([]);
    expect((await fetch(`${running.url}/throw`)).status).toBe(500);
    expect(running.errors).toEqual([new Error("planned")]);
    await stillServes(running);
  });
});

describe("listening", () => {
  it("says what to do when the port is taken", async () => {
    const { port } = await start();
    const second = createHttpServer({ handler, routes: {} });
    const failure = await second.listen({ host: "127.0.0.1", port }).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(SluiceError);
    expect(failure).toMatchObject({
      reason: "INVALID_ARGUMENT",
      message: expect.stringContaining("SLUICE_PORT") as string,
    });
    expect(await second.stop(0)).toBe(0);
  });
});

describe("stopping", () => {
  it("lets calls under way finish in both protocols and takes no new connections", async () => {
    const { server, url, port } = await start();
    const client = session(url);
    await once(client, "remoteSettings");
    const overHttp2 = fetchHttp2(client, { ":path": "/slow" });
    const overHttp1 = fetch(`${url}/slow`).then((response) => response.text());
    const goaway = once(client, "goaway");
    await sleep(50);
    const stopped = server.stop(5000);
    await goaway;
    await expect(once(raw(port), "connect")).rejects.toThrow("ECONNREFUSED");
    expect(await Promise.all([overHttp2, overHttp1])).toEqual([[200, "2.0"], "1.1"]);
    expect(await stopped).toBe(0);
  });

  it("closes connections that rest between requests at once", async () => {
    const { server, url } = await start();
    await (await fetch(url)).text();
    await fetchHttp2(session(url), { ":path": "/" });
    // Waiting for them would take longer than a test may.
    expect(await server.stop(600_000)).toBe(0);
  });

  it("cuts what is left after the grace time and says how many that were", async () => {
    const { server, url, port } = await start();
    const stream = session(url).request({ ":path": "/hang" });
    stream.on("error", () => undefined);
    await once(stream, "response");
    const socket = raw(port);
    socket.write("GET /hang HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(socket, "data");
    const ends = Promise.all([once(stream, "close"), closed(socket)]);
    const before = performance.now();
    const first = server.stop(200);
    expect(server.stop(60_000)).toBe(first);
    expect(await first).toBe(2);
    expect(performance.now() - before).toBeGreaterThan(190);
    await ends;
  });
});
