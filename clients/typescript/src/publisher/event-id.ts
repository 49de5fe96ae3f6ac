import { randomBytes } from "node:crypto";

import { type TimeSource } from "../time/time-source.js";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A unique id in the shape of a ULID: 48 bits of time and 80 random bits in Crockford's base 32, 26 characters that
 * sort by the millisecond they were made in.
 */
export function createEventId(time: TimeSource): string {
  let id = "";
  for (let rest = time.now(), digit = 0; digit < 10; digit += 1) {
    id = alphabet.charAt(rest % 32) + id;
    rest = Math.floor(rest / 32);
  }
  for (const byte of randomBytes(16)) id += alphabet.charAt(byte % 32);
  return id;
}
