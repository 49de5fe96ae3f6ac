import { Ajv2020 } from "ajv/dist/2020.js";
import * as ajvFormats from "ajv-formats";
import { type BenchCase, isInvalid } from "./bench-case.js";
import { orderPayload, orderSchema } from "./order-event.js";

/** Payloads that are checked in turn. */
const payloads = 1000;

/** Runs the floor for so many seconds; answers its CPU time in microseconds per event. */
export type Floor = (seconds: number) => number;

/**
 * The least that checking an event can cost on one core: the bytes to text, JSON.parse, and Ajv as it comes, on the same
 * events.
 * @throws Error when an event turns out valid that should not, or the other way round
 */
export function createFloor({ size, invalidPercent }: BenchCase): Floor {
  const ajv = new Ajv2020();
  ajvFormats.default.default(ajv);
  const validate = ajv.compile(orderSchema);
  const events = Array.from({ length: payloads }, (_, index) => {
    const isValid = !isInvalid(index, invalidPercent);
    return { data: Buffer.from(orderPayload(size, index, isValid)), isValid };
  });
  return (seconds) => {
    const deadline = performance.now() + seconds * 1000;
    const before = process.cpuUsage();
    let checked = 0;
    while (performance.now() < deadline) {
      for (const { data, isValid } of events) {
        const order: unknown = JSON.parse(data.toString("utf8"));
        if (validate(order) !== isValid) throw new Error("An event is not what it was made to be.");
      }
      checked += events.length;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / checked;
  };
}
