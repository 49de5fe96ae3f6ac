import { create, type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";
import { isReflectMessage, reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { type Dice, pick } from "./protobuf-schemas.js";

const deepest = 6;

/** A message of a type with about half its fields set; undefined when required fields lead too deep. */
export function drawEvent(dice: Dice, desc: DescMessage, depth = 0): Message | undefined {
  const message = reflect(desc, create(desc));
  for (const field of desc.fields) {
    const required = field.presence === Presence.LEGACY_REQUIRED;
    if (!required && (dice(2) === 0 || (field.message !== undefined && depth > 2))) continue;
    if (required && depth > deepest) return undefined;
    if (!fillField(dice, message, { field, depth })) {
      if (required) return undefined;
    }
  }
  return message.message;
}

function fillField(dice: Dice, into: ReflectMessage, { field, depth }: { field: DescField; depth: number }): boolean {
  const draw = (): unknown => {
    if (field.message === undefined) return drawScalar(dice, field);
    const inner = drawEvent(dice, field.message, depth + 1);
    return inner && reflect(field.message, inner);
  };
  const count = field.fieldKind === "list" || field.fieldKind === "map" ? dice(4) : 1;
  for (let at = 0; at < count; at++) {
    const item = draw();
    if (item === undefined) return false;
    if (field.fieldKind === "list") into.get(field).add(item);
    else if (field.fieldKind === "map") into.get(field).set(drawOf(dice, field.mapKey), item);
    else into.set(field, item);
  }
  return true;
}

function drawScalar(dice: Dice, field: DescField): unknown {
  if (field.enum === undefined) return drawOf(dice, field.scalar ?? ScalarType.INT32);
  const declared = field.enum.values.map(({ number }) => number);
  return pick(dice, field.enum.open ? [...declared, 77, -3] : declared);
}

const texts = ["", "a", "äöü", "𝄞 clef"];
const small = [0, 1, -1, 2, 300, 2_147_483_647, -2_147_483_648];
const large = [0n, 1n, -1n, 5n, 2n ** 40n, -(2n ** 40n), 2n ** 63n - 1n, -(2n ** 63n)];

function drawOf(dice: Dice, scalar: ScalarType): unknown {
  switch (scalar) {
    case ScalarType.BOOL:
      return dice(2) === 0;
    case ScalarType.STRING:
      return pick(dice, texts);
    case ScalarType.BYTES:
      return Uint8Array.from({ length: dice(4) }, () => dice(256));
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return pick(dice, [0, 1.5, -2.25, Number.POSITIVE_INFINITY, Number.NaN]);
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return pick(dice, large);
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return BigInt.asUintN(64, pick(dice, large));
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return pick(dice, small) >>> 0;
    default:
      return pick(dice, small);
  }
}

/**
 * Where two readings of the same bytes differ: the first field of both types whose value is another one, or that the reader
 * requires and does not get; undefined when there is none. Walks the messages as protobuf-es shows them.
 */
export function differenceOf(written: ReflectMessage, read: ReflectMessage, path = ""): string | undefined {
  for (const field of read.fields) {
    const at = `${path}/${field.name}`;
    if (field.presence === Presence.LEGACY_REQUIRED && !read.isSet(field)) return `${at} is required and not set`;
    const other = written.fields.find(({ number }) => number === field.number);
    if (other === undefined) continue;
    const [was, is] = [valuesOf(written, other), valuesOf(read, field)];
    // A member of a oneof that is not set has no value: what is set is asked first.
    const choice = field.oneof !== undefined && other.oneof !== undefined;
    if (choice && was[0] instanceof Unset && is[0] instanceof Unset) continue;
    const single = [other, field].every(({ fieldKind }) => fieldKind !== "list" && fieldKind !== "map");
    const found = single ? differenceOfItem(was[0], is[0], at) : differenceOfLists(was, is, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface MapEntry {
  readonly key: unknown;
  readonly value: unknown;
}

/** Values of a field: of a single scalar that is not set its default, unless it stands beside a list. */
function valuesOf(message: ReflectMessage, field: DescField): unknown[] {
  if (field.fieldKind === "list") return [...message.get(field)].filter((item) => isKept(field, item));
  if (field.fieldKind === "map") {
    const entries = [...message.get(field)].filter(([, value]) => isKept(field, value));
    return entries.map(([key, value]): MapEntry => ({ key, value }));
  }
  if (field.fieldKind === "message") return message.isSet(field) ? [message.get(field)] : [];
  if (message.isSet(field)) return [message.get(field)];
  // protobuf-es does not look for defaults in oneofs.
  const stated = field.oneof === undefined ? undefined : field.getDefaultValue();
  return [new Unset(stated ?? message.get(field))];
}

/** Closed enums drop numbers that they do not declare; protobuf-es keeps them in lists and maps (protobuf.dev, "Enum Behavior"). */
function isKept({ enum: type }: DescField, item: unknown): boolean {
  return type?.open !== false || type.values.some(({ number }) => number === item);
}

/** A scalar that is not in the bytes. */
class Unset {
  constructor(readonly value: unknown) {}
}

function differenceOfLists(was: readonly unknown[], is: readonly unknown[], at: string): string | undefined {
  const [before, after] = [was, is].map((list) => ordered(list.filter((one) => !(one instanceof Unset))));
  if (before?.length !== after?.length) return `${at} has ${before?.length} items written and ${after?.length} read`;
  return before?.map((one, index) => differenceOfItem(one, after?.[index], at)).find((one) => one !== undefined);
}

/** Entries of maps have no order. */
function ordered(list: readonly unknown[]): readonly unknown[] {
  return list.some(isEntry) ? [...list].sort((a, b) => (keyText(a) < keyText(b) ? -1 : 1)) : list;
}

function isEntry(item: unknown): item is MapEntry {
  return typeof item === "object" && item !== null && "key" in item && !isReflectMessage(item);
}

function keyText(item: unknown): string {
  return isEntry(item) ? plain(item.key) : "";
}

function differenceOfItem(was: unknown, is: unknown, at: string): string | undefined {
  if (isEntry(was) && isEntry(is))
    return differenceOfItem(was.key, is.key, at) ?? differenceOfItem(was.value, is.value, at);
  if (isEntry(was) && isReflectMessage(is)) return differenceFromEntry(was, is, at);
  if (isReflectMessage(was) && isEntry(is)) return differenceFromEntry(is, was, at);
  if (isReflectMessage(was) && isReflectMessage(is)) return differenceOf(was, is, at);
  const [before, after] = [plain(was), plain(is)];
  return before === after ? undefined : `${at} is ${before} written and ${after} read`;
}

/** A message beside an entry of a map, which is a message with the key as field 1 and the value as field 2. */
function differenceFromEntry(entry: MapEntry, read: ReflectMessage, at: string): string | undefined {
  for (const [number, part] of [
    [1, entry.key],
    [2, entry.value],
  ] as const) {
    const field = read.fields.find((one) => one.number === number);
    if (field === undefined) continue;
    const [value] = valuesOf(read, field);
    const found = differenceOfItem(part, value, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A scalar as text: integers, bools and enum numbers as numbers, text and bytes as bytes. */
function plain(item: unknown): string {
  const scalar = item instanceof Unset ? item.value : item;
  if (typeof scalar === "boolean") return scalar ? "1" : "0";
  if (typeof scalar === "string") {
    return /^(?:true|false)$/.test(scalar)
      ? String(Number(scalar === "true"))
      : `x${Buffer.from(scalar).toString("hex")}`;
  }
  if (scalar instanceof Uint8Array) return `x${Buffer.from(scalar).toString("hex")}`;
  if (isReflectMessage(scalar)) return "a message";
  return typeof scalar === "number" || typeof scalar === "bigint" ? String(scalar) : "nothing";
}
