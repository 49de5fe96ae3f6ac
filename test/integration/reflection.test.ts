import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  create,
  createFileRegistry,
  type DescFile,
  type DescService,
  fromBinary,
  type MessageInitShape,
} from "@bufbuild/protobuf";
import {
  type FileDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Client, credentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Health } from "../../gen/proto/health/v1/health_pb.js";
import * as v1 from "../../gen/proto/grpc/reflection/v1/reflection_pb.js";
import * as v1alpha from "../../gen/proto/grpc/reflection/v1alpha/reflection_pb.js";
import { DeadLetterService } from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { GatewayService } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { RegistryService } from "../../gen/proto/sluice/v1/registry_pb.js";
import { healthRoutes } from "../../src/rpc/health.js";
import { reflectionRoutes } from "../../src/rpc/reflection.js";
import { createConnectHandler } from "../../src/server/connect-handler.js";
import { createHttpServer } from "../../src/server/http.js";
import { answerNotFound } from "../../src/server/plain-routes.js";
import { createReadiness } from "../../src/server/readiness.js";

const run = promisify(execFile);

/** A service of a file with everything that sluice's own files lack: proto2, extensions, nesting, a transitive import. */
function exoticService(): DescService {
  const field = (name: string, type: Type, typeName = "") => ({
    name,
    number: 1,
    type,
    typeName,
    label: Label.OPTIONAL,
  });
  const extension = (name: string, number: number) => ({
    ...field(name, Type.STRING),
    number,
    extendee: ".exotic.base.Base",
  });
  const file = (init: MessageInitShape<typeof FileDescriptorProtoSchema>) =>
    create(FileDescriptorProtoSchema, { syntax: "proto2", ...init });
  const files = create(FileDescriptorSetSchema, {
    file: [
      file({
        name: "exotic/base.proto",
        package: "exotic.base",
        messageType: [{ name: "Base", extensionRange: [{ start: 100, end: 200 }], field: [field("own", Type.STRING)] }],
      }),
      file({
        name: "exotic/middle.proto",
        package: "exotic.middle",
        dependency: ["exotic/base.proto"],
        messageType: [
          {
            name: "Outer",
            field: [field("base", Type.MESSAGE, ".exotic.base.Base")],
            nestedType: [
              {
                name: "Inner",
                extension: [extension("nested", 150)],
                enumType: [{ name: "E", value: [{ name: "E0", number: 0 }] }],
              },
            ],
          },
        ],
        extension: [extension("late", 120), extension("early", 110)],
      }),
      file({
        name: "exotic/service.proto",
        package: "exotic",
        dependency: ["exotic/middle.proto"],
        service: [
          {
            name: "Exotic",
            method: [{ name: "Do", inputType: ".exotic.middle.Outer", outputType: ".exotic.middle.Outer" }],
          },
        ],
      }),
    ],
  });
  const service = createFileRegistry(files).getService("exotic.Exotic");
  if (service === undefined) throw new Error("the fixture holds no service");
  return service;
}

const services: DescService[] = [RegistryService, GatewayService, DeadLetterService, Health, exoticService()];
const expectedServices = [
  "exotic.Exotic",
  "grpc.health.v1.Health",
  "grpc.reflection.v1.ServerReflection",
  "grpc.reflection.v1alpha.ServerReflection",
  "sluice.v1.DeadLetterService",
  "sluice.v1.GatewayService",
  "sluice.v1.RegistryService",
];

const readiness = createReadiness();
const server = createHttpServer({
  routes: {},
  handler: createConnectHandler({
    routes: (router) => {
      reflectionRoutes(services)(router);
      healthRoutes({ source: readiness, services: [] })(router);
    },
    fallback: answerNotFound,
    onError: (cause) => {
      throw cause;
    },
  }),
});
let address = "";

beforeAll(async () => {
  readiness.markReady();
  const { port } = await server.listen({ host: "127.0.0.1", port: 0 });
  address = `127.0.0.1:${port}`;
});

afterAll(async () => {
  expect(await server.stop(2000)).toBe(0);
});

