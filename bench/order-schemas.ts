import { channels, currencies, orderSteps } from "./order-event.js";

const address = {
  type: "object",
  required: ["name", "street", "city", "postcode", "country"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 100 },
    street: { type: "string", minLength: 1, maxLength: 200 },
    city: { type: "string", minLength: 1 },
    postcode: { type: "string", pattern: "^[0-9A-Z -]{3,10}$" },
    country: { type: "string", pattern: "^[A-Z]{2}$" },
  },
  additionalProperties: false,
} as const;

const line = {
  type: "object",
  required: ["sku", "quantity", "price"],
  properties: {
    sku: { type: "string", pattern: "^[A-Z]{3}-[0-9]{4}$" },
    quantity: { type: "integer", minimum: 1, maximum: 1000 },
    price: { type: "number", minimum: 0 },
    title: { type: "string", maxLength: 200 },
    image: { type: "string", format: "uri" },
  },
  additionalProperties: false,
} as const;

/** JSON Schema of the order; large orders fill its optional members too. */
export const orderSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["orderId", "placedAt", "customer", "lines", "currency", "total"],
  properties: {
    orderId: { type: "string", format: "uuid" },
    placedAt: { type: "string", format: "date-time" },
    customer: {
      type: "object",
      required: ["id", "email"],
      properties: {
        id: { type: "integer", minimum: 1 },
        email: { type: "string", format: "email" },
        country: { type: "string", pattern: "^[A-Z]{2}$" },
      },
      additionalProperties: false,
    },
    lines: { type: "array", minItems: 1, maxItems: 100, items: { $ref: "#/$defs/line" } },
    currency: { enum: currencies },
    total: { type: "number", minimum: 0 },
    channel: { enum: channels },
    shipTo: { $ref: "#/$defs/address" },
    billTo: { $ref: "#/$defs/address" },
    history: {
      type: "array",
      items: {
        type: "object",
        required: ["at", "what"],
        properties: { at: { type: "string", format: "date-time" }, what: { enum: orderSteps } },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
  $defs: { address, line },
} as const;

const avroAddress = {
  type: "record",
  name: "Address",
  fields: ["name", "street", "city", "postcode", "country"].map((name) => ({ name, type: "string" })),
};

const avroLine = {
  type: "record",
  name: "Line",
  fields: [
    { name: "sku", type: "string" },
    { name: "quantity", type: "int" },
    { name: "price", type: "double" },
    { name: "title", type: ["null", "string"], default: null },
    { name: "image", type: ["null", "string"], default: null },
  ],
};

const avroCustomer = {
  type: "record",
  name: "Customer",
  fields: [
    { name: "id", type: "long" },
    { name: "email", type: "string" },
    { name: "country", type: "string" },
  ],
};

const avroInstant = { type: "long", logicalType: "timestamp-millis" };

const avroStep = {
  type: "record",
  name: "Step",
  fields: [
    { name: "at", type: avroInstant },
    { name: "what", type: { type: "enum", name: "What", symbols: orderSteps } },
  ],
};

/** The same order as an Avro record. */
export const orderAvroSchema = JSON.stringify({
  type: "record",
  name: "Order",
  namespace: "shop.bench",
  fields: [
    { name: "orderId", type: { type: "string", logicalType: "uuid" } },
    { name: "placedAt", type: avroInstant },
    { name: "customer", type: avroCustomer },
    { name: "lines", type: { type: "array", items: avroLine } },
    { name: "currency", type: { type: "enum", name: "Currency", symbols: currencies } },
    { name: "total", type: "double" },
    { name: "channel", type: { type: "enum", name: "Channel", symbols: channels } },
    { name: "shipTo", type: ["null", avroAddress], default: null },
    { name: "billTo", type: ["null", "Address"], default: null },
    { name: "history", type: ["null", { type: "array", items: avroStep }], default: null },
  ],
});

/** Full name of the message in `orderProto`. */
export const orderMessage = "shop.bench.Order";

/** The same order as a Protobuf message. */
export const orderProto = protoText(() => "");

/** The same with the checks of the JSON Schema as rules of Protovalidate. */
export const orderRulesProto = protoText((rule) => ` [(buf.validate.field).${rule}]`, "buf/validate/validate.proto");

function protoText(stating: (rule: string) => string, ...imports: readonly string[]): string {
  const country = stating('string.pattern = "^[A-Z]{2}$"');
  const files = [...imports, "google/protobuf/timestamp.proto"].map((file) => `import "${file}";`);
  return `syntax = "proto3";

package shop.bench;

${files.join("\n")}

message Order {
  string order_id = 1${stating("string.uuid = true")};
  google.protobuf.Timestamp placed_at = 2${stating("required = true")};
  Customer customer = 3${stating("required = true")};
  repeated Line lines = 4${stating("repeated = { min_items: 1, max_items: 100 }")};
  Currency currency = 5${stating("enum = { defined_only: true, not_in: 0 }")};
  double total = 6${stating("double.gte = 0")};
  Channel channel = 7${stating("enum.defined_only = true")};
  Address ship_to = 8;
  Address bill_to = 9;
  repeated Step history = 10;

  message Customer {
    int64 id = 1${stating("int64.gte = 1")};
    string email = 2${stating("string.email = true")};
    string country = 3${country};
  }

  message Line {
    string sku = 1${stating('string.pattern = "^[A-Z]{3}-[0-9]{4}$"')};
    int32 quantity = 2${stating("int32 = { gte: 1, lte: 1000 }")};
    double price = 3${stating("double.gte = 0")};
    string title = 4${stating("string.max_len = 200")};
    string image = 5${stating("string.uri_ref = true")};
  }

  message Address {
    string name = 1${stating("string = { min_len: 1, max_len: 100 }")};
    string street = 2${stating("string = { min_len: 1, max_len: 200 }")};
    string city = 3${stating("string.min_len = 1")};
    string postcode = 4${stating('string.pattern = "^[0-9A-Z -]{3,10}$"')};
    string country = 5${country};
  }

  message Step {
    google.protobuf.Timestamp at = 1${stating("required = true")};
    What what = 2${stating("enum = { defined_only: true, not_in: 0 }")};
  }

${protoEnum("Currency", currencies)}

${protoEnum("Channel", channels)}

${protoEnum("What", orderSteps)}
}
`;
}

function protoEnum(name: string, values: readonly string[]): string {
  const unset = `${name.toUpperCase()}_UNSPECIFIED`;
  const lines = [unset, ...values].map((value, number) => `    ${value} = ${number};`);
  return `  enum ${name} {\n${lines.join("\n")}\n  }`;
}
