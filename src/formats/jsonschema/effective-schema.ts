import { conjunctionOf } from "./compare/conjunction.js";
import { isObject, type JsonValue, member } from "./model/json.js";
import type { Schema } from "./model/schema.js";

/** One schema with everything it always includes, so that moving things into `$ref` or `allOf` is no change. */
export class EffectiveSchema {
  readonly parts: readonly Schema[];
  readonly schema: Schema;

  constructor(schema: Schema) {
    this.schema = schema;
    this.parts = schema.always === true ? [schema] : conjunctionOf(schema).all;
  }

  /** The keyword of the first part that has it. */
  first<Key extends keyof Schema>(key: Key): Schema[Key] | undefined {
    return this.parts.find((part) => part[key] !== undefined)?.[key];
  }

  /** The schema of a declared property. */
  property(name: string): Schema | undefined {
    return this.parts.find((part) => part.properties?.has(name) === true)?.properties?.get(name);
  }

  /** Names of the declared properties. */
  get propertyNames(): string[] {
    return [...new Set(this.parts.flatMap((part) => [...(part.properties?.keys() ?? [])]))];
  }

  /** Names of the required properties. */
  get required(): Set<string> {
    return new Set(this.parts.flatMap((part) => part.required ?? []));
  }

  /** An annotation such as `title`, of the first part that has it. */
  annotation(name: string): JsonValue | undefined {
    for (const { place } of this.parts) {
      const value = isObject(place.value) ? member(place.value, name) : undefined;
      if (value !== undefined) return value;
    }
    return undefined;
  }
}
