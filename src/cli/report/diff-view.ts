import {
  ChangeKind,
  type CompareSchemasResponse,
  type DiffSchemasResponse,
  type SchemaChange,
  SemverBump,
  SemverBumpSchema,
  Verdict,
} from "@sluice/client/gen";
import { indented, verdictLabel } from "../findings.js";
import type { Look } from "../look.js";
import { printable, truncate } from "../text-width.js";
import { word } from "../words.js";
import { comparisonFindings } from "./comparison-view.js";
import type { ReportedFinding, ShownSchema } from "./report.js";
import { countFindings, type FindingStyle, renderReported } from "./terminal.js";

/** Two schemas told apart, and why one does not read the other. */
export interface DiffView {
  readonly title: string;
  readonly response: DiffSchemasResponse;
  /** `document` names a reference and is empty for the schema itself. */
  readonly from: (document: string) => ShownSchema;
  readonly to: (document: string) => ShownSchema;
  /** The comparisons behind the verdicts; undefined where nobody asked for them. */
  readonly backward: CompareSchemasResponse | undefined;
  readonly forward: CompareSchemasResponse | undefined;
  /** Whether the later schema can still be changed, so that suggestions make sense. */
  readonly changeable: boolean;
}

/** The findings of both directions, seen from the later schema. */
export function diffFindings(view: DiffView): readonly ReportedFinding[] {
  const { backward, forward, changeable } = view;
  const [later, earlier] = [view.to("").name, view.from("").name];
  const of = (compared: CompareSchemasResponse | undefined, ownReads: boolean): readonly ReportedFinding[] => {
    if (compared === undefined || compared.verdict === Verdict.COMPATIBLE) return [];
    const fact = ownReads ? `${later} reads ${earlier}` : `${earlier} reads ${later}`;
    return comparisonFindings(compared, { own: view.to, other: view.from, ownReads }).map((finding) => ({
      ...finding,
      facts: [fact, ...finding.facts],
      ...(changeable ? {} : { suggestion: "", edits: [] }),
    }));
  };
  return [...of(backward, true), ...of(forward, false)];
}

const signs = {
  [ChangeKind.ADDED]: "+",
  [ChangeKind.REMOVED]: "-",
  [ChangeKind.CHANGED]: "~",
  [ChangeKind.UNSPECIFIED]: "~",
} as const;

function renderChange(change: SchemaChange, look: Look): string {
  const { colors } = look;
  const sign = signs[change.kind];
  const paint = sign === "+" ? colors.green : sign === "-" ? colors.red : colors.yellow;
  const width = Math.max(20, Math.min(look.width, 160) - 8);
  // Most messages say both already.
  const told = [change.before, change.after].some((text) => text !== "" && change.message.includes(text));
  const part = (mark: string, text: string, color: (text: string) => string): readonly string[] =>
    text === "" || told || sign !== "~" ? [] : [color(`      ${mark} ${truncate(printable(text), width)}`)];
  return [
    `  ${paint(`${sign} ${printable(change.path === "" ? "/" : change.path)}`)}`,
    indented(change.message, look, "      "),
    ...part("-", change.before, colors.red),
    ...part("+", change.after, colors.green),
  ].join("\n");
}

function verdictLine(verdict: Verdict, question: string, look: Look): string {
  const { colors } = look;
  const mark = verdict === Verdict.COMPATIBLE ? colors.green("✓") : colors.red("✗");
  return `  ${mark} ${question}: ${verdictLabel(verdict, look)}`;
}

/** What changed, place by place; why readers break, if they do; and what it comes to. */
export function renderDiff(view: DiffView, look: Look, style: FindingStyle): string {
  const { response, title } = view;
  const { colors } = look;
  const findings = diffFindings(view);
  const [later, earlier] = [printable(view.to("").name), printable(view.from("").name)];
  const changes = response.changes.map((change) => renderChange(change, look)).join("\n");
  // The changes above say what the notes would.
  const shown = renderReported(
    style.verbose ? findings : findings.filter(({ level }) => level !== "info"),
    look,
    style,
  );
  return [
    colors.bold(printable(title)),
    "",
    changes === "" ? "  no change in meaning" : changes,
    ...(shown === "" ? [] : ["", shown]),
    "",
    verdictLine(response.backward, `${later} reads ${earlier}`, look),
    verdictLine(response.forward, `${earlier} reads ${later}`, look),
    ...(response.bump === SemverBump.UNSPECIFIED ? [] : [`  implies a ${word(SemverBumpSchema, response.bump)} bump`]),
    ...(findings.length === 0 ? [] : [colors.dim(`  ${countFindings(findings)}`)]),
  ].join("\n");
}
