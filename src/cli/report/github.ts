import { printable } from "../text-width.js";
import type { Level, Report, ReportedFinding, Spot } from "./report.js";

/** Most annotations written; GitHub shows ten of each kind in a step and fifty in a run. */
const mostAnnotations = 1000;

const commands: Readonly<Record<Level, string>> = { error: "error", warning: "warning", info: "notice" };

/** Data of a workflow command: percent signs and line ends are escaped. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property of a workflow command: colons and commas as well. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function bodyOf({ message, suggestion, facts, proof, other }: ReportedFinding): string {
  return [
    message,
    ...(facts.length === 0 ? [] : [facts.join(" · ")]),
    ...(proof === undefined ? [] : [`Proof: ${proof.claim}: ${proof.document}`, proof.readerError]),
    ...(other?.position === undefined ? [] : [`In ${other.schema.name}: line ${other.position.line}`]),
    ...(suggestion === "" ? [] : [`Help: ${suggestion}`]),
  ]
    .filter((line) => line !== "")
    .map(printable)
    .join("\n");
}

function placeOf({ schema, position }: Spot): readonly (readonly [name: string, value: string])[] {
  if (schema.file === undefined) return [];
  const place =
    position === undefined
      ? []
      : ([
          ["line", String(position.line)],
          ["col", String(position.column)],
        ] as const);
  return [["file", schema.file], ...place];
}

/**
 * GitHub workflow commands, one a line: `::error file=…,line=…,col=…,title=…::message`
 * (docs.github.com, "Workflow commands for GitHub Actions").
 */
export function renderGithub({ findings }: Report): string {
  return findings
    .slice(0, mostAnnotations)
    .map((finding) => {
      const properties = [...placeOf(finding.own), ["title", finding.ruleId] as const];
      const shown = properties.map(([name, value]) => `${name}=${property(printable(value))}`).join(",");
      return `::${commands[finding.level]} ${shown}::${data(bodyOf(finding))}\n`;
    })
    .join("");
}
