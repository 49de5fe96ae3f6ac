import { type DescMessage, fromBinary, toBinary, toJson } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { type Comparison, strictSemantics } from "../src/core/finding.js";
import type { SchemaSource } from "../src/core/schema.js";
import { protobuf } from "../src/formats/protobuf/index.js";
import { Inhabited } from "../src/formats/protobuf/inhabited.js";
import { type LoadedSchema, loadSchema } from "../src/formats/protobuf/load-schema.js";
import type { CompatFuzzer, FuzzRound, Refutation } from "./compat-fuzzer.js";
import { refuteByBuf } from "./protobuf-buf.js";
import { differenceOf, drawEvent } from "./protobuf-events.js";
import { type Dice, diceOf, drawPublished, drawSchema, mutate } from "./protobuf-schemas.js";

const eventsPerMessage = 6;
const messagesPerPair = 12;
const attemptsAtPair = 30;

/** One pair in so many is shown to buf as well, which takes a process for each. */
const bufEvery = 150;

/**
 * Protobuf: random schemas and files that Google publishes, held against later versions of themselves. Events are encoded
 * and decoded by protobuf-es, and compared by code that shares none with the comparison.
 */
export const protobufFuzzer: CompatFuzzer = {
  name: "protobuf",
  round: async (seed) => {
    const dice = diceOf(seed);
    const pair = drawPair(dice);
    const found = await compared(pair);
    const { tried, problem } = refute(dice, pair, found);
    const broken = problem ?? (await brokenLaw(pair, found)) ?? bufProblem(seed, pair, found);
    const round: FuzzRound = { verdict: found.verdict, tried };
    if (broken === undefined) return round;
    return { ...round, refutation: { reader: pair.reader.text, writer: pair.writer.text, ...broken } };
  },
};

type Problem = Pick<Refutation, "document" | "why">;

interface Pair {
  readonly reader: SchemaSource;
  readonly writer: SchemaSource;
}

/** A writer and a reader that are valid; mostly the one is a later version of the other. */
function drawPair(dice: Dice): Pair {
  for (let attempt = 0; attempt < attemptsAtPair; attempt++) {
    const writer = dice(3) === 0 ? drawPublished(dice) : { text: drawSchema(dice), references: [] };
    if (writer === undefined) continue;
    let { text } = writer;
    for (let changes = 1 + dice(4); changes > 0; changes--) text = mutate(dice, text);
    const reader = dice(25) === 0 ? { text: drawSchema(dice), references: [] } : { ...writer, text };
    if (!isValid(reader) || !isValid(writer)) continue;
    return dice(2) === 0 ? { reader: writer, writer: reader } : { reader, writer };
  }
  const text = 'syntax = "proto3"; message M {}';
  return { reader: { text, references: [] }, writer: { text, references: [] } };
}

function isValid(source: SchemaSource): boolean {
  try {
    loadSchema(source);
    return true;
  } catch {
    return false;
  }
}

async function compared({ reader, writer }: Pair): Promise<Comparison> {
  return await protobuf.compare(reader, writer, { policy: "semantic", semantics: strictSemantics });
}

function refute(dice: Dice, pair: Pair, found: Comparison): { tried: number; problem: Problem | undefined } {
  const [reader, writer] = [loadSchema(pair.reader), loadSchema(pair.writer)];
  if (found.verdict === "incompatible") return { tried: 1, problem: refuteWitness([reader, writer], found) };
  let tried = 0;
  for (const message of writer.file.messages.slice(0, messagesPerPair)) {
    for (let count = 0; count < eventsPerMessage; count++) {
      const event = drawEvent(dice, message);
      if (event === undefined) continue;
      tried++;
      const payload = toBinary(message, event);
      const difference = readingOf([reader, message], payload);
      // Without a verdict there is nothing to refute, but an event that decides it should have been found.
      if (difference === undefined || found.verdict !== "compatible") continue;
      return { tried, problem: { document: documentOf(writer, message, payload), why: difference } };
    }
  }
  return { tried, problem: undefined };
}

/** What is wrong with a payload of a writer's message for the reader; undefined when it is read as it was written. */
function readingOf([reader, message]: readonly [LoadedSchema, DescMessage], payload: Uint8Array): string | undefined {
  const reading = reader.registry.getMessage(message.typeName);
  if (reading === undefined) return `the reader has no ${message.typeName}`;
  const written = reflect(message, fromBinary(message, payload));
  try {
    return differenceOf(written, reflect(reading, fromBinary(reading, payload)));
  } catch (caught) {
    return caught instanceof Error ? caught.message : String(caught);
  }
}

function documentOf({ registry }: LoadedSchema, message: DescMessage, payload: Uint8Array): string {
  const hex = `${message.typeName} ${Buffer.from(payload).toString("hex")}`;
  try {
    return `${hex} ${JSON.stringify(toJson(message, fromBinary(message, payload), { registry }))}`;
  } catch {
    return hex;
  }
}

/** A witness must be an event of some message of the writer that the reader does not read as it was written. */
function refuteWitness(
  [reader, writer]: readonly [LoadedSchema, LoadedSchema],
  found: Comparison,
): Problem | undefined {
  const witnesses = [found.witness, ...found.findings.map(({ witness }) => witness)];
  if (found.witness === undefined) return { document: "", why: "there is no witness" };
  const messages = messagesOf(writer.file.messages);
  for (const witness of witnesses) {
    if (witness === undefined) continue;
    const shows = messages.some((message) => {
      const { payload } = witness;
      return isEvent(message, payload) && readingOf([reader, message], payload) !== undefined;
    });
    if (!shows) return { document: witness.document, why: `the witness is read as it was written` };
  }
  return undefined;
}

function messagesOf(top: readonly DescMessage[]): readonly DescMessage[] {
  return top.flatMap((message) => [message, ...messagesOf(message.nestedMessages)]);
}

/** Whether bytes are a message with all that it requires and nothing that it does not know. */
function isEvent(message: DescMessage, payload: Uint8Array): boolean {
  try {
    const event = fromBinary(message, payload);
    const self = reflect(message, event);
    return event.$unknown === undefined && differenceOf(self, self) === undefined;
  } catch {
    return false;
  }
}

/** The same question must get the same answer, and a schema reads what it writes. */
async function brokenLaw({ reader, writer }: Pair, found: Comparison): Promise<Problem | undefined> {
  const again = await compared({ reader: { ...reader }, writer: { ...writer } });
  if (inWords(again) !== inWords(found)) return { document: inWords(again), why: "the answer was another one before" };
  const self = await compared({ reader: writer, writer: { ...writer } });
  if (self.verdict !== "compatible" || self.findings.length > 0) {
    return { document: inWords(self), why: "a schema does not read what it writes" };
  }
  return undefined;
}

function inWords(comparison: Comparison): string {
  return JSON.stringify(comparison, (_key, value: unknown) => (value instanceof Uint8Array ? [...value] : value));
}

function bufProblem(seed: number, { reader, writer }: Pair, found: Comparison): Problem | undefined {
  if (seed % bufEvery !== 0 || reader.references.length + writer.references.length > 0) return undefined;
  const inhabited = new Inhabited();
  // Of fields of messages that cannot be there is nothing to tell.
  if (!messagesOf(loadSchema(writer).file.messages).every((message) => inhabited.has(message))) return undefined;
  return refuteByBuf(reader.text, writer.text, found);
}
