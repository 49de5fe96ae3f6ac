import { SeveritySchema, type Violation } from "@sluice/client/gen";
import { indented, indentedFold, severityLabel } from "./findings.js";
import type { Look } from "./look.js";
import { displayWidth, fold, printable } from "./text-width.js";
import { word } from "./words.js";

function renderViolation(violation: Violation, look: Look): string {
  return [
    renderPlaces(violation, look),
    indentedFold(violation.message, look, "    "),
    ...(violation.hint === "" ? [] : [indented(`fix: ${violation.hint}`, look, "    ")]),
  ].join("\n");
}

/** Where in the payload and where in the schema: on one line, or where that is too narrow below each other. */
function renderPlaces(violation: Violation, look: Look): string {
  const { colors } = look;
  const place = printable(violation.instancePath === "" ? "(whole payload)" : violation.instancePath);
  const rule = printable(`${violation.code}${violation.schemaPath === "" ? "" : ` at ${violation.schemaPath}`}`);
  const start = `  ${severityLabel(violation.severity, look)}  `;
  const startWidth = 4 + word(SeveritySchema, violation.severity).length;
  if (startWidth + displayWidth(place) + 2 + displayWidth(rule) <= look.width) {
    return `${start}${colors.bold(place)}  ${colors.dim(rule)}`;
  }
  const below = (text: string, by: number, paint: (line: string) => string): string =>
    fold(text, Math.max(20, look.width - by))
      .map(paint)
      .join(`\n${" ".repeat(by)}`);
  return `${start}${below(place, startWidth, colors.bold)}\n    ${below(rule, 4, colors.dim)}`;
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
