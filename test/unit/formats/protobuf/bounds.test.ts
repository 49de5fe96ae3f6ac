import { describe, expect, it } from "vitest";
import { type Comparison, strictSemantics } from "../../../../src/core/finding.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";

async function compared(textOf: (type: string) => string): Promise<Comparison> {
  const [reader, writer] = ["int32", "int64"].map((type) => ({ text: textOf(type), references: [] }));
  return await protobuf.compare(reader!, writer!, { policy: "semantic", semantics: strictSemantics });
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("\n");
}

describe("large and hostile schemas", () => {
  it("do not overflow the stack with a chain of messages, and the fault at its end is shown", async () => {
    const { verdict, witness } = await compared(
      (type) =>
        `syntax = "proto3";\n${lines(6000, (i) => `message M${i} { M${Math.min(i + 1, 5999)} b = 2; ${i === 5999 ? `${type} a = 1;` : ""} }`)}`,
    );
    expect(verdict).toBe("incompatible");
    expect(witness?.payload.length).toBeLessThan(500);
  });

  it("do not overflow the stack with a chain of required messages", async () => {
    const { verdict } = await compared(
      (type) =>
        `syntax = "proto2";\n${lines(6000, (i) => `message M${i} { ${i < 5999 ? `required M${i + 1} b = 2;` : `optional ${type} a = 1;`} }`)}`,
    );
    expect(verdict).toBe("incompatible");
  });

  it("are undecided, naming the place, when types that cross make too many pairs", async () => {
    const crossed = (step: number): string =>
      `syntax = "proto3";\n${lines(1000, (i) => `message M${i} { ${Array.from({ length: 8 }, (_, j) => `M${(i * step + j * 13) % 1000} f${j} = ${j + 1};`).join(" ")} }`)}`;
    const { verdict, findings } = await compared((type) => crossed(type === "int32" ? 7 : 11));
    expect(verdict).toBe("undecided");
    const finding = findings.find(({ ruleId }) => ruleId === "comparison-budget-exceeded");
    expect(finding?.message).toMatch(/the comparison stopped at M\d+\.$/);
    expect(finding?.writerPosition?.line).toBeGreaterThan(1);
  });

  it("with a oneof of thousands of fields take time in proportion", async () => {
    const { verdict } = await compared(
      (type) =>
        `syntax = "proto3";\nmessage M { ${type === "int32" ? "oneof o {" : ""} ${lines(9000, (i) => `int32 f${i} = ${i + 1};`)} ${type === "int32" ? "}" : ""} }`,
    );
    expect(verdict).toBe("incompatible");
  });

  it("give no more findings than can be read", async () => {
    const { findings } = await compared(
      (type) => `syntax = "proto3";\nmessage M {\n${lines(3000, (i) => `${type} f${i} = ${i + 1};`)}\n}`,
    );
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.ruleId).toBe("source-more-findings");
    expect(findings.at(-1)?.message).toMatch(/^At least \d+ more findings/);
  });
});
