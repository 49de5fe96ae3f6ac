import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { Witness } from "../../core/finding.js";
import { checkWire } from "./check-wire.js";
import { decodePayload } from "./decode-payload.js";
import type { Recipe, Trail } from "./difference.js";
import type { AnyField } from "./element-type.js";
import type { LoadedSchema } from "./load-schema.js";
import { FieldLookup } from "./message-fields.js";
import { MessagePlanner } from "./message-plan.js";
import { firstDifference, projectMessage } from "./projection.js";
import type { SmallestMessages } from "./smallest-message.js";
import type { SchemaContext } from "./text-context.js";
import { writeFieldValue } from "./write-field.js";

/** Who decodes events beside Sluice's own check of bytes. */
const parser = "protobuf-es";

/** Nesting that witnesses stay below. */
const maxDepth = 200;

/** Messages that an event is made to go through to where a fault is. */
const maxSteps = 40;

/** Builds events of the writer and shows what the reader makes of them. */
export class WitnessFinder {
  private readonly readerPlanner: MessagePlanner;
  private readonly writerPlanner: MessagePlanner;
  private readonly context: SchemaContext;

  constructor(
    private readonly reader: LoadedSchema,
    private readonly writer: LoadedSchema,
    private readonly smallest: SmallestMessages,
  ) {
    this.readerPlanner = new MessagePlanner(reader.registry);
    this.writerPlanner = new MessagePlanner(writer.registry);
    const { registry } = writer;
    this.context = { registry, lookup: new FieldLookup(registry), maxDepth };
  }

  /**
   * The event of the first recipe that the writer's schema accepts and the reader's refuses or reads otherwise; rather one that
   * a parser trips over than one that only `validate` refuses.
   */
  find(trail: Trail, recipes: readonly Recipe[]): Witness | undefined {
    const way = this.shorten(trail);
    const found = way && this.findOn(way, recipes);
    if (found !== undefined || trail.length === 0) return found;
    // What cannot be reached in a small event may be an event of its own.
    const root = trail.last?.step.message;
    return root !== undefined && this.isOwn(root) ? this.findOn({ root, length: 0 }, recipes) : undefined;
  }

  private findOn(way: Trail, recipes: readonly Recipe[]): Witness | undefined {
    let refused: Witness | undefined;
    for (const recipe of recipes) {
      const payload = this.build(way, recipe);
      const witness = payload === undefined ? undefined : this.confirm(way.root, payload);
      if (witness?.confirmedBy.includes(parser) === true) return witness;
      refused ??= witness;
    }
    return refused;
  }

  /** Whether a message is one of those of the writer's file that are not nested. */
  private isOwn(message: DescMessage): boolean {
    return message.parent === undefined && message.file === this.writer.file;
  }

  /** The trail, or the longest end of it that can be shown and begins with a message of the writer's file. */
  private shorten(trail: Trail): Trail | undefined {
    if (trail.length <= maxSteps) return trail;
    const steps: AnyField[] = [];
    let best = 0;
    let root: DescMessage | undefined;
    for (let last = trail.last; last !== undefined && steps.length < maxSteps; last = last.before.last) {
      steps.unshift(last.step);
      const owner = last.before.last?.step.message;
      if (owner !== undefined && this.isOwn(owner)) [root, best] = [owner, steps.length];
    }
    if (root === undefined) return undefined;
    const start: Trail = { root, length: 0 };
    return steps
      .slice(-best)
      .reduce((before, step) => ({ root, last: { step, before }, length: before.length + 1 }), start);
  }

  /** Bytes of the root of a trail, in which the message at its end is written by the recipe. */
  private build(trail: Trail, recipe: Recipe): Uint8Array | undefined {
    const start = this.smallest.of(trail.last?.step.message ?? trail.root, recipe.settles);
    if (start === undefined) return undefined;
    let bytes = join(start, recipe.write);
    for (let last = trail.last; last !== undefined; last = last.before.last) {
      const { step, before } = last;
      const around = this.smallest.of(before.last?.step.message ?? before.root, [step.number]);
      if (around === undefined) return undefined;
      const child = bytes;
      bytes = join(around, (writer) => {
        writeFieldValue(writer, step, { child });
      });
    }
    return bytes;
  }

  /** An event as witness, if the writer accepts it and the reader does not read the same. */
  private confirm(root: DescMessage, payload: Uint8Array): Witness | undefined {
    const written = checkWire(this.writerPlanner.plan(root), payload, maxDepth);
    if (written.malformed !== undefined || written.violations.length > 0) return undefined;
    const document = JSON.stringify(decodePayload(this.context, root, payload));
    const reading = this.reader.registry.getMessage(root.typeName);
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
    const other = decodeBoth(root, reading, payload);
    if (other !== undefined) confirmations.push({ by: parser, error: other });
    const readerError = confirmations[0]?.error;
    if (readerError === undefined) return undefined;
    return { document, payload, readerError, confirmedBy: confirmations.map((one) => one.by) };
  }
}

/** What protobuf-es makes of the event under both schemas: undefined when the same. */
function decodeBoth(root: DescMessage, reading: DescMessage, payload: Uint8Array): string | undefined {
  const written = projectMessage(root, fromBinary(root, payload, { recursionLimit: maxDepth }));
  try {
    const read = projectMessage(reading, fromBinary(reading, payload, { recursionLimit: maxDepth }));
    return firstDifference(written, read, reading);
  } catch (caught) {
    // A decoder that refuses the bytes is what a witness is looking for.
    return `The payload cannot be decoded: ${caught instanceof Error ? caught.message : String(caught)}.`;
  }
}

function join(start: Uint8Array, write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  writer.raw(start);
  write(writer);
  return writer.finish();
}
