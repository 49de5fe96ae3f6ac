import { expect, test } from "vitest";
import { invalidArgument, SluiceError } from "../../../src/core/errors.js";

test("the funnel passes a Sluice error as it is", () => {
  const error = invalidArgument("subject", "is required");
  expect(SluiceError.from(error)).toBe(error);
  expect(error).toMatchObject({
    reason: "INVALID_ARGUMENT",
    message: "subject: is required",
    fields: [{ field: "subject", description: "is required" }],
  });
});

test.each([new TypeError("secret"), "text", undefined, null, { a: 1 }])(
  "the funnel makes %s an internal error that keeps the cause and tells nothing of it",
  (thrown) => {
    const error = SluiceError.from(thrown);
    expect(error.reason).toBe("INTERNAL");
    expect(error.cause).toBe(thrown);
    expect(error.message).not.toContain("secret");
  },
);

test("what is left out is empty", () => {
  const error = new SluiceError("CONFLICT", "again");
  expect(error).toMatchObject({ fields: [], metadata: {}, retryAfterMs: undefined, evidence: undefined });
  expect("cause" in error).toBe(false);
});
