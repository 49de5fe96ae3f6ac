// Writes docs/rules.md: every rule of every schema language with an example that is compared while the page is written, so
// that what it shows is what Sluice says. Fails where an example does not show its rule. Needs a build.
import { compareWithFixes } from "../dist/src/compat/check-fixes.js";
import { applyEdits } from "../dist/src/core/text-edit.js";
import { strictSemantics } from "../dist/src/core/finding.js";
import { formats } from "../dist/src/formats/catalog.js";

const titles = { "json-schema": "JSON Schema", avro: "Avro", protobuf: "Protobuf" };
const fences = { "json-schema": "json", avro: "json", protobuf: "proto" };

/** The text of docs/rules.md. */
export async function rulesPage() {
  const sections = [];
  for (const format of formats) {
    const rules = [];
    for (const rule of format.rules) rules.push(await ruleSection(format, rule));
    sections.push(`## ${titles[format.name]}\n\n${summaryTable(format.rules)}\n\n${rules.join("\n\n")}`);
  }
  return `# Rules

What a finding can say, by schema language. \`error\` breaks the reader, \`warning\` loses or changes meaning or could not be
proven, \`info\` breaks nothing. A finding of a pair that was not proven to break may be milder than its rule usually is.

Each example was compared when this page was made: the finding, the event that proves it and the edits that would take it
away are Sluice's own answer.

${sections.join("\n\n")}
`;
}

function summaryTable(rules) {
  const rows = rules.map(({ id, severity, summary }) => `| [\`${id}\`](#${id}) | ${severity} | ${cell(summary)} |`);
  return ["| Rule | Severity | What it says |", "|---|---|---|", ...rows].join("\n");
}

function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

async function ruleSection(format, rule) {
  const parts = [`### ${rule.id}`, rule.summary];
  if (rule.example !== undefined) parts.push(...(await exampleParts(format, rule)));
  return parts.join("\n\n");
}

async function exampleParts(format, { id, example }) {
  const { reader, writer, policy = "semantic", semantics = {} } = example;
  const options = { policy, semantics: { ...strictSemantics, ...semantics } };
  const pair = { reader: { text: reader, references: [] }, writer: { text: writer, references: [] } };
  const { verdict, findings, witness } = await compareWithFixes(format, pair, options);
  const finding = findings.find(({ ruleId }) => ruleId === id);
  if (finding === undefined) throw new Error(`The example of ${format.name} rule ${id} does not show it.`);
  const lens = Object.keys(semantics).filter((name) => semantics[name]);
  const assuming = [
    ...(policy === "semantic" ? [] : [`policy ${policy.toUpperCase()}`]),
    ...lens.map((name) => `\`${name}\``),
  ];
  const fence = fences[format.name];
  const told = [
    `Writer:\n\n${block(fence, writer)}`,
    `Reader:\n\n${block(fence, reader)}`,
    `**${verdict}**${assuming.length === 0 ? "" : ` under ${assuming.join(", ")}`}${placeOf(finding)}: ${finding.message}`,
  ];
  const proof = finding.witness ?? witness;
  if (proof !== undefined) {
    told.push(`The event \`${proof.document}\` shows it. ${proof.readerError}`.trim());
  }
  if (finding.suggestion !== "") told.push(`Suggestion: ${finding.suggestion}`);
  if (finding.fix !== undefined) told.push(fixPart(fence, example, finding.fix));
  return told;
}

function placeOf({ readerPosition, writerPosition }) {
  const places = [
    ...(readerPosition ? [`reader line ${readerPosition.line}`] : []),
    ...(writerPosition ? [`writer line ${writerPosition.line}`] : []),
  ];
  return places.length === 0 ? "" : ` (${places.join(", ")})`;
}

function fixPart(fence, example, { side, edits }) {
  const fixed = applyEdits(example[side], edits) ?? "";
  return `Fixed ${side}:\n\n${block(fence, fixed)}`;
}

function block(fence, text) {
  return `\`\`\`${fence}\n${text.trim()}\n\`\`\``;
}
