import { describe, expect, test } from "vitest";
import { ExpressionFault } from "../../../src/expressions/expression-fault.js";
import { createExpressions, type ExpressionVerdict } from "../../../src/expressions/expressions.js";
import { attributesOf, celValueOf, timestampOf, variables } from "../../../src/gateway/quality/expression-values.js";
import { cpuMs } from "../../support/cpu-time.js";
import { sampleEvent } from "../gateway/samples.js";

const noon = new Date("2026-03-01T12:00:00.250Z");

const event = sampleEvent("e1", {
  extensions: { tenant: "acme" },
  time: { seconds: BigInt(noon.getTime() - 250) / 1000n - 60n, nanos: 0 },
});

function evaluate(text: string, data: unknown): ExpressionVerdict {
  const expressions = createExpressions({ variables });
  const run = expressions.compile(text);
  expressions.begin();
  return run({ event: attributesOf(event), data: celValueOf(data), now: timestampOf(noon) });
}

function refusal(text: string): ExpressionFault {
  try {
    createExpressions({ variables }).compile(text);
  } catch (caught) {
    if (caught instanceof ExpressionFault) return caught;
    throw caught;
  }
  throw new Error(`'${text.slice(0, 50)}' was not refused`);
}

const order = {
  total: 12.5,
  status: "paid",
  paidAt: null,
  items: [
    { sku: "a-1", quantity: 2 },
    { sku: "b-2", quantity: 1 },
  ],
  constructor: { name: "tricky" },
  ["__proto__"]: 1,
};

describe("an expression that can never be true or false", () => {
  test.each([
    ["1 + 1", 2],
    ["data", 1],
    ["'yes'", 1],
    ["size(data.items)", 1],
    ["[true]", 1],
    ["data.items.map(i, i.sku)", 11],
    ["has(data.total) ? 1.0 : data.total > 1.0", 19],
    ["now - event.time", 4],
  ])("%s is refused with its place", (text, column) => {
    expect(refusal(text).place).toEqual({ line: 1, column });
    expect(refusal(text).message).toContain("never true or false");
  });

  test.each([
    "true",
    "data.flag",
    "data.items.exists(i, i.sku == 'x')",
    "data.items.all(i, true)",
    "!data.flag",
    "has(data.x)",
  ])("%s is not one of them", (text) => {
    expect(() => createExpressions({ variables }).compile(text)).not.toThrow();
  });
});

describe("an expression", () => {
  test.each([
    ["data.total > 12", true],
    ["data.total > 12 && data.status == 'open'", false],
    ["data.items.all(i, i.quantity >= 1)", true],
    ["data.items.exists(i, i.sku.matches('^b-[0-9]+$'))", true],
    ["data.items.map(i, i.quantity) == [2, 1]", true],
    ["data.items.filter(i, i.quantity > 1).size() == 1", true],
    ["size(data.items) == 2 && size(data.status) == 4", true],
    ["!has(data.coupon) || data.coupon != ''", true],
    ["has(data.paidAt)", false],
    ["data.paidAt == null", true],
    ["data.constructor.name == 'tricky'", true],
    ["event.type == 'placed' && event.id == 'e1' && event.source.startsWith('/shop')", true],
    ["event.tenant == 'acme'", true],
    ["has(event.subject)", false],
    ["now - event.time <= duration('61s')", true],
    ["now - event.time < duration('60s')", false],
    ["now > timestamp('2026-03-01T12:00:00Z')", true],
    ["event.time.getHours() == 11", true],
    ["'paid' in ['open', 'paid']", true],
    ["{'open': 1, 'paid': 2}[data.status] == 2", true],
    ["type(data.total) == double", true],
    ["'a' + data.status == 'apaid'", true],
    ["int('-7') == -7 && int('+7') == 7 && uint('7') == 7u", true],
    ["double('1.5') == 1.5 && double('-.5e1') == -5.0 && double('2.') == 2.0 && double('Infinity') > 1.0", true],
  ])("%s is %s", (text, holds) => {
    expect(evaluate(text, order)).toEqual({ holds });
  });

  test.each([
    ["data.nothing > 1", "at line 1, column 5, something is missing or of another type"],
    ["data.total > 1 &&\n  data.status > 5", "at line 2, column 15, something is missing or of another type"],
    ["data.total", "the expression is neither true nor false"],
    ["data.items[7].sku == ''", "something is missing"],
    ["int(data.status) > 1", "something is missing"],
    ["timestamp(data.status) < now", "something is missing"],
  ])("%s cannot be evaluated, and no value is told", (text, why) => {
    const verdict = evaluate(text, order);
    expect(verdict).toHaveProperty("failure", expect.stringContaining(why));
    expect(JSON.stringify(verdict)).not.toContain("paid");
  });

  test.each(["int", "uint", "double"])("%s() of a text that is no number cannot be evaluated", (name) => {
    for (const text of ["", " ", " 1", "1 ", "0x10", "0b1", "one", "1,5"]) {
      const verdict = evaluate(`${name}(data.text) >= ${name}('0')`, { text });
      expect([text, verdict]).toEqual([text, { failure: expect.any(String) as string, tooCostly: false }]);
    }
  });

  test("does not mind a payload that is no object", () => {
    for (const data of [null, 5, "text", [], undefined]) {
      expect(evaluate("has(data.x)", data)).toEqual({ holds: false });
      expect(evaluate("data.x == 1", data)).toHaveProperty("failure");
    }
  });
});

