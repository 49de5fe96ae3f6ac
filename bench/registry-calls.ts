import {
  create,
  type DescMessage,
  type DescMethodUnary,
  fromBinary,
  fromJsonString,
  type MessageInitShape,
  type MessageShape,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { RegistryService } from "../gen/proto/sluice/v1/registry_pb.js";
import { SchemaFormat } from "../gen/proto/sluice/v1/schema_pb.js";
import { orderSchema } from "./order-schemas.js";
import type { UnaryAnswer, UnaryProtocol, UnaryRequest } from "./unary-load.js";

/** A kind of call that the registry is asked for over and over. */
export interface RegistryCall {
  readonly name: string;
  /** The request with this number; where content counts, no two are the same. */
  readonly request: (protocol: UnaryProtocol, turn: number) => UnaryRequest;
  /** Whether an answer says what it should. */
  readonly isRight: (protocol: UnaryProtocol, answer: UnaryAnswer) => boolean;
}

/** The subject that is read and checked against; `turn` 0 of `orderText` is its only version. */
export const registrySubject = "orders/order.placed";

/** The order's schema, about 2 kB, in words of its own for each turn. */
export function orderText(turn: number): string {
  return JSON.stringify({ ...orderSchema, description: `Order, edition ${turn}.` });
}

/** A candidate that reads what the subject's version wrote. */
function candidateText(turn: number): string {
  const properties = { ...orderSchema.properties, note: { type: "string", maxLength: 200 } };
  return JSON.stringify({ ...orderSchema, properties, description: `Order, candidate ${turn}.` });
}

const { getSchema, registerSchema, checkCompatibility } = RegistryService.method;

/** What the bench measures. @param id the schema id of the subject's version */
export function registryCalls(id: number): readonly RegistryCall[] {
  const format = SchemaFormat.JSON_SCHEMA;
  return [
    registryCall("get by id", getSchema, {
      request: () => ({ id }),
      isRight: ({ version }) => version?.schemaId === id,
    }),
    registryCall("get latest", getSchema, {
      request: () => ({ subject: registrySubject, selector: { case: "latest" as const, value: true } }),
      isRight: ({ version }) => version?.schemaId === id,
    }),
    registryCall("register new", registerSchema, {
      request: (turn) => ({ subject: `bench/subject-${turn}`, format, schema: orderText(turn) }),
      isRight: ({ created }) => created,
    }),
    registryCall("check compatibility", checkCompatibility, {
      request: (turn) => ({ subject: registrySubject, format, schema: candidateText(turn) }),
      isRight: ({ compatible }) => compatible,
    }),
  ];
}

/** gRPC's prefix: a byte that says whether it is compressed, and the length. */
const prefixBytes = 5;

function registryCall<I extends DescMessage, O extends DescMessage>(
  name: string,
  method: DescMethodUnary<I, O>,
  what: {
    readonly request: (turn: number) => MessageInitShape<I>;
    readonly isRight: (answer: MessageShape<O>) => boolean;
  },
): RegistryCall {
  const path = `/${method.parent.typeName}/${method.name}`;
  return {
    name,
    request: (protocol, turn) => {
      const message = create(method.input, what.request(turn));
      return { path, body: encode(protocol, method.input, message) };
    },
    isRight: (protocol, { body }) => what.isRight(decode(protocol, method.output, body)),
  };
}

function encode<M extends DescMessage>(protocol: UnaryProtocol, schema: M, message: MessageShape<M>): Uint8Array {
  if (protocol === "connect-json") return Buffer.from(toJsonString(schema, message));
  const bytes = toBinary(schema, message);
  if (protocol === "connect-binary") return bytes;
  const prefixed = Buffer.alloc(prefixBytes + bytes.length);
  prefixed.writeUInt32BE(bytes.length, 1);
  prefixed.set(bytes, prefixBytes);
  return prefixed;
}

function decode<M extends DescMessage>(protocol: UnaryProtocol, schema: M, body: Buffer): MessageShape<M> {
  if (protocol === "connect-json") return fromJsonString(schema, body.toString("utf8"));
  return fromBinary(schema, protocol === "grpc" ? body.subarray(prefixBytes) : body);
}
