import { type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";
import { isReflectMessage, reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { AnyField } from "./element-type.js";

/**
 * What a decoded message says, by field number, so that two types can be compared: integers, bools and enums are numbers,
 * strings and bytes are bytes, an unset scalar has its default.
 */
type Projection =
  | { readonly kind: "scalar"; readonly value: string; readonly set: boolean }
  | {
      readonly kind: "message";
      readonly fields: ReadonlyMap<number, Projection>;
      /** Made from an entry of a map: key and value have no presence. */
      readonly entry?: true;
    }
  | { readonly kind: "unset" }
  | { readonly kind: "list"; readonly items: readonly Projection[] };

/** Projects a decoded message. */
export function projectMessage(desc: DescMessage, message: Message): Projection {
  return project(reflect(desc, message));
}

function project(message: ReflectMessage): Projection {
  return {
    kind: "message",
    fields: new Map(message.fields.map((field) => [field.number, projectField(message, field)])),
  };
}

function projectField(message: ReflectMessage, field: DescField): Projection {
  if (field.fieldKind === "list") {
    return { kind: "list", items: [...message.get(field)].map((item) => projectItem(item, field.scalar)) };
  }
  if (field.fieldKind === "map") {
    const entries = [...message.get(field)].map(([key, value]): Projection => {
      const fields = new Map([
        [1, projectItem(key, field.mapKey)],
        [2, projectItem(value, field.scalar)],
      ]);
      return { kind: "message", fields, entry: true };
    });
    return { kind: "list", items: entries };
  }
  const set = message.isSet(field);
  if (field.fieldKind === "message") return set ? project(message.get(field)) : { kind: "unset" };
  const value = set ? scalarText(message.get(field), field.scalar) : (defaultText(field) ?? "");
  return { kind: "scalar", value, set };
}

function inOrderOfKeys(entries: readonly Projection[]): readonly Projection[] {
  return entries.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
}

function keyText(entry: Projection): string {
  const key = entry.kind === "message" ? entry.fields.get(1) : undefined;
  return key?.kind === "scalar" ? key.value : "";
}

function projectItem(item: unknown, scalar: ScalarType | undefined): Projection {
  return isReflectMessage(item) ? project(item) : { kind: "scalar", value: scalarText(item, scalar), set: true };
}

/** A scalar as text that is equal for equal values, whatever their types. */
function scalarText(value: unknown, scalar: ScalarType | undefined): string {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (typeof value === "boolean") return value ? "1" : "0";
  if (scalar === ScalarType.FLOAT || scalar === ScalarType.DOUBLE) {
    return `float ${Object.is(value, -0) ? "-0" : String(value)}`;
  }
  // protobuf-es gives map keys and 64-bit fields with jstype as text.
  if (scalar === ScalarType.STRING) return `bytes ${Buffer.from(String(value)).toString("hex")}`;
  return value === "true" ? "1" : value === "false" ? "0" : String(value);
}

/** The first field that both know and that does not say the same, as a sentence; undefined when there is none. */
export function firstDifference(
  writer: Projection,
  reader: Projection,
  desc: DescMessage,
  path = "",
): string | undefined {
  if (writer.kind !== "message" || reader.kind !== "message") return undefined;
  for (const field of desc.fields) {
    const [written, read] = [writer.fields.get(field.number), reader.fields.get(field.number)];
    if (written === undefined || read === undefined) continue;
    if (writer.entry === true && read.kind === "unset" && isEmpty(written)) continue;
    const found = differ(written, read, { field, path: `${path}/${field.jsonName}` });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether an encoder may leave the value of a map entry out. */
function isEmpty(value: Projection): boolean {
  if (value.kind !== "message") return value.kind === "unset";
  return [...value.fields.values()].every((one) => itemsOf(one).length === 0);
}

function differ(written: Projection, read: Projection, at: { field: DescField; path: string }): string | undefined {
  if (written.kind === "list" || read.kind === "list") return differLists(itemsOf(written), itemsOf(read), at);
  if (written.kind === "scalar" && read.kind === "scalar") {
    return written.value === read.value ? undefined : changed(at.path, written, read);
  }
  if (written.kind === "message" && read.kind === "message" && at.field.message !== undefined) {
    return firstDifference(written, read, at.field.message, at.path);
  }
  return written.kind === read.kind ? undefined : changed(at.path, written, read);
}

function differLists(
  written: readonly Projection[],
  read: readonly Projection[],
  at: { field: DescField; path: string },
): string | undefined {
  if (written.length !== read.length) {
    return `${at.path}: ${written.length} values were written, ${read.length} are read.`;
  }
  // A map has no order, so one is given; what reads it as a list sees the order of the payload.
  const isMap = at.field.fieldKind === "map";
  const [before, after] = isMap ? [inOrderOfKeys(written), inOrderOfKeys(read)] : [written, read];
  for (const [index, item] of before.entries()) {
    const other = after[index];
    const path = `${at.path}/${index}`;
    const found = other === undefined ? undefined : differItems(item, other, { field: at.field, path });
    if (found !== undefined) return found;
  }
  return undefined;
}

function differItems(
  written: Projection,
  read: Projection,
  at: { field: DescField; path: string },
): string | undefined {
  if (at.field.fieldKind !== "map" || written.kind !== "message" || read.kind !== "message")
    return differ(written, read, at);
  for (const number of [1, 2]) {
    const [a, b] = [written.fields.get(number), read.fields.get(number)];
    const found = a === undefined || b === undefined ? undefined : differ(a, b, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A single value seen as the list it would be in a repeated field. */
function itemsOf(value: Projection): readonly Projection[] {
  if (value.kind === "list") return value.items;
  return value.kind === "unset" || (value.kind === "scalar" && !value.set) ? [] : [value];
}

function changed(path: string, written: Projection, read: Projection): string {
  return `${path}: ${describe(written)} was written, ${describe(read)} is read.`;
}

function describe(value: Projection): string {
  if (value.kind === "scalar") return value.value;
  return value.kind === "unset" ? "nothing" : "a message";
}

/** The value that a single scalar field has when it is not in the payload, as `scalarText`; undefined for other fields. */
export function defaultText(field: AnyField): string | undefined {
  if (field.fieldKind !== "scalar" && field.fieldKind !== "enum") return undefined;
  const stated = field.presence === FeatureSet_FieldPresence.IMPLICIT ? undefined : field.getDefaultValue();
  if (stated !== undefined) return scalarText(stated, field.scalar);
  if (field.enum !== undefined) return String(field.enum.values[0]?.number ?? 0);
  if (field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES) return "bytes ";
  return field.scalar === ScalarType.FLOAT || field.scalar === ScalarType.DOUBLE ? "float 0" : "0";
}
