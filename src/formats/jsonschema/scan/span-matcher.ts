/** Whether the ASCII text from one byte to before another is surely of some kind; false means "look closer". */
export type SpanMatcher = (bytes: Uint8Array, from: number, to: number) => boolean;

const classes = new Uint8Array(128);
const digit = 1;
const hex = 2;
const alphanumeric = 4;
/** What a part of the local name of an address may consist of (RFC 5322 section 3.2.3, `atext`). */
const atom = 8;
const letter = 16;
/** RFC 3986 section 2.3. */
const unreserved = 32;
const slash = 64;

function mark(characters: string, kind: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    classes[code] = (classes[code] ?? 0) | kind;
  }
}
const letters = "abcdefghijklmnopqrstuvwxyz";
mark("0123456789", digit | hex | alphanumeric | atom | unreserved);
mark("abcdefABCDEF", hex);
mark(letters + letters.toUpperCase(), alphanumeric | atom | letter | unreserved);
mark("-._~", unreserved);
mark("/", slash);
mark("!#$%&'*+/=?^_`{|}~-", atom);

function isOf(byte: number | undefined, kinds: number): boolean {
  return ((classes[byte ?? 0] ?? 0) & kinds) !== 0;
}

/** Two digits that say no more than `highest`. */
function isPair(bytes: Uint8Array, at: number, highest: number): boolean {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && tens * 10 + ones <= highest;
}

/** `YYYY-MM-DD` with a day that every month has. */
const isPlainDate: SpanMatcher = (bytes, from, to) =>
  to - from === 10 &&
  isPair(bytes, from, 99) &&
  isPair(bytes, from + 2, 99) &&
  bytes[from + 4] === 0x2d &&
  isPair(bytes, from + 5, 12) &&
  bytes[from + 7] === 0x2d &&
  isPair(bytes, from + 8, 28) &&
  (bytes[from + 5] !== 0x30 || bytes[from + 6] !== 0x30) &&
  (bytes[from + 8] !== 0x30 || bytes[from + 9] !== 0x30);

/** `YYYY-MM-DDTHH:MM:SS[.fraction]Z` with such a day. */
const isPlainDateTime: SpanMatcher = (bytes, from, to) =>
  to - from >= 20 &&
  bytes[to - 1] === 0x5a &&
  isPlainDate(bytes, from, from + 10) &&
  bytes[from + 10] === 0x54 &&
  isPair(bytes, from + 11, 23) &&
  bytes[from + 13] === 0x3a &&
  isPair(bytes, from + 14, 59) &&
  bytes[from + 16] === 0x3a &&
  isPair(bytes, from + 17, 59) &&
  (to - from === 20 || isFraction(bytes, from + 19, to - 1));

function isFraction(bytes: Uint8Array, from: number, to: number): boolean {
  return bytes[from] === 0x2e && to - from >= 2 && to - from <= 10 && endOf(bytes, from + 1, to, digit) === to;
}

/** The 36 characters of RFC 9562 section 4. */
const isUuid: SpanMatcher = (bytes, from, to) => {
  if (to - from !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const isHyphen = at === 8 || at === 13 || at === 18 || at === 23;
    if (isHyphen ? bytes[from + at] !== 0x2d : !isOf(bytes[from + at], hex)) return false;
  }
  return true;
};

/** Atoms with dots between them, then `@` and a host name of at least two labels. */
const isPlainEmail: SpanMatcher = (bytes, from, to) => {
  let at = from;
  let start = from;
  for (; at < to && bytes[at] !== 0x40; at++) {
    if (isOf(bytes[at], atom)) continue;
    if (bytes[at] !== 0x2e || at === start) return false;
    start = at + 1;
  }
  return at < to && at > start && hasLabels(bytes, at + 1, to);
};

/** Labels of letters and digits, with hyphens inside only, and dots between them. */
function hasLabels(bytes: Uint8Array, from: number, to: number): boolean {
  let dots = 0;
  let before = 0x2e;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2e) {
      if (!isOf(before, alphanumeric)) return false;
      dots += 1;
    } else if (byte === 0x2d) {
      if (before === 0x2e) return false;
    } else if (!isOf(byte, alphanumeric)) return false;
    before = byte;
  }
  return dots > 0 && isOf(before, alphanumeric);
}

/** `scheme://host[:port]` and what may follow it, without percent-encoding (RFC 3986 section 3). */
const isPlainUri: SpanMatcher = (bytes, from, to) => {
  if (!isOf(bytes[from], letter)) return false;
  const scheme = endOf(bytes, from, to, alphanumeric);
  if (bytes[scheme] !== 0x3a || bytes[scheme + 1] !== 0x2f || bytes[scheme + 2] !== 0x2f) return false;
  const host = endOf(bytes, scheme + 3, to, unreserved);
  const port = host < to && bytes[host] === 0x3a ? endOf(bytes, host + 1, to, digit) : host;
  return port === to || (bytes[port] === 0x2f && endOf(bytes, port, to, unreserved | slash) === to);
};

function endOf(bytes: Uint8Array, from: number, to: number, kinds: number): number {
  let at = from;
  while (at < to && isOf(bytes[at], kinds)) at++;
  return at;
}

/** Matchers for what most values of a `format` look like. What they accept, the check of the format accepts. */
export const formatMatchers: ReadonlyMap<string, SpanMatcher> = new Map([
  ["date", isPlainDate],
  ["date-time", isPlainDateTime],
  ["uuid", isUuid],
  ["email", isPlainEmail],
  ["uri", isPlainUri],
]);
