import { Code } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";

import { SchemaFormat } from "../../../clients/typescript/src/gen.js";
import {
  type RegistryClientEvents,
  type RegistryClientOptions,
  ValidationError,
  createRegistryClient,
} from "../../../clients/typescript/src/index.js";
import { type FarEnd, sluiceError, startFarEnd } from "../../support/far-end.js";
import { ScriptedRegistry } from "../../support/scripted-registry.js";

const order = { type: "object", properties: { id: { type: "integer" } }, required: ["id"] };
const valid = { id: 1 };
const invalid = { id: "one" };

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(options: Partial<RegistryClientOptions> = {}) {
  const registry = new ScriptedRegistry();
  const farEnd = await startFarEnd({ registry: registry.registry, gateway: registry.gateway });
  cleanups.push(() => farEnd.close());
  const time = { at: 1_000_000, now: () => time.at, random: () => 0.5 };
  const client = createRegistryClient({
    url: farEnd.url,
    mode: "enforce",
    time,
    timeoutMs: 5000,
    validateTimeoutMs: 2000,
    maxRetries: 0,
    cacheTtlMs: 1000,
    recoverySpreadMs: 0,
    breaker: { failures: 2, openMs: 100, maxOpenMs: 400 },
    ...options,
  });
  cleanups.push(() => {
    client.close();
  });
  return { registry, farEnd, client, time };
}

function fail(farEnd: FarEnd, code: Code, reason: string, details: Parameters<typeof sluiceError>[2] = {}) {
  farEnd.before = () => {
    throw sluiceError(code, reason, details);
  };
}

function restore(farEnd: FarEnd): void {
  farEnd.before = () => undefined;
}

/** Keeps back the next answer about a subject, once it is made, until it is told to let it go. */
function holdNextAnswer(farEnd: FarEnd): { readonly made: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const made = new Promise<void>((resolve) => {
    farEnd.after = async (method) => {
      if (method !== "ResolveSchema") return;
      farEnd.after = () => undefined;
      resolve();
      await released;
    };
  });
  return { made, release };
}

async function waitFor(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not happen");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe("B1 construction", () => {
  test("does not throw while the registry is away", () => {
    const client = createRegistryClient({ url: "http://127.0.0.1:1" });
    expect(client.status).toBe("NOT_READY");
    client.close();
  });

  test.each([
    ["url", {}],
    ["url", { url: "localhost:8080" }],
    ["url\\[1\\]", { url: ["http://a", "ftp://b"] }],
    ["mode", { url: "http://a", mode: "loud" as never }],
    ["cacheTtlMs", { url: "http://a", cacheTtlMs: 0 }],
    ["timeoutMs", { url: "http://a", timeoutMs: 1.5 }],
    ["onUnavailable", { url: "http://a", onUnavailable: "maybe" as never }],
    ["breaker.failures", { url: "http://a", breaker: { failures: 0 } }],
    ["versions\\[0\\]", { url: "http://a", versions: [""] }],
  ])("names the option that cannot be used: %s", (key, options) => {
    expect(() => createRegistryClient(options)).toThrow(new RegExp(`^${key}:`));
  });
});

describe("B2 modes", () => {
  test("disabled talks to nobody and skips", async () => {
    const { client, farEnd } = await start({ mode: "disabled" });
    expect(await client.validate("orders", invalid)).toMatchObject({ outcome: "SKIPPED" });
    expect(await client.ready()).toEqual({ status: "DISABLED" });
    expect(farEnd.calls.size).toBe(0);
  });

  test("enforce refuses what is invalid and says where", async () => {
    const { client, registry } = await start({ mode: "strict" });
    registry.add("orders", order);
    expect(await client.validate("orders", valid)).toMatchObject({ outcome: "PASSED", checkedBy: "client" });
    const refused = client.validate("orders", invalid);
    await expect(refused).rejects.toBeInstanceOf(ValidationError);
    await expect(refused).rejects.toMatchObject({
      reason: "VALIDATION_FAILED",
      message: "the payload violates orders version 1: /id must be integer",
      result: { outcome: "REJECTED", violations: [{ code: "type", instancePath: "/id" }] },
    });
  });

  test("log-only lets it pass with its violations, and the mode can be changed while running", async () => {
    const { client, registry } = await start({ mode: "warn" });
    registry.add("orders", order);
    expect(await client.validate("orders", invalid)).toMatchObject({
      outcome: "PASSED",
      mode: "log-only",
      violations: [{ code: "type" }],
    });
    client.setMode("enforce");
    await expect(client.validate("orders", invalid)).rejects.toBeInstanceOf(ValidationError);
    expect(client.statistics().validations).toMatchObject({ passed: 1, rejected: 1, invalid: 2 });
  });

  test("a client without a url cannot be switched on", () => {
    const client = createRegistryClient({ mode: "disabled" });
    expect(() => {
      client.setMode("enforce");
    }).toThrow(/^url:/);
  });
});

