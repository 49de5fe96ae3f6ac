import type { DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { Side } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import { describeField } from "./describe.js";
import type { Advice, Repair } from "./difference.js";
import type { AnyField } from "./element-type.js";
import {
  addField,
  addToOneof,
  makeOptional,
  moveOutOfOneof,
  restoreDeclaration,
  restoreField,
  restorePackage,
  type Sides,
} from "./repairs.js";
import type { ConfluentRuleId } from "./rules-confluent.js";
import { otherSide } from "./spots.js";

/** What a difference is about, as far as advice needs it. */
export interface ConfluentSubject {
  readonly pair?: Sides<AnyField>;
  readonly field?: AnyField;
  /** The message that was removed, or the one that lacks `field`. */
  readonly message?: DescMessage;
  /** The message in which `message` was. */
  readonly owner?: DescMessage | undefined;
  readonly oneof?: DescOneof;
  readonly moved?: readonly AnyField[];
}

type Adviser = (context: CompareContext, subject: ConfluentSubject, side: Side) => Advice;

/** What can be done about a difference that Confluent's rules refuse; undefined for those they allow. */
export function confluentAdvice(
  context: CompareContext,
  ruleId: ConfluentRuleId,
  subject: ConfluentSubject = {},
): ((side: Side) => Advice) | undefined {
  const advise = advisers[ruleId];
  return advise && ((side) => advise(context, subject, side));
}

const keepType: Adviser = (_context, { pair }, side) => {
  const old = pair?.[otherSide(side)];
  const suggestion =
    old === undefined ? "" : `Keep field ${old.number} as ${describeField(old)} and add a field with a new number.`;
  return advice(suggestion, pair && restoreField(pair, side));
};

const leaveOutside: Adviser = (_context, { oneof, moved }, side) => {
  const repair = side === "reader" && oneof !== undefined && moved ? moveOutOfOneof(oneof, moved) : undefined;
  return advice("Leave existing fields outside the oneof; put new fields into it.", repair);
};

const advisers: Partial<Record<ConfluentRuleId, Adviser>> = {
  "confluent-package-changed": (context, _subject, side) => {
    const name = context[otherSide(side)].file.proto.package;
    return advice(`Keep the package "${name}".`, restorePackage(name));
  },
  "confluent-message-removed": (context, { message, owner }, side) =>
    side === "reader"
      ? advice(
          "Keep the message, even if it is no longer used.",
          message && restoreDeclaration(context.writer, message, owner),
        )
      : advice("Declare new messages in a new subject, or under a level that does not look forward.", undefined),
  "confluent-field-kind-changed": keepType,
  "confluent-field-scalar-kind-changed": keepType,
  "confluent-field-named-type-changed": keepType,
  "confluent-field-numeric-label-changed": keepType,
  "confluent-required-field-added": (_context, { field, message }, side) => {
    const repair = field && message && (side === "reader" ? makeOptional(field) : addField(message, field));
    return advice(side === "reader" ? "Make the field optional." : "Keep the required field.", repair);
  },
  "confluent-required-field-removed": (_context, { field, message }, side) => {
    const repair = field && message && (side === "reader" ? addField(message, field) : makeOptional(field));
    return advice(side === "reader" ? "Keep the required field." : "Make the field optional.", repair);
  },
  "confluent-oneof-field-removed": (_context, { field, oneof }, side) =>
    side === "reader"
      ? advice("Keep the field in the oneof.", field && oneof && addToOneof(oneof, field))
      : advice("Add the field outside the oneof, or in a new one.", undefined),
  "confluent-multiple-fields-moved-to-oneof": leaveOutside,
  "confluent-field-moved-to-existing-oneof": leaveOutside,
};

function advice(suggestion: string, repair: Repair | undefined): Advice {
  return repair === undefined ? { suggestion } : { suggestion, repair };
}
