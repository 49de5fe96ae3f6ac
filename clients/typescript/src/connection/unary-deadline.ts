import { type Transport } from "@connectrpc/connect";

/**
 * Gives every unary call that names no deadline this one. Streams are left alone: they live as long as they are used.
 * @param transport the transport underneath
 * @param timeoutMs the deadline, in milliseconds
 */
export function withUnaryDeadline(transport: Transport, timeoutMs: number): Transport {
  return {
    unary: (method, signal, callTimeoutMs, ...call) =>
      transport.unary(method, signal, callTimeoutMs ?? timeoutMs, ...call),
    stream: transport.stream.bind(transport),
  };
}
