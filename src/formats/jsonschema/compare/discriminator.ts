import type { JsonValue } from "../model/json.js";
import { type Schema, schemaLike } from "../model/schema.js";
import { type Conjunction, extend, finiteValues } from "./conjunction.js";
import { memberOf } from "./members.js";
import type { ProofOptions } from "./goal.js";

const maxValues = 40;

/**
 * The writer's objects told apart by a member that the reader's alternatives fix to single values, where the writer
 * always sends it with one of few values; undefined when there is no such member.
 */
export function discriminatorCases(
  writer: Conjunction,
  reader: Schema,
  options: ProofOptions,
): Conjunction[] | undefined {
  for (const name of discriminators(reader)) {
    if (!writer.present.has(name) || writer.settled.has(`member:${name}`)) continue;
    const values = finiteValues(memberOf(writer, name, options), options);
    const like = writer.all[0];
    if (values === undefined || values.length < 2 || values.length > maxValues || like === undefined) continue;
    return values.map((value) => extend(writer, { foreign: [fixing(like, name, value)], settled: `member:${name}` }));
  }
  return undefined;
}

function fixing(like: Schema, name: string, value: JsonValue): Schema {
  return schemaLike(like, { properties: new Map([[name, schemaLike(like, { constant: { value } })]]) });
}

function discriminators(reader: Schema): Set<string> {
  const names = new Set<string>();
  const branches = [...(reader.anyOf ?? []), ...(reader.oneOf ?? []), ...(reader.if === undefined ? [] : [reader.if])];
  const visit = (schema: Schema, depth: number): void => {
    if (depth > 4) return;
    for (const [name, inner] of schema.properties ?? []) {
      if (inner.constant !== undefined || inner.enum !== undefined) names.add(name);
    }
    if (schema.ref !== undefined) visit(schema.ref, depth + 1);
    for (const inner of schema.allOf ?? []) visit(inner, depth + 1);
  };
  for (const branch of branches) visit(branch, 0);
  return names;
}
