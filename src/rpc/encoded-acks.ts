import type { ErrorReason } from "../core/errors.js";
import type { EventFailure, SchemaUsed } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { Place } from "../gateway/place-table.js";
import type { ItemOutcome } from "../gateway/submission.js";
import type { AcksWriter, PublishedRange } from "./acks.js";
import { breakerOpenMessage, changedInBetween } from "./events.js";
import { failureTypes, severities } from "./names.js";
import { WireWriter } from "./wire-writer.js";

/**
 * Acks written by hand as a serialized `sluice.v1.Acks`: where events are parked, each has an outcome with everything that
 * is wrong with it, which costs more to make as objects and to encode in general than to find out. What it writes is
 * what the library writes of `messageAcks`; a test compares them.
 */
export function encodedAcks(): AcksWriter<Uint8Array> {
  const writer = new WireWriter();
  return {
    get weight() {
      return writer.length;
    },
    outcome(sequence, eventId, outcome) {
      writer.message(3, () => {
        writeOutcome(writer, sequence, eventId, outcome);
      });
    },
    take({ ackedThrough, windowEvents, published }) {
      writer.uint(1, ackedThrough);
      for (const run of published) {
        writer.message(2, () => {
          writeRun(writer, run);
        });
      }
      writer.uint(4, windowEvents);
      return writer.take();
    },
  };
}

function writeRun(writer: WireWriter, { firstSequence, count, firstPosition }: PublishedRange): void {
  writer.uint(1, firstSequence);
  writer.uint(2, count);
  writer.uint(3, firstPosition);
}

/** `sluice.v1.EventOutcome`. */
function writeOutcome(writer: WireWriter, sequence: number, eventId: string, outcome: ItemOutcome): void {
  writer.uint(1, sequence);
  writer.text(2, eventId);
  switch (outcome.kind) {
    case "published":
      writer.message(3, () => {
        writer.uint(1, outcome.position);
        writeSchema(writer, 2, outcome.schema);
      });
      writeViolations(writer, 8, outcome.warnings);
      break;
    case "duplicate":
      writer.message(4, () => {
        writePlace(writer, outcome.place);
      });
      break;
    case "dead-lettered":
      writer.message(5, () => {
        const { id, failureType, fingerprint, violations, schema, blockedBy } = outcome.letter;
        writer.text(1, id);
        writer.uint(2, failureTypes.of[failureType]);
        writer.text(3, fingerprint);
        writeViolations(writer, 4, violations);
        writeSchema(writer, 5, schema);
        writer.text(6, blockedBy);
      });
      break;
    case "rejected":
    case "failed-again":
      writer.message(6, () => {
        writeRejected(writer, outcome.failure);
      });
      break;
    case "refused":
      writer.message(7, () => {
        writer.text(1, "FLOOD_BREAKER_OPEN" satisfies ErrorReason);
        writer.text(2, breakerOpenMessage);
        writer.bool(3, true);
        writer.uint(4, outcome.retryAfterMs);
        writeViolations(writer, 5, outcome.failure.violations);
        writer.uint(6, failureTypes.of[outcome.failure.failureType]);
      });
      break;
    case "skipped":
      writer.message(7, () => {
        writer.text(1, "DEAD_LETTER_STATE" satisfies ErrorReason);
        writer.text(2, changedInBetween);
      });
  }
}

/** `sluice.v1.Duplicate`. */
function writePlace(writer: WireWriter, place: Place | undefined): void {
  if (typeof place === "number") writer.presentUint(1, place);
  else if (place !== undefined) writer.text(2, place);
}

/** `sluice.v1.Rejected`. */
function writeRejected(writer: WireWriter, { failureType, violations, schema }: EventFailure): void {
  writer.uint(1, failureTypes.of[failureType]);
  writeViolations(writer, 2, violations);
  writeSchema(writer, 3, schema);
}

/** `sluice.v1.SchemaUsed`, where there is one. */
function writeSchema(writer: WireWriter, field: number, schema: SchemaUsed | undefined): void {
  if (schema === undefined) return;
  writer.message(field, () => {
    writer.text(1, schema.subject);
    writer.uint(2, schema.version);
    writer.text(3, schema.semver);
    writer.uint(4, schema.schemaId);
  });
}

/** `sluice.v1.Violation`s. */
function writeViolations(writer: WireWriter, field: number, violations: readonly Violation[]): void {
  for (const violation of violations) {
    writer.message(field, () => {
      writer.text(1, violation.code);
      writer.text(2, violation.instancePath);
      writer.text(3, violation.schemaPath);
      writer.text(4, violation.keyword);
      writer.text(5, violation.message);
      writer.text(6, violation.hint);
      writer.uint(7, severities.of[violation.severity]);
    });
  }
}
