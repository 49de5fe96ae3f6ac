import { readdirSync, readFileSync } from "node:fs";
import { registerSchema, unregisterSchema, validate } from "@hyperjump/json-schema/draft-07";
import { Ajv } from "ajv";
import { strictSemantics } from "../src/core/finding.js";
import { jsonschema } from "../src/formats/jsonschema/index.js";
import type { CompatFuzzer, Refutation } from "./compat-fuzzer.js";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Random = (below: number) => number;

const options = { policy: "semantic", semantics: strictSemantics } as const;

/** Schemas to begin with: those of the fixtures that are plain draft-07, without references or dialects of their own. */
const seeds: readonly Json[] = readSeeds(new URL("../test/fixtures/compat/json-schema/", sourceRoot()));

/** The sources, whether this runs from them or from what was built of them. */
function sourceRoot(): URL {
  return new URL(import.meta.url.includes("/dist/") ? "../../fuzz/" : "./", import.meta.url);
}

function readSeeds(directory: URL): Json[] {
  const found: Json[] = [];
  for (const name of readdirSync(directory).filter((file) => file.endsWith(".json"))) {
    const cases = JSON.parse(readFileSync(new URL(name, directory), "utf8")) as { reader: Json; writer: Json }[];
    for (const { reader, writer } of cases) found.push(reader, writer);
  }
  const plain = found.filter((one) => !/\$|"id"|unevaluated|dependent|prefixItems|Contains/.test(JSON.stringify(one)));
  return [...new Map(plain.map((one) => [JSON.stringify(one), one])).values()];
}

/** A linear congruential generator (Knuth, MMIX), of which the high bits are used. */
function randomOf(seed: number): Random {
  let state = BigInt(seed) * 2_862_933_555_777_941_757n + 3_037_000_493n;
  return (below) => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number((state >> 33n) % BigInt(below));
  };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

/** Every object within a value, itself among them. */
function objectsIn(value: Json): { [name: string]: Json }[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = (Array.isArray(value) ? value : Object.values(value)).flatMap(objectsIn);
  return Array.isArray(value) ? inner : [value, ...inner];
}

/** A copy with a keyword taken out, taken over from elsewhere, or with another number. */
function mutated(schema: Json, random: Random): Json {
  const copy = structuredClone(schema);
  for (let change = random(3); change >= 0; change--) {
    const objects = objectsIn(copy);
    if (objects.length === 0) return copy;
    const target = pick(objects, random);
    const names = Object.keys(target);
    const donor = pick(objectsIn(pick(seeds, random)).concat([{ type: "string" }]), random);
    const [name, value] = pick(Object.entries(donor).concat([["minLength", 2]]), random);
    const own = names.length === 0 ? undefined : pick(names, random);
    if (own !== undefined && typeof target[own] === "number") target[own] = Math.max(0, target[own] + random(3) - 1);
    else if (own !== undefined && random(2) === 0) Reflect.deleteProperty(target, own);
    else target[name] = structuredClone(value);
  }
  return copy;
}

const plainValues: readonly Json[] = [
  null,
  true,
  0,
  1,
  -1,
  1.5,
  10,
  "",
  "a",
  "ab",
  "abc",
  "x1",
  [],
  [1],
  [1, 1],
  ["a"],
  {},
];

/** Documents about what the schemas mention: their values, bounds and what lies beside them, under their names. */
function documentsFor(schemas: readonly Json[], random: Random): Json[] {
  const names = new Set<string>(["zz"]);
  const values: Json[] = [...plainValues];
  for (const object of schemas.flatMap(objectsIn)) {
    for (const [name, value] of Object.entries(object)) {
      if (/^[a-z]\w{0,12}$/i.test(name)) names.add(name);
      if (typeof value === "number")
        values.push(value, value + 1, value - 1, "x".repeat(Math.min(50, Math.abs(value))));
      else values.push(...(Array.isArray(value) ? value : [value]));
    }
  }
  const documents = [...values];
  for (let made = 0; made < 120; made++) {
    const members = Array.from({ length: random(4) }, () => [pick([...names], random), pick(values, random)] as const);
    documents.push(random(3) === 0 ? members.map(([, value]) => value) : Object.fromEntries(members));
  }
  return documents;
}

type Check = (document: Json) => boolean;

async function judges(schema: Json, uri: string): Promise<readonly Check[] | undefined> {
  try {
    const ajv = new Ajv({ strict: false, validateFormats: false, logger: false, ownProperties: true }).compile(
      schema as object,
    );
    registerSchema(schema as Parameters<typeof registerSchema>[0], uri, "http://json-schema.org/draft-07/schema");
    const hyperjump = await validate(uri);
    return [(document) => ajv(document), (document) => hyperjump(document).valid];
  } catch {
    return undefined;
  } finally {
    unregisterSchema(uri);
  }
}

/** Whether every judge takes the document for one the writer sends and the reader refuses. */
function refutes(document: Json, writer: readonly Check[], reader: readonly Check[]): boolean {
  return writer.every((accepts) => accepts(document)) && reader.every((accepts) => !accepts(document));
}

/** JSON Schema, draft-07: fixtures changed at random; verdicts are held against Ajv and Hyperjump on the texts as they are. */
export const jsonSchemaFuzzer: CompatFuzzer = {
  name: "json-schema",
  async round(seed) {
    const random = randomOf(seed);
    const writer = mutated(pick(seeds, random), random);
    const reader = mutated(random(4) === 0 ? pick(seeds, random) : writer, random);
    const [readerText, writerText] = [JSON.stringify(reader), JSON.stringify(writer)];
    const sides = { reader: { text: readerText, references: [] }, writer: { text: writerText, references: [] } };
    const unread = { verdict: "undecided", tried: 0 } as const;
    const comparison = await jsonschema.compare(sides.reader, sides.writer, options).catch(() => undefined);
    if (comparison === undefined) return unread;
    const { verdict, witness } = comparison;
    const refutation = (document: string, why: string): Refutation => ({
      reader: readerText,
      writer: writerText,
      document,
      why,
    });
    const again = await jsonschema.compare(sides.reader, sides.writer, options);
    if (JSON.stringify(again) !== JSON.stringify(comparison)) {
      return { verdict, tried: 0, refutation: refutation("", "a second comparison says something else") };
    }
    const writerJudges = await judges(writer, `https://fuzz.example/${seed}/writer`);
    const readerJudges = await judges(reader, `https://fuzz.example/${seed}/reader`);
    if (writerJudges === undefined || readerJudges === undefined) return { verdict, tried: 0 };
    if (verdict === "incompatible") {
      const document = JSON.parse(witness?.document ?? "null") as Json;
      if (refutes(document, writerJudges, readerJudges)) return { verdict, tried: 1 };
      return {
        verdict,
        tried: 1,
        refutation: refutation(witness?.document ?? "", "Ajv or Hyperjump do not confirm it"),
      };
    }
    const documents = documentsFor([writer, reader], random);
    const found = verdict === "compatible" && documents.find((one) => refutes(one, writerJudges, readerJudges));
    const tried = documents.length;
    if (found === false || found === undefined) return { verdict, tried };
    return {
      verdict,
      tried,
      refutation: refutation(JSON.stringify(found), "Ajv and Hyperjump say the reader refuses it"),
    };
  },
};
