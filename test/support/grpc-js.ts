import {
  create,
  type DescMethodBiDiStreaming,
  type DescMethodUnary,
  type DescMessage,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { Client, credentials, type ServiceError, status } from "@grpc/grpc-js";

/** How a call by grpc-js ended: name of the code, and what the server said. */
export interface GrpcEnd {
  readonly code: string;
  readonly message: string;
}

/** What a stream answered, and how it ended. */
export interface GrpcStreamResult<O extends DescMessage> extends GrpcEnd {
  readonly received: readonly MessageShape<O>[];
}

/** Calls a server with the library most gRPC clients on Node.js have, which has limits and habits of its own. */
export interface GrpcJsCaller {
  /** Calls a unary method and answers how it failed. */
  fail<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
  ): Promise<GrpcEnd>;
  /** Sends messages on a stream, one after the other, says that there are no more, and collects the answers. */
  stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodBiDiStreaming<I, O>,
    requests: readonly MessageInitShape<I>[],
  ): Promise<GrpcStreamResult<O>>;
  close(): void;
}

/** Connects grpc-js to a server. */
export function connectGrpcJs({ host, port }: { readonly host: string; readonly port: number }): GrpcJsCaller {
  const client = new Client(`${host}:${port}`, credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.max_receive_message_length": -1,
  });
  return {
    fail: async (method, request) =>
      await new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          pathOf(method),
          encoder(method.input),
          decoder(method.output),
          create(method.input, request),
          (error: ServiceError | null) => {
            if (error === null) reject(new Error("The call succeeded."));
            else resolve({ code: status[error.code], message: error.details });
          },
        );
      }),
    stream: async (method, requests) =>
      await new Promise((resolve) => {
        const received: MessageShape<typeof method.output>[] = [];
        const call = client.makeBidiStreamRequest(pathOf(method), encoder(method.input), decoder(method.output));
        call.on("data", (message: MessageShape<typeof method.output>) => received.push(message));
        // The status event says the same.
        call.on("error", () => undefined);
        call.on("status", ({ code, details }) => {
          resolve({ received, code: status[code], message: details });
        });
        for (const request of requests) call.write(create(method.input, request));
        call.end();
      }),
    close: () => {
      client.close();
    },
  };
}

function pathOf(method: { readonly parent: { readonly typeName: string }; readonly name: string }): string {
  return `/${method.parent.typeName}/${method.name}`;
}

function encoder<I extends DescMessage>(schema: I): (message: MessageShape<I>) => Buffer {
  return (message) => Buffer.from(toBinary(schema, message));
}

function decoder<O extends DescMessage>(schema: O): (bytes: Buffer) => MessageShape<O> {
  return (bytes) => fromBinary(schema, bytes);
}
