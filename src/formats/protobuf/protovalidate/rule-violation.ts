import type { DescMessage } from "@bufbuild/protobuf";
import type { Path } from "@bufbuild/protobuf/reflect";
import { MessageRulesSchema } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { instancePathOf } from "../../../core/instance-path.js";
import { shortened } from "../../../core/shortened.js";
import type { Violation } from "../../../core/violation.js";

/** Characters of what a schema says of a rule that are passed on. */
const maxTextLength = 500;

/** What stands in the place of ids in violations of rules that have none. */
const nameless = "expression";

/** Steps into a payload, and which of them are keys of maps. */
export interface PayloadPlace {
  readonly steps: readonly string[];
  readonly mapKeys: readonly number[];
}

/** Says that a rule is not met. `about` is the full name of what states it. */
export function ruleViolation(place: PayloadPlace, about: string, rule: { id: string; message: string }): Violation {
  const id = rule.id === "" ? nameless : shortened(rule.id, 100);
  const says = rule.message === "" ? "its expression does not hold" : shortened(rule.message, maxTextLength);
  return {
    code: "rule",
    ...instancePathOf(place.steps, place.mapKeys),
    schemaPath: about,
    keyword: id,
    message: `The rule ${id} of ${about} is not met: ${says.replace(/\.$/, "")}.`,
    hint: "Send a value that meets the rule, or change the rule in the schema.",
    severity: "error",
  };
}

/** Says that a rule could not be checked, so that the event cannot be called valid. */
export function ruleFailed(place: PayloadPlace, about: string, rule: { id: string; why: string }): Violation {
  const { id } = rule;
  const violation = ruleViolation(place, about, { id, message: "" });
  return {
    ...violation,
    code: "rule-failed",
    message: `The rule ${violation.keyword} of ${about} cannot be checked: ${shortened(rule.why, maxTextLength)}.`,
    hint: "Guard what may be missing in the expression with has(), or send less in one event.",
  };
}

/** A violation of the library. */
export interface LibraryViolation {
  readonly ruleId: string;
  readonly message: string;
  readonly field: Path;
  readonly rule: Path;
}

/** What the library found in a message of a type. */
export function ofLibrary(root: DescMessage, { ruleId, message, field, rule }: LibraryViolation): Violation {
  const steps: string[] = [];
  const mapKeys: number[] = [];
  let stating = root.typeName;
  let reached: DescMessage | undefined = root;
  for (const step of field) {
    switch (step.kind) {
      case "field":
        steps.push(step.jsonName);
        stating = `${step.parent.typeName}.${step.name}`;
        reached = step.message;
        break;
      case "extension":
        steps.push(step.jsonName);
        stating = step.typeName;
        reached = step.message;
        break;
      case "oneof":
        stating = `${step.parent.typeName}.${step.name}`;
        reached = undefined;
        break;
      case "list_sub":
        steps.push(String(step.index));
        break;
      case "map_sub":
        mapKeys.push(steps.length);
        steps.push(String(step.key));
        break;
    }
  }
  const [first] = rule;
  const isOfMessage = first === undefined || (first.kind === "field" && first.parent === MessageRulesSchema);
  const about = isOfMessage ? (reached?.typeName ?? stating) : stating;
  return ruleViolation({ steps, mapKeys }, about, { id: ruleId, message });
}
