import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { compileJsonSchema } from "../../../../src/formats/jsonschema/compiled-schema.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { plain, sourceOf } from "./support.js";

interface Schema {
  readonly [keyword: string]: unknown;
  readonly definitions: Record<string, { properties?: Record<string, unknown>; required?: string[] }>;
}
interface DeepObject {
  [name: string]: unknown;
}
interface Examples {
  readonly name: string;
  readonly examples: readonly { readonly action?: string }[];
}

const require = createRequire(import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(require.resolve(path), "utf8"));
const whole = read("@octokit/webhooks-schemas/schema.json") as Schema;
const events = read("@octokit/webhooks-examples/api.github.com/index.json") as Examples[];

/** One event type with all definitions it reaches. */
function subjectOf(name: string): Schema {
  const reached = new Set<string>([name]);
  for (const one of reached) {
    for (const [, target] of JSON.stringify(whole.definitions[one]).matchAll(/"#\/definitions\/([^"]+)"/g))
      reached.add(target!);
  }
  const definitions = Object.fromEntries([...reached].map((one) => [one, structuredClone(whole.definitions[one]!)]));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    allOf: [{ $ref: `#/definitions/${name}` }],
    definitions,
  };
}

const compare = (reader: Schema, writer: Schema) =>
  jsonschema.compare(sourceOf(reader), sourceOf(writer), { policy: "semantic", semantics: strictSemantics });

describe("schemas of a large webhook catalogue", () => {
  test("event types compile, and most examples are valid", () => {
    let valid = 0;
    let invalid = 0;
    for (const { name, examples } of events) {
      for (const definition of Object.keys(whole.definitions)
        .filter((one) => one.startsWith(`${name}$`))
        .slice(0, 2)) {
        const compiled = compileJsonSchema(sourceOf(subjectOf(definition)));
        for (const example of examples.filter(({ action }) => definition.endsWith(`$${action ?? ""}`))) {
          const verdict = compiled.validate(new TextEncoder().encode(JSON.stringify(example)), plain);
          if (verdict === undefined) valid++;
          else {
            invalid++;
            expect(verdict.failureType).toBe("schema-violation");
          }
        }
      }
    }
    expect(valid).toBeGreaterThan(50);
    expect(valid / (valid + invalid)).toBeGreaterThan(0.6);
  });

  test("a damaged delivery of an event with many alternatives is told by the damaged place", () => {
    const compiled = compileJsonSchema(sourceOf(subjectOf("pull_request_event")));
    const validate = (event: unknown) => compiled.validate(new TextEncoder().encode(JSON.stringify(event)), plain);
    const { examples } = events.find(({ name }) => name === "pull_request")!;
    const sound = examples.filter((one) => validate(one) === undefined) as DeepObject[];
    expect(sound.length).toBeGreaterThan(20);
    expect(new Set(sound.map(({ action }) => action))).toContain("review_requested");
    for (const path of [
      "/number",
      "/sender/login",
      "/pull_request/title",
      "/repository/owner/id",
      "/pull_request/base",
    ]) {
      for (const example of sound) {
        const damaged = structuredClone(example);
        const steps = path.slice(1).split("/");
        const last = steps.pop()!;
        steps.reduce((at, step) => at[step] as DeepObject, damaged)[last] = [];
        expect(validate(damaged)?.violations[0], `${String(example["action"])} ${path}`).toMatchObject({
          code: "type",
          instancePath: path,
        });
      }
    }
    const unknown = validate({ ...sound[0], action: "invented" })?.violations[0];
    expect(unknown?.hint).toContain("'/action' decides which alternative is meant");
  });

  test.each(["issues_event", "pull_request_event"])("a wider %s is compared, each finding told once", async (name) => {
    const before = subjectOf(name);
    const wider = subjectOf(name);
    for (const one of ["user", "repository"]) wider.definitions[one]!.required!.splice(2, 2);
    expect((await compare(wider, before)).verdict).toBe("compatible");
    const back = await compare(before, wider);
    expect(back.verdict).toBe("incompatible");
    expect(back.witness?.confirmedBy).toContain("hyperjump");
    const told = back.findings.map((one) => [one.ruleId, one.readerPath, one.writerPath, one.message].join(" "));
    expect(told).toHaveLength(new Set(told).size);
    expect(told.filter((one) => one.startsWith("property-became-required /definitions/user/required"))).toHaveLength(2);
  });

  test.each(["issues$opened", "star$created"])("changes to %s are decided", async (name) => {
    const before = subjectOf(name);
    const widened = subjectOf(name);
    widened.definitions["user"]!.properties!["login"] = { type: ["string", "null"] };
    expect((await compare(widened, before)).verdict).toBe("compatible");
    const narrowed = await compare(before, widened);
    expect(narrowed.verdict).toBe("incompatible");
    expect(narrowed.witness?.confirmedBy).toContain("hyperjump");
    const demanding = subjectOf(name);
    demanding.definitions["user"]!.required!.push("nickname");
    expect((await compare(demanding, before)).verdict).toBe("incompatible");
  });
});
