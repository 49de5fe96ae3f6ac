import type { ConnectRouter } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import { type EncodedBatch, readBatch } from "../gateway/event-encoding.js";
import { batchTooLarge } from "../gateway/publish-session.js";
import { EncodingFault } from "../gateway/wire-reader.js";
import {
  GatewayService,
  type OpenStream,
  type Ping,
  ValidateAndPublishRequestSchema,
  ValidateAndPublishResponseSchema,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
import { encodedAcks } from "./encoded-acks.js";
import { withEncodedFields } from "./encoded-methods.js";
import { type IncomingFrame, publishStream, type PublishStreamDeps } from "./publish-stream.js";
import { violation } from "./violation.js";

/** A frame of `ValidateAndPublishRequest` as it is read here: the same bytes, but for batches, which stay bytes. */
interface EncodedFrame {
  readonly frame:
    | { readonly case: "open"; readonly value: OpenStream }
    | { readonly case: "events"; readonly value: Uint8Array }
    | { readonly case: "ping"; readonly value: Ping }
    | { readonly case: undefined };
}

/**
 * GatewayService.ValidateAndPublish for callers that speak Protobuf: batches and acks are bytes to the library, and read
 * and written by hand.
 */
export function encodedPublishRoute(deps: PublishStreamDeps): (router: ConnectRouter) => void {
  const method = withEncodedFields(GatewayService.method.validateAndPublish, [
    [ValidateAndPublishRequestSchema, "events"],
    [ValidateAndPublishResponseSchema, "acks"],
  ]);
  return (router) => {
    router.rpc(
      method,
      (requests) =>
        // The types are those of the contract, which the changed method no longer has.
        publishStream(deps, requests as unknown as AsyncIterable<EncodedFrame>, {
          read: frameIn,
          acks: encodedAcks,
        }) as never,
    );
  };
}

function frameIn({ frame }: EncodedFrame): IncomingFrame {
  switch (frame.case) {
    case "events":
      try {
        return batchIn(readBatch(frame.value, frame.value.buffer.byteLength));
      } catch (caught) {
        if (caught instanceof EncodingFault) throw violation("events", `cannot be read: ${caught.message}`);
        throw caught;
      }
    case undefined:
      throw violation("frame", "must be one of `open`, `events` and `ping`");
    default:
      return frame;
  }
}

function batchIn({ firstSequence, events, count }: EncodedBatch): IncomingFrame {
  if (count > events.length) throw batchTooLarge(count, events.length);
  if (Number.isSafeInteger(firstSequence)) return { case: "events", firstSequence, events };
  throw invalidArgument("events.first_sequence", `must be at most ${Number.MAX_SAFE_INTEGER}`);
}
