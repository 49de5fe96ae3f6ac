import type { DescMessage } from "@bufbuild/protobuf";
import type { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { Finding } from "../../core/finding.js";
import type { AnyField } from "./element-type.js";

/** How to get from a root message of the writer to a message inside it: the fields to go through. */
export interface Trail {
  readonly root: DescMessage;
  readonly steps: readonly AnyField[];
}

/** What to write into the message at the end of a trail so that the reader fails or reads something else. */
export interface Recipe {
  /** Numbers that the recipe writes, or leaves out on purpose; other required fields are filled in. */
  readonly settles: readonly number[];
  readonly write: (writer: BinaryWriter) => void;
}

/** One difference between reader and writer. Of severity `error` only when it can break a reader. */
export interface Difference extends Finding {
  /** Present for errors: where and how to show it. An empty list of recipes means that Sluice knows no way to show it. */
  readonly proof?: { readonly trail: Trail; readonly recipes: readonly Recipe[] };
}
