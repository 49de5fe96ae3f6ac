import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { createServices, type Services } from "@sluice/client";
import { AlertKind } from "@sluice/client/gen";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Config } from "../../src/server/config.js";
import { startServer } from "../support/server.js";
import { temporaryDirectory } from "../support/store.js";
import { startEndpoint, type ReceivedMessage, type WebhookEndpoint } from "../support/webhook-endpoint.js";
import { event, failureOf, numberStream } from "../support/wire.js";

const quick: Partial<Config> = {
  alertIntervalMs: 50,
  alertDigestMs: 0,
  webhookRetryBaseMs: 20,
  webhookAllowPrivateAddresses: true,
};

async function start(overrides: Partial<Config> = {}): Promise<Services & { stop: () => Promise<void> }> {
  const server = await startServer({ ...quick, ...overrides });
  const services = createServices({ url: server.url });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    services.close();
    stopped ??= server.stop();
    await stopped;
  };
  onTestFinished(stop);
  return { ...services, stop };
}

async function endpointAnswering(answer: WebhookEndpoint["answer"]): Promise<WebhookEndpoint> {
  const endpoint = await startEndpoint(answer);
  onTestFinished(() => endpoint.close());
  return endpoint;
}

/** Makes a new cause appear in a new stream: one alert. */
async function makeTrouble(services: Services): Promise<string> {
  const stream = await numberStream(services);
  await services.gateway.publishBatch({ stream, events: [event({})] });
  return stream;
}

async function webhookWhen(services: Services, holds: (webhook: Webhook) => boolean): Promise<Webhook> {
  for (;;) {
    const [webhook] = (await services.alerts.listWebhooks({})).webhooks;
    if (webhook !== undefined && holds(webhook)) return webhook;
    await sleep(10);
  }
}
type Webhook = Awaited<ReturnType<Services["alerts"]["listWebhooks"]>>["webhooks"][number];

