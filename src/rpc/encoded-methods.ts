import {
  clone,
  create,
  createFileRegistry,
  type DescFile,
  type DescMessage,
  type DescMethod,
} from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

/** A field of a message, by its name in the contract. */
export type FieldOf = readonly [message: DescMessage, field: string];

/**
 * A method of the contract whose fields of some names are bytes instead of messages, so that they can be read and written by
 * hand: on the wire both are the same (Protocol Buffers, "Length-Delimited Records"). It still has the type of the contract's
 * own, which no longer is that of those fields. Messages with such fields are to be in the file of the method.
 */
export function withEncodedFields<Method extends DescMethod>(method: Method, fields: readonly FieldOf[]): Method {
  const { file } = method.parent;
  const changed = clone(FileDescriptorProtoSchema, file.proto);
  for (const field of fields) makeBytes(changed, field);
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [...dependenciesOf(file), changed] }));
  const found = registry.getService(method.parent.typeName)?.method[method.localName];
  if (found === undefined) throw new Error(`The contract has no method ${method.name}.`);
  return found as Method;
}

function makeBytes(file: FileDescriptorProto, [{ name: messageName }, fieldName]: FieldOf): void {
  const message = file.messageType.find(({ name }) => name === messageName);
  const field = message?.field.find(({ name }) => name === fieldName);
  if (field === undefined) throw new Error(`The contract has no ${messageName}.${fieldName}.`);
  field.type = FieldDescriptorProto_Type.BYTES;
  field.typeName = "";
}

/** The files a file imports, each before those that import it. */
function dependenciesOf(file: DescFile): FileDescriptorProto[] {
  const found = new Map<string, FileDescriptorProto>();
  const visit = (one: DescFile): void => {
    for (const dependency of one.dependencies) {
      if (found.has(dependency.name)) continue;
      visit(dependency);
      found.set(dependency.name, dependency.proto);
    }
  };
  visit(file);
  return [...found.values()];
}
