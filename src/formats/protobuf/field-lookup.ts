import type { DescMessage, FileRegistry } from "@bufbuild/protobuf";
import type { AnyField } from "./element-type.js";

/** Fields of a message with the extensions its registry knows. */
export class FieldLookup {
  private readonly extensions = new Map<string, AnyField[]>();
  private readonly known = new Map<DescMessage, ReadonlyMap<number, AnyField>>();

  constructor(registry: FileRegistry) {
    for (const type of registry) {
      if (type.kind !== "extension") continue;
      const known = this.extensions.get(type.extendee.typeName);
      if (known === undefined) this.extensions.set(type.extendee.typeName, [type]);
      else known.push(type);
    }
  }

  /** By number. */
  of(message: DescMessage): ReadonlyMap<number, AnyField> {
    const known = this.known.get(message);
    if (known !== undefined) return known;
    const fields: AnyField[] = [...message.fields, ...(this.extensions.get(message.typeName) ?? [])];
    const byNumber = new Map(fields.map((field) => [field.number, field]));
    this.known.set(message, byNumber);
    return byNumber;
  }
}
