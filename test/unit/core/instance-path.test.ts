import fc from "fast-check";
import { expect, test } from "vitest";
import { instancePathOf } from "../../../src/core/instance-path.js";
import { shortened } from "../../../src/core/shortened.js";
import { tokensOf } from "../../../src/core/json-pointer.js";

const steps = fc.array(fc.string({ maxLength: 250, unit: fc.constantFrom("a", "~", "/", "😀") }), { maxLength: 60 });

test("a place is exact but for long keys of maps and what comes after some kB", () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(59)), (names, keys) => {
      const mapKeys = [...new Set(keys)].filter((at) => at < names.length).sort((a, b) => a - b);
      const { instancePath, mapKeys: kept = [] } = instancePathOf(names, mapKeys);
      const wanted = names.map((name, at) => (mapKeys.includes(at) ? shortened(name, 200) : name));
      const told = tokensOf(instancePath);
      const isCut = told.length !== names.length || told.at(-1) !== wanted.at(-1);
      const exact = isCut ? told.slice(0, -1) : told;
      expect(exact).toEqual(wanted.slice(0, exact.length));
      expect(kept).toEqual(mapKeys.filter((at) => at < exact.length));
      expect(instancePath.length).toBeLessThan(4_010);
      if (isCut) expect(told.at(-1)).toBe("…");
    }),
  );
});
