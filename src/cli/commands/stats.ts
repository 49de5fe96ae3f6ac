import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { type GetStatsResponse, GetStatsResponseSchema, type OutcomeCounts } from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { bytes, count } from "../numbers.js";
import { renderQualityStats } from "../quality.js";
import { usedVersion } from "../schema-version.js";
import { addConnectionOptions, type Session, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { type Cell, renderTable } from "../table.js";
import { parseDuration, parseDurationMs, relativeTime } from "../times.js";

interface StatsOptions {
  readonly stream?: string;
  readonly window?: string;
  readonly watch?: boolean;
  readonly interval?: string;
}

function problem(value: bigint | undefined, paint: (text: string) => string): Cell {
  const text = count(value ?? 0n);
  return value === undefined || value === 0n ? text : { text, paint };
}

function countCells(counts: OutcomeCounts | undefined, { colors }: Look): readonly Cell[] {
  return [
    count(counts?.published ?? 0n),
    count(counts?.duplicate ?? 0n),
    problem(counts?.deadLettered, colors.yellow),
    problem(counts?.rejected, colors.yellow),
    problem(counts?.failed, colors.red),
    problem(counts?.warned, colors.yellow),
  ];
}

/** A table of counts by stream, type and version, with the totals below. */
function renderStats(stats: GetStatsResponse, look: Look): string {
  if (stats.rows.length === 0) return "no events yet";
  const right = (title: string) => ({ title, align: "right" as const });
  const columns = [
    { title: "stream", flexible: true },
    { title: "type", flexible: true },
    { title: "version", optional: 2 },
    right("published"),
    right("duplicate"),
    right("dead"),
    right("rejected"),
    right("failed"),
    right("warned"),
    { ...right("bytes"), optional: 4 },
    { title: "last", optional: 3 },
  ];
  const total = stats.rows.reduce((sum, row) => sum + row.bytes, 0n);
  const rows: (readonly Cell[])[] = stats.rows.map((row) => [
    row.stream,
    row.type,
    usedVersion(row.schema),
    ...countCells(row.counts, look),
    bytes(row.bytes),
    relativeTime(row.lastAt, look.now),
  ]);
  rows.push([{ text: "total", paint: look.colors.bold }, "", "", ...countCells(stats.totals, look), bytes(total), ""]);
  const quality = renderQualityStats(stats.quality, look);
  return `${renderTable(columns, rows, look)}${quality === "" ? "" : `\n\n${quality}`}`;
}

const clearScreen = "\u001b[H\u001b[2J";

async function watch(options: StatsOptions, { services, surroundings, output }: Session): Promise<void> {
  const signal = surroundings.interruption();
  const interval =
    options.interval === undefined ? {} : { interval: durationFromMs(parseDurationMs("--interval", options.interval)) };
  const redraws = output.format === "text" && surroundings.stdout.isTTY === true;
  try {
    for await (const { stats } of services.gateway.watchStats(
      { stream: options.stream ?? "", ...interval },
      { signal },
    )) {
      if (stats === undefined) continue;
      await output.stream(
        GetStatsResponseSchema,
        stats,
        (look) => (redraws ? clearScreen : "") + renderStats(stats, look) + (redraws ? "" : "\n"),
      );
    }
  } catch (caught) {
    if (!signal.aborted) throw caught;
  }
}

/** `sluice stats`: counts of events by stream, type, version and outcome. */
export function addStats(program: Command, surroundings: Surroundings): void {
  const command = program
    .command("stats")
    .description("count events by stream, type, version and outcome")
    .option("--stream <stream>", "only this stream")
    .option("--window <duration>", "only the last so much time, by the hour: 24h, 7d")
    .option("--watch", "show them again and again, until Ctrl-C; in JSON one document a line")
    .option("--interval <duration>", "how often with --watch");
  addConnectionOptions(command);
  addHelp(command, { examples: ["stats", "stats --stream orders --window 24h", "stats --watch --interval 5s"] });
  command.action((options: StatsOptions) =>
    withSession(command, surroundings, async (session) => {
      if (options.watch === true) {
        if (options.window !== undefined) throw usageError("--window: does not go with --watch");
        await watch(options, session);
        return exitCodes.ok;
      }
      if (options.interval !== undefined) throw usageError("--interval: goes with --watch");
      const stats = await session.services.gateway.getStats({
        stream: options.stream ?? "",
        ...(options.window === undefined ? {} : { window: parseDuration("--window", options.window) }),
      });
      await session.output.show(GetStatsResponseSchema, stats, (look) => renderStats(stats, look));
      return exitCodes.ok;
    }),
  );
}
