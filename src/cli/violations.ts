import type { Violation } from "@sluice/client/gen";
import { indented, severityLabel } from "./findings.js";
import type { Look } from "./look.js";
import { printable } from "./text-width.js";

function renderViolation(violation: Violation, look: Look): string {
  const { colors } = look;
  const place = violation.instancePath === "" ? "(whole payload)" : violation.instancePath;
  const schemaPlace = violation.schemaPath === "" ? "" : ` at ${violation.schemaPath}`;
  return [
    `  ${severityLabel(violation.severity, look)}  ${colors.bold(printable(place))}  ${colors.dim(
      printable(`${violation.code}${schemaPlace}`),
    )}`,
    indented(violation.message, look, "    "),
    ...(violation.hint === "" ? [] : [indented(`fix: ${violation.hint}`, look, "    ")]),
  ].join("\n");
}

/** Violations one below the other: severity, place in the payload, code and place in the schema, message, hint. */
export function renderViolations(violations: readonly Violation[], look: Look): string {
  return violations.map((violation) => renderViolation(violation, look)).join("\n");
}

/** The first violation on one line, with how many more there are; empty without any. */
export function violationsInShort(violations: readonly Violation[]): string {
  const [first] = violations;
  if (first === undefined) return "";
  const place = first.instancePath === "" ? "" : `${first.instancePath}: `;
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : "";
  return printable(`${place}${first.message}${more}`);
}
