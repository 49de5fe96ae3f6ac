import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SluiceError } from "../../../../src/core/errors.js";
import type { SchemaSource } from "../../../../src/core/schema.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { compiledNow } from "../../../support/compiled-now.js";

interface RefusedSchema {
  readonly name: string;
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  /** Words the message must have. */
  readonly says: string;
}

const cases = JSON.parse(
  readFileSync("test/fixtures/compat/protobuf/refused/schemas.json", "utf8"),
) as readonly RefusedSchema[];

function refusal(source: SchemaSource): SluiceError {
  try {
    compiledNow(compileProtobuf, source);
  } catch (caught) {
    if (caught instanceof SluiceError) return caught;
    throw caught;
  }
  throw new Error("the schema was accepted");
}

describe("schemas that are refused", () => {
  it.each(cases)("$name", ({ text, line, column, says }) => {
    const { reason, message, metadata } = refusal({ text, references: [] });
    expect(message).toContain(says);
    expect({ reason, ...metadata }).toEqual(
      line === undefined
        ? { reason: "INVALID_SCHEMA" }
        : { reason: "INVALID_SCHEMA", line: String(line), column: String(column) },
    );
  });

  it("names the import that has no reference", () => {
    const { reason, message, metadata } = refusal({ text: 'syntax = "proto3";\nimport "a/b.proto";', references: [] });
    expect(reason).toBe("REFERENCE_NOT_FOUND");
    expect(message).toContain('"a/b.proto"');
    expect(metadata).toEqual({ import: "a/b.proto", line: "2", column: "8" });
  });

  it("names the file in which a fault lies", () => {
    const bad = { name: "b.proto", source: { text: 'syntax = "proto3";\nmessage M { Nope x = 1; }', references: [] } };
    const { message, metadata } = refusal({ text: 'syntax = "proto3";\nimport "b.proto";', references: [bad] });
    expect(message).toContain("of b.proto");
    expect(metadata).toEqual({ line: "2", column: "18", file: "b.proto" });
  });

  it("shows the circle of imports", () => {
    const b = { text: 'syntax = "proto3"; import "c.proto";', references: [] };
    const c = { text: 'syntax = "proto3"; import "b.proto";', references: [] };
    const references = [
      { name: "b.proto", source: b },
      { name: "c.proto", source: c },
    ];
    expect(refusal({ text: 'syntax = "proto3"; import "b.proto";', references }).message).toContain(
      "b.proto → c.proto → b.proto",
    );
  });

  it("does not see through imports that are not public", () => {
    const c = { name: "c.proto", source: { text: 'syntax = "proto3"; message C {}', references: [] } };
    const via = (keyword: string): SchemaSource => ({
      text: 'syntax = "proto3"; import "b.proto"; message M { C c = 1; }',
      references: [
        { name: "b.proto", source: { text: `syntax = "proto3"; import ${keyword} "c.proto";`, references: [c] } },
      ],
    });
    expect(refusal(via("")).message).toContain('"C"');
    expect(compiledNow(compileProtobuf, via("public")).referenceNames).toEqual(["b.proto"]);
  });

  it("refuses two texts under one import path", () => {
    const reference = (text: string, inner: SchemaSource["references"] = []) => ({
      name: "a.proto",
      source: { text, references: inner },
    });
    const nested = reference('syntax = "proto3"; message A {}');
    const other = { name: "b.proto", source: { text: 'syntax = "proto3"; import "a.proto";', references: [nested] } };
    const source = { text: 'syntax = "proto3";', references: [reference('syntax = "proto3";'), other] };
    expect(refusal(source).message).toContain('"a.proto"');
  });

  it("limits nesting and size", () => {
    const nested = (depth: number): string => `syntax = "proto3"; ${"message M {".repeat(depth)}${"}".repeat(depth)}`;
    expect(() => compiledNow(compileProtobuf, { text: nested(64), references: [] })).not.toThrow();
    expect(refusal({ text: nested(65), references: [] }).reason).toBe("LIMIT_EXCEEDED");
    expect(refusal({ text: nested(50_000), references: [] }).reason).toBe("LIMIT_EXCEEDED");
    expect(refusal({ text: `//${" ".repeat(1_048_576)}`, references: [] }).reason).toBe("LIMIT_EXCEEDED");
    const aggregate = `option (x) = ${"{a:".repeat(50_000)}`;
    expect(refusal({ text: `syntax = "proto3"; ${aggregate}`, references: [] }).reason).toBe("LIMIT_EXCEEDED");
  });

  it("refuses a base64 text that is no descriptor as a faulty .proto text", () => {
    expect(refusal({ text: "aGVsbG8gd29ybGQ=", references: [] }).reason).toBe("INVALID_SCHEMA");
  });
});
