import { type ConnectRouter } from "@connectrpc/connect";
import { type DescExtension, type DescFile, type DescMessage, type DescService, toBinary } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { ServerReflection } from "../../gen/proto/grpc/reflection/v1/reflection_pb.js";
import { ServerReflection as ServerReflectionAlpha } from "../../gen/proto/grpc/reflection/v1alpha/reflection_pb.js";

/** gRPC status code of "no such thing", which error responses carry as a number. */
const notFound = 5;
/** gRPC status code of a request that asks for nothing. */
const invalidArgument = 3;

/** What a client asks for, in either version of the protocol. */
type Question =
  | { readonly case: "fileByFilename" | "fileContainingSymbol"; readonly value: string }
  | {
      readonly case: "fileContainingExtension";
      readonly value: { readonly containingType: string; readonly extensionNumber: number };
    }
  | { readonly case: "allExtensionNumbersOfType" | "listServices"; readonly value: string }
  | { readonly case: undefined; readonly value?: undefined };

/** The answer, in the shape that both versions of the protocol share. */
type Answer =
  | { case: "fileDescriptorResponse"; value: { fileDescriptorProto: Uint8Array[] } }
  | { case: "allExtensionNumbersResponse"; value: { baseTypeName: string; extensionNumber: number[] } }
  | { case: "listServicesResponse"; value: { service: { name: string }[] } }
  | { case: "errorResponse"; value: { errorCode: number; errorMessage: string } };

/** Everything a reflection client may ask about, by name. */
interface Index {
  readonly services: readonly string[];
  readonly files: ReadonlyMap<string, DescFile>;
  readonly symbols: ReadonlyMap<string, DescFile>;
  readonly messages: ReadonlySet<string>;
  /** Extendee, then field number. */
  readonly extensions: ReadonlyMap<string, ReadonlyMap<number, DescFile>>;
}

/**
 * Server reflection (gRPC "Server Reflection Protocol", v1 and v1alpha), so that grpcurl, `buf curl` and the like work
 * without proto files. Answers for the given services, for itself, and for every file they import. A question without an
 * answer gets an error response, never an end of the stream.
 */
export function reflectionRoutes(services: readonly DescService[]): (router: ConnectRouter) => void {
  const index = createIndex([...services, ServerReflection, ServerReflectionAlpha]);
  const encoded = new Map<DescFile, Uint8Array>();
  const encode = (file: DescFile): Uint8Array => {
    const known = encoded.get(file);
    if (known !== undefined) return known;
    const bytes = toBinary(FileDescriptorProtoSchema, file.proto);
    encoded.set(file, bytes);
    return bytes;
  };

  return (router) => {
    router.service(ServerReflection, {
      async *serverReflectionInfo(requests) {
        for await (const request of requests) {
          const messageResponse = answer(index, encode, request.messageRequest);
          yield { validHost: request.host, originalRequest: request, messageResponse };
        }
      },
    });
    router.service(ServerReflectionAlpha, {
      async *serverReflectionInfo(requests) {
        for await (const request of requests) {
          const messageResponse = answer(index, encode, request.messageRequest);
          yield { validHost: request.host, originalRequest: request, messageResponse };
        }
      },
    });
  };
}

function answer(index: Index, encode: (file: DescFile) => Uint8Array, question: Question): Answer {
  const files = (file: DescFile | undefined, what: string): Answer =>
    file === undefined
      ? failure(notFound, `${what} is not known to this server.`)
      : {
          case: "fileDescriptorResponse",
          value: { fileDescriptorProto: [...withImports(file)].map(encode) },
        };
  switch (question.case) {
    case "listServices":
      return { case: "listServicesResponse", value: { service: index.services.map((name) => ({ name })) } };
    case "fileByFilename":
      return files(index.files.get(question.value), `File "${question.value}"`);
    case "fileContainingSymbol":
      return files(index.symbols.get(question.value.replace(/^\./, "")), `Symbol "${question.value}"`);
    case "fileContainingExtension": {
      const { containingType, extensionNumber } = question.value;
      const file = index.extensions.get(containingType)?.get(extensionNumber);
      return files(file, `Extension ${extensionNumber} of "${containingType}"`);
    }
    case "allExtensionNumbersOfType": {
      if (!index.messages.has(question.value)) {
        return failure(notFound, `Message "${question.value}" is not known to this server.`);
      }
      const numbers = [...(index.extensions.get(question.value)?.keys() ?? [])].sort((a, b) => a - b);
      return {
        case: "allExtensionNumbersResponse",
        value: { baseTypeName: question.value, extensionNumber: numbers },
      };
    }
    case undefined:
      return failure(invalidArgument, "The request asks for nothing: set one of the fields of message_request.");
  }
}

function failure(errorCode: number, errorMessage: string): Answer {
  return { case: "errorResponse", value: { errorCode, errorMessage } };
}

/** A file and everything it imports, directly or not, each once; the file itself first. */
function withImports(file: DescFile, into = new Set<DescFile>()): Set<DescFile> {
  if (into.has(file)) return into;
  into.add(file);
  for (const imported of file.dependencies) withImports(imported, into);
  return into;
}

function createIndex(services: readonly DescService[]): Index {
  const all = new Set<DescFile>();
  for (const service of services) withImports(service.file, all);

  const symbols = new Map<string, DescFile>();
  const messages = new Set<string>();
  const extensions = new Map<string, Map<number, DescFile>>();
  for (const file of all) {
    for (const type of nestedTypes(file)) {
      symbols.set(type.typeName, file);
      if (type.kind === "message") {
        messages.add(type.typeName);
        for (const name of memberNames(type)) symbols.set(name, file);
      } else if (type.kind === "enum") {
        // Values are siblings of their enum: they live in the scope that holds it.
        const scope = type.typeName.slice(0, -type.name.length);
        for (const value of type.values) symbols.set(scope + value.name, file);
      } else if (type.kind === "service") {
        for (const method of type.methods) symbols.set(`${type.typeName}.${method.name}`, file);
      } else {
        addExtension(extensions, type, file);
      }
    }
  }
  return {
    services: [...new Set(services.map((service) => service.typeName))].sort(),
    // The name of a DescFile lacks ".proto"; clients ask by the full name, which its proto has.
    files: new Map([...all].map((file) => [file.proto.name, file])),
    symbols,
    messages,
    extensions,
  };
}

function memberNames(message: DescMessage): string[] {
  return [...message.fields, ...message.oneofs].map((member) => `${message.typeName}.${member.name}`);
}

function addExtension(extensions: Map<string, Map<number, DescFile>>, extension: DescExtension, file: DescFile): void {
  const numbers = extensions.get(extension.extendee.typeName) ?? new Map<number, DescFile>();
  extensions.set(extension.extendee.typeName, numbers.set(extension.number, file));
}