/** Checks a signature with Python's hmac, as the reference libraries of Standard Webhooks do. */
function signatureByPython({ headers, body }: ReceivedMessage, secret: string): string {
  const program = `
import base64, hashlib, hmac, os, sys
key = base64.b64decode(os.environ["SECRET"].removeprefix("whsec_"))
message = (os.environ["ID"] + "." + os.environ["TIME"] + ".").encode() + sys.stdin.buffer.read()
print("v1," + base64.b64encode(hmac.new(key, message, hashlib.sha256).digest()).decode())`;
  const environment = {
    ...process.env,
    SECRET: secret,
    ID: String(headers["webhook-id"]),
    TIME: String(headers["webhook-timestamp"]),
  };
  const { stdout, stderr } = spawnSync("python3", ["-c", program], { input: body, env: environment, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.trim();
}

interface Told {
  readonly type: string;
  readonly data: {
    readonly alerts: readonly { readonly kind: string; readonly state: string; readonly stream: string }[];
  };
}
const toldBy = ({ body }: ReceivedMessage): Told => JSON.parse(body) as Told;

describe("a webhook", () => {
  test("is told what fires and what is over, signed so that others can check it", async () => {
    const services = await start();
    const endpoint = await endpointAnswering(204);
    const { generatedSecret, webhook } = await services.alerts.setWebhook({ url: endpoint.url });
    const stream = await makeTrouble(services);
    await endpoint.until(1);
    const [message] = endpoint.received;
    if (message === undefined) throw new Error("nothing came");
    expect(message.method).toBe("POST");
    expect(toldBy(message)).toMatchObject({
      type: "sluice.alerts",
      data: { alerts: [{ kind: "new-group", state: "firing", stream }] },
    });
    expect(message.headers["webhook-signature"]).toBe(signatureByPython(message, generatedSecret));
    expect(Math.abs(Number(message.headers["webhook-timestamp"]) - Date.now() / 1000)).toBeLessThan(60);
    await services.deadLetters.resolveDeadLetters({ filter: { stream }, reason: "mended" });
    await endpoint.until(2);
    expect(toldBy(endpoint.received[1] ?? message).data.alerts).toMatchObject([
      { kind: "new-group", state: "resolved" },
    ]);
    const listed = await webhookWhen(services, ({ pending }) => pending === 0n);
    expect(listed).toMatchObject({ id: webhook?.id, failures: 0, lastError: "" });
    expect(JSON.stringify(listed, (_, value: unknown) => String(value))).not.toContain(generatedSecret.slice(6));
  });

  test("that fails is tried again under the same id, with the same body, until it takes it", async () => {
    const services = await start();
    const endpoint = await endpointAnswering(500);
    await services.alerts.setWebhook({ url: endpoint.url });
    await makeTrouble(services);
    await endpoint.until(3);
    const failing = await webhookWhen(services, ({ failures }) => failures >= 3);
    expect(failing).toMatchObject({ lastError: "answered 500", enabled: true, pending: 1n });
    expect(failing.failingSince).toBeDefined();
    endpoint.answer = 200;
    const well = await webhookWhen(services, ({ failures }) => failures === 0);
    expect(well).toMatchObject({ lastError: "", pending: 0n });
    expect(well.failingSince).toBeUndefined();
    expect(new Set(endpoint.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(endpoint.received.map(({ body }) => body)).size).toBe(1);
  });

  test("gets what an earlier process could not deliver, and is told of it once", async () => {
    const data = await temporaryDirectory();
    const endpoint = await endpointAnswering("never");
    const before = await start({ data });
    await before.alerts.setWebhook({ url: endpoint.url });
    await makeTrouble(before);
    await endpoint.until(1);
    await before.stop();
    endpoint.answer = 200;
    const after = await start({ data });
    await endpoint.until(2);
    await webhookWhen(after, ({ pending }) => pending === 0n);
    const [first, second] = endpoint.received;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toBe(first?.body);
    expect(endpoint.received).toHaveLength(2);
  });

  test("that hangs is given up for the moment, and holds up nobody else", async () => {
    const services = await start({ webhookTimeoutMs: 100 });
    const hanging = await endpointAnswering("never");
    const other = await endpointAnswering(200);
    await services.alerts.setWebhook({ url: hanging.url });
    await services.alerts.setWebhook({ url: other.url });
    await makeTrouble(services);
    await other.until(1);
    const failing = await webhookWhen(services, ({ failures }) => failures > 0);
    expect(failing.lastError).toBe("did not answer within 100 ms");
  });

  test("that answers byte by byte, or without end, is cut as well", async () => {
    const services = await start({ webhookTimeoutMs: 100 });
    const endpoint = await endpointAnswering((response) => {
      response.writeHead(200);
      response.write("a");
    });
    const { webhook } = await services.alerts.setWebhook({ url: endpoint.url });
    const dripping = await services.alerts.testWebhook({ id: webhook?.id ?? "" });
    expect(dripping).toMatchObject({ delivered: false, error: "did not answer within 100 ms" });
    endpoint.answer = (response) => {
      response.writeHead(200);
      const more = (): void => {
        while (response.write("a".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    };
    expect(await services.alerts.testWebhook({ id: webhook?.id ?? "" })).toMatchObject({ delivered: true });
  });

  test("that redirects is not followed", async () => {
    const services = await start();
    const target = await endpointAnswering(200);
    const endpoint = await endpointAnswering((response) => {
      response.writeHead(307, { location: target.url }).end();
    });
    const { webhook } = await services.alerts.setWebhook({ url: endpoint.url });
    const result = await services.alerts.testWebhook({ id: webhook?.id ?? "" });
    expect(result).toMatchObject({ delivered: false, httpStatus: 307 });
    expect(result.error).toContain("redirects are not followed");
    expect(target.received).toEqual([]);
  });

  test("that is gone is switched off", async () => {
    const services = await start();
    const endpoint = await endpointAnswering(410);
    await services.alerts.setWebhook({ url: endpoint.url });
    await makeTrouble(services);
    expect(await webhookWhen(services, ({ enabled }) => !enabled)).toMatchObject({
      pending: 0n,
      lastError: "answered 410",
    });
  });

  test("gets several alerts in one delivery, and only those it wants", async () => {
    const services = await start({ alertDigestMs: 300 });
    const all = await endpointAnswering(200);
    const few = await endpointAnswering(200);
    await services.alerts.setWebhook({ url: all.url });
    const streams = [await makeTrouble(services), await makeTrouble(services)];
    await services.alerts.setWebhook({ url: few.url, streams: streams.slice(1), kinds: [AlertKind.NEW_GROUP] });
    await Promise.all([all.until(1), few.until(1)]);
    const told = ([message]: readonly ReceivedMessage[]) =>
      message === undefined ? [] : toldBy(message).data.alerts.map(({ stream }) => stream);
    expect(told(all.received).toSorted()).toEqual(streams.toSorted());
    expect(told(few.received)).toEqual(streams.slice(1));
  });
});

describe("addresses that are not public", () => {
  test("are refused where they stand in the URL", async () => {
    const services = await start({ webhookAllowPrivateAddresses: false });
    for (const host of [
      "127.0.0.1",
      "10.1.2.3",
      "[::1]",
      "[::ffff:10.0.0.1]",
      "0x7f.1",
      "localhost",
      "169.254.169.254",
    ]) {
      const failure = await failureOf(services.alerts.setWebhook({ url: `http://${host}:1/hook` }));
      expect(failure.fields, host).toHaveProperty("url");
    }
  });

  test("are refused at the connection where a name leads to them", async () => {
    const endpoint = await endpointAnswering(200);
    const services = await start({ webhookAllowPrivateAddresses: false });
    // A name that is fine by itself and resolves to loopback, as a rebound one does.
    const url = endpoint.url.replace("127.0.0.1", "localhost.");
    const { webhook } = await services.alerts.setWebhook({ url });
    const result = await services.alerts.testWebhook({ id: webhook?.id ?? "" });
    expect(result).toMatchObject({ delivered: false, httpStatus: 0 });
    expect(endpoint.received).toEqual([]);
  });
});

test("settings that make no sense are refused by field, without quoting secrets", async () => {
  const services = await start();
  const fields = async (settings: Parameters<Services["alerts"]["setWebhook"]>[0]) =>
    await failureOf(services.alerts.setWebhook(settings));
  const url = "https://example.com/hook";
  expect((await fields({ url: "" })).fields).toHaveProperty("url");
  expect((await fields({ url: "ftp://example.com" })).fields).toHaveProperty("url");
  expect((await fields({ url: "https://ada:secret@example.com" })).message).not.toContain("ada");
  const wrong = await fields({ url, secret: "whsec_c2hvcnQ=" });
  expect(wrong.fields).toHaveProperty("secret");
  expect(wrong.message).not.toContain("c2hvcnQ");
  expect((await fields({ url, id: "nobody" })).reason).toBe("WEBHOOK_NOT_FOUND");
  expect((await failureOf(services.alerts.deleteWebhook({ id: "nobody" }))).reason).toBe("WEBHOOK_NOT_FOUND");
});
