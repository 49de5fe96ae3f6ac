import { fromBinary } from "@bufbuild/protobuf";
import { createValidator } from "@bufbuild/protovalidate";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as ajvFormats from "ajv-formats";
import { type BenchCase, type EventFormat, isInvalid } from "./bench-case.js";
import { avroOrder, orderEncodings, protobufOrder, ruledOrder } from "./order-encoding.js";
import { orderSchema } from "./order-schemas.js";

/** Payloads that are checked in turn. */
const payloads = 1000;

/** Runs the floor for so many seconds; answers its CPU time in microseconds per event. */
export type Floor = (seconds: number) => number;

/** Whether a payload is valid, at the least cost that can be had. */
type Check = (data: Buffer) => boolean;

const checks: Readonly<Record<EventFormat, () => Check>> = {
  json: () => {
    const ajv = new Ajv2020();
    ajvFormats.default.default(ajv);
    const validate = ajv.compile(orderSchema);
    return (data) => validate(JSON.parse(data.toString("utf8")));
  },
  avro: () => (data) => succeeds(() => avroOrder.fromBuffer(data)),
  protobuf: () => (data) => succeeds(() => fromBinary(protobufOrder, data)),
  protovalidate: () => {
    const validator = createValidator();
    return (data) => validator.validate(ruledOrder, fromBinary(ruledOrder, data)).kind === "valid";
  },
};

/** The only way in which libraries that decode say that they cannot is to throw. */
function succeeds(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/**
 * The least that checking an event can cost on one core, on the same events: of JSON the bytes to text, JSON.parse, and Ajv
 * as it comes; of Avro and Protobuf that a library decodes them, avsc and protobuf-es, and where there are rules that
 * Protovalidate's library checks them.
 * @throws Error when an event turns out valid that should not, or the other way round
 */
export function createFloor({ format, size, invalidPercent }: BenchCase): Floor {
  const check = checks[format]();
  const events = Array.from({ length: payloads }, (_, index) => {
    const isValid = !isInvalid(index, invalidPercent);
    return { data: Buffer.from(orderEncodings[format].payload(size, index, isValid)), isValid };
  });
  return (seconds) => {
    const deadline = performance.now() + seconds * 1000;
    const before = process.cpuUsage();
    let checked = 0;
    while (performance.now() < deadline) {
      for (const { data, isValid } of events) {
        if (check(data) !== isValid) throw new Error("An event is not what it was made to be.");
      }
      checked += events.length;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / checked;
  };
}

/**
 * What an event may cost for its size, in microseconds; undefined of JSON, where the ratio to the floor says it all.
 * Decoding is so cheap that what every event costs, whatever its format, is allowed for by itself.
 */
export function targetMicros(format: EventFormat, floorMicros: number): number | undefined {
  return format === "json" ? undefined : 1.5 * floorMicros + 3;
}
