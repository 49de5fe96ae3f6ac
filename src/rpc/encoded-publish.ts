import { clone, create, createFileRegistry, type DescFile, type DescMethodBiDiStreaming } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import { type EncodedBatch, readBatch } from "../gateway/event-encoding.js";
import { batchTooLarge } from "../gateway/publish-session.js";
import { EncodingFault } from "../gateway/wire-reader.js";
import {
  file_sluice_v1_gateway,
  GatewayService,
  type OpenStream,
  type Ping,
  ValidateAndPublishRequestSchema,
  ValidateAndPublishResponseSchema,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
import { encodedAcks } from "./encoded-acks.js";
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
 * and written by hand. On the wire a message and bytes are the same (Protocol Buffers, "Length-Delimited Records"), so the
 * method is the contract's own with the type of two fields changed, made here from the contract's descriptor.
 */
export function encodedPublishRoute(deps: PublishStreamDeps): (router: ConnectRouter) => void {
  const method = withEncodedBatches();
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
  makeBytes(changed, ValidateAndPublishRequestSchema.name, "events");
  makeBytes(changed, ValidateAndPublishResponseSchema.name, "acks");
  const file = [...dependenciesOf(file_sluice_v1_gateway), changed];
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  const method = registry.getService(GatewayService.typeName)?.method["validateAndPublish"];
  if (method === undefined) throw new Error("The contract has no method to publish.");
  return method as ReturnType<typeof withEncodedBatches>;
}

/** Changes the type of a field to bytes, which is the same on the wire as a message. */
export function makeBytes(file: FileDescriptorProto, messageName: string, fieldName: string): void {
  const message = file.messageType.find(({ name }) => name === messageName);
  const field = message?.field.find(({ name }) => name === fieldName);
  if (field === undefined) throw new Error(`The contract has no ${messageName}.${fieldName}.`);
  field.type = FieldDescriptorProto_Type.BYTES;
  field.typeName = "";
}

/** The files a file imports, each before those that import it. */
export function dependenciesOf(file: DescFile): FileDescriptorProto[] {
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
