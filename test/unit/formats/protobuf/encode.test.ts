import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DescMessage, fromBinary, toBinary, toJsonString } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompiledSchema, PayloadSelect } from "../../../../src/formats/format.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { loadSchema } from "../../../../src/formats/protobuf/load-schema.js";
import { fillMessage, schemaText } from "./random-schema.js";
import { compiledNow } from "../../../support/compiled-now.js";

interface EncodeCase {
  readonly name: string;
  /** Full name of a message of `encodings.proto`. */
  readonly message: string;
  readonly text: string;
  /** What the bytes are shown as, where that is not the text. */
  readonly editable?: string;
  /** Code and path of the failure. */
  readonly refused?: readonly [string, string];
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, "encodings.json"), "utf8")) as readonly EncodeCase[];
const text = readFileSync(join(import.meta.dirname, "encodings.proto"), "utf8");
const registry = loadSchema({ text, references: [] }).registry;
const compiled = compiledNow(compileProtobuf, { text, references: [] });
const select: PayloadSelect = { contentType: "", eventType: "", maxDepth: 64, messageIndexes: new Uint8Array() };

function editable(schema: CompiledSchema, payload: Uint8Array, eventType = ""): string {
  const shown = schema.editable(payload, { ...select, eventType });
  if (shown.kind === "unreadable") throw new Error(shown.reason);
  return shown.text;
}

function encoded(schema: CompiledSchema, given: string, eventType = ""): Uint8Array {
  const encoding = schema.encode(given, { ...select, eventType });
  if (encoding.kind === "refused") throw new Error(JSON.stringify(encoding.failure));
  return encoding.payload;
}

function bytes(write: (writer: BinaryWriter) => unknown): Uint8Array {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
}

function messageOf(given: string): DescMessage {
  return loadSchema({ text: given, references: [] }).file.messages[0]!;
}

