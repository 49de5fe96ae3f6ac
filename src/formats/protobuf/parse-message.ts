import { create } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  DescriptorProto_ExtensionRangeSchema,
  DescriptorProto_ReservedRangeSchema,
  DescriptorProtoSchema,
  type FieldDescriptorProto,
  OneofDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import { enter, type ParseContext, type Scope } from "./parse-context.js";
import { parseEnum } from "./parse-enum.js";
import { type FieldTarget, parseField } from "./parse-field.js";
import { checkNesting, parseBracketedOptions, parseOptionStatement } from "./parse-option.js";
import { parseRanges, parseReserved } from "./parse-ranges.js";

/** Parses a message after the word `message`. */
export function parseMessage(context: ParseContext, scope: Scope): DescriptorProto {
  const { reader, places, spans } = context;
  const start = reader.lastStart();
  const name = reader.identifier("the name of the message");
  const named = reader.spanFrom(reader.lastStart());
  const proto = create(DescriptorProtoSchema, { name: name.text });
  places.set(proto, { line: name.line, column: name.column });
  const open = reader.nextStart();
  parseMessageBody(context, enter(scope, proto), proto);
  spans.set(proto, { whole: reader.spanFrom(start), name: named, body: reader.spanFrom(open) });
  return proto;
}

/** Parses `{ … }` of a message or group into `proto`; `inside` is the scope of the message itself. */
function parseMessageBody(context: ParseContext, inside: Scope, proto: DescriptorProto): void {
  checkNesting(inside.depth);
  context.reader.expect("{", "before the fields");
  const fields = fieldTarget(inside, proto, undefined);
  while (!context.reader.accept("}")) {
    if (context.reader.accept(";")) continue;
    if (!parseMember(context, inside, proto)) parseField(context, fields);
  }
  addSyntheticOneofs(proto);
}

function fieldTarget(scope: Scope, proto: DescriptorProto, oneofIndex: number | undefined): FieldTarget {
  return { fields: proto.field, groups: proto.nestedType, scope, oneofIndex, parseBody: parseMessageBody };
}

type MemberParser = (context: ParseContext, inside: Scope, proto: DescriptorProto) => void;

const members: Readonly<Record<string, MemberParser>> = {
  message: (context, inside, proto) => {
    proto.nestedType.push(parseMessage(context, inside));
  },
  enum: (context, inside, proto) => {
    proto.enumType.push(parseEnum(context, inside.name));
  },
  extend: (context, inside, proto) => {
    parseExtend(context, inside, { fields: proto.extension, groups: proto.nestedType });
  },
  option: (context, inside, proto) => {
    parseOptionStatement(context, proto, inside.name);
  },
  oneof: parseOneof,
  reserved: parseMessageReserved,
  extensions: parseExtensionRanges,
};

function parseMember(context: ParseContext, inside: Scope, proto: DescriptorProto): boolean {
  const keyword = context.reader.peek();
  const parse = Object.hasOwn(members, keyword.text) ? members[keyword.text] : undefined;
  if (keyword.kind !== "identifier" || parse === undefined) return false;
  context.reader.next();
  parse(context, inside, proto);
  return true;
}

function parseOneof(context: ParseContext, inside: Scope, proto: DescriptorProto): void {
  const { reader, places, spans } = context;
  const start = reader.lastStart();
  const name = reader.identifier("the name of the oneof");
  const named = reader.spanFrom(reader.lastStart());
  const oneof = create(OneofDescriptorProtoSchema, { name: name.text });
  places.set(oneof, { line: name.line, column: name.column });
  const oneofIndex = proto.oneofDecl.push(oneof) - 1;
  const before = proto.field.length;
  reader.expect("{", "after the name of the oneof");
  const open = reader.lastStart();
  while (!reader.accept("}")) {
    if (reader.accept(";")) continue;
    if (reader.accept("option")) parseOptionStatement(context, oneof, inside.name);
    else parseField(context, fieldTarget(inside, proto, oneofIndex));
  }
  spans.set(oneof, { whole: reader.spanFrom(start), name: named, body: reader.spanFrom(open) });
  if (proto.field.length === before)
    throw reader.fault(`The oneof "${name.text}" has no fields; give it at least one.`, name);
}

function parseMessageReserved(context: ParseContext, _inside: Scope, proto: DescriptorProto): void {
  const { ranges, names } = parseReserved(context, "message");
  for (const { first, last, place } of ranges) {
    const range = create(DescriptorProto_ReservedRangeSchema, { start: first, end: last + 1 });
    context.places.set(range, place);
    proto.reservedRange.push(range);
  }
  proto.reservedName.push(...names);
}

function parseExtensionRanges(context: ParseContext, inside: Scope, proto: DescriptorProto): void {
  const { reader, places, options } = context;
  const ranges = parseRanges(reader, "message").map(({ first, last, place }) => {
    const range = create(DescriptorProto_ExtensionRangeSchema, { start: first, end: last + 1 });
    places.set(range, place);
    return range;
  });
  proto.extensionRange.push(...ranges);
  const first = ranges[0];
  if (first !== undefined) {
    const given = parseBracketedOptions(reader, first, inside.name);
    for (const range of ranges) options.push(...given.map((option) => ({ ...option, owner: range })));
  }
  reader.expect(";", "after the extension ranges");
}

/** Parses `extend Type { fields }` after its first word; the fields go to `target`. */
export function parseExtend(context: ParseContext, scope: Scope, target: Pick<FieldTarget, "fields" | "groups">): void {
  const { reader, places } = context;
  const place = reader.peek();
  const extendee = reader.dottedName("the message to extend");
  reader.expect("{", "after the message to extend");
  const added: FieldDescriptorProto[] = [];
  while (!reader.accept("}")) {
    if (!reader.accept(";")) {
      parseField(context, {
        fields: added,
        groups: target.groups,
        scope,
        oneofIndex: undefined,
        parseBody: parseMessageBody,
      });
    }
  }
  if (added.length === 0) throw reader.fault("This extend block has no fields; give it at least one.", place);
  for (const field of added) {
    field.extendee = extendee;
    if (!places.has(field)) places.set(field, { line: place.line, column: place.column });
  }
  target.fields.push(...added);
}

/** Gives each `optional` field of proto3 the one-member oneof that descriptors express it with; they follow the real oneofs. */
function addSyntheticOneofs(proto: DescriptorProto): void {
  const taken = new Set([...proto.field.map((field) => field.name), ...proto.oneofDecl.map((oneof) => oneof.name)]);
  for (const field of proto.field) {
    if (!field.proto3Optional) continue;
    let name = `_${field.name}`;
    while (taken.has(name)) name = `X${name}`;
    taken.add(name);
    field.oneofIndex = proto.oneofDecl.push(create(OneofDescriptorProtoSchema, { name })) - 1;
  }
}
