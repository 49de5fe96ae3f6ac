/** A way to write times. */
export interface TimeFormat {
  /** Nanoseconds since 1970 in UTC; undefined where the text is none of this format. */
  parse(text: string): bigint | undefined;
  write(nanos: bigint): string;
  /** Written as a JSON number. */
  readonly numeric: boolean;
}

const perSecond = 1_000_000_000n;
const perDay = 86_400n * perSecond;

/** Years 1 to 9999, between which RFC 3339 writes times. */
const earliest = -62_135_596_800n * perSecond;
const latest = 253_402_300_800n * perSecond - 1n;

function epoch(perUnit: bigint): TimeFormat {
  const fractionDigits = perUnit.toString().length - 1;
  return {
    numeric: true,
    parse(text) {
      const match = /^(-?)(\d{1,20})(?:\.(\d{1,9}))?$/.exec(text);
      if (match === null) return undefined;
      const [, sign = "", whole = "", fraction = ""] = match;
      if (fraction.length > fractionDigits) return undefined;
      const nanos = BigInt(whole) * perUnit + BigInt(fraction.padEnd(fractionDigits, "0") || "0");
      return withinYears(sign === "-" ? -nanos : nanos);
    },
    write(nanos) {
      const sign = nanos < 0n ? "-" : "";
      const size = nanos < 0n ? -nanos : nanos;
      const rest = size % perUnit;
      const fraction = rest === 0n ? "" : `.${rest.toString().padStart(fractionDigits, "0").replace(/0+$/, "")}`;
      return `${sign}${(size / perUnit).toString()}${fraction}`;
    },
  };
}

function withinYears(nanos: bigint): bigint | undefined {
  return nanos >= earliest && nanos <= latest ? nanos : undefined;
}

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  fraction: string;
  offsetMinutes: number;
}

function nanosOf(fields: Fields): bigint | undefined {
  const { year, month, day, hour, minute, second, fraction, offsetMinutes } = fields;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // Dates that do not exist roll over; that is how they are told.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || date.getUTCFullYear() !== year) return undefined;
  const seconds = BigInt(date.getTime() / 1000) + BigInt(hour * 3600 + minute * 60 + second - offsetMinutes * 60);
  return withinYears(seconds * perSecond + BigInt(fraction.padEnd(9, "0")));
}

function fieldsOf(nanos: bigint): Fields {
  const days = nanos >= 0n ? nanos / perDay : -((-nanos + perDay - 1n) / perDay);
  const rest = nanos - days * perDay;
  const date = new Date(Number(days) * 86_400_000);
  const seconds = Number(rest / perSecond);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: (rest % perSecond).toString().padStart(9, "0"),
    offsetMinutes: 0,
  };
}

const noTime = { hour: 0, minute: 0, second: 0, fraction: "", offsetMinutes: 0 };

const two = (value: number): string => String(value).padStart(2, "0");
const four = (value: number): string => String(value).padStart(4, "0");

/** RFC 3339 section 5.6. */
const dateTime: TimeFormat = {
  numeric: false,
  parse(text) {
    const match = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(
      text,
    );
    if (match === null) return undefined;
    const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = match;
    const minutes = Number(offsetHour) * 60 + Number(offsetMinute);
    return nanosOf({
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      fraction,
      offsetMinutes: sign === "-" ? -minutes : minutes,
    });
  },
  write(nanos) {
    const { year, month, day, hour, minute, second, fraction } = fieldsOf(nanos);
    const trimmed = fraction.replace(/(?:000)+$/, "");
    const seconds = `${two(second)}${trimmed === "" ? "" : `.${trimmed}`}`;
    return `${four(year)}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${seconds}Z`;
  },
};

/** A date alone stands for its first moment in UTC; what is written as one loses its time of day. */
const date: TimeFormat = {
  numeric: false,
  parse(text) {
    const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (match === null) return undefined;
    return nanosOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), ...noTime });
  },
  write(nanos) {
    const { year, month, day } = fieldsOf(nanos);
    return `${four(year)}-${two(month)}-${two(day)}`;
  },
};