describe("B3 and B4 caching", () => {
  test("an answer is asked for once while it is fresh", async () => {
    const { client, registry, farEnd } = await start();
    registry.add("orders", order);
    for (let n = 0; n < 5; n += 1) await client.validate("orders", valid);
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
    expect(client.statistics().cache).toMatchObject({ hits: 4, misses: 1 });
  });

  test("past its time the old answer serves at once, and the next one is the new", async () => {
    const { client, registry, farEnd, time } = await start();
    registry.add("orders", order);
    await client.validate("orders", valid);
    registry.add("orders", { ...order, required: ["id", "total"] });
    time.at += 1001;
    const stale: unknown[] = [];
    client.on("stale", (event) => stale.push(event));
    expect(await client.validate("orders", valid)).toMatchObject({ outcome: "PASSED", freshness: "STALE" });
    expect(stale).toEqual([{ subject: "orders", ageMs: 1001 }]);
    await waitFor(() => farEnd.calls.get("ResolveSchema") === 2);
    await waitFor(() => client.statistics().requests.total === 2);
    expect(await client.inspect("orders", valid)).toMatchObject({ outcome: "REJECTED", freshness: "FRESH" });
  });

  test("the time to live is spread by 10 % both ways", async () => {
    const fresh = async (random: number, ageMs: number) => {
      const time = { at: 0, now: () => time.at, random: () => random };
      const { client, registry } = await start({ time });
      registry.add("orders", order);
      await client.validate("orders", valid);
      time.at = ageMs;
      return (await client.validate("orders", valid)).freshness;
    };
    expect([await fresh(0, 899), await fresh(0, 901)]).toEqual(["FRESH", "STALE"]);
    expect([await fresh(0.999, 1098), await fresh(0.999, 1101)]).toEqual(["FRESH", "STALE"]);
  });

  test("exact versions are fetched once and never again", async () => {
    const { client, registry, farEnd, time } = await start();
    const { guid } = registry.add("orders", order);
    for (let n = 0; n < 3; n += 1) {
      expect((await client.getSchema({ id: 1 })).guid).toBe(guid);
      expect((await client.getSchema({ guid })).schemaId).toBe(1);
      expect((await client.getSchema({ subject: "orders", version: 1 })).guid).toBe(guid);
      time.at += 1_000_000_000;
    }
    expect(farEnd.calls.get("GetSchema")).toBe(3);
  });

  test("the cache of exact versions is bounded by count and by bytes", async () => {
    const { client, registry } = await start({ cacheCapacity: 2, cacheMaxBytes: 1024 });
    for (const n of [1, 2, 3]) registry.add(`s${n}`, { description: "x".repeat(n === 3 ? 900 : 100) });
    await client.getSchema({ id: 1 });
    await client.getSchema({ id: 2 });
    expect(client.statistics().cache.size).toBe(2);
    await client.getSchema({ id: 3 });
    expect(client.statistics().cache).toMatchObject({ size: 1 });
    expect(client.statistics().cache.bytes).toBeLessThanOrEqual(1024);
  });

  test("enforce stops believing answers older than the limit, log-only never does", async () => {
    const { client, registry, farEnd, time } = await start({ staleMaxAgeMs: 5000, onUnavailable: "fail" });
    registry.add("orders", order);
    await client.validate("orders", valid);
    await farEnd.down();
    time.at += 5001;
    expect(await client.inspect("orders", valid)).toMatchObject({
      outcome: "REJECTED",
      reason: "REGISTRY_UNAVAILABLE",
    });
    client.setMode("log-only");
    expect(await client.inspect("orders", invalid)).toMatchObject({ outcome: "PASSED", freshness: "STALE" });
  });
});

