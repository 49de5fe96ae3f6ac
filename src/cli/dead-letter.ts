import {
  type Attempt,
  AttemptTriggerSchema,
  type DeadLetter,
  DeadLetterStatus,
  DeadLetterStatusSchema,
  type Event,
  FailureTypeSchema,
  PayloadFraming,
  PayloadFramingSchema,
  type RemainingFailure,
} from "@sluice/client/gen";
import { indentedFold } from "./findings.js";
import type { Look } from "./look.js";
import { count, counted } from "./numbers.js";
import { renderPayload } from "./payload.js";
import { usedVersion } from "./schema-version.js";
import { type Cell, renderFields, renderTable } from "./table.js";
import { displayWidth, printable, printableLines } from "./text-width.js";
import { exactTime, relativeTime } from "./times.js";
import { renderViolations } from "./violations.js";
import { word } from "./words.js";

/** The state of a dead letter in its colour. */
function statusCell(status: DeadLetterStatus, { colors }: Look): Cell {
  const text = word(DeadLetterStatusSchema, status);
  if (status === DeadLetterStatus.OPEN) return { text, paint: colors.yellow };
  return { text, paint: status === DeadLetterStatus.DISCARDED ? colors.dim : colors.green };
}

/** A table of dead letters: what they are, why they are there, since when. No payloads. */
export function renderDeadLetters(letters: readonly DeadLetter[], look: Look): string {
  if (letters.length === 0) return "no dead letters";
  // One state for all is what was asked for, and goes without saying.
  const states = new Set(letters.map(({ status }) => status));
  return renderTable(
    [
      { title: "id" },
      { title: "stream", flexible: true },
      { title: "type", flexible: true },
      { title: "failure", below: 1 },
      { title: "why", flexible: true, below: 1 },
      { title: "tries", align: "right", optional: 1 },
      { title: "parked" },
      ...(states.size > 1 ? [{ title: "status" }] : []),
    ],
    letters.map((letter) => [
      letter.id,
      letter.stream,
      letter.event?.type ?? "",
      word(FailureTypeSchema, letter.failureType),
      letter.errorMessage,
      count(letter.attemptCount),
      relativeTime(letter.parkedAt, look.now),
      ...(states.size > 1 ? [statusCell(letter.status, look)] : []),
    ]),
    look,
  );
}

function renderAttempts(attempts: readonly Attempt[], look: Look): string {
  return renderTable(
    [
      { title: "#", align: "right" },
      { title: "when" },
      { title: "by", flexible: true },
      { title: "result" },
      { title: "version", optional: 1 },
      { title: "why", flexible: true, below: 1 },
    ],
    attempts.map((attempt) => [
      count(attempt.number),
      relativeTime(attempt.at, look.now),
      [word(AttemptTriggerSchema, attempt.trigger), attempt.actor].filter(Boolean).join(" "),
      attempt.succeeded
        ? { text: "published", paint: look.colors.green }
        : { text: word(FailureTypeSchema, attempt.failureType), paint: look.colors.red },
      usedVersion(attempt.schema),
      attempt.errorMessage,
    ]),
    look,
  );
}

type Facts = readonly (readonly [label: string, value: Cell])[];

function eventFacts(event: Event | undefined, now: Date): Facts {
  if (event === undefined) return [];
  const extensions = Object.entries(event.extensions).map(([key, value]) => `${key}=${value}`);
  return [
    ["event type", event.type],
    ["event id", event.id],
    ["source", event.source],
    ["event subject", event.subject],
    ["event time", exactTime(event.time, now)],
    ["content type", event.datacontenttype],
    ["data schema", event.dataschema],
    ["extensions", extensions.join(", ")],
  ];
}