const named: Readonly<Record<string, TimeFormat>> = {
  "date-time": dateTime,
  date,
  "epoch-seconds": epoch(perSecond),
  "epoch-millis": epoch(1_000_000n),
  "epoch-micros": epoch(1000n),
  "epoch-nanos": epoch(1n),
};

/** Names of the formats that are no patterns. */
export const timeFormatNames: readonly string[] = Object.keys(named);

/** Letters of a pattern: what they match, and what they mean. */
const letters: Readonly<Record<string, { readonly match: string; readonly write: (fields: Fields) => string }>> = {
  yyyy: { match: "\\d{4}", write: ({ year }) => four(year) },
  MM: { match: "\\d\\d", write: ({ month }) => two(month) },
  M: { match: "\\d{1,2}", write: ({ month }) => String(month) },
  dd: { match: "\\d\\d", write: ({ day }) => two(day) },
  d: { match: "\\d{1,2}", write: ({ day }) => String(day) },
  HH: { match: "\\d\\d", write: ({ hour }) => two(hour) },
  mm: { match: "\\d\\d", write: ({ minute }) => two(minute) },
  ss: { match: "\\d\\d", write: ({ second }) => two(second) },
  SSS: { match: "\\d{3}", write: ({ fraction }) => fraction.slice(0, 3) },
};

/** Whether digits may be read in two ways: 1112024 is the 1st of November, and the 11th of January, by `dMyyyy`. */
function isAmbiguous(parts: readonly string[]): boolean {
  const written = parts.map((part) => (part in letters || /\d/.test(part) ? part : " ")).join(",");
  return written.split(" ").some((run) => [/(?:^|,)M(?:,|$)/, /(?:^|,)d(?:,|$)/].every((one) => one.test(run)));
}

/** A pattern such as `dd.MM.yyyy HH:mm`; times are taken to be in UTC. Undefined when it is none. */
function patternFormat(pattern: string): TimeFormat | undefined {
  if (pattern.length > 40) return undefined;
  const parts = pattern.match(/yyyy|SSS|MM|M|dd|d|HH|mm|ss|T|[^A-Za-z]/g) ?? [];
  if (parts.join("") !== pattern) return undefined;
  const names = parts.filter((part) => part in letters);
  const kinds = names.map((name) => name.charAt(0));
  const needed = ["y", "M", "d"].every((kind) => kinds.includes(kind));
  if (!needed || new Set(kinds).size !== kinds.length || isAmbiguous(parts)) return undefined;
  const source = parts.map((part) => {
    const letter = letters[part];
    return letter === undefined ? part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&") : `(${letter.match})`;
  });
  const matcher = new RegExp(`^${source.join("")}$`);
  const value = (found: RegExpExecArray, ...wanted: string[]): number => {
    const at = names.findIndex((name) => wanted.includes(name));
    return at === -1 ? 0 : Number(found[at + 1]);
  };
  return {
    numeric: false,
    parse(text) {
      const found = matcher.exec(text);
      if (found === null) return undefined;
      const fraction = names.includes("SSS") ? String(value(found, "SSS")).padStart(3, "0") : "";
      return nanosOf({
        year: value(found, "yyyy"),
        month: value(found, "MM", "M"),
        day: value(found, "dd", "d"),
        hour: value(found, "HH"),
        minute: value(found, "mm"),
        second: value(found, "ss"),
        fraction,
        offsetMinutes: 0,
      });
    },
    write(nanos) {
      const fields = fieldsOf(nanos);
      return parts.map((part) => letters[part]?.write(fields) ?? part).join("");
    },
  };
}

/**
 * The format of a name (`date-time`, `date`, `epoch-seconds`, `epoch-millis`, `epoch-micros`, `epoch-nanos`) or a pattern of
 * `yyyy MM M dd d HH mm ss SSS`; undefined when it is neither.
 */
export function timeFormat(name: string): TimeFormat | undefined {
  return Object.hasOwn(named, name) ? named[name] : patternFormat(name);
}
