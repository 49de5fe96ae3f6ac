import { FailureType, SchemaFormat, StreamMode, StreamModeSchema } from "@sluice/client/gen";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { listFilter, selectionOf } from "../../../src/cli/dead-letter-selection.js";
import { parsePosition, parseWhole } from "../../../src/cli/numbers.js";
import { parseReference, readSchemaFile } from "../../../src/cli/schema-file.js";
import { versionSelector } from "../../../src/cli/version-selector.js";
import { parseWord, word, wordsOf } from "../../../src/cli/words.js";
import { testNow } from "./plain-look.js";

describe("words for enums", () => {
  it("are the names without their prefix, in lower case with hyphens", () => {
    expect(wordsOf(StreamModeSchema)).toEqual(["disabled", "log-only", "enforce"]);
    expect(word(StreamModeSchema, StreamMode.LOG_ONLY)).toBe("log-only");
  });

  it("are read in any case, with hyphen or underscore", () => {
    expect(parseWord("MODE", StreamModeSchema, "LOG_ONLY")).toBe(StreamMode.LOG_ONLY);
    expect(() => parseWord("MODE", StreamModeSchema, "unspecified")).toThrow(
      'MODE: "unspecified" is not one of disabled, log-only, enforce',
    );
  });
});

describe("which version is meant", () => {
  it.each([
    ["17", undefined, { id: 17 }],
    ["AB0C6F2E-0000-4000-8000-000000000000", undefined, { guid: "ab0c6f2e-0000-4000-8000-000000000000" }],
    ["orders/order.created", undefined, { subject: "orders/order.created" }],
    ["s", "3", { subject: "s", selector: { case: "version", value: 3 } }],
    ["s", "latest", { subject: "s", selector: { case: "latest", value: true } }],
    ["s", "v2", { subject: "s", selector: { case: "track", value: "v2" } }],
    ["s", "^1.2", { subject: "s", selector: { case: "semver", value: "^1.2" } }],
    ["17", "1.0.0", { subject: "17", selector: { case: "semver", value: "1.0.0" } }],
  ])("by %s %s", (first, second, expected) => {
    expect(versionSelector(first, second)).toEqual(expected);
  });
});

describe("references", () => {
  it("may hold = in the name and @ in the subject", () => {
    expect(parseReference("https://x.test/a?b=c=shared/@address@12")).toEqual({
      name: "https://x.test/a?b=c",
      subject: "shared/@address",
      version: 12,
    });
  });

  it.each(["a.json", "a.json=subject", "=subject@1", "a.json=@1", "a.json=s@latest", "a.json=s@0"])(
    "%j is refused",
    (text) => {
      expect(() => parseReference(text)).toThrow(/^--reference: /);
    },
  );
});

describe("a schema from standard input", () => {
  const stdin = (text: string | Buffer) => ({ stdin: Readable.from([Buffer.from(text)]) });

  it("has the format that was given, else the server tells it from the text", async () => {
    expect(await readSchemaFile("-", {}, stdin("{}"))).toMatchObject({
      format: SchemaFormat.UNSPECIFIED,
      schema: "{}",
    });
    expect(await readSchemaFile("-", { schemaFormat: "json-schema" }, stdin("{}"))).toMatchObject({
      format: SchemaFormat.JSON_SCHEMA,
    });
  });

  it("is a serialized descriptor when it is not text", async () => {
    const file = await readSchemaFile("-", {}, stdin(Buffer.of(0x0a, 0xff)));
    expect(file).toMatchObject({ format: SchemaFormat.PROTOBUF, schema: "" });
    expect([...file.fileDescriptor]).toEqual([0x0a, 0xff]);
  });
});

describe("which dead letters are meant", () => {
  it("is said by ids, by a group or by conditions", () => {
    expect(selectionOf(["a", "b"], {}, testNow)).toEqual({ ids: ["a", "b"] });
    expect(selectionOf([], { group: "f" }, testNow)).toEqual({ group: "f" });
    expect(selectionOf([], { stream: "s", failureType: "schema-violation", group: "f" }, testNow)).toEqual({
      filter: { stream: "s", failureType: FailureType.SCHEMA_VIOLATION, fingerprint: "f" },
    });
  });

  it("is never everything for want of a condition", () => {
    expect(() => selectionOf([], {}, testNow)).toThrow(/^which dead letters\?/);
    expect(() => selectionOf(["a"], { stream: "s" }, testNow)).toThrow(/not several of them/);
  });

  it("is the open ones in a listing, unless another state is asked for", () => {
    expect(listFilter({}, testNow)).toEqual({ status: 1 });
    expect(listFilter({ status: "all", type: "t" }, testNow)).toEqual({ type: "t" });
  });
});

describe("numbers", () => {
  it("are refused with the flag they belong to", () => {
    expect(parseWhole("--limit", "10", 1)).toBe(10);
    expect(() => parseWhole("--limit", "0", 1)).toThrow('--limit: "0" is not a whole number of at least 1');
    expect(parsePosition("--from", "18446744073709551615")).toBe(18_446_744_073_709_551_615n);
    expect(() => parsePosition("--from", "18446744073709551616")).toThrow(/^--from: /);
  });
});
