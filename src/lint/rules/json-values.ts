import type { Node } from "jsonc-parser";
import { isPart, typesOf } from "../json-parts.js";
import { childPointer } from "../../core/json-pointer.js";
import { itemsOf, membersOf, textOf } from "../json-text.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";

/** What makes `type` superfluous. */
const speaking = [
  ...["type", "enum", "const", "$ref", "$dynamicRef", "$recursiveRef"],
  ...["allOf", "anyOf", "oneOf", "not", "if"],
];

/** Properties say their type. */
export function checkPropertyType(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  for (const schema of subject.schemas) {
    const { keyword, name, pointer, members, node } = schema;
    const silent = node.type === "object" ? !speaking.some((one) => members.has(one)) : node.value === true;
    if (keyword !== "properties" || !silent || isPart(schema)) continue;
    remark({
      path: pointer,
      position: subject.text.positionOf(schema.place),
      message: `The property \`${name}\` has no type, so it takes any value.`,
      suggestion: "Say `type`. To widen it later is compatible, to narrow it is not.",
    });
  }
}

/** Optional properties with few values say which is meant when absent. */
export function checkEnumPropertyDefault(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  for (const schema of subject.schemas) {
    const { keyword, name, pointer, members, parent } = schema;
    if (keyword !== "properties" || !members.has("enum") || members.has("default")) continue;
    if (itemsOf(parent?.members.get("required")).some((item) => textOf(item) === name)) continue;
    const message = `The property \`${name}\` is optional and has no default among its values.`;
    const position = subject.text.positionOf(schema.place);
    remark({ path: pointer, position, message, suggestion: "Add a `default`, or make it required." });
  }
}

/** No value twice in an enum. */
export function checkEnumDuplicate(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  const { text } = subject;
  for (const { members, pointer } of subject.schemas) {
    const seen = new Set<string>();
    itemsOf(members.get("enum")).forEach((item, at) => {
      const key = keyOf(item);
      const path = childPointer(childPointer(pointer, "enum"), at);
      if (seen.has(key)) {
        const remarked = { path, position: text.positionOf(item), suggestion: "Take it out." };
        const message = "This value is in the enum already.";
        remark({ ...remarked, message, edits: () => text.replace(path, undefined) });
      }
      seen.add(key);
    });
  }
}

/** Equal for equal values: the order of members does not count. */
function keyOf(node: Node): string {
  if (node.type === "array") return `[${itemsOf(node).map(keyOf).join(",")}]`;
  if (node.type !== "object") return JSON.stringify(node.value);
  const members = membersOf(node).map(({ name, value }) => `${JSON.stringify(name)}:${keyOf(value)}`);
  return `{${members.sort().join(",")}}`;
}

const bounding = ["maxLength", "enum", "const", "format", "pattern", "contentEncoding", "contentMediaType"];

/** Strings have an end. */
export function checkUnboundedString(subject: LintSubject, remark: Remark): void {
  checkBounded(subject, remark, { type: "string", bounding, message: "This string may be of any length." });
}

/** Arrays have an end. */
export function checkUnboundedArray(subject: LintSubject, remark: Remark): void {
  const message = "This array may have any number of items.";
  checkBounded(subject, remark, { type: "array", bounding: ["maxItems", "enum", "const"], message });
}

interface Bound {
  readonly type: "string" | "array";
  readonly bounding: readonly string[];
  readonly message: string;
}

function checkBounded(subject: LintSubject, remark: Remark, { type, bounding: keywords, message }: Bound): void {
  if (subject.format !== "json-schema") return;
  for (const schema of subject.schemas) {
    if (!(typesOf(schema) ?? []).includes(type) || keywords.some((keyword) => schema.members.has(keyword))) continue;
    const position = subject.text.positionOf(schema.place);
    const suggestion = `Say \`${keywords[0] ?? ""}\`, so that readers know what to make room for.`;
    remark({ path: schema.pointer, position, message, suggestion });
  }
}
