import { expect, test } from "vitest";
import { readWaivedFindings, writeWaivedFindings } from "../../../src/registry/waived-findings.js";

const bytes = Uint8Array.of(0, 10, 255);
const finding = {
  ruleId: "type-narrowed",
  severity: "error",
  readerPath: "/a",
  writerPath: "/a",
  message: "'a' must be integer.",
  suggestion: "Let it be.",
  version: 1,
  direction: "backward",
} as const;
const witness = { document: '{"a":""}', payload: bytes, readerError: "no", confirmedBy: ["ajv"] };

const payloadsOf = (text: string) => readWaivedFindings(text).map((one) => one.witness && [...one.witness.payload]);

test("waived findings are read as they were written", () => {
  const text = writeWaivedFindings([{ ...finding, witness }, finding]);
  expect(readWaivedFindings(text)[1]).toEqual(finding);
  const { document, readerError, confirmedBy } = witness;
  expect(readWaivedFindings(text)[0]).toMatchObject({ ...finding, witness: { document, readerError, confirmedBy } });
  expect(payloadsOf(text)).toEqual([[...bytes], undefined]);
});

test("waived findings that earlier versions wrote keep the bytes of their proofs", () => {
  const asArray = JSON.stringify([{ ...finding, witness }]);
  const asBuffer = JSON.stringify([{ ...finding, witness: { ...witness, payload: Buffer.from(bytes) } }]);
  expect(payloadsOf(asArray)).toEqual([[...bytes]]);
  expect(payloadsOf(asBuffer)).toEqual([[...bytes]]);
});
