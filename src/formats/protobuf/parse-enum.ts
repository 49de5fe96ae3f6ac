import { create } from "@bufbuild/protobuf";
import {
  type EnumDescriptorProto,
  EnumDescriptorProto_EnumReservedRangeSchema,
  EnumDescriptorProtoSchema,
  EnumValueDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import type { ParseContext } from "./parse-context.js";
import { parseBracketedOptions, parseOptionStatement, readBrackets } from "./parse-option.js";
import { parseReserved } from "./parse-ranges.js";

/** Parses an enum after the word `enum`; `scope` is the full name of what encloses it. */
export function parseEnum(context: ParseContext, scope: string): EnumDescriptorProto {
  const { reader, places, spans } = context;
  const start = reader.lastStart();
  const name = reader.identifier("the name of the enum");
  const named = reader.spanFrom(reader.lastStart());
  const proto = create(EnumDescriptorProtoSchema, { name: name.text });
  places.set(proto, { line: name.line, column: name.column });
  const fullName = scope === "" ? name.text : `${scope}.${name.text}`;
  reader.expect("{", "after the name of the enum");
  const open = reader.lastStart();
  while (!reader.accept("}")) {
    if (reader.accept(";")) continue;
    if (reader.at("option") && !reader.at("=", 1)) {
      reader.next();
      parseOptionStatement(context, proto, fullName);
    } else if (reader.at("reserved") && !reader.at("=", 1)) {
      reader.next();
      const { ranges, names } = parseReserved(context, "enum");
      for (const range of ranges) {
        const reserved = create(EnumDescriptorProto_EnumReservedRangeSchema, { start: range.first, end: range.last });
        places.set(reserved, range.place);
        proto.reservedRange.push(reserved);
      }
      proto.reservedName.push(...names);
    } else parseEnumValue(context, proto, fullName);
  }
  spans.set(proto, { whole: reader.spanFrom(start), name: named, body: reader.spanFrom(open) });
  return proto;
}

function parseEnumValue(context: ParseContext, owner: EnumDescriptorProto, scope: string): void {
  const { reader, places, spans, options } = context;
  const name = reader.identifier('a value name, "option", "reserved" or "}"');
  const named = reader.spanFrom(reader.lastStart());
  reader.expect("=", "after the value name");
  const place = reader.nextStart();
  const negative = reader.accept("-");
  const number = reader.integer("the number of the value").value * (negative ? -1n : 1n);
  if (number < -0x80000000n || number > 0x7fffffffn) {
    throw reader.fault("The number of an enum value must fit into 32 bits (-2147483648 to 2147483647).", place);
  }
  const numbered = reader.spanFrom(place);
  const proto = create(EnumValueDescriptorProtoSchema, { name: name.text, number: Number(number) });
  places.set(proto, { line: name.line, column: name.column });
  owner.value.push(proto);
  const bracketed = readBrackets(reader, () => parseBracketedOptions(reader, proto, scope));
  options.push(...bracketed.options);
  reader.expect(";", "after the value");
  spans.set(proto, { whole: reader.spanFrom(named.start), name: named, number: numbered, ...bracketed.spans });
}
