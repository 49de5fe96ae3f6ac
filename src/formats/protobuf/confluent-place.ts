import type { DescMessage } from "@bufbuild/protobuf";
import type { Side } from "../../core/finding.js";
import type { Advice } from "./difference.js";
import type { ConfluentRuleId } from "./rules-confluent.js";

/** Two messages that Confluent's rules compare, and their path: `#/Message/Nested`. */
export interface ComparedMessages {
  readonly path: string;
  readonly original: DescMessage;
  readonly update: DescMessage;
}

/** Where a difference is: its path and the declarations, undefined where a side does not have it. */
export interface ConfluentPlace {
  readonly path: string;
  readonly original: object | undefined;
  readonly update: object | undefined;
}

/** Takes note of a difference. */
export type ConfluentReport = (ruleId: ConfluentRuleId, place: ConfluentPlace, advise?: (side: Side) => Advice) => void;
