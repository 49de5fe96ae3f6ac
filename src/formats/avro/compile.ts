import { invalidArgument } from "../../core/errors.js";
import type { SchemaSource } from "../../core/schema.js";
import type { CompiledSchema } from "../format.js";
import { compileCheck } from "./compile-check.js";
import { encodeText, textWithin } from "../edited-text.js";
import { decodeValue } from "./decode-value.js";
import { editableText } from "./editable-text.js";
import { normalizedText } from "./normalized-text.js";
import { parseSchema } from "./parse-schema.js";
import { relaxations } from "./relaxations.js";
import { searchText } from "./search-text.js";
import { validatePayload } from "./validate.js";
import { cursorOn } from "./value-cursor.js";
import { writeValue } from "./write-value.js";

/** Reads a schema and makes it ready to check Avro binary payloads. Errors as `parseSchema`. */
export function compile(source: SchemaSource): CompiledSchema {
  const schema = parseSchema(source);
  const check = compileCheck(schema);
  return {
    canonical: schema.canonical,
    normalized: normalizedText(schema),
    searchText: searchText(schema),
    referenceNames: schema.referenceNames,
    footprint: 1,
    sensitiveNames: [],
    validate: (payload, select) => validatePayload(check, payload, select),
    decode: (payload, select) => {
      if (validatePayload(check, payload, select) !== undefined) {
        throw invalidArgument("payload", "does not fit the schema; validate it first and decode only what is valid");
      }
      return decodeValue(schema.root, cursorOn(payload));
    },
    editable: (payload, select) => {
      const verdict = validatePayload(check, payload, select);
      if (verdict?.failureType !== "malformed") {
        return textWithin((room) => editableText(schema.root, cursorOn(payload), room));
      }
      return { kind: "unreadable", reason: "cannot be read as Avro by its schema, so there is nothing to change" };
    },
    encode: (text) => encodeText(text, (edited) => writeValue(schema.root, edited)),
    relaxations: (violation) => relaxations(schema, violation),
    framingLength: () => 0,
    rootName: () => "",
    framingOf: () => new Uint8Array(),
  };
}
