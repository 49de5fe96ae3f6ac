/** A shape: what a member has to be. `?` after a name in `object` makes it optional. */
type Shape = (value: unknown, path: string) => readonly string[];

function text(value: unknown, path: string): readonly string[] {
  return typeof value === "string" && value !== "" ? [] : [`${path}: not a text`];
}

function anyText(value: unknown, path: string): readonly string[] {
  return typeof value === "string" ? [] : [`${path}: not a string`];
}

function positive(value: unknown, path: string): readonly string[] {
  return Number.isInteger(value) && Number(value) >= 1 ? [] : [`${path}: not a whole number from 1`];
}

function index(value: unknown, path: string): readonly string[] {
  return Number.isInteger(value) && Number(value) >= 0 ? [] : [`${path}: not an index`];
}

function uriReference(value: unknown, path: string): readonly string[] {
  return typeof value === "string" && /^[\w.~!$&'()*+,;=:@%/#?-]+$/u.test(value)
    ? []
    : [`${path}: not a URI reference`];
}

function oneOf(...words: readonly string[]): Shape {
  return (value, path) => (words.includes(String(value)) ? [] : [`${path}: not one of ${words.join(", ")}`]);
}

function list(item: Shape, least = 0): Shape {
  return (value, path) => {
    if (!Array.isArray(value) || value.length < least) return [`${path}: not a list of at least ${least}`];
    return value.flatMap((one, at) => item(one, `${path}/${at}`));
  };
}

function map(item: Shape): Shape {
  return (value, path) => {
    if (typeof value !== "object" || value === null) return [`${path}: not an object`];
    return Object.entries(value).flatMap(([name, one]) => item(one, `${path}/${name}`));
  };
}

function object(members: Readonly<Record<string, Shape>>): Shape {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: not an object`];
    const present = value as Readonly<Record<string, unknown>>;
    const known = new Set(Object.keys(members).map((name) => name.replace("?", "")));
    const strange = Object.keys(present).filter((name) => !known.has(name));
    return [
      ...strange.map((name) => `${path}/${name}: SARIF has no such property here`),
      ...Object.entries(members).flatMap(([key, shape]) => {
        const name = key.replace("?", "");
        if (Object.hasOwn(present, name)) return shape(present[name], `${path}/${name}`);
        return key.endsWith("?") ? [] : [`${path}/${name}: missing`];
      }),
    ];
  };
}

const message = object({ text });
const region = object({ startLine: positive, startColumn: positive, "endLine?": positive, "endColumn?": positive });
const artifact = object({ uri: uriReference });
const location = object({
  "id?": index,
  "physicalLocation?": object({ artifactLocation: artifact, "region?": region }),
  "logicalLocations?": list(object({ fullyQualifiedName: text, kind: text })),
  "message?": message,
});
const level = oneOf("none", "note", "warning", "error");
const fix = object({
  "description?": message,
  artifactChanges: list(
    object({
      artifactLocation: artifact,
      replacements: list(object({ deletedRegion: region, "insertedContent?": object({ text: anyText }) }), 1),
    }),
    1,
  ),
});
const rule = object({
  id: text,
  "shortDescription?": message,
  "help?": object({ text, "markdown?": text }),
  "helpUri?": uriReference,
  "defaultConfiguration?": object({ level }),
});
const result = object({
  ruleId: text,
  ruleIndex: index,
  level,
  message,
  locations: list(location),
  "relatedLocations?": list(location),
  "fixes?": list(fix),
  partialFingerprints: map(text),
});
const log = object({
  $schema: uriReference,
  version: oneOf("2.1.0"),
  runs: list(
    object({
      tool: object({ driver: object({ name: text, version: text, rules: list(rule) }) }),
      columnKind: oneOf("utf16CodeUnits"),
      results: list(result),
    }),
    1,
  ),
});

/**
 * What is wrong with a SARIF log by the parts of the SARIF 2.1.0 schema (OASIS) that are used: shapes, and rule indexes
 * that point to the rule they name.
 */
export function sarifProblems(value: unknown): readonly string[] {
  const problems = log(value, "");
  if (problems.length > 0) return problems;
  const { runs } = value as {
    runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number }[] }[];
  };
  return runs.flatMap(({ tool, results }) =>
    results
      .filter(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id !== ruleId)
      .map(({ ruleId }) => `the index of ${ruleId} points elsewhere`),
  );
}