describe("B5 single flight", () => {
  test("a hundred callers of one subject make one request", async () => {
    const { client, registry, farEnd } = await start();
    registry.add("orders", order);
    farEnd.before = () => new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all(Array.from({ length: 100 }, () => client.validate("orders", valid)));
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
    expect(client.statistics().cache.joined).toBe(99);
  });

  test("a hundred subjects do not wait for each other", async () => {
    const { client, registry, farEnd } = await start();
    const subjects = Array.from({ length: 100 }, (_, n) => `s${n}`);
    for (const subject of subjects) registry.add(subject, order);
    // Nobody is answered before everybody has asked.
    const waiting: (() => void)[] = [];
    farEnd.before = () =>
      new Promise((resolve) => {
        if (waiting.push(resolve) === subjects.length) for (const answer of waiting) answer();
      });
    await Promise.all(subjects.map((subject) => client.validate(subject, valid)));
    expect(waiting).toHaveLength(subjects.length);
  });
});

describe("B6 negative cache", () => {
  test("an unknown subject is asked for once in a while, and registering it ends that", async () => {
    const { client, registry, farEnd, time } = await start({ negativeTtlMs: 1000 });
    for (let n = 0; n < 3; n += 1) {
      expect(await client.inspect("orders", valid)).toMatchObject({ outcome: "REJECTED", reason: "UNKNOWN_SUBJECT" });
    }
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
    time.at += 1001;
    await client.inspect("orders", valid);
    expect(farEnd.calls.get("ResolveSchema")).toBe(2);
    await client.register({ subject: "orders", schema: JSON.stringify(order) });
    expect(await client.inspect("orders", valid)).toMatchObject({ outcome: "PASSED" });
    expect(registry).toBeDefined();
  });

  test.each([
    [Code.Unauthenticated, "UNAUTHENTICATED"],
    [Code.Unavailable, "STORE_UNAVAILABLE"],
    [Code.Internal, "INTERNAL"],
    [Code.ResourceExhausted, "RATE_LIMITED"],
  ])("%s is never taken for missing", async (code, reason) => {
    const { client, registry, farEnd, time } = await start();
    registry.add("orders", order);
    fail(farEnd, code, reason);
    expect((await client.inspect("orders", valid)).reason).not.toBe("UNKNOWN_SUBJECT");
    restore(farEnd);
    time.at += 60_001;
    expect(await client.inspect("orders", valid)).toMatchObject({ outcome: "PASSED" });
  });
});

describe("B7 deadlines", () => {
  test("a payload does not wait for a slow registry, and the schema that arrives later serves the next", async () => {
    const { client, registry, farEnd } = await start({ validateTimeoutMs: 20 });
    registry.add("orders", order);
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    farEnd.before = () => answered;
    expect(await client.inspect("orders", invalid)).toMatchObject({
      outcome: "PASSED_UNVERIFIED",
      reason: "REGISTRY_UNAVAILABLE",
    });
    answer();
    await waitFor(() => client.statistics().cache.size === 1);
    expect(await client.inspect("orders", invalid)).toMatchObject({ outcome: "REJECTED" });
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
  });

  test("an attempt into a black hole ends at its deadline", async () => {
    const { client, farEnd } = await start({ timeoutMs: 40 });
    farEnd.before = () => new Promise(() => undefined);
    await expect(client.resolve("orders")).rejects.toMatchObject({ reason: "DEADLINE_EXCEEDED" });
  });
});

describe("B8 retries", () => {
  test("a failure that time can heal is tried again", async () => {
    const { client, registry, farEnd } = await start({ maxRetries: 2, breaker: { failures: 10 } });
    registry.add("orders", order);
    let failures = 2;
    farEnd.before = () => {
      if ((failures -= 1) >= 0) throw sluiceError(Code.Unavailable, "STORE_UNAVAILABLE");
    };
    expect((await client.resolve("orders")).resolved.version.version).toBe(1);
    expect(farEnd.calls.get("ResolveSchema")).toBe(3);
  });

  test.each([
    [Code.InvalidArgument, "INVALID_ARGUMENT"],
    [Code.NotFound, "SUBJECT_NOT_FOUND"],
    [Code.Unauthenticated, "UNAUTHENTICATED"],
  ])("%s is not", async (code, reason) => {
    const { client, farEnd } = await start({ maxRetries: 2 });
    fail(farEnd, code, reason);
    await expect(client.resolve("orders")).rejects.toMatchObject({ reason });
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
  });

  test("the server's delay is kept, and no retry is made that would end after the budget", async () => {
    const { client, farEnd } = await start({ maxRetries: 5, totalTimeoutMs: 1000, breaker: { failures: 10 } });
    fail(farEnd, Code.Unavailable, "STORE_UNAVAILABLE", { retryAfterMs: 60_000 });
    await expect(client.resolve("orders")).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE", retryAfterMs: 60_000 });
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
  });

  test("when one address is away the next is asked, and stays the one that is asked", async () => {
    const { farEnd, registry } = await start();
    registry.add("orders", order);
    const dead = await startFarEnd({});
    await dead.close();
    const client = createRegistryClient({ url: [dead.url, farEnd.url], mode: "enforce" });
    cleanups.push(() => {
      client.close();
    });
    await client.resolve("orders");
    await client.resolve("orders", ["v1"]);
    expect(client.statistics().requests).toEqual({ total: 3, failed: 1 });
  });
});

