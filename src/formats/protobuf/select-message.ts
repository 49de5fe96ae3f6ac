import type { DescMessage } from "@bufbuild/protobuf";
import type { DescriptorProto } from "@bufbuild/protobuf/wkt";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import type { LoadedSchema } from "./load-schema.js";
import { qualify } from "./symbols.js";
import { MalformedWire, WireCursor } from "./wire-cursor.js";

/** Finds the message type of a payload by Confluent message indexes or by event type. */
export class MessageSelector {
  private readonly byName = new Map<string, DescMessage>();
  private readonly bySimpleName = new Map<string, DescMessage>();
  private readonly byLowerName = new Map<string, DescMessage>();

  constructor(private readonly schema: LoadedSchema) {
    for (const message of allMessages(schema.file.messages)) {
      this.byName.set(message.typeName, message);
      // Outer messages come first and keep the name.
      if (!this.bySimpleName.has(message.name)) this.bySimpleName.set(message.name, message);
      const lower = message.name.toLowerCase();
      if (!this.byLowerName.has(lower)) this.byLowerName.set(lower, message);
    }
  }

  /** By full name, else by the last segment of the type (first as written, then in any case), else the first message of the file. */
  byEventType(eventType: string): DescMessage | undefined {
    const last = eventType.slice(eventType.lastIndexOf(".") + 1);
    return (
      this.byName.get(eventType) ??
      this.bySimpleName.get(last) ??
      this.byLowerName.get(last.toLowerCase()) ??
      this.schema.file.messages[0]
    );
  }

  /** The message that indexes lead to: the first counts top-level messages, each further one those nested in the one before. */
  byIndexes(indexBytes: Uint8Array): DescMessage | undefined {
    const indexes = readIndexes(indexBytes)?.indexes;
    if (indexes === undefined) return undefined;
    let candidates: readonly DescriptorProto[] = this.schema.file.proto.messageType;
    let name = this.schema.file.proto.package;
    for (const index of indexes) {
      const message = candidates[index];
      if (message === undefined) return undefined;
      name = qualify(name, message.name);
      candidates = message.nestedType;
    }
    return this.byName.get(name);
  }

  /** The indexes that lead to the message of a full name, as serializers write them; undefined where there is none. */
  indexesOf(name: string): Uint8Array | undefined {
    const indexes: number[] = [];
    for (let message = this.byName.get(name); message !== undefined; message = message.parent) {
      const siblings = message.parent?.proto.nestedType ?? this.schema.file.proto.messageType;
      indexes.unshift(siblings.indexOf(message.proto));
    }
    if (indexes.length === 0 || indexes.includes(-1)) return undefined;
    const writer = new BinaryWriter();
    if (indexes.length === 1 && indexes[0] === 0) return writer.sint32(0).finish();
    for (const each of [indexes.length, ...indexes]) writer.sint32(each);
    return writer.finish();
  }
}

/** Messages of a file, level by level. */
function allMessages(top: readonly DescMessage[]): DescMessage[] {
  const out: DescMessage[] = [];
  for (let level = [...top]; level.length > 0; level = level.flatMap((message) => message.nestedMessages))
    out.push(...level);
  return out;
}

/** Deepest message that indexes can lead to; the nesting limit of schemas. */
const maxIndexes = 64;

/**
 * Message indexes as Confluent serializers write them before a payload: a zigzag varint count and as many zigzag varint
 * indexes; a count of 0 stands for the single index 0. Undefined when the bytes are not that.
 */
export function readIndexes(bytes: Uint8Array): { indexes: number[]; length: number } | undefined {
  const cursor = new WireCursor(bytes);
  try {
    const count = readZigzag(cursor);
    if (count === 0) return { indexes: [0], length: cursor.position };
    if (count < 0 || count > maxIndexes) return undefined;
    const indexes = Array.from({ length: count }, () => readZigzag(cursor));
    return indexes.some((index) => index < 0) ? undefined : { indexes, length: cursor.position };
  } catch (caught) {
    if (caught instanceof MalformedWire) return undefined;
    throw caught;
  }
}

function readZigzag(cursor: WireCursor): number {
  cursor.varint(cursor.bytes.length);
  return cursor.high === 0 ? (cursor.low >>> 1) ^ -(cursor.low & 1) : -1;
}
