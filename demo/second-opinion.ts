import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { type Json, type JsonObject } from "./json.js";
import { type EventSchema } from "./schemas.js";

/** Says whether a payload fits the schema of its event type. */
export type Opinion = (event: string, payload: Json) => boolean;

/**
 * What a validator says that knows nothing of Sluice: Ajv on GitHub's document as it was published. Sluice has to agree
 * with it on every single event.
 */
export function secondOpinion(document: JsonObject, schemas: readonly EventSchema[]): Opinion {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, "webhooks");
  const definitions = new Map(schemas.map(({ event, definition }) => [event, definition]));
  return (event, payload) => {
    const validate = ajv.getSchema(`webhooks#/definitions/${definitions.get(event) ?? ""}`);
    if (validate === undefined) throw new Error(`There is no schema for events of type '${event}'.`);
    return validate(payload) === true;
  };
}
