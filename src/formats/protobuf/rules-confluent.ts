import type { RuleExample } from "../format.js";
import { message, proto2, proto3, type Rule } from "./rule.js";

interface ConfluentRule extends Rule {
  /** What the finding says, without its place and without a full stop. */
  readonly says: string;
}

const policy = "strict";

function refused(says: string, writer: string, reader: string): ConfluentRule {
  return {
    severity: "error",
    says,
    summary: `${says}. Confluent's rules refuse this.`,
    example: { writer, reader, policy },
  };
}

function allowed(says: string, writer: string, reader: string): ConfluentRule {
  return {
    severity: "info",
    says,
    summary: `${says}. Confluent's rules allow this.`,
    example: { writer, reader, policy },
  };
}

const id = "string id = 1;";
const order = message("Order", id);
const oneof = (name: string, ...fields: string[]): string =>
  [`oneof ${name} {`, ...fields.map((field) => `    ${field}`), "  }"].join("\n");
const state = (...values: string[]): string => ["enum State {", ...values.map((value) => `  ${value}`), "}"].join("\n");

/** The 26 differences that Confluent's Protobuf rules know, under their names in small letters. Those of severity `error` are refused. */
export const confluentRules = {
  "confluent-package-changed": refused(
    "The package has changed",
    proto3("package shop.v1;", "", order),
    proto3("package shop.v2;", "", order),
  ),
  "confluent-message-added": allowed(
    "A message is new",
    proto3(order),
    proto3(order, "", message("Line", "string sku = 1;")),
  ),
  "confluent-message-removed": refused(
    "A message is gone",
    proto3(order, "", message("Line", "string sku = 1;")),
    proto3(order),
  ),
  "confluent-message-moved": allowed(
    "A message stands at another place among its siblings",
    proto3(order, "", message("Line", "string sku = 1;")),
    proto3(message("Line", "string sku = 1;"), "", order),
  ),
  "confluent-enum-added": allowed("An enum is new", proto3(order), proto3(order, "", state("UNKNOWN = 0;"))),
  "confluent-enum-removed": allowed("An enum is gone", proto3(order, "", state("UNKNOWN = 0;")), proto3(order)),
  "confluent-enum-const-added": allowed(
    "A value of an enum is new",
    proto3(state("UNKNOWN = 0;")),
    proto3(state("UNKNOWN = 0;", "OPEN = 1;")),
  ),
  "confluent-enum-const-changed": allowed(
    "A value of an enum has another name",
    proto3(state("UNKNOWN = 0;", "OPEN = 1;")),
    proto3(state("UNKNOWN = 0;", "PENDING = 1;")),
  ),
  "confluent-enum-const-removed": allowed(
    "A value of an enum is gone",
    proto3(state("UNKNOWN = 0;", "OPEN = 1;")),
    proto3(state("UNKNOWN = 0;")),
  ),
  "confluent-field-added": allowed("A field is new", proto3(order), proto3(message("Order", id, "string note = 2;"))),
  "confluent-field-removed": allowed(
    "A field is gone",
    proto3(message("Order", id, "string note = 2;")),
    proto3(order),
  ),
  "confluent-field-name-changed": allowed(
    "A field has another name",
    proto3(order),
    proto3(message("Order", "string number = 1;")),
  ),
  "confluent-field-kind-changed": refused(
    "A field is of another kind: scalar, message or map",
    proto3(message("Order", "string buyer = 1;"), "", message("Buyer", id)),
    proto3(message("Order", "Buyer buyer = 1;"), "", message("Buyer", id)),
  ),
  "confluent-field-scalar-kind-changed": refused(
    "A field has a scalar type of another group",
    proto3(message("Order", "int32 count = 1;")),
    proto3(message("Order", "sint32 count = 1;")),
  ),
  "confluent-field-named-type-changed": refused(
    "A field has a message type of another name, or one from another file that is incompatible",
    proto3(message("Order", "Buyer by = 1;"), "", message("Buyer", id), "", message("Agent", id)),
    proto3(message("Order", "Agent by = 1;"), "", message("Buyer", id), "", message("Agent", id)),
  ),
  "confluent-field-string-or-bytes-label-changed": allowed(
    "A string or bytes field has another label",
    proto2(message("Order", "optional string tag = 1;")),
    proto2(message("Order", "repeated string tag = 1;")),
  ),
  "confluent-field-numeric-label-changed": refused(
    "A field of a number, bool or enum has another label, and both sides state theirs",
    proto2(message("Order", "optional int32 count = 1;")),
    proto2(message("Order", "repeated int32 count = 1;")),
  ),
  "confluent-required-field-added": refused(
    "A required field is new",
    proto2(message("Order", "optional string id = 1;")),
    proto2(message("Order", "optional string id = 1;", "required string buyer = 2;")),
  ),
  "confluent-required-field-removed": refused(
    "A required field is gone",
    proto2(message("Order", "optional string id = 1;", "required string buyer = 2;")),
    proto2(message("Order", "optional string id = 1;")),
  ),
  "confluent-oneof-added": allowed(
    "A oneof is new",
    proto3(order),
    proto3(message("Order", id, oneof("method", "string card = 2;", "string iban = 3;"))),
  ),
  "confluent-oneof-removed": allowed(
    "A oneof is gone",
    proto3(message("Order", id, oneof("method", "string card = 2;", "string iban = 3;"))),
    proto3(order),
  ),
  "confluent-oneof-field-added": allowed(
    "A oneof has a new field",
    proto3(message("Order", oneof("method", "string card = 2;"))),
    proto3(message("Order", oneof("method", "string card = 2;", "string iban = 3;"))),
  ),
  "confluent-oneof-field-removed": refused(
    "A oneof that is still there has lost a field",
    proto3(message("Order", oneof("method", "string card = 2;", "string iban = 3;"))),
    proto3(message("Order", oneof("method", "string card = 2;"))),
  ),
  "confluent-oneof-field-moved-to-top-level": allowed(
    "A field moved out of its oneof",
    proto3(message("Order", oneof("method", "string card = 2;", "string iban = 3;"))),
    proto3(message("Order", oneof("method", "string card = 2;"), "string iban = 3;")),
  ),
  "confluent-multiple-fields-moved-to-oneof": refused(
    "Several fields moved into one oneof",
    proto3(message("Payment", "string card = 1;", "string iban = 2;")),
    proto3(message("Payment", oneof("method", "string card = 1;", "string iban = 2;", "string cash = 3;"))),
  ),
  "confluent-field-moved-to-existing-oneof": refused(
    "A field moved into a oneof that has earlier fields",
    proto3(message("Payment", oneof("method", "string card = 1;"), "string iban = 2;")),
    proto3(message("Payment", oneof("method", "string card = 1;", "string iban = 2;"))),
  ),
} as const satisfies Record<string, ConfluentRule>;

/** The rules of Confluent by the names of their findings. */
export type ConfluentRuleId = keyof typeof confluentRules;

const widened: RuleExample = {
  writer: proto3(message("Order", "int64 amount = 1;")),
  reader: proto3(message("Order", "int32 amount = 1;")),
  policy,
};

const renamed: RuleExample = {
  writer: proto3(message("Order", "Buyer by = 1;"), "", message("Buyer", id), "", message("Agent", id)),
  reader: proto3(message("Order", "Agent by = 1;"), "", message("Buyer", id), "", message("Agent", id)),
  policy,
};

/** Rules about where Confluent's verdict and the events differ. */
export const contradictionRules = {
  "confluent-rules-too-lenient": {
    severity: "warning",
    summary: "Confluent's rules call the pair compatible, but an event shows that it is not read as it was written.",
    example: widened,
  },
  "confluent-rules-too-strict": {
    severity: "info",
    summary: "Confluent's rules refuse the pair, but every event of the writer is read as it was written.",
    example: renamed,
  },
} as const satisfies Record<string, Rule>;