describe("B9 breaker", () => {
  test("opens after failures in a row, lets one probe through, and closes on success", async () => {
    const { client, registry, farEnd, time } = await start();
    registry.add("orders", order);
    const events: string[] = [];
    for (const name of ["degraded", "recovered"] as const) client.on(name, () => events.push(name));
    fail(farEnd, Code.Unavailable, "NOT_READY");
    for (let n = 0; n < 5; n += 1) await client.inspect("orders", valid);
    expect(farEnd.calls.get("ResolveSchema")).toBe(2);
    expect(Object.values(client.statistics().breakers)).toEqual(["open"]);
    time.at += 101;
    await Promise.all([client.inspect("a", valid), client.inspect("b", valid), client.inspect("c", valid)]);
    expect(farEnd.calls.get("ResolveSchema")).toBe(3);
    time.at += 101;
    await client.inspect("orders", valid);
    expect(farEnd.calls.get("ResolveSchema"), "the second opening lasts longer").toBe(3);
    restore(farEnd);
    time.at += 100;
    expect(await client.inspect("orders", valid)).toMatchObject({ outcome: "PASSED" });
    expect(events).toEqual(["degraded", "recovered"]);
    expect(Object.values(client.statistics().breakers)).toEqual(["closed"]);
  });

  test("refused credentials are told, and asked again only once a minute", async () => {
    const { client, registry, farEnd, time } = await start();
    registry.add("orders", order);
    fail(farEnd, Code.Unauthenticated, "UNAUTHENTICATED");
    const errors: RegistryClientEvents["error"][] = [];
    client.on("error", (event) => errors.push(event));
    for (let n = 0; n < 4; n += 1) {
      expect(await client.inspect("orders", valid)).toMatchObject({ reason: "REGISTRY_REFUSED" });
      time.at += 10_000;
    }
    expect(farEnd.calls.get("ResolveSchema")).toBe(1);
    expect(errors.map(({ error }) => error.reason)).toEqual(["UNAUTHENTICATED"]);
    expect(client.status).toBe("FATAL");
    restore(farEnd);
    time.at += 20_001;
    expect(await client.inspect("orders", valid)).toMatchObject({ outcome: "PASSED" });
  });

  test("the first success after an outage refreshes what has become stale", async () => {
    const { client, registry, farEnd, time } = await start();
    for (const subject of ["a", "b", "c"]) {
      registry.add(subject, order);
      await client.validate(subject, valid);
    }
    await farEnd.down();
    time.at += 2000;
    for (let n = 0; n < 3; n += 1) {
      expect(await client.validate("a", valid)).toMatchObject({ outcome: "PASSED", freshness: "STALE" });
      await waitFor(() => client.statistics().requests.failed >= Math.min(2, n + 1));
    }
    expect(client.status).toBe("STALE");
    await farEnd.up();
    time.at += 200;
    await client.validate("a", valid);
    await waitFor(() => client.statistics().requests.total - client.statistics().requests.failed >= 6);
    expect((await client.validate("c", valid)).freshness).toBe("FRESH");
  });
});

