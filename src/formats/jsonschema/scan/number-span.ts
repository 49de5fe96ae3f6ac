const powersOfTen = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** Digits that a double holds whatever they are. */
const exactDigits = 15;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at++;
  return at;
}

/** The byte after the number that begins here (RFC 8259 section 6); -1 where none does. */
export function numberEnd(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === 0x2d ? from + 1 : from;
  const whole = at;
  at = digitsEnd(bytes, at);
  if (at === whole || (bytes[whole] === 0x30 && at > whole + 1)) return -1;
  if (bytes[at] === 0x2e) {
    const fraction = at + 1;
    at = digitsEnd(bytes, fraction);
    if (at === fraction) return -1;
  }
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return at;
  const sign = bytes[at + 1];
  const exponent = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
  at = digitsEnd(bytes, exponent);
  return at === exponent ? -1 : at;
}

/** The number that these bytes spell, the same as `JSON.parse` has it: for a short decimal its digits by a power of ten is exact. */
export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === 0x2d;
  let digits = 0;
  let count = 0;
  let point = to;
  for (let at = isNegative ? from + 1 : from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2e) point = at + 1;
    else if (isDigit(byte) && count < exactDigits) {
      digits = digits * 10 + (byte - 0x30);
      count += 1;
    } else return Number(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1"));
  }
  const value = digits / (powersOfTen[to - point] ?? Number.NaN);
  return isNegative ? -value : value;
}
