import { childPointer } from "../../core/json-pointer.js";
import { itemsOf, textOf } from "../json-text.js";
import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";

const spareSymbol = /^(?:UNKNOWN|UNSPECIFIED|OTHER|NONE)$|_(?:UNKNOWN|UNSPECIFIED)$/i;

/** Enums have a default. */
export function checkEnumDefault(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "avro") return;
  for (const { kind, name, path, place, members } of subject.types) {
    if (kind !== "enum" || members.has("default")) continue;
    const spare = itemsOf(members.get("symbols"))
      .map(textOf)
      .find((symbol) => spareSymbol.test(symbol ?? ""));
    remark({
      path,
      position: subject.text.positionOf(place),
      message: `The enum \`${name}\` has no default, so readers with this schema fail on symbols that are added later.`,
      suggestion:
        spare === undefined
          ? "Add a symbol such as UNKNOWN and make it the default."
          : `Make \`${spare}\` its default.`,
      ...(spare !== undefined && { edits: () => subject.text.replace(childPointer(path, "default"), spare) }),
    });
  }
}

/** Fields that may be null have a default. */
export function checkOptionalDefault(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "avro") return;
  for (const { name, path, place, members } of subject.fields) {
    const branches = itemsOf(members.get("type")).map(textOf);
    const at = branches.indexOf("null");
    if (at === -1 || members.has("default")) continue;
    remark({
      path,
      position: subject.text.positionOf(place),
      message: `The field \`${name}\` may be null but has no default, so events without it cannot be read.`,
      suggestion: at === 0 ? "Make null its default." : "Put null first in the union and make it the default.",
      // Before Avro 1.12 a default had to be of the first branch.
      ...(at === 0 && { edits: () => subject.text.replace(childPointer(path, "default"), null) }),
    });
  }
}
