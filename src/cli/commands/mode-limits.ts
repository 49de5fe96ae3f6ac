import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  FloodBreakerState,
  FloodBreakerStateSchema,
  type FloodBreakerStatus,
  type StreamConfig,
  type StreamConfigSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { usageError } from "../cli-error.js";
import type { Look } from "../look.js";
import { bytes, count, parseWhole } from "../numbers.js";
import type { Cell } from "../table.js";
import { formatSpan, parseDuration } from "../times.js";
import { word } from "../words.js";

/** What `mode set` takes about what a stream keeps and when it stops parking. */
export interface KeepOptions {
  readonly keepFor?: string;
  readonly keepBytes?: string;
  readonly floodBreaker?: string;
  readonly floodRatio?: string;
  readonly floodEvents?: string;
}

const names = ["keepFor", "keepBytes", "floodBreaker", "floodRatio", "floodEvents"] as const;

/** Adds them to a command. */
export function addKeepOptions(command: Command): Command {
  return command
    .option("--keep-for <duration>", "delete events that are older: 12h, 30d; 0 keeps them for ever")
    .option("--keep-bytes <count>", "delete the oldest events when the log holds more bytes; 0 is no limit")
    .option("--flood-breaker <on|off>", "whether parking stops when nearly everything is invalid")
    .option("--flood-ratio <share>", "share of invalid events from which on that is so, such as 0.9")
    .option("--flood-events <count>", "fewer events than these are no flood");
}

/** Whether any of them was given. */
export function hasKeepOptions(options: KeepOptions): boolean {
  return names.some((name) => options[name] !== undefined);
}

/** What was given over what applies: both are set as a whole. */
export function keepOf(options: KeepOptions, current: StreamConfig | undefined): KeepSettings {
  return { retention: retentionOf(options, current), floodBreaker: breakerOf(options, current) };
}

function retentionOf(
  { keepFor, keepBytes }: KeepOptions,
  current: StreamConfig | undefined,
): KeepSettings["retention"] {
  const { maxAge, maxBytes = 0n } = current?.retention ?? {};
  return {
    ...(maxAge && { maxAge }),
    ...(keepFor !== undefined && { maxAge: parseDuration("--keep-for", keepFor) }),
    maxBytes: keepBytes === undefined ? maxBytes : BigInt(parseWhole("--keep-bytes", keepBytes)),
  };
}

function breakerOf(options: KeepOptions, current: StreamConfig | undefined): KeepSettings["floodBreaker"] {
  const { floodBreaker, floodRatio, floodEvents } = options;
  const { window, coolDown, disabled = false, ratio = 0, minEvents = 0 } = current?.floodBreaker ?? {};
  return {
    ...(window && { window }),
    ...(coolDown && { coolDown }),
    disabled: floodBreaker === undefined ? disabled : !parseSwitch(floodBreaker),
    ratio: floodRatio === undefined ? ratio : parseShare(floodRatio),
    minEvents: floodEvents === undefined ? minEvents : parseWhole("--flood-events", floodEvents, 1),
  };
}

type KeepSettings = Pick<MessageInitShape<typeof StreamConfigSchema>, "retention" | "floodBreaker">;

function parseSwitch(text: string): boolean {
  if (text === "on" || text === "off") return text === "on";
  throw usageError(`--flood-breaker: "${text}" is neither on nor off`);
}

function parseShare(text: string): number {
  const share = /^\d*\.?\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (share > 0 && share <= 1) return share;
  throw usageError(`--flood-ratio: "${text}" is not a number above 0 and up to 1`);
}

/** The rows that show them. */
export function keepFields(
  { retention, floodBreaker }: StreamConfig,
  status: FloodBreakerStatus | undefined,
  look: Look,
): readonly (readonly [string, Cell])[] {
  const maxAge = retention?.maxAge === undefined ? 0 : durationMs(retention.maxAge);
  const limits = [
    ...(maxAge > 0 ? [formatSpan(maxAge)] : []),
    ...(retention !== undefined && retention.maxBytes > 0n ? [bytes(retention.maxBytes)] : []),
  ];
  return [
    ["keeps", limits.length === 0 ? "everything" : limits.join(", at most ")],
    ["flood breaker", breakerCell(floodBreaker, status, look)],
  ];
}

function breakerCell(
  breaker: StreamConfig["floodBreaker"],
  status: FloodBreakerStatus | undefined,
  { colors }: Look,
): Cell {
  if (breaker === undefined || breaker.disabled) return "off";
  const rule = `${count(breaker.ratio * 100)} % invalid of at least ${count(breaker.minEvents)} events`;
  if (status === undefined || status.state === FloodBreakerState.CLOSED) return `on, ${rule}`;
  const state = word(FloodBreakerStateSchema, status.state);
  return { text: `${state}: ${count(status.refusedEvents)} events were not parked (${rule})`, paint: colors.red };
}
