import { createHash } from "node:crypto";
import type { DescMessage } from "@bufbuild/protobuf";
import type { Path } from "@bufbuild/protobuf/reflect";
import { instancePathOf } from "../../../core/instance-path.js";
import { shortened } from "../../../core/shortened.js";
import type { Violation } from "../../../core/violation.js";

/** Characters of what a schema says of a rule that are passed on. */
const maxSaidLength = 500;

/** Longest id of a rule; longer ones, which are expressions without one, end with a hash instead. */
const maxIdLength = 100;

/** What stands in the place of ids in violations of rules that have none. */
const nameless = "expression";

/** Steps into a payload, and which of them are keys of maps. */
export interface PayloadPlace {
  readonly steps: readonly string[];
  readonly mapKeys: readonly number[];
}

/** Says that a rule is not met. `about` is the full name of what states it. */
export function ruleViolation(place: PayloadPlace, about: string, rule: { id: string; message: string }): Violation {
  const id = shortId(rule.id);
  const says = rule.message === "" ? "its expression does not hold" : shortened(rule.message, maxSaidLength);
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

/** Says that a rule could not be checked, so that the event cannot be called valid. An empty id stands for all rules. */
export function ruleUnchecked(place: PayloadPlace, about: string, rule: { id: string; why: string }): Violation {
  const violation = ruleViolation(place, about, { id: rule.id, message: "" });
  const which = rule.id === "" ? "The rules" : `The rule ${violation.keyword}`;
  return {
    ...violation,
    code: "rule-unchecked",
    message: `${which} of ${about} cannot be checked: ${rule.why}.`,
    hint: "Guard what may be missing in an expression with has(), state cheaper rules, or send less in one event.",
  };
}

/** A violation of the library. */
export interface LibraryViolation {
  readonly ruleId: string;
  readonly message: string;
  readonly field: Path;
  readonly rule: Path;
}

/** What the library found in a message of a type, which is at a place. */
export function ofLibrary(
  type: DescMessage,
  { steps, mapKeys }: PayloadPlace,
  { ruleId, message, field }: LibraryViolation,
): Violation {
  const place = { steps: [...steps], mapKeys: [...mapKeys] };
  let about = type.typeName;
  for (const step of field) {
    switch (step.kind) {
      case "field":
      case "extension":
        place.steps.push(step.jsonName);
        about = `${type.typeName}.${step.name}`;
        break;
      case "oneof":
        about = `${type.typeName}.${step.name}`;
        break;
      case "list_sub":
        place.steps.push(String(step.index));
        break;
      case "map_sub":
        place.mapKeys.push(place.steps.length);
        place.steps.push(String(step.key));
        break;
    }
  }
  return ruleViolation(place, about, { id: ruleId, message });
}

function shortId(id: string): string {
  if (id.length <= maxIdLength) return id === "" ? nameless : id;
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 8);
  return `${id.slice(0, maxIdLength - 10)}…${hash}`;
}
