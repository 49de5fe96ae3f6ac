import type { SchemaChange } from "../../core/finding.js";
import type { SchemaSource } from "../../core/schema.js";
import { changesBetween } from "./changes.js";
import { loadSchema } from "./loaded-schema.js";

/** What changed between two schemas, in plain words, references followed; empty when they mean and say the same. */
export function diffSchemas(from: SchemaSource, to: SchemaSource): readonly SchemaChange[] {
  const changes = changesBetween(loadSchema(from).program.root, loadSchema(to).program.root);
  return changes.map(({ kind, path, message, before, after }) => ({ kind, path, message, before, after }));
}
