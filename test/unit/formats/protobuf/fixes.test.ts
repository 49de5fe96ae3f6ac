import { describe, expect, it } from "vitest";
import { type Finding, type Side, strictSemantics } from "../../../../src/core/finding.js";
import type { SchemaSource } from "../../../../src/core/schema.js";
import { applyEdits } from "../../../../src/core/text-edit.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";
import { serializedDescriptor } from "../../../support/serialized-descriptor.js";

const source = (text: string): SchemaSource => ({ text, references: [] });

async function findingOf(
  ruleId: string,
  pair: { readonly reader: SchemaSource; readonly writer: SchemaSource; readonly changeable?: Side },
): Promise<Finding> {
  const policy = ruleId.startsWith("confluent-") ? "strict" : "semantic";
  const options = { policy, semantics: strictSemantics, changeable: pair.changeable ?? "reader" } as const;
  const { findings } = await protobuf.compare(pair.reader, pair.writer, options);
  const found = findings.find((finding) => finding.ruleId === ruleId);
  expect(findings.map((finding) => finding.ruleId)).toContain(ruleId);
  return found!;
}

interface FixCase {
  readonly name: string;
  readonly ruleId: string;
  readonly older: string;
  readonly newer: string;
  /** The newer text after the fix. */
  readonly fixed: string;
  readonly changeable?: Side;
}

const p2 = 'syntax = "proto2";\n';
const p3 = 'syntax = "proto3";\n';
const e23 = 'edition = "2023";\n';

