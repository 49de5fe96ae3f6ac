import { isUtf8 } from "node:buffer";
import { type Check, type CheckState, fail } from "./check-state.js";

/** Up to this many bytes a loop that looks for ASCII beats the call into `isUtf8`. */
const shortText = 48;

/**
 * Reads a zig-zag varint of up to 64 bits as a number and puts the position after it into `state.next`; NaN when it is
 * faulty. Exact up to 2^53, which is above every length a payload can have.
 */
export function readLength(bytes: Uint8Array, position: number, state: CheckState): number {
  const first = bytes[position];
  if (first !== undefined && first < 0x80) {
    state.next = position + 1;
    return (first >>> 1) ^ -(first & 1);
  }
  let value = 0;
  let scale = 1;
  for (let at = position; at < position + 10; at++) {
    const byte = bytes[at];
    if (byte === undefined) {
      fail(state, "truncated", position);
      return Number.NaN;
    }
    if (at === position + 9 && byte > 1) break;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      state.next = at + 1;
      return ((first ?? 0) & 1) === 0 ? value / 2 : -(value - 1) / 2 - 1;
    }
  }
  fail(state, "varint-overflow", position);
  return Number.NaN;
}

export const checkNull: Check = (_bytes, position) => position;

export const checkBoolean: Check = (bytes, position, state) => {
  const byte = bytes[position];
  if (byte === 0 || byte === 1) return position + 1;
  return fail(state, byte === undefined ? "truncated" : "boolean-byte", position);
};

/** A varint of at most 5 bytes and 32 bits. */
export const checkInt: Check = (bytes, position, state) => {
  for (let at = position; at < position + 5; at++) {
    const byte = bytes[at];
    if (byte === undefined) return fail(state, "truncated", position);
    if (byte < 0x80) return at === position + 4 && byte > 0x0f ? fail(state, "int-range", position) : at + 1;
  }
  return fail(state, "varint-overflow", position);
};

/** A varint of at most 10 bytes and 64 bits. */
export const checkLong: Check = (bytes, position, state) => {
  for (let at = position; at < position + 10; at++) {
    const byte = bytes[at];
    if (byte === undefined) return fail(state, "truncated", position);
    if (byte < 0x80) return at === position + 9 && byte > 1 ? fail(state, "varint-overflow", position) : at + 1;
  }
  return fail(state, "varint-overflow", position);
};

/** Any bytes, as many as `size`. */
export function checkSized(size: number): Check {
  return (bytes, position, state) => {
    const end = position + size;
    return end <= bytes.length ? end : fail(state, "truncated", position);
  };
}

export const checkBytes: Check = (bytes, position, state) => {
  const length = readLength(bytes, position, state);
  if (Number.isNaN(length)) return -1;
  if (length < 0) return fail(state, "negative-length", position);
  const end = state.next + length;
  return end <= bytes.length ? end : fail(state, "truncated", position);
};

export const checkString: Check = (bytes, position, state) => {
  const end = checkBytes(bytes, position, state);
  if (end < 0 || isText(bytes, state.next, end)) return end;
  return fail(state, "invalid-utf8", position);
};

function isText(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= shortText) {
    let seen = 0;
    for (let at = start; at < end; at++) seen |= bytes[at] ?? 0;
    if (seen < 0x80) return true;
  }
  return isUtf8(bytes.subarray(start, end));
}
/** The index of an enum symbol, from 0 to below `count`. */
export function checkEnum(count: number): Check {
  return (bytes, position, state) => {
    const after = checkInt(bytes, position, state);
    if (after < 0) return -1;
    const index = readLength(bytes, position, state);
    return index >= 0 && index < count ? after : fail(state, "enum-index", position);
  };
}

/** Above so many digits a decimal is held to the number of bytes they need, not to the last digit. */
const maxExactDigits = 1000;

/** A decimal whose digits fit `precision`, in as many bytes as `size` checks. */
export function checkDecimal(size: Check, precision: number, isFixed: boolean): Check {
  const limit = precision > maxExactDigits ? undefined : 10n ** BigInt(precision);
  const enoughBytes = Math.ceil((precision * Math.log2(10) + 1) / 8) + 1;
  // Numbers of fewer bytes than this never reach the limit, so most values need no big number.
  const safeBytes = Math.floor((precision * Math.log2(10)) / 8);
  return (bytes, position, state) => {
    const end = size(bytes, position, state);
    const start = isFixed ? position : state.next;
    if (end < 0 || !state.logical || end - start <= safeBytes) return end;
    return fitsDigits(bytes.subarray(start, end), limit, enoughBytes)
      ? end
      : fail(state, "decimal-precision", position);
  };
}

function fitsDigits(digits: Uint8Array, limit: bigint | undefined, enoughBytes: number): boolean {
  const sign = (digits[0] ?? 0) >= 0x80 ? 0xff : 0;
  let first = 0;
  while (first < digits.length - 1 && digits[first] === sign && ((digits[first + 1] ?? 0) ^ sign) < 0x80) first++;
  const significant = digits.subarray(first);
  if (significant.length > enoughBytes) return false;
  if (limit === undefined) return true;
  const raw = BigInt(`0x${Buffer.from(significant).toString("hex")}`);
  const value = sign === 0 ? raw : raw - (1n << BigInt(8 * significant.length));
  return value < limit && value > -limit;
}
