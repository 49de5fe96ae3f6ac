import { usageError } from "./cli-error.js";

const grouped = new Intl.NumberFormat("en-US");

/** A count with thousands separators: `12,345`. */
export function count(value: number | bigint): string {
  return grouped.format(value);
}

/** A count with its noun: `1 event`, `2 events`. */
export function counted(value: number | bigint, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 || value === 1n ? singular : plural}`;
}

/** Bytes in the largest unit that leaves one digit before the point: `812 B`, `1.2 MiB`. */
export function bytes(value: number | bigint): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let size = Number(value);
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(size) : size.toFixed(1)} ${units[unit] ?? ""}`;
}

/** The largest number that most fields of calls can carry. */
const maxUint32 = 0xffff_ffff;

/** Reads a whole number from `least` to `most`, by default the largest of 32 bits. `flag` names the place in the error. */
export function parseWhole(flag: string, text: string, least = 0, most = maxUint32): number {
  const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least)) throw usageError(`${flag}: "${text}" is not a whole number of at least ${least}`);
  if (value > most) throw usageError(`${flag}: "${text}" is too large; at most ${most} is allowed`);
  return value;
}

/** Reads a position of the log, 0 to 2^64 - 1. */
export function parsePosition(flag: string, text: string): bigint {
  const value = /^\d{1,20}$/u.test(text) ? BigInt(text) : -1n;
  if (value < 0n || value > 0xffff_ffff_ffff_ffffn) {
    throw usageError(`${flag}: "${text}" is not a position; positions are whole numbers from 0`);
  }
  return value;
}

/** Reads a share from 0 to 1. `flag` names the place in the error. */
export function parseShare(flag: string, text: string): number {
  const share = /^\d*\.?\d+$/u.test(text) ? Number(text) : Number.NaN;
  if (share >= 0 && share <= 1) return share;
  throw usageError(`${flag}: "${text}" is not a number from 0 to 1`);
}
