import { create } from "@bufbuild/protobuf";
import {
  type MethodDescriptorProto,
  MethodDescriptorProtoSchema,
  type ServiceDescriptorProto,
  ServiceDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import type { ParseContext } from "./parse-context.js";
import { parseOptionStatement } from "./parse-option.js";
import type { TokenReader } from "./token-reader.js";

/** Parses a service after the word `service`; `scope` is the package. */
export function parseService(context: ParseContext, scope: string): ServiceDescriptorProto {
  const { reader, places, spans } = context;
  const start = reader.lastStart();
  const name = reader.identifier("the name of the service");
  const named = reader.spanFrom(reader.lastStart());
  const proto = create(ServiceDescriptorProtoSchema, { name: name.text });
  places.set(proto, { line: name.line, column: name.column });
  const fullName = scope === "" ? name.text : `${scope}.${name.text}`;
  reader.expect("{", "after the name of the service");
  const open = reader.lastStart();
  while (!reader.accept("}")) {
    if (reader.accept(";")) continue;
    if (reader.accept("option")) parseOptionStatement(context, proto, fullName);
    else if (reader.accept("rpc")) proto.method.push(parseMethod(context, fullName));
    else throw reader.unexpected('"rpc", "option" or "}"');
  }
  spans.set(proto, { whole: reader.spanFrom(start), name: named, body: reader.spanFrom(open) });
  return proto;
}

function parseMethod(context: ParseContext, scope: string): MethodDescriptorProto {
  const { reader, places, spans } = context;
  const start = reader.lastStart();
  const name = reader.identifier("the name of the method");
  const named = reader.spanFrom(reader.lastStart());
  const proto = create(MethodDescriptorProtoSchema, { name: name.text });
  places.set(proto, { line: name.line, column: name.column });
  const typed = reader.nextStart();
  const input = parseMethodType(reader);
  reader.expect("returns", "after the request type");
  const output = parseMethodType(reader);
  const head = reader.spanFrom(typed);
  proto.inputType = input.name;
  proto.outputType = output.name;
  if (input.stream) proto.clientStreaming = true;
  if (output.stream) proto.serverStreaming = true;
  if (reader.accept(";")) {
    spans.set(proto, { whole: reader.spanFrom(start), name: named, head });
    return proto;
  }
  reader.expect("{", 'or ";" after the method');
  const open = reader.lastStart();
  while (!reader.accept("}")) {
    if (reader.accept(";")) continue;
    reader.expect("option", 'or "}" in the method');
    parseOptionStatement(context, proto, `${scope}.${proto.name}`);
  }
  spans.set(proto, { whole: reader.spanFrom(start), name: named, head, body: reader.spanFrom(open) });
  return proto;
}

function parseMethodType(reader: TokenReader): { name: string; stream: boolean } {
  reader.expect("(", "before the type");
  const stream = reader.at("stream") && !reader.at(")", 1);
  if (stream) reader.next();
  const name = reader.dottedName("a message type");
  reader.expect(")", "after the type");
  return { name, stream };
}
