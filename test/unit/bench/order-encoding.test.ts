import { describe, expect, test } from "vitest";
import { type EventFormat, invalidAmong, isInvalid } from "../../../bench/bench-case.js";
import { readBenchOptions } from "../../../bench/bench-options.js";
import { createFloor, targetMicros } from "../../../bench/floor.js";
import { orderEncodings } from "../../../bench/order-encoding.js";
import { eventType, makeOrder } from "../../../bench/order-event.js";
import { formats } from "../../../src/formats/catalog.js";

const schemaNames = { json: "json-schema", avro: "avro", protobuf: "protobuf", protovalidate: "protobuf" } as const;
const everyFormat: readonly EventFormat[] = ["json", "avro", "protobuf", "protovalidate"];

async function compile(format: EventFormat) {
  const language = formats.find(({ name }) => name === schemaNames[format]);
  const compiled = await language?.compile({ text: orderEncodings[format].schema, references: [] });
  if (compiled === undefined) throw new Error(`There is no ${format}.`);
  return compiled;
}

describe.each(everyFormat)("orders as %s", (format) => {
  const { contentType, payload } = orderEncodings[format];
  const select = { contentType, eventType, maxDepth: 64, messageIndexes: new Uint8Array() };

  test.each(["small", "large"] as const)(
    "%s ones fit the registered schema unless they are to be invalid",
    async (size) => {
      const compiled = await compile(format);
      for (let variant = 0; variant < 70; variant += 1) {
        expect(compiled.validate(payload(size, variant, true), select)).toBeUndefined();
        expect(compiled.validate(payload(size, variant, false), select)).toBeDefined();
      }
    },
  );

  test("say what the order says", async () => {
    const { customer, lines, currency, shipTo } = makeOrder("large", 7);
    const decoded = (await compile(format)).decode(payload("large", 7, true), select);
    const asText = JSON.stringify(decoded);
    for (const said of [customer.email, lines[7]?.image, currency, shipTo?.["street"]]) {
      expect(asText).toContain(JSON.stringify(said));
    }
  });

  test("are what the floor takes them for", () => {
    const runFloor = createFloor({ format, size: "large", batch: 1, streams: 1, invalidPercent: 10 });
    expect(runFloor(0.001)).toBeGreaterThan(0);
  });
});

test("so many of a hundred events are invalid, spread evenly", () => {
  for (const percent of [0, 1, 10, 100]) {
    const invalid = Array.from({ length: 1000 }, (_, index) => isInvalid(index, percent)).filter(Boolean);
    expect(invalid).toHaveLength(percent * 10);
    expect(invalidAmong(1000, percent)).toBe(percent * 10);
  }
});

test("only formats that libraries decode have a target of their own", () => {
  expect(targetMicros("json", 2)).toBeUndefined();
  expect(targetMicros("avro", 2)).toBe(6);
});

describe("the command line", () => {
  test("--quick is one case of JSON, --full the whole matrix", () => {
    const standard = { format: "json", size: "small", batch: 100, streams: 4, invalidPercent: 0 };
    expect(readBenchOptions(["--quick"])?.cases).toEqual([standard]);
    expect(readBenchOptions(["--full"])?.cases).toHaveLength(3 * 2 * 4 * 3 * 4);
    expect(readBenchOptions([])?.cases.every(({ format }) => format === "json")).toBe(true);
  });

  test("lists narrow what --quick and --full say", () => {
    const cases = readBenchOptions(["--quick", "--format", "avro,protobuf"])?.cases;
    expect(cases?.map(({ format }) => format)).toEqual(["avro", "protobuf"]);
    expect(readBenchOptions(["--full", "--streams", "16", "--invalid", "1"])?.cases).toHaveLength(3 * 2 * 4);
  });

  test("names what it does not know", () => {
    expect(() => readBenchOptions(["--format", "xml"])).toThrow(
      "--format: 'xml' is none of json, avro, protobuf, protovalidate.",
    );
    expect(() => readBenchOptions(["--quick", "--full"])).toThrow("exclude each other");
  });
});
