import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/*
 * About what messages take in memory once they are read, beside the bytes they came as. Measured with the library that
 * reads them: an empty event, two bytes on the wire, takes 400 bytes, and 510 where it was JSON.
 */

const messageBytes = 64;
const fieldBytes = 32;
const elementBytes = 64;
const mapEntryBytes = 100;
const jsonObjectBytes = 512;
const jsonListBytes = 64;
const jsonMemberBytes = 100;

/** How deep messages may nest; the library refuses what nests deeper. */
const maxDepth = 100;

/** What may still be taken; below zero when it was too much. */
interface Budget {
  left: number;
}

/**
 * Whether a serialized message of a type takes more than so many bytes of memory once it is read. Counts the messages,
 * list elements and map entries the type says there are, and never looks into texts and bytes. What is malformed ends the
 * count: reading it will fail there.
 */
export function exceedsDecoded(type: DescMessage, bytes: Uint8Array, limitBytes: number): boolean {
  const budget = { left: limitBytes };
  try {
    countMessage(type, new BinaryReader(bytes), bytes.length, { budget, depth: 0 });
  } catch {
    return budget.left < 0;
  }
  return budget.left < 0;
}

/** The same for a JSON text: counts what opens and what is separated outside of strings. */
export function exceedsDecodedJson(text: Buffer, limitBytes: number): boolean {
  let left = limitBytes;
  for (let at = 0; at < text.length && left >= 0; at += 1) {
    const byte = text[at];
    if (byte === 0x22) at = endOfString(text, at);
    else if (byte === 0x7b) left -= jsonObjectBytes;
    else if (byte === 0x5b) left -= jsonListBytes;
    else if (byte === 0x2c) left -= jsonMemberBytes;
  }
  return left < 0;
}

/** Where the string that begins at a quotation mark ends. */
function endOfString(text: Buffer, start: number): number {
  let end = text.indexOf(0x22, start + 1);
  while (end > 0) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === 0x5c) backslashes += 1;
    if (backslashes % 2 === 0) return end;
    end = text.indexOf(0x22, end + 1);
  }
  return text.length;
}

interface Place {
  readonly budget: Budget;
  readonly depth: number;
}

function countMessage(type: DescMessage, reader: BinaryReader, end: number, { budget, depth }: Place): void {
  budget.left -= messageBytes + fieldBytes * type.fields.length;
  if (depth > maxDepth) throw new RangeError("The message nests too deep.");
  const fields = fieldsOf(type);
  while (reader.pos < end && budget.left >= 0) {
    const [number, wireType] = reader.tag();
    const field = fields.get(number);
    if (field === undefined || wireType !== WireType.LengthDelimited) {
      if (field?.fieldKind === "list") budget.left -= elementBytes;
      reader.skip(wireType, number);
    } else {
      const fieldEnd = reader.uint32() + reader.pos;
      countField(field, reader, fieldEnd, { budget, depth: depth + 1 });
      reader.pos = fieldEnd;
    }
  }
}

function countField(field: DescField, reader: BinaryReader, end: number, place: Place): void {
  const { budget } = place;
  switch (field.fieldKind) {
    case "message":
      countMessage(field.message, reader, end, place);
      break;
    case "list":
      if (field.listKind === "message") countMessage(field.message, reader, end, place);
      // Numbers may be packed, as small as a byte each; texts and bytes never are.
      else budget.left -= isPacked(field) ? elementBytes * (end - reader.pos) : elementBytes;
      break;
    case "map":
      budget.left -= mapEntryBytes;
      if (field.mapKind === "message") countMapValue(field.message, reader, end, place);
      break;
    case "enum":
    case "scalar":
      break;
  }
}

function countMapValue(type: DescMessage, reader: BinaryReader, end: number, place: Place): void {
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    if (number === 2 && wireType === WireType.LengthDelimited) {
      const valueEnd = reader.uint32() + reader.pos;
      countMessage(type, reader, valueEnd, place);
      reader.pos = valueEnd;
    } else reader.skip(wireType, number);
  }
}

function isPacked(field: DescField & { fieldKind: "list" }): boolean {
  if (field.listKind !== "scalar") return field.listKind === "enum";
  return field.scalar !== ScalarType.STRING && field.scalar !== ScalarType.BYTES;
}

const knownFields = new WeakMap<DescMessage, ReadonlyMap<number, DescField>>();

function fieldsOf(type: DescMessage): ReadonlyMap<number, DescField> {
  let fields = knownFields.get(type);
  if (fields === undefined) {
    fields = new Map(type.fields.map((field) => [field.number, field]));
    knownFields.set(type, fields);
  }
  return fields;
}
