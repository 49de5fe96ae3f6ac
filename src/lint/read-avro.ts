import type { Node } from "jsonc-parser";
import { childPointer } from "../core/json-pointer.js";
import { itemsOf, JsonText, membersOf, textOf } from "./json-text.js";
import { tagsOf } from "./read-json-schema.js";
import type { SchemaElement } from "./schema-element.js";

/** A record, error, enum or fixed as it is declared. */
export interface AvroNamedType {
  readonly kind: "record" | "error" | "enum" | "fixed";
  /** Without namespace. */
  readonly name: string;
  /** The namespace it gets, inherited or its own; empty for none. */
  readonly namespace: string;
  /** Where it says its own namespace; undefined when it inherits it. */
  readonly ownNamespace: { readonly path: string; readonly node: Node } | undefined;
  readonly path: string;
  readonly place: Node;
  readonly members: ReadonlyMap<string, Node>;
}

/** A field of a record. */
export interface AvroField {
  readonly name: string;
  readonly path: string;
  readonly place: Node;
  readonly members: ReadonlyMap<string, Node>;
}

/** A `logicalType` and where it stands. */
export interface AvroLogicalType {
  readonly name: string;
  readonly path: string;
  readonly place: Node;
}

/** An Avro schema laid out for rules. */
export interface AvroSubject {
  readonly format: "avro";
  readonly text: JsonText;
  readonly types: readonly AvroNamedType[];
  readonly fields: readonly AvroField[];
  readonly logicalTypes: readonly AvroLogicalType[];
  readonly elements: readonly SchemaElement[];
}

const namedKinds: ReadonlySet<string> = new Set(["record", "error", "enum", "fixed"]);

/** @throws SluiceError as `JsonText`. */
export function readAvro(source: string): AvroSubject {
  const text = new JsonText(source);
  const walk = new AvroWalk(text);
  walk.type(text.root, "", "");
  const { types, fields, logicalTypes, elements } = walk;
  return { format: "avro", text, types, fields, logicalTypes, elements };
}

class AvroWalk {
  readonly types: AvroNamedType[] = [];
  readonly fields: AvroField[] = [];
  readonly logicalTypes: AvroLogicalType[] = [];
  readonly elements: SchemaElement[] = [];
  readonly #text: JsonText;

  constructor(text: JsonText) {
    this.#text = text;
  }

  type(node: Node | undefined, path: string, namespace: string): void {
    if (node?.type === "array") {
      itemsOf(node).forEach((branch, at) => {
        this.type(branch, childPointer(path, at), namespace);
      });
    }
    if (node?.type !== "object") return;
    const members = new Map(membersOf(node).map(({ name, value }) => [name, value]));
    this.#logicalType(members, path);
    const type = members.get("type");
    const kind = textOf(type) ?? "";
    if (namedKinds.has(kind)) this.#named(kind as AvroNamedType["kind"], { node, path, members }, namespace);
    else if (kind === "array") this.type(members.get("items"), childPointer(path, "items"), namespace);
    else if (kind === "map") this.type(members.get("values"), childPointer(path, "values"), namespace);
    else this.type(type, childPointer(path, "type"), namespace);
  }

  #logicalType(members: ReadonlyMap<string, Node>, path: string): void {
    const place = members.get("logicalType");
    const name = textOf(place);
    if (place === undefined || name === undefined) return;
    this.logicalTypes.push({ name, path: childPointer(path, "logicalType"), place });
  }

  #named(kind: AvroNamedType["kind"], declared: Declared, inherited: string): void {
    const { path, members } = declared;
    const written = textOf(members.get("name")) ?? "";
    const dot = written.lastIndexOf(".");
    const node = dot === -1 ? members.get("namespace") : members.get("name");
    const own = dot === -1 ? textOf(node) : written.slice(0, dot);
    const name = written.slice(dot + 1);
    const namespace = own ?? inherited;
    const place = members.get("name") ?? declared.node;
    const nodePath = childPointer(path, dot === -1 ? "namespace" : "name");
    const ownNamespace = own === undefined || node === undefined ? undefined : { path: nodePath, node };
    this.types.push({ kind, name, namespace, ownNamespace, path, place, members });
    this.#element({ ...declared, place, name }, kind === "enum" ? "enum" : "type", kind);
    if (kind === "enum") this.#symbols(members, path);
    if (kind === "record" || kind === "error") this.#fields(members, path, namespace);
  }

  #symbols(members: ReadonlyMap<string, Node>, path: string): void {
    const owner = childPointer(path, "symbols");
    itemsOf(members.get("symbols")).forEach((node, at) => {
      const position = this.#text.positionOf(node);
      const place = { path: childPointer(owner, at), position, owner };
      const rest = { documentation: undefined, tags: [], tag: undefined };
      this.elements.push({ kind: "enum-value", noun: "symbol", name: textOf(node) ?? "", ...place, ...rest });
    });
  }

  #fields(members: ReadonlyMap<string, Node>, path: string, namespace: string): void {
    itemsOf(members.get("fields")).forEach((node, at) => {
      const field = new Map(membersOf(node).map(({ name, value }) => [name, value]));
      const fieldPath = childPointer(childPointer(path, "fields"), at);
      const place = field.get("name") ?? node;
      const name = textOf(field.get("name")) ?? "";
      this.fields.push({ name, path: fieldPath, place, members: field });
      this.#element({ node, path: fieldPath, members: field, place, name }, "field", "field");
      this.#logicalType(field, fieldPath);
      this.type(field.get("type"), childPointer(fieldPath, "type"), namespace);
    });
  }

  #element(declared: Declared & { place: Node; name: string }, kind: SchemaElement["kind"], noun: string): void {
    const { path, members, place, name } = declared;
    this.elements.push({
      kind,
      noun,
      name,
      path,
      position: this.#text.positionOf(place),
      documentation: noun === "fixed" ? undefined : (textOf(members.get("doc"))?.trim() ?? ""),
      tags: [...tagsOf(members.get("confluent:tags")), ...tagsOf(members.get("tags"))],
      tag: (tag) => this.#text.replace(childPointer(path, "confluent:tags"), [tag]),
      owner: path,
    });
  }
}

interface Declared {
  readonly node: Node;
  readonly path: string;
  readonly members: ReadonlyMap<string, Node>;
}
