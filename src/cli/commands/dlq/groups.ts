import { create } from "@bufbuild/protobuf";
import {
  type DeadLetterGroup,
  FailureTypeSchema,
  GroupState,
  GroupStateSchema,
  ListGroupsResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count } from "../../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { type Cell, renderTable } from "../../table.js";
import { relativeTime } from "../../times.js";
import { parseWord, word, wordsOf } from "../../words.js";

interface GroupsOptions extends PageOptions {
  readonly stream?: string;
  readonly includeClosed?: boolean;
  readonly state?: string;
}

const bars = " ▁▂▃▄▅▆▇█";

/** Counts as a row of bars, one character each, the highest being full: `▁▁▃█▂`. Anything above zero shows. */
export function sparkline(counts: readonly number[]): string {
  const highest = Math.max(1, ...counts);
  return counts.map((value) => bars[value === 0 ? 0 : Math.max(1, Math.round((value / highest) * 8))] ?? " ").join("");
}

function stateCell({ state }: DeadLetterGroup, { colors }: Look): Cell {
  const text = state === GroupState.UNSPECIFIED ? "" : word(GroupStateSchema, state);
  return { text, paint: state === GroupState.REGRESSED ? colors.red : colors.dim };
}

/** A table of groups, the last day hour by hour, with the cause of each on a line of its own below it. */
export function renderGroups(groups: readonly DeadLetterGroup[], look: Look): string {
  if (groups.length === 0) return "no groups";
  // What nobody has said anything about is open, which goes without saying.
  const isOpen = ({ state }: DeadLetterGroup): boolean => state === GroupState.UNSPECIFIED || state === GroupState.OPEN;
  const hasStates = !groups.every(isOpen);
  const haveProducers = groups.some(({ producers }) => producers.length > 0);
  return renderTable(
    [
      { title: "group" },
      { title: "open", align: "right" },
      { title: "share", align: "right", optional: 2 },
      { title: "total", align: "right", optional: 1 },
      ...(hasStates ? [{ title: "state", below: 1 }] : []),
      { title: "stream", flexible: true, below: 1 },
      { title: "type", flexible: true, below: 1 },
      { title: "first", optional: 3 },
      { title: "last" },
      { title: "last 24 h" },
      { title: "failure", below: 2, alwaysBelow: true },
      { title: "cause", flexible: true, below: 2, alwaysBelow: true },
      { title: "services", flexible: true, below: 2, alwaysBelow: true, label: "from" },
      ...(haveProducers ? [{ title: "producers", flexible: true, below: 2, alwaysBelow: true, label: "sent by" }] : []),
    ],
    groups.map((group) => [
      group.fingerprint,
      { text: count(group.openCount), paint: group.openCount > 0n ? look.colors.yellow : look.colors.dim },
      `${Math.round(group.streamShare * 100)} %`,
      count(group.totalCount),
      ...(hasStates ? [stateCell(group, look)] : []),
      group.stream,
      group.type,
      relativeTime(group.firstSeenAt, look.now),
      relativeTime(group.lastSeenAt, look.now),
      { text: sparkline(group.trend), paint: look.colors.cyan },
      { text: word(FailureTypeSchema, group.failureType), paint: look.colors.red },
      group.title,
      { text: group.services.map(({ service }) => service).join(", "), paint: look.colors.dim },
      ...(haveProducers
        ? [{ text: group.producers.map(({ producerId }) => producerId).join(", "), paint: look.colors.dim }]
        : []),
    ]),
    look,
  );
}

/** `sluice dlq groups`: lists dead letters by cause. */
export function addDlqGroups(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("groups")
    .description("list dead letters by cause, most open ones first")
    .option("--stream <stream>", "of this stream")
    .option("--include-closed", "also groups without an open dead letter")
    .option("--state <state>", `of which people say: ${wordsOf(GroupStateSchema).join(", ")}`);
  addConnectionOptions(addPageOptions(command));
  addHelp(command, {
    examples: ["dlq groups", "dlq groups --stream orders --output json", "dlq groups --state regressed"],
  });
  command.action((options: GroupsOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { stream = "", includeClosed = false, state: named } = options;
      const state = named === undefined ? GroupState.UNSPECIFIED : parseWord("--state", GroupStateSchema, named);
      const request = { stream, includeClosed, state };
      const pages = await readPages(options, (page) => services.deadLetters.listGroups({ ...page, ...request }));
      const response = create(ListGroupsResponseSchema, {
        groups: pages.flatMap(({ groups }) => groups),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListGroupsResponseSchema,
        response,
        (look) => renderGroups(response.groups, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}
