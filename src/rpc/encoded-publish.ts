import { clone, create, createFileRegistry, type DescFile, type DescMethodBiDiStreaming } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import { batchTooLarge } from "../gateway/publish-session.js";
import { type EncodedBatch, EncodingFault, readBatch } from "../gateway/event-encoding.js";
import {
  file_sluice_v1_gateway,
  GatewayService,
  type OpenStream,
  type Ping,
  ValidateAndPublishRequestSchema,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
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
 * GatewayService.ValidateAndPublish for callers that speak Protobuf: batches are left as bytes by the library and read by
 * hand. On the wire a message and bytes are the same (Protocol Buffers, "Length-Delimited Records"), so the method is the
 * contract's own with the type of one field changed, made here from the contract's descriptor.
 */
export function encodedPublishRoute(deps: PublishStreamDeps): (router: ConnectRouter) => void {
  const method = withEncodedBatches();
  return (router) => {
    router.rpc(method, (requests) =>
      publishStream(deps, requests, (request) => frameIn(request as unknown as EncodedFrame)),
    );
  };
}

function frameIn({ frame }: EncodedFrame): IncomingFrame {
  switch (frame.case) {
    case "events":
      try {
        return batchIn(readBatch(frame.value));
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

function withEncodedBatches(): DescMethodBiDiStreaming<
  typeof ValidateAndPublishRequestSchema,
  typeof GatewayService.method.validateAndPublish.output
> {
  const changed = clone(FileDescriptorProtoSchema, file_sluice_v1_gateway.proto);
  const request = changed.messageType.find(({ name }) => name === ValidateAndPublishRequestSchema.name);
  const events = request?.field.find(({ name }) => name === "events");
  if (events === undefined) throw new Error("The contract has no batches of events.");
  events.type = FieldDescriptorProto_Type.BYTES;
  events.typeName = "";
  const file = [...dependenciesOf(file_sluice_v1_gateway), changed];
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  const method = registry.getService(GatewayService.typeName)?.method["validateAndPublish"];
  if (method === undefined) throw new Error("The contract has no method to publish.");
  return method as ReturnType<typeof withEncodedBatches>;
}

function dependenciesOf(file: DescFile): FileDescriptorProto[] {
  const found = new Map<string, FileDescriptorProto>();
  const visit = (one: DescFile): void => {
    for (const dependency of one.dependencies) {
      if (found.has(dependency.name)) continue;
      visit(dependency);
      found.set(dependency.name, dependency.proto);
    }
  };
  visit(file);
  return [...found.values()];
}