const cases: readonly FixCase[] = [
  {
    name: "reserves a number in a message on several lines",
    ruleId: "wire-field-removed",
    older: `${p3}message M {\n    int32 a = 1;\n    int32 b = 2;\n}\n`,
    newer: `${p3}message M {\n    int32 a = 1; // kept\n    /* that\n       was it */\n}\n`,
    fixed: `${p3}message M {\n    int32 a = 1; // kept\n    /* that\n       was it */\n    reserved 2;\n}\n`,
  },
  {
    name: "reserves a name in a message on one line",
    ruleId: "json-field-removed",
    older: `${p3}message M { int32 a = 1; int32 b = 2; }`,
    newer: `${p3}message M { int32 a = 1; }`,
    fixed: `${p3}message M { int32 a = 1; reserved "b"; }`,
  },
  {
    name: "reserves a name without quotes in an edition",
    ruleId: "json-field-removed",
    older: `${e23}message M {\n\tint32 a = 1;\n}\n`,
    newer: `${e23}message M {\n}\n`,
    fixed: `${e23}message M {\n  reserved a;\n}\n`,
  },
  {
    name: "keeps tabs and CRLF",
    ruleId: "wire-field-removed",
    older: `${p3}message M {\r\n\tint32 a = 1;\r\n\tint32 b = 2;\r\n}\r\n`,
    newer: `${p3}message M {\r\n\tint32 a = 1;\r\n}\r\n`,
    fixed: `${p3}message M {\r\n\tint32 a = 1;\r\n\treserved 2;\r\n}\r\n`,
  },
  {
    name: "reserves in an empty message",
    ruleId: "wire-field-removed",
    older: `${p3}message M { int32 a = 1; }`,
    newer: `${p3}message M {}`,
    fixed: `${p3}message M { reserved 1; }`,
  },
  {
    name: "reserves again what is not used",
    ruleId: "wire-reservation-removed",
    older: `${p3}message M {\n  reserved 2 to 6, 9;\n}\n`,
    newer: `${p3}message M {\n  int32 c = 4;\n}\n`,
    fixed: `${p3}message M {\n  int32 c = 4;\n  reserved 2 to 3, 5 to 6, 9;\n}\n`,
  },
  {
    name: "restores a scalar type and leaves options alone",
    ruleId: "wire-field-type-changed",
    older: `${p3}message M {\n  int64 a = 1;\n}\n`,
    newer: `${p3}message M {\n  int32   a = 1 [deprecated = true]; // why\n}\n`,
    fixed: `${p3}message M {\n  int64   a = 1 [deprecated = true]; // why\n}\n`,
  },
  {
    name: "restores a type of a package as short as it can be",
    ruleId: "wire-field-type-changed",
    older: `${p3}package a.b;\nmessage M {\n  N n = 1;\n}\nmessage N {}\n`,
    newer: `${p3}package a.b;\nmessage M {\n  string n = 1;\n}\nmessage N {}\n`,
    fixed: `${p3}package a.b;\nmessage M {\n  N n = 1;\n}\nmessage N {}\n`,
  },
  {
    name: "restores a map",
    ruleId: "wire-field-type-changed",
    older: `${p3}message M {\n  map<string, M> n = 1;\n}\n`,
    newer: `${p3}message M {\n  repeated string n = 1;\n}\n`,
    fixed: `${p3}message M {\n  map<string, M> n = 1;\n}\n`,
  },
  {
    name: "restores a label and the type with it",
    ruleId: "wire-cardinality-changed",
    older: `${p3}message M {\n  repeated int64 a = 1;\n}\n`,
    newer: `${p3}message M {\n  int32 a = 1;\n}\n`,
    fixed: `${p3}message M {\n  repeated int64 a = 1;\n}\n`,
  },
  {
    name: "restores a default among other options",
    ruleId: "wire-field-default-changed",
    older: `${p2}message M {\n  optional string a = 1 [default = "x\\"y"];\n}\n`,
    newer: `${p2}message M {\n  optional string a = 1 [deprecated = true, default = "z"];\n}\n`,
    fixed: `${p2}message M {\n  optional string a = 1 [deprecated = true, default = "x\\"y"];\n}\n`,
  },
  {
    name: "takes a default away that is new",
    ruleId: "wire-field-default-changed",
    older: `${p2}message M {\n  optional int32 a = 1;\n}\n`,
    newer: `${p2}message M {\n  optional int32 a = 1 [default = 3];\n}\n`,
    fixed: `${p2}message M {\n  optional int32 a = 1;\n}\n`,
  },
  {
    name: "takes the first of several options away",
    ruleId: "wire-field-default-changed",
    older: `${p2}message M {\n  optional int32 a = 1;\n}\n`,
    newer: `${p2}message M {\n  optional int32 a = 1 [default = 3, deprecated = true];\n}\n`,
    fixed: `${p2}message M {\n  optional int32 a = 1 [deprecated = true];\n}\n`,
  },
  {
    name: "restores a number",
    ruleId: "wire-field-number-changed",
    older: `${p3}message M {\n  int32 a = 0x10;\n}\n`,
    newer: `${p3}message M {\n  int32 a = 2;\n}\n`,
    fixed: `${p3}message M {\n  int32 a = 16;\n}\n`,
  },
  {
    name: "lets two fields change their numbers back",
    ruleId: "wire-field-number-reused",
    older: `${p3}message M {\n  string a = 1;\n  string b = 2;\n}\n`,
    newer: `${p3}message M {\n  string a = 2;\n  string b = 1;\n}\n`,
    fixed: `${p3}message M {\n  string a = 1;\n  string b = 2;\n}\n`,
  },
  {
    name: "restores the JSON name beside another option",
    ruleId: "json-name-changed",
    older: `${p3}message M {\n  int32 some_id = 1;\n}\n`,
    newer: `${p3}message M {\n  int32 other_id = 1 [deprecated = true];\n}\n`,
    fixed: `${p3}message M {\n  int32 other_id = 1 [deprecated = true, json_name = "someId"];\n}\n`,
  },
  {
    name: "restores a name",
    ruleId: "source-field-renamed",
    older: `${p3}message M {\n  int32 some_id = 1;\n}\n`,
    newer: `${p3}message M {\n  int32 other_id = 1;\n}\n`,
    fixed: `${p3}message M {\n  int32 some_id = 1;\n}\n`,
  },
  {
    name: "puts an enum value back",
    ruleId: "source-enum-value-removed",
    older: `${p3}message M { E e = 1; }\nenum E {\n  A = 0;\n  B = -1;\n}\n`,
    newer: `${p3}message M { E e = 1; }\nenum E {\n  A = 0;\n}\n`,
    fixed: `${p3}message M { E e = 1; }\nenum E {\n  A = 0;\n  B = -1;\n}\n`,
  },
  {
    name: "reserves the name of an enum value whose number is reserved",
    ruleId: "json-enum-value-removed",
    older: `${p3}message M { E e = 1; }\nenum E { A = 0; B = 1; }\n`,
    newer: `${p3}message M { E e = 1; }\nenum E { A = 0; reserved 1; }\n`,
    fixed: `${p3}message M { E e = 1; }\nenum E { A = 0; reserved 1; reserved "B"; }\n`,
  },
  {
    name: "restores the name of an enum value",
    ruleId: "json-enum-value-renamed",
    older: `${p3}message M { E e = 1; }\nenum E { A = 0; B = 1; }\n`,
    newer: `${p3}message M { E e = 1; }\nenum E { A = 0; C = 1 [deprecated = true]; }\n`,
    fixed: `${p3}message M { E e = 1; }\nenum E { A = 0; B = 1 [deprecated = true]; }\n`,
  },
  {
    name: "moves a field out of a oneof, with its comment",
    ruleId: "wire-fields-joined-in-oneof",
    older: `${p3}message M {\n  int32 a = 1;\n  int32 b = 2;\n}\n`,
    newer: `${p3}message M {\n  // One of these.\n  oneof o {\n    int32 a = 1;\n    // The other.\n    int32 b = 2; // really\n  }\n}\n`,
    fixed: `${p3}message M {\n  // The other.\n  optional int32 b = 2; // really\n  // One of these.\n  oneof o {\n    int32 a = 1;\n  }\n}\n`,
  },
  {
    name: "moves a field out of a oneof on one line",
    ruleId: "wire-fields-joined-in-oneof",
    older: `${p2}message M { optional int32 a = 1; optional M b = 2; }`,
    newer: `${p2}message M { oneof o { int32 a = 1; M b = 2; } }`,
    fixed: `${p2}message M { optional M b = 2; oneof o { int32 a = 1; } }`,
  },
  {
    name: "makes a required field optional",
    ruleId: "wire-field-required",
    older: `${p2}message M {\n}\n`,
    newer: `${p2}message M {\n  required int32 a = 1;\n}\n`,
    fixed: `${p2}message M {\n  optional int32 a = 1;\n}\n`,
  },
  {
    name: "makes a required field of an edition optional",
    ruleId: "wire-field-required",
    older: `${e23}message M {\n}\n`,
    newer: `${e23}message M {\n  int32 a = 1 [features.field_presence = LEGACY_REQUIRED];\n}\n`,
    fixed: `${e23}message M {\n  int32 a = 1;\n}\n`,
  },
  {
    name: "restores a required field where the writer is the newer one",
    ruleId: "wire-field-required",
    older: `${p2}message M {\n  required int32 a = 1;\n}\n`,
    newer: `${p2}message M {\n}\n`,
    fixed: `${p2}message M {\n  required int32 a = 1;\n}\n`,
    changeable: "writer",
  },
  {
    name: "restores presence in an edition",
    ruleId: "wire-presence-lost",
    older: `${e23}message M {\n  int32 a = 1;\n}\n`,
    newer: `${e23}message M {\n  int32 a = 1 [features.field_presence = IMPLICIT];\n}\n`,
    fixed: `${e23}message M {\n  int32 a = 1;\n}\n`,
  },
  {
    name: "declares a message again",
    ruleId: "wire-message-removed",
    older: `${p3}message M {\n    N n = 1;\n    message I {\n        int32 a = 1;\n    }\n}\nmessage N {}\n`,
    newer: `${p3}message N {}\nmessage X {\n    int32 a = 1;\n}\n`,
    fixed: `${p3}message N {}\nmessage X {\n    int32 a = 1;\n}\n\nmessage M {\n    N n = 1;\n    message I {\n        int32 a = 1;\n    }\n}\n`,
  },
  {
    name: "restores the package",
    ruleId: "wire-package-changed",
    older: `${p3}package a.b;\nmessage M {}\n`,
    newer: `${p3}package  a.c ;\nmessage M {}\n`,
    fixed: `${p3}package  a.b ;\nmessage M {}\n`,
  },
  {
    name: "states the package again",
    ruleId: "wire-package-changed",
    older: "package a;\nmessage M {}\n",
    newer: "message M {}\n",
    fixed: "package a;\nmessage M {}\n",
  },
  {
    name: "states the package again after the syntax",
    ruleId: "wire-package-changed",
    older: `${p3}package a;\nmessage M {}\n`,
    newer: `${p3}message M {}\n`,
    fixed: `${p3}\npackage a;\nmessage M {}\n`,
  },
  {
    name: "restores what a method takes",
    ruleId: "source-method-type-changed",
    older: `${p3}message M {}\nmessage N {}\nservice S {\n  rpc A(M) returns (M);\n}\n`,
    newer: `${p3}message M {}\nmessage N {}\nservice S {\n  rpc A(N) returns (M);\n}\n`,
    fixed: `${p3}message M {}\nmessage N {}\nservice S {\n  rpc A(M) returns (M);\n}\n`,
  },
  {
    name: "adds a field to a oneof again",
    ruleId: "confluent-oneof-field-removed",
    older: `${p3}message M {\n  oneof o {\n    int32 a = 1;\n    string b = 2;\n  }\n}\n`,
    newer: `${p3}message M {\n  oneof o {\n    int32 a = 1;\n  }\n}\n`,
    fixed: `${p3}message M {\n  oneof o {\n    int32 a = 1;\n    string b = 2;\n  }\n}\n`,
  },
];

