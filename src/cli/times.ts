import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { durationFromMs, timestampDate, type Duration } from "@bufbuild/protobuf/wkt";
import { usageError } from "./cli-error.js";

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads `500ms`, `10s`, `5m`, `2h` or `7d`; a number alone means seconds. `flag` names the place in the error. */
export function parseDurationMs(flag: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/u.exec(text.trim());
  const factor = unitMs[match?.[2] ?? "s"];
  if (match === null || factor === undefined) {
    throw usageError(`${flag}: "${text}" is not a duration; write for example 500ms, 10s, 5m, 2h or 7d`);
  }
  return Math.round(Number(match[1]) * factor);
}

/** The same as a protobuf Duration. */
export function parseDuration(flag: string, text: string): Duration {
  return durationFromMs(parseDurationMs(flag, text));
}

/** `2030-01-31`, alone or with a time of day: what `new Date` reads beside it, it guesses. */
const isoDate =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:[Zz]|[+-]\d{2}:?\d{2}))?)?)?$/u;

/** Reads a date as ISO 8601 writes it, with or without a time; undefined for anything else and for days no calendar has. */
export function parseDate(text: string): Date | undefined {
  const [, year, month, day = "01"] = isoDate.exec(text) ?? [];
  const date = new Date(text);
  if (year === undefined || Number.isNaN(date.getTime())) return undefined;
  // `new Date` takes 31 February for a day of March.
  const daysOfMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= daysOfMonth ? date : undefined;
}

/** Reads a point in time: ISO 8601, or a duration that means so long ago. */
export function parseMoment(flag: string, text: string, now: Date): Date {
  if (/^\d+(?:\.\d+)?(?:ms|s|m|h|d)$/u.test(text)) return new Date(now.getTime() - parseDurationMs(flag, text));
  const date = parseDate(text);
  if (date === undefined) {
    throw usageError(
      `${flag}: "${text}" is neither a time such as 2030-01-31T12:00:00Z nor how long ago, such as 2h or 7d`,
    );
  }
  return date;
}

/** A span in its two largest units at most: `850ms`, `42s`, `3m`, `5h 10m`, `12d`. */
export function formatSpan(ms: number): string {
  const abs = Math.max(0, Math.round(ms));
  if (abs < 1000) return `${abs}ms`;
  const seconds = Math.floor(abs / 1000);
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours}h` : `${hours}h ${minutes % 60}m`;
  return `${Math.floor(hours / 24)}d`;
}

/** `3m ago`, `in 2d`, `now`; empty when there is no time. */
export function relativeTime(timestamp: Timestamp | undefined, now: Date): string {
  if (timestamp === undefined) return "";
  const ms = now.getTime() - timestampDate(timestamp).getTime();
  if (Math.abs(ms) < 1000) return "now";
  return ms > 0 ? `${formatSpan(ms)} ago` : `in ${formatSpan(-ms)}`;
}

/** ISO 8601 and relative: `2030-01-31T12:00:00.000Z (3m ago)`; empty when there is no time. */
export function exactTime(timestamp: Timestamp | undefined, now: Date): string {
  if (timestamp === undefined) return "";
  return `${timestampDate(timestamp).toISOString()} (${relativeTime(timestamp, now)})`;
}

/** The time of day in UTC with milliseconds, for lines that follow each other: `12:00:00.000`. */
export function clockTime(timestamp: Timestamp | undefined): string {
  return timestamp === undefined ? "" : timestampDate(timestamp).toISOString().slice(11, 23);
}
