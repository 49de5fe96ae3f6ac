import { ConnectError, Code } from "@connectrpc/connect";
import { expect } from "vitest";
import { type MessageInitShape } from "@bufbuild/protobuf";
import { type Services } from "@sluice/client";
import {
  type EventSchema,
  type RetryDeadLettersRequestSchema,
  type RetryDeadLettersResponse,
  SchemaFormat,
} from "@sluice/client/gen";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "../../gen/proto/google/rpc/error_details_pb.js";
import { CheckCompatibilityResponseSchema } from "../../gen/proto/sluice/v1/registry_pb.js";

/** A failed call, as a program sees it. */
export interface CallFailure {
  /** Name of the gRPC code. */
  readonly code: string;
  /** Of google.rpc.ErrorInfo; empty when the error carries none. */
  readonly reason: string;
  readonly domain: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Of google.rpc.BadRequest: the fields, each with what is wrong. */
  readonly fields: Readonly<Record<string, string>>;
  /** Of google.rpc.RetryInfo. */
  readonly retryAfterMs: number | undefined;
  /** Rule ids of the findings a refused registration carries. */
  readonly findings: readonly string[];
  readonly message: string;
}

/** Takes a failed call apart. */
export function describeFailure(caught: unknown): CallFailure {
  const error = ConnectError.from(caught);
  const [info] = error.findDetails(ErrorInfoSchema);
  const [badRequest] = error.findDetails(BadRequestSchema);
  const [retry] = error.findDetails(RetryInfoSchema);
  const [evidence] = error.findDetails(CheckCompatibilityResponseSchema);
  return {
    code: Code[error.code],
    reason: info?.reason ?? "",
    domain: info?.domain ?? "",
    metadata: info?.metadata ?? {},
    fields: Object.fromEntries(
      (badRequest?.fieldViolations ?? []).map(({ field, description }) => [field, description]),
    ),
    retryAfterMs: retry?.retryDelay && Number(retry.retryDelay.seconds) * 1000 + retry.retryDelay.nanos / 1e6,
    findings: (evidence?.findings ?? []).map(({ ruleId }) => ruleId),
    message: error.rawMessage,
  };
}

/** How a call fails. Fails itself when the call does not, or fails without Sluice's error details. */
export async function failureOf(call: Promise<unknown>): Promise<CallFailure> {
  const failure = describeFailure(await rejectionOf(call));
  expect(failure.domain, failure.message).toBe("sluice");
  return failure;
}

/** What a promise is rejected with. */
export async function rejectionOf(call: Promise<unknown>): Promise<unknown> {
  const [result] = await Promise.allSettled([call]);
  if (result.status === "rejected") return result.reason;
  throw new Error(`The call succeeded: ${JSON.stringify(result.value, (_, value: unknown) => String(value))}`);
}

/** Calls a unary method as curl would: Connect's JSON over HTTP/1.1. */
export async function connectJson(
  server: { readonly url: string },
  method: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}/sluice.v1.${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

let names = 0;

/** A name nobody else in this file uses. */
export function unique(prefix: string): string {
  names += 1;
  return `${prefix}-${names}`;
}

type EventInit = MessageInitShape<typeof EventSchema>;

/** An event of type `made` with an id of its own. `data` that is no bytes becomes JSON text. */
export function event(data: unknown, attributes: EventInit = {}): EventInit {
  return {
    id: unique("event"),
    source: "/test",
    type: "made",
    data: data instanceof Uint8Array ? new Uint8Array(data) : new TextEncoder().encode(JSON.stringify(data)),
    ...attributes,
  };
}

/** Text of a JSON Schema of an object with the required property `n`, a number, and further optional ones; no others. */
export function schemaOfNumber(properties: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type: "object",
    properties: { n: { type: "number" }, ...properties },
    required: ["n"],
    additionalProperties: false,
  });
}

/** Registers a JSON Schema. */
export async function registerJson(services: Services, subject: string, schema: string | object) {
  const text = typeof schema === "string" ? schema : JSON.stringify(schema);
  return await services.registry.registerSchema({ subject, format: SchemaFormat.JSON_SCHEMA, schema: text });
}

/** Makes a stream whose events of type `made` have to fit `schemaOfNumber`; answers its name. */
export async function numberStream(services: Services, prefix = "numbers"): Promise<string> {
  const stream = unique(prefix);
  await registerJson(services, `${stream}/made`, schemaOfNumber());
  return stream;
}

/** Everything a stream holds, from the beginning or a position. */
export async function logOf(services: Services, stream: string, position = 0n) {
  const events = [];
  const start = { case: "position", value: position } as const;
  for await (const batch of services.gateway.subscribe({ stream, start, untilEnd: true })) events.push(...batch.events);
  return events;
}

/** Every message of a stream, to its end. */
export async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

/** Previews a selection and redrives it by the plan of the preview, as the command line does. */
export async function retry(
  { deadLetters }: Services,
  request: MessageInitShape<typeof RetryDeadLettersRequestSchema>,
): Promise<RetryDeadLettersResponse> {
  const { ids = [], group = "", filter, recipe } = request;
  const { plan } = await deadLetters.previewRetry({ ids, group, ...(filter && { filter }), ...(recipe && { recipe }) });
  return await deadLetters.retryDeadLetters({ plan, ...request });
}

/** The dead letters of a stream in every state, newest first. */
export async function lettersOf(services: Services, stream: string) {
  return (await services.deadLetters.listDeadLetters({ filter: { stream }, pageSize: 500 })).deadLetters;
}
