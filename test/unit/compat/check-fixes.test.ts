import { describe, expect, test } from "vitest";
import { compareWithFixes } from "../../../src/compat/check-fixes.js";
import { type Comparison, type Finding, type SchemaFix, strictSemantics } from "../../../src/core/finding.js";
import type { SchemaFormat } from "../../../src/formats/format.js";
import { letters, toyFormat } from "./toy-format.js";

/** The language of letters, proposing for each missing letter what `propose` makes of it. */
function proposing(propose: (letter: string, reader: string) => SchemaFix): SchemaFormat {
  const compare: SchemaFormat["compare"] = async (reader, writer, options): Promise<Comparison> => {
    const comparison = await toyFormat.compare(reader, writer, options);
    const findings = comparison.findings.map((finding): Finding => {
      if (finding.ruleId !== "letter-missing") return finding;
      return { ...finding, fix: propose(finding.message.at(-2) ?? "", reader.text) };
    });
    return { ...comparison, findings };
  };
  return { ...toyFormat, compare };
}

function inserting(letter: string, column = 1): SchemaFix {
  const place = { line: 1, column };
  return { side: "reader", edits: [{ start: place, end: place, newText: letter }] };
}

async function offered(format: SchemaFormat, reader: string, writer: string): Promise<readonly (string | undefined)[]> {
  const pair = { reader: letters(reader), writer: letters(writer) };
  const { findings } = await compareWithFixes(format, pair, { policy: "semantic", semantics: strictSemantics });
  return findings.filter(({ severity }) => severity === "error").map(({ fix }) => fix?.edits[0]?.newText);
}

describe("fixes", () => {
  test("that make the pair compatible together are offered", async () => {
    expect(
      await offered(
        proposing((letter) => inserting(letter)),
        "a",
        "abc",
      ),
    ).toEqual(["b", "c"]);
  });

  test("that do nothing are not offered", async () => {
    expect(
      await offered(
        proposing(() => inserting("a")),
        "a",
        "abc",
      ),
    ).toEqual([undefined, undefined]);
  });

  test("that work are offered beside one that does not", async () => {
    const half = proposing((letter) => inserting(letter === "b" ? "b" : "a"));
    expect(await offered(half, "a", "abc")).toEqual(["b", undefined]);
  });

  test("whose edited text cannot be read are not offered", async () => {
    expect(
      await offered(
        proposing(() => inserting("!")),
        "a",
        "ab",
      ),
    ).toEqual([undefined]);
  });

  test("outside of the text are not offered", async () => {
    expect(
      await offered(
        proposing((letter) => inserting(letter, 99)),
        "a",
        "ab",
      ),
    ).toEqual([undefined]);
  });

  test("that overlap are tried one by one", async () => {
    const rewriting = proposing((letter, reader) => ({
      side: "reader",
      edits: [{ start: { line: 1, column: 1 }, end: { line: 1, column: reader.length + 1 }, newText: reader + letter }],
    }));
    expect(await offered(rewriting, "a", "abc")).toEqual(["ab", "ac"]);
  });
});
