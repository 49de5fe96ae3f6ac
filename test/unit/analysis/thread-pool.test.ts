import { afterEach, describe, expect, test } from "vitest";
import { strictSemantics } from "../../../src/core/finding.js";
import { offLoop } from "../../../src/analysis/off-loop.js";
import { createThreadPool, type ThreadPool } from "../../../src/analysis/thread-pool.js";
import { letters, toyFormat } from "../compat/toy-format.js";

const start = new URL("../../support/children/analysis-thread.mjs", import.meta.url);
const pools: ThreadPool[] = [];

function pool(options: { threads?: number; maxWaiting?: number; timeLimitMs?: number } = {}): ThreadPool {
  const limits = { timeLimitMs: 300, memoryLimitMb: 64, threads: 1, maxWaiting: 8 };
  const made = createThreadPool({ start, ...limits, ...options });
  pools.push(made);
  return made;
}

async function run(on: ThreadPool, behaviour: string): Promise<unknown> {
  const task = { method: "describe", format: "avro", args: [letters(behaviour)] } as const;
  return await on.run<unknown>(task, (why) => `given up: ${why}`);
}

afterEach(async () => {
  for (const one of pools.splice(0)) await one.close();
});

describe("a pool of threads", () => {
  test("answers with the result, and uses a thread again", async () => {
    const one = pool();
    const first = await run(one, "answer");
    expect(first).toBeTypeOf("number");
    expect(await run(one, "answer")).toBe(first);
  });

  test("gives up what takes too long, and goes on with another thread", async () => {
    const one = pool();
    const first = await run(one, "answer");
    expect(await run(one, "hang")).toBe("given up: time");
    const next = await run(one, "answer");
    expect(next).toBeTypeOf("number");
    expect(next).not.toBe(first);
  });

  test("gives up what takes too much memory, and goes on", async () => {
    const one = pool({ timeLimitMs: 60_000 });
    expect(await run(one, "gorge")).toBe("given up: memory");
    expect(await run(one, "answer")).toBeTypeOf("number");
  });

  test("passes refusals on as errors with their reason", async () => {
    await expect(run(pool(), "refuse")).rejects.toMatchObject({ reason: "INVALID_SCHEMA", metadata: { line: "3" } });
  });

  test.each(["fault", "exit", "throw"])("fails when the thread does (%s), and goes on", async (behaviour) => {
    const one = pool();
    await expect(run(one, behaviour)).rejects.toThrow("A thread failed.");
    expect(await run(one, "answer")).toBeTypeOf("number");
  });

  test("works on as many tasks at a time as it has threads", async () => {
    const two = pool({ threads: 2 });
    const hanging = run(two, "hang");
    expect(await run(two, "answer")).toBeTypeOf("number");
    expect(await hanging).toBe("given up: time");
  });

  test("refuses tasks when too many wait", async () => {
    const one = pool({ maxWaiting: 2 });
    const taken = ["hang", "answer", "answer"].map(async (behaviour) => await run(one, behaviour));
    await expect(run(one, "answer")).rejects.toMatchObject({ reason: "OVERLOADED", retryAfterMs: 300 });
    expect(await Promise.all(taken)).toEqual(["given up: time", expect.any(Number), expect.any(Number)]);
  });

  test("takes nothing after it was closed, and fails what it had", async () => {
    const one = pool();
    const had = [run(one, "hang"), run(one, "answer")].map(async (task) => await task.catch(String));
    await one.close();
    expect(await Promise.all(had)).toEqual(["Error: A thread failed.", "Error: A thread failed."]);
    await expect(run(one, "answer")).rejects.toMatchObject({ reason: "SERVER_STOPPING" });
  });
});

describe("a format off the loop", () => {
  const options = { policy: "semantic", semantics: strictSemantics } as const;

  test("leaves a comparison that takes too long undecided and says so", async () => {
    const format = offLoop(toyFormat, pool());
    const { verdict, findings } = await format.compare(letters("hang"), letters("a"), options);
    expect(verdict).toBe("undecided");
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["comparison-time-limit"]);
  });

  test("refuses a schema that cannot be read within its limits", async () => {
    const format = offLoop(toyFormat, pool());
    await expect(format.describe(letters("gorge"))).rejects.toMatchObject({ reason: "LIMIT_EXCEEDED" });
  });

  test("tells one change where there is no time to tell them all", async () => {
    const format = offLoop(toyFormat, pool());
    expect(await format.diff(letters("hang"), letters("a"))).toHaveLength(1);
  });
});
