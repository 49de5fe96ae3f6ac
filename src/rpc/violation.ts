import { SluiceError } from "../core/errors.js";

/** A frame of a publish stream that the protocol does not allow there; `field` names it. */
export function violation(field: string, what: string): SluiceError {
  return new SluiceError("PROTOCOL_VIOLATION", `${field}: ${what}.`, { fields: [{ field, description: what }] });
}
