import { strictSemantics } from "../src/core/finding.js";
import type { Comparison } from "../src/core/finding.js";
import type { SchemaSource } from "../src/core/schema.js";
import { avro } from "../src/formats/avro/index.js";
import { parseSchema } from "../src/formats/avro/parse-schema.js";
import { resolvePayload } from "../src/formats/avro/resolve-payload.js";
import { avscReads } from "./avro-avsc.js";
import { decode, encode } from "./avro-bytes.js";
import { drawValue, heightsOf, type Model, modelOf, type Value } from "./avro-model.js";
import { readingOf } from "./avro-reading.js";
import { type Dice, diceOf, drawSchema, mutateSchema, type SchemaJson } from "./avro-schemas.js";
import type { CompatFuzzer, FuzzRound, Refutation } from "./compat-fuzzer.js";

/** How many values of the writer are tried against a verdict. */
const valuesPerPair = 12;
const attemptsAtPair = 20;

interface Pair {
  readonly reader: SchemaJson;
  readonly writer: SchemaJson;
}

/** Avro: random schemas and later versions of them, held against a naive resolver and avsc. */
export const avroFuzzer: CompatFuzzer = {
  name: "avro",
  round: async (seed) => {
    const dice = diceOf(seed);
    const pair = drawPair(dice);
    const found = await compared(pair, "semantic");
    const { tried, problem } = refute(dice, pair, found);
    const broken = problem ?? (await brokenLaw(pair, found));
    const round: FuzzRound = { verdict: found.verdict, tried };
    if (broken === undefined) return round;
    const { reader, writer } = pair;
    return { ...round, refutation: { reader: JSON.stringify(reader), writer: JSON.stringify(writer), ...broken } };
  },
};

type Problem = Pick<Refutation, "document" | "why">;

/** A writer and a reader that are valid; mostly the reader is a later version of the writer. */
function drawPair(dice: Dice): Pair {
  for (let attempt = 0; attempt < attemptsAtPair; attempt++) {
    const writer = drawSchema(dice, { plain: dice(3) === 0 });
    let reader = writer;
    if (dice(8) === 0) reader = drawSchema(dice, { plain: false });
    else for (let changes = 1 + dice(3); changes > 0; changes--) reader = mutateSchema(dice, reader);
    if (isValid(reader) && isValid(writer))
      return dice(8) === 0 ? { reader: writer, writer: reader } : { reader, writer };
  }
  return { reader: "string", writer: "int" };
}

function sourceOf(schema: SchemaJson): SchemaSource {
  return { text: JSON.stringify(schema), references: [] };
}

function isValid(schema: SchemaJson): boolean {
  try {
    parseSchema(sourceOf(schema));
    return true;
  } catch {
    return false;
  }
}

async function compared({ reader, writer }: Pair, policy: "semantic" | "strict" | "lenient"): Promise<Comparison> {
  return await avro.compare(sourceOf(reader), sourceOf(writer), { policy, semantics: strictSemantics });
}

function refute(dice: Dice, pair: Pair, found: Comparison): { tried: number; problem: Problem | undefined } {
  const models = { reader: modelOf(pair.reader), writer: modelOf(pair.writer) };
  if (found.verdict === "incompatible") return { tried: 1, problem: refuteWitness(pair, models, found) };
  const heights = heightsOf(models.writer);
  if (!heights.has(models.writer)) {
    const problem = found.verdict === "compatible" ? undefined : { document: "", why: "the writer has no values" };
    return { tried: 0, problem };
  }
  for (let tried = 1; tried <= valuesPerPair; tried++) {
    const value = drawValue(dice, models.writer, heights);
    const why = refuteValue(pair, models, { value, found });
    if (why !== undefined) return { tried, problem: { document: JSON.stringify(value), why } };
  }
  return { tried: valuesPerPair, problem: undefined };
}

interface Models {
  readonly reader: Model;
  readonly writer: Model;
}

/** Why a value speaks against "compatible", or against "undecided" when it is clear that it is not read. */
function refuteValue(
  pair: Pair,
  { reader, writer }: Models,
  { value, found }: { value: Value; found: Comparison },
): string | undefined {
  const payload = encode(writer, value);
  const roots = [pair.reader, pair.writer].map((schema) => parseSchema(sourceOf(schema)).root);
  const [readerRoot, writerRoot] = roots;
  if (readerRoot === undefined || writerRoot === undefined) return undefined;
  const isEqual = JSON.stringify(pair.reader) === JSON.stringify(pair.writer);
  const ours = resolvePayload(readerRoot, writerRoot, payload).kind;
  const naive = readingOf(reader, writer, value);
  if (ours !== naive) return `the resolver says ${ours} and the naive one ${naive}`;
  if (found.verdict === "undecided") return naive === "rejected" ? "an event shows that it is incompatible" : undefined;
  if (naive !== "read" && !isEqual) return `the naive resolver says ${naive}`;
  // avsc does not compare equal schemas either, but its resolvers do.
  return avscReads(pair.reader, writer, value) === false && !isEqual ? "avsc rejects it" : undefined;
}

function refuteWitness(pair: Pair, { reader, writer }: Models, { witness, findings }: Comparison): Problem | undefined {
  const document = witness?.document ?? "";
  if (witness === undefined) return { document, why: "there is no witness" };
  if (findings.some(({ severity, witness: own }) => severity === "error" && own === undefined))
    return { document, why: "an error has no witness" };
  let value: Value;
  try {
    value = decode(writer, witness.payload);
  } catch (caught) {
    return { document, why: `the writer cannot have written the witness: ${String(caught)}` };
  }
  const naive = readingOf(reader, writer, value);
  if (naive !== "rejected") return { document, why: `the naive resolver says of the witness: ${naive}` };
  // With namespaces ignored, avsc takes aliases of other namespaces and later branches of one name.
  const isPlain = !/"aliases"|"[mo]\.|"namespace"/.test(JSON.stringify([pair.reader, pair.writer]));
  return isPlain && avscReads(pair.reader, writer, value) === true
    ? { document, why: "avsc reads the witness" }
    : undefined;
}

async function brokenLaw(pair: Pair, found: Comparison): Promise<Problem | undefined> {
  const again = await compared(pair, "semantic");
  if (JSON.stringify(again) !== JSON.stringify(found))
    return { document: "", why: "the same question got another answer" };
  for (const schema of [pair.reader, pair.writer]) {
    const self = await compared({ reader: schema, writer: schema }, "semantic");
    if (self.verdict === "compatible" && self.findings.every(({ severity }) => severity === "info")) continue;
    return { document: JSON.stringify(schema), why: `a schema does not read itself: ${self.verdict}` };
  }
  const [strict, lenient] = [await compared(pair, "strict"), await compared(pair, "lenient")];
  if (JSON.stringify(strict) !== JSON.stringify(lenient)) return { document: "", why: "strict and lenient differ" };
  const contradicts = strict.verdict === "compatible" && found.verdict === "incompatible";
  const isTold = strict.findings.some(({ ruleId, witness }) => ruleId === "rules-miss-incompatibility" && witness);
  return contradicts && !isTold ? { document: "", why: "the rules are contradicted and do not say so" } : undefined;
}
