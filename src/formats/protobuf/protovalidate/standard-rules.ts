import { create, type DescMessage, type Message } from "@bufbuild/protobuf";
import { CompilationError, createValidator, type Validator } from "@bufbuild/protovalidate";
import type { Violation } from "../../../core/violation.js";
import type { Expressions } from "../../../expressions/expressions.js";
import type { LoadedSchema } from "../load-schema.js";
import { leafTypes } from "./leaf-types.js";
import { refusedRule } from "./refused-rule.js";
import { ofLibrary, type PayloadPlace } from "./rule-violation.js";

/** Judges messages by the rules of Protovalidate's own catalogue, with its library. */
export interface StandardRules {
  /**
   * What is not met in a message, without the messages in it: everything, or only what is found first. Undefined when that
   * cannot be found out, or costs too much.
   */
  judge(
    type: DescMessage,
    message: Message,
    options: { readonly place: PayloadPlace; readonly isThorough: boolean },
  ): readonly Violation[] | undefined;
}

/**
 * Has the library read the rules of types.
 * @throws SluiceError INVALID_SCHEMA for what it finds wrong with them
 */
export function createStandardRules(
  schema: LoadedSchema,
  expressions: Expressions,
  types: readonly DescMessage[],
): StandardRules {
  const leaves = leafTypes(schema);
  const regexMatch = (pattern: string, text: string): boolean => expressions.pattern(pattern)(text);
  const thorough = createValidator({ regexMatch });
  // Most schemas never need one that stops at the first violation.
  let hasty: Validator | undefined;
  const hastyOne = (): Validator => (hasty ??= createValidator({ regexMatch, failFast: true }));
  for (const type of types) tryOut(schema, thorough, { type, leaf: leaves.get(type.typeName) ?? type });
  return {
    judge(type, message, { place, isThorough }) {
      const result = (isThorough ? thorough : hastyOne()).validate(leaves.get(type.typeName) ?? type, message);
      if (result.kind === "error") return undefined;
      return (result.violations ?? []).map((violation) => ofLibrary(type, place, violation));
    },
  };
}

/** What the library finds wrong with the rules of a type, it finds when it first sees a message. */
function tryOut(
  schema: LoadedSchema,
  validator: Validator,
  { type, leaf }: { readonly type: DescMessage; readonly leaf: DescMessage },
): void {
  const { error } = validator.validate(leaf, create(leaf));
  if (!(error instanceof CompilationError)) return;
  const [, named = ""] = /field [\w.]+\.(\w+)$/.exec(error.message) ?? [];
  const field = type.fields.find(({ name }) => name === named);
  const name = field === undefined ? type.typeName : `${type.typeName}.${field.name}`;
  throw refusedRule(schema, { node: (field ?? type).proto, name }, error.message);
}
