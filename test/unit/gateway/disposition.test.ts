import { describe, expect, test } from "vitest";
import type { EventRecord } from "../../../src/core/event.js";
import type { ChooseDeps } from "../../../src/gateway/choose-schema.js";
import { decide } from "../../../src/gateway/disposition.js";
import { createFormats } from "../../../src/registry/formats.js";
import { compileLetters, letters, toyFormat } from "../compat/toy-format.js";
import { versionRow } from "../registry/versions.js";
import { sampleConfig, sampleEvent } from "./samples.js";
import { compiledNow } from "../../support/compiled-now.js";

const content = {
  schemaId: 1,
  fingerprint: "",
  guid: "",
  format: "json-schema",
  text: "a",
  references: [],
  searchText: "",
} as const;
const compiled = {
  ...compiledNow(compileLetters, letters("a")),
  validate: (payload: Uint8Array) =>
    payload.length === 1
      ? undefined
      : {
          failureType: "malformed" as const,
          violations: [
            {
              code: "length",
              instancePath: "",
              schemaPath: "",
              keyword: "",
              message: "must be one byte",
              hint: "",
              severity: "error" as const,
            },
          ],
        },
};
/** A registry that knows one subject, whose events are one byte long. */
const registry: ChooseDeps = {
  subjectVersions: {
    of: async (subject) => Promise.resolve(subject === "orders/placed" ? [versionRow(1, "1.0.0")] : []),
    find: async () => Promise.reject(new Error("not asked")),
  },
  compiledSchemas: {
    get: async () => Promise.resolve({ content, format: createFormats([toyFormat]).byName("json-schema"), compiled }),
  },
};
const valid = sampleEvent("1", { data: new Uint8Array(1) });
const kinds: Record<string, EventRecord> = {
  valid,
  malformed: sampleEvent("1", { data: new Uint8Array(2) }),
  unknown: sampleEvent("1", { type: "else" }),
  nameless: { ...valid, id: "" },
  "too large": sampleEvent("1", { data: new Uint8Array(65) }),
};

describe("mode × action × event", () => {
  const table = [
    ["disabled", "dead-letter", "publish publish publish publish reject"],
    ["disabled", "reject", "publish publish publish publish reject"],
    ["log-only", "dead-letter", "publish warn warn warn reject"],
    ["log-only", "reject", "publish warn warn warn reject"],
    ["enforce", "dead-letter", "publish park park park reject"],
    ["enforce", "reject", "publish reject reject reject reject"],
  ] as const;

  test.each(table)("%s, %s: %s", async (mode, invalidAction, expected) => {
    const config = sampleConfig({ mode, maxEventBytes: 64 });
    const rules = { config, framing: "plain", preferences: [], invalidAction } as const;
    const dispositions = await decide(registry, rules, Object.values(kinds));
    const words = dispositions.map((one) => (one.kind === "publish" && one.warnings.length > 0 ? "warn" : one.kind));
    expect(words.join(" ")).toBe(expected);
  });

  test("what failed says how", async () => {
    const rules = { config: sampleConfig({ maxEventBytes: 64 }), framing: "plain", preferences: [] } as const;
    const dispositions = await decide(registry, { ...rules, invalidAction: "dead-letter" }, Object.values(kinds));
    expect(dispositions.map((one) => ("failure" in one ? one.failure.failureType : "none"))).toEqual([
      "none",
      "malformed",
      "schema-not-found",
      "invalid-event",
      "too-large",
    ]);
  });
});
