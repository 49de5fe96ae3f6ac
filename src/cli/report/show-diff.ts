import { DiffSchemasResponseSchema } from "@sluice/client/gen";
import type { Output } from "../output.js";
import { reportFormatOf, type ReportOptions } from "../report-options.js";
import type { SchemaFileOptions } from "../schema-file.js";
import { type DiffView, diffFindings, renderDiff } from "./diff-view.js";
import { reportWriter } from "./report-writer.js";

/** The options of `sluice diff`. */
export interface DiffOptions extends SchemaFileOptions, ReportOptions {
  readonly offline?: boolean;
}

/** Writes a diff in the format asked for. */
export async function showDiff(view: DiffView, options: DiffOptions, output: Output): Promise<void> {
  const format = reportFormatOf(options);
  if (format === "text" || format === "json") {
    const style = { verbose: options.verbose ?? false };
    await output.show(DiffSchemasResponseSchema, view.response, (look) => renderDiff(view, look, style));
    return;
  }
  const write = await reportWriter(format, "comparison");
  await output.raw(write({ cases: [], findings: diffFindings(view) }));
}
