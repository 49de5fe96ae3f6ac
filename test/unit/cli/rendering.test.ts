import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  DeadLetterGroupSchema,
  DeadLetterSchema,
  DeadLetterStatus,
  EventOutcomeSchema,
  EventSchema,
  FailureType,
  LoggedEventSchema,
  RedriveSchema,
  RedriveStatus,
  Severity,
  ValidateResponseSchema,
} from "@sluice/client/gen";
import { describe, expect, it } from "vitest";
import { renderGroups, sparkline } from "../../../src/cli/commands/dlq/groups.js";
import { renderLogged } from "../../../src/cli/commands/tail.js";
import { renderValidation } from "../../../src/cli/commands/validate.js";
import { renderDeadLetter, renderDeadLetters } from "../../../src/cli/dead-letter.js";
import { messageToJson } from "../../../src/cli/output.js";
import { problemOf } from "../../../src/cli/outcome.js";
import { PublishTally } from "../../../src/cli/publish-tally.js";
import { exitCodeOf } from "../../../src/cli/redrive.js";
import { displayWidth } from "../../../src/cli/text-width.js";
import { plainLook, testNow } from "./plain-look.js";

const parkedAt = timestampFromDate(new Date(testNow.getTime() - 3_600_000));
const violation = {
  code: "type",
  instancePath: "/amount",
  schemaPath: "/properties/amount/type",
  message: "must be number, is string",
  hint: "send the amount as a number",
  severity: Severity.ERROR,
};
const letter = create(DeadLetterSchema, {
  id: "01A",
  stream: "orders",
  event: { id: "e1", source: "/shop", type: "order.created", data: new TextEncoder().encode('{"amount":"12.50"}') },
  status: DeadLetterStatus.OPEN,
  failureType: FailureType.SCHEMA_VIOLATION,
  failureCode: "type",
  errorMessage: "/amount: must be number, is string",
  violations: [violation],
  parkedAt,
});

describe("dead letters", () => {
  it("are listed without their payload, and with a state only where it differs", () => {
    const closed = create(DeadLetterSchema, { ...letter, id: "01B", status: DeadLetterStatus.REDRIVEN });
    expect(renderDeadLetters([letter], plainLook())).not.toMatch(/STATUS|12\.50/);
    expect(renderDeadLetters([letter, closed], plainLook())).toMatch(/STATUS\n.*open\n.*redriven$/);
  });

  it("are shown one by one with why, and the payload indented", () => {
    const text = renderDeadLetter(letter, plainLook());
    expect(text).toMatch(/^dead letter 01A\nstatus +open\n/);
    expect(text).toContain("parked      2030-01-31T11:00:00.000Z (1h ago)");
    expect(text).toContain(
      "  error  /amount  type at /properties/amount/type\n    must be number, is string\n    fix: ",
    );
    expect(text).toMatch(/payload\n\{\n {2}"amount": "12\.50"\n\}$/);
  });

  it("cannot repaint the terminal through what a producer wrote", () => {
    const hostile = create(DeadLetterSchema, {
      ...letter,
      stream: "a\u001b[2J",
      errorMessage: "\u001b]0;x\u0007",
      event: create(EventSchema, {
        type: "t\u001b[0m",
        source: "\u009b31m",
        data: new TextEncoder().encode("\u001b[1m"),
      }),
    });
    for (const text of [renderDeadLetter(hostile, plainLook()), renderDeadLetters([hostile], plainLook())]) {
      expect(text).not.toContain("\u001b");
      expect(text).not.toContain("\u009b");
    }
  });

  it("are grouped with their cause below and the last day as bars", () => {
    const group = create(DeadLetterGroupSchema, {
      fingerprint: "f00d",
      stream: "orders",
      type: "order.created",
      failureType: FailureType.SCHEMA_VIOLATION,
      title: "/amount: must be number",
      openCount: 1200n,
      totalCount: 1300n,
      firstSeenAt: parkedAt,
      lastSeenAt: parkedAt,
      trend: [0, 1, 8],
      streamShare: 0.25,
    });
    const [, row, cause] = renderGroups([group], plainLook()).split("\n");
    expect(row).toBe("f00d   1,200   25 %  1,300  orders  order.created  1h ago  1h ago   ▁█");
    expect(cause).toBe("  schema-violation  /amount: must be number");
    expect(sparkline([0, 0])).toBe("  ");
  });
});

