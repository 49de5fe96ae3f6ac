import type { SchemaFormatName } from "../../../src/core/schema.js";
import { type KnownLintRule, lintRules } from "../../../src/lint/rule-table.js";
import { lintWith } from "./lint-with.js";

const languages: Readonly<Record<SchemaFormatName, string>> = {
  "json-schema": "JSON Schema",
  avro: "Avro",
  protobuf: "Protobuf",
};

function languagesOf({ formats }: KnownLintRule): string {
  return formats.map((format) => languages[format]).join(", ");
}

function sectionOf(rule: KnownLintRule): string {
  const { id, severity, strict, summary, example } = rule;
  const { format, schema, options } = example;
  const [finding] = lintWith(format, id, schema, options);
  const settings = Object.entries(rule.options ?? {}).map(([name, option]) => {
    const values = option.kind === "word" ? `: ${option.words.map((word) => `\`${word}\``).join(", ")}` : "";
    return `- \`${name}\`: ${option.meaning}${values}`;
  });
  return [
    `### ${id}`,
    "",
    summary,
    "",
    `${languagesOf(rule)}. Recommended: ${severity}; strict: ${strict}.`,
    ...(settings.length === 0 ? [] : ["", "Options:", "", ...settings]),
    "",
    `\`\`\`${format === "protobuf" ? "proto" : "json"}`,
    schema.trimEnd(),
    "```",
    "",
    `Line ${finding?.readerPosition?.line ?? 0}: ${finding?.message ?? ""}`,
    "",
  ].join("\n");
}

/** The part of docs/lint.md that is made from the rule table: every rule in a row, and in a section with its example. */
export function lintReference(): string {
  const rows = lintRules.map(
    (rule) => `| [\`${rule.id}\`](#${rule.id}) | ${languagesOf(rule)} | ${rule.severity} | ${rule.strict} |`,
  );
  return [
    "## Rules",
    "",
    "| Rule | Languages | Recommended | Strict |",
    "|---|---|---|---|",
    ...rows,
    "",
    ...lintRules.map(sectionOf),
  ].join("\n");
}
