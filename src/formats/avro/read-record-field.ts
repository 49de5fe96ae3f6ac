import type { Node } from "jsonc-parser";
import { extraAttributes, readNames } from "./attributes.js";
import { isPlainName } from "./names.js";
import type { SchemaReading, TypePlace } from "./schema-scope.js";
import { invalidSchema, membersOf, printJson, stringOf } from "./schema-text.js";
import type { RecordField } from "./schema-type.js";

const fieldAttributes = new Set(["name", "type", "doc", "default", "order", "aliases"]);

/** Reads one field of a record and puts its default aside to be checked when all types are complete. Errors as `readType`. */
export function readRecordField(reading: SchemaReading, node: Node, place: TypePlace): RecordField {
  const { source } = reading;
  if (node.type !== "object") throw invalidSchema(source, node, `A field has to be an object, not a ${node.type}.`);
  const members = membersOf(source, node);
  const nameNode = members.get("name");
  const name = stringOf(nameNode);
  if (name === undefined || !isPlainName(name)) {
    const problem = 'A field needs a "name" of letters, digits and underscores, no digit first.';
    throw invalidSchema(source, nameNode ?? node, problem);
  }
  const typeNode = members.get("type");
  if (typeNode === undefined) throw invalidSchema(source, node, `The field "${name}" has no "type"; add one.`);
  const type = reading.readType(reading, typeNode, place);
  const fallback = members.get("default");
  const field: RecordField = {
    name,
    aliases: readNames(source, members.get("aliases"), isPlainName),
    type,
    doc: stringOf(members.get("doc")) ?? "",
    order: readOrder(reading, members.get("order"), name),
    fallback:
      fallback === undefined
        ? undefined
        : {
            canonical: printJson(source, fallback, { normalize: false }),
            normalized: printJson(source, fallback, { normalize: true }),
          },
    extra: extraAttributes(source, node, fieldAttributes),
  };
  if (fallback !== undefined) reading.scope.defaults.set(field, { source, node: fallback, fieldName: name, type });
  return field;
}

function readOrder(reading: SchemaReading, node: Node | undefined, field: string): RecordField["order"] {
  if (node === undefined) return "ascending";
  const order = stringOf(node);
  if (order === "ascending" || order === "descending" || order === "ignore") return order;
  throw invalidSchema(
    reading.source,
    node,
    `"order" of the field "${field}" has to be "ascending", "descending" or "ignore".`,
  );
}
