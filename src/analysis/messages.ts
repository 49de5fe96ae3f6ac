import type { ErrorDetails, ErrorReason } from "../core/errors.js";
import type { SchemaFormatName } from "../core/schema.js";
import type { SchemaFormat } from "../formats/format.js";

/** The work of a format that may take long. */
export type LongWork = Pick<SchemaFormat, "describe" | "compare" | "diff">;

/** One call of such work, sent to a thread. */
export type Task = {
  [Method in keyof LongWork]: {
    readonly method: Method;
    readonly format: SchemaFormatName;
    readonly args: Readonly<Parameters<LongWork[Method]>>;
  };
}[keyof LongWork];

/** What a thread says first, when it can take tasks. */
export const ready = "ready";

/** What a thread answers: the result, or why there is none. */
export type Answer = { readonly result: unknown } | { readonly refusal: Refusal } | { readonly fault: unknown };

/** A SluiceError on its way between threads, which do not share classes. */
export interface Refusal {
  readonly reason: ErrorReason;
  readonly message: string;
  readonly details: Pick<ErrorDetails, "fields" | "metadata">;
}
