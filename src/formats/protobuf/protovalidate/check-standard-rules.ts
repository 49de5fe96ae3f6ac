import type { DescField } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import type { FieldRules } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { Expressions } from "../../../expressions/expressions.js";
import type { LoadedSchema } from "../load-schema.js";
import { refusedRule } from "./refused-rule.js";

/** Longest text or bytes that is searched for: searching takes time for both. */
const maxSearchedLength = 256;

/**
 * Refuses what the library would fail at for each event, or would take too long for; patterns are compiled.
 * @throws SluiceError INVALID_SCHEMA
 */
export function checkStandardRules(
  { schema, expressions }: { readonly schema: LoadedSchema; readonly expressions: Expressions },
  field: DescField,
  { type }: FieldRules,
): void {
  const refuse = (problem: string): never => {
    throw refusedRule(schema, { node: field.proto, name: `${field.parent.typeName}.${field.name}` }, problem);
  };
  if (type.case === "string" || type.case === "bytes") {
    const { pattern, contains } = type.value;
    const searched = Math.max(contains.length, type.case === "string" ? type.value.notContains.length : 0);
    if (searched > maxSearchedLength) refuse(`what is searched for is longer than ${maxSearchedLength}`);
    try {
      expressions.pattern(pattern);
    } catch (caught) {
      refuse(`the pattern is refused: ${caught instanceof Error ? caught.message : String(caught)}`);
    }
  }
  const comparesMessages = field.fieldKind === "list" && field.message !== undefined && !isWrapperDesc(field.message);
  if (type.case === "repeated" && type.value.unique && comparesMessages) refuse("messages cannot be told to be unique");
}
