import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  FailureTypeSchema,
  type GetDeadLetterStatsResponse,
  GetDeadLetterStatsResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import type { Look } from "../../look.js";
import { count } from "../../numbers.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderFields, renderTable } from "../../table.js";
import { exactTime, formatSpan } from "../../times.js";
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
  const { retrySuccessRatio: ratio, medianTimeToClose: median } = stats;
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
      ["median time to close", median === undefined ? "" : formatSpan(durationMs(median))],
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
  ].join("\n");
}

/** `sluice dlq stats`: backlog, rates and ages. */
export function addDlqStats(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("stats")
    .description("show backlog, rates and ages")
    .option("--stream <stream>", "only of this stream");
  addConnectionOptions(command);
  addHelp(command, { examples: ["dlq stats", "dlq stats --stream orders --output json"] });
  command.action((options: { readonly stream?: string }) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.deadLetters.getDeadLetterStats({ stream: options.stream ?? "" });
      await output.show(GetDeadLetterStatsResponseSchema, response, (look) => renderDeadLetterStats(response, look));
      return exitCodes.ok;
    }),
  );
}
