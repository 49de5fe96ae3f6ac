import { describe, expect, test } from "vitest";
import type { SchemaReference } from "../../../src/core/schema.js";
import { createSources } from "../../../src/registry/sources.js";
import type { RegistryStore } from "../../../src/store/store.js";
import { content, insert, newVersion } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";

/** A registry on disk, and how many contents were read from it. */
async function countingRegistry(): Promise<{ registry: RegistryStore; reads: () => number }> {
  const { registry } = await openTestStore({ directory: await temporaryDirectory() });
  let reads = 0;
  const counting: RegistryStore = {
    ...registry,
    content: async (schemaId) => {
      reads += 1;
      return await registry.content(schemaId);
    },
  };
  return { registry: counting, reads: () => reads };
}

async function put(registry: RegistryStore, subject: string, text: string, references: SchemaReference[] = []) {
  await insert(registry, newVersion(subject, { content: content(text, { references }) }));
}

const to = (subject: string, name = subject): SchemaReference => ({ name, subject, version: 1 });

const many = (count: number, subject: string) => Array.from({ length: count }, (_, index) => to(subject, `n${index}`));

describe("references", () => {
  test("that lead to one content read it once, and are one object wherever they stand", async () => {
    const { registry, reads } = await countingRegistry();
    await put(registry, "base", "of base");
    await put(registry, "left", "of left", [to("base")]);
    await put(registry, "right", "of right", [to("base", "another name")]);
    const sources = createSources(registry);
    const { references } = await sources.resolve("text", [to("left"), to("right"), ...many(500, "base")]);
    const [left, right, ...direct] = references.map(({ source }) => source);
    expect([left?.text, right?.text, direct[0]?.text]).toEqual(["of left", "of right", "of base"]);
    expect(left?.references[0]).toEqual({ name: "base", source: direct[0] });
    expect(right?.references[0]?.name).toBe("another name");
    expect(new Set([left?.references[0]?.source, right?.references[0]?.source, ...direct]).size).toBe(1);
    expect(reads()).toBe(3);
  });

  test("count as often as they are reached: their number, and the length of their texts", async () => {
    const { registry } = await countingRegistry();
    const sources = createSources(registry);
    const limited = (limit: number, what: string) => ({
      reason: "LIMIT_EXCEEDED",
      message: `references: ${what}.`,
      fields: [{ field: "references", description: what }],
      metadata: { limit: String(limit) },
    });
    await put(registry, "short", "of short");
    await put(registry, "wide", "of wide", many(499, "short"));
    expect((await sources.resolve("", [to("wide"), to("wide", "again")])).references).toHaveLength(2);
    await expect(sources.resolve("", [to("wide"), ...many(2, "wide")])).rejects.toMatchObject(
      limited(1000, "reach more than 1000 references"),
    );
    await put(registry, "long", "x".repeat(1024 ** 2));
    await put(registry, "eight", "", many(8, "long"));
    const tooLong = limited(16 * 1024 ** 2, "reach texts of more than 16777216 characters together");
    expect((await sources.resolve("", [to("eight"), to("eight", "again")])).references).toHaveLength(2);
    await expect(sources.resolve("x", [to("eight"), to("eight", "again")])).rejects.toMatchObject(tooLong);
    await expect(sources.resolve("", many(17, "long"))).rejects.toMatchObject(tooLong);
  });

  test("are followed 32 deep and no deeper, also where the lower part is known already", async () => {
    const { registry } = await countingRegistry();
    const sources = createSources(registry);
    await put(registry, "d1", "1");
    for (let depth = 2; depth <= 32; depth += 1) await put(registry, `d${depth}`, String(depth), [to(`d${depth - 1}`)]);
    expect((await sources.resolve("", [to("d32")])).text).toBe("");
    await put(registry, "d33", "33", [to("d32")]);
    const tooDeep = { reason: "LIMIT_EXCEEDED", fields: [{ field: "references" }], metadata: { limit: "32" } };
    await expect(sources.resolve("", [to("d33")])).rejects.toMatchObject(tooDeep);
    await expect(sources.resolve("", [to("d32"), to("d33")])).rejects.toMatchObject(tooDeep);
  });
});
