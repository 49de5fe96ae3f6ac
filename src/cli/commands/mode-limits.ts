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
import { bytes, count, parseShare, parseWhole } from "../numbers.js";
import type { Cell } from "../table.js";
import { formatSpan, parseDuration } from "../times.js";
import { word } from "../words.js";

/** What `mode set` takes about what a stream keeps, when it stops parking, and what new versions do. */
export interface KeepOptions {
  readonly keepFor?: string;
  readonly keepBytes?: string;
  readonly floodBreaker?: string;
  readonly floodRatio?: string;
  readonly floodEvents?: string;
  readonly floodWindow?: string;
  readonly floodCoolDown?: string;
  readonly wake?: string;
  readonly wakeCanary?: string;
  readonly wakeMaxFailed?: string;
  readonly wakeMaxPerSecond?: string;
}

const names = [
  "keepFor",
  "keepBytes",
  "floodBreaker",
  "floodRatio",
  "floodEvents",
  "floodWindow",
  "floodCoolDown",
  "wake",
  "wakeCanary",
  "wakeMaxFailed",
  "wakeMaxPerSecond",
] as const;

/** Adds them to a command. */
export function addKeepOptions(command: Command): Command {
  return command
    .option("--keep-for <duration>", "delete events that are older: 12h, 30d; 0 keeps them for ever")
    .option("--keep-bytes <count>", "delete the oldest events when the log holds more bytes; 0 is no limit")
    .option("--flood-breaker <on|off>", "whether parking stops when nearly everything is invalid")
    .option("--flood-ratio <share>", "share of invalid events from which on that is so, such as 0.9")
    .option("--flood-events <count>", "fewer events than these are no flood")
    .option("--flood-window <duration>", "over how much time the share is taken, such as 60s")
    .option("--flood-cool-down <duration>", "how long nothing is parked before a sample is, such as 30s")
    .option("--wake <report|redrive>", "what a new version does with open dead letters: count them, or redrive them")
    .option("--wake-canary <count>", "so many go first when they are redriven")
    .option("--wake-max-failed <share>", "the rest does not follow when a larger share fails again, such as 0.05")
    .option("--wake-max-per-second <count>", "at most so many a second; 0 is no limit");
}

/** Whether any of them was given. */
export function hasKeepOptions(options: KeepOptions): boolean {
  return names.some((name) => options[name] !== undefined);
}

/** What was given over what applies: each is set as a whole. */
export function keepOf(options: KeepOptions, current: StreamConfig | undefined): KeepSettings {
  return {
    retention: retentionOf(options, current),
    floodBreaker: breakerOf(options, current),
    wake: wakeOf(options, current),
  };
}

function retentionOf(
  { keepFor, keepBytes }: KeepOptions,
  current: StreamConfig | undefined,
): KeepSettings["retention"] {
  const { maxAge, maxBytes = 0n } = current?.retention ?? {};
  return {
    ...(maxAge && { maxAge }),
    ...(keepFor !== undefined && { maxAge: parseDuration("--keep-for", keepFor) }),
    maxBytes:
      keepBytes === undefined ? maxBytes : BigInt(parseWhole("--keep-bytes", keepBytes, 0, Number.MAX_SAFE_INTEGER)),
  };
}

function breakerOf(options: KeepOptions, current: StreamConfig | undefined): KeepSettings["floodBreaker"] {
  const { floodBreaker, floodRatio, floodEvents, floodWindow, floodCoolDown } = options;
  const { window, coolDown, disabled = false, ratio = 0, minEvents = 0 } = current?.floodBreaker ?? {};
  return {
    ...(window && { window }),
    ...(coolDown && { coolDown }),
    ...(floodWindow !== undefined && { window: parseDuration("--flood-window", floodWindow) }),
    ...(floodCoolDown !== undefined && { coolDown: parseDuration("--flood-cool-down", floodCoolDown) }),
    disabled: floodBreaker === undefined ? disabled : !parseSwitch(floodBreaker),
    ratio: floodRatio === undefined ? ratio : parseRatio(floodRatio),
    minEvents: floodEvents === undefined ? minEvents : parseWhole("--flood-events", floodEvents, 1),
  };
}

function wakeOf(options: KeepOptions, current: StreamConfig | undefined): KeepSettings["wake"] {
  const { wake, wakeCanary, wakeMaxFailed, wakeMaxPerSecond } = options;
  const { redrive = false, canary = 0, maxFailedRatio, maxPerSecond = 0 } = current?.wake ?? {};
  if (wake !== undefined && wake !== "report" && wake !== "redrive") {
    throw usageError(`--wake: "${wake}" is neither report nor redrive`);
  }
  return {
    redrive: wake === undefined ? redrive : wake === "redrive",
    canary: wakeCanary === undefined ? canary : parseWhole("--wake-canary", wakeCanary, 1),
    ...(maxFailedRatio !== undefined && { maxFailedRatio }),
    ...(wakeMaxFailed !== undefined && { maxFailedRatio: parseShare("--wake-max-failed", wakeMaxFailed) }),
    maxPerSecond: wakeMaxPerSecond === undefined ? maxPerSecond : parseWhole("--wake-max-per-second", wakeMaxPerSecond),
  };
}

type KeepSettings = Pick<MessageInitShape<typeof StreamConfigSchema>, "retention" | "floodBreaker" | "wake">;

function parseSwitch(text: string): boolean {
  if (text === "on" || text === "off") return text === "on";
  throw usageError(`--flood-breaker: "${text}" is neither on nor off`);
}

function parseRatio(text: string): number {
  const share = /^\d*\.?\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (share > 0 && share <= 1) return share;
  throw usageError(`--flood-ratio: "${text}" is not a number above 0 and up to 1`);
}

/** The rows that show them. */
export function keepFields(
  { retention, floodBreaker, wake }: StreamConfig,
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
    ["new versions", wakeInWords(wake)],
  ];
}

function wakeInWords(wake: StreamConfig["wake"]): string {
  if (wake?.redrive !== true) return "open dead letters are examined, and nothing is redriven";
  const { canary, maxFailedRatio = 0, maxPerSecond } = wake;
  const rate = maxPerSecond === 0 ? "" : `, ${count(maxPerSecond)} a second`;
  return `redrive open dead letters, ${count(canary)} first, the rest unless ${count(maxFailedRatio * 100)} % fail again${rate}`;
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
