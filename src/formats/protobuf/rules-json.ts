import { edition, message, proto3, type Rule } from "./rule.js";

const status = (...values: string[]): string =>
  ["enum Status {", ...values.map((value) => `  ${value}`), "}"].join("\n");
const order = message("Order", "Status status = 1;");

/** Rules about the JSON form of messages. Events are binary, so they never decide the verdict. */
export const jsonRules = {
  "json-name-changed": {
    severity: "warning",
    scope: "json",
    summary: "A field has another name in JSON, so JSON of the one side lacks it for the other.",
    example: {
      writer: proto3(message("Order", "string customer_id = 1;")),
      reader: proto3(message("Order", "string buyer_id = 1;")),
    },
  },
  "json-type-changed": {
    severity: "warning",
    scope: "json",
    summary:
      "A field looks different in JSON, though the bytes are read alike: a name instead of a number, text instead of base64.",
    example: {
      writer: proto3(message("Order", "int32 count = 1;")),
      reader: proto3(message("Order", "int64 count = 1;")),
    },
  },
  "json-cardinality-changed": {
    severity: "warning",
    scope: "json",
    summary:
      "A field is a list on one side and a single value on the other; JSON parsers refuse the one for the other.",
    example: {
      writer: proto3(message("Order", "string tag = 1;")),
      reader: proto3(message("Order", "repeated string tag = 1;")),
    },
  },
  "json-field-removed": {
    severity: "warning",
    scope: "json",
    summary: "A field is gone and its name is not reserved: whoever uses the name again reads old JSON wrong.",
    example: {
      writer: proto3(message("Order", "string id = 1;", "string coupon = 2;")),
      reader: proto3(message("Order", "string id = 1;", "reserved 2;")),
    },
  },
  "json-reservation-removed": {
    severity: "warning",
    scope: "json",
    summary: "Names are no longer reserved, though old JSON may still use them.",
    example: {
      writer: proto3(message("Order", "string id = 1;", 'reserved "coupon";')),
      reader: proto3(message("Order", "string id = 1;")),
    },
  },
  "json-enum-value-removed": {
    severity: "warning",
    scope: "json",
    summary:
      "A value of an enum is gone and its name is not reserved: whoever uses the name again reads old JSON wrong.",
    example: {
      writer: proto3(status("UNKNOWN = 0;", "OPEN = 1;", "PAID = 2;"), "", order),
      reader: proto3(status("UNKNOWN = 0;", "OPEN = 1;", "reserved 2;"), "", order),
    },
  },
  "json-enum-value-renamed": {
    severity: "warning",
    scope: "json",
    summary: "A value of an enum has another name; JSON and source code use the name.",
    example: {
      writer: proto3(status("UNKNOWN = 0;", "OPEN = 1;"), "", order),
      reader: proto3(status("UNKNOWN = 0;", "PENDING = 1;"), "", order),
    },
  },
  "json-format-changed": {
    severity: "warning",
    scope: "json",
    summary: "A type no longer promises a JSON form.",
    example: {
      writer: edition(message("Order", "string id = 1;")),
      reader: edition(message("Order", "option features.json_format = LEGACY_BEST_EFFORT;", "string id = 1;")),
    },
  },
} as const satisfies Record<string, Rule>;
