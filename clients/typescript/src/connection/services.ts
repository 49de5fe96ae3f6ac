import { type Client, Code, ConnectError, type Interceptor, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";

import { ArchiveService } from "../gen/sluice/v1/archive_pb.js";
import { AlertService } from "../gen/sluice/v1/alert_pb.js";
import { ConsumerService } from "../gen/sluice/v1/consumer_pb.js";
import { DeadLetterService } from "../gen/sluice/v1/dead_letter_pb.js";
import { GatewayService } from "../gen/sluice/v1/gateway_pb.js";
import { RecipeService } from "../gen/sluice/v1/recipe_pb.js";
import { RegistryService } from "../gen/sluice/v1/registry_pb.js";
import { SluiceClientError, invalidConfig } from "../errors/client-error.js";
import { integerInRange } from "../options/option-checks.js";
import { parseServerUrl } from "./server-url.js";
import { Sessions } from "./sessions.js";
import { withUnaryDeadline } from "./unary-deadline.js";

/** How to reach a server. */
export interface ServicesOptions {
  /** `http://host:port` (HTTP/2 without TLS) or `https://host:port`. Required. */
  readonly url: string;
  /** Sent as `Authorization: Bearer …` with every call. */
  readonly token?: string | undefined;
  /** Deadline of unary calls that name none, in milliseconds. Default 10,000. Streams have no deadline. */
  readonly timeoutMs?: number | undefined;
  /** Further headers of every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The services over one HTTP/2 connection. */
export interface Services {
  readonly registry: Client<typeof RegistryService>;
  readonly gateway: Client<typeof GatewayService>;
  readonly deadLetters: Client<typeof DeadLetterService>;
  readonly recipes: Client<typeof RecipeService>;
  readonly archive: Client<typeof ArchiveService>;
  readonly alerts: Client<typeof AlertService>;
  readonly consumers: Client<typeof ConsumerService>;
  /**
   * Ends the connection and every call on it. They and later calls fail with the code CANCELED and the reason CLOSED, which
   * ends publishers and consumers that go by it. May be called twice.
   */
  close(): void;
}

const defaultTimeoutMs = 10_000;
const pingIntervalMs = 20_000;
/** What gRPC waits by default. A busy machine may take as long for one turn of either end. */
const pingTimeoutMs = 20_000;

/** Megabytes one connection may hold. Node's 10 are too few for a single request of the server's maximum, 16 MiB. */
const maxSessionMegabytes = 64;

/**
 * Connects the generated clients to a server by gRPC over HTTP/2. The connection is made with the first call, kept
 * alive by pings while calls are open, and made anew after it broke. Calls are not retried.
 * @param options where and how
 * @throws SluiceClientError INVALID_CONFIG naming the option; never for reasons of the network
 */
export function createServices(options: ServicesOptions): Services {
  const url = parseServerUrl("url", options.url);
  const timeoutMs = integerInRange("timeoutMs", options.timeoutMs ?? defaultTimeoutMs, [1, 3_600_000]);
  checkHeaders(options);
  const sessionManager = new Sessions(
    url,
    { pingIntervalMs, pingTimeoutMs },
    { maxSessionMemory: maxSessionMegabytes },
  );
  const closing = new AbortController();
  const transport = withUnaryDeadline(
    createGrpcTransport({
      baseUrl: url.href.replace(/\/$/, ""),
      sessionManager,
      interceptors: [refuseWhenClosed(closing.signal), addHeaders(options)],
    }),
    timeoutMs,
  );
  return {
    registry: createClient(RegistryService, transport),
    gateway: createClient(GatewayService, transport),
    deadLetters: createClient(DeadLetterService, transport),
    recipes: createClient(RecipeService, transport),
    archive: createClient(ArchiveService, transport),
    alerts: createClient(AlertService, transport),
    consumers: createClient(ConsumerService, transport),
    close: () => {
      closing.abort();
      sessionManager.abort(closedError());
    },
  };
}

function refuseWhenClosed(closed: AbortSignal): Interceptor {
  return (next) => async (request) => {
    if (closed.aborted) throw closedError();
    return next(request);
  };
}

/** A call of a connection that was closed on purpose: unlike one that broke, it will not work the next time. */
function closedError(): ConnectError {
  const cause = new SluiceClientError("CLOSED", "the client was closed", { code: Code.Canceled });
  return new ConnectError(cause.message, Code.Canceled, undefined, undefined, cause);
}

/** What HTTP cannot carry would fail every call, as if the server were away. */
function checkHeaders({ token, headers = {} }: ServicesOptions): void {
  const carries = (name: string, value: string): boolean => {
    try {
      new Headers().set(name, value);
      return true;
    } catch {
      return false;
    }
  };
  if (token !== undefined && !carries("authorization", `Bearer ${token}`)) {
    throw invalidConfig("token", "holds characters that a header cannot carry");
  }
  const odd = Object.entries(headers).find(([name, value]) => !carries(name, value));
  if (odd !== undefined)
    throw invalidConfig("headers", `${JSON.stringify(odd[0])} is no header, or its value cannot be one`);
}

function addHeaders({ token, headers = {} }: ServicesOptions): Interceptor {
  const added = token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` };
  return (next) => async (request) => {
    for (const [name, value] of Object.entries(added)) request.header.set(name, value);
    return next(request);
  };
}
