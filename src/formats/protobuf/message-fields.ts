import type { DescExtension, DescMessage, Registry } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { AnyField } from "./element-type.js";

/** The member of a JSON object that holds what the schema does not know, in base64. No field can have its name. */
export const unknownName = "$unknown";

/** The one member of an object that stands for bytes, in base64. */
export const bytesName = "$bytes";

/** The fields of messages and the extensions that the schema and what it imports declare for them. */
export class FieldLookup {
  readonly #extensions = new Map<string, DescExtension[]>();
  readonly #known = new Map<DescMessage, KnownFields>();

  constructor(registry: Registry) {
    for (const type of registry) {
      if (type.kind !== "extension") continue;
      const list = this.#extensions.get(type.extendee.typeName) ?? [];
      list.push(type);
      this.#extensions.set(type.extendee.typeName, list);
    }
  }

  byNumber(message: DescMessage): ReadonlyMap<number, AnyField> {
    return this.#of(message).byNumber;
  }

  /** What a field is called in a text: as in ProtoJSON, unless another field or `$unknown` goes by that name. */
  nameIn(message: DescMessage, field: AnyField): string {
    return this.#of(message).names.get(field) ?? field.jsonName;
  }

  /** By what a field is called in a text, and by what it may be called beside that: its JSON name and its own. */
  byName(message: DescMessage): ReadonlyMap<string, AnyField> {
    return this.#of(message).byName;
  }

  /** In order of their numbers. */
  ordered(message: DescMessage): readonly AnyField[] {
    return this.#of(message).ordered;
  }

  /** Those of proto2 and legacy editions that no message may lack. */
  required(message: DescMessage): readonly AnyField[] {
    return this.#of(message).required;
  }

  #of(message: DescMessage): KnownFields {
    const known = this.#known.get(message);
    if (known !== undefined) return known;
    const all: AnyField[] = [...message.fields, ...(this.#extensions.get(message.typeName) ?? [])];
    const ordered = all.toSorted((a, b) => a.number - b.number);
    const names = textNames(ordered);
    const byName = new Map([...names].map(([field, name]) => [name, field]));
    for (const field of ordered) {
      const others = field.kind === "field" ? [field.jsonName, field.name] : [];
      for (const name of others) if (name !== unknownName && !byName.has(name)) byName.set(name, field);
    }
    const byNumber = new Map(ordered.map((field) => [field.number, field]));
    const required = ordered.filter(({ presence }) => presence === FeatureSet_FieldPresence.LEGACY_REQUIRED);
    const made: KnownFields = { ordered, required, byNumber, byName, names };
    this.#known.set(message, made);
    return made;
  }
}

/** Fields and what belongs to them, by their numbers. */
export function inOrder<Value>(fields: ReadonlyMap<AnyField, Value>): readonly [AnyField, Value][] {
  return [...fields].sort(([a], [b]) => a.number - b.number);
}

/** Old schemas may have fields whose JSON names are equal; those go by their own names, or by their numbers. */
function textNames(fields: readonly AnyField[]): ReadonlyMap<AnyField, string> {
  const taken = new Set([unknownName]);
  const names = new Map<AnyField, string>();
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { jsonName } of fields) (seen.has(jsonName) ? shared : seen).add(jsonName);
  for (const field of fields) {
    const own = shared.has(field.jsonName) ? [field.name] : [field.jsonName, field.name];
    const name = own.find((one) => !taken.has(one)) ?? `#${field.number}`;
    taken.add(name);
    names.set(field, name);
  }
  return names;
}

interface KnownFields {
  readonly names: ReadonlyMap<AnyField, string>;
  readonly ordered: readonly AnyField[];
  readonly required: readonly AnyField[];
  readonly byNumber: ReadonlyMap<number, AnyField>;
  readonly byName: ReadonlyMap<string, AnyField>;
}
