import { expect, test } from "vitest";
import { SluiceError } from "../../../src/core/errors.js";
import { createRedaction } from "../../../src/registry/redaction.js";
import { letter } from "../../support/rows.js";

const fails = (error: Error) => async (): Promise<never> => {
  throw error;
};

/** Masks where no subject has a version, and reading the schema that the letter was tried with fails like this. */
function redactionWith(error: Error) {
  const unknown = new SluiceError("SUBJECT_NOT_FOUND", "There is no such subject.");
  return createRedaction({
    compiledSchemas: { get: fails(error) },
    sources: { resolve: fails(error), ofContent: fails(error) },
    subjectVersions: { of: fails(unknown), find: fails(unknown) },
    strategyOf: async () => "topic-record",
  });
}

const schema = { subject: "orders/placed", version: 1, semver: "1.0.0", schemaId: 7 };
const tried = letter(1, { schema });

test("a payload whose schema is there and cannot be read is hidden, since anything in it may be sensitive", async () => {
  const redact = redactionWith(new SluiceError("LIMIT_EXCEEDED", "Its references are too long."));
  const shown = await redact(tried);
  expect(shown.redacted).toBe(true);
  expect(Buffer.from(shown.letter.event.data).toString()).toBe('"***"');
});

test("a payload that names a schema that does not exist is shown", async () => {
  const redact = redactionWith(new SluiceError("SCHEMA_NOT_FOUND", "No schema has the id 7."));
  expect(await redact(tried)).toMatchObject({ letter: tried, redacted: false });
});
