import type { FixOptions } from "./fix-file.js";
import type { ReportOptions } from "./report-options.js";
import type { SchemaFileOptions } from "./schema-file.js";

/** The options of `sluice lint`. */
export interface LintOptions extends SchemaFileOptions, ReportOptions, FixOptions {
  readonly config?: string;
  readonly maxWarnings?: string;
}