type Question = v1.ServerReflectionRequest["messageRequest"];

async function ask(...questions: Question[]): Promise<v1.ServerReflectionResponse[]> {
  const client = createClient(v1.ServerReflection, createGrpcTransport({ baseUrl: `http://${address}` }));
  const answers = [];
  const requests = questions.map((messageRequest) => ({ host: "a host", messageRequest }));
  for await (const response of client.serverReflectionInfo(toStream(requests))) answers.push(response);
  return answers;
}

async function* toStream<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function filesFor(question: Question): Promise<FileDescriptorProto[]> {
  const [answer] = await ask(question);
  if (answer?.messageResponse.case !== "fileDescriptorResponse") {
    throw new Error(`unexpected ${answer?.messageResponse.case ?? "nothing"}`);
  }
  return answer.messageResponse.value.fileDescriptorProto.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes));
}

function importsOf(file: DescFile): Set<string> {
  const names = new Set<string>();
  const visit = (visited: DescFile): void => {
    names.add(visited.proto.name);
    visited.dependencies.forEach(visit);
  };
  visit(file);
  return names;
}

describe("reflection", () => {
  it("lists the given services and itself", async () => {
    const [answer] = await ask({ case: "listServices", value: "" });
    expect(answer?.validHost).toBe("a host");
    expect(answer?.originalRequest?.messageRequest.case).toBe("listServices");
    expect(answer?.messageResponse).toMatchObject({
      case: "listServicesResponse",
      value: { service: expectedServices.map((name) => ({ name })) },
    });
  });

  it.each([
    ["a service", "sluice.v1.RegistryService", "sluice/v1/registry.proto"],
    ["a service with a leading dot", ".sluice.v1.RegistryService", "sluice/v1/registry.proto"],
    ["a method", "sluice.v1.GatewayService.ValidateAndPublish", "sluice/v1/gateway.proto"],
    ["a message", "sluice.v1.OpenStream", "sluice/v1/gateway.proto"],
    ["a field", "sluice.v1.OpenStream.producer_id", "sluice/v1/gateway.proto"],
    ["a oneof", "sluice.v1.SubscribeRequest.start", "sluice/v1/gateway.proto"],
    ["an enum", "sluice.v1.StreamMode", "sluice/v1/gateway.proto"],
    ["an enum value", "sluice.v1.STREAM_MODE_ENFORCE", "sluice/v1/gateway.proto"],
    ["an imported message", "google.protobuf.Timestamp", "google/protobuf/timestamp.proto"],
    ["a nested message", "exotic.middle.Outer.Inner", "exotic/middle.proto"],
    ["a value of a nested enum", "exotic.middle.Outer.Inner.E0", "exotic/middle.proto"],
    ["an extension", "exotic.middle.late", "exotic/middle.proto"],
    ["a nested extension", "exotic.middle.Outer.Inner.nested", "exotic/middle.proto"],
  ])("finds the file of %s", async (_what, symbol, expected) => {
    expect((await filesFor({ case: "fileContainingSymbol", value: symbol }))[0]?.name).toBe(expected);
  });

  it.each(services.map((service) => [service.file.proto.name, service.file] as const))(
    "sends %s with everything it imports, each once",
    async (name, file) => {
      const names = (await filesFor({ case: "fileByFilename", value: name })).map((sent) => sent.name);
      expect(names[0]).toBe(name);
      expect(names).toHaveLength(new Set(names).size);
      expect(new Set(names)).toEqual(importsOf(file));
    },
  );

  it("finds extensions by number and lists them in order", async () => {
    const [file] = await filesFor({
      case: "fileContainingExtension",
      value: create(v1.ExtensionRequestSchema, { containingType: "exotic.base.Base", extensionNumber: 150 }),
    });
    expect(file?.name).toBe("exotic/middle.proto");
    const answers = await ask(
      { case: "allExtensionNumbersOfType", value: "exotic.base.Base" },
      { case: "allExtensionNumbersOfType", value: "exotic.middle.Outer" },
    );
    expect(answers.map((answer) => answer.messageResponse)).toMatchObject([
      {
        case: "allExtensionNumbersResponse",
        value: { baseTypeName: "exotic.base.Base", extensionNumber: [110, 120, 150] },
      },
      { case: "allExtensionNumbersResponse", value: { baseTypeName: "exotic.middle.Outer", extensionNumber: [] } },
    ]);
  });

  it("answers what it cannot find with an error and goes on with the stream", async () => {
    const nowhere = create(v1.ExtensionRequestSchema, { containingType: "exotic.base.Base", extensionNumber: 199 });
    const answers = await ask(
      { case: "fileByFilename", value: "nowhere.proto" },
      { case: "fileByFilename", value: "sluice/v1/registry" },
      { case: "fileContainingSymbol", value: "sluice.v1.Nothing" },
      { case: "fileContainingSymbol", value: "sluice.v1.RegistryService.Nothing" },
      { case: "fileContainingExtension", value: nowhere },
      { case: "allExtensionNumbersOfType", value: "sluice.v1.StreamMode" },
      { case: undefined },
      { case: "fileContainingSymbol", value: "sluice.v1.Event" },
    );
    const codes = answers.map(({ messageResponse }) =>
      messageResponse.case === "errorResponse" ? messageResponse.value.errorCode : messageResponse.case,
    );
    expect(codes).toEqual([5, 5, 5, 5, 5, 5, 3, "fileDescriptorResponse"]);
    expect(answers[2]?.messageResponse.value).toMatchObject({
      errorMessage: 'Symbol "sluice.v1.Nothing" is not known to this server.',
    });
  });

  it("speaks v1alpha as well", async () => {
    const client = createClient(v1alpha.ServerReflection, createGrpcTransport({ baseUrl: `http://${address}` }));
    const question = { messageRequest: { case: "fileContainingSymbol" as const, value: "exotic.Exotic.Do" } };
    for await (const { messageResponse } of client.serverReflectionInfo(toStream([question]))) {
      expect(messageResponse.case).toBe("fileDescriptorResponse");
    }
  });
});

