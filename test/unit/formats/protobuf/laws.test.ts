import { type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { checkWire } from "../../../../src/formats/protobuf/check-wire.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";
import { serializedDescriptor } from "../../../support/serialized-descriptor.js";
import { loadSchema } from "../../../../src/formats/protobuf/load-schema.js";
import { MessagePlanner } from "../../../../src/formats/protobuf/message-plan.js";
import { firstDifference, projectMessage } from "../../../../src/formats/protobuf/projection.js";
import { fillMessage, schemaPair, schemaText } from "./random-schema.js";
import { compiledNow } from "../../../support/compiled-now.js";

const semantic = { policy: "semantic", semantics: strictSemantics } as const;
const source = (text: string) => ({ text, references: [] });

function root(text: string): { desc: DescMessage; planner: MessagePlanner } {
  const { registry } = loadSchema(source(text));
  return { desc: registry.getMessage("M")!, planner: new MessagePlanner(registry) };
}

describe("laws", () => {
  it("a schema reads what it writes", async () => {
    await fc.assert(
      fc.asyncProperty(schemaText, async (text) => {
        expect(await protobuf.compare(source(text), source(text), semantic)).toEqual({
          verdict: "compatible",
          findings: [],
        });
        expect(await protobuf.diff(source(text), source(text))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("text and descriptor have one canonical and one normal form, and canonical text compiles to itself", async () => {
    await fc.assert(
      fc.asyncProperty(schemaText, async (text) => {
        const compiled = compiledNow(compileProtobuf, source(text));
        const base64 = Buffer.from(serializedDescriptor(source(text))).toString("base64");
        const fromDescriptor = compiledNow(compileProtobuf, source(base64));
        expect(fromDescriptor.canonical).toBe(compiled.canonical);
        expect(fromDescriptor.normalized).toBe(compiled.normalized);
        expect(compiledNow(compileProtobuf, source(compiled.canonical)).canonical).toBe(compiled.canonical);
        const { verdict } = await protobuf.compare(source(text), source(compiled.normalized), semantic);
        expect(verdict).toBe("compatible");
      }),
      { numRuns: 60 },
    );
  });

  it("what protobuf-es encodes is valid", () => {
    fc.assert(
      fc.property(schemaText, fc.gen(), (text, gen) => {
        const { desc, planner } = root(text);
        const payload = toBinary(desc, fillMessage(desc, gen).message);
        const { malformed, violations } = checkWire(planner.plan(desc), payload, 64);
        expect({ malformed, violations }).toEqual({ malformed: undefined, violations: [] });
      }),
      { numRuns: 300 },
    );
  });

  it("any bytes get a verdict, and accepted ones decode", () => {
    fc.assert(
      fc.property(schemaText, fc.gen(), fc.uint8Array({ maxLength: 40 }), fc.nat(), (text, gen, noise, at) => {
        const { desc, planner } = root(text);
        const good = toBinary(desc, fillMessage(desc, gen).message);
        const split = good.length === 0 ? 0 : at % good.length;
        const payload = Buffer.concat([good.subarray(0, split), noise, good.subarray(split + (at % 3))]);
        const compiled = compiledNow(compileProtobuf, source(text));
        const select = { contentType: "", eventType: "M", maxDepth: 64, messageIndexes: new Uint8Array() };
        const verdict = compiled.validate(payload, select);
        expect(verdict?.violations.length ?? 1).toBeGreaterThan(0);
        if (verdict !== undefined) return;
        expect(checkWire(planner.plan(desc), payload, 64).malformed).toBeUndefined();
        expect(() => fromBinary(desc, payload)).not.toThrow();
        expect(() => compiled.decode(payload, select)).not.toThrow();
      }),
      { numRuns: 400 },
    );
  });

  it("compatible means that every event reads the same", async () => {
    let compatible = 0;
    await fc.assert(
      fc.asyncProperty(schemaPair, fc.gen(), async ([writerText, readerText], gen) => {
        const { verdict, witness } = await protobuf.compare(source(readerText), source(writerText), semantic);
        expect(witness !== undefined).toBe(verdict === "incompatible");
        if (verdict !== "compatible") return;
        compatible++;
        const [reader, writer] = [root(readerText), root(writerText)];
        for (let i = 0; i < 10; i++) {
          const payload = toBinary(writer.desc, fillMessage(writer.desc, gen).message);
          const { malformed, violations } = checkWire(reader.planner.plan(reader.desc), payload, 64);
          expect({ malformed, violations }).toEqual({ malformed: undefined, violations: [] });
          const written = projectMessage(writer.desc, fromBinary(writer.desc, payload));
          const read = projectMessage(reader.desc, fromBinary(reader.desc, payload));
          expect(firstDifference(written, read, reader.desc)).toBeUndefined();
        }
      }),
      { numRuns: 700 },
    );
    expect(compatible).toBeGreaterThan(100);
  });

  it("entries of a map that are read as messages are compared in the order of the payload", () => {
    const [writer, reader] = ["map<int32, K>", "repeated E"].map((type) =>
      root(`syntax = "proto3"; message M { ${type} m = 1; } message E { K v = 2; } message K { int32 n = 1; }`),
    );
    // Text puts -1 before 0, the payload 0 before -1.
    const payload = Uint8Array.from([
      ...[0x0a, 4, 0x12, 2, 0x08, 5],
      ...[0x0a, 15, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x12, 2, 0x08, 6],
    ]);
    const written = projectMessage(writer!.desc, fromBinary(writer!.desc, payload));
    const read = projectMessage(reader!.desc, fromBinary(reader!.desc, payload));
    expect(firstDifference(written, read, reader!.desc)).toBeUndefined();
  });

  it("a comparison is the same every time", async () => {
    await fc.assert(
      fc.asyncProperty(schemaPair, async ([reader, writer]) => {
        const first = await protobuf.compare(source(reader), source(writer), semantic);
        expect(await protobuf.compare(source(reader), source(writer), semantic)).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });
});
