import { edition, message, proto2, proto3, type Rule } from "./rule.js";

/** Rules about the bytes of events. Those of severity `error` decide the verdict, each with an event that shows it. */
export const wireRules = {
  "wire-message-removed": {
    severity: "error",
    scope: "wire",
    summary: "The reader lacks a message of the writer's file, so it cannot read events of that type.",
    example: {
      writer: proto3(message("OrderPlaced", "string id = 1;"), "", message("OrderPaid", "string id = 1;")),
      reader: proto3(message("OrderPlaced", "string id = 1;")),
    },
  },
  "wire-message-moved": {
    severity: "error",
    scope: "wire",
    summary: "A message has moved into another one, so its full name is another and events name a type that is gone.",
    example: {
      writer: proto3(message("Order", "string id = 1;"), "", message("Line", "string sku = 1;")),
      reader: proto3("message Order {", "  string id = 1;", "  message Line {", "    string sku = 1;", "  }", "}"),
    },
  },
  "wire-package-changed": {
    severity: "error",
    scope: "wire",
    summary:
      "The package is part of the full name of every message, so events name types that the reader does not have.",
    example: {
      writer: proto3("package shop.v1;", "", message("Order", "string id = 1;")),
      reader: proto3("package shop.v2;", "", message("Order", "string id = 1;")),
    },
  },
  "wire-field-type-changed": {
    severity: "error",
    scope: "wire",
    summary:
      "A field number has a type that reads some values of the writer's type wrong, or not at all. Widening among int32, int64, uint32, uint64, bool and enums, from sint32 to sint64 and from string to bytes loses nothing and is no such change.",
    example: {
      writer: proto3(message("Order", "int64 amount_cents = 1;")),
      reader: proto3(message("Order", "int32 amount_cents = 1;")),
    },
  },
  "wire-message-encoding-changed": {
    severity: "error",
    scope: "wire",
    summary: "A message is encoded as a group (delimited) on one side and with its length in front on the other.",
    example: {
      writer: edition(
        message("Order", "Line line = 1 [features.message_encoding = DELIMITED];"),
        "",
        message("Line", "string sku = 1;"),
      ),
      reader: edition(message("Order", "Line line = 1;"), "", message("Line", "string sku = 1;")),
    },
  },
  "wire-cardinality-changed": {
    severity: "error",
    scope: "wire",
    summary: "A repeated field became a single one: of several values the reader keeps the last only.",
    example: {
      writer: proto3(message("Order", "repeated string tags = 1;")),
      reader: proto3(message("Order", "string tags = 1;")),
    },
  },
  "wire-map-changed": {
    severity: "error",
    scope: "wire",
    summary:
      "Repeated messages are read as a map, which keeps one of several with the same key; or a map is read as messages with another key or value.",
    example: {
      writer: proto3(
        message("Stock", "repeated Entry counts = 1;"),
        "",
        message("Entry", "string key = 1;", "int32 value = 2;"),
      ),
      reader: proto3(
        message("Stock", "map<string, int32> counts = 1;"),
        "",
        message("Entry", "string key = 1;", "int32 value = 2;"),
      ),
    },
  },
  "wire-map-key-changed": {
    severity: "error",
    scope: "wire",
    summary: "The keys of a map have a type that reads some keys of the writer wrong.",
    example: {
      writer: proto3(message("Stock", "map<int64, int32> counts = 1;")),
      reader: proto3(message("Stock", "map<int32, int32> counts = 1;")),
    },
  },
  "wire-enum-value-unknown": {
    severity: "error",
    scope: "wire",
    summary:
      "A closed enum of the reader lacks values that the writer may send; closed enums drop what they do not know.",
    example: {
      writer: proto2(
        "enum State {",
        "  OPEN = 1;",
        "  PAID = 2;",
        "}",
        "",
        message("Order", "optional State state = 1;"),
      ),
      reader: proto2("enum State {", "  OPEN = 1;", "}", "", message("Order", "optional State state = 1;")),
    },
  },
  "wire-field-required": {
    severity: "error",
    scope: "wire",
    summary: "The reader requires a field that events of the writer may not have.",
    example: {
      writer: proto2(message("Order", "optional string id = 1;")),
      reader: proto2(message("Order", "optional string id = 1;", "required string customer = 2;")),
    },
  },
  "wire-field-default-changed": {
    severity: "error",
    scope: "wire",
    summary: "A field that is not in the event has its default, and the two sides have different ones.",
    example: {
      writer: proto2(message("Order", "optional int32 priority = 1 [default = 3];")),
      reader: proto2(message("Order", "optional int32 priority = 1 [default = 5];")),
    },
  },
  "wire-fields-joined-in-oneof": {
    severity: "error",
    scope: "wire",
    summary:
      "A oneof of the reader joins fields that the writer may set together; the reader keeps only the last of them.",
    example: {
      writer: proto3(message("Payment", "string card = 1;", "string iban = 2;", "string note = 3;")),
      reader: proto3(
        "message Payment {",
        "  oneof method {",
        "    string card = 1;",
        "    string iban = 2;",
        "  }",
        "  string note = 3;",
        "}",
      ),
    },
  },
  "wire-message-set": {
    severity: "error",
    scope: "wire",
    summary:
      "A message uses the message set format, an encoding from before extensions that Sluice cannot reason about.",
    example: {
      writer: proto2(
        "message Bag {",
        "  option message_set_wire_format = true;",
        "  extensions 4 to max;",
        "}",
        "",
        message("Item", "optional int32 id = 1;"),
        "",
        "extend Bag {",
        "  optional Item item = 100;",
        "}",
      ),
      reader: proto2(
        "message Bag {",
        "  option message_set_wire_format = true;",
        "  extensions 4 to max;",
        "}",
        "",
        message("Item", "optional int64 id = 1;"),
        "",
        "extend Bag {",
        "  optional Item item = 100;",
        "}",
      ),
    },
  },
  "wire-field-removed": {
    severity: "warning",
    scope: "wire",
    summary: "A field is gone and its number is not reserved: whoever uses the number again reads old events wrong.",
    example: {
      writer: proto3(message("Order", "string id = 1;", "string coupon = 2;")),
      reader: proto3(message("Order", "string id = 1;")),
    },
  },
  "wire-field-number-changed": {
    severity: "warning",
    scope: "wire",
    summary: "A field has another number, so events with the old number do not have it any more.",
    example: {
      writer: proto3(message("Order", "string id = 1;")),
      reader: proto3(message("Order", "string id = 2;")),
    },
  },
  "wire-field-number-reused": {
    severity: "warning",
    scope: "wire",
    summary: "A number went from one field to another while the first lives on, so values show up in the wrong field.",
    example: {
      writer: proto3(message("Name", "string given = 1;", "string family = 2;")),
      reader: proto3(message("Name", "string given = 2;", "string family = 1;")),
    },
  },
  "wire-reserved-number-reused": {
    severity: "warning",
    scope: "wire",
    summary: "A new field takes a number that was reserved; old events may hold another field there.",
    example: {
      writer: proto3(message("Order", "string id = 1;", "reserved 2;")),
      reader: proto3(message("Order", "string id = 1;", "string note = 2;")),
    },
  },
  "wire-reservation-removed": {
    severity: "warning",
    scope: "wire",
    summary: "Numbers are no longer reserved, though old events may still hold something there.",
    example: {
      writer: proto3(message("Order", "string id = 1;", "reserved 2, 5 to 7;")),
      reader: proto3(message("Order", "string id = 1;", "reserved 6;")),
    },
  },
  "wire-presence-lost": {
    severity: "warning",
    scope: "wire",
    summary: "The writer tells whether a field was set, the reader does not: unset and default look the same to it.",
    example: {
      writer: proto3(message("Order", "optional int32 discount = 1;")),
      reader: proto3(message("Order", "int32 discount = 1;")),
    },
  },
  "wire-enum-value-removed": {
    severity: "warning",
    scope: "wire",
    summary:
      "A value of an enum is gone and its number is not reserved: whoever uses the number again reads old events wrong.",
    example: {
      writer: proto3("enum State {", "  UNKNOWN = 0;", "  OPEN = 1;", "}", "", message("Order", "State state = 1;")),
      reader: proto3("enum State {", "  UNKNOWN = 0;", "}", "", message("Order", "State state = 1;")),
    },
  },
  "wire-enum-value-renumbered": {
    severity: "warning",
    scope: "wire",
    summary: "A value of an enum has another number; events carry the number, so old events change their meaning.",
    example: {
      writer: proto3(
        "enum State {",
        "  UNKNOWN = 0;",
        "  OPEN = 1;",
        "  PAID = 2;",
        "}",
        "",
        message("Order", "State state = 1;"),
      ),
      reader: proto3(
        "enum State {",
        "  UNKNOWN = 0;",
        "  OPEN = 1;",
        "  PAID = 3;",
        "}",
        "",
        message("Order", "State state = 1;"),
      ),
    },
  },
  "wire-utf8-check-added": {
    severity: "warning",
    scope: "wire",
    summary: "The reader refuses text that is not valid UTF-8, which the writer's schema lets through.",
    example: {
      writer: edition(message("Note", "string text = 1 [features.utf8_validation = NONE];")),
      reader: edition(message("Note", "string text = 1;")),
    },
  },
  "wire-rules-changed": {
    severity: "warning",
    scope: "wire",
    summary:
      "The reader states rules of Protovalidate that the writer does not; Sluice may refuse by them what was accepted.",
    example: {
      writer: proto3('import "buf/validate/validate.proto";', "", message("Order", "string id = 1;")),
      reader: proto3(
        'import "buf/validate/validate.proto";',
        "",
        message("Order", "string id = 1 [(buf.validate.field).string.min_len = 1];"),
      ),
    },
  },
} as const satisfies Record<string, Rule>;
