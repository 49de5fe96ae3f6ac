import { SluiceError } from "../../core/errors.js";
import { InvalidSchema, spotOfError } from "../invalid-schema.js";
import type { LocalSchema } from "./local-sources.js";

/**
 * Makes sure that a schema is one.
 * @throws InvalidSchema with the place of the fault.
 */
export async function compileLocal({ language, source, document }: LocalSchema): Promise<void> {
  try {
    await language.compile(source);
  } catch (caught) {
    if (!(caught instanceof SluiceError)) throw caught;
    throw new InvalidSchema(spotOfError(caught.metadata, document), caught.message);
  }
}
