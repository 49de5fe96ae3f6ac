import { durationFromMs, durationMs } from "@bufbuild/protobuf/wkt";
import {
  FailureTypeSchema,
  type GetDeadLetterStatsResponse,
  GetDeadLetterStatsResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../../cli-error.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count } from "../../numbers.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderFields, renderTable } from "../../table.js";
import { exactTime, formatSpan, parseDurationMs } from "../../times.js";
import { word } from "../../words.js";

function renderCounts(title: string, rows: readonly (readonly [string, bigint])[], look: Look): readonly string[] {
  if (rows.length === 0) return [];
  const columns = [
    { title, flexible: true },
    { title: "open", align: "right" as const },
  ];
  return [
    "",
    renderTable(
      columns,
      rows.map(([name, value]) => [name, count(value)]),
      look,
    ),
  ];
}

/** Backlog, rates and ages of dead letters. */
function renderDeadLetterStats(stats: GetDeadLetterStatsResponse, look: Look): string {
  const { colors, now } = look;
  const { retrySuccessRatio: ratio, closeTimeP50: p50, closeTimeP90: p90 } = stats;
  const fields = renderFields(
    [
      ["open", { text: count(stats.open), paint: stats.open === 0n ? colors.green : colors.yellow }],
      ["redriven", count(stats.redriven)],
      ["resolved", count(stats.resolved)],
      ["discarded", count(stats.discarded)],
      ["blocked keys", stats.blockedKeys === 0n ? "" : { text: count(stats.blockedKeys), paint: colors.yellow }],
      ["held", stats.held === 0n ? "" : count(stats.held)],
      ["snoozed", stats.snoozed === 0n ? "" : count(stats.snoozed)],
      ["deleted soon", stats.purgeAhead === 0n ? "" : { text: count(stats.purgeAhead), paint: colors.yellow }],
      ["oldest open", exactTime(stats.oldestOpenAt, now)],
      ["parked last hour", count(stats.parkedLastHour)],
      ["parked last 24 h", count(stats.parkedLastDay)],
      ["retries that got through", ratio === undefined ? "" : `${(ratio * 100).toFixed(1)} %`],
      ["half closed within", p50 === undefined ? "" : formatSpan(durationMs(p50))],
      ["nine of ten within", p90 === undefined ? "" : formatSpan(durationMs(p90))],
      ["parked a minute", stats.parkedPerMinute.toFixed(1)],
      ["health", `${stats.health} of 100`],
    ],
    look,
  );
  const byType = stats.byFailureType.map((row) => [word(FailureTypeSchema, row.failureType), row.count] as const);
  return [
    fields,
    ...renderCounts("failure", byType, look),
    ...renderCounts(
      "service",
      stats.byService.map((row) => [row.service, row.count] as const),
      look,
    ),
    ...renderCounts(
      "stream",
      stats.byStream.map((row) => [row.stream, row.count] as const),
      look,
    ),
    ...renderCounts(
      "group",
      stats.byGroup.map((row) => [`${row.fingerprint}  ${row.title}`, row.count] as const),
      look,
    ),
  ].join("\n");
}

interface StatsOptions {
  readonly stream?: string;
  readonly watch?: boolean;
  readonly interval?: string;
}

async function watch({ stream = "", interval }: StatsOptions, session: Session): Promise<void> {
  const { services, output, surroundings } = session;
  const signal = surroundings.interruption();
  const every = interval === undefined ? {} : { interval: durationFromMs(parseDurationMs("--interval", interval)) };
  try {
    for await (const { stats } of services.deadLetters.watchDeadLetterStats({ stream, ...every }, { signal })) {
      if (stats === undefined) continue;
      await output.stream(GetDeadLetterStatsResponseSchema, stats, (look) => `${renderDeadLetterStats(stats, look)}\n`);
    }
  } catch (caught) {
    if (!signal.aborted) throw caught;
  }
}

/** `sluice dlq stats`: backlog, rates and ages. */
export function addDlqStats(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("stats")
    .description("show backlog, rates and ages")
    .option("--stream <stream>", "only of this stream")
    .option("--watch", "show them again and again, until Ctrl-C; in JSON one document a line")
    .option("--interval <duration>", "how often with --watch");
  addConnectionOptions(command);
  addHelp(command, {
    examples: ["dlq stats", "dlq stats --stream orders --output json", "dlq stats --watch --interval 5s"],
  });
  command.action((options: StatsOptions) =>
    withSession(command, surroundings, async (session) => {
      if (options.watch === true) {
        await watch(options, session);
        return exitCodes.ok;
      }
      if (options.interval !== undefined) throw usageError("--interval: goes with --watch");
      const response = await session.services.deadLetters.getDeadLetterStats({ stream: options.stream ?? "" });
      await session.output.show(GetDeadLetterStatsResponseSchema, response, (look) =>
        renderDeadLetterStats(response, look),
      );
      return exitCodes.ok;
    }),
  );
}
