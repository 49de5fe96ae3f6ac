import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BudgetExceeded } from "../../../../src/formats/jsonschema/compare/obstacle.js";
import { ClassComparer } from "../../../../src/formats/jsonschema/confluent/compare-classes.js";
import { matchBranches } from "../../../../src/formats/jsonschema/confluent/match-branches.js";
import { loadSchema } from "../../../../src/formats/jsonschema/loaded-schema.js";
import { cpuMs } from "../../../support/cpu-time.js";
import { sourceOf } from "./support.js";

const placeOf = (schema: unknown) => loadSchema(sourceOf(schema)).program.root.place;
const counted = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const record = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, {}]));

describe("Confluent's rules take bounded time", () => {
  test("for many alternatives of which half have no partner", () => {
    const writer = placeOf({ oneOf: counted(600).map((length) => ({ type: "string", maxLength: length + 1 })) });
    const reader = placeOf({
      oneOf: counted(600).map((at) =>
        at < 300 ? { type: "string", maxLength: 1000 + at } : { type: "null", title: `${at}` },
      ),
    });
    let types: readonly string[] = [];
    const spent = cpuMs(() => {
      types = new ClassComparer("strict").differences(writer, reader).map(({ type }) => type);
    });
    expect(types).toContain("combined-type-subschemas-changed");
    expect(spent).toBeLessThan(6000);
  });

  test("for many required properties", () => {
    const names = counted(50_000).map((index) => `p${index}`);
    const [writer, reader] = [names, names.toReversed()].map((required) =>
      placeOf({ type: "object", properties: record(names), required }),
    );
    let found = 1;
    const spent = cpuMs(() => {
      found = new ClassComparer("strict").differences(writer!, reader!).length;
    });
    expect(found).toBe(0);
    expect(spent).toBeLessThan(4000);
  });

  test("for many new properties beside many patterns, or say that it would not be", () => {
    const closed = { type: "object", patternProperties: record(counted(2500).map((index) => `^x${index}$`)) };
    const writer = placeOf(closed);
    const reader = placeOf({ ...closed, properties: record(counted(2500).map((index) => `n${index}`)) });
    expect(() => new ClassComparer("strict").differences(writer, reader)).toThrow(BudgetExceeded);
  });

  test("and some patterns and many properties are no trouble", () => {
    const closed = { type: "object", patternProperties: record(counted(100).map((index) => `^x${index}$`)) };
    const reader = { ...closed, properties: record(counted(2000).map((index) => `n${index}`)) };
    expect(new ClassComparer("strict").differences(placeOf(closed), placeOf(reader))).toHaveLength(2000);
  });
});

test("as many branches are paired as can be, each with one that fits, and nobody is asked twice about the same two", () => {
  const graph = fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { maxLength: 6 });
  /** The most pairs, by trying all. */
  const most = (rows: readonly (readonly boolean[])[], free: ReadonlySet<number>): number => {
    const [row, ...rest] = rows;
    if (row === undefined) return 0;
    const taken = [...free]
      .filter((target) => row[target])
      .map((target) => 1 + most(rest, new Set([...free].filter((other) => other !== target))));
    return Math.max(most(rest, free), ...taken);
  };
  fc.assert(
    fc.property(graph, (rows) => {
      const asked = new Set<string>();
      const takenBy = matchBranches({
        count: rows.length,
        order: () => counted(5),
        fit: (at, target) => {
          expect(asked).not.toContain(`${at} ${target}`);
          asked.add(`${at} ${target}`);
          return rows[at]?.[target] === true;
        },
      });
      for (const [target, at] of takenBy) expect(rows[at]?.[target]).toBe(true);
      expect(new Set(takenBy.values()).size).toBe(takenBy.size);
      expect(takenBy.size).toBe(most(rows, new Set(counted(5))));
    }),
  );
});
