import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, test } from "vitest";

import { BadRequestSchema } from "../../../gen/proto/google/rpc/error_details_pb.js";
import { CheckCompatibilityResponseSchema } from "../../../clients/typescript/src/gen.js";
import {
  SluiceClientError,
  createRegistryClient,
  createServices,
  describeError,
  optionsFromEnvironment,
  toClientError,
} from "../../../clients/typescript/src/index.js";
import { type FarEnd, sluiceError, startFarEnd } from "../../support/far-end.js";

let farEnd: FarEnd | undefined;

afterEach(async () => {
  await farEnd?.close();
  farEnd = undefined;
});

async function failedCall(error: ConnectError): Promise<unknown> {
  farEnd = await startFarEnd({});
  farEnd.before = () => {
    throw error;
  };
  const services = createServices({ url: farEnd.url });
  try {
    return await services.registry.listSubjects({});
  } catch (caught) {
    return caught;
  } finally {
    services.close();
  }
}

describe("describeError", () => {
  test("reads reason, metadata and delay as they arrive over the wire", async () => {
    const error = sluiceError(Code.Unavailable, "STORE_UNAVAILABLE", { metadata: { a: "b" }, retryAfterMs: 1500 });
    expect(describeError(await failedCall(error))).toEqual({
      reason: "STORE_UNAVAILABLE",
      message: "it is STORE_UNAVAILABLE",
      fields: [],
      metadata: { a: "b" },
      retryAfterMs: 1500,
      code: Code.Unavailable,
      findings: [],
    });
  });

  test("reads the fields at fault and the findings", async () => {
    const error = new ConnectError("no", Code.InvalidArgument, undefined, [
      { desc: BadRequestSchema, value: { fieldViolations: [{ field: "subject", description: "is required" }] } },
      { desc: CheckCompatibilityResponseSchema, value: { findings: [{ ruleId: "required-property-added" }] } },
    ]);
    const { reason, fields, findings } = describeError(await failedCall(error));
    expect(reason).toBe("INVALID_ARGUMENT");
    expect(fields).toEqual([{ field: "subject", description: "is required" }]);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["required-property-added"]);
  });

  test("an error of nobody's server has the name of its status", async () => {
    const services = createServices({ url: "http://127.0.0.1:1" });
    const error: unknown = await services.registry.listSubjects({}).catch((caught: unknown) => caught);
    expect(describeError(error)).toMatchObject({ reason: "UNAVAILABLE", code: Code.Unavailable });
    expect(describeError(new ConnectError("late", Code.DeadlineExceeded)).reason).toBe("DEADLINE_EXCEEDED");
    expect(describeError("odd")).toMatchObject({ reason: "UNKNOWN", message: "odd" });
    services.close();
  });

  test("a request that cannot be encoded is the caller's mistake, and an answer that could not be is the server's", () => {
    const own = new ConnectError("serialize binary: invalid int32: 1.5", Code.Internal);
    expect(describeError(own)).toMatchObject({ reason: "INVALID_ARGUMENT", code: Code.InvalidArgument });
    const answered = new ConnectError(own.rawMessage, Code.Internal, { "content-type": "application/grpc" });
    expect(describeError(answered)).toMatchObject({ reason: "INTERNAL", code: Code.Internal });
  });

  test("Retry-After of a proxy counts as a delay", () => {
    const error = new ConnectError("busy", Code.Unavailable, { "retry-after": "3" });
    expect(describeError(error).retryAfterMs).toBe(3000);
  });

  test("whatever was thrown is described", () => {
    expect(describeError(Object.create(null))).toMatchObject({ reason: "UNKNOWN" });
    expect(describeError(undefined)).toMatchObject({ reason: "UNKNOWN" });
  });

  test("an error of this library is kept as it is, and others keep their cause", () => {
    const own = new SluiceClientError("CLOSED", "over");
    expect(toClientError(own)).toBe(own);
    const other = new ConnectError("x", Code.Internal);
    expect(toClientError(other)).toMatchObject({ reason: "INTERNAL", message: "x", cause: other });
  });
});

