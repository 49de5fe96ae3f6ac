import { expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { avro } from "../../../../src/formats/avro/index.js";

async function loss(writer: unknown, reader: unknown) {
  const source = (type: unknown) => ({
    text: JSON.stringify({ type: "record", name: "R", fields: [{ name: "x", type }] }),
    references: [],
  });
  const options = { policy: "semantic", semantics: strictSemantics } as const;
  const { verdict, findings, witness } = await avro.compare(source(reader), source(writer), options);
  expect(verdict).toBe("compatible");
  expect(witness).toBeUndefined();
  const shown = findings.find((finding) => finding.witness !== undefined);
  expect(shown === undefined || shown.severity === "warning").toBe(true);
  return shown?.witness && `${shown.witness.document}: ${shown.witness.readerError}`;
}

const logical = (type: string, logicalType: string, more: object = {}) => ({ type, logicalType, ...more });
const decimal = (precision: number, scale: number) => logical("bytes", "decimal", { precision, scale });
const fixedDecimal = (scale: number) => ({
  type: "fixed",
  name: "D",
  size: 4,
  logicalType: "decimal",
  precision: 9,
  scale,
});

test.each([
  ["int", "float", '{"x":16777217}: 16777217 is read as 16777216'],
  ["long", "float", '{"x":16777217}: 16777217 is read as 16777216'],
  ["long", "double", '{"x":"9007199254740993"}: "9007199254740993" is read as 9007199254740992'],
  ["bytes", "string", '{"x":"ÿ"}: "ÿ" is read as "\ufffd"'],
  [["null", "int"], ["null", "float"], '{"x":{"int":16777217}}: 16777217 is read as 16777216'],
])("%j read as %j", async (writer, reader, expected) => {
  expect(await loss(writer, reader)).toBe(expected);
});

test.each([
  [
    logical("long", "timestamp-millis"),
    logical("long", "timestamp-micros"),
    '{"x":1000}: 1970-01-01T00:00:01Z is read as 1970-01-01T00:00:00.001000Z',
  ],
  [
    logical("long", "timestamp-millis"),
    logical("long", "local-timestamp-millis"),
    '{"x":1000}: 1970-01-01T00:00:01Z is read as 1970-01-01T00:00:01',
  ],
  [
    logical("int", "date"),
    logical("long", "timestamp-millis"),
    '{"x":1}: 1970-01-02 is read as 1970-01-01T00:00:00.001Z',
  ],
  [logical("int", "time-millis"), logical("int", "date"), '{"x":1000}: 00:00:01 is read as 1972-09-27'],
  [decimal(9, 2), decimal(9, 3), '{"x":"\\u0001"}: 0.01 is read as 0.001'],
  [fixedDecimal(2), fixedDecimal(0), '{"x":"\\u0000\\u0000\\u0000\\u0001"}: 0.01 is read as 1'],
  ["string", logical("string", "uuid"), '{"x":""}: "" is read as "", which is no UUID'],
])("%j read as %j", async (writer, reader, expected) => {
  expect(await loss(writer, reader)).toBe(expected);
});

test.each([
  ["int", "long"],
  ["float", "double"],
  ["string", "bytes"],
  [decimal(9, 2), decimal(12, 2)],
  [logical("long", "timestamp-millis"), "long"],
])("%j read as %j loses nothing", async (writer, reader) => {
  expect(await loss(writer, reader)).toBeUndefined();
});