describe("fixes", () => {
  it.each(cases)("$name", async ({ ruleId, older, newer, fixed, changeable = "reader" }) => {
    const [reader, writer] = changeable === "reader" ? [newer, older] : [older, newer];
    const { fix } = await findingOf(ruleId, { reader: source(reader), writer: source(writer), changeable });
    expect(fix?.side).toBe(changeable);
    expect(applyEdits(newer, fix!.edits)).toBe(fixed);
    const again = changeable === "reader" ? [fixed, older] : [older, fixed];
    const policy = ruleId.startsWith("confluent-") ? "strict" : "semantic";
    const options = { policy, semantics: strictSemantics, changeable } as const;
    const { findings } = await protobuf.compare(source(again[0]!), source(again[1]!), options);
    expect(findings.map((finding) => finding.ruleId)).not.toContain(ruleId);
  });

  it("are not offered where the text cannot say them", async () => {
    const [older, newer] = [
      `${p3}package a; message M { N n = 1; } message N {}`,
      `${p3}package a; message M { string n = 1; }`,
    ];
    const finding = await findingOf("wire-field-type-changed", { reader: source(newer), writer: source(older) });
    expect(finding.fix).toBeUndefined();
    expect(finding.suggestion).toContain("a.N");
  });

  it("are not offered for a name that another field has taken", async () => {
    const [older, newer] = [
      `${p3}message M { int32 a = 1; int32 b = 2; }`,
      `${p3}message M { int32 a = 2; int32 b = 1; }`,
    ];
    for (const ruleId of ["source-field-renamed", "json-name-changed"]) {
      const finding = await findingOf(ruleId, { reader: source(newer), writer: source(older) });
      expect(finding.fix).toBeUndefined();
    }
  });
});

