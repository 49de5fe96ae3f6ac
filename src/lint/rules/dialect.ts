import type { TextEdit } from "../../core/finding.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import type { JsonSchemaSubject } from "../read-json-schema.js";

const draft07 = "http://json-schema.org/draft-07/schema#";

/** The schema says which dialect it is written in. */
export function checkDialectMissing(subject: LintSubject, remark: Remark): void {
  if (subject.format === "protobuf" && !subject.saysSyntax) {
    const position = { line: 1, column: 1 };
    remark({
      path: "",
      position,
      message: "The file does not say its syntax, so it is read as proto2.",
      suggestion: 'Write `syntax = "proto2";` on the first line, or use proto3.',
      edits: () => [{ start: position, end: position, newText: 'syntax = "proto2";\n\n' }],
    });
  }
  if (subject.format !== "json-schema") return;
  const root = subject.schemas[0];
  if (root?.node.type !== "object" || root.members.has("$schema")) return;
  remark({
    path: "",
    position: subject.text.positionOf(root.node),
    message: "The schema does not say which dialect it is written in, so it is read as draft-07.",
    suggestion: `Say \`"$schema": "${draft07}"\`.`,
    edits: () => firstMember(subject, `"$schema": "${draft07}"`),
  });
}

/** Puts a member before all others, laid out as the first one is. */
function firstMember({ text }: JsonSchemaSubject, member: string): readonly TextEdit[] {
  const first = text.root.children?.[0];
  if (first === undefined) return [];
  const start = text.positionOf(first);
  return [{ start, end: start, newText: `${member},${text.slice(text.root.offset + 1, first.offset) || " "}` }];
}
