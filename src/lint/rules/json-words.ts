import { type AST, RegExpParser } from "@eslint-community/regexpp";
import type { Node } from "jsonc-parser";
import { childPointer } from "../../core/json-pointer.js";
import { textOf } from "../json-text.js";
import type { LintOptions, Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import { nearestWord } from "../../core/nearest-word.js";

const knownFormats = [
  ...["date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6"],
  ...["uri", "uri-reference", "uri-template", "iri", "iri-reference", "url", "uuid", "regex", "json-pointer"],
  ...["relative-json-pointer", "json-pointer-uri-fragment", "iso-time", "iso-date-time"],
  ...["int32", "int64", "float", "double", "byte", "binary", "password"],
];

const knownLogicalTypes = [
  ...["decimal", "big-decimal", "uuid", "date", "time-millis", "time-micros", "duration"],
  ...["timestamp-millis", "timestamp-micros", "timestamp-nanos"],
  ...["local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos"],
];

/** Formats and logical types are known; `allow` names further ones. */
export function checkFormatUnknown(subject: LintSubject, remark: Remark, options: LintOptions): void {
  const allowed = options["allow"] ?? [];
  const check = (what: string, known: readonly string[], at: { name: string; path: string; place: Node }): void => {
    const { name, path, place } = at;
    if (known.includes(name) || allowed.includes(name) || subject.format === "protobuf") return;
    const near = nearestWord(name, known);
    remark({
      path,
      position: subject.text.positionOf(place),
      message: `The ${what} \`${name}\` is not known, so it is ignored.`,
      suggestion: near === undefined ? `Known are ${known.slice(0, 8).join(", ")} …` : `Did you mean \`${near}\`?`,
    });
  };
  if (subject.format === "avro") {
    for (const logical of subject.logicalTypes) check("logical type", knownLogicalTypes, logical);
  }
  if (subject.format === "json-schema") {
    for (const { members, pointer } of subject.schemas) {
      const place = members.get("format");
      const name = textOf(place);
      if (place === undefined || name === undefined) continue;
      check("format", knownFormats, { name, path: childPointer(pointer, "format"), place });
    }
  }
}

/** Longest pattern looked at. */
const maxPatternLength = 10_000;

/** Patterns say where the text begins or ends. */
export function checkPatternUnanchored(subject: LintSubject, remark: Remark): void {
  if (subject.format !== "json-schema") return;
  for (const schema of subject.schemas) {
    const { members, keyword, name, pointer } = schema;
    const place = members.get("pattern");
    const pattern = textOf(place);
    const found = [
      ...(pattern === undefined || place === undefined
        ? []
        : [{ pattern, place, path: childPointer(pointer, "pattern") }]),
      ...(keyword === "patternProperties" ? [{ pattern: name, place: schema.place, path: pointer }] : []),
    ];
    for (const one of found) {
      if (!isLoose(one.pattern)) continue;
      const message = "This pattern is not anchored: any text with a part that fits is valid.";
      const suggestion = `Write \`^${one.pattern.includes("|") ? `(?:${one.pattern})` : one.pattern}$\` if the whole text is meant.`;
      const position = subject.text.positionOf(one.place);
      remark({ path: one.path, position, message, suggestion: one.pattern.length > 60 ? "" : suggestion });
    }
  }
}

/** Whether a pattern has a way to fit without `^`, `$` or anything else at either end. */
function isLoose(pattern: string): boolean {
  if (pattern === "" || pattern.length > maxPatternLength) return false;
  try {
    const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true });
    return areLoose(alternatives);
  } catch {
    // Not a pattern of ECMA-262 with the u flag: nothing can be said.
    return false;
  }
}

function areLoose(alternatives: readonly AST.Alternative[]): boolean {
  return alternatives.some(({ elements }) => ![elements[0], elements.at(-1)].some(isAnchor));
}

/** Whether an element at one of the ends ties the text down there: an edge, a look around, or a group of such. */
function isAnchor(element: AST.Element | undefined): boolean {
  if (element?.type === "Assertion") return element.kind !== "word";
  return (element?.type === "Group" || element?.type === "CapturingGroup") && !areLoose(element.alternatives);
}
