import { toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "../../../gen/proto/google/rpc/error_details_pb.js";
import { ErrorReasonSchema } from "../../../gen/proto/sluice/v1/error_pb.js";
import { CheckCompatibilityResponseSchema } from "../../../gen/proto/sluice/v1/registry_pb.js";
import { invalidArgument, SluiceError } from "../../../src/core/errors.js";
import type { LevelVerdict, LocatedFinding } from "../../../src/core/finding.js";
import { codes, connectionLossAsCancel, fromCaught, toConnectError } from "../../../src/rpc/errors.js";

describe("the table of codes", () => {
  test("has a row for every reason of the contract and no other", () => {
    const reasons = ErrorReasonSchema.values
      .filter(({ number }) => number !== 0)
      .map(({ name }) => name.replace(/^ERROR_REASON_/, ""));
    expect(Object.keys(codes).toSorted()).toEqual(reasons.toSorted());
  });

  test("says UNAVAILABLE only where sending the same again can help", () => {
    const retried = Object.entries(codes).filter(([, code]) => code === Code.Unavailable);
    expect(retried.map(([reason]) => reason)).toEqual(["STORE_UNAVAILABLE", "SERVER_STOPPING", "ARCHIVE_UNAVAILABLE"]);
  });
});

describe("an error for the caller", () => {
  test("carries reason, fields, metadata and delay", () => {
    const error = new SluiceError("LIMIT_EXCEEDED", "too many", {
      fields: [{ field: "events", description: "holds 2" }],
      metadata: { limit: "1" },
      retryAfterMs: 1500,
      cause: new Error("kept"),
    });
    const sent = toConnectError(error, "request-1");
    expect(sent).toMatchObject({ code: Code.ResourceExhausted, rawMessage: "too many", cause: undefined });
    expect(sent.findDetails(ErrorInfoSchema)).toMatchObject([
      { reason: "LIMIT_EXCEEDED", domain: "sluice", metadata: { limit: "1" } },
    ]);
    expect(sent.findDetails(BadRequestSchema)).toMatchObject([
      { fieldViolations: [{ field: "events", description: "holds 2" }] },
    ]);
    expect(sent.findDetails(RetryInfoSchema)).toMatchObject([{ retryDelay: { seconds: 1n, nanos: 500_000_000 } }]);
  });

  test("carries no details it does not have", () => {
    const sent = toConnectError(new SluiceError("CONFLICT", "again"), "");
    for (const schema of [BadRequestSchema, RetryInfoSchema, CheckCompatibilityResponseSchema]) {
      expect(sent.findDetails(schema)).toEqual([]);
    }
  });

  test("tells of a defect only the id under which the log has it", () => {
    const sent = fromCaught(new TypeError("secret"), "request-7");
    expect(sent.code).toBe(Code.Internal);
    expect(JSON.stringify([sent.message, sent.findDetails(ErrorInfoSchema)])).not.toContain("secret");
    expect(sent.findDetails(ErrorInfoSchema)).toMatchObject([
      { reason: "INTERNAL", metadata: { request_id: "request-7" } },
    ]);
  });

  test("of Connect itself passes", () => {
    const own = new ConnectError("late", Code.DeadlineExceeded);
    expect(fromCaught(own, "")).toBe(own);
  });

  test("that is a lost connection is a cancelled call", () => {
    const lost = Object.assign(new Error("gone"), { code: "ERR_HTTP2_STREAM_ERROR" });
    expect(connectionLossAsCancel(lost)).toMatchObject({ code: Code.Canceled });
    const other = invalidArgument("a", "b");
    expect(connectionLossAsCancel(other)).toBe(other);
    const hungUp = AbortSignal.abort();
    expect(connectionLossAsCancel(hungUp.reason, hungUp)).toMatchObject({ code: Code.Canceled });
    expect(connectionLossAsCancel(other, hungUp)).toBe(other);
    expect(connectionLossAsCancel(hungUp.reason, new AbortController().signal)).toBe(hungUp.reason);
  });
});

const finding: fc.Arbitrary<LocatedFinding> = fc.record({
  ruleId: fc.constant("rule"),
  severity: fc.constant("error"),
  readerPath: fc.string({ maxLength: 300 }),
  writerPath: fc.string({ maxLength: 300 }),
  message: fc.string({ maxLength: 400, size: "max" }),
  suggestion: fc.string({ maxLength: 300 }),
  version: fc.integer({ min: 1, max: 100 }),
  direction: fc.constantFrom("backward", "forward"),
});
const evidence: fc.Arbitrary<LevelVerdict> = fc.record({
  verdict: fc.constant("incompatible"),
  findings: fc.array(finding, { maxLength: 60, size: "max" }),
  comparisons: fc.array(
    fc.record({
      version: fc.nat(100),
      direction: fc.constantFrom("backward", "forward"),
      comparison: fc.record({
        verdict: fc.constant("incompatible"),
        findings: fc.constant([]),
        witness: fc.record({
          document: fc.string({ maxLength: 3000, size: "max" }),
          payload: fc.uint8Array({ maxLength: 3000, size: "max" }),
          readerError: fc.string({ maxLength: 300 }),
          confirmedBy: fc.constant(["ajv"]),
        }),
      }),
    }),
    { maxLength: 40, size: "max" },
  ),
});

test("an error fits the 8 KiB of metadata most gRPC clients take, whatever it was refused for", () => {
  fc.assert(
    fc.property(evidence, fc.string({ maxLength: 20_000, size: "max" }), (proof, message) => {
      const metadata = { subject: "s".repeat(255), level: "FULL_TRANSITIVE" };
      const sent = toConnectError(new SluiceError("INCOMPATIBLE_SCHEMA", message, { evidence: proof, metadata }), "");
      const [told] = sent.findDetails(CheckCompatibilityResponseSchema);
      if (told === undefined) throw new Error("no evidence");
      const bytes = toBinary(CheckCompatibilityResponseSchema, told).length;
      expect(bytes * 1.4 + sent.rawMessage.length).toBeLessThan(7500);
      // What is left out is left out at the end.
      expect(told.findings.map(({ message: said }) => said)).toEqual(
        proof.findings.slice(0, told.findings.length).map(({ message: said }) => said),
      );
      const small = proof.findings.reduce((sum, one) => sum + JSON.stringify(one).length * 2, 0) < 2000;
      if (small) expect(told.findings).toHaveLength(proof.findings.length);
    }),
    // Shrinking megabytes would take minutes and tell nothing more.
    { numRuns: 50, endOnFailure: true },
  );
});
