import {
  clone,
  create,
  createFileRegistry,
  type FileRegistry,
  getExtension,
  hasExtension,
  setExtension,
} from "@bufbuild/protobuf";
import { type DescriptorProto, FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import {
  field as fieldRules,
  type FieldRules,
  message as messageRules,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { LoadedSchema } from "../load-schema.js";

/**
 * The types of a schema with the rules of Protovalidate's own catalogue only. Rules that people write in CEL are taken out:
 * the library would run them without bound.
 */
export function withStandardRules(schema: LoadedSchema): FileRegistry {
  const file = [...schema.registry.files].map(({ proto }) => {
    const copy = clone(FileDescriptorProtoSchema, proto);
    for (const message of copy.messageType) stripMessage(message);
    return copy;
  });
  return createFileRegistry(create(FileDescriptorSetSchema, { file }));
}

function stripMessage(message: DescriptorProto): void {
  for (const nested of message.nestedType) stripMessage(nested);
  if (message.options !== undefined && hasExtension(message.options, messageRules)) {
    const rules = getExtension(message.options, messageRules);
    setExtension(message.options, messageRules, { ...rules, cel: [], celExpression: [] });
  }
  for (const { options } of message.field) {
    if (options === undefined || !hasExtension(options, fieldRules)) continue;
    setExtension(options, fieldRules, stripped(getExtension(options, fieldRules)));
  }
}

/** The same without expressions, and without predefined rules, which are extensions. */
function stripped(rules: FieldRules): FieldRules {
  const { type } = rules;
  if (type.value !== undefined) delete type.value.$unknown;
  if (type.case === "repeated" && type.value.items !== undefined) type.value.items = stripped(type.value.items);
  if (type.case === "map") {
    if (type.value.keys !== undefined) type.value.keys = stripped(type.value.keys);
    if (type.value.values !== undefined) type.value.values = stripped(type.value.values);
  }
  return Object.assign(rules, { cel: [], celExpression: [] });
}
