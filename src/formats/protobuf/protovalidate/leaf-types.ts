import {
  clone,
  createFileRegistry,
  type DescFile,
  type DescMessage,
  getExtension,
  hasExtension,
  setExtension,
} from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  EmptySchema,
  FieldDescriptorProto_Type as Type,
  file_google_protobuf_empty,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import {
  field as fieldRules,
  type FieldRules,
  Ignore,
  message as messageRules,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { messagesOf } from "../declarations.js";
import type { LoadedSchema } from "../load-schema.js";
import { rulesWithin } from "./field-rules.js";
import { fileStatesRules } from "./stated-rules.js";

/** Types for which Protovalidate has rules, so that the library has to see them in fields. */
const ruledTypes = new Set(
  ["Any", "Duration", "FieldMask", "Timestamp", "BoolValue", "BytesValue", "DoubleValue", "FloatValue"]
    .concat(["Int32Value", "Int64Value", "StringValue", "UInt32Value", "UInt64Value"])
    .map((name) => `.google.protobuf.${name}`),
);

/**
 * The types of a schema as the library gets to see them, by name: each by itself, with the messages in its fields as empty
 * ones, and without rules that people write in CEL. The library would walk into messages and run expressions without bound.
 */
export function leafTypes(schema: LoadedSchema): ReadonlyMap<string, DescMessage> {
  const files = new Map<string, DescFile>();
  const types = new Map<string, DescMessage>();
  const resolve = (name: string): DescFile | undefined =>
    files.get(name) ?? (name === file_google_protobuf_empty.proto.name ? file_google_protobuf_empty : undefined);
  for (const file of schema.registry.files) {
    if (!fileStatesRules(file.proto)) {
      files.set(file.proto.name, file);
      continue;
    }
    const leaves = createFileRegistry(leafFile(file.proto), resolve);
    for (const leaf of leaves.files) if (leaf.proto.name === file.proto.name) files.set(leaf.proto.name, leaf);
    for (const type of leaves)
      if (type.kind === "message" && type.file.proto.name === file.proto.name) types.set(type.typeName, type);
  }
  return types;
}

function leafFile(proto: FileDescriptorProto): FileDescriptorProto {
  const copy = clone(FileDescriptorProtoSchema, proto);
  copy.extension = [];
  copy.service = [];
  const empty = file_google_protobuf_empty.proto.name;
  if (!copy.dependency.includes(empty)) copy.dependency.push(empty);
  for (const { name, proto: message } of messagesOf(copy)) stripMessage(message, name);
  return copy;
}

function stripMessage(message: DescriptorProto, fullName: string): void {
  message.extension = [];
  if (message.options !== undefined && hasExtension(message.options, messageRules)) {
    const rules = getExtension(message.options, messageRules);
    setExtension(message.options, messageRules, { ...rules, cel: [], celExpression: [] });
  }
  const entries = new Set(
    message.nestedType.filter(({ options }) => options?.mapEntry === true).map(({ name }) => `.${fullName}.${name}`),
  );
  for (const field of message.field) {
    const { options } = field;
    if (options !== undefined && hasExtension(options, fieldRules)) {
      const rules = getExtension(options, fieldRules);
      strip(rules);
      setExtension(options, fieldRules, rules);
    }
    const holdsMessage = field.type === Type.MESSAGE || field.type === Type.GROUP;
    if (!holdsMessage || entries.has(field.typeName) || ruledTypes.has(field.typeName)) continue;
    field.type = Type.MESSAGE;
    field.typeName = `.${EmptySchema.typeName}`;
  }
}

/** Takes expressions out of rules, and predefined rules, which are extensions. */
function strip(rules: FieldRules): void {
  for (const one of rulesWithin(rules)) {
    one.cel = [];
    one.celExpression = [];
    if (one.ignore === Ignore.ALWAYS) one.type = { case: undefined };
    delete one.type.value?.$unknown;
  }
}
