// What checking payloads in worker threads costs and brings, by itself: frames of events are checked on the event loop, or
// handed to threads, which answer a byte for each event. Nothing is read from a socket or kept.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as ajvFormats from "ajv-formats";
import { orderPayload } from "./order-event.js";
import { orderSchema } from "./order-schemas.js";
import { median } from "./quantile.js";
import { textTable } from "./text-table.js";

const usage = `Usage: npm run bench:threads -- [options]

Checks events of 300 bytes on the event loop, and in worker threads that frames are handed to without a copy: how many a
second, and what one costs on all threads together.

  --rounds <n>   rounds, in which the ways take turns; medians are printed    5
  --seconds <n>  length of a turn                                             1
`;

/** Frames handed to a thread before one is waited for. */
const framesAhead = 4;

/** A frame on its way: each payload after its length as 4 bytes little endian. */
type Frame = Uint8Array<ArrayBuffer>;

type CheckFrame = (frame: Frame) => Uint8Array<ArrayBuffer>;

function frameChecker(): CheckFrame {
  const ajv = new Ajv2020();
  ajvFormats.default.default(ajv);
  const validate = ajv.compile(orderSchema);
  return (frame) => {
    const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
    const verdicts: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      const end = at + 4 + bytes.readUInt32LE(at);
      verdicts.push(validate(JSON.parse(bytes.toString("utf8", at + 4, end))) ? 1 : 0);
      at = end;
    }
    return Uint8Array.from(verdicts);
  };
}

function makeFrame(events: number): Frame {
  const parts = Array.from({ length: events }, (_, index) => {
    const payload = orderPayload("small", index, true);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(payload.length);
    return Buffer.concat([length, payload]);
  });
  return new Uint8Array(Buffer.concat(parts));
}

/** Checks one frame somewhere. The frame may be gone afterwards. */
type Check = (frame: Frame) => Promise<Uint8Array>;

interface Way {
  readonly name: string;
  readonly check: Check;
  readonly close: () => Promise<void>;
}

function onEventLoop(): Way {
  const check = frameChecker();
  return {
    name: "event loop",
    check: (frame) => Promise.resolve(check(frame)),
    close: () => Promise.resolve(),
  };
}

function inThreads(count: number): Way {
  const threads = Array.from({ length: count }, () => {
    const worker = new Worker(new URL(import.meta.url));
    const waiting: ((verdicts: Uint8Array) => void)[] = [];
    worker.on("message", (verdicts: Uint8Array) => waiting.shift()?.(verdicts));
    return { worker, waiting };
  });
  let next = 0;
  return {
    name: count === 1 ? "1 thread" : `${count} threads`,
    check: (frame) =>
      new Promise((resolve, reject) => {
        const thread = threads[next++ % count];
        if (thread === undefined) {
          reject(new Error("There is no thread."));
          return;
        }
        thread.waiting.push(resolve);
        thread.worker.postMessage(frame, [frame.buffer]);
      }),
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

interface Turn {
  readonly eventsPerSecond: number;
  readonly cpuMicrosPerEvent: number;
}

async function takeTurn({ check }: Way, frame: Frame, events: number, seconds: number): Promise<Turn> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  let checked = 0;
  async function checkUntilTheEnd(): Promise<void> {
    while (performance.now() - startedAt < seconds * 1000) {
      // A copy for every way, since a frame that was handed to a thread is gone.
      const verdicts = await check(frame.slice());
      if (verdicts.includes(0)) throw new Error("A valid event was found invalid.");
      checked += events;
    }
  }
  await Promise.all(Array.from({ length: framesAhead }, checkUntilTheEnd));
  const { user, system } = process.cpuUsage(before);
  return {
    eventsPerSecond: (checked * 1000) / (performance.now() - startedAt),
    cpuMicrosPerEvent: (user + system) / checked,
  };
}

async function run(args: readonly string[]): Promise<void> {
  const text = { type: "string" } as const;
  const options = { rounds: text, seconds: text, help: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(usage);
    return;
  }
  const [rounds, seconds] = [Number(values.rounds ?? "5"), Number(values.seconds ?? "1")];
  const ways = [onEventLoop(), ...[1, availableParallelism()].map(inThreads)];
  const rows: string[][] = [];
  for (const events of [10, 100, 1000]) {
    const frame = makeFrame(events);
    const turns = new Map(ways.map((way) => [way, [] as Turn[]]));
    for (const way of ways) await takeTurn(way, frame, events, seconds);
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, taken] of turns) taken.push(await takeTurn(way, frame, events, seconds));
    }
    for (const [{ name }, taken] of turns) {
      const rate = median(taken.map(({ eventsPerSecond }) => eventsPerSecond));
      const cost = median(taken.map(({ cpuMicrosPerEvent }) => cpuMicrosPerEvent));
      rows.push([`frames of ${events}, ${name}`, rate.toFixed(0), cost.toFixed(2)]);
    }
  }
  for (const way of ways) await way.close();
  console.log(textTable(["", "events/s", "CPU µs/event"], rows));
}

if (isMainThread) {
  await run(process.argv.slice(2));
} else {
  const check = frameChecker();
  parentPort?.on("message", (frame: Frame) => {
    const verdicts = check(frame);
    parentPort?.postMessage(verdicts, [verdicts.buffer]);
  });
}