describe("an event of the log", () => {
  const logged = create(LoggedEventSchema, {
    position: 12n,
    publishedAt: parkedAt,
    schema: { version: 3, semver: "1.2.0" },
    hasWarnings: true,
    redrivenFrom: "01A",
    event: {
      id: "e1",
      type: "order.created",
      data: new TextEncoder().encode('{ "text": "a rather long text for one line" }'),
    },
  });

  it("takes one line with its payload", () => {
    expect(renderLogged(logged, false, plainLook())).toBe(
      '#12  11:00:00.000  order.created  e1  schema 3 (1.2.0)  !  redriven from 01A  {"text":"a rather long text for one line"}',
    );
  });

  it("does not break the line of a terminal", () => {
    const line = renderLogged(logged, false, plainLook(100));
    expect(displayWidth(line)).toBe(100);
    expect(line).toMatch(/…$/);
  });
});

describe("a validation", () => {
  it("shows what is wrong and what is questionable", () => {
    const response = create(ValidateResponseSchema, {
      valid: false,
      failureType: FailureType.SCHEMA_VIOLATION,
      errors: [violation],
      warnings: [{ ...violation, severity: Severity.WARNING, message: "version 2 is deprecated", hint: "" }],
      schema: { subject: "orders/order.created", version: 2, semver: "1.1.0" },
    });
    const text = renderValidation(response, plainLook());
    expect(text).toMatch(
      /^✗ invalid against orders\/order\.created version 2 \(1\.1\.0\): schema-violation\n {2}error {2}/,
    );
    expect(text).toContain("  warning  /amount");
  });

  it("is complete in JSON: fields with default values are there", () => {
    const json: unknown = JSON.parse(messageToJson(ValidateResponseSchema, create(ValidateResponseSchema, {})));
    expect(json).toMatchObject({ valid: false, errors: [], failureType: "FAILURE_TYPE_UNSPECIFIED" });
  });
});

describe("the tally of a publish", () => {
  const published = create(EventOutcomeSchema, { eventId: "a", outcome: { case: "published", value: {} } });
  const parked = create(EventOutcomeSchema, {
    eventId: "b",
    outcome: { case: "deadLettered", value: { failureType: FailureType.SCHEMA_VIOLATION, violations: [violation] } },
  });
  const failed = create(EventOutcomeSchema, {
    eventId: "c",
    outcome: { case: "failed", value: { message: "the store is away" } },
  });

  it("ends with 0 when everything was published or stored before", () => {
    const tally = new PublishTally();
    tally.add(1, published);
    tally.add(2, create(EventOutcomeSchema, { outcome: { case: "duplicate", value: {} } }));
    expect(tally.exitCode()).toBe(0);
    expect(tally.render("orders", plainLook())).toBe("✓ 1 published, 1 duplicate");
  });

  it("ends with 3 when events were parked, rejected or malformed, and tells the first by line", () => {
    const tally = new PublishTally();
    tally.addMalformed(9, "not JSON");
    tally.add(4, parked);
    expect(tally.exitCode()).toBe(3);
    expect(tally.render("orders", plainLook()).split("\n")).toEqual([
      "! 0 published, 1 dead-lettered, 1 malformed",
      "  line 4 b  dead-lettered, schema-violation: /amount: must be number, is string",
      "  line 9  malformed: not JSON",
      "  see why with: sluice dlq groups --stream orders",
    ]);
  });

  it("ends with 1 when events could not be stored", () => {
    const tally = new PublishTally();
    tally.add(1, parked);
    tally.add(2, failed);
    expect(tally.exitCode()).toBe(1);
  });

  it("tells ten problems and how many more there are", () => {
    const tally = new PublishTally();
    for (let line = 1; line <= 12; line += 1) tally.add(line, parked);
    expect(tally.problems).toHaveLength(10);
    expect(tally.render("orders", plainLook())).toContain("\n  … and 2 more\n");
  });

  it("has no problem to tell of what got through", () => {
    expect(problemOf(published)).toBeUndefined();
    expect(problemOf(failed)).toBe("failed: the store is away");
  });
});

describe("a redrive", () => {
  it.each([
    [RedriveStatus.DONE, 0n, 0],
    [RedriveStatus.RUNNING, 0n, 0],
    [RedriveStatus.DONE, 1n, 3],
    [RedriveStatus.ABORTED, 0n, 3],
    [RedriveStatus.INTERRUPTED, 0n, 3],
  ])("in state %d with %d failed again ends with %d", (status, failedAgain, exitCode) => {
    expect(exitCodeOf(create(RedriveSchema, { status, failedAgain }))).toBe(exitCode);
  });
});
