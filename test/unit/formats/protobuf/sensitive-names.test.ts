import { clone, create, toBinary } from "@bufbuild/protobuf";
import {
  type FileDescriptorProto,
  FileDescriptorProtoSchema,
  SourceCodeInfo_LocationSchema,
  SourceCodeInfoSchema,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { loadSchema } from "../../../../src/formats/protobuf/load-schema.js";
import { taggedInComments } from "../../../../src/formats/protobuf/sensitive-names.js";
import { compiledNow } from "../../../support/compiled-now.js";

const meta = `syntax = "proto3";
package confluent;
import "google/protobuf/descriptor.proto";
message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
extend google.protobuf.FieldOptions { Meta field_meta = 1088; }`;
const references = [{ name: "confluent/meta.proto", source: { text: meta, references: [] } }];

const text = `syntax = "proto3";
import "confluent/meta.proto";
message M {
  string open_text = 1 [(confluent.field_meta) = { doc: "PII", tags: ["PUBLIC"] }];
  string card_number = 2 [debug_redact = true];
  string mail = 3 [(confluent.field_meta) = { doc: "x", tags: ["A", "pii"] }];
  message Inner { string phone = 1; string fax = 2; }
  Inner inner = 4;
}`;

function namesOf(proto: FileDescriptorProto): string[] {
  const base64 = Buffer.from(toBinary(FileDescriptorProtoSchema, proto)).toString("base64");
  return [...compiledNow(compileProtobuf, { text: base64, references }).sensitiveNames].sort();
}

describe("sensitive fields of descriptors", () => {
  const { proto } = loadSchema({ text, references }).file;

  it("are told by their options", () => {
    expect(namesOf(proto)).toEqual(["cardNumber", "card_number", "mail", "mail"]);
  });

  it("are told by tags in comments", () => {
    const commented = clone(FileDescriptorProtoSchema, proto);
    const location = (path: number[], leadingComments: string) =>
      create(SourceCodeInfo_LocationSchema, { path, span: [1, 1, 2], leadingComments });
    commented.sourceCodeInfo = create(SourceCodeInfoSchema, {
      location: [location([4, 0, 3, 0, 2, 0], " Home.\n @tags PII\n"), location([4, 0, 3, 0, 2, 1], " no tag\n")],
    });
    expect(namesOf(commented)).toEqual(["cardNumber", "card_number", "mail", "mail", "phone", "phone"]);
  });

  // Each of the words was looked behind up to the end of the line.
  it("are told by tags in a comment that says them a hundred thousand times", () => {
    const commented = clone(FileDescriptorProtoSchema, proto);
    const leadingComments = `${"@tag ".repeat(100_000)}\n${"@tag ".repeat(100_000)}pii`;
    commented.sourceCodeInfo = create(SourceCodeInfoSchema, {
      location: [create(SourceCodeInfo_LocationSchema, { path: [4, 0, 3, 0, 2, 0], span: [1, 1, 2], leadingComments })],
    });
    expect(taggedInComments(commented).map(({ name }) => name)).toEqual(["phone"]);
  });

  it("are told of imports that come as descriptors", () => {
    const inner = Buffer.from(toBinary(FileDescriptorProtoSchema, proto)).toString("base64");
    const outer = 'syntax = "proto3"; import "m.proto"; message Outer { M m = 1; }';
    const source = { text: outer, references: [{ name: "m.proto", source: { text: inner, references } }] };
    expect(compiledNow(compileProtobuf, source).sensitiveNames).toContain("card_number");
  });
});
