import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import {
  type DeadLetterFilterSchema,
  DeadLetterStatusSchema,
  FailureTypeSchema,
  type PreviewRetryRequestSchema,
  SnoozedSelectionSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "./cli-error.js";
import { parseMoment } from "./times.js";
import { parseWord, wordsOf } from "./words.js";

type FilterInit = Exclude<MessageInitShape<typeof DeadLetterFilterSchema>, undefined>;
type SelectionInit = Pick<MessageInitShape<typeof PreviewRetryRequestSchema>, "ids" | "group" | "filter">;

/** The options that choose dead letters by what they are. */
export interface FilterOptions {
  readonly stream?: string;
  readonly type?: string;
  readonly failureType?: string;
  readonly service?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly key?: string;
  readonly since?: string;
  readonly until?: string;
  readonly assignee?: string;
  readonly held?: boolean;
  readonly snoozed?: string;
  readonly status?: string;
}

/** The same, and a group as a whole. */
export interface SelectionOptions extends FilterOptions {
  readonly group?: string;
}

/** Adds --stream, --type, --failure-type, --service, --subject, --text, --key, --since, --until and --group to a command. */
export function addFilterOptions(command: Command): Command {
  return command
    .option("--stream <stream>", "of this stream")
    .option("--type <type>", "of this event type")
    .option("--failure-type <type>", `with this kind of failure: ${wordsOf(FailureTypeSchema).join(", ")}`)
    .option("--service <name>", "from this service")
    .option("--subject <subject>", "of this subject of the registry")
    .option("--group <fingerprint>", "of this group, as listed by: sluice dlq groups")
    .option("--text <text>", "whose event id, source, type or error message contains this")
    .option("--key <key>", "in the line of this key, where the stream keeps the order of each key")
    .option("--assignee <name>", "assigned to this person")
    .option("--held", "that are held")
    .option("--snoozed <which>", "snoozed ones: included, only; else they are left out")
    .option("--since <time>", "parked at or after: 2030-01-31T12:00:00Z, or 2h or 7d ago")
    .option("--until <time>", "parked before: the same");
}

/** Adds --status to a command. */
export function addStatusOption(command: Command): Command {
  return command.option("--status <status>", `${wordsOf(DeadLetterStatusSchema).join(", ")} or all; default open`);
}

/** The conditions that were given, without --group and --status. */
function conditionsOf(options: FilterOptions, now: Date): FilterInit {
  const { stream, type, failureType, service, subject, text, key, since, until, assignee, held, snoozed } = options;
  return {
    ...(stream === undefined ? {} : { stream }),
    ...(type === undefined ? {} : { type }),
    ...(failureType === undefined ? {} : { failureType: parseWord("--failure-type", FailureTypeSchema, failureType) }),
    ...(service === undefined ? {} : { sourceService: service }),
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined ? {} : { text }),
    ...(key === undefined ? {} : { orderingKey: key }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(held === undefined ? {} : { held }),
    ...(snoozed === undefined ? {} : { snoozed: parseWord("--snoozed", SnoozedSelectionSchema, snoozed) }),
    ...(since === undefined ? {} : { parkedAfter: timestampFromDate(parseMoment("--since", since, now)) }),
    ...(until === undefined ? {} : { parkedBefore: timestampFromDate(parseMoment("--until", until, now)) }),
  };
}

/** The filter of a listing: open ones unless --status says otherwise. */
export function listFilter(options: SelectionOptions, now: Date): FilterInit {
  const status = options.status ?? "open";
  return {
    ...conditionsOf(options, now),
    ...(options.group === undefined ? {} : { fingerprint: options.group }),
    ...(status === "all" ? {} : { status: parseWord("--status", DeadLetterStatusSchema, status, ["all"]) }),
  };
}

/**
 * Which dead letters a command is to work on: ids, or a group, or a filter; exactly one of the three, so that a
 * forgotten condition never means everything.
 */
export function selectionOf(ids: readonly string[], options: SelectionOptions, now: Date): SelectionInit {
  const { group } = options;
  const conditions = conditionsOf(options, now);
  const filtered = Object.keys(conditions).length > 0;
  if (ids.length > 0) {
    if (filtered || group !== undefined) throw usageError("give ids, or --group, or conditions, not several of them");
    return { ids: [...ids] };
  }
  if (filtered) return { filter: { ...conditions, ...(group === undefined ? {} : { fingerprint: group }) } };
  if (group !== undefined) return { group };
  throw usageError(
    "which dead letters? give ids, --group or conditions such as --stream",
    "see them with: sluice dlq list, or sluice dlq groups",
  );
}

/** A selection in words, for questions: `3 dead letters`, `group f00`, `stream orders, type order.created`. */
export function selectionInWords(ids: readonly string[], options: SelectionOptions): string {
  if (ids.length === 1) return `dead letter ${ids[0] ?? ""}`;
  if (ids.length > 0) return `${ids.length} dead letters`;
  const conditions = (
    [
      "stream",
      "type",
      "failureType",
      "service",
      "subject",
      "group",
      "text",
      "key",
      "since",
      "until",
      "assignee",
    ] as const
  )
    .filter((name) => options[name] !== undefined)
    .map((name) => `${name === "failureType" ? "failure type" : name} ${options[name] ?? ""}`);
  const marks = [...(options.held === true ? ["held"] : []), ...(options.snoozed === "only" ? ["snoozed"] : [])];
  const which = ["the", ...marks, "dead letters"].join(" ");
  return conditions.length === 0 ? `${which} of all streams` : `${which} of ${conditions.join(", ")}`;
}
