import type { ErrorDetails, ErrorReason } from "../core/errors.js";
import type { Finding } from "../core/finding.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { SchemaFormat } from "../formats/format.js";
import type { LintConfig } from "../lint/lint-config.js";

/** What takes long: the work of a format, and linting. */
export interface LongWork extends Pick<SchemaFormat, "describe" | "compare" | "diff"> {
  lint(source: SchemaSource, config: LintConfig): Promise<readonly Finding[]>;
}

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