describe("reflection for other people's clients", () => {
  const buf = async (...args: string[]) => {
    const { stdout } = await run("node_modules/.bin/buf", ["curl", "--http2-prior-knowledge", ...args]);
    return stdout.trim().split("\n");
  };

  it("lets buf curl list services and methods, and call a method it never saw", async () => {
    const [listed, listedAlpha, methods, called] = await Promise.all([
      buf("--protocol", "grpc", "--list-services", `http://${address}`),
      buf("--protocol", "grpc", "--reflect-protocol", "grpc-v1alpha", "--list-services", `http://${address}`),
      buf("--protocol", "grpc", "--list-methods", `http://${address}`),
      buf("--protocol", "connect", "-d", "{}", `http://${address}/grpc.health.v1.Health/Check`),
    ]);
    // buf leaves out the service it asks.
    expect(expectedServices).toEqual(expect.arrayContaining(listed));
    expect(listed).toEqual(expect.arrayContaining(["exotic.Exotic", "sluice.v1.RegistryService"]));
    expect(listedAlpha).toEqual(listed);
    expect(methods).toEqual(expect.arrayContaining(["exotic.Exotic/Do", "sluice.v1.RegistryService/RegisterSchema"]));
    expect(JSON.parse(called.join(""))).toEqual({ status: "SERVING" });
  });

  it("answers grpc-js", async () => {
    const method = v1.ServerReflection.method.serverReflectionInfo;
    const client = new Client(address, credentials.createInsecure());
    const call = client.makeBidiStreamRequest(
      `/${v1.ServerReflection.typeName}/${method.name}`,
      (bytes: Buffer) => bytes,
      (bytes: Buffer) => fromBinary(v1.ServerReflectionResponseSchema, bytes),
    );
    // list_services (field 7): "".
    call.write(Buffer.from([0x3a, 0x00]));
    call.end();
    const cases: unknown[] = [];
    for await (const response of call) cases.push((response as v1.ServerReflectionResponse).messageResponse.case);
    expect(cases).toEqual(["listServicesResponse"]);
    client.close();
  });
});
