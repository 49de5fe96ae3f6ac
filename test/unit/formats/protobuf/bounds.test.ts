import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "vitest";
import { type Comparison, strictSemantics } from "../../../../src/core/finding.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";

async function compared(textOf: (type: string) => string): Promise<Comparison> {
  const [reader, writer] = ["int32", "int64"].map((type) => ({ text: textOf(type), references: [] }));
  return await protobuf.compare(reader!, writer!, { policy: "semantic", semantics: strictSemantics });
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

describe("large and hostile schemas", () => {
  it("do not overflow the stack with a chain of messages, and the fault at its end is shown", async () => {
    const { verdict, witness } = await compared(
      (type) =>
        `syntax = "proto3";\n${lines(6000, (i) => `message M${i} { M${Math.min(i + 1, 5999)} b = 2; ${i === 5999 ? `${type} a = 1;` : ""} }`)}`,
    );
    expect(verdict).toBe("incompatible");
    expect(witness?.payload.length).toBeLessThan(500);
  });

  it("do not overflow the stack with a chain of required messages", async () => {
    const { verdict } = await compared(
      (type) =>
        `syntax = "proto2";\n${lines(6000, (i) => `message M${i} { ${i < 5999 ? `required M${i + 1} b = 2;` : `optional ${type} a = 1;`} }`)}`,
    );
    expect(verdict).toBe("incompatible");
  });

  it("are undecided, naming the place, when types that cross make too many pairs", async () => {
    const crossed = (step: number): string =>
      `syntax = "proto3";\n${lines(1000, (i) => `message M${i} { ${Array.from({ length: 8 }, (_, j) => `M${(i * step + j * 13) % 1000} f${j} = ${j + 1};`).join(" ")} }`)}`;
    const { verdict, findings } = await compared((type) => crossed(type === "int32" ? 7 : 11));
    expect(verdict).toBe("undecided");
    const finding = findings.find(({ ruleId }) => ruleId === "comparison-budget-exceeded");
    expect(finding?.message).toMatch(/the comparison stopped at M\d+\.$/);
    expect(finding?.writerPosition?.line).toBeGreaterThan(1);
  });

  it("with a oneof of thousands of fields take time in proportion", async () => {
    const { verdict } = await compared(
      (type) =>
        `syntax = "proto3";\nmessage M { ${type === "int32" ? "oneof o {" : ""} ${lines(9000, (i) => `int32 f${i} = ${i + 1};`)} ${type === "int32" ? "}" : ""} }`,
    );
    expect(verdict).toBe("incompatible");
  });

  it("give no more findings than can be read", async () => {
    const { findings } = await compared(
      (type) => `syntax = "proto3";\nmessage M {\n${lines(3000, (i) => `${type} f${i} = ${i + 1};`)}\n}`,
    );
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.ruleId).toBe("source-more-findings");
    expect(findings.at(-1)?.message).toMatch(/^At least \d+ more findings/);
  });
});

const select = { contentType: "", eventType: "M", maxDepth: 100, messageIndexes: new Uint8Array() };

describe("hostile events", () => {
  it("of many messages of a type with many fields take time and memory by what they hold", async () => {
    const text = `syntax = "proto3";\nmessage M { repeated M m = 1;\n${lines(9000, (i) => `int32 f${i} = ${i + 2};`)} }`;
    const compiled = await protobuf.compile({ text, references: [] });
    const count = 40_000;
    const payload = Uint8Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? 10 : 0));
    expect(compiled.validate(payload, select)).toBeUndefined();
    const decoded = compiled.decode(payload, select) as { m: unknown[] };
    expect(decoded.m).toHaveLength(count);
    const shown = compiled.editable(payload, select);
    if (shown.kind !== "text") throw new Error(shown.reason);
    expect(compiled.encode(shown.text, select)).toEqual({ kind: "encoded", payload });
  });

  it("may nest deeper within an Any than messages may, and show it as bytes then", async () => {
    const text =
      'syntax = "proto3"; import "google/protobuf/any.proto"; message M { google.protobuf.Any any = 1; M m = 2; }';
    const compiled = await protobuf.compile({ text, references: [] });
    const parts: Uint8Array[] = [];
    for (let [depth, length] = [0, 0]; depth < 20_000; depth++) {
      const head = new BinaryWriter().tag(2, WireType.LengthDelimited).uint32(length).finish();
      parts.push(head);
      length += head.length;
    }
    const any = new BinaryWriter().tag(1, WireType.LengthDelimited).string("x/M");
    any.tag(2, WireType.LengthDelimited).bytes(Buffer.concat(parts.reverse()));
    const payload = new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(any.finish()).finish();
    expect(compiled.validate(payload, select)).toBeUndefined();
    expect(compiled.decode(payload, select)).toMatchObject({ any: { typeUrl: "x/M" } });
    const shown = compiled.editable(payload, select);
    expect(shown.kind === "text" ? shown.text : shown.reason).toContain('"typeUrl":"x/M"');
  });

  it("of few bytes do not become texts without end", async () => {
    const name = "n".repeat(100_000);
    const text = `syntax = "proto3"; message M { repeated M m = 1; optional bool b = 2 [json_name = "${name}"]; }`;
    const compiled = await protobuf.compile({ text, references: [] });
    const payload = Buffer.from("0a021001".repeat(2000), "hex");
    expect(compiled.validate(payload, select)).toBeUndefined();
    const reason = "would be a text of more than 64000000 characters";
    expect(compiled.editable(payload, select)).toEqual({ kind: "unreadable", reason });
  });
});

describe("decoded events", () => {
  const scalars = 'syntax = "proto2"; message M { map<string, M> m = 1; optional bool b = 2; }';

  it("keep the key that JavaScript gives a meaning of its own", async () => {
    const compiled = await protobuf.compile({ text: scalars, references: [] });
    const encoding = compiled.encode('{"m":{"__proto__":{"b":true}}}', select);
    if (encoding.kind !== "encoded") throw new Error(encoding.failure.message);
    expect(JSON.stringify(compiled.decode(encoding.payload, select))).toBe('{"m":{"__proto__":{"b":true}}}');
  });

  it("may have keys that are no text, in proto2", async () => {
    const compiled = await protobuf.compile({ text: scalars, references: [] });
    const payload = Uint8Array.of(10, 3, 10, 1, 0xff);
    expect(compiled.validate(payload, select)).toBeUndefined();
    expect(compiled.decode(payload, select)).toEqual({ m: { "\ufffd": {} } });
  });
});