describe("createServices", () => {
  test("unary calls have a deadline and streams have none; the token and the headers go along", async () => {
    const seen: (string | null)[][] = [];
    farEnd = await startFarEnd({
      registry: {
        listSubjects: (_request, { requestHeader, timeoutMs }) => {
          seen.push([
            requestHeader.get("authorization"),
            requestHeader.get("x-tenant"),
            String(timeoutMs() !== undefined),
          ]);
          return {};
        },
        watchSchemas: async function* (_request, { timeoutMs }) {
          await Promise.resolve();
          seen.push([String(timeoutMs() !== undefined)]);
          yield {};
        },
      },
    });
    const services = createServices({ url: farEnd.url, token: "t", headers: { "x-tenant": "a" }, timeoutMs: 5000 });
    await services.registry.listSubjects({});
    for await (const message of services.registry.watchSchemas({})) expect(message.sequence).toBe(0n);
    services.close();
    expect(seen).toEqual([["Bearer t", "a", "true"], ["false"]]);
  });

  test("after close calls are refused", async () => {
    farEnd = await startFarEnd({ registry: { listSubjects: () => ({}) } });
    const services = createServices({ url: farEnd.url });
    await services.registry.listSubjects({});
    services.close();
    services.close();
    await expect(services.registry.listSubjects({})).rejects.toMatchObject({ code: Code.Canceled });
    const error: unknown = await services.registry.listSubjects({}).catch((thrown: unknown) => thrown);
    expect(describeError(error)).toMatchObject({ reason: "CLOSED", code: Code.Canceled });
  });

  test.each([
    ["url", { url: "localhost:8080" }],
    ["url", { url: "http://me:secret@localhost" }],
    ["timeoutMs", { url: "http://localhost", timeoutMs: 0 }],
    ["token", { url: "http://localhost", token: "abc\u2026" }],
    ["headers", { url: "http://localhost", headers: { "x-tenant": "a\nb" } }],
    ["headers", { url: "http://localhost", headers: { "x tenant": "a" } }],
  ])("names the option that cannot be used: %s", (key, options) => {
    expect(() => createServices(options)).toThrow(new RegExp(`^${key}:`));
  });
});

test("an attempt has the time it was given, also where that is more than a call has by default", async () => {
  let givenMs: number | undefined;
  farEnd = await startFarEnd({
    registry: {
      getSchema: (_request, { timeoutMs }) => {
        givenMs = timeoutMs();
        throw sluiceError(Code.NotFound, "SCHEMA_NOT_FOUND");
      },
    },
  });
  const client = createRegistryClient({ url: farEnd.url, timeoutMs: 600_000 });
  await expect(client.getSchema({ id: 1 })).rejects.toMatchObject({ reason: "SCHEMA_NOT_FOUND" });
  client.close();
  expect(givenMs).toBeGreaterThan(5000);
});

describe("optionsFromEnvironment", () => {
  test("reads every variable", () => {
    const env = {
      REGISTRY_URL: "http://a:1, https://b",
      REGISTRY_TOKEN: "t",
      REGISTRY_ENABLED: "true",
      REGISTRY_CACHE_TTL: "300",
      REGISTRY_TIMEOUT: "1500",
      SCHEMA_PREFER_TRACK: "v2",
      SCHEMA_FALLBACK_TRACK: "v1",
      VALIDATION_MODE: "strict",
      MAX_RETRIES: "4",
    };
    expect(optionsFromEnvironment(env)).toEqual({
      url: ["http://a:1/", "https://b/"],
      token: "t",
      mode: "enforce",
      versions: ["v2", "v1"],
      cacheTtlMs: 300_000,
      timeoutMs: 1500,
      maxRetries: 4,
    });
  });

  test("REGISTRY_ENABLED=false disables, whatever else is said", () => {
    expect(optionsFromEnvironment({ REGISTRY_ENABLED: "FALSE", VALIDATION_MODE: "strict" }).mode).toBe("disabled");
    const env = { REGISTRY_ENABLED: "false", REGISTRY_URL: "nowhere" };
    expect(createRegistryClient(optionsFromEnvironment(env)).status).toBe("DISABLED");
    const later = createRegistryClient(optionsFromEnvironment({ ...env, REGISTRY_URL: "http://a" }));
    later.setMode("enforce");
    expect(later.mode).toBe("enforce");
  });

  test("what no variable says is left out, so that it does not undo what the caller says", () => {
    const own = { mode: "enforce", maxRetries: 7, timeoutMs: 1, cacheTtlMs: 2, token: "t", versions: ["v1"] };
    expect({ ...own, ...optionsFromEnvironment({ REGISTRY_URL: "http://a" }) }).toEqual({ ...own, url: ["http://a/"] });
  });

  test.each([
    ["REGISTRY_URL", {}],
    ["REGISTRY_URL", { REGISTRY_URL: "here" }],
    ["REGISTRY_ENABLED", { REGISTRY_URL: "http://a", REGISTRY_ENABLED: "perhaps" }],
    ["VALIDATION_MODE", { REGISTRY_URL: "http://a", VALIDATION_MODE: "loud" }],
    ["REGISTRY_CACHE_TTL", { REGISTRY_URL: "http://a", REGISTRY_CACHE_TTL: "5m" }],
    ["MAX_RETRIES", { REGISTRY_URL: "http://a", MAX_RETRIES: "-1" }],
  ])("names the variable that cannot be used: %s", (name, env) => {
    expect(() => optionsFromEnvironment(env)).toThrow(new RegExp(`^${name}:`));
  });
});
