import { inPlaceSchemas, type Schema } from "../../model/schema.js";

/** Where "members that nothing declares are not sent" says more than the schemas say themselves. */
export class Closing {
  readonly #closes = new Map<Schema, boolean>();

  /** Whether the rule can refuse an object that the schema accepts. */
  closes(schema: Schema): boolean {
    let answer = this.#closes.get(schema);
    if (answer === undefined) {
      answer = this.#find(schema);
      this.#closes.set(schema, answer);
    }
    return answer;
  }

  /** Whether a schema declares members and leaves it open what else there may be. */
  declares(schema: Schema): boolean {
    return schema.properties !== undefined && !speaksOfAll(schema);
  }

  #find(schema: Schema): boolean {
    if (schema.always !== undefined || schema.types?.has("object") === false || speaksOfAll(schema)) return false;
    return this.declares(schema) || inPlaceSchemas(schema).some((inner) => inner !== schema.not && this.closes(inner));
  }
}

/** Whether a schema that fits has looked at every member, itself or by what it always includes. */
function speaksOfAll(schema: Schema): boolean {
  if (schema.additionalProperties !== undefined || schema.unevaluatedProperties !== undefined) return true;
  return [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.allOf ?? [])].some(speaksOfAll);
}
