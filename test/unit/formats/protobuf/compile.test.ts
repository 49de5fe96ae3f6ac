import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clone, create, fromBinary, toBinary, toJson } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  timestampDate,
  TimestampSchema,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { googleTypeTexts } from "../../../../src/formats/protobuf/google-type-texts.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { serializedDescriptor } from "../../../support/serialized-descriptor.js";
import { loadSchema } from "../../../../src/formats/protobuf/load-schema.js";
import { compiledNow } from "../../../support/compiled-now.js";

const money = {
  name: "common/money.proto",
  source: { text: 'syntax = "proto3"; package c; message Money { int64 units = 1; }', references: [] },
};
const text = `// Orders of the shop.
syntax = "proto3";
package shop;
import "common/money.proto";
import "google/protobuf/timestamp.proto";
/** What a customer bought. */
message Order { c.Money total = 1; google.protobuf.Timestamp at = 2; optional string note = 3; }
enum Status { STATUS_UNSPECIFIED = 0; }
service Orders { rpc Get(Order) returns (Order); }`;
const source = { text, references: [money] };

describe("compiled schemas", () => {
  it("name the imports that references supply, not the well-known ones", () => {
    expect(compiledNow(compileProtobuf, source).referenceNames).toEqual(["common/money.proto"]);
  });

  it("have names and comments to search in", () => {
    const words = compiledNow(compileProtobuf, source).searchText.split("\n");
    expect(words).toEqual(
      expect.arrayContaining([
        "shop",
        "Order",
        "total",
        "note",
        "STATUS_UNSPECIFIED",
        "Orders",
        "Get",
        "Orders of the shop.",
        "What a customer bought.",
      ]),
    );
    expect(words).not.toContain("_note");
  });

  it("take a reference that is itself a descriptor in base64", () => {
    const encoded = Buffer.from(serializedDescriptor(money.source)).toString("base64");
    const compiled = compiledNow(compileProtobuf, {
      text,
      references: [{ name: money.name, source: { text: encoded, references: [] } }],
    });
    expect(compiled.canonical).toBe(compiledNow(compileProtobuf, source).canonical);
  });

  it("take references of references from the whole tree", () => {
    const middle = {
      name: "b.proto",
      source: { text: 'syntax = "proto3"; import public "common/money.proto";', references: [money] },
    };
    const top = 'syntax = "proto3"; import "b.proto"; message M { c.Money m = 1; }';
    expect(compiledNow(compileProtobuf, { text: top, references: [middle] }).referenceNames).toEqual(["b.proto"]);
  });

  it("ignore white space and comments in the canonical text, and order only in the normal one", () => {
    const compiled = (body: string) =>
      compiledNow(compileProtobuf, { text: `syntax = "proto3"; message M { ${body} }`, references: [] });
    const [one, spaced, turned] = [
      compiled("int32 a = 1; string b = 2; reserved 7, 8;"),
      compiled("int32 a=1;\n // c\n string b = 2; reserved 7,8;"),
      compiled("string b = 2; int32 a = 1; reserved 7 to 8;"),
    ];
    expect(spaced.canonical).toBe(one.canonical);
    expect(turned.canonical).not.toBe(one.canonical);
    expect(turned.normalized).toBe(one.normalized);
  });

  it("keep the order of messages even in the normal form, since message indexes count them", () => {
    const [one, other] = ["message A {} message B {}", "message B {} message A {}"].map((body) =>
      compiledNow(compileProtobuf, { text: `syntax = "proto3"; ${body}`, references: [] }),
    );
    expect(one!.normalized).not.toBe(other!.normalized);
  });

  it("take a descriptor that leaves out labels and JSON names, and keep its name", () => {
    const field = { name: "some_id", number: 1, type: FieldDescriptorProto_Type.STRING };
    const proto = create(FileDescriptorProtoSchema, {
      name: "test.proto",
      syntax: "proto3",
      messageType: [{ name: "M", field: [field] }],
    });
    const encoded = Buffer.from(toBinary(FileDescriptorProtoSchema, proto)).toString("base64");
    const compiled = compiledNow(compileProtobuf, { text: encoded, references: [] });
    expect(compiled.canonical).toBe('syntax = "proto3";\n\nmessage M {\n  string some_id = 1;\n}\n');
    const again = fromBinary(FileDescriptorProtoSchema, serializedDescriptor({ text: encoded, references: [] }));
    expect(again.name).toBe("test.proto");
    expect(again.messageType[0]?.field[0]?.jsonName).toBe("someId");
  });

  it("decode well-known types as ProtoJSON has them", () => {
    const time = create(TimestampSchema, { seconds: 1_700_000_000n });
    const inner = toBinary(TimestampSchema, time);
    const payload = Uint8Array.of(0x12, inner.length, ...inner);
    const select = { contentType: "", eventType: "", maxDepth: 64, messageIndexes: new Uint8Array() };
    const compiled = compiledNow(compileProtobuf, source);
    expect(compiled.validate(payload, select)).toBeUndefined();
    expect(compiled.decode(payload, select)).toEqual({ at: timestampDate(time).toISOString().replace(".000", "") });
  });
});

describe("google.type", () => {
  const files = Object.keys(googleTypeTexts);

  it.each(files)("%s needs no reference and is what Google publishes", (path) => {
    const text = `syntax = "proto3"; import "${path}";`;
    const { registry, referenceNames } = loadSchema({ text, references: [] });
    expect(referenceNames).toEqual([]);
    const published = { text: readFileSync(join("node_modules/google-proto-files", path), "utf8"), references: [] };
    const [ours, theirs] = [registry.getFile(path)!.proto, loadSchema(published).file.proto].map((proto) => {
      const bare = clone(FileDescriptorProtoSchema, proto);
      delete bare.options;
      return toJson(FileDescriptorProtoSchema, { ...bare, name: path });
    });
    expect(ours).toEqual(theirs);
  });

  it("gives way to a reference of the same path", () => {
    const path = "google/type/money.proto";
    const own = 'syntax = "proto3"; package google.type; message Money { string text = 1; }';
    const schema = loadSchema({
      text: `syntax = "proto3"; import "${path}"; message M { google.type.Money m = 1; }`,
      references: [{ name: path, source: { text: own, references: [] } }],
    });
    expect(schema.referenceNames).toEqual([path]);
    expect(schema.registry.getMessage("google.type.Money")!.fields.map(({ name }) => name)).toEqual(["text"]);
  });
});
