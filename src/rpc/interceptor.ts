import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { SluiceError, type ErrorReason } from "../core/errors.js";
import { connectionLossAsCancel, fromCaught } from "./errors.js";

/** A call that failed, for the log. */
export interface FailedRpc {
  readonly requestId: string;
  /** For example `sluice.v1.RegistryService/RegisterSchema`. */
  readonly method: string;
  readonly reason: ErrorReason;
  readonly cause: unknown;
}

/** Who is told how calls end. */
export interface CallObserver {
  /** `code` as in the protocol, `ok` for success. */
  finished(method: string, code: string): void;
  failed(call: FailedRpc): void;
}

/** What the interceptor needs. */
export interface ErrorInterceptorDeps {
  readonly newId: () => string;
  readonly observer: CallObserver;
}

/**
 * Turns whatever a handler throws, at once or in the middle of a stream, into the one shape callers see, and reports how
 * each call ended. The log gets the cause, the caller gets the request id that finds it.
 */
export function errorInterceptor({ newId, observer }: ErrorInterceptorDeps): Interceptor {
  return (next) => async (request) => {
    const method = `${request.service.typeName}/${request.method.name}`;
    const end = (thrown: unknown): ConnectError => {
      const caught = connectionLossAsCancel(thrown, request.signal);
      const requestId = newId();
      const error = fromCaught(caught, requestId);
      observer.finished(method, nameOf(error.code));
      if (!(caught instanceof ConnectError)) {
        observer.failed({ requestId, method, reason: SluiceError.from(caught).reason, cause: causeOf(caught) });
      }
      return error;
    };
    const finished = (code: "ok" | "canceled"): void => {
      observer.finished(method, code);
    };
    try {
      const response = await next(request);
      if (response.stream) {
        const endless = request.method.methodKind === "server_streaming";
        const message = endless ? sayWhenCut(response.message, request.signal) : response.message;
        return { ...response, message: guard(message, end, finished) };
      }
      finished("ok");
      return response;
    } catch (caught) {
      throw end(caught);
    }
  };
}

/** A code as the protocol writes it: `not_found`. */
function nameOf(code: Code): string {
  return Code[code].replace(/(?<=[a-z])[A-Z]/g, "_$&").toLowerCase();
}

function causeOf(caught: unknown): unknown {
  return caught instanceof SluiceError && caught.cause !== undefined ? caught.cause : caught;
}

/** Why calls end that a stopping server breaks off: the reason of the signal that it aborts. */
export function serverStopping(): SluiceError {
  return new SluiceError("SERVER_STOPPING", "The server is stopping; reconnect and resume.", { retryAfterMs: 500 });
}

/**
 * A subscription or watch that ends because its deadline has passed or the server stops must not look like one that has
 * shown everything. What ends it is the reason of its signal, which also the library gives one.
 */
async function* sayWhenCut<T>(messages: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  yield* messages;
  signal.throwIfAborted();
}

/**
 * Passes messages on. What is thrown while one is handed over comes from the transport: the caller has gone, which is no
 * failure of the call and nothing for the log.
 */
async function* guard<T>(
  messages: AsyncIterable<T>,
  end: (caught: unknown) => ConnectError,
  finished: (code: "ok" | "canceled") => void,
): AsyncGenerator<T> {
  let handingOver = false;
  let failed = false;
  try {
    for await (const message of messages) {
      handingOver = true;
      yield message;
      handingOver = false;
    }
  } catch (caught) {
    if (handingOver) throw caught;
    failed = true;
    throw end(caught);
  } finally {
    if (!failed) finished(handingOver ? "canceled" : "ok");
  }
}
