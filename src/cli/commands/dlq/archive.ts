import { create } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  ArchiveOutcome,
  ArchiveOutcomeSchema,
  type ArchiveRun,
  type ArchiveStatus,
  DeadLetterStatusSchema,
  GetArchiveStatusResponseSchema,
  ListArchivedResponseSchema,
  RestoreFromArchiveResponseSchema,
  type RestoreFromArchiveResponse,
  RestoreOutcome,
  RestoreOutcomeSchema,
  StartArchiveResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../../cli-error.js";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { indentedFold } from "../../findings.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count, counted } from "../../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { type Cell, renderFields, renderTable } from "../../table.js";
import { exactTime, formatSpan, relativeTime } from "../../times.js";
import { word } from "../../words.js";

interface DayOptions {
  readonly from?: string;
  readonly to?: string;
}

function present(status: ArchiveStatus | undefined): ArchiveStatus {
  if (status === undefined) throw failure("the server answered without the state of the archive");
  return status;
}

function runCell(run: ArchiveRun | undefined, { colors, now }: Look): Cell {
  if (run === undefined) return "";
  const outcome = word(ArchiveOutcomeSchema, run.outcome);
  const text = `${outcome} ${relativeTime(run.endedAt, now)}, ${counted(run.archived, "dead letter")}`;
  return run.outcome === ArchiveOutcome.FAILED ? { text, paint: colors.red } : text;
}

function renderStatus(status: ArchiveStatus, look: Look): string {
  const { colors, now } = look;
  if (!status.configured) return `${colors.yellow("!")} no archive configured: docs/archive.md`;
  const { running, lastRun, interval } = status;
  const fields = renderFields(
    [
      ["endpoint", status.endpoint],
      ["bucket", `${status.bucket} (${status.region})`],
      ["prefix", status.prefix],
      ["archives", status.statuses.map((each) => word(DeadLetterStatusSchema, each)).join(", ")],
      ["runs", interval === undefined ? "when asked for" : `every ${formatSpan(durationMs(interval))}`],
      ["before purge", status.beforePurge ? "closed ones are kept until they are archived" : ""],
      ["pending", { text: count(status.pending), paint: status.pending === 0n ? colors.green : colors.yellow }],
      ["archived so far", count(status.archivedTotal)],
      ["running", running === undefined ? "" : `${counted(running.archived, "dead letter")} so far`],
      ["last run", runCell(lastRun, look)],
      ["next run", exactTime(status.nextRunAt, now)],
    ],
    look,
  );
  return lastRun === undefined || lastRun.error === ""
    ? fields
    : `${fields}\n\n${colors.red("✗")} ${indentedFold(lastRun.error, look).trimStart()}`;
}

function addRun(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("run").description("archive what is new or changed, now");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["dlq archive run"],
    notes: ["Waits some seconds; what takes longer goes on in the server: see dlq archive status."],
  });
  command.action(() =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.archive.startArchive({});
      const status = present(response.status);
      await output.show(StartArchiveResponseSchema, response, (look) => renderStatus(status, look));
      const failed = status.running === undefined && status.lastRun?.outcome === ArchiveOutcome.FAILED;
      return failed ? exitCodes.failure : exitCodes.ok;
    }),
  );
}

function addStatus(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("status").description("where the archive is, what waits for it, how it went");
  addConnectionOptions(command);
  addHelp(command, { examples: ["dlq archive status", "dlq archive status --output json"] });
  command.action(() =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.archive.getArchiveStatus({});
      const status = present(response.status);
      await output.show(GetArchiveStatusResponseSchema, response, (look) => renderStatus(status, look));
      return exitCodes.ok;
    }),
  );
}

function addDayOptions(command: Command): Command {
  return command
    .option("--from <day>", "parked on this day (UTC) or later: 2030-01-31")
    .option("--to <day>", "parked on this day at the latest; default today");
}

