import {
  create,
  type DescExtension,
  type DescMessage,
  type FileRegistry,
  mergeFromBinary,
  type Message,
} from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  ExtensionRangeOptionsSchema,
  FieldOptions_OptionTargetType as Target,
  FieldOptionsSchema,
  FileOptionsSchema,
  MessageOptionsSchema,
  MethodOptionsSchema,
  OneofOptionsSchema,
  ServiceOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { encodeOption, type OptionField, type OptionLookup, optionField } from "./option-encoding.js";
import type { OptionOwner, OptionValue, PendingOption } from "./parsed-file.js";
import { invalidSchema } from "./place.js";
import type { LinkContext } from "./resolve-types.js";

const schemas: Record<OptionOwner["$typeName"], DescMessage> = {
  "google.protobuf.FileDescriptorProto": FileOptionsSchema,
  "google.protobuf.DescriptorProto": MessageOptionsSchema,
  "google.protobuf.FieldDescriptorProto": FieldOptionsSchema,
  "google.protobuf.OneofDescriptorProto": OneofOptionsSchema,
  "google.protobuf.EnumDescriptorProto": EnumOptionsSchema,
  "google.protobuf.EnumValueDescriptorProto": EnumValueOptionsSchema,
  "google.protobuf.ServiceDescriptorProto": ServiceOptionsSchema,
  "google.protobuf.MethodDescriptorProto": MethodOptionsSchema,
  "google.protobuf.DescriptorProto.ExtensionRange": ExtensionRangeOptionsSchema,
};

const targets: Record<OptionOwner["$typeName"], Target> = {
  "google.protobuf.FileDescriptorProto": Target.TARGET_TYPE_FILE,
  "google.protobuf.DescriptorProto": Target.TARGET_TYPE_MESSAGE,
  "google.protobuf.FieldDescriptorProto": Target.TARGET_TYPE_FIELD,
  "google.protobuf.OneofDescriptorProto": Target.TARGET_TYPE_ONEOF,
  "google.protobuf.EnumDescriptorProto": Target.TARGET_TYPE_ENUM,
  "google.protobuf.EnumValueDescriptorProto": Target.TARGET_TYPE_ENUM_ENTRY,
  "google.protobuf.ServiceDescriptorProto": Target.TARGET_TYPE_SERVICE,
  "google.protobuf.MethodDescriptorProto": Target.TARGET_TYPE_METHOD,
  "google.protobuf.DescriptorProto.ExtensionRange": Target.TARGET_TYPE_EXTENSION_RANGE,
};

/** Options that a text must not set: the compiler does. */
const forbidden = new Set(["map_entry", "uninterpreted_option"]);

/** Sets the options that descriptor.proto itself declares. They decide how the file is read, so they come before the registry. */
export function interpretStandardOptions(context: LinkContext): void {
  interpret(
    context,
    context.parsed.options.filter((option) => !usesExtension(option)),
    undefined,
  );
}

/** Sets the custom options, whose types come from `registry`. */
export function interpretCustomOptions(context: LinkContext, registry: FileRegistry): void {
  interpret(context, context.parsed.options.filter(usesExtension), registry);
}

function usesExtension(option: PendingOption): boolean {
  return option.name.some((part) => part.isExtension) || valueUsesExtension(option.value);
}

function valueUsesExtension(value: OptionValue): boolean {
  if (value.kind === "list") return value.items.some(valueUsesExtension);
  return (
    value.kind === "message" && value.fields.some((field) => field.name.isExtension || valueUsesExtension(field.value))
  );
}

function interpret(context: LinkContext, options: readonly PendingOption[], registry: FileRegistry | undefined): void {
  const seen = new Map<OptionOwner, Set<string>>();
  for (const option of options) {
    const lookup = lookupFor(context, option, registry);
    const path = optionPath(lookup, option);
    const names = seen.get(option.owner) ?? new Set();
    seen.set(option.owner, names);
    const key = path.map((field) => String(field.number)).join(".");
    const last = path.at(-1);
    if (names.has(key) && last?.fieldKind !== "list" && last?.fieldKind !== "map") {
      throw lookup.refuse(`The option "${nameOf(option)}" is set twice; remove one.`, option.place);
    }
    names.add(key);
    mergeOptions(option.owner, encodeOption(lookup, path, option.value));
  }
}

function nameOf(option: PendingOption): string {
  return option.name.map((part) => (part.isExtension ? `(${part.name})` : part.name)).join(".");
}

function optionPath(lookup: OptionLookup, option: PendingOption): OptionField[] {
  let message: DescMessage | undefined = schemas[option.owner.$typeName];
  const path: OptionField[] = [];
  for (const part of option.name) {
    if (message === undefined || (path.length > 0 && path.at(-1)?.fieldKind !== "message")) {
      throw lookup.refuse(`"${nameOf(option)}" goes into something that is not a single message.`, option.place);
    }
    if (path.length === 0 && !part.isExtension && forbidden.has(part.name)) {
      throw lookup.refuse(`The option "${part.name}" is set by the compiler only; remove it.`, option.place);
    }
    const field = optionField(lookup, message, part, option.place);
    const allowed = field.proto.options?.targets ?? [];
    if (allowed.length > 0 && !allowed.includes(targets[option.owner.$typeName])) {
      throw lookup.refuse(`The option "${nameOf(option)}" cannot be set here.`, option.place);
    }
    path.push(field);
    message = field.message;
  }
  return path;
}

function lookupFor(context: LinkContext, option: PendingOption, registry: FileRegistry | undefined): OptionLookup {
  const refuse: OptionLookup["refuse"] = (message, place) =>
    invalidSchema(message, { line: place.line, column: place.column }, context.label);
  return {
    refuse,
    extension(name, extendee, place): DescExtension {
      const symbol = context.symbols.resolve(option.scope, name, ["extension"]);
      const found = symbol === undefined ? undefined : registry?.getExtension(symbol.name);
      if (found === undefined) {
        throw refuse(`There is no custom option "${name}" here; import the file that declares it or remove it.`, place);
      }
      if (found.extendee.typeName !== extendee.typeName) {
        throw refuse(
          `"${name}" extends ${found.extendee.typeName}, so it cannot be set in ${extendee.typeName}.`,
          place,
        );
      }
      return found;
    },
  };
}

function mergeOptions(owner: OptionOwner, bytes: Uint8Array): void {
  switch (owner.$typeName) {
    case "google.protobuf.FileDescriptorProto":
      owner.options = merge(FileOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.DescriptorProto":
      owner.options = merge(MessageOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.FieldDescriptorProto":
      owner.options = merge(FieldOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.OneofDescriptorProto":
      owner.options = merge(OneofOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.EnumDescriptorProto":
      owner.options = merge(EnumOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.EnumValueDescriptorProto":
      owner.options = merge(EnumValueOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.ServiceDescriptorProto":
      owner.options = merge(ServiceOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.MethodDescriptorProto":
      owner.options = merge(MethodOptionsSchema, owner.options, bytes);
      return;
    case "google.protobuf.DescriptorProto.ExtensionRange":
      owner.options = merge(ExtensionRangeOptionsSchema, owner.options, bytes);
  }
}

function merge<T extends Message>(schema: GenMessage<T>, options: T | undefined, bytes: Uint8Array) {
  return mergeFromBinary(schema, options ?? create(schema), bytes);
}
