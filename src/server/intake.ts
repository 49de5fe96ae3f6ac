import type { UniversalServerRequest } from "@connectrpc/connect/protocol";
import { SluiceError } from "../core/errors.js";
import { isByteStream } from "../rpc/checked-messages.js";
import { toConnectError } from "../rpc/errors.js";

/** Bounds what large requests take, over all calls, from their first byte until they are dealt with. */
export interface Intake {
  /** `isStream`: the body is any number of messages, each behind a flag and its length; otherwise it is one request. */
  admit(request: UniversalServerRequest, isStream: boolean): Incoming;
}

/** A call that was admitted. */
export interface Incoming {
  /**
   * The same request. Its body fails with OVERLOADED when it is too much. Small messages are never refused: whoever fills
   * the intake is in the way of others who send large ones, and of nobody else.
   */
  readonly request: UniversalServerRequest;
  /** Counts a message that became larger when it was unpacked. Throws as the body does. */
  readonly hold: (bytes: number) => void;
  /** The message of a stream whose rest is waited for right now, by number; undefined while none is. */
  readonly awaited: () => number | undefined;
  /** The call has ended. */
  readonly release: () => void;
}

/** Messages up to this size do not count. */
const freeBytes = 64 * 1024;

/** Makes an intake of so many bytes. `onRefused` is told about each call that found it full. */
export function createIntake(maxBytes: number, onRefused: () => void): Intake {
  let held = 0;
  return {
    admit(request, isStream) {
      const meter = isStream ? frameMeter() : requestMeter();
      let counted = 0;
      let isWaiting = false;
      let hasEnded = false;
      const count = (bytes: number): void => {
        const counts = bytes > freeBytes && !hasEnded ? bytes : 0;
        held += counts - counted;
        counted = counts;
      };
      const hold = (bytes: number): void => {
        count(bytes);
        if (counted === 0 || held <= maxBytes) return;
        count(0);
        onRefused();
        throw toConnectError(overloaded(), "");
      };
      async function* metered(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        isWaiting = true;
        for await (const chunk of body) {
          isWaiting = false;
          meter.take(chunk);
          hold(meter.bytes);
          yield chunk;
          // Who asks for more has taken every message that came as a whole, also those that grew when they were unpacked.
          if (isStream) count(meter.bytes);
          isWaiting = true;
        }
        isWaiting = false;
      }
      const { body } = request;
      return {
        request: isByteStream(body) ? { ...request, body: metered(body) } : request,
        hold,
        awaited: () => (isWaiting && meter.bytes > 0 ? meter.message : undefined),
        release: () => {
          count(0);
          hasEnded = true;
        },
      };
    },
  };
}

function overloaded(): SluiceError {
  return new SluiceError("OVERLOADED", "Too many large requests are under way; try again.", { retryAfterMs: 1000 });
}

interface Meter {
  /** Bytes of the message that is not dealt with. */
  readonly bytes: number;
  /** Its number, from 0. */
  readonly message: number;
  take(chunk: Uint8Array): void;
}

/** A single request is dealt with when its call has ended. */
function requestMeter(): Meter {
  let bytes = 0;
  return {
    message: 0,
    get bytes() {
      return bytes;
    },
    take(chunk) {
      bytes += chunk.length;
    },
  };
}

/** A flag, and in four bytes the length of what follows. */
const prefixBytes = 5;

/** A message of a stream is dealt with when it has come as a whole: what is made of it is bounded elsewhere. */
function frameMeter(): Meter {
  let bytes = 0;
  let length = 0;
  let message = 0;
  return {
    get bytes() {
      return bytes;
    },
    get message() {
      return message;
    },
    take(chunk) {
      for (let at = 0; at < chunk.length; ) {
        const inPrefix = bytes < prefixBytes;
        if (inPrefix) length = bytes === 0 ? 0 : length * 256 + (chunk[at] ?? 0);
        const taken = inPrefix ? 1 : Math.min(prefixBytes + length - bytes, chunk.length - at);
        at += taken;
        bytes += taken;
        if (bytes !== prefixBytes + length || bytes < prefixBytes) continue;
        bytes = 0;
        message += 1;
      }
    },
  };
}
