import { decodeTime } from "ulid";
import { invalidArgument } from "../core/errors.js";

const folder = "dead-letters/failed";
const dayMs = 24 * 60 * 60 * 1000;
const idPattern = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const keyPattern = /(\d{4})\/(\d{2})\/(\d{2})\/([0-7][0-9A-HJKMNP-TV-Z]{25})\.json$/;

/** The most days one call looks at. */
const maxDays = 3660;

/** The first and the last day of a span, as `2030-01-31` in UTC; an empty one leaves that end open. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Where a letter that was parked at a time is kept. The day is that of UTC. */
export function objectKey(prefix: string, id: string, parkedAt: Date): string {
  return `${folderOfDay(prefix, parkedAt)}${id}.json`;
}

/**
 * Where a letter may be of which only the id is known. Its id holds the time it was made at, which is that of parking, give
 * or take: around midnight it may be on the other day.
 * @throws SluiceError INVALID_ARGUMENT when it is no id
 */
export function possibleKeys(prefix: string, id: string): readonly string[] {
  if (!idPattern.test(id)) throw invalidArgument("ids", `"${id}" is not the id of a dead letter`);
  const time = decodeTime(id);
  return [0, -dayMs, dayMs].map((offset) => objectKey(prefix, id, new Date(time + offset)));
}

/** The id of the letter whose object this is; undefined when it is another object. */
export function idOfKey(key: string): string | undefined {
  return keyPattern.exec(key)?.[4];
}

/**
 * What the keys of the letters of a span of days begin with, in order: one text for all of them, or one for each day.
 * @throws SluiceError INVALID_ARGUMENT for what is no day, for a span that ends before it begins, and for one of over ten years
 */
export function prefixesOf(prefix: string, { from, to }: Days, now: Date): readonly string[] {
  if (from === "" && to === "") return [`${withSlash(prefix)}${folder}/`];
  if (from === "") throw invalidArgument("from_day", "is required with to_day");
  const first = dayIn("from_day", from);
  const last = to === "" ? Math.floor(now.getTime() / dayMs) : dayIn("to_day", to);
  if (last < first && to !== "") throw invalidArgument("to_day", `is before ${from}`);
  if (last - first >= maxDays) throw invalidArgument("from_day", `is more than ${maxDays} days before the last one`);
  const days: string[] = [];
  for (let day = first; day <= last; day += 1) days.push(folderOfDay(prefix, new Date(day * dayMs)));
  return days;
}

function dayIn(field: string, text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw invalidArgument(field, `"${text}" is not a day such as 2030-01-31`);
  }
  return time / dayMs;
}

function folderOfDay(prefix: string, at: Date): string {
  return `${withSlash(prefix)}${folder}/${at.toISOString().slice(0, 10).replaceAll("-", "/")}/`;
}

function withSlash(prefix: string): string {
  return prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
}
