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
import { renderTable } from "../../table.js";
import { printable } from "../../text-width.js";
import { relativeTime } from "../../times.js";
import { word } from "../../words.js";

interface GroupsOptions extends PageOptions {
  readonly stream?: string;
  readonly includeClosed?: boolean;
}

const bars = " ▁▂▃▄▅▆▇█";

/** Counts as a row of bars, one character each, the highest being full: `▁▁▃█▂`. Anything above zero shows. */
export function sparkline(counts: readonly number[]): string {
  const highest = Math.max(1, ...counts);
  return counts.map((value) => bars[value === 0 ? 0 : Math.max(1, Math.round((value / highest) * 8))] ?? " ").join("");
}

/** A table of groups, the last day hour by hour, with the cause of each on a line of its own below it. */
export function renderGroups(groups: readonly DeadLetterGroup[], look: Look): string {
  if (groups.length === 0) return "no groups";
  const table = renderTable(
    [
      { title: "group" },
      { title: "open", align: "right" },
      { title: "share", align: "right" },
      { title: "total", align: "right" },
      { title: "state" },
      { title: "stream", flexible: true },
      { title: "type", flexible: true },
      { title: "first" },
      { title: "last" },
      { title: "last 24 h" },
    ],
    groups.map((group) => [
      group.fingerprint,
      { text: count(group.openCount), paint: group.openCount > 0n ? look.colors.yellow : look.colors.dim },
      `${Math.round(group.streamShare * 100)} %`,
      count(group.totalCount),
      {
        text: group.state === GroupState.UNSPECIFIED ? "" : word(GroupStateSchema, group.state),
        paint: group.state === GroupState.REGRESSED ? look.colors.red : look.colors.dim,
      },
      group.stream,
      group.type,
      relativeTime(group.firstSeenAt, look.now),
      relativeTime(group.lastSeenAt, look.now),
      { text: sparkline(group.trend), paint: look.colors.cyan },
    ]),
    look,
  );
  const [head = "", ...rows] = table.split("\n");
  const causes = groups.map(({ failureType, title, services }) => {
    const from = services.map(({ service }) => service).join(", ");
    const origin = from === "" ? "" : look.colors.dim(`  from ${printable(from)}`);
    return `  ${look.colors.red(word(FailureTypeSchema, failureType))}  ${printable(title)}${origin}`;
  });
  return [head, ...rows.flatMap((row, index) => [row, causes[index] ?? ""])].join("\n");
}

/** `sluice dlq groups`: lists dead letters by cause. */
export function addDlqGroups(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("groups")
    .description("list dead letters by cause, most open ones first")
    .option("--stream <stream>", "of this stream")
    .option("--include-closed", "also groups without an open dead letter");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["dlq groups", "dlq groups --stream orders --output json"] });
  command.action((options: GroupsOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const request = { stream: options.stream ?? "", includeClosed: options.includeClosed ?? false };
      const pages = await readPages(options, (page) => services.deadLetters.listGroups({ ...page, ...request }));
      const response = create(ListGroupsResponseSchema, {
        groups: pages.flatMap(({ groups }) => groups),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListGroupsResponseSchema,
        response,
        (look) => renderGroups(response.groups, look) + renderMore(response.nextPageToken, look.colors.dim),
      );
      return exitCodes.ok;
    }),
  );
}
