import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Comparison } from "../src/core/finding.js";
import type { Refutation } from "./compat-fuzzer.js";

const fieldChanged = ["wire-field-type-changed", "source-field-type-changed", "wire-message-encoding-changed"];
const cardinality = [...fieldChanged, "wire-cardinality-changed", "json-cardinality-changed", "wire-map-changed"];
const required = ["wire-field-required", "source-field-no-longer-required", "source-field-removed"];
const reservation = ["wire-reservation-removed", "json-reservation-removed", "wire-reserved-number-reused"];
const fieldGone = ["wire-field-removed", "wire-field-number-changed", "source-field-removed"];
const valueGone = ["wire-enum-value-removed", "wire-enum-value-renumbered", "source-enum-value-removed"];

/** For each rule of buf that is about events, the findings of which there must be one when buf reports it. */
const counterparts: Readonly<Record<string, readonly string[]>> = {
  FIELD_SAME_DEFAULT: ["wire-field-default-changed", ...fieldChanged, ...cardinality, ...required],
  FIELD_SAME_ONEOF: ["source-field-oneof-changed", "wire-fields-joined-in-oneof"],
  FILE_SAME_PACKAGE: ["wire-package-changed", "wire-message-removed"],
  MESSAGE_SAME_REQUIRED_FIELDS: [...required, ...cardinality],
  RESERVED_ENUM_NO_DELETE: reservation,
  RESERVED_MESSAGE_NO_DELETE: reservation,
  ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED: valueGone,
  ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED: ["json-enum-value-removed", "json-enum-value-renamed", ...valueGone],
  ENUM_VALUE_SAME_NAME: ["json-enum-value-renamed", ...valueGone],
  ENUM_SAME_JSON_FORMAT: ["json-format-changed", "source-syntax-changed"],
  MESSAGE_SAME_JSON_FORMAT: ["json-format-changed", "source-syntax-changed"],
  FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED: fieldGone,
  FIELD_NO_DELETE_UNLESS_NAME_RESERVED: ["json-field-removed", "source-field-renamed", ...fieldGone],
  FIELD_SAME_JSON_NAME: ["json-name-changed", "source-field-renamed"],
  FIELD_SAME_NAME: ["source-field-renamed"],
  FIELD_WIRE_COMPATIBLE_CARDINALITY: [...cardinality, ...required],
  // A map field that is renamed has another entry type for buf.
  FIELD_WIRE_COMPATIBLE_TYPE: [...cardinality, "source-field-renamed"],
  FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY: [
    ...cardinality,
    ...required,
    "wire-presence-lost",
    "source-presence-changed",
  ],
  FIELD_WIRE_JSON_COMPATIBLE_TYPE: [...cardinality, "source-field-renamed"],
  RPC_SAME_REQUEST_TYPE: ["source-method-type-changed"],
  RPC_SAME_RESPONSE_TYPE: ["source-method-type-changed"],
  RPC_SAME_CLIENT_STREAMING: ["source-method-streaming-changed"],
  RPC_SAME_SERVER_STREAMING: ["source-method-streaming-changed"],
  RPC_SAME_IDEMPOTENCY_LEVEL: ["source-method-idempotency-changed"],
};

/** The rules of the categories WIRE and WIRE_JSON that buf reports for a change; undefined when it does not take one of the texts. */
function bufBreaks(before: string, after: string): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "sluice-buf-"));
  try {
    for (const [name, text] of [
      ["before", before],
      ["after", after],
    ] as const) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, "schema.proto"), text);
    }
    const config = '{"version":"v2","breaking":{"use":["WIRE","WIRE_JSON"]}}';
    const options = ["--against", join(folder, "before"), "--config", config, "--error-format", "json"];
    const { stdout, status } = spawnSync("node_modules/.bin/buf", ["breaking", join(folder, "after"), ...options]);
    const reports = stdout.toString().split("\n").filter(Boolean);
    const rules = reports.map((line) => String((JSON.parse(line) as { readonly type: unknown }).type));
    return status === 0 || (status === 100 && !rules.includes("COMPILE")) ? [...new Set(rules)].sort() : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first rule of buf that no finding tells of. */
export function untoldRule(rules: readonly string[], { findings }: Comparison): string | undefined {
  const told = new Set(findings.map(({ ruleId }) => ruleId));
  return rules.find((rule) => counterparts[rule]?.some((id) => told.has(id)) !== true);
}

/** What buf sees in a pair and the findings do not tell; undefined when they do. */
export function refuteByBuf(
  reader: string,
  writer: string,
  found: Comparison,
): Pick<Refutation, "document" | "why"> | undefined {
  const untold = untoldRule(bufBreaks(writer, reader) ?? [], found);
  return untold === undefined ? undefined : { document: "", why: `no finding tells what buf calls ${untold}` };
}
