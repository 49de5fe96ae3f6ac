import { type AvroType, logicalOf } from "./schema-type.js";

/** Units of a second in the logical types that count them. */
const unitsPerSecond: Readonly<Record<string, bigint>> = { millis: 1000n, micros: 1_000_000n, nanos: 1_000_000_000n };
const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The last second that `Date` knows. */
const lastSecond = 8_640_000_000_000n;

/** What a value of a type stands for, as text: `0.01 as decimal(9,2)`. The value is one of `decodeValue`. */
export function meaningOf(type: AvroType, value: unknown): string {
  const logical = logicalOf(type);
  if (logical === undefined) return typeof value === "string" ? JSON.stringify(value) : String(value);
  if (logical.name === "decimal") return decimalText(String(value), logical.scale);
  if (logical.name === "date") return instantText(BigInt(String(value)) * 86_400n, 0n, 0).slice(0, -10);
  const [, kind, unit] = /^(.*)-(millis|micros|nanos)$/.exec(logical.name) ?? [];
  const perSecond = unitsPerSecond[unit ?? ""];
  if (kind !== undefined && perSecond !== undefined) return clockText(kind, BigInt(String(value)), perSecond);
  if (logical.name === "uuid" && !uuidText.test(String(value))) return `${JSON.stringify(value)}, which is no UUID`;
  return JSON.stringify(value);
}

function clockText(kind: string, count: bigint, perSecond: bigint): string {
  const digits = String(perSecond).length - 1;
  const rest = ((count % perSecond) + perSecond) % perSecond;
  const text = instantText((count - rest) / perSecond, rest, digits);
  if (kind === "time") return text.slice(11, -1);
  return kind === "local-timestamp" ? text.slice(0, -1) : text;
}

/** An instant in UTC; far ones as a number of seconds. */
function instantText(seconds: bigint, rest: bigint, digits: number): string {
  if (seconds > lastSecond || seconds < -lastSecond) return `${seconds} seconds after 1970-01-01T00:00:00Z`;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  return digits === 0 || rest === 0n ? `${whole}Z` : `${whole}.${String(rest).padStart(digits, "0")}Z`;
}

/** Two's complement bytes, each a character, as a decimal number. */
function decimalText(bytes: string, scale: number): string {
  let value = 0n;
  for (const character of bytes) value = value * 256n + BigInt(character.charCodeAt(0));
  if ((bytes.charCodeAt(0) || 0) >= 0x80) value -= 1n << BigInt(8 * bytes.length);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const sign = value < 0n ? "-" : "";
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The value that a reader of one primitive type gets from a value of another, both as `decodeValue` has them. */
export function promoted(reader: AvroType, writer: AvroType, value: unknown): unknown {
  if (reader.kind === "float") return Math.fround(Number(value));
  if (reader.kind === "double") return Number(value);
  if (reader.kind === "string" && writer.kind === "bytes") return Buffer.from(String(value), "latin1").toString("utf8");
  if (reader.kind === "bytes" && writer.kind === "string") return Buffer.from(String(value), "utf8").toString("latin1");
  return value;
}