describe("B10 degrading", () => {
  test.each(["log-only", "enforce"] as const)(
    "without a registry and a schema a payload passes in %s",
    async (mode) => {
      const { client, farEnd } = await start({ mode });
      await farEnd.down();
      const notices: RegistryClientEvents["unverified"][] = [];
      client.on("unverified", (event) => notices.push(event));
      for (let n = 0; n < 3; n += 1) {
        expect(await client.validate("orders", invalid)).toMatchObject({
          outcome: "PASSED_UNVERIFIED",
          reason: "REGISTRY_UNAVAILABLE",
        });
      }
      expect(client.statistics().unverified.REGISTRY_UNAVAILABLE).toBe(3);
      expect(notices).toEqual([{ subject: "orders", reason: "REGISTRY_UNAVAILABLE", suppressed: 0 }]);
    },
  );

  test("the notice is repeated after a minute with the number left out", async () => {
    const { client, farEnd, time } = await start();
    await farEnd.down();
    const notices: number[] = [];
    client.on("unverified", ({ suppressed }) => notices.push(suppressed));
    for (let n = 0; n < 4; n += 1) {
      await client.inspect("orders", valid);
      if (n === 2) time.at += 60_001;
    }
    expect(notices).toEqual([0, 2]);
  });

  test("onUnavailable fail refuses in enforce and in log-only", async () => {
    const { client, farEnd } = await start({ onUnavailable: "fail" });
    await farEnd.down();
    await expect(client.validate("orders", valid)).rejects.toMatchObject({
      metadata: { reason: "REGISTRY_UNAVAILABLE" },
    });
  });

  test("an unknown subject passes in log-only, and in enforce when asked to", async () => {
    const { client } = await start({ mode: "log-only" });
    expect(await client.inspect("orders", valid)).toMatchObject({
      outcome: "PASSED_UNVERIFIED",
      reason: "UNKNOWN_SUBJECT",
    });
    const lenient = await start({ onUnknownSubject: "pass" });
    expect(await lenient.client.inspect("orders", valid)).toMatchObject({ outcome: "PASSED_UNVERIFIED" });
  });

  test("what cannot be compiled here is checked by the server", async () => {
    const { client, registry, farEnd } = await start();
    registry.add("proto", {}, { format: SchemaFormat.PROTOBUF });
    registry.add("slow", { type: "string", pattern: "^(a+)+$" });
    registry.validate = (payload) => (payload.includes("bad") ? ["pattern"] : []);
    expect(await client.inspect("proto", new Uint8Array([1]))).toMatchObject({
      outcome: "PASSED",
      checkedBy: "server",
    });
    expect(await client.inspect("slow", "bad")).toMatchObject({
      outcome: "REJECTED",
      checkedBy: "server",
      violations: [{ code: "pattern" }],
    });
    expect(client.statistics().validations.byServer).toBe(2);
    expect(farEnd.calls.get("Validate")).toBe(2);
  });

  test("and passes unverified when the server does not answer in time", async () => {
    const { client, registry, farEnd } = await start({ validateTimeoutMs: 60 });
    registry.add("proto", {}, { format: SchemaFormat.PROTOBUF });
    await client.resolve("proto");
    farEnd.before = () => new Promise(() => undefined);
    expect(await client.inspect("proto", new Uint8Array([1]))).toMatchObject({
      outcome: "PASSED_UNVERIFIED",
      reason: "CLIENT_CANNOT_COMPILE",
    });
  });

  test("a pattern that would hold up the process for ever does not", async () => {
    const { client, registry } = await start();
    registry.add("slow", { type: "object", patternProperties: { "(x+x+)+y": { type: "string" } } });
    // Tried out by going back, it would take longer than there has been time.
    expect(await client.inspect("slow", { ["x".repeat(60)]: 1 })).toBeDefined();
  });
});

describe("preferred versions", () => {
  test("the first that exists is taken, and the later one as soon as it appears", async () => {
    const { client, registry, time } = await start({ versions: ["v2", "v1"] });
    registry.add("orders", order);
    const changes: unknown[] = [];
    client.on("changed", (event) => changes.push(event));
    expect((await client.resolve("orders")).resolved.preference).toBe("v1");
    registry.add("orders", order);
    time.at += 2000;
    await client.resolve("orders");
    await waitFor(() => changes.length === 2);
    expect(changes).toEqual([
      { subject: "orders", version: 1, previousVersion: undefined, preference: "v1" },
      { subject: "orders", version: 2, previousVersion: 1, preference: "v2" },
    ]);
  });

  test("an outage does not send it back to the earlier one", async () => {
    const { client, registry, farEnd, time } = await start({ versions: ["v2", "v1"] });
    registry.add("orders", order);
    registry.add("orders", order);
    await client.resolve("orders");
    await farEnd.down();
    time.at += 2000;
    for (let n = 0; n < 4; n += 1) {
      const { resolved, freshness } = await client.resolve("orders");
      expect([resolved.preference, freshness]).toEqual(["v2", "STALE"]);
    }
  });
});