describe("positions", () => {
  const older = `${p3}package p;\n\nmessage M {\n\tint64 a = 1;\n  oneof o {\n    int32 b = 2;\n  }\n}\nenum E { Z = 0; }\n`;
  const newer = `${p3}package p;\n\nmessage M {\n  int64 x = 9; int32 a = 1;\n}\n`;

  it("are those of the names, in both texts", async () => {
    const pair = { reader: source(newer), writer: source(older) };
    const changed = await findingOf("wire-field-type-changed", pair);
    expect(changed.readerPosition).toEqual({ document: "", line: 5, column: 22 });
    expect(changed.writerPosition).toEqual({ document: "", line: 5, column: 8 });
    const removed = await findingOf("wire-field-removed", pair);
    expect(removed.readerPosition).toEqual({ document: "", line: 4, column: 9 });
    expect(removed.writerPosition).toEqual({ document: "", line: 7, column: 11 });
    const type = await findingOf("source-type-removed", pair);
    expect(type.readerPosition).toBeUndefined();
    expect(type.writerPosition).toEqual({ document: "", line: 10, column: 6 });
  });

  it("of the package are where it is stated", async () => {
    const finding = await findingOf("wire-package-changed", {
      reader: source(newer.replace("package p", "package  q")),
      writer: source(older),
    });
    expect(finding.readerPosition).toEqual({ document: "", line: 2, column: 10 });
  });

  it("name the imported file, and fixes leave it alone", async () => {
    const text = `${p3}import "common/n.proto";\nmessage M {\n  c.N n = 1;\n}\n`;
    const using = (type: string): SchemaSource => ({
      text,
      references: [{ name: "common/n.proto", source: source(`${p3}package c;\nmessage N {\n  ${type} a = 1;\n}\n`) }],
    });
    const pair = { reader: using("int32"), writer: using("int64") };
    const finding = await findingOf("wire-field-type-changed", pair);
    expect(finding.readerPosition).toEqual({ document: "common/n.proto", line: 4, column: 9 });
    expect(finding.fix).toBeUndefined();
  });

  it("are undefined for schemas that came as descriptors", async () => {
    const encoded = (text: string): SchemaSource =>
      source(Buffer.from(serializedDescriptor(source(text))).toString("base64"));
    const finding = await findingOf("wire-field-type-changed", { reader: encoded(newer), writer: source(older) });
    expect(finding.readerPosition).toBeUndefined();
    expect(finding.writerPosition).toEqual({ document: "", line: 5, column: 8 });
    expect(finding.fix).toBeUndefined();
    expect(finding.witness).toBeDefined();
  });
});
