import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import type { CompatibilityLevel } from "../../../src/core/compatibility.js";
import type { SchemaFormat } from "../../../src/formats/format.js";
import { createFormats } from "../../../src/registry/formats.js";
import { createRegistry, type Registry } from "../../../src/registry/registry.js";
import { noImpact } from "../../support/rows.js";
import { openTestStore, temporaryDirectory } from "../../support/store.js";
import { toyFormat } from "../compat/toy-format.js";

const subject = "words";

async function toyRegistry(
  level: CompatibilityLevel = "BACKWARD",
  format: SchemaFormat = toyFormat,
): Promise<Registry> {
  const store = await openTestStore({ directory: await temporaryDirectory(), clock: systemClock });
  const registry = createRegistry({
    store,
    formats: createFormats([format]),
    deadLetters: {
      impactOf: async () => Promise.resolve(noImpact),
      openTriedWith: async () => Promise.resolve(0),
    },
    clock: systemClock,
    lint: async () => Promise.resolve([]),
    sleep: async () => Promise.resolve(),
  });
  await registry.settings.set(subject, { level });
  return registry;
}

const candidate = (text: string, semver = "") => ({
  ...{ subject, format: undefined, text, references: [], semver, normalize: undefined },
  ...{ metadata: {}, tags: [], owner: "", description: "", waiver: undefined },
});
const waiver = { actor: "ada", reason: "agreed with the readers" };
const disabled = { state: "disabled", message: "", sunsetAt: undefined } as const;

async function register(registry: Registry, text: string, semver = "", force = false) {
  const { row } = await registry.register({ ...candidate(text, semver), waiver: force ? waiver : undefined });
  return row;
}

describe("the implied semantic version", () => {
  test("follows the change", async () => {
    const registry = await toyRegistry();
    expect((await register(registry, "a")).semver).toBe("1.0.0");
    expect((await register(registry, "ab")).semver).toBe("1.1.0");
    expect((await register(registry, "ab#said better")).semver).toBe("1.1.1");
    expect((await register(registry, "b", "", true)).semver).toBe("2.0.0");
    expect((await register(registry, "abc", "1.2.0")).semver).toBe("1.2.0");
    expect((await register(registry, "bc")).semver).toBe("2.1.0");
  });

  test("opens a track above all there ever were when every version was deleted", async () => {
    const registry = await toyRegistry();
    await register(registry, "a", "3.0.0");
    await registry.deleteSubject(subject, false);
    expect((await register(registry, "z")).semver).toBe("4.0.0");
  });

  test("is a break where nobody can judge and nobody has to, and where it was forced", async () => {
    const registry = await toyRegistry("NONE");
    await register(registry, "a");
    expect((await register(registry, "a?")).semver).toBe("2.0.0");
  });

  test("is a minor where the level has proven what the change alone does not tell", async () => {
    // Cannot see through `?` when it looks for the bump, as a prover that runs out of time under one policy only.
    const format: SchemaFormat = {
      ...toyFormat,
      compare: async (_reader, _writer, options) =>
        await Promise.resolve(
          options.policy === "semantic"
            ? { verdict: "undecided", findings: [] }
            : { verdict: "compatible", findings: [] },
        ),
    };
    const registry = await toyRegistry("BACKWARD", format);
    await registry.settings.set(subject, { policy: "lenient" });
    await register(registry, "a");
    expect((await register(registry, "ab")).semver).toBe("1.1.0");
  });
});

describe("disabled versions", () => {
  test("are nothing a change is measured by", async () => {
    const registry = await toyRegistry();
    await register(registry, "a");
    const wrong = await register(registry, "abc");
    await registry.setState(subject, wrong.version, disabled);
    expect((await register(registry, "ab")).semver).toBe("1.2.0");
  });

  test("make no track that a candidate could slip into unchecked", async () => {
    const registry = await toyRegistry();
    await register(registry, "a");
    const wrong = await register(registry, "z", "2.0.0");
    await registry.setState(subject, wrong.version, disabled);
    await expect(register(registry, "b")).rejects.toMatchObject({ reason: "INCOMPATIBLE_SCHEMA" });
  });
});

describe("a chosen semantic version", () => {
  test("that is taken cannot be forced, one that understates can", async () => {
    const registry = await toyRegistry("NONE");
    await register(registry, "a", "1.2.0");
    await registry.deleteVersion(subject, 1, false);
    await register(registry, "ab", "1.3.0");
    await expect(register(registry, "abc", "1.2.0", true)).rejects.toMatchObject({ reason: "SEMVER_CONFLICT" });
    await expect(register(registry, "abc", "1.3.1")).rejects.toMatchObject({ reason: "SEMVER_CONFLICT" });
    const forced = await register(registry, "abc", "1.3.1", true);
    expect(forced).toMatchObject({ semver: "1.3.1", waiver: { actor: "ada" } });
  });

  test("of a new major is held against nothing", async () => {
    const registry = await toyRegistry("FULL_TRANSITIVE");
    await register(registry, "a");
    expect(await register(registry, "z", "2.0.0")).toMatchObject({ semver: "2.0.0", waiver: undefined });
  });
});

test("a waiver that was not needed is not recorded, and one without reason is refused", async () => {
  const registry = await toyRegistry();
  expect((await register(registry, "a", "", true)).waiver).toBeUndefined();
  const nameless = registry.register({ ...candidate("b"), waiver: { actor: "ada", reason: "" } });
  await expect(nameless).rejects.toMatchObject({ fields: [{ field: "waiver.reason" }] });
});

test("a check says what registering then does", async () => {
  const registry = await toyRegistry();
  await register(registry, "ab");
  for (const text of ["abc", "a", "ab", "?", "ab#c"]) {
    const { assessment } = await registry.check(candidate(text), {});
    const outcome = await register(registry, text).catch((error: unknown) => error);
    if (assessment.refusal === undefined) expect(outcome).toMatchObject({ semver: assessment.semver });
    else expect(outcome).toMatchObject({ reason: assessment.refusal.reason });
  }
});

test("without a subject, an id means the version that was registered first", async () => {
  let time = 2000;
  const store = await openTestStore({ directory: await temporaryDirectory(), clock: systemClock });
  const registry = createRegistry({
    store,
    formats: createFormats([toyFormat]),
    deadLetters: {
      impactOf: async () => Promise.resolve(noImpact),
      openTriedWith: async () => Promise.resolve(0),
    },
    clock: { now: () => new Date((time += 1000)) },
    lint: async () => Promise.resolve([]),
    sleep: async () => Promise.resolve(),
  });
  await registry.register({ ...candidate("a"), subject: "zebra" });
  await registry.register({ ...candidate("a"), subject: "ant" });
  const query = { id: 1, guid: "", subject: "", selector: undefined, includeDeleted: false };
  expect((await registry.find(query)).row.subject).toBe("zebra");
  const shown = await registry.listVersions("zebra", false, { pageSize: 1, pageToken: "" });
  expect(shown).toMatchObject({ items: [{ row: { version: 1 } }], nextPageToken: "" });
});
