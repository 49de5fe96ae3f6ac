import type { Interceptor } from "@connectrpc/connect";
import { SluiceError } from "../core/errors.js";

/**
 * Bounds how many subscriptions and watches are open at a time: one whose reader is slow keeps about a megabyte. Those
 * beyond it fail with LIMIT_EXCEEDED. Services that are not Sluice's own, such as health, are not counted.
 */
export function subscriptionLimit(maxSubscriptions: number): Interceptor {
  let open = 0;
  return (next) => async (request) => {
    const { service, method, signal } = request;
    if (method.methodKind !== "server_streaming" || !service.typeName.startsWith("sluice.")) return await next(request);
    // A deadline may have passed before the call came this far, and a signal tells of its abort only once.
    signal.throwIfAborted();
    if (open >= maxSubscriptions) {
      const problem = `The server already has ${maxSubscriptions} subscriptions and watches; try another time.`;
      const metadata = { limit: String(maxSubscriptions) };
      throw new SluiceError("LIMIT_EXCEEDED", problem, { metadata, retryAfterMs: 1000 });
    }
    open += 1;
    // Aborts when the call ends, however it does.
    signal.addEventListener("abort", () => (open -= 1), { once: true });
    return await next(request);
  };
}
