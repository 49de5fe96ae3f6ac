import { packageVersion } from "../../core/package-version.js";
import type { MachineFormat } from "../report-options.js";
import { renderGithub } from "./github.js";
import { renderJunit } from "./junit.js";
import type { Report } from "./report.js";
import { renderSarif } from "./sarif.js";

const writers: Readonly<Record<MachineFormat, (report: Report) => string>> = {
  junit: renderJunit,
  github: renderGithub,
  sarif: renderSarif,
};

/** Makes the text of a report. The rules come from the languages, which are loaded for the one format that lists them. */
export async function reportWriter(
  format: MachineFormat,
  kind: "comparison" | "lint",
): Promise<(report: Pick<Report, "cases" | "findings">) => string> {
  const catalog = format === "sarif" ? await import("../offline/rule-catalog.js") : undefined;
  const rules = (kind === "lint" ? catalog?.lintRuleFacts() : catalog?.comparisonRules()) ?? [];
  return (report) => writers[format]({ ...report, rules, version: packageVersion() });
}
