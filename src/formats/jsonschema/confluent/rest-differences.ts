import type { Schema } from "../model/schema.js";
import type { Difference, SchemaComparer } from "./difference.js";

/** Differences of what is allowed beyond what is listed, as for `additionalProperties`. */
export function restDifferences(
  name: string,
  [original, update]: readonly [Schema, Schema],
  [before, after]: readonly [Schema | undefined, Schema | undefined],
  comparer: SchemaComparer,
): Difference[] {
  const found = (how: string): Difference[] => [{ type: `${name}_${how}`, original, update, subject: "" }];
  const [wasAllowed, isAllowed] = [before?.always !== false, after?.always !== false];
  if (wasAllowed !== isAllowed) return found(isAllowed ? "ADDED" : "REMOVED");
  const [was, is] = [schemaValued(before), schemaValued(after)];
  if (was === undefined && is === undefined) return [];
  if (was === undefined) return found("NARROWED");
  return is === undefined ? found("EXTENDED") : comparer.compare(was, is);
}

function schemaValued(schema: Schema | undefined): Schema | undefined {
  return schema?.always === undefined ? schema : undefined;
}
