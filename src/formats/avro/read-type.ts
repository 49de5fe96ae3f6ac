import type { Node } from "jsonc-parser";
import { SluiceError } from "../../core/errors.js";
import { extraAttributes } from "./attributes.js";
import { readLogicalType } from "./logical-type.js";
import { fullNameOf, isDottedName, isPrimitiveName } from "./names.js";
import { readEnum, readFixed, readRecord } from "./read-named-type.js";
import type { ReadType, SchemaReading, TypePlace } from "./schema-scope.js";
import { invalidSchema, membersOf, stringOf } from "./schema-text.js";
import {
  type AvroType,
  branchName,
  type ExtraAttributes,
  isNamed,
  type NamedType,
  primitiveKinds,
  type PrimitiveType,
} from "./schema-type.js";
import { undefinedNameHint } from "./undefined-name-hint.js";

/** How deep types may be nested in one another within a text. */
const maxTypeDepth = 200;

const annotations: ReadonlySet<string> = new Set(["type", "logicalType", "precision", "scale"]);
const noMembers: ReadonlyMap<string, Node> = new Map();

/**
 * Reads the type at a node (Avro 1.12, "Schema Declaration").
 * @throws SluiceError INVALID_SCHEMA with pointer, line and column; LIMIT_EXCEEDED when types nest too deep.
 */
export const readType: ReadType = (reading, node, place) => {
  if (place.depth > maxTypeDepth) {
    throw new SluiceError(
      "LIMIT_EXCEEDED",
      `The schema nests types more than ${maxTypeDepth} levels deep; give parts of it names and refer to them.`,
    );
  }
  const name = stringOf(node);
  if (name !== undefined) {
    return placed(reading, node, readName(reading, node, { name, members: noMembers, namespace: place.namespace }));
  }
  if (node.type === "array") return placed(reading, node, readUnion(reading, node, place));
  if (node.type === "object") return placed(reading, node, readObject(reading, node, place));
  throw invalidSchema(
    reading.source,
    node,
    `A schema is a type name, an object or an array (union), not a ${node.type}.`,
  );
};

/** Notes where a type is written. Named types were noted where they are defined. */
function placed(reading: SchemaReading, node: Node, type: AvroType): AvroType {
  if (!isNamed(type)) reading.scope.places.set(type, { source: reading.source, node });
  return type;
}

function readObject(reading: SchemaReading, node: Node, place: TypePlace): AvroType {
  const members = membersOf(reading.source, node);
  const typeNode = members.get("type");
  if (typeNode === undefined) {
    throw invalidSchema(
      reading.source,
      node,
      'The schema object has no "type"; add one, for example "type": "record".',
    );
  }
  const kind = stringOf(typeNode);
  switch (kind) {
    case undefined:
      throw invalidSchema(
        reading.source,
        typeNode,
        '"type" of a schema object has to be a type name; write the nested schema in place of the object.',
      );
    case "record":
    case "error":
      return readRecord(reading, node, place);
    case "enum":
      return readEnum(reading, node, place);
    case "fixed":
      return readFixed(reading, node, place);
    case "array":
      return {
        kind,
        items: readPart(reading, node, { key: "items", place }),
        extra: extraAttributes(reading.source, node, new Set(["type", "items"])),
      };
    case "map":
      return {
        kind,
        values: readPart(reading, node, { key: "values", place }),
        extra: extraAttributes(reading.source, node, new Set(["type", "values"])),
      };
    default:
      return readName(reading, typeNode, { name: kind, members, namespace: place.namespace, object: node });
  }
}

function readPart(reading: SchemaReading, node: Node, part: { key: string; place: TypePlace }): AvroType {
  const inner = membersOf(reading.source, node).get(part.key);
  if (inner === undefined) {
    const kind = part.key === "items" ? "An array" : "A map";
    throw invalidSchema(reading.source, node, `${kind} needs "${part.key}", the schema of what it holds.`);
  }
  return readType(reading, inner, { namespace: part.place.namespace, depth: part.place.depth + 1 });
}

interface NameText {
  readonly name: string;
  readonly members: ReadonlyMap<string, Node>;
  readonly namespace: string;
  /** The schema object around the name, where there is one. */
  readonly object?: Node;
}

function readName(reading: SchemaReading, node: Node, use: NameText): AvroType {
  const kind = primitiveKinds.find((primitive) => primitive === use.name);
  if (kind !== undefined) {
    const extra: ExtraAttributes =
      use.object === undefined ? new Map() : primitiveExtra(reading, use.object, kind, use.members);
    const primitive: PrimitiveType = { kind, logical: readLogicalType(reading.source, use.members, kind), extra };
    return primitive;
  }
  const named = findNamed(reading, use);
  if (named === undefined) {
    throw invalidSchema(reading.source, node, undefinedNameHint(reading.source, use.name, use.namespace));
  }
  if (reading.source.reference === "") reading.scope.uses.push({ type: named, node });
  return named;
}

/** A logical type that is ignored stays visible among the extra attributes. */
function primitiveExtra(
  reading: SchemaReading,
  object: Node,
  kind: PrimitiveType["kind"],
  members: ReadonlyMap<string, Node>,
): ExtraAttributes {
  const valid = readLogicalType(reading.source, members, kind) !== undefined;
  return extraAttributes(reading.source, object, valid ? annotations : new Set(["type"]));
}

/** Names resolve in the enclosing namespace; the null namespace is tried after it, as the Java library does. */
function findNamed(reading: SchemaReading, use: NameText): NamedType | undefined {
  if (!isDottedName(use.name)) return undefined;
  const definitions = reading.scope.definitions;
  const found = definitions.get(fullNameOf(use.name, use.namespace)) ?? definitions.get(use.name);
  if (found === undefined) return undefined;
  if (reading.source.reference === "" && found.source.reference !== "") reading.scope.borrowed.add(found.type.name);
  return found.type;
}

function readUnion(reading: SchemaReading, node: Node, place: TypePlace): AvroType {
  const branches: AvroType[] = [];
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    const branch = readType(reading, child, { namespace: place.namespace, depth: place.depth + 1 });
    if (branch.kind === "union") {
      throw invalidSchema(
        reading.source,
        child,
        "A union stands directly inside a union; list its types in the outer one.",
      );
    }
    const name = branchName(branch);
    if (seen.has(name)) {
      const what = isPrimitiveName(name) || name === branch.kind ? `more than one ${name}` : `"${name}" more than once`;
      throw invalidSchema(
        reading.source,
        child,
        `The union has ${what}; a reader could not tell them apart, so keep one.`,
      );
    }
    seen.add(name);
    branches.push(branch);
  }
  return { kind: "union", branches };
}
