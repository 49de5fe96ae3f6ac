import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { Witness } from "../../core/finding.js";
import { checkWire } from "./check-wire.js";
import { decodePayload } from "./decode-payload.js";
import type { Recipe, Trail } from "./difference.js";
import { type AnyField, type ElementType, elementOf, sampleValues } from "./element-type.js";
import { type Scalar, wireTypeOf, writeScalar } from "./encode-scalar.js";
import type { LoadedSchema } from "./load-schema.js";
import { MessagePlanner } from "./message-plan.js";
import { firstDifference, projectMessage } from "./projection.js";

/** Nesting that witnesses stay far below. */
const maxDepth = 200;

/** Writes one element of a field with its tag; `child` is the encoded message for message fields. */
export function writeElement(
  writer: BinaryWriter,
  number: number,
  type: ElementType,
  value: Scalar | { child: Uint8Array },
): void {
  if (type.kind === "scalar") {
    writer.tag(number, wireTypeOf(type.scalar));
    writeScalar(writer, type.scalar, isChild(value) ? 0n : value);
    return;
  }
  const bytes = isChild(value) ? value.child : new Uint8Array();
  if (type.delimited) writer.tag(number, WireType.StartGroup).raw(bytes).tag(number, WireType.EndGroup);
  else writer.tag(number, WireType.LengthDelimited).bytes(bytes);
}

function isChild(value: Scalar | { child: Uint8Array }): value is { child: Uint8Array } {
  return typeof value === "object" && "child" in value;
}

/** Writes one value of any field with its tag: of a map, an entry with the sample key number `index`. */
export function writeFieldValue(
  writer: BinaryWriter,
  field: AnyField,
  value: Scalar | { child: Uint8Array },
  index = 0,
): void {
  if (field.fieldKind !== "map") {
    writeElement(writer, field.number, elementOf(field), value);
    return;
  }
  const key = { kind: "scalar", scalar: field.mapKey, enum: undefined } as const;
  writer.tag(field.number, WireType.LengthDelimited).fork();
  writeElement(writer, 1, key, sampleValues(key)[index] ?? 0n);
  writeElement(writer, 2, elementOf(field), value);
  writer.join();
}

/** Largest message made up for a witness; required fields can double in size with every level. */
const maxBytes = 65_536;

/**
 * The smallest bytes of a message: only its required fields, except `omit`. Undefined when required fields lead round in a
 * circle, so that no such message can be, and when it would be larger than `maxBytes`.
 */
function smallestMessage(
  message: DescMessage,
  omit: readonly number[],
  known = new Map<DescMessage, Uint8Array | undefined>(),
): Uint8Array | undefined {
  const writer = new BinaryWriter();
  let size = 0;
  for (const field of message.fields) {
    if (field.presence !== FeatureSet_FieldPresence.LEGACY_REQUIRED || omit.includes(field.number)) continue;
    const type = elementOf(field);
    if (type.kind === "scalar") {
      writeFieldValue(writer, field, sampleValues(type)[0] ?? 0n);
      continue;
    }
    if (!known.has(type.message)) {
      known.set(type.message, undefined);
      known.set(type.message, smallestMessage(type.message, [], known));
    }
    const child = known.get(type.message);
    size += child?.length ?? 0;
    if (child === undefined || size > maxBytes) return undefined;
    writeFieldValue(writer, field, { child });
  }
  return writer.finish();
}

/** Bytes of the root of a trail, in which the message at its end is written by the recipe. */
function buildPayload(trail: Trail, recipe: Recipe): Uint8Array | undefined {
  const owners = [trail.root, ...trail.steps.flatMap((step) => step.message ?? [])];
  const leaf = owners.at(-1);
  const start = leaf === undefined ? undefined : smallestMessage(leaf, recipe.settles);
  if (start === undefined) return undefined;
  let bytes = join(start, recipe.write);
  for (let i = trail.steps.length - 1; i >= 0; i--) {
    const [step, owner] = [trail.steps[i], owners[i]];
    const around = step === undefined || owner === undefined ? undefined : smallestMessage(owner, [step.number]);
    if (step === undefined || around === undefined) return undefined;
    const child = bytes;
    bytes = join(around, (writer) => {
      writeFieldValue(writer, step, { child });
    });
  }
  return bytes;
}

function join(start: Uint8Array, write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  writer.raw(start);
  write(writer);
  return writer.finish();
}

/** Builds events of the writer and shows what the reader makes of them. */
export class WitnessFinder {
  private readonly readerPlanner: MessagePlanner;
  private readonly writerPlanner: MessagePlanner;

  constructor(
    reader: LoadedSchema,
    private readonly writer: LoadedSchema,
    /** The message of the reader that reads a root message of the writer. */
    private readonly counterpart: (root: DescMessage) => DescMessage | undefined,
  ) {
    this.readerPlanner = new MessagePlanner(reader.registry);
    this.writerPlanner = new MessagePlanner(writer.registry);
  }

  /** The first recipe whose event the writer's schema accepts and the reader's refuses or reads otherwise. */
  find(trail: Trail, recipes: readonly Recipe[]): Witness | undefined {
    for (const recipe of recipes) {
      const payload = buildPayload(trail, recipe);
      const witness = payload === undefined ? undefined : this.confirm(trail.root, payload);
      if (witness !== undefined) return witness;
    }
    return undefined;
  }

  /** An event as witness, if the writer accepts it and the reader does not read the same. */
  confirm(root: DescMessage, payload: Uint8Array): Witness | undefined {
    const written = checkWire(this.writerPlanner.plan(root), payload, maxDepth);
    if (written.malformed !== undefined || written.violations.length > 0) return undefined;
    const document = JSON.stringify(decodePayload(root, payload, { registry: this.writer.registry, maxDepth }));
    const reading = this.counterpart(root);
    if (reading === undefined) {
      const readerError = `The reader declares no message ${root.typeName}.`;
      return { document, payload, readerError, confirmedBy: ["sluice"] };
    }
    const confirmations: { by: string; error: string }[] = [];
    const read = checkWire(this.readerPlanner.plan(reading), payload, maxDepth);
    const first = read.violations[0];
    if (read.malformed !== undefined) confirmations.push({ by: "sluice", error: read.malformed.cause.message });
    else if (first !== undefined)
      confirmations.push({ by: "sluice", error: `${first.instancePath}: ${first.message}` });
    const other = this.decodeBoth(root, reading, payload);
    if (other !== undefined) confirmations.push({ by: "protobuf-es", error: other });
    const readerError = confirmations[0]?.error;
    if (readerError === undefined) return undefined;
    return { document, payload, readerError, confirmedBy: confirmations.map((one) => one.by) };
  }

  /** What protobuf-es makes of the event under both schemas: undefined when the same. */
  private decodeBoth(root: DescMessage, reading: DescMessage, payload: Uint8Array): string | undefined {
    const written = projectMessage(root, fromBinary(root, payload, { recursionLimit: maxDepth }));
    try {
      const read = projectMessage(reading, fromBinary(reading, payload, { recursionLimit: maxDepth }));
      return firstDifference(written, read, reading);
    } catch (caught) {
      // A decoder that refuses the bytes is what a witness is looking for.
      return `The payload cannot be decoded: ${caught instanceof Error ? caught.message : String(caught)}.`;
    }
  }
}
