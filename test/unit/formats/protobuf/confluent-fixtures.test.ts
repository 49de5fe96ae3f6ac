import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import type { SchemaSource } from "../../../../src/core/schema.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";

interface Case {
  readonly name: string;
  /** What Confluent calls the schema before and after: the writer's and the reader's. */
  readonly original: string;
  readonly update: string;
  readonly originalFiles?: Readonly<Record<string, string>>;
  readonly updateFiles?: Readonly<Record<string, string>>;
  /** `TYPE path`, in any order. */
  readonly expected: readonly string[];
}

const cases = JSON.parse(
  readFileSync("test/fixtures/compat/protobuf/confluent/differences.json", "utf8"),
) as readonly Case[];

const breaks = new Set(
  "PACKAGE_CHANGED MESSAGE_REMOVED FIELD_KIND_CHANGED FIELD_SCALAR_KIND_CHANGED FIELD_NAMED_TYPE_CHANGED FIELD_NUMERIC_LABEL_CHANGED REQUIRED_FIELD_ADDED REQUIRED_FIELD_REMOVED ONEOF_FIELD_REMOVED MULTIPLE_FIELDS_MOVED_TO_ONEOF FIELD_MOVED_TO_EXISTING_ONEOF".split(
    " ",
  ),
);

function sourceOf(text: string, files: Readonly<Record<string, string>> = {}): SchemaSource {
  const references = Object.entries(files).map(([name, content]) => ({ name, source: sourceOf(content) }));
  return { text, references };
}

describe("Confluent's rules", () => {
  it.each(cases)("$name", async ({ original, update, originalFiles, updateFiles, expected }) => {
    const [reader, writer] = [sourceOf(update, updateFiles), sourceOf(original, originalFiles)];
    for (const policy of ["strict", "lenient"] as const) {
      const { verdict, findings } = await protobuf.compare(reader, writer, { policy, semantics: strictSemantics });
      const found = findings
        .filter(({ ruleId }) => ruleId.startsWith("confluent-") && !ruleId.startsWith("confluent-rules-"))
        .map(({ ruleId, readerPath, writerPath }) => {
          const type = ruleId.slice("confluent-".length).toUpperCase().replaceAll("-", "_");
          return `${type} ${readerPath || writerPath}`;
        });
      expect(found.sort()).toEqual([...expected].sort());
      const broken = expected.some((one) => breaks.has(one.split(" ")[0] ?? ""));
      expect(verdict).toBe(broken ? "incompatible" : "compatible");
    }
  });

  it("know 15 compatible and 11 incompatible differences, and there is a case for each", () => {
    const known = protobuf.rules
      .filter(({ id }) => id.startsWith("confluent-") && !id.startsWith("confluent-rules-"))
      .map(({ id, severity }) => [id.slice("confluent-".length).toUpperCase().replaceAll("-", "_"), severity] as const);
    const refused = known.filter(([, severity]) => severity === "error").map(([type]) => type);
    expect(new Set(refused)).toEqual(breaks);
    expect(known.length - refused.length).toBe(15);
    const covered = new Set(cases.flatMap(({ expected }) => expected.map((one) => one.split(" ")[0])));
    expect(known.map(([type]) => type).filter((type) => !covered.has(type))).toEqual([]);
  });
});
