import type { Report, ReportCase, ReportedFinding } from "./report.js";

/** Characters that XML 1.0 has no place for, not even escaped (section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
const unspeakable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Characters that would do something to a terminal; as character references they mean the same. */
const restless = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

function calmed(escaped: string): string {
  return escaped.replace(restless, (character) => `&#${character.charCodeAt(0)};`);
}

/** Line ends in attributes would become spaces. */
function attribute(text: string): string {
  const plain = text.replace(unspeakable, "\ufffd");
  return calmed(plain.replace(/[&<>"\n\r\t]/gu, (character) => escapes[character] ?? ""));
}

function content(text: string): string {
  const plain = text.replace(unspeakable, "\ufffd");
  return calmed(plain.replace(/[&<>\r]/gu, (character) => escapes[character] ?? ""));
}

function describe({ level, ruleId, message, suggestion, own, proof }: ReportedFinding): string {
  const place =
    own.position === undefined ? own.path : `${own.schema.name}:${own.position.line}:${own.position.column}`;
  return [
    `${level} ${ruleId}${place === "" ? "" : ` at ${place}`}`,
    `  ${message}`,
    ...(proof === undefined ? [] : [`  proof: ${proof.claim}: ${proof.document}`, `  ${proof.readerError}`]),
    ...(suggestion === "" ? [] : [`  help: ${suggestion}`]),
  ].join("\n");
}

function renderCase({ suite, name, failure, findings }: ReportCase): string {
  const text = content(findings.map(describe).join("\n"));
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(suite)}"`;
  if (failure !== undefined) {
    return `${head}>\n      <failure message="${attribute(failure)}" type="finding">${text}</failure>\n    </testcase>`;
  }
  return text === "" ? `${head}/>` : `${head}>\n      <system-out>${text}</system-out>\n    </testcase>`;
}

/** JUnit XML as CI systems read it: a suite for each subject or file, a test case for each comparison or rule. */
export function renderJunit({ cases }: Report): string {
  const suites = new Map<string, ReportCase[]>();
  for (const one of cases) {
    const suite = suites.get(one.suite);
    if (suite === undefined) suites.set(one.suite, [one]);
    else suite.push(one);
  }
  const counts = (of: readonly ReportCase[]): string =>
    `tests="${of.length}" failures="${of.filter(({ failure }) => failure !== undefined).length}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sluice" ${counts(cases)}>`,
    ...[...suites].flatMap(([name, of]) => [
      `  <testsuite name="${attribute(name)}" ${counts(of)}>`,
      ...of.map(renderCase),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}
