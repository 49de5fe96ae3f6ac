import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type FloodBreakerStatus,
  GetStreamConfigResponseSchema,
  InvalidActionSchema,
  ListStreamsResponseSchema,
  OrderingSchema,
  PayloadFramingSchema,
  type SetStreamConfigResponse,
  SetStreamConfigResponseSchema,
  type Stream,
  type StreamConfig,
  type StreamConfigSchema,
  StreamMode,
  StreamModeSchema,
  SubjectNameStrategySchema,
} from "@sluice/client/gen";
import { durationMs } from "@bufbuild/protobuf/wkt";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import { exitCodes } from "../exit-codes.js";
import { addHelp } from "../help.js";
import type { Look } from "../look.js";
import { bytes, count, parseWhole } from "../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../pages.js";
import { renderPreflight } from "../preflight.js";
import { qualityFields, readQuality } from "../quality.js";
import { addConnectionOptions, type Session, withSession } from "../session.js";
import type { Surroundings } from "../surroundings.js";
import { addKeepOptions, hasKeepOptions, keepFields, keepOf, type KeepOptions } from "./mode-limits.js";
import { type Cell, renderFields, renderTable } from "../table.js";
import { printable } from "../text-width.js";
import { formatSpan, parseDuration } from "../times.js";
import { parseWord, word, wordsOf } from "../words.js";

interface SetOptions extends KeepOptions {
  readonly invalid?: string;
  readonly subjects?: string;
  readonly framing?: string;
  readonly ordering?: string;
  readonly dedupeWindow?: string;
  readonly maxEventBytes?: string;
  readonly maxBatchEvents?: string;
  readonly maxDepth?: string;
  readonly maxExtensions?: string;
  /** False for --no-quality. */
  readonly quality?: string | false;
  readonly dryRun?: boolean;
}

function modeCell(mode: StreamMode | undefined, { colors }: Look): Cell {
  const text = word(StreamModeSchema, mode ?? StreamMode.UNSPECIFIED);
  if (mode === StreamMode.ENFORCE) return { text, paint: colors.green };
  return { text, paint: mode === StreamMode.LOG_ONLY ? colors.yellow : colors.red };
}

function renderConfig(config: StreamConfig, look: Look, status?: FloodBreakerStatus): string {
  const { limits, dedupeWindow } = config;
  const fields = renderFields(
    [
      ["mode", modeCell(config.mode, look)],
      ["invalid events", word(InvalidActionSchema, config.invalidAction)],
      ["subjects", word(SubjectNameStrategySchema, config.subjectNameStrategy)],
      ["framing", word(PayloadFramingSchema, config.framing)],
      ["ordering", word(OrderingSchema, config.ordering)],
      ["dedupe window", dedupeWindow === undefined ? "" : formatSpan(durationMs(dedupeWindow))],
      ["max event", limits === undefined ? "" : bytes(limits.maxEventBytes)],
      ["max batch", limits === undefined ? "" : `${count(limits.maxBatchEvents)} events`],
      ["max depth", limits === undefined ? "" : count(limits.maxDepth)],
      ["max extensions", limits === undefined ? "" : count(limits.maxExtensions)],
      ...qualityFields(config.quality),
      ...keepFields(config, status, look),
    ],
    look,
  );
  return `${look.colors.bold(printable(config.stream))}\n${fields}`;
}

function renderStreams(streams: readonly Stream[], look: Look): string {
  if (streams.length === 0) return "no streams; publish to one with: sluice publish STREAM FILE.jsonl";
  return renderTable(
    [
      { title: "stream", flexible: true },
      { title: "mode" },
      { title: "subjects", optional: 1 },
      { title: "events", align: "right" },
      { title: "open dead letters", align: "right" },
    ],
    streams.map(({ config, nextPosition, openDeadLetters }) => [
      config?.stream ?? "",
      modeCell(config?.mode, look),
      config === undefined ? "" : word(SubjectNameStrategySchema, config.subjectNameStrategy),
      count(nextPosition),
      openDeadLetters === 0n ? "0" : { text: count(openDeadLetters), paint: look.colors.yellow },
    ]),
    look,
  );
}

function renderChange(response: SetStreamConfigResponse, dryRun: boolean, look: Look): string {
  const { config, previous, preflight } = response;
  const was = previous === undefined ? "" : word(StreamModeSchema, previous.mode);
  const became = config === undefined ? "" : word(StreamModeSchema, config.mode);
  const change = was === became ? became : `${was} → ${became}`;
  return [
    look.colors.bold(dryRun ? `would be: ${change} (nothing was changed)` : change),
    ...(config === undefined ? [] : [renderConfig(config, look)]),
    ...(preflight === undefined ? [] : ["", renderPreflight(preflight, look)]),
  ].join("\n");
}

async function showAll({ services, output }: Session, options: PageOptions): Promise<void> {
  const pages = await readPages(options, (page) => services.gateway.listStreams(page));
  const response = create(ListStreamsResponseSchema, {
    streams: pages.flatMap(({ streams }) => streams),
    nextPageToken: pages.at(-1)?.nextPageToken ?? "",
  });
  await output.show(
    ListStreamsResponseSchema,
    response,
    (look) => renderStreams(response.streams, look) + renderMore(response.nextPageToken, look),
  );
}

