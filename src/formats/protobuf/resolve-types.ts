import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import type { SluiceError } from "../../core/errors.js";
import type { ParsedFile } from "./parsed-file.js";
import { invalidSchema } from "./place.js";
import { qualify, type SymbolKind, type SymbolTable } from "./symbols.js";

/** What linking a file needs to know. `label` names the file in errors. */
export interface LinkContext {
  readonly parsed: ParsedFile;
  readonly symbols: SymbolTable;
  readonly label: string;
}

/** The refusal of a schema because of something it declares. */
export function refuse({ parsed, label }: LinkContext, node: object, message: string): SluiceError {
  return invalidSchema(message, parsed.places.get(node), label);
}

/**
 * Replaces every type name of a file by the full name with a leading dot and sets the field types that a text leaves
 * open (message or enum).
 * @throws SluiceError INVALID_SCHEMA for names that mean nothing, or something else than the place wants.
 */
export function resolveTypes(context: LinkContext): void {
  const { proto } = context.parsed;
  for (const message of proto.messageType) resolveMessage(context, message, proto.package);
  for (const field of proto.extension) resolveField(context, field, proto.package);
  for (const service of proto.service) {
    for (const method of service.method) {
      const scope = qualify(proto.package, service.name);
      method.inputType = resolveName(context, method, { scope, name: method.inputType, kinds: ["message"] }).name;
      method.outputType = resolveName(context, method, { scope, name: method.outputType, kinds: ["message"] }).name;
    }
  }
}

function resolveMessage(context: LinkContext, message: DescriptorProto, scope: string): void {
  const name = qualify(scope, message.name);
  for (const field of message.field) resolveField(context, field, name);
  for (const field of message.extension) resolveField(context, field, name);
  for (const nested of message.nestedType) resolveMessage(context, nested, name);
}

function resolveField(context: LinkContext, field: FieldDescriptorProto, scope: string): void {
  if (field.extendee !== "") {
    field.extendee = resolveName(context, field, { scope, name: field.extendee, kinds: ["message"] }).name;
  }
  if (field.typeName === "") return;
  const { name, kind } = resolveName(context, field, { scope, name: field.typeName, kinds: ["message", "enum"] });
  field.typeName = name;
  if (kind === "enum") {
    if (isSet(field.type) && field.type !== Type.ENUM) throw contradiction(context, field, name, "an enum");
    field.type = Type.ENUM;
  } else {
    if (field.type === Type.ENUM) throw contradiction(context, field, name, "a message");
    if (!isSet(field.type)) field.type = Type.MESSAGE;
  }
}

// A descriptor type that was never set reads as the default of the field, double.
function isSet(type: Type): boolean {
  return type === Type.MESSAGE || type === Type.GROUP || type === Type.ENUM;
}

function contradiction(context: LinkContext, field: FieldDescriptorProto, name: string, is: string): Error {
  const place = context.parsed.places.get(field);
  return invalidSchema(
    `The descriptor of field "${field.name}" is wrong: ${name.slice(1)} is ${is}.`,
    place,
    context.label,
  );
}

interface NameUse {
  readonly scope: string;
  readonly name: string;
  readonly kinds: readonly SymbolKind[];
}

function resolveName(context: LinkContext, node: object, use: NameUse): { name: string; kind: SymbolKind } {
  const found = context.symbols.resolve(use.scope, use.name, use.kinds);
  if (found !== undefined) return { name: `.${found.name}`, kind: found.kind };
  const wanted = use.kinds.length > 1 ? "message or enum" : "message";
  const other = context.symbols.resolve(use.scope, use.name, ["service", "field", "enum", "enum value", "package"]);
  const why =
    other === undefined
      ? `There is no ${wanted} "${use.name}" here; declare it, import the file that does, or correct the name.`
      : `"${use.name}" is a ${other.kind}, but the place wants a ${wanted}.`;
  throw refuse(context, node, why);
}