function letterFacts(letter: DeadLetter, look: Look): Facts {
  const { now } = look;
  const { framing, redrivenPosition: position } = letter;
  return [
    ["service", letter.sourceService],
    ["producer", letter.producerId],
    ["tenant", letter.tenantId],
    ["failure", `${word(FailureTypeSchema, letter.failureType)} (${letter.failureCode})`],
    ["subject", letter.schema?.subject ?? ""],
    ["version", usedVersion(letter.schema)],
    ["framing", framing === PayloadFraming.UNSPECIFIED ? "" : word(PayloadFramingSchema, framing)],
    ["group", letter.fingerprint],
    ["consumer group", letter.consumerGroup],
    ["key", letter.orderingKey],
    ["waits behind", letter.blockedBy],
    ["assigned to", letter.assignee],
    ["snoozed until", exactTime(letter.snoozedUntil, now)],
    ["held", letter.held ? { text: "yes", paint: look.colors.yellow } : ""],
    ["parked", exactTime(letter.parkedAt, now)],
    ["tries", `${count(letter.attemptCount)}, last ${relativeTime(letter.lastAttemptAt, now)}`],
    ["next retry", letter.nextRetryAt === undefined ? "" : exactTime(letter.nextRetryAt, now)],
    ["retried by itself", letter.retryCount === 0 ? "" : counted(letter.retryCount, "time")],
    ["calls people", letter.alerting ? "yes" : ""],
    ["in the log at", letter.logPosition === undefined ? "" : count(letter.logPosition)],
    ["closed", exactTime(letter.closedAt, now)],
    ["closed by", letter.closedBy],
    ["because", letter.closeReason],
    ["position", position === undefined ? "" : count(position)],
    ["revision", String(letter.revision)],
  ];
}

function factsOf(letter: DeadLetter, look: Look): Facts {
  return [
    ["status", statusCell(letter.status, look)],
    ["stream", letter.stream],
    ...eventFacts(letter.event, look.now),
    ...letterFacts(letter, look),
  ];
}

function section(title: string, body: string, { colors }: Look): readonly string[] {
  return body === "" ? [] : ["", colors.bold(title), body];
}

function renderNotes({ notes }: DeadLetter, look: Look): string {
  const line = ({ at, author, text }: DeadLetter["notes"][number]): string => {
    const head = `${relativeTime(at, look.now)}${author === "" ? "" : ` ${author}`}:`;
    const whole = `${printable(head)} ${printable(text)}`;
    if (displayWidth(whole) + 2 <= look.width) return `  ${look.colors.dim(printable(head))} ${printable(text)}`;
    return `${look.colors.dim(indentedFold(head, look))}\n${indentedFold(text.trim(), look, "    ")}`;
  };
  return notes.map(line).join("\n");
}

/** What of payloads was masked, to be said behind them; empty where nothing was. */
export function maskedNote({ redacted, redactedFields }: Pick<DeadLetter, "redacted" | "redactedFields">): string {
  return redacted ? ` (masked: ${redactedFields.map(printable).join(", ") || "all of it"})` : "";
}

/** Everything about one dead letter, its payload included. */
export function renderDeadLetter(letter: DeadLetter, look: Look): string {
  const { colors } = look;
  const why =
    letter.violations.length > 0 ? renderViolations(letter.violations, look) : indentedFold(letter.errorMessage, look);
  const masked = maskedNote(letter);
  const edited = letter.editedData.length === 0 ? "" : renderPayload(letter.editedData);
  return [
    colors.bold(`dead letter ${printable(letter.id)}`),
    renderFields(factsOf(letter, look), look),
    ...section("why", why, look),
    ...section("detail", printableLines(letter.errorDetail), look),
    ...section("attempts", letter.attempts.length === 0 ? "" : renderAttempts(letter.attempts, look), look),
    ...section("notes", renderNotes(letter, look), look),
    ...section(`payload${masked}`, renderPayload(letter.event?.data ?? new Uint8Array()), look),
    ...section("payload it was redriven with", edited, look),
  ].join("\n");
}

/** Why dead letters would fail, or failed, again: one cause a line, most frequent first. */
export function renderRemaining(failures: readonly RemainingFailure[], look: Look): string {
  return renderTable(
    [
      { title: "count", align: "right" },
      { title: "failure", flexible: true },
      { title: "why", flexible: true, below: 1 },
      { title: "for example" },
    ],
    failures.map((failure) => [
      count(failure.count),
      word(FailureTypeSchema, failure.failureType),
      failure.message,
      failure.sampleId,
    ]),
    look,
  );
}
