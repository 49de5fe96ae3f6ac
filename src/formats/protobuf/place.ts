import { SluiceError } from "../../core/errors.js";

/** Where something stands in a .proto text. Both counts start at 1; a tab is one column. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The refusal of a Protobuf schema. `place` is undefined for descriptors, which have no text to point into;
 * `file` names the import in which the fault lies and is empty for the schema itself.
 */
export function invalidSchema(message: string, place?: Place, file = ""): SluiceError {
  const inFile = file === "" ? "" : ` of ${file}`;
  if (place === undefined) {
    return new SluiceError("INVALID_SCHEMA", file === "" ? message : `${file}: ${message}`, {
      metadata: file === "" ? {} : { file },
    });
  }
  const where = `Line ${place.line}, column ${place.column}${inFile}: ${message}`;
  const metadata = { line: String(place.line), column: String(place.column) };
  return new SluiceError("INVALID_SCHEMA", where, { metadata: file === "" ? metadata : { ...metadata, file } });
}
