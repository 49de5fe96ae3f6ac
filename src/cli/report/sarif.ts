import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { safeJson } from "../output.js";
import type { Edit, Level, Position, Report, ReportedFinding, ReportRule, Spot } from "./report.js";

const schemaUri = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

const levels: Readonly<Record<Level, string>> = { error: "error", warning: "warning", info: "note" };

/** A surrogate without its other half is no character, so no URI can hold it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

/** A URI reference: relative with slashes, `file:` for absolute paths (SARIF 2.1.0, section 3.4.3). */
function uriOf(name: string): string {
  const file = wellFormed(name);
  if (/^(?:\/|[A-Za-z]:[\\/])/u.test(file)) return pathToFileURL(file).href;
  return file
    .replace(/^(?:\.[\\/])+/u, "")
    .split(/[\\/]/u)
    .map(encodeURIComponent)
    .join("/");
}

function regionOf(start: Position, end?: Position): object {
  return {
    startLine: start.line,
    startColumn: start.column,
    ...(end === undefined ? {} : { endLine: end.line, endColumn: end.column }),
  };
}

/** A place: the file and region where there is a file, the path inside of the schema always. */
function locationOf({ schema, path, position }: Spot): object {
  const physical =
    schema.file === undefined
      ? {}
      : {
          physicalLocation: {
            artifactLocation: { uri: uriOf(schema.file) },
            ...(position === undefined ? {} : { region: regionOf(position) }),
          },
        };
  const name = path === "" ? schema.name : path;
  return { ...physical, logicalLocations: [{ fullyQualifiedName: name, kind: "member" }] };
}

function fixesOf({ edited, edits, suggestion }: ReportedFinding): object {
  if (edits.length === 0 || edited.file === undefined) return {};
  const replacements = edits.map(({ start, end, newText }: Edit) => ({
    deletedRegion: regionOf(start, end),
    ...(newText === "" ? {} : { insertedContent: { text: newText } }),
  }));
  const artifactChanges = [{ artifactLocation: { uri: uriOf(edited.file) }, replacements }];
  return {
    fixes: [{ description: { text: suggestion === "" ? "Take the cause away." : suggestion }, artifactChanges }],
  };
}

/** The same for the same finding, wherever lines have moved to: rule, file, path and what it was compared with. */
function fingerprintOf({ ruleId, own, facts, message }: ReportedFinding): string {
  const identity = JSON.stringify([ruleId, own.schema.file ?? own.schema.name, own.path, facts, message]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

function messageOf({ message, facts, suggestion, proof }: ReportedFinding): string {
  return [
    message,
    ...(facts.length === 0 ? [] : [`(${facts.join(", ")})`]),
    ...(proof === undefined
      ? []
      : [`Proof: ${proof.claim}: ${proof.document}${proof.readerError === "" ? "" : ` (${proof.readerError})`}`]),
    ...(suggestion === "" ? [] : [`Help: ${suggestion}`]),
  ].join("\n");
}

function relatedOf({ other }: ReportedFinding): object {
  if (other?.schema.file === undefined) return {};
  const location = { id: 1, ...locationOf(other), message: { text: `The place in ${other.schema.name}.` } };
  return { relatedLocations: [location] };
}

function ruleOf({ id, summary, level, page }: ReportRule): object {
  const place = `${page}#${encodeURIComponent(wellFormed(id))}`;
  return {
    id,
    shortDescription: { text: summary },
    help: { text: `See ${place}`, markdown: `[${id}](${place})` },
    helpUri: place,
    defaultConfiguration: { level: levels[level] },
  };
}

/** SARIF 2.1.0 (OASIS): one run with the rules that spoke, a result for each finding, fixes as replacements. */
export function renderSarif({ findings, rules, version }: Report): string {
  const spoken = [...new Set(findings.map(({ ruleId }) => ruleId))];
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const descriptors = spoken.map((id) => {
    const rule = known.get(id);
    return rule === undefined ? { id } : ruleOf(rule);
  });
  const results = findings.map((finding) => ({
    ruleId: finding.ruleId,
    ruleIndex: spoken.indexOf(finding.ruleId),
    level: levels[finding.level],
    message: { text: messageOf(finding) },
    locations: [locationOf(finding.own)],
    ...relatedOf(finding),
    ...fixesOf(finding),
    partialFingerprints: { "sluiceFinding/v1": fingerprintOf(finding) },
  }));
  const driver = { name: "sluice", version, rules: descriptors };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  return `${safeJson(JSON.stringify({ $schema: schemaUri, version: "2.1.0", runs: [run] }, undefined, 2))}\n`;
}
