import type { Node } from "jsonc-parser";
import { childPointer } from "../../core/json-pointer.js";
import { itemsOf, membersOf } from "../json-text.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";

/** Nothing beside `$ref` where it would be ignored. */
export function checkRefSiblings(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema" || subject.dialect === "2019-09" || subject.dialect === "2020-12") return;
  for (const { members, pointer } of subject.schemas) {
    if (!members.has("$ref")) continue;
    for (const [keyword, value] of members) {
      if (harmless.has(keyword) || keyword.startsWith("x-")) continue;
      remark({
        path: childPointer(pointer, keyword),
        position: subject.text.positionOf(value),
        message: `\`${keyword}\` stands beside \`$ref\`, where ${subject.dialect} ignores it.`,
        suggestion: 'Write `"allOf": [{ "$ref": … }]` instead of `$ref`, or use dialect 2019-09 or 2020-12.',
      });
    }
  }
}

const harmless: ReadonlySet<string> = new Set([
  ...["$ref", "title", "description", "$comment", "examples", "definitions", "$defs", "$schema", "$id", "id"],
  ...["deprecated", "readOnly", "writeOnly", "confluent:tags", "default"],
]);

/** Keys come once. */
export function checkKeyDuplicate(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  const { text } = subject;
  const visit = (node: Node, pointer: string): void => {
    const seen = new Set<string>();
    for (const { name, key, value } of membersOf(node)) {
      const path = childPointer(pointer, name);
      if (seen.has(name)) {
        const message = `The key \`${name}\` comes twice in this object; only the last one counts.`;
        remark({ path, position: text.positionOf(key), message, suggestion: "Keep one of them." });
      }
      seen.add(name);
      visit(value, path);
    }
    itemsOf(node).forEach((item, at) => {
      visit(item, childPointer(pointer, at));
    });
  };
  visit(text.root, "");
}

/** A schema without a name under which it can be found. */
export function missingMember(keyword: string, message: string, suggestion: string) {
  return (subject: LintSubject, remark: Remark): void => {
    if (subject.format !== "json-schema") return;
    const root = subject.schemas[0];
    if (root?.node.type !== "object" || root.members.has(keyword)) return;
    if (keyword === "$id" && root.members.has("id") && subject.dialect === "draft-04") return;
    remark({ path: "", position: subject.text.positionOf(root.node), message, suggestion });
  };
}
