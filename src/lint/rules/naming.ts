import { groupBy } from "../../core/group-by.js";
import type { LintOptions, Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import type { SchemaElement } from "../schema-element.js";
import { isIn, tellingCase, toCase, type WordCase } from "../word-case.js";

/** Names that are words joined in some way; others (`@type`, `dc:title`, `x-y`) follow rules of their own. */
const wordy = /^[A-Za-z][A-Za-z0-9_-]*$/;

const renamed = "Once events carry the old name a rename breaks their readers: do it before, or ignore this place.";

/** Properties and fields: one way of writing. */
export function checkFieldNaming(subject: LintSubject, remark: Remark, options: LintOptions): void {
  const fields = subject.elements.filter(({ kind }) => kind === "field" || kind === "oneof");
  const style = options["style"] ?? "convention";
  const chosen = style === "convention" ? (subject.format === "protobuf" ? "snake_case" : "consistent") : style;
  if (chosen === "consistent") checkConsistent(fields, remark, "here");
  else for (const field of fields) checkCase(field, chosen as WordCase, remark);
}

/** Types: PascalCase. */
export function checkTypeNaming(subject: LintSubject, remark: Remark): void {
  if (subject.format === "json-schema") return;
  const kinds = new Set(["type", "enum", "service", "method"]);
  for (const element of subject.elements) {
    if (kinds.has(element.kind)) checkCase(element, "PascalCase", remark);
  }
}

/** Enum values: UPPER_SNAKE_CASE, or alike in an enum of a JSON Schema. */
export function checkEnumValueNaming(subject: LintSubject, remark: Remark): void {
  const values = subject.elements.filter(({ kind }) => kind === "enum-value");
  if (subject.format !== "json-schema") {
    for (const value of values) checkCase(value, "UPPER_SNAKE_CASE", remark);
    return;
  }
  const groups = groupBy(values, ({ owner }) => owner);
  for (const group of groups.values()) checkConsistent(group, remark, "in this enum");
}

function checkCase(element: SchemaElement, wanted: WordCase, remark: Remark): void {
  const { path, position, noun, name } = element;
  if (isIn(wanted, name) || !wordy.test(name.replace(/^_+/, ""))) return;
  const better = toCase(wanted, name);
  const suggestion = better === "" || better === name ? "" : `Name it \`${better}\`. ${renamed}`;
  remark({ path, position, message: `The ${noun} \`${name}\` is not written in ${wanted}.`, suggestion });
}

/** The way most names are written is the right one; of two equally common the one that comes first. */
function checkConsistent(elements: readonly SchemaElement[], remark: Remark, where: string): void {
  const telling = elements.flatMap((element) => {
    const written = wordy.test(element.name) ? tellingCase(element.name) : undefined;
    return written === undefined ? [] : [{ element, written }];
  });
  const counts = new Map<WordCase, number>();
  for (const { written } of telling) counts.set(written, (counts.get(written) ?? 0) + 1);
  let [usual, count]: readonly [WordCase, number] = ["camelCase", 0];
  for (const one of counts) if (one[1] > count) [usual, count] = one;
  for (const { element, written } of telling) {
    const { name, noun, path, position } = element;
    if (isIn(usual, name)) continue;
    const others = `${count} of ${telling.length} names ${where} are written in ${usual}`;
    const message = `The ${noun} \`${name}\` is written in ${written}, but ${others}.`;
    remark({ path, position, message, suggestion: `Name it \`${toCase(usual, name)}\`. ${renamed}` });
  }
}
