import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { EnforcePreflightSchema } from "@sluice/client/gen";
import { expect, test } from "vitest";
import { renderPreflight } from "../../../src/cli/preflight.js";
import { plainLook } from "./plain-look.js";

test.each<[string, MessageInitShape<typeof EnforcePreflightSchema>]>([
  ["  no events in the last 24 hours to judge by", {}],
  ["  ✓ enforcing would have refused none of 30 events of the last 24 hours", { events: 30n, examined: 30 }],
  [
    "  ✓ enforcing would have refused none of the newest 20,000 of 1,000,000 events of the last 24 hours",
    { events: 1_000_000n, examined: 20_000 },
  ],
  ["  ! the log has none of 30 events of the last 24 hours to judge by, and no failure was recorded", { events: 30n }],
])("says what was looked at: %s", (expected, preflight) => {
  expect(renderPreflight(create(EnforcePreflightSchema, preflight), plainLook())).toBe(expected);
});