function addList(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("ls").description("list what is in the archive, by the day it was parked on");
  addConnectionOptions(addPageOptions(addDayOptions(command)));
  addHelp(command, { examples: ["dlq archive ls --from 2030-01-01 --to 2030-01-31", "dlq archive ls --all"] });
  command.action((options: DayOptions & PageOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const days = { fromDay: options.from ?? "", toDay: options.to ?? "" };
      const pages = await readPages(options, (page) => services.archive.listArchived({ ...page, ...days }));
      const response = create(ListArchivedResponseSchema, {
        archived: pages.flatMap(({ archived }) => archived),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(ListArchivedResponseSchema, response, (look) => {
        const more = renderMore(response.nextPageToken, look);
        if (response.archived.length === 0) return `nothing is archived there${more}`;
        const columns = [
          { title: "id" },
          { title: "bytes", align: "right" as const },
          { title: "archived" },
          { title: "key", flexible: true, below: 1 },
        ];
        const rows = response.archived.map(({ id, bytes, storedAt, key }) => [
          ...[id, count(bytes), relativeTime(storedAt, look.now), key],
        ]);
        return renderTable(columns, rows, look) + more;
      });
      return exitCodes.ok;
    }),
  );
}

function renderRestored(response: RestoreFromArchiveResponse, dryRun: boolean, look: Look): string {
  const { colors } = look;
  const { restored, notRestored } = response;
  const existing = notRestored.filter(({ outcome }) => outcome === RestoreOutcome.EXISTS).length;
  const failed = notRestored.filter(({ outcome }) => outcome !== RestoreOutcome.EXISTS);
  const rest = existing === 0 ? "" : `, ${count(existing)} there already`;
  const mark = failed.length > 0 ? colors.yellow("!") : colors.green("✓");
  const done = dryRun ? "would be restored" : "restored";
  const line = `${mark} ${counted(restored.length, "dead letter")} ${done}${rest}`;
  if (failed.length === 0) return line;
  const table = renderTable(
    [{ title: "id" }, { title: "outcome" }, { title: "why", flexible: true, below: 1 }],
    failed.map(({ id, outcome, problem }) => [id, word(RestoreOutcomeSchema, outcome), problem]),
    look,
  );
  return `${line}\n\n${table}`;
}

function addRestore(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("restore [ids...]")
    .description("put dead letters back as they were archived; what is there already stays as it is")
    .option("--everything", "whatever is in the archive")
    .option("--dry-run", "only say what would become of them");
  addConnectionOptions(addDayOptions(command));
  addHelp(command, {
    examples: [
      "dlq archive restore 01JD8Z3V5R9C2M4X6T8W0Y1A3B",
      "dlq archive restore --from 2030-01-01 --to 2030-01-31",
    ],
    notes: ["Can be repeated: after an interruption it goes on where it was."],
  });
  command.action((ids: string[], options: DayOptions & { everything?: boolean; dryRun?: boolean }) =>
    withSession(command, surroundings, async ({ services, output }): Promise<ExitCode> => {
      const { from, to, everything = false, dryRun = false } = options;
      if ([ids.length > 0, from !== undefined, everything].filter(Boolean).length !== 1) {
        throw usageError("which dead letters? give ids, or --from, or --everything");
      }
      const all = create(RestoreFromArchiveResponseSchema);
      for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
        const days = { fromDay: from ?? "", toDay: to ?? "" };
        const page = await services.archive.restoreFromArchive({ ids, ...days, dryRun, pageToken });
        all.restored.push(...page.restored);
        all.notRestored.push(...page.notRestored);
        pageToken = page.nextPageToken === "" ? undefined : page.nextPageToken;
      }
      await output.show(RestoreFromArchiveResponseSchema, all, (look) => renderRestored(all, dryRun, look));
      return all.notRestored.every(({ outcome }) => outcome === RestoreOutcome.EXISTS)
        ? exitCodes.ok
        : exitCodes.failure;
    }),
  );
}

/** `sluice dlq archive …`: the archive of the dead letters. */
export function addDlqArchive(parent: Command, surroundings: Surroundings): void {
  const group = parent.command("archive").description("keep dead letters in S3-compatible storage, get them back");
  addRun(group, surroundings);
  addStatus(group, surroundings);
  addList(group, surroundings);
  addRestore(group, surroundings);
}
