import avro from "avsc";

/** Finds the types whose values take no bytes. Each type is looked at once, however often others hold it. */
export class EmptyAvroTypes {
  readonly #known = new Map<avro.Type, boolean>();

  /** Whether every value of the type takes no bytes at all. */
  has(type: avro.Type): boolean {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    // A record within itself has no end but through a union or a block, which take bytes.
    this.#known.set(type, false);
    const isEmpty = this.#isEmpty(type);
    this.#known.set(type, isEmpty);
    return isEmpty;
  }

  #isEmpty(type: avro.Type): boolean {
    if (type.typeName === "null") return true;
    if (type instanceof avro.types.FixedType) return type.size === 0;
    return type instanceof avro.types.RecordType && type.fields.every((field) => this.has(field.type));
  }
}
