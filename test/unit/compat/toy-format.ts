import { SluiceError } from "../../../src/core/errors.js";
import type { Comparison, SchemaChange, Verdict } from "../../../src/core/finding.js";
import type { SchemaSource } from "../../../src/core/schema.js";
import type { CompiledSchema, SchemaFormat } from "../../../src/formats/format.js";
import { onDemand } from "../../../src/formats/on-demand.js";

/**
 * The language of letters: a schema is the set of letters an event may hold, `?` makes it impossible to judge, and what
 * follows `#` is documentation. Small enough to know every answer by heart.
 */
export const toyFormat: SchemaFormat = onDemand({
  name: "json-schema",
  rules: [],
  recognizes,
  loadCompile: async () => Promise.resolve(compileLetters),
  loadCompare: async () => Promise.resolve(compare),
  loadDiff: async () => Promise.resolve(diff),
});

/** Reads a schema of the language of letters. */
export function compileLetters(source: SchemaSource): CompiledSchema {
  if (!recognizes(source.text)) throw new SluiceError("INVALID_SCHEMA", "Only letters are allowed.");
  const canonical = source.text.trim();
  return {
    canonical,
    normalized: [...lettersOf(source)].toSorted().join(""),
    searchText: "",
    referenceNames: [],
    footprint: 1,
    sensitiveNames: [],
    validate: () => undefined,
    decode: (payload) => new TextDecoder().decode(payload),
    editable: (payload) => ({ kind: "text", text: new TextDecoder().decode(payload) }),
    encode: (text) => ({ kind: "encoded", payload: new TextEncoder().encode(text) }),
    relaxations: () => [],
    framingLength: () => 0,
    rootName: () => "",
    framingOf: () => new Uint8Array(),
  };
}

function compare(reader: SchemaSource, writer: SchemaSource): Comparison {
  return { verdict: verdictOf(reader, writer), findings: findingsOf(reader, writer) };
}

function diff(from: SchemaSource, to: SchemaSource): readonly SchemaChange[] {
  if (from.text === to.text) return [];
  return [{ kind: kindOf(from, to), path: "", message: "Other letters.", before: from.text, after: to.text }];
}

function recognizes(text: string): boolean {
  return /^[a-z?]*(#.*)?$/.test(text);
}

/** A schema of the language of letters. */
export function letters(text: string): SchemaSource {
  return { text, references: [] };
}

function lettersOf({ text }: SchemaSource): Set<string> {
  return new Set(text.replace(/#.*$/, ""));
}

function missing(reader: SchemaSource, writer: SchemaSource): readonly string[] {
  const known = lettersOf(reader);
  return [...lettersOf(writer)].filter((letter) => !known.has(letter) && letter !== "?");
}

function verdictOf(reader: SchemaSource, writer: SchemaSource): Verdict {
  if (missing(reader, writer).length > 0) return "incompatible";
  return `${reader.text}${writer.text}`.includes("?") ? "undecided" : "compatible";
}

function findingsOf(reader: SchemaSource, writer: SchemaSource): Comparison["findings"] {
  const place = { readerPath: "", writerPath: "", suggestion: "" };
  const info = { ...place, ruleId: "compared", severity: "info", message: "Compared." } as const;
  return [
    ...missing(reader, writer).map((letter) => ({
      ...place,
      ruleId: "letter-missing",
      severity: "error" as const,
      message: `The reader does not know ${letter}.`,
    })),
    info,
  ];
}

function kindOf(from: SchemaSource, to: SchemaSource): "added" | "removed" | "changed" {
  const [before, after] = [lettersOf(from).size, lettersOf(to).size];
  if (before === after) return "changed";
  return before < after ? "added" : "removed";
}