function addModeGet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("get [stream]")
    .description("show how a stream treats its events; without STREAM list all streams");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["mode get", "mode get orders"] });
  command.action((stream: string | undefined, options: PageOptions) =>
    withSession(command, surroundings, async (session) => {
      if (stream === undefined) {
        await showAll(session, options);
        return exitCodes.ok;
      }
      const response = await session.services.gateway.getStreamConfig({ stream });
      await session.output.show(GetStreamConfigResponseSchema, response, (look) => {
        const origin = response.defaults
          ? look.colors.dim("\nnobody configured this stream; these are the defaults")
          : "";
        return `${response.config === undefined ? "" : renderConfig(response.config, look, response.floodBreaker)}${origin}`;
      });
      return exitCodes.ok;
    }),
  );
}

const limitNames = ["maxEventBytes", "maxBatchEvents", "maxDepth", "maxExtensions"] as const;

/** The limits that were given, over those that apply: limits are set as a whole. */
async function limitsOf(stream: string, options: SetOptions, { services }: Session) {
  if (limitNames.every((name) => options[name] === undefined)) return {};
  const { config } = await services.gateway.getStreamConfig({ stream });
  const limits = limitNames.map((name) => {
    const text = options[name];
    const flag = `--${name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
    return [name, text === undefined ? (config?.limits?.[name] ?? 0) : parseWhole(flag, text, 1)] as const;
  });
  return { limits: Object.fromEntries(limits) };
}

/** An empty message turns the rules off. */
async function qualityOf({ quality }: SetOptions, { surroundings }: Session) {
  if (quality === undefined) return {};
  return { quality: quality === false ? {} : await readQuality(quality, surroundings) };
}

async function keepSettings(stream: string, options: SetOptions, { services }: Session) {
  if (!hasKeepOptions(options)) return {};
  return keepOf(options, (await services.gateway.getStreamConfig({ stream })).config);
}

async function configOf(
  stream: string,
  mode: string | undefined,
  options: SetOptions,
  session: Session,
): Promise<MessageInitShape<typeof StreamConfigSchema>> {
  const config = {
    stream,
    ...(mode === undefined ? {} : { mode: parseWord("MODE", StreamModeSchema, mode) }),
    ...(options.invalid === undefined
      ? {}
      : { invalidAction: parseWord("--invalid", InvalidActionSchema, options.invalid) }),
    ...(options.subjects === undefined
      ? {}
      : { subjectNameStrategy: parseWord("--subjects", SubjectNameStrategySchema, options.subjects) }),
    ...(options.framing === undefined
      ? {}
      : { framing: parseWord("--framing", PayloadFramingSchema, options.framing) }),
    ...(options.ordering === undefined ? {} : { ordering: parseWord("--ordering", OrderingSchema, options.ordering) }),
    ...(options.dedupeWindow === undefined
      ? {}
      : { dedupeWindow: parseDuration("--dedupe-window", options.dedupeWindow) }),
    ...(await qualityOf(options, session)),
    ...(await limitsOf(stream, options, session)),
    ...(await keepSettings(stream, options, session)),
  };
  if (Object.keys(config).length === 1) {
    throw usageError(`nothing to set; give a MODE (${wordsOf(StreamModeSchema).join(", ")}) or an option`);
  }
  return config;
}

function addModeSet(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("set <stream> [mode]")
    .description(`set how a stream treats its events: ${wordsOf(StreamModeSchema).join(", ")}`)
    .option("--invalid <action>", `what happens to invalid events: ${wordsOf(InvalidActionSchema).join(", ")}`)
    .option("--subjects <strategy>", `how subjects are named: ${wordsOf(SubjectNameStrategySchema).join(", ")}`)
    .option("--framing <framing>", `how payloads are framed: ${wordsOf(PayloadFramingSchema).join(", ")}`)
    .option("--ordering <ordering>", `what a parked event holds back: ${wordsOf(OrderingSchema).join(", ")}`)
    .option("--dedupe-window <duration>", "for how long source and id are remembered: 10m, 1h")
    .option("--max-event-bytes <count>", "largest payload of an event")
    .option("--max-batch-events <count>", "most events in one batch")
    .option("--max-depth <count>", "deepest nesting of a JSON payload")
    .option("--max-extensions <count>", "most extension attributes of one event")
    .option("--quality <file>", "what is asked of events beyond their schemas: rules in JSON (- reads standard input)")
    .option("--no-quality", "ask for nothing beyond the schemas")
    .option("--dry-run", "only say what would change and what enforcing would have refused");
  addConnectionOptions(addKeepOptions(command));
  addHelp(command, {
    examples: [
      "mode set orders log-only",
      "mode set orders enforce --dry-run",
      "mode set orders --invalid reject",
      "mode set orders --quality rules.json",
      "mode set orders --keep-for 30d",
      "mode set orders --ordering per-key",
    ],
    notes: ["The answer says what enforcing would have refused of the last 24 hours' events, and why."],
  });
  command.action((stream: string, mode: string | undefined, options: SetOptions) =>
    withSession(command, surroundings, async (session) => {
      const dryRun = options.dryRun ?? false;
      const config = await configOf(stream, mode, options, session);
      const response = await session.services.gateway.setStreamConfig({ config, dryRun });
      await session.output.show(SetStreamConfigResponseSchema, response, (look) =>
        renderChange(response, dryRun, look),
      );
      return exitCodes.ok;
    }),
  );
}

/** `sluice mode get|set`: how streams treat their events. */
export function addMode(program: Command, surroundings: Surroundings): void {
  const parent = program.command("mode").description("read or set how a stream treats its events");
  addModeGet(parent, surroundings);
  addModeSet(parent, surroundings);
}
