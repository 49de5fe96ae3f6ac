import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import type { SchemaElement } from "../schema-element.js";

/** What can be an event: the root, or a message of the first level. */
export function checkSchemaDescription(subject: LintSubject, remark: Remark): void {
  for (const element of subject.elements) {
    if (isEvent(subject, element)) checkDocumented(subject, element, remark);
  }
}

/** Types that are no events by themselves. */
export function checkTypeDescription(subject: LintSubject, remark: Remark): void {
  const kinds = new Set(["type", "enum", "service", "method"]);
  for (const element of subject.elements) {
    if (kinds.has(element.kind) && !isEvent(subject, element)) checkDocumented(subject, element, remark);
  }
}

/** Properties and fields. */
export function checkFieldDescription(subject: LintSubject, remark: Remark): void {
  for (const element of subject.elements) {
    if (element.kind === "field") checkDocumented(subject, element, remark);
  }
}

function isEvent(subject: LintSubject, element: SchemaElement): boolean {
  if (subject.format !== "protobuf") return element.path === "" && element.kind !== "enum-value";
  return element.noun === "message" && element.owner === subject.file.proto.package;
}

const ways = {
  "json-schema": "Add a `description`.",
  avro: "Add a `doc`.",
  protobuf: "Write a comment above it.",
} as const;

function checkDocumented(subject: LintSubject, element: SchemaElement, remark: Remark): void {
  const { documentation, noun, name, path, position } = element;
  if (documentation !== "") return;
  const what = name === "" ? `The ${noun}` : `The ${noun} \`${name}\``;
  remark({ path, position, message: `${what} does not say what it is for.`, suggestion: ways[subject.format] });
}