describe("B13 readiness", () => {
  test("is reached when every preloaded subject is known", async () => {
    const { client, registry, farEnd } = await start({ preload: ["a", "b"] });
    registry.add("a", order);
    registry.add("b", order);
    expect(await client.ready(1000)).toEqual({ status: "READY" });
    const told: unknown[] = [];
    client.on("ready", (event) => told.push(event));
    expect(told, "late listeners are told").toEqual([{ status: "READY" }]);
    expect(farEnd.calls.get("ResolveSchema")).toBe(2);
  });

  test("is not rejected by an outage and comes when the registry does", async () => {
    const { client, registry, farEnd, time } = await start({ preload: ["a"], totalTimeoutMs: 500 });
    registry.add("a", order);
    await farEnd.down();
    expect(await client.ready(200)).toEqual({ status: "NOT_READY" });
    await client.ready(200);
    expect(client.status).toBe("DEGRADED");
    await farEnd.up();
    time.at += 1000;
    expect(await client.ready(1000)).toEqual({ status: "READY" });
  });
});

describe("watching", () => {
  test("a new version is seen at once, long before the time to live is over", async () => {
    const { client, registry, farEnd } = await start({ watch: true, cacheTtlMs: 3_600_000 });
    registry.add("orders", order);
    await client.resolve("orders");
    await waitFor(() => farEnd.calls.get("WatchSchemas") === 1);
    const changed = new Promise((resolve) => client.on("changed", resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
    registry.add("orders", order);
    expect(await changed).toMatchObject({ version: 2, previousVersion: 1 });
  });
});

describe("a change while its subject is looked up", () => {
  test("of the client itself: the answer from before it is not kept", async () => {
    const { client, registry, farEnd } = await start({ cacheTtlMs: 3_600_000, timeoutMs: 10_000 });
    registry.add("orders", order);
    const answer = holdNextAnswer(farEnd);
    const resolving = client.resolve("orders");
    await answer.made;
    await client.register({ subject: "orders", schema: JSON.stringify(order) });
    answer.release();
    expect((await resolving).resolved.version.version).toBe(2);
    expect(await client.resolve("orders")).toMatchObject({ freshness: "FRESH", resolved: { version: { version: 2 } } });
    expect(farEnd.calls.get("ResolveSchema")).toBe(2);
  });

  test("that makes the subject: it is not believed to be missing", async () => {
    const { client, farEnd } = await start({ negativeTtlMs: 3_600_000, timeoutMs: 10_000 });
    const answer = holdNextAnswer(farEnd);
    const resolving = client.resolve("orders");
    await answer.made;
    await client.register({ subject: "orders", schema: JSON.stringify(order) });
    answer.release();
    expect((await resolving).resolved.version.version).toBe(1);
  });

  test("that a watch tells: the answer from before it is not kept", async () => {
    const { client, registry, farEnd } = await start({ watch: true, cacheTtlMs: 3_600_000, timeoutMs: 10_000 });
    registry.add("orders", order);
    registry.add("users", order);
    await client.resolve("users");
    await waitFor(() => registry.watchers === 1);
    const answer = holdNextAnswer(farEnd);
    const resolving = client.resolve("orders");
    await answer.made;
    registry.add("orders", order);
    // Changes come in order.
    const next = new Promise((resolve) => client.on("changed", resolve));
    registry.add("users", order);
    expect(await next).toMatchObject({ subject: "users", version: 2 });
    answer.release();
    await resolving;
    expect((await client.resolve("orders")).resolved.version.version).toBe(2);
  });
});

describe("watching a registry that has forgotten changes", () => {
  test("everything that is held is looked up again", async () => {
    const { client, registry, farEnd } = await start({ watch: true, cacheTtlMs: 3_600_000 });
    registry.add("orders", order);
    registry.add("users", order);
    await client.resolve("orders");
    await client.resolve("users");
    await waitFor(() => farEnd.calls.get("WatchSchemas") === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = farEnd.calls.get("ResolveSchema") ?? 0;
    registry.tellMissed();
    await waitFor(() => farEnd.calls.get("ResolveSchema") === before + 2);
  });
});

describe("B18 close", () => {
  test("ends everything, may be called twice, and refuses what comes later", async () => {
    const { client, farEnd } = await start({ watch: true });
    farEnd.before = () => new Promise(() => undefined);
    const pending = client.resolve("orders");
    client.close();
    client.close();
    await expect(pending).rejects.toThrow();
    await expect(client.validate("orders", valid)).rejects.toMatchObject({ reason: "CLOSED" });
  });
});

test("a listener that throws affects nobody else", async () => {
  const { client, registry } = await start();
  registry.add("orders", order);
  client.on("changed", () => {
    throw new Error("mine");
  });
  let told = false;
  client.on("changed", () => (told = true));
  expect(await client.validate("orders", valid)).toMatchObject({ outcome: "PASSED" });
  expect(told).toBe(true);
});
