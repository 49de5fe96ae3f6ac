import type { LintOptions, Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import { personalKind } from "../personal-data.js";

/** The tag that fixes give. */
const tag = "PII";

const ways = {
  "json-schema": "`confluent:tags` or `x-tags`",
  avro: "`confluent:tags`",
  protobuf: "`(confluent.field_meta).tags` or a comment `@tags`",
} as const;

/** Personal data carries a tag. */
export function checkPersonalData(subject: LintSubject, remark: Remark, options: LintOptions): void {
  const allowed = new Set(options["allow"]);
  const named = new Set(options["names"]);
  for (const { kind, noun, name, path, position, tags, tag: edits } of subject.elements) {
    if (kind !== "field" || tags.length > 0 || allowed.has(name)) continue;
    const personal = named.has(name) ? "personal data" : personalKind(name);
    if (personal === undefined) continue;
    remark({
      path,
      position,
      message: `The ${noun} \`${name}\` looks like ${personal} and carries no tag.`,
      suggestion: `Tag it with ${ways[subject.format]}, or list it under \`allow\`.`,
      ...(edits && { edits: () => edits(tag) }),
    });
  }
}
