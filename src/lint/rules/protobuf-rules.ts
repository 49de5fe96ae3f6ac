import type { Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import { toCase } from "../word-case.js";

function prefixOf(name: string): string {
  return `${toCase("UPPER_SNAKE_CASE", name)}_`;
}

/** Values begin with the name of their enum. */
export function checkEnumValuePrefix(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "protobuf") return;
  for (const { proto, path } of subject.enums) {
    const prefix = prefixOf(proto.name);
    for (const value of proto.value) {
      if (value.name.startsWith(prefix)) continue;
      remark({
        path: `${path}.${value.name}`,
        position: subject.positionOf(value),
        message: `The value \`${value.name}\` does not begin with the name of its enum.`,
        suggestion: `Name it \`${prefix}${toCase("UPPER_SNAKE_CASE", value.name)}\`; the bytes stay, the JSON form and generated code change.`,
      });
    }
  }
}

/** The value 0 means nothing. */
export function checkEnumZeroValue(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "protobuf") return;
  for (const { proto, path } of subject.enums) {
    const zero = proto.value.find(({ number }) => number === 0);
    if (zero === undefined || zero.name.endsWith("_UNSPECIFIED")) continue;
    remark({
      path: `${path}.${zero.name}`,
      position: subject.positionOf(zero),
      message: `The value 0 of \`${proto.name}\` is \`${zero.name}\`, which readers see wherever the field was not set.`,
      suggestion: `Let 0 be \`${prefixOf(proto.name)}UNSPECIFIED\` and give \`${zero.name}\` another number, before the first event.`,
    });
  }
}

/** No field is required. */
export function checkRequiredLabel(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "protobuf") return;
  for (const { proto, path } of subject.fields) {
    const label: number = proto.label;
    if (label !== requiredLabel) continue;
    remark({
      path,
      position: subject.positionOf(proto),
      message: `The field \`${proto.name}\` is required, so it can never be removed or left out again.`,
      suggestion: "Make it optional and check for it where it is needed.",
    });
  }
}

/** FieldDescriptorProto.Label.LABEL_REQUIRED; the generated enum would bring the runtime along. */
const requiredLabel = 2;
