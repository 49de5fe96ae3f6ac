import { fromJsonString, toBinary, type DescMessage } from "@bufbuild/protobuf";
import { SchemaFormat } from "@sluice/client/gen";
import avsc, { type Schema } from "avsc";
import { loadSchema } from "../src/formats/protobuf/load-schema.js";
import type { EventFormat, EventSize } from "./bench-case.js";
import { makeOrder, type Order, orderPayload } from "./order-event.js";
import { orderAvroSchema, orderMessage, orderProto, orderRulesProto, orderSchema } from "./order-schemas.js";

/** How orders are written in one format. */
export interface OrderEncoding {
  readonly schemaFormat: SchemaFormat;
  /** What is registered. */
  readonly schema: string;
  /** What the events state. */
  readonly contentType: string;
  /**
   * The payload of one event; equal variants give equal payloads. An invalid one has a quantity that the schema forbids, or
   * lacks its last byte where the schema forbids none.
   */
  readonly payload: (size: EventSize, variant: number, isValid: boolean) => Uint8Array;
}

/** The order as the avsc library writes and reads it. */
export const avroOrder = avsc.Type.forSchema(JSON.parse(orderAvroSchema) as Schema);

/** The order as protobuf-es writes and reads it. */
export const protobufOrder = orderDescriptor(orderProto);

/** The same with rules. */
export const ruledOrder = orderDescriptor(orderRulesProto);

/** The order in every format. */
export const orderEncodings: Readonly<Record<EventFormat, OrderEncoding>> = {
  json: {
    schemaFormat: SchemaFormat.JSON_SCHEMA,
    schema: JSON.stringify(orderSchema),
    contentType: "application/json",
    payload: orderPayload,
  },
  avro: {
    schemaFormat: SchemaFormat.AVRO,
    schema: orderAvroSchema,
    contentType: "avro/binary",
    payload: (size, variant, isValid) => cut(avroOrder.toBuffer(avroValue(makeOrder(size, variant))), isValid),
  },
  protobuf: {
    schemaFormat: SchemaFormat.PROTOBUF,
    schema: orderProto,
    contentType: "application/protobuf",
    payload: (size, variant, isValid) => {
      const order = fromJsonString(protobufOrder, JSON.stringify(makeOrder(size, variant)));
      return cut(toBinary(protobufOrder, order), isValid);
    },
  },
  protovalidate: {
    schemaFormat: SchemaFormat.PROTOBUF,
    schema: orderRulesProto,
    contentType: "application/protobuf",
    payload: (size, variant, isValid) => {
      const order = Buffer.from(orderPayload(size, variant, isValid)).toString();
      return toBinary(ruledOrder, fromJsonString(ruledOrder, order));
    },
  },
};

function orderDescriptor(text: string): DescMessage {
  const message = loadSchema({ text, references: [] }).registry.getMessage(orderMessage);
  if (message === undefined) throw new Error(`The schema of the orders has no ${orderMessage}.`);
  return message;
}

/** Times are numbers in Avro. */
function avroValue({ placedAt, history, ...order }: Order): unknown {
  const steps = history?.map(({ at, what }) => ({ at: Date.parse(at), what }));
  return { ...order, placedAt: Date.parse(placedAt), history: steps };
}

/** Without its last byte the last field of either format is incomplete. */
function cut(payload: Uint8Array, isValid: boolean): Uint8Array {
  return isValid ? payload : payload.subarray(0, -1);
}
