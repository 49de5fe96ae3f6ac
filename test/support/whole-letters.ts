import fc from "fast-check";
import type { AttemptRow, DeadLetterRow, WholeLetter } from "../../src/store/store.js";
import { letter, letterId } from "./rows.js";

// Times as the store keeps them: whole milliseconds.
const date = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
const schema = fc.option(
  fc.record({ subject: fc.string({ minLength: 1 }), version: fc.nat(), semver: fc.string(), schemaId: fc.nat() }),
  { nil: undefined },
);
const failureType = fc.constantFrom("schema-violation" as const, "malformed" as const, "processing" as const);

const event = fc.record({
  id: fc.string(),
  source: fc.string(),
  type: fc.string(),
  subject: fc.string(),
  time: fc.option(
    fc.record({ seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }), nanos: fc.nat() }),
    {
      nil: undefined,
    },
  ),
  datacontenttype: fc.string(),
  dataschema: fc.string(),
  extensions: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,20}$/), fc.string(), { noNullPrototype: true }),
  data: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  schemaId: fc.nat(),
});

const attempts: fc.Arbitrary<readonly AttemptRow[]> = fc
  .array(
    fc.record({
      at: date,
      trigger: fc.constantFrom("publish" as const, "redrive" as const, "edit" as const),
      actor: fc.string(),
      succeeded: fc.boolean(),
      failureType: fc.option(failureType, { nil: undefined }),
      errorMessage: fc.string(),
      schema,
      redriveId: fc.string(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, number: index + 1 })));

/** A letter of any state with everything that belongs to it. */
export const wholeLetter: fc.Arbitrary<WholeLetter> = fc
  .record({
    number: fc.nat(1_000_000),
    event,
    status: fc.constantFrom("open" as const, "redriven" as const, "resolved" as const, "discarded" as const),
    texts: fc.record({
      errorMessage: fc.string(),
      errorDetail: fc.string(),
      subject: fc.string(),
      tenantId: fc.string(),
    }),
    failureType,
    schema,
    times: fc.record({ firstAttemptAt: date, lastAttemptAt: date, parkedAt: date }),
    closedAt: date,
    redrivenPosition: fc.option(fc.nat(), { nil: undefined }),
    editedData: fc.option(
      fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
      { nil: undefined },
    ),
    revision: fc.integer({ min: 1, max: 1000 }),
    snoozedUntil: fc.option(date, { nil: undefined }),
    held: fc.boolean(),
    assignee: fc.string(),
    attempts,
    notes: fc.array(fc.record({ at: date, author: fc.string(), text: fc.string() }), { maxLength: 3 }),
  })
  .map((made): WholeLetter => {
    const { number, texts, times, closedAt, snoozedUntil, held, assignee, notes, ...rest } = made;
    const isOpen = made.status === "open";
    const row: DeadLetterRow = letter(number, {
      ...{ event: rest.event, status: rest.status, failureType: rest.failureType, schema: rest.schema },
      ...{ redrivenPosition: rest.redrivenPosition, editedData: rest.editedData, revision: rest.revision },
      ...texts,
      ...times,
      id: letterId(number),
      attemptCount: rest.attempts.length,
      closedAt: isOpen ? undefined : closedAt,
      care: { assignee, snoozedUntil: isOpen ? snoozedUntil : undefined, held },
    });
    return {
      letter: row,
      attempts: rest.attempts,
      notes: notes.map((note, index) => ({ ...note, number: index + 1 })),
    };
  });