describe("an expression is refused when it is set", () => {
  test.each([
    ["data.a ==", 1, 8],
    ["data.a\n  +* 2", 2, 3],
    ["dta.a == 1", 1, 1],
    ["true && data.items.all(i, j > 1)", 1, 27],
    ["data.a.explode(1)", 1, 7],
    ["lookup(data.a)", 1, 1],
    ["data.a.matches(data.b)", 1, 20],
    ["data.a.matches('(')", 1, 16],
    ["data.a.matches('((x{100}){100}){100}')", 1, 16],
    ["data.a.matches('x{999}y{999}')", 1, 16],
    ["google.protobuf.Timestamp{seconds: 1} < now", 1, undefined],
    ["", 1, 1],
  ])("%s", (text, line, column) => {
    const { place } = refusal(text);
    expect(place?.line).toBe(line);
    if (column !== undefined) expect(place?.column).toBe(column);
  });

  test("and when it nests too deep, whatever it is made of", () => {
    for (const text of ["(".repeat(20_000) + "1" + ")".repeat(20_000), "[".repeat(5_000) + "]".repeat(5_000)]) {
      expect(refusal(text).message).toContain("nests");
    }
    expect(refusal("1" + " + 1".repeat(400) + " > 0").message).toContain("nests deeper than 100");
    expect(refusal("size(".repeat(200) + "data" + ")".repeat(200)).message).toContain("nests");
    expect(evaluate("true" + " && true".repeat(200), {})).toEqual({ holds: true });
  });
});

describe("what an expression may cost is bounded", () => {
  const many = { items: Array.from({ length: 12_000 }, (_, index) => index) };
  const long = { text: "a".repeat(1_000_000), part: "b" + "a".repeat(400_000) };
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

  test.each<[string, string, unknown]>([
    ["loops in loops", "data.items.all(a, data.items.exists(b, a == b))", many],
    ["loops that end at once", "data.items.all(a, data.items.exists(b, true))", many],
    ["lists that grow", "data.items.map(a, a).size() == 3", many],
    ["lists in lists", "data.items.map(a, data.items).all(b, b.all(c, true))", many],
    ["searching", "data.text.contains(data.part)", long],
    ["patterns on long texts", "data.text.matches('(a|b|c)*[a-z]{200}!')", long],
    [
      "whole texts compared again and again",
      "[1,2,3,4,5,6,7,8,9,0].all(a, [1,2,3,4,5,6,7].all(b, data.text + 'a' > data.text))",
      long,
    ],
    ["digits", "int(data.text) > 1", long],
    ["equal lists", "[1,2,3,4].all(a, data.items == data.items + [])", many],
    [
      "doubling",
      "[['x']].all(a, [a+a].all(b, [b+b].all(c, [c+c].all(d, [d+d].all(e, [e+e+e+e+e+e+e+e].all(f, [f+f+f+f+f+f+f+f].all(g, [g+g+g+g+g+g+g+g].all(h, [h+h+h+h+h+h+h].all(i, [i+i+i+i+i+i+i].all(j, size(j+j+j+j+j) > 0))))))))))",
      {},
    ],
    [
      "doubling of texts",
      "['xxxxxxxxxxxxxxxx'].all(a, [a+a+a+a+a+a+a+a].all(b, [b+b+b+b+b+b+b+b].all(c, [c+c+c+c+c+c+c+c].all(d, [d+d+d+d+d+d+d+d].all(e, [e+e+e+e+e+e+e+e].all(f, [f+f+f+f+f+f+f+f].all(g, size(g+g+g+g) > 0)))))))",
      {},
    ],
  ])("%s", (_what, text, data) => {
    expect(evaluate(text, data)).toEqual({ failure: "it costs too much", tooCostly: true });
  });

  test("so that sensible ones have plenty", () => {
    const lines = { items: Array.from({ length: 500 }, (_, id) => ({ id, name: `item ${id}` })) };
    expect(evaluate("data.items.all(i, i.id >= 0 && i.name.startsWith('item'))", lines)).toEqual({ holds: true });
    expect(evaluate("data.items.map(i, i.id).exists(id, id == 499)", lines)).toEqual({ holds: true });
    expect(evaluate("data.text.size() == 1000000 && !data.text.contains('b')", long)).toEqual({ holds: true });
    expect(evaluate("data.text.matches('^a+$')", { text: "a".repeat(10_000) })).toEqual({ holds: true });
  });

  test("and is counted anew for each event", () => {
    const expressions = createExpressions({ variables });
    const run = expressions.compile("data.items.all(i, i >= 0)");
    const bindings = { event: attributesOf(event), data: celValueOf(many), now: timestampOf(noon) };
    for (let round = 0; round < 10; round++) {
      expressions.begin();
      expect(run(bindings)).toEqual({ holds: true });
    }
    expect(run(bindings)).toHaveProperty("failure");
  });

  test("and loops over what is missing end too", () => {
    expect(evaluate("data.items.all(i, i.nothing > 1)", many)).toHaveProperty("failure");
    expect(evaluate("data.items.all(a, data.items.all(b, b.nothing > 1))", many)).toHaveProperty("failure");
  });

  test.each(["data.keys.exists(k, k in data.prices)", "data.keys.exists(k, data.prices[k] > 0)"])(
    "and looking for numbers among many texts takes no time, since no number is one of them: %s",
    (text) => {
      const count = 100_000;
      const prices = Object.fromEntries(Array.from({ length: count }, (_, index) => [`sku-${index}`, index]));
      const keys = Array.from({ length: 10_000 }, (_, index) => index);
      expect(cpuMs(() => evaluate(text, { prices, keys }))).toBeLessThan(1500);
    },
  );

  test("and deep payloads are no trouble", () => {
    expect(evaluate("has(data.a.a.a)", deep(1000))).toEqual({ holds: true });
    expect(evaluate("data == data", deep(1000))).toEqual({ holds: true });
  });
});
