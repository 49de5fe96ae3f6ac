import type { DescMessage } from "@bufbuild/protobuf";
import type { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { Severity, Side, TextEdit } from "../../core/finding.js";
import type { AnyField } from "./element-type.js";
import type { RuleId } from "./rules.js";
import type { SchemaEditor } from "./schema-editor.js";

/** How to get from a root message of the writer to a message inside it; a list from the inside out, so that long ways share. */
export interface Trail {
  readonly root: DescMessage;
  /** The field gone through last and the way to the message it is in; undefined at the root. */
  readonly last?: { readonly step: AnyField; readonly before: Trail };
  readonly length: number;
}

/** What to write into the message at the end of a trail so that the reader fails or reads something else. */
export interface Recipe {
  /** Numbers that the recipe writes, or leaves out on purpose; other required fields are filled in. */
  readonly settles: readonly number[];
  readonly write: (writer: BinaryWriter) => void;
}

/** A declaration that a difference is about. */
export interface Spot {
  /** Full name; empty where there is none. */
  readonly path: string;
  /** Its descriptor, by which it is found in the text. */
  readonly node?: object;
}

/** Says how to change a schema text; undefined when that text cannot say it. */
export type Repair = (editor: SchemaEditor) => readonly (TextEdit | undefined)[] | undefined;

/** What to do about a difference in one of the two schemas. */
export interface Advice {
  readonly suggestion: string;
  readonly repair?: Repair;
}

/** One difference between reader and writer. Of severity `error` only when it can break a reader. */
export interface Difference {
  readonly ruleId: RuleId;
  /** When other than the usual one of the rule. */
  readonly severity?: Severity;
  readonly reader: Spot;
  readonly writer: Spot;
  readonly message: string;
  /** What can be done on a side; not asked for the side that is history. */
  readonly advise?: (side: Side) => Advice;
  /** Present for errors: where and how to show it. An empty list of recipes means that Sluice knows no way to show it. */
  readonly proof?: { readonly trail: Trail; readonly recipes: readonly Recipe[] };
}
