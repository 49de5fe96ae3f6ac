import { message, proto2, proto3, type Rule } from "./rule.js";

const order = message("Order", "string id = 1;");
const service = (...methods: string[]): string =>
  ["service Orders {", ...methods.map((method) => `  ${method}`), "}"].join("\n");

/** Rules about generated code and its callers. No event notices, so they never decide the verdict. */
export const sourceRules = {
  "source-field-added": {
    severity: "info",
    scope: "source",
    summary: "A field is new; events without it have its default.",
    example: { writer: proto3(order), reader: proto3(message("Order", "string id = 1;", "string note = 2;")) },
  },
  "source-field-removed": {
    severity: "info",
    scope: "source",
    summary: "A field is gone; who reads it sees its default, who does not have it ignores it.",
    example: {
      writer: proto3(message("Order", "string id = 1;", "string coupon = 2;")),
      reader: proto3(message("Order", "string id = 1;", "reserved 2;", 'reserved "coupon";')),
    },
  },
  "source-field-renamed": {
    severity: "info",
    scope: "source",
    summary: "A field has another name in the schema and so in generated code.",
    example: {
      writer: proto3(message("Order", "string customer = 1;")),
      reader: proto3(message("Order", 'string buyer = 1 [json_name = "customer"];')),
    },
  },
  "source-field-type-changed": {
    severity: "info",
    scope: "source",
    summary: "A field is declared with another type; generated code changes with it.",
    example: {
      writer: proto3(message("Order", "int32 count = 1;")),
      reader: proto3(message("Order", "int64 count = 1;")),
    },
  },
  "source-presence-changed": {
    severity: "info",
    scope: "source",
    summary: "The reader tells whether a field was set, the writer does not.",
    example: {
      writer: proto3(message("Order", "int32 discount = 1;")),
      reader: proto3(message("Order", "optional int32 discount = 1;")),
    },
  },
  "source-field-no-longer-required": {
    severity: "info",
    scope: "source",
    summary: "The writer requires a field, the reader does not.",
    example: {
      writer: proto2(message("Order", "required string id = 1;")),
      reader: proto2(message("Order", "optional string id = 1;")),
    },
  },
  "source-field-oneof-changed": {
    severity: "info",
    scope: "source",
    summary: "A field moved into, out of or between oneofs without harm to events; generated code changes with it.",
    example: {
      writer: proto3(message("Payment", "string card = 1;")),
      reader: proto3(
        "message Payment {",
        "  oneof method {",
        "    string card = 1;",
        "    string iban = 2;",
        "  }",
        "}",
      ),
    },
  },
  "source-packed-changed": {
    severity: "info",
    scope: "source",
    summary: "Repeated numbers are written packed on one side and one by one on the other; parsers read both.",
    example: {
      writer: proto3(message("Series", "repeated int32 points = 1;")),
      reader: proto3(message("Series", "repeated int32 points = 1 [packed = false];")),
    },
  },
  "source-extension-removed": {
    severity: "info",
    scope: "source",
    summary: "An extension of a message is gone; its values stay unread.",
    example: {
      writer: proto2(
        "message Order {",
        "  extensions 100 to 199;",
        "}",
        "",
        "extend Order {",
        "  optional string note = 100;",
        "}",
      ),
      reader: proto2("message Order {", "  extensions 100 to 199;", "}"),
    },
  },
  "source-extension-range-removed": {
    severity: "warning",
    scope: "source",
    summary: "A message keeps fewer numbers for extensions; extensions with the others no longer compile.",
    example: {
      writer: proto2("message Order {", "  extensions 100 to 199;", "}"),
      reader: proto2("message Order {", "  extensions 100 to 149;", "}"),
    },
  },
  "source-enum-value-added": {
    severity: "info",
    scope: "source",
    summary: "A value of an enum is new.",
    example: {
      writer: proto3("enum State {", "  UNKNOWN = 0;", "}", "", message("Order", "State state = 1;")),
      reader: proto3("enum State {", "  UNKNOWN = 0;", "  OPEN = 1;", "}", "", message("Order", "State state = 1;")),
    },
  },
  "source-enum-value-removed": {
    severity: "info",
    scope: "source",
    summary:
      "A value of an enum is gone; code that names it no longer compiles, and readers without it see a bare number.",
    example: {
      writer: proto3("enum State {", "  UNKNOWN = 0;", "  OPEN = 1;", "}", "", message("Order", "State state = 1;")),
      reader: proto3("enum State {", "  UNKNOWN = 0;", "}", "", message("Order", "State state = 1;")),
    },
  },
  "source-enum-openness-changed": {
    severity: "info",
    scope: "source",
    summary: "An enum keeps unknown numbers on one side and drops them on the other.",
    example: {
      writer: proto2("enum State {", "  UNKNOWN = 0;", "}", "", message("Order", "optional State state = 1;")),
      reader: proto3("enum State {", "  UNKNOWN = 0;", "}", "", message("Order", "optional State state = 1;")),
    },
  },
  "source-type-removed": {
    severity: "warning",
    scope: "source",
    summary: "An enum or a nested message is gone; code that names it no longer compiles.",
    example: {
      writer: proto3("enum State {", "  UNKNOWN = 0;", "}", "", order),
      reader: proto3(order),
    },
  },
  "source-syntax-changed": {
    severity: "info",
    scope: "source",
    summary: "The file is written in another syntax; what that means for events is told by other rules.",
    example: {
      writer: proto2(message("Order", "repeated string ids = 1;")),
      reader: proto3(message("Order", "repeated string ids = 1;")),
    },
  },
  "source-service-removed": {
    severity: "warning",
    scope: "source",
    summary: "A service is gone; its callers fail.",
    example: { writer: proto3(order, "", service("rpc Get(Order) returns (Order);")), reader: proto3(order) },
  },
  "source-method-removed": {
    severity: "warning",
    scope: "source",
    summary: "A method of a service is gone; its callers fail.",
    example: {
      writer: proto3(order, "", service("rpc Get(Order) returns (Order);", "rpc Put(Order) returns (Order);")),
      reader: proto3(order, "", service("rpc Get(Order) returns (Order);")),
    },
  },
  "source-method-type-changed": {
    severity: "warning",
    scope: "source",
    summary: "A method takes or gives another message.",
    example: {
      writer: proto3(order, "", message("Receipt", "string id = 1;"), "", service("rpc Put(Order) returns (Receipt);")),
      reader: proto3(order, "", message("Receipt", "string id = 1;"), "", service("rpc Put(Order) returns (Order);")),
    },
  },
  "source-method-streaming-changed": {
    severity: "warning",
    scope: "source",
    summary: "A method streams on a side on which it did not, or no longer does; old clients fail.",
    example: {
      writer: proto3(order, "", service("rpc List(Order) returns (Order);")),
      reader: proto3(order, "", service("rpc List(Order) returns (stream Order);")),
    },
  },
  "source-method-idempotency-changed": {
    severity: "warning",
    scope: "source",
    summary: "A method promises something else about being called twice.",
    example: {
      writer: proto3(
        order,
        "",
        service("rpc Get(Order) returns (Order) {", "  option idempotency_level = NO_SIDE_EFFECTS;", "}"),
      ),
      reader: proto3(order, "", service("rpc Get(Order) returns (Order);")),
    },
  },
  "source-more-findings": {
    severity: "info",
    scope: "source",
    summary: "There are more findings than can be read; this one tells how many were left out.",
  },
} as const satisfies Record<string, Rule>;