describe("laws", () => {
  it("what is shown for editing encodes to the same message, as the library reads it", () => {
    fc.assert(
      fc.property(schemaText, fc.gen(), (given, gen) => {
        const desc = messageOf(given);
        const schema = compiledNow(compileProtobuf, { text: given, references: [] });
        const payload = toBinary(desc, fillMessage(desc, gen).message);
        const again = encoded(schema, editable(schema, payload));
        expect(schema.validate(again, select)).toBeUndefined();
        expect(fromBinary(desc, again)).toEqual(fromBinary(desc, payload));
      }),
      { numRuns: 300 },
    );
  });

  it("the ProtoJSON of the library encodes to the same message", () => {
    fc.assert(
      fc.property(schemaText, fc.gen(), (given, gen) => {
        const desc = messageOf(given);
        const schema = compiledNow(compileProtobuf, { text: given, references: [] });
        const payload = toBinary(desc, fillMessage(desc, gen).message);
        // The library writes a negative zero as 0.
        fc.pre(!Buffer.from(payload).includes(Buffer.of(0, 0, 0, 0x80)));
        const json = toJsonString(desc, fromBinary(desc, payload));
        const again = encoded(schema, json);
        expect(toJsonString(desc, fromBinary(desc, again))).toEqual(json);
        expect(JSON.parse(editable(schema, payload))).toEqual(JSON.parse(json));
      }),
      { numRuns: 300 },
    );
  });

  it("elements the schema does not know stay where they are", () => {
    fc.assert(
      fc.property(schemaText, schemaText, fc.gen(), (given, other, gen) => {
        const desc = messageOf(given);
        const payload = toBinary(desc, fillMessage(desc, gen).message);
        const reader = compiledNow(compileProtobuf, { text: other, references: [] });
        fc.pre(reader.validate(payload, select)?.failureType !== "malformed");
        const shown = reader.editable(payload, select);
        fc.pre(shown.kind === "text");
        const encoding = reader.encode(shown.text, select);
        fc.pre(encoding.kind === "encoded");
        const readerDesc = messageOf(other);
        if (reader.validate(payload, select) === undefined) {
          expect(fromBinary(readerDesc, encoding.payload)).toEqual(fromBinary(readerDesc, payload));
        }
        expect(editable(reader, encoding.payload)).toBe(shown.text);
      }),
      { numRuns: 500 },
    );
  });

  it("no text makes it throw, and what it encodes can be read", () => {
    fc.assert(
      fc.property(schemaText, fc.oneof(fc.json(), fc.string(), strangeText), (given, json) => {
        const schema = compiledNow(compileProtobuf, { text: given, references: [] });
        const encoding = schema.encode(json, select);
        if (encoding.kind === "refused") expect(encoding.failure.message).not.toBe("");
        else expect(schema.validate(encoding.payload, select)?.failureType).not.toBe("malformed");
      }),
      { numRuns: 300 },
    );
  });

  it("no bytes make it throw", () => {
    fc.assert(
      fc.property(schemaText, fc.uint8Array({ maxLength: 40 }), (given, payload) => {
        const schema = compiledNow(compileProtobuf, { text: given, references: [] });
        const malformed = schema.validate(payload, select)?.failureType === "malformed";
        const shown = schema.editable(payload, select);
        if (malformed) expect(shown.kind).toBe("unreadable");
        if (shown.kind === "text") expect(() => JSON.parse(shown.text) as unknown).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

const strangeText = fc.constantFrom(
  '{"f1":null,"f2":[null]}',
  '{"f1":"NaN","f2":1e400,"f3":"\\ud800"}',
  '{"$unknown":"CAE="}',
  '{"$unknown":"/w=="}',
  '{"f1":{"true":1,"7":{}}}',
);

describe("texts", () => {
  it.each(cases.map((one) => [one.name, one] as const))("%s", (_name, { message, text: given, refused, ...one }) => {
    const encoding = compiled.encode(given, { ...select, eventType: message });
    if (encoding.kind === "refused") {
      expect([encoding.failure.code, encoding.failure.path]).toEqual(refused);
      return;
    }
    expect(refused).toBeUndefined();
    expect(editable(compiled, encoding.payload, message)).toBe(one.editable ?? given);
    expect(() => fromBinary(registry.getMessage(message)!, encoding.payload)).not.toThrow();
  });
});

describe("payloads that violate the schema", () => {
  const all = "test.v1.All";
  const legacy = "test.v1.Legacy";

  it.each([
    ["a required field that is missing", legacy, bytes((w) => w.tag(2, WireType.Varint).int32(1)), '{"level":1}'],
    ["a number out of range", all, Uint8Array.of(8, 0x80, 0x80, 0x80, 0x80, 0x80, 1), '{"int":34359738368}'],
    ["no value of a closed enum", legacy, bytes((w) => w.tag(3, WireType.Varint).int32(9)), '{"color":9}'],
    [
      "a string that is not UTF-8",
      all,
      bytes((w) => w.tag(3, WireType.LengthDelimited).bytes(Uint8Array.of(255))),
      '{"text":{"$bytes":"/w=="}}',
    ],
    ["another wire type", all, bytes((w) => w.tag(1, WireType.Bit32).fixed32(1)), '{"$unknown":"DQEAAAA="}'],
  ])("%s is shown as it is", (_name, message, payload, shown) => {
    expect(compiled.validate(payload, { ...select, eventType: message })?.failureType).toBe("schema-violation");
    expect(editable(compiled, payload, message)).toBe(shown);
  });

  it("a map entry with more than key and value is not touched", () => {
    const payload = bytes((w) => w.tag(6, WireType.LengthDelimited).bytes(Uint8Array.of(24, 1)));
    expect(compiled.editable(payload, { ...select, eventType: all })).toMatchObject({ kind: "unreadable" });
  });

  it("bytes that are no message have nothing to edit", () => {
    expect(compiled.editable(Uint8Array.of(255), { ...select, eventType: all })).toMatchObject({ kind: "unreadable" });
  });
});

describe("well-known types that ProtoJSON cannot say", () => {
  const wkt = "test.v1.WellKnown";
  const inside = (number: number, content: Uint8Array): Uint8Array =>
    bytes((w) => w.tag(number, WireType.LengthDelimited).bytes(content));

  it.each([
    [
      "a time out of range",
      inside(
        1,
        bytes((w) => w.tag(1, WireType.Varint).int64(10n ** 15n)),
      ),
      '{"at":{"seconds":"1000000000000000"}}',
    ],
    ["a value that is none", inside(5, new Uint8Array()), '{"value":{"$bytes":""}}'],
    [
      "a value that is no number",
      inside(
        5,
        bytes((w) => w.tag(2, WireType.Bit64).double(Number.NaN)),
      ),
      '{"value":{"$bytes":"EQAAAAAAAPh/"}}',
    ],
    [
      "a structure with one member that is called as bytes are",
      inside(
        4,
        bytes((w) =>
          w
            .tag(1, WireType.LengthDelimited)
            .fork()
            .tag(1, WireType.LengthDelimited)
            .string("$bytes")
            .tag(2, WireType.LengthDelimited)
            .fork()
            .tag(3, WireType.LengthDelimited)
            .string("x")
            .join()
            .join(),
        ),
      ),
      '{"data":{"$bytes":"Cg0KBiRieXRlcxIDGgF4"}}',
    ],
    [
      "an Any of a type nobody knows",
      inside(
        7,
        bytes((w) =>
          w
            .tag(1, WireType.LengthDelimited)
            .string("x/y.Z")
            .tag(2, WireType.LengthDelimited)
            .bytes(Uint8Array.of(8, 1)),
        ),
      ),
      '{"any":{"typeUrl":"x/y.Z","value":"CAE="}}',
    ],
    [
      "an Any whose bytes are no message",
      inside(
        7,
        bytes((w) =>
          w
            .tag(1, WireType.LengthDelimited)
            .string("x/test.v1.All")
            .tag(2, WireType.LengthDelimited)
            .bytes(Uint8Array.of(255)),
        ),
      ),
      '{"any":{"typeUrl":"x/test.v1.All","value":"/w=="}}',
    ],
    [
      "a time with something unknown",
      inside(
        1,
        bytes((w) => w.tag(1, WireType.Varint).int64(5n).tag(9, WireType.Varint).int32(1)),
      ),
      '{"at":{"seconds":"5","$unknown":"SAE="}}',
    ],
    ["an empty wrapper", inside(6, new Uint8Array()), '{"count":"0"}'],
  ])("%s stays what it is", (_name, payload, shown) => {
    expect(compiled.validate(payload, { ...select, eventType: wkt })).toBeUndefined();
    expect(editable(compiled, payload, wkt)).toBe(shown);
    expect(Buffer.from(encoded(compiled, shown, wkt)).toString("hex")).toBe(Buffer.from(payload).toString("hex"));
  });

  it("Any within Any within Any ends", () => {
    let content = new Uint8Array();
    for (let level = 0; level < 2000; level++) {
      const inner = content;
      content = bytes((w) =>
        w
          .tag(1, WireType.LengthDelimited)
          .string("x/google.protobuf.Any")
          .tag(2, WireType.LengthDelimited)
          .bytes(inner),
      ) as Uint8Array<ArrayBuffer>;
    }
    const payload = inside(7, content);
    const shown = editable(compiled, payload, wkt);
    expect(Buffer.from(encoded(compiled, shown, wkt)).equals(payload)).toBe(true);
  });
});

describe("message indexes", () => {
  const nested = compiledNow(compileProtobuf, {
    text: "syntax = 'proto3'; package a; message A { message B {} message C { message D {} } } message E {}",
    references: [],
  });

  it.each([
    ["a.A", [0]],
    ["a.E", [2, 2]],
    ["a.A.C", [4, 0, 2]],
    ["a.A.C.D", [6, 0, 2, 0]],
  ])("those of %s lead back to it", (name, indexes) => {
    const framing = nested.framingOf(name);
    expect([...(framing ?? [])]).toEqual(indexes);
    expect(nested.rootName({ ...select, messageIndexes: framing ?? new Uint8Array() })).toBe(name);
  });

  it("a message the schema lacks has none", () => {
    expect(nested.framingOf("a.X")).toBeUndefined();
  });
});
